"""To and from others: judging (by a model), ragas, trec, sets (public ones), feedback, draft (new cases)."""
