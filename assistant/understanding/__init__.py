"""What a question asks, in its conversation.

In reading order: query, followups, context (what is carried over), thesaurus, narrowing (body, paper), dating,
quoting, wants (a reason, a name, a number).
"""
