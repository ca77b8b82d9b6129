"""Who may come in, and what each may do.

Read in this order: people, door, uploads.
"""
