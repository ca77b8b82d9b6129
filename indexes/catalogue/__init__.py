"""Documents, passages and chunks in SQLite or PostgreSQL, and every read of them in its scope.

In reading order: database, schema, versions, migrations, conditions, withholding, rows, undertakings,
outlines, catalogue (reading), papers (reading in pieces), amending (corrections), agenda_items;
folders and postgres (where it lies), shelf (which of them).
"""
