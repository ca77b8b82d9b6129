"""Who may come in, and what each may do.

Read in this order: people; passwords, accounts, attempts, visits; keeper, door, signing; uploads.
"""
