"""Who may come in, and what each may do.

Read in this order: people; passwords, accounts, attempts, visits; audit, recording; keeper, door,
signing; uploads.
"""
