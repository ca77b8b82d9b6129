"""Scores of several searchers into one ranking: pure functions over arrays, an entry for each chunk of a pool.

Neighbours are given by their index in the pool; a chunk that has none names itself, and a neighbour that is not in
the pool is named by the pool's length.
"""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Indices = NDArray[np.int64]

MISSING_SHARE = 0.5
"""What a paper with few chunks is credited for each one missing, of the last it has. On MTRAG-UN, where papers are
short, nDCG@5 was 0.83 with nothing credited here or in ``smooth``, 0.88 with ``smooth`` alone, 0.89 with both; at
1 a paper of one passage outdoes longer ones that hold more of the question's words."""

SHORTEST, USUAL = 60, 360
"""Characters: what is shorter counts as this long, since a label alone answers nothing; a chunk's usual length."""


def min_max(scores: Scores) -> Scores:
    """Scale scores to 0..1 over the pool; equal scores become 1.0."""
    if not len(scores):
        return scores
    low, width = scores.min(), np.ptp(scores)
    return (scores - low) / width if width else np.ones(len(scores))


def convex(dense: Scores, sparse: Scores, weight: float) -> Scores:
    """Fuse the scores of two searchers as ``weight * dense + (1 - weight) * sparse`` after min-max scaling.

    Keyword scores are scaled from 0, which is their theoretical least and what a chunk without any of the words
    has. Convex combination of scaled scores, after Bruch, Gai and Ingber, "An Analysis of Fusion Functions for
    Hybrid Retrieval" (ACM TOIS 2023).
    """
    best = sparse.max(initial=0.0) or 1.0
    return weight * min_max(dense) + (1 - weight) * (sparse / best)


def smooth(scores: Scores, before: Indices, behind: Indices, weight: float) -> Scores:
    """Add ``weight`` times the mean of the two neighbours' scores to each score.

    The answer to a question often stands beside the passage that names its subject. Where a paper begins or ends,
    the chunk's own score stands in for the neighbour's, so that short papers lose nothing; a neighbour that is not
    in the pool counts 0.
    """
    known = np.append(scores, 0.0)
    both: Scores = known[before] + known[behind]
    return scores + weight * 0.5 * both


def lift(scores: Scores, papers: Indices, weight: float, best: int) -> Scores:
    """Add up to ``weight`` to the chunks of papers that fit the question as a whole.

    A paper (``papers`` has one number for each) fits as the mean of its ``best`` highest scores does, scaled to
    0..1 over those of the pool; where it has fewer, ``MISSING_SHARE`` of the lowest stands in for each one
    missing. Many questions name their paper only in passing ("in the covid report"), and the passage that answers
    does not repeat the name.
    """
    if not len(scores):
        return scores
    order = np.lexsort((-scores, papers))
    _, first, of, count = np.unique(papers[order], return_index=True, return_inverse=True, return_counts=True)
    highest = scores[order]
    fits, lowest = np.zeros(len(first)), highest[first]
    for place in range(best):
        there = place < count
        lowest = np.where(there, highest[np.minimum(first + place, len(scores) - 1)], lowest)
        fits += np.where(there, lowest, MISSING_SHARE * lowest)
    fits /= best
    lifted = np.empty(len(scores))
    lifted[order] = highest + weight * ((fits - fits.min()) / (np.ptp(fits) or 1.0))[of]
    return lifted


def follow(scores: Scores, behind: Indices, share: float, best: int, ids: NDArray[np.void]) -> Scores:
    """Raise what stands right behind each of the ``best`` best chunks to ``share`` of that one's score.

    Minutes answer a question, and lists go on, in the passage that follows; it rarely repeats what it is about. A
    score of minus infinity, for what is not to be shown, stays so.
    """
    raised = scores.copy()
    for one in ranked(scores, ids)[:best]:
        other = behind[one]
        if other not in (one, len(scores)) and np.isfinite(scores[other]):
            raised[other] = max(raised[other], share * scores[one])
    return raised


def prefer_short(scores: Scores, sizes: Indices, weight: float) -> Scores:
    """Add ``weight`` times the logarithm of how much shorter than usual a chunk is; a longer one loses as much.

    What is read of a ranking, by a person or a model, is so many words and not so many passages.
    """
    shorter: Scores = np.log(USUAL / np.maximum(sizes, SHORTEST))
    return scores + weight * shorter


def ranked(scores: NDArray[np.floating], ids: NDArray[np.void]) -> Indices:
    """Return the indices by score, highest first; ties by id, so that a question has the same answer twice.

    ``ids`` has the ids' 16 bytes; their order is that of their letters.
    """
    halves = ids.view(">u8").reshape(-1, 2)
    return np.lexsort((halves[:, 1], halves[:, 0], -scores))
