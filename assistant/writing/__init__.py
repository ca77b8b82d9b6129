"""Answers that a language model words, never its facts: llm, gguf, replies, writing, condensing (a follow-up)."""
