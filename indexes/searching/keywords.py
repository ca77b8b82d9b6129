"""The keyword index's reads: BM25 over the stems of chunks, as ``corpus.words.stems`` makes them.

Statistics are those of the chunks that the scope may see, so that not even a score tells of exempt papers.
"""

import math
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from indexes.catalogue import schema
from indexes.records import Filters, Scope
from indexes.searching import segments
from indexes.searching.segments import Bits
from indexes.searching.view import Rows, View, Views, best

# BM25's usual constants (Robertson and Zaragoza, 2009); on the gold questions neither k1 from 0.9 to 1.5 nor b
# from 0.4 to 0.75 moved the fused recall at 750 words by more than 0.001.
_K1, _B = 1.2, 0.75
ALSO_WEIGHT = 0.5
"""How much a word counts that only means the same as a word searched for, tuned on half of our own questions."""
# Terms' postings that are kept at hand for one generation.
_TERMS = 512
# A term of fewer postings is added up at once: finding out whether that can be spared costs as much.
_MANY = 2_000


@dataclass(frozen=True, slots=True)
class _Posting:
    """Where a term stands: rows of the view in ascending order, its count in each, and how many are seen."""

    where: Rows
    counts: NDArray[np.uint8]
    frequency: int


@dataclass(slots=True)
class _Index:
    """What BM25 needs of a view besides: each chunk's length norm, and the postings read so far."""

    view: View
    norms: NDArray[np.float32]
    postings: dict[str, _Posting] = field(default_factory=dict)


_Weighed: TypeAlias = list[tuple[_Posting, float]]


class Keywords:
    """The keyword index's reads. Safe to share between threads."""

    def __init__(self, engine: Engine, views: Views) -> None:
        self._engine = engine
        self._views = views
        self._indexes: dict[Scope, _Index] = {}
        self._lock = threading.Lock()

    def search(
        self, terms: Sequence[str], limit: int, filters: Filters, scope: Scope, also: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """Return the chunks that hold any of the terms, with their BM25 score: best first, ties by id.

        Args:
            terms: stems, as ``corpus.words.stems`` gives them; any other text is simply not found.
            limit: how many at most.
            filters: which papers; what they leave out is never returned.
            scope: who asks.
            also: terms that mean the same as some of ``terms``; each counts ``ALSO_WEIGHT``.
        """
        if limit < 1:
            return []
        with self._engine.connect() as connection:
            index = self._index(connection, scope)
            allowed = index.view.mask(connection, filters)
            weighed = self._weighed(connection, index, terms, also)
        where, scores = _highest(index, weighed, allowed, limit)
        some = best(scores, limit)
        found = zip(index.view.ids(where[some]), scores[some].tolist(), strict=True)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def scores(
        self, terms: Sequence[str], ids: Iterable[str], scope: Scope, also: Sequence[str] = ()
    ) -> dict[str, float]:
        """Return the score, as ``search`` gives it, of those of the chunks that hold any of the terms."""
        with self._engine.connect() as connection:
            index = self._index(connection, scope)
            weighed = self._weighed(connection, index, terms, also)
        found = index.view.find(ids)
        where = np.fromiter(found.values(), np.int64, len(found))
        scores = _added_up(index, weighed, where, np.zeros(len(where), np.float32)).tolist()
        return {one: score for one, score in zip(found, scores, strict=True) if score > 0}

    def frequencies(self, terms: Iterable[str], scope: Scope = Scope.PUBLIC) -> dict[str, int]:
        """Return in how many chunks that the scope may see each term stands; 0 where it stands in none."""
        wanted = list(dict.fromkeys(terms))
        with self._engine.connect() as connection:
            found = _postings(connection, self._index(connection, scope), wanted)
        return {term: found[term].frequency for term in wanted}

    def count(self, scope: Scope = Scope.PUBLIC) -> int:
        """Return how many chunks that the scope may see are indexed."""
        return self._views.now(scope).count

    def keys(self) -> set[int]:
        """Return the keys of all chunks that are indexed."""
        view = self._views.now(Scope.OFFICER)
        return set(view.rows["key"][view.seen].tolist())

    def _index(self, connection: Connection, scope: Scope) -> _Index:
        """Return what is of the same state as what this connection reads next."""
        view = self._views.read(connection, scope)
        index = self._indexes.get(scope)
        if index is None or index.view is not view:
            lengths = view.rows["length"].astype(np.float32)
            mean = float(lengths[view.seen].mean()) if view.count else 1.0
            index = _Index(view, (_K1 * (1 - _B + _B * lengths / max(mean, 1.0))).astype(np.float32))
            with self._lock:
                self._indexes[scope] = index
        return index

    def _weighed(
        self, connection: Connection, index: _Index, terms: Sequence[str], also: Sequence[str]
    ) -> _Weighed:
        """Return the postings of the terms that stand anywhere with their weight, the weightiest first."""
        shares = dict.fromkeys(also, ALSO_WEIGHT) | dict.fromkeys(terms, 1.0)
        # In one order always: sums of floats depend on it.
        found = sorted(_postings(connection, index, shares).items())
        weighed = [(one, _weight(one, index.view.count, shares[term])) for term, one in found if one.frequency]
        return sorted(weighed, key=lambda pair: -pair[1])


def _highest(index: _Index, weighed: _Weighed, allowed: Bits, limit: int) -> tuple[Rows, NDArray[np.float32]]:
    """Return the rows that may be among the highest, with their scores; all that hold a term where those are few.

    Terms are added up by weight. As soon as all that are left could not lift a row above those found already, they
    are looked up for these alone: common words stand in half of all chunks and decide nothing (the MaxScore of
    Turtle and Flood, 1995). The result is the same.
    """
    scores = np.zeros(len(index.norms), np.float32)
    left = sum(weight for _, weight in weighed)
    for number, (posting, weight) in enumerate(weighed):
        if len(posting.where) >= _MANY:
            where = np.flatnonzero(scores)
            where = where[allowed[where]]
            so_far = scores[where]
            if len(where) >= limit:
                least = np.partition(so_far, len(where) - limit)[len(where) - limit]
                if least > left:
                    where = where[so_far >= least - left]
                    return where, _added_up(index, weighed[number:], where, scores[where])
        left -= weight
        often = posting.counts.astype(np.float32)
        scores[posting.where] += np.float32(weight) * often / (often + index.norms[posting.where])
    where = np.flatnonzero(scores)
    where = where[allowed[where]]
    return where, scores[where]


def _added_up(index: _Index, weighed: _Weighed, where: Rows, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Add what each term gives to the scores of some rows."""
    norms = index.norms[where]
    for posting, weight in weighed:
        at = np.minimum(np.searchsorted(posting.where, where), len(posting.where) - 1)
        often = np.where(posting.where[at] == where, posting.counts[at], 0).astype(np.float32)
        scores = scores + np.float32(weight) * often / (often + norms)
    return scores


def _weight(posting: _Posting, count: int, share: float) -> float:
    """Return more than what a term can add to a score."""
    return share * math.log(1 + (count - posting.frequency + 0.5) / (posting.frequency + 0.5)) * (_K1 + 1)


def _postings(connection: Connection, index: _Index, terms: Iterable[str]) -> Mapping[str, _Posting]:
    wanted = list(dict.fromkeys(terms))
    known = index.postings
    if missing := [term for term in wanted if term not in known]:
        if len(known) + len(missing) > _TERMS:
            known = index.postings = {}
            missing = wanted
        known.update(_read_postings(connection, index.view, missing))
    return {term: known[term] for term in wanted}


def _read_postings(connection: Connection, view: View, terms: Sequence[str]) -> dict[str, _Posting]:
    posting = schema.postings.c
    query = (
        sa.select(posting.term, posting.segment, posting.members, posting.counts)
        .where(posting.segment.in_(view.offsets), posting.term.in_(terms))
        .order_by(posting.segment)
    )
    gathered: dict[str, list[tuple[Rows, NDArray[np.uint8]]]] = {term: [_NOWHERE] for term in terms}
    for term, number, members, counts in connection.execute(query):
        where = np.frombuffer(members, segments.PLACE).astype(np.int64) + view.offsets[number]
        gathered[term].append((where, np.frombuffer(counts, segments.COUNT)))
    found = {}
    for term, parts in gathered.items():
        where = np.concatenate([one for one, _ in parts])
        counts = np.concatenate([one for _, one in parts])
        found[term] = _Posting(where, counts, int(view.seen[where].sum()))
    return found


_NOWHERE = (np.zeros(0, np.int64), np.zeros(0, segments.COUNT))
