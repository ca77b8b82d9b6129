"""The keyword index's reads: BM25 over the stems of chunks, as ``corpus.words.stems`` makes them.

Statistics are those of the chunks that the scope may see, so that not even a score tells of exempt papers.
"""

import math
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from indexes import schema, segments
from indexes.conditions import matching
from indexes.records import Filters, Scope
from indexes.segments import Bits

# BM25's usual constants (Robertson and Zaragoza, 2009); on the gold questions neither k1 from 0.9 to 1.5 nor b
# from 0.4 to 0.75 moved the fused recall at 750 words by more than 0.001.
_K1, _B = 1.2, 0.75
ALSO_WEIGHT = 0.5
"""How much a word counts that only means the same as a word searched for, tuned on half of our own questions."""
# Of chunks that score the same as the last one wanted, so many more are told apart by id.
_TIES = 1_000
# Masks of filters, and terms' postings, that are kept at hand for one generation.
_MASKS, _TERMS = 64, 512

Posting: TypeAlias = tuple[NDArray[np.int64], NDArray[np.uint8]]


@dataclass(slots=True)
class _View:
    """What one scope sees of one generation: a row for each chunk, segment after segment."""

    generation: int
    rows: NDArray[np.void]
    seen: Bits
    offsets: dict[int, int]
    count: int
    norms: NDArray[np.float32]
    masks: dict[Filters, Bits] = field(default_factory=dict)
    postings: dict[str, Posting] = field(default_factory=dict)


class Keywords:
    """The keyword index's reads. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._views: dict[Scope, _View] = {}
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
            view = self._view(connection, scope)
            allowed = view.seen if filters.empty else _mask(connection, view, filters)
            scores = np.zeros(len(view.rows), np.float32)
            faint = [one for one in also if one not in set(terms)]
            for term, (where, counts) in _postings(connection, view, (*terms, *faint)).items():
                _add_term(scores, view, where, counts, ALSO_WEIGHT if term in faint else 1.0)
            best = _best(np.where(allowed, scores, 0), limit)
            keys = view.rows["key"][best]
            ids = _ids(connection, keys.tolist())
        found = [(ids[int(key)], float(score)) for key, score in zip(keys, scores[best], strict=True)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def frequencies(self, terms: Iterable[str], scope: Scope = Scope.PUBLIC) -> dict[str, int]:
        """Return in how many chunks that the scope may see each term stands; 0 where it stands in none."""
        wanted = list(dict.fromkeys(terms))
        with self._engine.connect() as connection:
            view = self._view(connection, scope)
            found = _postings(connection, view, wanted)
        return {term: int(view.seen[found[term][0]].sum()) if term in found else 0 for term in wanted}

    def count(self, scope: Scope = Scope.PUBLIC) -> int:
        """Return how many chunks that the scope may see are indexed."""
        with self._engine.connect() as connection:
            return self._view(connection, scope).count

    def keys(self) -> set[int]:
        """Return the keys of all chunks that are indexed."""
        with self._engine.connect() as connection:
            view = self._view(connection, Scope.OFFICER)
        return set(view.rows["key"][view.seen].tolist())

    def _view(self, connection: Connection, scope: Scope) -> _View:
        """Return the present view; it is of the same state as what this connection reads next."""
        generation = int(connection.scalar(_GENERATION) or 0)
        view = self._views.get(scope)
        if view is None or view.generation != generation:
            view = _load(connection, scope, generation)
            with self._lock:
                self._views[scope] = view
        return view


_GENERATION = sa.select(schema.meta.c.value).where(schema.meta.c.name == "generation")


def _load(connection: Connection, scope: Scope, generation: int) -> _View:
    offsets: dict[int, int] = {}
    rows = [np.zeros(0, segments.MEMBER)]
    seen = [np.zeros(0, np.bool_)]
    offset = 0
    for number, members, gone in segments.members(connection):
        offsets[number] = offset
        offset += len(members)
        rows.append(members)
        seen.append(~gone if scope is Scope.OFFICER else ~gone & ~members["exempt"])
    all_rows, all_seen = np.concatenate(rows), np.concatenate(seen)
    lengths = all_rows["length"].astype(np.float32)
    count = int(all_seen.sum())
    mean = float(lengths[all_seen].mean()) if count else 1.0
    norms = (_K1 * (1 - _B + _B * lengths / max(mean, 1.0))).astype(np.float32)
    return _View(generation, all_rows, all_seen, offsets, count, norms)


def _postings(connection: Connection, view: _View, terms: Iterable[str]) -> dict[str, Posting]:
    """Return each term's rows of the view (those that are not seen among them) and its counts there."""
    wanted = sorted(set(terms))
    known = view.postings
    if missing := [term for term in wanted if term not in known]:
        if len(known) + len(missing) > _TERMS:
            known = view.postings = {}
            missing = wanted
        known.update(_read_postings(connection, view, missing))
    # In one order always: sums of floats depend on it.
    return {term: known[term] for term in wanted if known[term][0].size}


def _read_postings(connection: Connection, view: _View, terms: Sequence[str]) -> dict[str, Posting]:
    posting = schema.postings.c
    query = sa.select(posting.term, posting.segment, posting.members, posting.counts).where(
        posting.segment.in_(view.offsets), posting.term.in_(terms)
    )
    gathered: dict[str, list[Posting]] = {term: [_NOWHERE] for term in terms}
    for term, number, members, counts in connection.execute(query):
        where = np.frombuffer(members, segments.PLACE).astype(np.int64) + view.offsets[number]
        gathered[term].append((where, np.frombuffer(counts, segments.COUNT)))
    return {
        term: (np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts]))
        for term, parts in gathered.items()
    }


_NOWHERE: Posting = (np.zeros(0, np.int64), np.zeros(0, segments.COUNT))


def _add_term(
    scores: NDArray[np.float32],
    view: _View,
    where: NDArray[np.int64],
    counts: NDArray[np.uint8],
    share: float,
) -> None:
    frequency = int(view.seen[where].sum())
    if not frequency:
        return
    weight = share * math.log(1 + (view.count - frequency + 0.5) / (frequency + 0.5)) * (_K1 + 1)
    often = counts.astype(np.float32)
    scores[where] += np.float32(weight) * often / (often + view.norms[where])


def _best(scores: NDArray[np.float32], limit: int) -> NDArray[np.int64]:
    """Return the rows of the highest scores above 0, and of those that tie with the last of them."""
    hits = np.flatnonzero(scores)
    if len(hits) > limit:
        found = scores[hits]
        least = np.partition(found, len(hits) - limit)[len(hits) - limit]
        ties = hits[found == least][: limit + _TIES]
        hits = np.concatenate((hits[found > least], ties))
    return hits


def _mask(connection: Connection, view: _View, filters: Filters) -> Bits:
    """Return which rows the filters leave of what is seen."""
    mask = view.masks.get(filters)
    if mask is None:
        part = schema.parts.c
        query = sa.select(part.document, part.number).join(schema.documents).where(*matching(filters))
        wanted = np.array(connection.execute(query).all(), np.int64).reshape(-1, 2)
        mask = view.seen & np.isin(
            _code(view.rows["document"], view.rows["part"]), _code(wanted[:, 0], wanted[:, 1])
        )
        if len(view.masks) >= _MASKS:
            view.masks.clear()
        view.masks[filters] = mask
    return mask


def _code(document: NDArray[np.int64], part: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Return one number for each part of a document."""
    return np.asarray(document * (1 << 20) + part, np.int64)


def _ids(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    chunk = schema.chunks.c
    return dict(connection.execute(sa.select(chunk.key, chunk.id).where(chunk.key.in_(keys))).all())
