"""A question, its answer and its evidence, as shown.

In reading order: evidence (cards), written (what a language model wrote), limits (how a question was understood),
asides (feedback, notes), conversation (questions and answers), asking (orders carried out), suggesting (what to
ask next), examples (first questions), briefing and briefing_word (a note to take away), pictures (a quote in its
paper).
"""
