"""Vectors by document, kept in the catalogue beside Chroma's, for comparing chunks with a question one by one.

A graph misses some of the nearest, must be loaded whole, and is slow where filters leave few. Up to some hundred
thousand vectors are read through in less time than that costs, and the first question needs no Chroma at all.
"""

import threading
from collections.abc import Sequence
from statistics import mode
from typing import TypeAlias

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from indexes.catalogue import schema
from indexes.searching.view import Rows, View

Floats: TypeAlias = NDArray[np.float32]

# Documents that are read with one statement.
_SLICE = 500
_FLOAT = 4
NEARLY_ONE = 0.01
"""How far from 1 the length of a vector may be: half-precision and rounding stay a hundred times below."""
_KEPT_BYTES = 1 << 30
"""Of so many bytes of vectors documents stay in memory: 700,000 chunks of the default model."""


class Exact:
    """The vectors of documents. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # A key names one version of a document for ever, so what is kept by key is never stale.
        self._known: dict[int, Floats] = {}
        self._bytes = 0
        self._stacked: tuple[View, Floats] | None = None
        self._lock = threading.Lock()

    def cosines(self, vector: Floats, view: View, where: Rows) -> Floats:
        """Return the cosine of a vector of unit length with each of some chunks, given their rows."""
        stacked = self._stacked
        if stacked is not None and stacked[0] is view:
            return _cosines(stacked[1][where], vector)
        return _cosines(self._gather(view, where, len(vector)), vector)

    def all(self, vector: Floats, view: View) -> Floats:
        """Return the cosine of a vector of unit length with every row of a view; 0 for rows that are not seen."""
        stacked = self._stacked
        if stacked is None or stacked[0] is not view:
            where = np.flatnonzero(view.seen)
            numbers = np.zeros((len(view.rows), len(vector)), np.float32)
            numbers[where] = self._gather(view, where, len(vector))
            stacked = self._stacked = view, numbers
        return _cosines(stacked[1], vector)

    def _gather(self, view: View, where: Rows, dimension: int) -> Floats:
        """Return the vectors of chunks, given their rows, in that order."""
        gathered = np.zeros((len(where), dimension), np.float32)
        if not len(where):
            return gathered
        documents, positions = view.rows["document"][where], view.rows["position"][where]
        order = np.argsort(documents, kind="stable")
        starts = np.flatnonzero(np.diff(documents[order], prepend=-1))
        keys = documents[order[starts]].tolist()
        known = self._read(keys, dimension)
        for key, places in zip(keys, np.split(order, starts[1:]), strict=True):
            if key in known:
                gathered[places] = known[key][positions[places]]
        return gathered

    def _read(self, keys: Sequence[int], dimension: int) -> dict[int, Floats]:
        """Return the vectors of documents; those that are gone meanwhile are left out."""
        known = {key: self._known[key] for key in keys if key in self._known}
        missing = [key for key in keys if key not in known]
        table = schema.vectors.c
        for start in range(0, len(missing), _SLICE):
            some = missing[start : start + _SLICE]
            with self._engine.connect() as connection:
                query = sa.select(table.document, table.numbers).where(table.document.in_(some))
                read = {
                    key: np.frombuffer(numbers, "<f4").reshape(-1, dimension)
                    for key, numbers in connection.execute(query)
                }
            known |= read
            self._keep(read)
        return known

    def _keep(self, read: dict[int, Floats]) -> None:
        with self._lock:
            self._bytes += sum(one.nbytes for one in read.values())
            if self._bytes > _KEPT_BYTES:
                self._known, self._bytes = {}, sum(one.nbytes for one in read.values())
            self._known |= read


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
