"""Whether the papers carry a sentence: likeness, spelling, polarity, units, support, verifier."""
