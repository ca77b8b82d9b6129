"""The words that go to a language model, one prompt a file.

There is none yet: answers are made of the papers' own words.
"""
