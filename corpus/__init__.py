"""Papers: from a file to passages and chunks that know where they stand.

Read in this order: records, errors, reading, parsing, tables, dates, speakers, acronyms, chunking, commitments.
"""
