"""How papers promise: the grammar of undertakings and what they are made of.

In reading order: records, phrasing, manners; verbs, offices, agents, clauses (of which sentences are made);
routine, talk (what is no promise); agreed, requests, delivered, intended (what is one); tabled, reading (where
they stand); owners, recipients, actions, duephrases, topics, standing_alone (what is said of each);
backward, mentions (what came of it).
"""
