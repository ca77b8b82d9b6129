"""The commands of the grounding suite, read in this order: options, measuring, exchanging, speed."""
