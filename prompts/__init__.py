"""The words that go to a language model, one prompt a file; library loads, checks and fills them."""
