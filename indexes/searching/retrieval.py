"""From a question to the chunks that may answer it: dense and keyword search, fused and smoothed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from corpus.words import stems
from indexes.records import Elsewhere, Filters, Hints, Hit, Place, Scope
from indexes.searching.fusion import convex, follow, lift, prefer_short, ranked, smooth
from indexes.searching.stretches import Stretch, gather, join
from indexes.store import Store

Encode = Callable[[str], NDArray[np.float32]]
_Neighbours = Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Tuning:
    """The constants of retrieval, with what they were tuned on in ARCHITECTURE.md.

    ``pool`` is how many chunks each searcher hands to the fusion; ``dense_weight`` the dense share of the fused
    score; ``neighbour_weight`` how much of the neighbours' mean score is added; ``paper_weight`` how much a chunk
    gains whose paper fits as a whole, judged by its ``paper_best`` best chunks; ``meeting_weight`` how much it
    gains where its meeting was held in a time that the question names, or within ``told_within`` after it. For
    answers, what follows one of the ``followed`` best chunks counts at least ``follow_share`` of it, and
    ``short_weight`` is what a chunk gains by being short.
    """

    pool: int = 200
    dense_weight: float = 0.6
    neighbour_weight: float = 0.4
    paper_weight: float = 0.2
    paper_best: int = 3
    meeting_weight: float = 0.1
    told_within: timedelta = timedelta(days=200)
    follow_share: float = 0.8
    followed: int = 3
    short_weight: float = 0.08


@dataclass(frozen=True, slots=True)
class _Ranked:
    """The chunks that may answer with their scores, best first; where each stands, beside what, and where else."""

    ranking: list[tuple[str, float]]
    places: dict[str, Place]
    neighbours: _Neighbours
    cosines: Mapping[str, float]
    twins: Mapping[str, Sequence[Elsewhere]]


class Retriever:
    """Finds chunks for a question in one store."""

    def __init__(self, store: Store, encode: Encode, tuning: Tuning | None = None) -> None:
        """Say where to look; ``encode`` gives the vector of a question, of unit length."""
        self._store = store
        self._encode = encode
        self._tuning = tuning or Tuning()

    def retrieve(
        self, text: str, limit: int, filters: Filters, scope: Scope, hints: Hints | None = None
    ) -> tuple[Hit, ...]:
        """Return the best chunks for an answer, best first, at most ``limit``.

        Chunks that the scope may not see or that the filters leave out are never returned, and a filter that
        matches nothing returns nothing. The hints only change the order.
        """
        found = self._rank(text, filters, scope, hints or Hints())
        tuning = self._tuning
        behind = {one: other for one, (_, other) in found.neighbours.items()}
        scores = follow(dict(found.ranking), behind, tuning.follow_share, tuning.followed)
        sizes = {one: place.size for one, place in found.places.items()}
        ranking = ranked(prefer_short(scores, sizes, tuning.short_weight))
        return self._hits([Stretch(one, score, [one]) for one, score in ranking], limit, scope, found)

    def search(
        self, text: str, limit: int, filters: Filters, scope: Scope, hints: Hints | None = None
    ) -> tuple[Hit, ...]:
        """Return the best stretches of the papers, best first, at most ``limit``: each place once.

        What ``retrieve`` promises holds here too; a hit joins the chunks of one agenda item that stand together.
        """
        found = self._rank(text, filters, scope, hints or Hints())
        places, left = found.places, {one for one, _ in found.ranking}
        twice = sorted(places.keys() - left, key=lambda one: (places[one].paper, places[one].position))
        said_before = [(one, 0.0) for one in twice]
        return self._hits(gather(found.ranking, places, said_before), limit, scope, found)

    def _rank(self, text: str, filters: Filters, scope: Scope, hints: Hints) -> _Ranked:
        """Return the chunks that may answer; what the same paper says in two documents is among them once."""
        vector = self._encode(text)
        dense = dict(self._store.nearest(vector, self._tuning.pool, filters, scope))
        faint = stems(" ".join(hints.carried))
        terms = [one for one in stems(text) if one not in faint]
        also = (*stems(" ".join(hints.also)), *faint)
        found = self._store.keywords.search(terms, self._tuning.pool, filters, scope, also=also)
        pool = dict.fromkeys((*dense, *(one for one, _ in found)))
        view, mask = self._store.views.mask(filters, scope)
        places = view.places(pool)
        near = [one for one in _beside(places.values()) if one not in places]
        permitted = [one for one, row in view.find(near).items() if mask[row]]
        places |= view.places(sorted(permitted))
        missing = [one for one in places if one not in dense]
        dense = {one: dense[one] for one in places if one in dense}
        dense |= self._store.cosines(vector, missing, scope)
        places = {one: place for one, place in places.items() if one in dense}
        sparse = self._store.keywords.scores(terms, places, scope, also=also)
        neighbours = _neighbours(places)
        scores = self._weigh(dense, sparse, places, neighbours, hints)
        ranking, twins = self._store.twins.once(ranked(scores), places, scope)
        return _Ranked(ranking, places, neighbours, dense, twins)

    def _weigh(
        self,
        dense: Mapping[str, float],
        sparse: Mapping[str, float],
        places: Mapping[str, Place],
        neighbours: _Neighbours,
        hints: Hints,
    ) -> dict[str, float]:
        tuning = self._tuning
        fused = convex(dense, sparse, tuning.dense_weight)
        papers = {one: place.paper for one, place in places.items()}
        lifted = lift(fused, papers, tuning.paper_weight, tuning.paper_best)
        smoothed = smooth(lifted, neighbours, tuning.neighbour_weight)
        if not hints.periods:
            return smoothed
        meant = {one for one, place in places.items() if _told(place, hints, tuning.told_within)}
        return {one: score + tuning.meeting_weight * (one in meant) for one, score in smoothed.items()}

    def _hits(self, found: Sequence[Stretch], limit: int, scope: Scope, all_found: _Ranked) -> tuple[Hit, ...]:
        """Look the best up in the catalogue, which drops what it does not know or the scope may not see."""
        hits: list[Hit] = []
        best = found[0].score if found and found[0].score > 0 else 1.0
        for start in range(0, len(found), limit):
            batch = found[start : start + limit]
            stored = self._store.catalogue.chunks([one for stretch in batch for one in stretch.ids], scope)
            for stretch in batch:
                joined = join(stretch, stored)
                if joined is not None and len(hits) < limit:
                    also = tuple(place for one in stretch.ids for place in all_found.twins.get(one, ()))
                    score = round(max(stretch.score, 0.0) / best, 6)
                    cosine = max(all_found.cosines.get(one, -1.0) for one in stretch.ids)
                    hits.append(Hit(len(hits) + 1, score, joined, also, cosine))
            if len(hits) == limit:
                break
        return tuple(hits)


def _beside(places: Iterable[Place]) -> list[str]:
    pairs = ((place.before, place.behind) for place in places)
    return list(dict.fromkeys(one for pair in pairs for one in pair if one is not None))


def _neighbours(places: Mapping[str, Place]) -> _Neighbours:
    """Return the chunks beside each chunk, None where another agenda item begins."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for one, place in places.items():
        before, behind = place.before, place.behind
        found[one] = (
            before if before and _together(place, places.get(before, place)) else None,
            behind if behind and _together(place, places.get(behind, place)) else None,
        )
    return found


def _together(place: Place, other: Place) -> bool:
    return place.item == other.item and place.paper == other.paper


def _told(place: Place, hints: Hints, within: timedelta) -> bool:
    """Whether a chunk's meeting was one that would tell of a time the question names."""
    met = place.met
    return met is not None and any(first <= met <= last + within for first, last in hints.periods)
