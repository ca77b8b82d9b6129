"""The store: a catalogue that is the truth, and two indexes derived from it.

Read in this order: records, schema, catalogue, embedding, vectors, keywords, ingest, fusion, retrieval.
"""
