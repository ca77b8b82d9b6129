"""The grounding suite: cases in, runs and figures out.

Read in this order: cases, metrics, runs, report, __main__.
"""
