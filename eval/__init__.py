"""The grounding suite: cases in, runs and figures out.

Read in this order: cases (what is asked), matching (when two texts say the same), metrics (one case), abstention
(knowing when not to answer), intervals (how sure a figure is), runs (asking and saving), scoring (from a run to
figures), compare, gate, report, __main__ (the commands).
"""
