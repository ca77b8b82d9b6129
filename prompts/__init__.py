"""The words that go to a language model, one prompt a file: answer.md, condense.md, commitment.md, judge.md.

Read in this order: library (loads, checks and fills prompts), counting (how long what goes to a model is).
"""
