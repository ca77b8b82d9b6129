"""What must be caught: checkers, mutants, promises, abstention, calibrating (of confidence)."""
