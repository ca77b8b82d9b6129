"""Papers: from a file to passages and chunks that know where they stand.

Read in this order: records (the nouns), errors; reading (files into text); structure (the parser, stage by stage),
with what it asks of others: tables, time (periods and dates), people (who says what); manifest (what is known of a
file beforehand), parsing (all stages together), inspect (what was understood). Then words, sentences, chunking;
commitments with undertakings (what was promised, and what came of it); sample (the papers that come with
Minutebook).
"""
