"""Tables: cells (where they end), columns, grouping (headings over columns), tables (rows as sentences)."""
