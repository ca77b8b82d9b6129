"""The grounding suite: cases in, runs and figures out.

Read in this order: cases (what is asked), matching (when two texts say the same), metrics (one case),
abstention (knowing when not to answer), intervals (how sure a figure is), measures (the figures by name), runs
(what is saved), asking, checkout, suite (from folders to a run), mutants, checkers (the checkers checked),
promises (commitments), scoring, figures (from a run to figures), compare, gate, calibrating, plain, tables, plots,
case_cards, report, section (README's "How good is it?"), published (the window's Evaluation tab), judging (a
language model as judge), trec, ragas, sets, draft, feedback, crowd; made, copied, stages, bench,
endurance (speed, size, long runs); commands and __main__ (the commands).
"""
