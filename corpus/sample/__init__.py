"""The sample papers of an invented panel, and the script that lays them out.

Read in this order: markup, pdf_parts, pdf_layout, word_layout, web_layout, make_papers. The words are in sources,
the finished files in papers.
"""
