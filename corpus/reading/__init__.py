"""Files into text with pages and marks.

Read in this order: guarding (a process of its own), files (chooses by content), composing (text under
construction), decoding, numerals; manifests (what stands beside a file); plain (txt, md); markup (html),
markup_pruning, markup_tables; word (docx), word_styles, word_lists, word_paragraphs, word_tables; pdf, then
pdf_shapes, pdf_page, pdf_glyphs, pdf_rules (what stands on a page), pdf_grids (ruled tables), pdf_lines,
pdf_furniture, pdf_bands, pdf_columns, pdf_margins, pdf_rows (tables without rules), pdf_paragraphs, pdf_layout,
pdf_words, pdf_composing, ocr (pages that are pictures); pdf_pictures (pages shown as pictures).
"""
