"""Who says what: roles, people, subjects (of a sentence), speakers, acronyms, acts (resolved, noted, asked)."""
