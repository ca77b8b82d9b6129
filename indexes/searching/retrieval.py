"""From a question to the chunks that may answer it: dense and keyword search, fused and smoothed."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from corpus.words import stems
from indexes.records import Elsewhere, Filters, Hints, Hit, Scope, StoredChunk
from indexes.searching.fusion import Indices, Scores, convex, follow, lift, prefer_short, ranked, smooth
from indexes.searching.stretches import Stretch, gather, join
from indexes.searching.view import Floats, Rows, View, parts
from indexes.store import Store

ENOUGH = 20_000
"""Characters of chunks, about 3,300 words, that are read for an answer at most: a tenth of them is quoted from."""

LOOKED_AT = 300
"""So many of the best are looked through for what the same paper says twice: well more than are shown, since the
words of each have to be read. What says the same has nearly the same score."""

Encode = Callable[[str], NDArray[np.float32]]


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
class _Pool:
    """The chunks that may answer, as rows of a view in ascending order: their scores, and who stands beside whom.

    ``before`` and ``behind`` are as ``indexes.searching.fusion`` takes them. What the same paper says in two
    documents is ranked once: the other has a score of minus infinity, and ``twins`` tells where else it stands.
    ``stored`` has what was read of them so far.
    """

    view: View
    rows: Rows
    scores: Scores
    cosines: Floats
    before: Indices
    behind: Indices
    twins: Mapping[str, tuple[Elsewhere, ...]] = field(default_factory=dict)
    stored: dict[str, StoredChunk] = field(default_factory=dict)

    @property
    def ids(self) -> NDArray[np.void]:
        """The chunks' ids as bytes."""
        return self.view.rows["id"][self.rows]

    @property
    def sizes(self) -> Indices:
        """How many characters each has."""
        return self.view.rows["size"][self.rows].astype(np.int64)

    def ranking(self, enough: float = math.inf) -> Indices:
        """Return the indices of those that are shown, best first, until they have so many characters."""
        order = ranked(self.scores, self.ids)
        order = order[np.isfinite(self.scores[order])]
        return order[: 1 + np.searchsorted(np.cumsum(self.sizes[order]), enough)]


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
        """Return the best chunks for an answer, best first, at most ``limit``, and no more than ``ENOUGH``.

        Chunks that the scope may not see or that the filters leave out are never returned, and a filter that
        matches nothing returns nothing. The hints only change the order.
        """
        pool, tuning = self._pool(text, filters, scope, hints or Hints()), self._tuning
        scores = follow(pool.scores, pool.behind, tuning.follow_share, tuning.followed, pool.ids)
        pool = replace(pool, scores=prefer_short(scores, pool.sizes, tuning.short_weight))
        order = pool.ranking(ENOUGH)
        ids = pool.view.ids(pool.rows[order])
        found = [Stretch(one, score, [one]) for one, score in zip(ids, pool.scores[order].tolist(), strict=True)]
        return self._hits(found, limit, scope, pool)

    def search(
        self, text: str, limit: int, filters: Filters, scope: Scope, hints: Hints | None = None
    ) -> tuple[Hit, ...]:
        """Return the best stretches of the papers, best first, at most ``limit``: each place once.

        What ``retrieve`` promises holds here too; a hit joins the chunks of one agenda item that stand together.
        """
        pool = self._pool(text, filters, scope, hints or Hints())
        order = pool.ranking()
        ids = pool.view.ids(pool.rows[order])
        ranking = list(zip(ids, pool.scores[order].tolist(), strict=True))
        places = pool.view.places(pool.view.ids(pool.rows))
        said_before = sorted(places.keys() - set(ids), key=lambda one: (places[one].paper, places[one].position))
        return self._hits(gather(ranking, places, [(one, 0.0) for one in said_before]), limit, scope, pool)

    def _pool(self, text: str, filters: Filters, scope: Scope, hints: Hints) -> _Pool:
        """Return the chunks that may answer: those that either searcher finds, and what stands beside them."""
        store, limit = self._store, self._tuning.pool
        vector = self._encode(text)
        faint = stems(" ".join(hints.carried))
        terms = [one for one in stems(text) if one not in faint]
        look = store.look(terms, filters, scope, also=(*stems(" ".join(hints.also)), *faint))
        view, mask = look.view, look.mask
        near, _ = store.near(vector, limit, view, mask)
        found, _ = look.words.highest(mask, limit)
        rows = np.union1d(near, found)
        beside = np.concatenate([view.beside(rows, step) for step in (-1, 1)])
        beside = beside[beside >= 0]
        rows = np.union1d(rows, beside[mask[beside]])
        cosines = store.exact.cosines(vector, view, rows)
        before, behind = (_neighbours(view, rows, step) for step in (-1, 1))
        pool = _Pool(view, rows, np.zeros(len(rows)), cosines, before, behind)
        return self._once(replace(pool, scores=self._weigh(pool, look.words.scores(rows), hints)), scope)

    def _weigh(self, pool: _Pool, sparse: Floats, hints: Hints) -> Scores:
        tuning, view = self._tuning, pool.view
        scores = convex(pool.cosines.astype(np.float64), sparse.astype(np.float64), tuning.dense_weight)
        scores = lift(scores, view.papers(pool.rows), tuning.paper_weight, tuning.paper_best)
        scores = smooth(scores, pool.before, pool.behind, tuning.neighbour_weight)
        met, within = view.rows["met"][pool.rows], tuning.told_within.days
        told = np.zeros(len(scores), np.bool_)
        for first, last in hints.periods:
            told |= (met >= first.toordinal()) & (met <= last.toordinal() + within)
        return scores + tuning.meeting_weight * told

    def _once(self, pool: _Pool, scope: Scope) -> _Pool:
        """Leave out what the same paper says in another document, where that ranks higher, as far as is looked."""
        known = self._store.twins.now(scope, pool.view.generation)
        best = pool.ranking()[:LOOKED_AT]
        papers, of = np.unique(pool.view.papers(pool.rows[best]), return_inverse=True)
        numbers = parts(papers)
        doubled = known.doubled(numbers)
        if not doubled:
            return pool
        there = np.array([one in doubled for one in numbers])[of]
        some, scores = best[there], pool.scores.copy()
        ids = pool.view.ids(pool.rows[some])
        self._read(pool, some, scope)
        places = {one: numbers[paper] for one, paper in zip(ids, of[there].tolist(), strict=True)}
        kept, twins = known.once(list(zip(ids, scores[some].tolist(), strict=True)), places, pool.stored)
        at = dict(zip(ids, some.tolist(), strict=True))
        scores[some] = -np.inf
        for one, score in kept:
            scores[at[one]] = score
        return replace(pool, scores=scores, twins=twins)

    def _read(self, pool: _Pool, at: Sequence[int] | Indices, scope: Scope) -> None:
        """Look chunks up in the catalogue, which drops what it does not know or the scope may not see."""
        rows = pool.rows[at]
        keys = dict(zip(pool.view.ids(rows), pool.view.rows["key"][rows].tolist(), strict=True))
        if missing := [key for one, key in keys.items() if one not in pool.stored]:
            pool.stored.update(self._store.catalogue.chunks_at(missing, scope))

    def _hits(self, found: Sequence[Stretch], limit: int, scope: Scope, pool: _Pool) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        at = {one: number for number, one in enumerate(pool.view.ids(pool.rows))}
        cosines = pool.cosines.tolist()
        best = found[0].score if found and found[0].score > 0 else 1.0
        for start in range(0, len(found), limit):
            batch = found[start : start + limit]
            self._read(pool, [at[one] for stretch in batch for one in stretch.ids], scope)
            for stretch in batch:
                joined = join(stretch, pool.stored)
                if joined is not None and len(hits) < limit:
                    also = tuple(place for one in stretch.ids for place in pool.twins.get(one, ()))
                    score = round(max(stretch.score, 0.0) / best, 6)
                    cosine = max(cosines[at[one]] for one in stretch.ids)
                    hits.append(Hit(len(hits) + 1, score, joined, also, cosine))
            if len(hits) == limit:
                break
        return tuple(hits)


def _neighbours(view: View, rows: Rows, step: int) -> Indices:
    """Return who stands beside each chunk in its agenda item, by index; see ``indexes.searching.fusion``."""
    own, other = np.arange(len(rows)), view.beside(rows, step)
    at = np.minimum(np.searchsorted(rows, other), len(rows) - 1)
    known = rows[at] == other
    papers, items = view.papers(rows), view.rows["item"][rows]
    together = (papers[at] == papers) & (items[at] == items)
    return np.where(other < 0, own, np.where(known, np.where(together, at, own), len(rows)))
