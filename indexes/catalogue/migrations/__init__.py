"""Steps from each released version of the catalogue to the next, run by alembic's operations.

Read in this order: upgrade, then v0001 and so on, one module a version.
"""
