"""How a paper is built: from lines of text to parts, items, headings and passages.

In reading order: lines, tabs, spacing, prose, listings (what kinds of line there are), furniture, mastheads,
kinds, naming, parts, exemption, bodies, meetings (which papers a file holds, and whose), blocks, margins,
particulars, headings, paths, cuts, items, drafts, rows, passages, transcripts, agendas, approval, corrections,
cautions.
"""
