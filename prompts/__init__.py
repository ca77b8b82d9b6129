"""The words that go to a language model, one prompt a file. None is needed yet: answers are the papers' own words."""
