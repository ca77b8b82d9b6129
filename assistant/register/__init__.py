"""Commitments as officers use them: put together across papers, searched, reviewed and given out.

Read in this order: records; telling (their words), joining (said twice), candidates and following (what came of
it), standing (the status on a day), reviewing (what officers decided), searching, ledger (all of it, at hand),
deciding; asking and answering (questions in the chat); proposing (a language model's words), tracker, exporting,
printing.
"""
