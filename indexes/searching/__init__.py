"""From a query to ranked passages.

In reading order: segments, view, keywords (the keyword index), exact (every vector compared), graphfiles, chroma,
vectors (the graph); fusion, stretches, retrieval (both together), reranking.
"""
