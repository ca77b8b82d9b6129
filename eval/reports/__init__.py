"""A run to read: report, plots, tables, section, published, figures, case_cards, plain, compare."""
