"""Papers: from a file to passages and chunks that know where they stand.

Read in this order: records (the nouns), errors; reading (files into text). Then the parser, stage by stage:
lines, tabs, spacing, prose, listings (what kinds of line there are), furniture, mastheads, kinds, naming, parts,
exemption, bodies, meetings, manifest (which papers a file holds, and whose), blocks, margins, particulars,
headings, paths, cuts, items, drafts, rows, passages, transcripts, agendas, approval, corrections, cautions,
parsing, inspect. What it asks of others: cells, columns, grouping, tables (tables); calendars, periodforms,
periods, timing, duedates, dates (time); roles, people, subjects, speakers, acronyms, acts (who says what). Then
words, sentences, chunking; undertakings and commitments (what was promised), backward and mentions (what came of
it); sample (the papers that come with Minutebook).
"""
