"""Vectors by document, kept in the catalogue beside Chroma's, for comparing chunks with a question in memory.

A graph misses some of the nearest, must be loaded whole, and is slow where filters leave few. Up to some million
vectors are gone through in less time than that costs, and the first question needs no Chroma at all.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mode
from typing import Self

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from indexes.catalogue import schema
from indexes.searching.segments import Bits
from indexes.searching.view import Floats, Rows, View

# Documents that are read with one statement.
_SLICE = 500
_FLOAT = 4
NEARLY_ONE = 0.01
"""How far from 1 the length of a vector may be: half-precision and rounding stay a hundred times below."""
FEW = 2_000
"""So many vectors are read for one question alone; where more are wanted, all are read and kept in memory."""
SKETCHED = 64
"""Dimensions of a sketch."""
SIEVED, SIEVED_OF = 2_000, 100
"""How many of the best by sketch are compared as they are at least, and one in how many. Of the nearest 200 among
50,000 passages they held 0.9988 (120 questions), among 500,000 made ones 0.998."""
SKETCHED_ABOVE = 20_000
"""Fewer vectors are compared as they are in the time that sieving them takes."""
# How many vectors tell the directions, and where the line is to be drawn; since a sample errs, so many times what
# is wanted is let through.
_SAMPLE, _MARGIN = 20_000, 1.1
# Where more than one in so many rows are wanted, all are compared: gathering them takes as long.
_MOST = 4


class Exact:
    """The vectors of an index. Safe to share between threads.

    Once a question has looked at more than a few, all stay in memory: as they are, and in ``SKETCHED`` dimensions,
    which tell in a tenth of the time which of many need to be compared.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stack: _Stack | None = None
        self._lock = threading.Lock()

    def cosines(self, vector: Floats, view: View, where: Rows) -> Floats:
        """Return the cosine of a vector of unit length with each of some chunks, given their rows."""
        stack = self._stack
        if stack is not None and stack.generation == view.generation:
            return _cosines(stack.numbers[where], vector)
        return _cosines(self._gather(view, where, len(vector)), vector)

    def near(self, vector: Floats, view: View, where: Rows, least: int) -> tuple[Rows, Floats]:
        """Return the nearest of some chunks and their cosines, in no order, at least ``least`` where there are."""
        if len(where) > FEW or len(where) > len(view.rows) // 2:
            stack = self._stacked(view, len(vector))
            count = max(SIEVED, len(where) // SIEVED_OF, least)
            if len(where) > count and stack.sketch is not None:
                where = stack.sketch.sieve(vector, where, count)
        return where, self.cosines(vector, view, where)

    def _stacked(self, view: View, dimension: int) -> "_Stack":
        """Return the vectors of all rows of a view; those of the view before are taken over."""
        with self._lock:
            stack = self._stack
            if stack is None or stack.generation != view.generation:
                numbers, starts = self._all(view, dimension, stack)
                told = view.public if view.public.any() else view.there
                sketch = Sketch.of(numbers, told) if len(numbers) > SKETCHED_ABOVE else None
                stack = self._stack = _Stack(view.generation, numbers, starts, sketch)
            return stack

    def _all(self, view: View, dimension: int, before: "_Stack | None") -> tuple[Floats, dict[int, int]]:
        documents, positions = view.rows["document"], view.rows["position"]
        starts = np.flatnonzero(np.diff(documents, prepend=-1))
        ends = np.append(starts[1:], len(documents))
        there = np.logical_or.reduceat(view.there, starts) if len(starts) else starts > 0
        numbers = np.zeros((len(documents), dimension), np.float32)
        missing: dict[int, slice] = {}
        first = dict(zip(documents[starts].tolist(), starts.tolist(), strict=True))
        for key, start, end, known in zip(first, starts.tolist(), ends.tolist(), there.tolist(), strict=True):
            if before is not None and key in before.starts:
                at = before.starts[key]
                numbers[start:end] = before.numbers[at : at + end - start]
            elif known:
                missing[key] = slice(start, end)
        for key, vectors in self._read(list(missing), dimension):
            rows = missing[key]
            numbers[rows] = vectors[positions[rows]]
        return numbers, first

    def _gather(self, view: View, where: Rows, dimension: int) -> Floats:
        """Return the vectors of chunks, given their rows, in that order."""
        gathered = np.zeros((len(where), dimension), np.float32)
        documents, positions = view.rows["document"][where], view.rows["position"][where]
        for key, vectors in self._read(np.unique(documents).tolist(), dimension):
            places = np.flatnonzero(documents == key)
            gathered[places] = vectors[positions[places]]
        return gathered

    def _read(self, keys: Sequence[int], dimension: int) -> Iterator[tuple[int, Floats]]:
        """Yield the vectors of documents; those that are gone meanwhile are left out."""
        table = schema.vectors.c
        for start in range(0, len(keys), _SLICE):
            query = sa.select(table.document, table.numbers).where(
                table.document.in_(keys[start : start + _SLICE])
            )
            with self._engine.connect() as connection:
                for key, numbers in connection.execute(query):
                    yield key, np.frombuffer(numbers, "<f4").reshape(-1, dimension)


@dataclass(frozen=True, slots=True)
class _Stack:
    """The vectors of all rows of one generation, and the first row of each document."""

    generation: int
    numbers: Floats
    starts: dict[int, int]
    sketch: "Sketch | None"


@dataclass(frozen=True, slots=True)
class Sketch:
    """Vectors along the directions in which most of them lies (their first singular vectors).

    What lies in the other directions changes a cosine by little, so that the nearest are among the best by sketch.
    """

    basis: Floats
    numbers: Floats

    @classmethod
    def of(cls, vectors: Floats, told: Bits) -> Self:
        """Make a sketch of vectors, shape (chunks, dimension); a sample of those ``told`` gives the directions."""
        some = np.flatnonzero(told)
        sample = vectors[some[:: max(1, len(some) // _SAMPLE)]]
        _, directions = np.linalg.eigh(sample.T @ sample)
        basis = np.ascontiguousarray(directions[:, -SKETCHED:], np.float32)
        return cls(basis, vectors @ basis)

    def sieve(self, vector: Floats, where: Rows, count: int) -> Rows:
        """Return those of some rows that are likely to be nearest to a vector: about ``count``, and no fewer."""
        sought = vector @ self.basis
        if _MOST * len(where) > len(self.numbers):
            likeness = (self.numbers @ sought)[where]
        else:
            likeness = self.numbers[where] @ sought
        # A sample tells in a fraction of the time where about the line is to be drawn.
        near = where
        for some in (likeness[:: max(1, len(where) // _SAMPLE)], likeness):
            above = max(0, len(some) - round(_MARGIN * count * len(some) / len(where)))
            near = where[likeness >= np.partition(some, above)[above]]
            if len(near) >= count:
                break
        return near


def row(vectors: Floats) -> dict[str, bytes]:
    """Return what the catalogue keeps of a document's vectors, shape (chunks, dimension)."""
    return {"numbers": np.ascontiguousarray(vectors, "<f4").tobytes()}


def kept(connection: Connection, document: int) -> Floats | None:
    """Return the vectors of a document's chunks, shape (chunks, dimension), None where they are not sound."""
    chunk, table = schema.chunks.c, schema.vectors.c
    chunks = connection.scalar(sa.select(sa.func.count()).where(chunk.document == document)) or 0
    numbers = connection.scalar(sa.select(table.numbers).where(table.document == document))
    return _sound(numbers, chunks)


def unsound(connection: Connection) -> list[int]:
    """Return the documents whose vectors are lost, garbled, or of another length than most."""
    chunk, table = schema.chunks.c, schema.vectors.c
    counted = sa.select(chunk.document, sa.func.count()).group_by(chunk.document).order_by(chunk.document)
    counts = [(int(document), int(count)) for document, count in connection.execute(counted)]
    lengths: dict[int, int] = {}
    for start in range(0, len(counts), _SLICE):
        some = dict(counts[start : start + _SLICE])
        query = sa.select(table.document, table.numbers).where(table.document.in_(some))
        for document, numbers in connection.execute(query):
            if (sound := _sound(numbers, some[document])) is not None:
                lengths[document] = sound.shape[1]
    usual = mode(lengths.values()) if lengths else 0
    return [document for document, _ in counts if lengths.get(document) != usual]


def _sound(numbers: bytes | None, chunks: int) -> Floats | None:
    if not numbers or len(numbers) % (_FLOAT * chunks or 1):
        return None
    vectors = np.frombuffer(numbers, "<f4").reshape(chunks, -1)
    with np.errstate(all="ignore"):  # garbled numbers may be of any size, or none
        lengths = np.linalg.norm(vectors, axis=1)
    return vectors if (np.abs(lengths - 1.0) < NEARLY_ONE).all() else None


def _cosines(numbers: Floats, vector: Floats) -> Floats:
    # Rounded, so that equal vectors have equal cosines whichever others they are reckoned with.
    return np.round(numbers @ vector, 6)
