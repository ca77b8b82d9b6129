"""The store: a catalogue that is the truth, and two indexes derived from it.

Read in this order: records; database, schema, migrations, conditions, withholding, rows, catalogue; segments,
view, keywords, exact; graphfiles, chroma, vectors; bert, embedding; folders, postgres, shelf, store; walking,
planning, progress, likeness, twinning, twins, swapping, probing, mending, carrying, ingest; fusion, stretches,
retrieval, reranking; amending, agenda_items; desk_file, desk, conversations, feedback; checking; archives,
backup, restoring.
"""
