"""The grounding suite: cases in, runs and figures out.

Read in this order: cases (what is asked), matching (when two texts say the same), metrics (one case), intervals
(how sure a figure is), measures (the figures by name), runs (what is saved), asking, checkout, suite (from folders
to a run), checks (what must be caught), scoring, gate, reports (figures, and what is read),
exchange (with judges and other tools), speed (size and long runs); commands and __main__ (the commands).
"""
