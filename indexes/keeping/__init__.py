"""A store through bad days: probing, mending, checking (`verify`); archives, backup, restoring."""
