"""What a scope sees of the catalogue's chunks at one moment: a row for each, as arrays in memory.

Where hundreds of chunks stand, and which of all chunks filters leave, is answered here in a millisecond or two;
the database takes tens. The rows are those that the keyword index keeps with its segments
(``indexes.searching.segments``), so that a view is read in one go and agrees with what else its transaction reads.
"""

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from corpus.people.roles import is_meant
from indexes.catalogue import schema
from indexes.catalogue.conditions import matching
from indexes.records import Filters, Place, Scope
from indexes.searching import segments
from indexes.searching.fusion import ranked
from indexes.searching.segments import Bits

Rows: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]

# Of chunks that score the same as the last one wanted, so many more are told apart by id.
_TIES = 1_000
# Masks of filters that are kept at hand with a view.
_MASKS = 64
# More parts, and chunks, than any document has.
_PARTS = 1 << 20
_LETTERS, _HEX = 2 * segments.ID.itemsize, re.compile(r"[0-9a-f]*").fullmatch


@dataclass(eq=False)
class View:
    """A row for each chunk of one generation, segment after segment.

    ``there`` says which are not gone since, ``seen`` which of these are there for the scope.
    ``offsets`` gives the first row of each segment by its number.
    """

    generation: int
    rows: NDArray[np.void]
    seen: Bits
    there: Bits
    offsets: dict[int, int]
    masks: dict[Filters, Bits] = field(default_factory=dict)

    @cached_property
    def count(self) -> int:
        """How many chunks the scope sees."""
        return int(self.seen.sum())

    @property
    def public(self) -> Bits:
        """Which rows are there for everybody."""
        public: Bits = self.there & ~self.rows["exempt"]
        return public

    def ids(self, where: Rows) -> list[str]:
        """Return the ids of the chunks in these rows."""
        text = self.rows["id"][where].tobytes().hex()
        return [text[start : start + 32] for start in range(0, len(text), 32)]

    def find(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the rows of the chunks with these ids, in that order, as far as the scope sees them."""
        wanted = list(ids)
        together = "".join(wanted)
        if not set(map(len, wanted)) <= {_LETTERS} or not _HEX(together):
            wanted = [one for one in wanted if len(one) == _LETTERS and _HEX(one)]
            together = "".join(wanted)
        heads, order = self._heads
        if not wanted or not len(heads):
            return {}
        raw = np.frombuffer(bytes.fromhex(together), segments.ID)
        at = np.minimum(np.searchsorted(heads, _head(raw)), len(heads) - 1)
        rows = order[at]
        good = (self.rows["id"][rows] == raw) & self.seen[rows]
        return {one: row for one, row, known in zip(wanted, rows.tolist(), good.tolist(), strict=True) if known}

    def places(self, ids: Iterable[str]) -> dict[str, Place]:
        """Return where each known chunk stands."""
        found = self.find(ids)
        rows = self.rows[np.fromiter(found.values(), np.int64, len(found))]
        columns = (rows[name].tolist() for name in ("document", "part", "item", "position", "size"))
        return {
            one: Place((document, part), item if item >= 0 else None, position, size)
            for one, document, part, item, position, size in zip(found, *columns, strict=True)
        }

    def papers(self, where: Rows) -> NDArray[np.int64]:
        """Return one number for the part of a document that each row stands in."""
        return _code(self.rows["document"][where], self.rows["part"][where])

    def best(self, where: Rows, scores: Floats, limit: int) -> tuple[Rows, Floats]:
        """Return the rows with the highest scores, and these: best first, ties by id, at most ``limit``."""
        if len(scores) > limit:
            least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
            ties = np.flatnonzero(scores == least)[: limit + _TIES]
            some = np.concatenate((np.flatnonzero(scores > least), ties))
            where, scores = where[some], scores[some]
        order = ranked(scores, self.rows["id"][where])[:limit]
        return where[order], scores[order]

    def beside(self, where: Rows, step: int) -> Rows:
        """Return the row of the chunk that is so many behind each row's in its document; -1: none that is seen."""
        if not where.size:
            return where
        rows, other = self.rows, np.clip(where + step, 0, len(self.rows) - 1)
        good = (
            self.seen[other]
            & (rows["document"][other] == rows["document"][where])
            & (rows["position"][other].astype(np.int64) == rows["position"][where].astype(np.int64) + step)
        )
        return np.where(good, other, -1)

    def mask(self, connection: Connection, filters: Filters) -> Bits:
        """Return which rows the filters leave of what is seen; the connection is the one it was read on."""
        if filters.empty:
            return self.seen
        mask = self.masks.get(filters)
        if mask is None:
            mask = self.seen & self._met_within(filters.date_from, filters.date_to)
            if (filters.body, filters.kind, filters.source) != (None, None, None):
                mask &= self._in_parts(connection, replace(filters, date_from=None, date_to=None))
            if filters.speaker:
                mask &= self._spoken(connection, filters.speaker)
            if len(self.masks) >= _MASKS:
                self.masks.clear()
            self.masks[filters] = mask
        return mask

    @cached_property
    def _heads(self) -> tuple[NDArray[np.uint64], Rows]:
        """The first half of each id in order, and the row it belongs to; no two chunks share so much by chance."""
        heads = _head(np.ascontiguousarray(self.rows["id"]))
        order = np.argsort(heads, kind="stable")
        order = order[self.seen[order]]
        return heads[order], order

    @cached_property
    def _runs(self) -> tuple[NDArray[np.int64], Rows]:
        """The parts in the order of the rows, each by one number, and how many rows each has."""
        codes = _code(self.rows["document"], self.rows["part"])
        starts = np.flatnonzero(np.diff(codes, prepend=-1))
        return codes[starts], np.diff(starts, append=len(codes))

    def _in_parts(self, connection: Connection, filters: Filters) -> Bits:
        part = schema.parts.c
        query = sa.select(part.document, part.number).join(schema.documents).where(*matching(filters))
        wanted = np.array(connection.execute(query).all(), np.int64).reshape(-1, 2)
        codes, lengths = self._runs
        return np.repeat(np.isin(codes, _code(wanted[:, 0], wanted[:, 1])), lengths)

    def _spoken(self, connection: Connection, speaker: str) -> Bits:
        """Return which rows hold a passage of somebody's words."""
        passage, chunk = schema.passages.c, schema.chunks.c
        known = connection.scalars(sa.select(passage.speaker).where(passage.speaker.is_not(None)).distinct())
        meant = [who for who in known if is_meant(speaker, who)]
        theirs = passage.speaker.in_(meant)
        talk: dict[int, set[int]] = {}
        for document, number in connection.execute(sa.select(passage.document, passage.number).where(theirs)):
            talk.setdefault(document, set()).add(number)
        held = sa.select(chunk.document, chunk.position, chunk.passages)
        query = held.where(chunk.document.in_(sa.select(passage.document).where(theirs)))
        found = [
            (document, position)
            for document, position, numbers in connection.execute(query)
            if not talk[document].isdisjoint(numbers)
        ]
        wanted = np.array(found, np.int64).reshape(-1, 2)
        return np.isin(_code(self.rows["document"], self.rows["position"]), _code(wanted[:, 0], wanted[:, 1]))

    def _met_within(self, first: date | None, last: date | None) -> Bits:
        met = self.rows["met"]
        if first is None and last is None:
            return np.ones(len(met), np.bool_)
        within = met >= (first.toordinal() if first else 1)
        return within & (met <= last.toordinal()) if last else within


class Views:
    """The present view of each scope. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[Scope, View] = {}
        self._lock = threading.Lock()

    def now(self, scope: Scope) -> View:
        """Return the present view."""
        with self._engine.connect() as connection:
            return self.read(connection, scope)

    def mask(self, filters: Filters, scope: Scope) -> tuple[View, Bits]:
        """Return the present view and which of its rows the filters leave."""
        with self._engine.connect() as connection:
            view = self.read(connection, scope)
            return view, view.mask(connection, filters)

    def read(self, connection: Connection, scope: Scope) -> View:
        """Return the present view; it is of the same state as what this connection reads next."""
        generation = int(connection.scalar(schema.GENERATION) or 0)
        view = self._known.get(scope)
        if view is None or view.generation != generation:
            view = _load(connection, scope, generation)
            with self._lock:
                self._known[scope] = view
        return view


def _load(connection: Connection, scope: Scope, generation: int) -> View:
    offsets: dict[int, int] = {}
    rows = [np.zeros(0, segments.MEMBER)]
    seen = [np.zeros(0, np.bool_)]
    there = [np.zeros(0, np.bool_)]
    offset = 0
    for number, members, gone in segments.members(connection):
        offsets[number] = offset
        offset += len(members)
        rows.append(members)
        there.append(~gone)
        seen.append(~gone if scope is Scope.OFFICER else ~gone & ~members["exempt"])
    return View(generation, np.concatenate(rows), np.concatenate(seen), np.concatenate(there), offsets)


def _head(ids: NDArray[np.void]) -> NDArray[np.uint64]:
    return ids.view("<u8").reshape(-1, 2)[:, 0]


def parts(papers: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return document and part, as the catalogue numbers them, of what ``View.papers`` gives."""
    return list(zip((papers // _PARTS).tolist(), (papers % _PARTS).tolist(), strict=True))


def _code(document: NDArray[np.int64], part: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return one number for each part, or position, of a document."""
    return np.asarray(document * _PARTS + part, np.int64)
