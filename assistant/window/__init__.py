"""What the chat window shows, as HTML made by pure functions, and what it offers to programs.

In reading order: markup (escaping), wording (dates, places and links in plain English), exempt (what is not for
the public); answers (a question, its answer and its evidence), saved (conversations kept), lists (commitments,
papers, figures), papers (one paper opened), originals (the PDF behind it), routes (the pages beside the chat);
programs (the same as API and MCP server), tabs (what Gradio lays out), static/ (style sheets and scripts).
"""
