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
from indexes.searching.view import Floats, Rows, View, Views

_Weighed: TypeAlias = Sequence[tuple["_Posting", float]]

# BM25's usual constants (Robertson and Zaragoza, 2009); on the gold questions neither k1 from 0.9 to 1.5 nor b
# from 0.4 to 0.75 moved the fused recall at 750 words by more than 0.001.
_K1, _B = 1.2, 0.75
ALSO_WEIGHT = 0.5
"""How much a word counts that only means the same as a word searched for, tuned on half of our own questions."""
# Postings that are kept at hand for one generation: 160 MB.
_KEPT = 10_000_000
# A term that stands in fewer than one in so many chunks is added up at once: finding out whether that can be
# spared costs as much.
_MANY = 20
# More than sums of floats differ by the order in which they were added up.
_ROUNDING = 1e-3


@dataclass(frozen=True, slots=True)
class _Posting:
    """Where a term stands: rows of the view in ascending order, a share of its weight for each, how many are seen.

    The share is BM25's, from how often the term stands there and how long the chunk is: under 1.
    """

    where: Rows
    shares: Floats
    frequency: int


@dataclass(slots=True)
class _Index:
    """What BM25 needs of a view besides: each chunk's length norm, and the postings read so far."""

    view: View
    norms: Floats
    postings: dict[str, _Posting] = field(default_factory=dict)
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms to search a view for: the postings of those that stand in it and their weight, weightiest first."""

    _view: View
    _weighed: Sequence[tuple[_Posting, float]]

    def highest(self, allowed: Bits, limit: int) -> tuple[Rows, Floats]:
        """Return the rows of a mask with the highest scores, and these: best first, ties by id."""
        where, scores = _highest(self._weighed, allowed, limit)
        return self._view.best(where, scores, limit)

    def scores(self, where: Rows) -> Floats:
        """Return the scores of some rows; 0 where none of the terms stands."""
        return _added_up(self._weighed, where, np.zeros(len(where), np.float32))


@dataclass(frozen=True, slots=True)
class Look:
    """What a search works on: what its scope sees, which rows of that its filters leave, and the words wanted."""

    view: View
    mask: Bits
    words: Wanted


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
            view = self._views.read(connection, scope)
            allowed = view.mask(connection, filters)
            wanted = self.wanted(connection, view, scope, terms, also)
        rows, scores = wanted.highest(allowed, limit)
        return list(zip(view.ids(rows), scores.tolist(), strict=True))

    def wanted(
        self, connection: Connection, view: View, scope: Scope, terms: Sequence[str], also: Sequence[str] = ()
    ) -> Wanted:
        """Look terms up for a search of a view, given the connection it was read on and its scope."""
        index = self._index(view, scope)
        shares = dict.fromkeys(also, ALSO_WEIGHT) | dict.fromkeys(terms, 1.0)
        # In one order always: sums of floats depend on it.
        found = sorted(_postings(connection, index, shares).items())
        weighed = [(one, _weight(one, view.count, shares[term])) for term, one in found if one.frequency]
        return Wanted(view, sorted(weighed, key=lambda pair: -pair[1]))

    def frequencies(self, terms: Iterable[str], scope: Scope = Scope.PUBLIC) -> dict[str, int]:
        """Return in how many chunks that the scope may see each term stands; 0 where it stands in none."""
        wanted = list(dict.fromkeys(terms))
        with self._engine.connect() as connection:
            view = self._views.read(connection, scope)
            found = _postings(connection, self._index(view, scope), wanted)
        return {term: found[term].frequency for term in wanted}

    def count(self, scope: Scope = Scope.PUBLIC) -> int:
        """Return how many chunks that the scope may see are indexed."""
        return self._views.now(scope).count

    def keys(self) -> set[int]:
        """Return the keys of all chunks that are indexed."""
        view = self._views.now(Scope.OFFICER)
        return set(view.rows["key"][view.seen].tolist())

    def _index(self, view: View, scope: Scope) -> _Index:
        index = self._indexes.get(scope)
        if index is None or index.view is not view:
            lengths = view.rows["length"].astype(np.float32)
            mean = float(lengths[view.seen].mean()) if view.count else 1.0
            index = _Index(view, (_K1 * (1 - _B + _B * lengths / max(mean, 1.0))).astype(np.float32))
            with self._lock:
                self._indexes[scope] = index
        return index


def _highest(weighed: _Weighed, allowed: Bits, limit: int) -> tuple[Rows, Floats]:
    """Return the rows that may be among the highest, with their scores; all that hold a term where those are few.

    Terms are added up by weight. The best so far, with what the other terms give them, tell what a row needs at
    least; as soon as the terms that are left cannot give as much to a row that holds none of those before, they
    are looked up only for rows that can still get there: common words stand in half of all chunks and decide
    nothing (the MaxScore of Turtle and Flood, 1995). The result is the same.
    """
    scores = np.zeros(len(allowed), np.float32)
    left = sum(weight for _, weight in weighed)
    for number, (posting, weight) in enumerate(weighed):
        if len(posting.where) * _MANY >= len(scores):
            where = np.flatnonzero(scores > 0)
            where = where[allowed[where]]
            if len(where) >= limit:
                so_far = scores[where]
                some = np.argpartition(so_far, len(where) - limit)[len(where) - limit :]
                least = _added_up(weighed[number:], where[some], so_far[some]).min()
                if least - _ROUNDING > left:
                    return _narrowed(weighed[number:], where, so_far, float(least))
        left -= weight
        scores[posting.where] += np.float32(weight) * posting.shares
    where = np.flatnonzero((scores > 0) & allowed)
    return where, scores[where]


def _narrowed(weighed: _Weighed, where: Rows, scores: Floats, least: float) -> tuple[Rows, Floats]:
    """Add up what is left, leaving rows out as soon as they cannot reach the least score any more."""
    left = sum(weight for _, weight in weighed)
    for pair in weighed:
        able = scores + np.float32(left) >= least - _ROUNDING
        where, scores = where[able], scores[able]
        scores = _added_up([pair], where, scores)
        left -= pair[1]
    return where, scores


def _added_up(weighed: _Weighed, where: Rows, scores: Floats) -> Floats:
    """Add what each term gives to the scores of some rows."""
    for posting, weight in weighed:
        at = np.minimum(np.searchsorted(posting.where, where), len(posting.where) - 1)
        share = np.where(posting.where[at] == where, posting.shares[at], np.float32(0))
        scores = scores + np.float32(weight) * share.astype(np.float32)
    return scores


def _weight(posting: _Posting, count: int, share: float) -> float:
    """Return more than what a term can add to a score."""
    return share * math.log(1 + (count - posting.frequency + 0.5) / (posting.frequency + 0.5)) * (_K1 + 1)


def _postings(connection: Connection, index: _Index, terms: Iterable[str]) -> Mapping[str, _Posting]:
    wanted = list(dict.fromkeys(terms))
    known = index.postings
    found = {term: known[term] for term in wanted if term in known}
    if missing := [term for term in wanted if term not in found]:
        read = _read_postings(connection, index, missing)
        if (kept := index.kept + sum(len(one.where) for one in read.values())) > _KEPT:
            known, kept = {}, kept - index.kept
        index.postings, index.kept = known | read, kept
        found |= read
    return found


def _read_postings(connection: Connection, index: _Index, terms: Sequence[str]) -> dict[str, _Posting]:
    posting, view = schema.postings.c, index.view
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
        often = np.concatenate([one for _, one in parts]).astype(np.float32)
        found[term] = _Posting(where, often / (often + index.norms[where]), int(view.seen[where].sum()))
    return found


_NOWHERE = (np.zeros(0, np.int64), np.zeros(0, segments.COUNT))
