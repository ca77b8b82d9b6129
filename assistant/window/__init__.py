"""What the chat window shows, as HTML made by pure functions.

In reading order: markup.py (escaping), wording.py (dates, places and links in plain English), evidence.py (cards),
conversation.py (questions and answers), papers.py (a quote in its paper), routes.py (the pages beside the chat),
static/ (style sheet and script).
"""
