"""Scores of several searchers into one ranking; pure functions over chunk ids."""

from collections.abc import Iterable, Mapping


def min_max(scores: Mapping[str, float]) -> dict[str, float]:
    """Scale scores to 0..1 over the given pool; equal scores become 1.0."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    width = high - low
    return {key: (score - low) / width if width else 1.0 for key, score in scores.items()}


def convex(dense: Mapping[str, float], sparse: Mapping[str, float], weight: float) -> dict[str, float]:
    """Fuse two pools as ``weight * dense + (1 - weight) * sparse`` after min-max scaling.

    A chunk that a pool does not hold counts as that pool's lowest. Convex combination of scaled scores, after
    Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (ACM TOIS 2023).
    """
    scaled_dense, scaled_sparse = min_max(dense), min_max(sparse)
    return {
        key: weight * scaled_dense.get(key, 0.0) + (1 - weight) * scaled_sparse.get(key, 0.0)
        for key in dict.fromkeys((*dense, *sparse))
    }


def smooth(
    scores: Mapping[str, float], neighbours: Mapping[str, tuple[str | None, str | None]], weight: float
) -> dict[str, float]:
    """Add ``weight`` times the mean of the two neighbours' scores to each score; a missing neighbour counts 0.

    The answer to a question often stands beside the passage that names its subject.
    """
    return {
        key: score + weight * 0.5 * sum(scores.get(one, 0.0) for one in neighbours.get(key, ()) if one)
        for key, score in scores.items()
    }


def ranked(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Order by score, highest first; ties by id, so that the same question gives the same answer twice."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def capped(ids: Iterable[str], limit: int) -> list[str]:
    """Return the first ``limit`` different ids, in order."""
    return list(dict.fromkeys(ids))[:limit]
