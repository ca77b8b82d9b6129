"""Files into text with pages and marks.

Read in this order: files (chooses by content), composing (text under construction), decoding, plain (txt and md),
markup (html) with markup_pruning and markup_tables, word (docx) with word_paragraphs, word_lists and word_tables,
then the pdf modules.
"""
