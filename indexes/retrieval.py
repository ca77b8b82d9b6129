"""From a question to the chunks that may answer it: dense and keyword search, fused and smoothed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.words import stems
from indexes.embedding import Embedder
from indexes.fusion import convex, ranked, smooth
from indexes.records import Filters, Hit, Scope
from indexes.store import Store


@dataclass(frozen=True, slots=True)
class Tuning:
    """The constants of retrieval, with what they were tuned on in ARCHITECTURE.md.

    ``pool`` is how many chunks each searcher hands to the fusion; ``dense_weight`` the dense share of the fused
    score; ``neighbour_weight`` how much of the neighbours' mean score is added.
    """

    pool: int = 200
    dense_weight: float = 0.6
    neighbour_weight: float = 0.4


class Retriever:
    """Finds chunks for a question in one store."""

    def __init__(self, store: Store, embedder: Embedder, tuning: Tuning | None = None) -> None:
        self._store = store
        self._embedder = embedder
        self._tuning = tuning or Tuning()

    def retrieve(self, text: str, limit: int, filters: Filters, scope: Scope) -> tuple[Hit, ...]:
        """Return the best chunks, best first, at most ``limit``.

        Chunks that the scope may not see or that the filters leave out are never returned, and a filter that
        matches nothing returns nothing.
        """
        allowed = None if filters.empty else self._store.catalogue.chunk_ids(filters, scope)
        if allowed is not None and not allowed:
            return ()
        vector = self._embedder.encode([text])[0]
        dense = dict(self._store.vectors.search(vector, self._tuning.pool, allowed))
        sparse = dict(self._store.keywords.search(stems(text), self._tuning.pool, filters, scope))
        neighbours = self._store.catalogue.neighbours(list(dict.fromkeys((*dense, *sparse))), scope)
        near = self._permitted(_flat(neighbours.values()), allowed)
        missing = [one for one in dict.fromkeys((*sparse, *near)) if one not in dense]
        dense |= _cosines(vector, self._store.vectors.get(missing))
        neighbours |= self._store.catalogue.neighbours([one for one in missing if one not in neighbours], scope)
        fused = convex(dense, sparse, self._tuning.dense_weight)
        scores = smooth(fused, neighbours, self._tuning.neighbour_weight)
        return self._hits(ranked(scores), limit, scope)

    def _permitted(self, ids: Iterable[str], allowed: Sequence[str] | None) -> list[str]:
        if allowed is None:
            return list(ids)
        permitted = set(allowed)
        return [one for one in ids if one in permitted]

    def _hits(self, scored: Sequence[tuple[str, float]], limit: int, scope: Scope) -> tuple[Hit, ...]:
        """Look the best up in the catalogue, which drops what it does not know or the scope may not see."""
        hits: list[Hit] = []
        best = scored[0][1] if scored and scored[0][1] > 0 else 1.0
        for start in range(0, len(scored), limit):
            batch = scored[start : start + limit]
            stored = self._store.catalogue.chunks([one for one, _ in batch], scope)
            for one, score in batch:
                if one in stored and len(hits) < limit:
                    hits.append(Hit(len(hits) + 1, round(score / best, 6), stored[one]))
            if len(hits) == limit:
                break
        return tuple(hits)


def _flat(pairs: Iterable[tuple[str | None, str | None]]) -> list[str]:
    return list(dict.fromkeys(one for pair in pairs for one in pair if one is not None))


def _cosines(vector: NDArray[np.float32], vectors: dict[str, NDArray[np.float32]]) -> dict[str, float]:
    return {one: float(other @ vector) for one, other in vectors.items()}
