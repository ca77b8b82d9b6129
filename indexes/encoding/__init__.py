"""Texts to vectors: bert (a question, without torch), embedding (passages, with it)."""
