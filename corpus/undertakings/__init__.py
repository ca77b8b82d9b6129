"""How papers promise: the grammar of undertakings and what they are made of.

In reading order: verbs, agents, clauses, routine, agreed, intended, tabled, owners, actions, duephrases, topics.
"""
