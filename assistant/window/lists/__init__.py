"""The other tabs' contents.

In reading order: commitments (the register), decisions (what officers decide), library (the papers), understood
(one of them), tabling (a long table), shelving (papers added and removed),
evaluation (how good it is), about (what it does and does not).
"""
