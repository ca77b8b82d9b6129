"""What the chat window shows, as HTML made by pure functions, and what it offers to programs.

In reading order: markup.py (escaping), wording.py (dates, places and links in plain English), evidence.py (cards),
written.py (what a language model wrote), limits.py (how a question was understood), asides.py (feedback, notes),
conversation.py (questions and answers), asking.py (orders carried out), saving.py, saved.py and saved_routes.py
(conversations kept), suggesting.py (what to ask next), briefing.py and briefing_word.py (a note to take away),
papers.py, pictures.py (a quote in its paper), coverage.py (what can be asked about), commitments.py (the
register), decisions.py (what officers decide), library.py (the list of papers), understood.py (one of them),
shelving.py (papers added and removed), evaluation.py (how good it is), about.py (what it does and does not),
examples.py (first questions), originals.py (the PDF behind a paper), routes.py (the pages beside the
chat), holdings.py, promises.py and functions.py (the same for programs), tools.py (as an MCP server), tabs (what
Gradio lays out), static/ (style sheets and scripts).
"""
