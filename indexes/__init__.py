"""The store: a catalogue that is the truth, and two indexes derived from it.

Read in this order: records; catalogue (the tables, and every read in its scope); searching (keywords and vectors,
and how they are fused); encoding (texts to vectors); store (all of it as one); ingesting (papers put in and taken
out); desk (what people leave behind: reviews, conversations, feedback); keeping (checked, mended, backed up).
"""
