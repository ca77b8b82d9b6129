"""Scores of several searchers into one ranking; pure functions over chunk ids."""

from collections.abc import Mapping, Sequence
from math import log

Paper = tuple[int, int]
"""A part of a document, by their numbers."""

MISSING_SHARE = 0.5
"""What a paper with few chunks is credited for each one missing, of the last it has. On MTRAG-UN, where papers are
short, nDCG@5 was 0.83 with nothing credited here or in ``smooth``, 0.88 with ``smooth`` alone, 0.89 with both; at
1 a paper of one passage outdoes longer ones that hold more of the question's words."""

SHORTEST, USUAL = 60, 360
"""Characters: what is shorter counts as this long, since a label alone answers nothing; a chunk's usual length."""


def min_max(scores: Mapping[str, float]) -> dict[str, float]:
    """Scale scores to 0..1 over the given pool; equal scores become 1.0."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    width = high - low
    return {key: (score - low) / width if width else 1.0 for key, score in scores.items()}


def convex(dense: Mapping[str, float], sparse: Mapping[str, float], weight: float) -> dict[str, float]:
    """Fuse two pools as ``weight * dense + (1 - weight) * sparse`` after min-max scaling.

    Keyword scores are scaled from 0, which is their theoretical least, so that it does not matter how many of the
    low ones were fetched. A chunk that a pool does not hold counts 0. Convex combination of scaled scores, after
    Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (ACM TOIS 2023).
    """
    best = max(sparse.values(), default=0.0) or 1.0
    scaled_dense, scaled_sparse = min_max(dense), {key: score / best for key, score in sparse.items()}
    return {
        key: weight * scaled_dense.get(key, 0.0) + (1 - weight) * scaled_sparse.get(key, 0.0)
        for key in dict.fromkeys((*dense, *sparse))
    }


def smooth(
    scores: Mapping[str, float], neighbours: Mapping[str, tuple[str | None, str | None]], weight: float
) -> dict[str, float]:
    """Add ``weight`` times the mean of the two neighbours' scores to each score.

    The answer to a question often stands beside the passage that names its subject. Where a paper begins or ends,
    the chunk's own score stands in for the neighbour's, so that short papers lose nothing; a neighbour that was
    not scored counts 0.
    """
    found = {}
    for key, score in scores.items():
        before, behind = neighbours.get(key, (None, None))
        both = (scores.get(before, 0.0) if before else score) + (scores.get(behind, 0.0) if behind else score)
        found[key] = score + weight * 0.5 * both
    return found


def lift(scores: Mapping[str, float], papers: Mapping[str, Paper], weight: float, best: int) -> dict[str, float]:
    """Add up to ``weight`` to the chunks of papers that fit the question as a whole.

    A paper fits as the mean of its ``best`` highest scores does, scaled to 0..1 over those of the pool; where it
    has fewer, ``MISSING_SHARE`` of the lowest stands in for each one missing. Many questions name their paper only
    in passing ("in the covid report"), and the passage that answers does not repeat the name.
    """
    of_paper: dict[Paper, list[float]] = {}
    for key, score in scores.items():
        if key in papers:
            of_paper.setdefault(papers[key], []).append(score)
    fits = {paper: _fit(sorted(found, reverse=True)[:best], best) for paper, found in of_paper.items()}
    low, high = min(fits.values(), default=0.0), max(fits.values(), default=0.0)
    width = high - low or 1.0
    return {
        key: score + weight * (fits[papers[key]] - low) / width if key in papers else score
        for key, score in scores.items()
    }


def follow(
    scores: Mapping[str, float], behind: Mapping[str, str | None], share: float, best: int
) -> dict[str, float]:
    """Raise what stands right behind each of the ``best`` best chunks to ``share`` of that one's score.

    Minutes answer a question, and lists go on, in the passage that follows; it rarely repeats what it is about.
    """
    raised = dict(scores)
    for key, score in ranked(scores)[:best]:
        other = behind.get(key)
        if other in raised:
            raised[other] = max(raised[other], share * score)
    return raised


def prefer_short(scores: Mapping[str, float], sizes: Mapping[str, int], weight: float) -> dict[str, float]:
    """Add ``weight`` times the logarithm of how much shorter than usual a chunk is; a longer one loses as much.

    What is read of a ranking, by a person or a model, is so many words and not so many passages.
    """
    return {key: score - weight * log(max(sizes[key], SHORTEST) / USUAL) for key, score in scores.items()}


def _fit(highest: Sequence[float], best: int) -> float:
    return (sum(highest) + (best - len(highest)) * MISSING_SHARE * highest[-1]) / best


def ranked(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Order by score, highest first; ties by id, so that the same question gives the same answer twice."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
