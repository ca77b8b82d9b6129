"""Questions to answers with citations, on the command line and in the window.

Read in this order: records, settings, building, query, answering, citations, cli, chat.
"""
