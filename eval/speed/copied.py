"""A made corpus many times over, row by row: half a million passages in minutes instead of hours.

A copy has its own documents, ids and vectors (those of the first with noise) and the words of the first. The
keyword index is copied with its segments, which are merged as an ingest would have done, and nothing is noted as
being there twice.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection

from indexes.catalogue import schema
from indexes.catalogue.database import writing
from indexes.ingesting.swapping import advance
from indexes.searching import segments
from indexes.store import Store

_NOISE = 0.01
_LEFT_OUT = frozenset({"meta", "pending", "sketches", "sketch_keys", "twins", "removals"})
_BATCH = 2_000


def multiply(store: Store, times: int, done: Callable[[int], None] = lambda _: None) -> None:
    """Let a store hold what it holds so many times."""
    with store.engine.connect() as connection:
        steps = {
            "document": connection.scalar(sa.func.max(schema.documents.c.key)) or 0,
            "chunk": connection.scalar(sa.func.max(schema.chunks.c.key)) or 0,
            "segment": connection.scalar(sa.func.max(schema.segments.c.id)) or 0,
        }
    for number in range(1, times):
        added = {name: step * number for name, step in steps.items()}
        with writing(store.engine) as connection:
            for table in schema.metadata.sorted_tables:
                if table.name not in _LEFT_OUT:
                    _copy(connection, table, number, added, steps)
            _number_members(connection, number, added)
            _vary_vectors(connection, number, added)
            advance(connection)
        _add_vectors(store, added, steps, done)
    with writing(store.engine) as connection:
        segments.merge(connection)
        advance(connection)
    store.vectors.saw(store.catalogue.generation())


def _copy(
    connection: Connection, table: sa.Table, number: int, added: dict[str, int], steps: dict[str, int]
) -> None:
    """Copy the rows of the first corpus, with keys that are as much higher."""
    columns: list[sa.ColumnElement[Any]] = []
    for column in table.c:
        key = _key(table, column)
        if key is not None:
            columns.append(column + added[key])
        elif table is schema.chunks and column.name == "id":
            columns.append(sa.literal(f"{number:08x}") + sa.func.substr(column, 9))
        elif table is schema.documents and column.name in {"id", "source", "path"}:
            columns.append(column + sa.literal(f"-{number}"))
        else:
            columns.append(column)
    first = next(column for column in table.c if _key(table, column) in {"document", "segment"})
    query = sa.select(*columns).where(first <= steps[_key(table, first) or ""])
    connection.execute(sa.insert(table).from_select([column.name for column in table.c], query))


def _key(table: sa.Table, column: sa.Column[Any]) -> str | None:
    """Say which keys a column holds, if any."""
    if column.name in {"document", "segment"}:
        return column.name
    if column.name in {"first_key", "last_key"}:
        return "chunk"
    own = {schema.documents.c.key: "document", schema.chunks.c.key: "chunk", schema.segments.c.id: "segment"}
    return own.get(column)


def _number_members(connection: Connection, number: int, added: dict[str, int]) -> None:
    table = schema.segments
    query = sa.select(table.c.id, table.c.members).where(table.c.id > added["segment"])
    for one, blob in connection.execute(query).all():
        members = np.frombuffer(blob, segments.MEMBER).copy()
        members["key"] += added["chunk"]
        members["document"] += added["document"]
        ids = np.ascontiguousarray(members["id"]).view("u1").reshape(-1, segments.ID.itemsize)
        ids[:, :4] = np.frombuffer(number.to_bytes(4, "big"), "u1")
        members["id"] = ids.reshape(-1).view(segments.ID)
        connection.execute(sa.update(table).where(table.c.id == one).values(members=members.tobytes()))


def _vary_vectors(connection: Connection, number: int, added: dict[str, int]) -> None:
    draw, table, chunk = np.random.default_rng(number), schema.vectors, schema.chunks.c
    query = sa.select(table.c.document, table.c.numbers).where(table.c.document > added["document"])
    for document, blob in connection.execute(query).all():
        count = connection.scalar(sa.select(sa.func.count()).where(chunk.document == document)) or 1
        vectors = np.frombuffer(blob, "<f4").reshape(count, -1)
        vectors = vectors + draw.normal(0, _NOISE, vectors.shape).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        connection.execute(sa.update(table).where(table.c.document == document).values(numbers=vectors.tobytes()))


def _add_vectors(store: Store, added: dict[str, int], steps: dict[str, int], done: Callable[[int], None]) -> None:
    ids: list[str] = []
    vectors: list[np.ndarray] = []
    for some, made in _by_document(store, added, steps):
        ids.extend(some)
        vectors.append(made)
        if len(ids) >= _BATCH:
            store.vectors.add(ids, np.concatenate(vectors))
            ids, vectors = [], []
    if ids:
        store.vectors.add(ids, np.concatenate(vectors))
    done(store.keywords.count())


def _by_document(
    store: Store, added: dict[str, int], steps: dict[str, int]
) -> Iterator[tuple[list[str], np.ndarray]]:
    chunk, table = schema.chunks.c, schema.vectors.c
    last = added["document"] + steps["document"]
    query = sa.select(table.document, table.numbers)
    query = query.where(table.document > added["document"], table.document <= last)
    with store.engine.connect() as connection:
        for document, blob in connection.execute(query):
            ids = sa.select(chunk.id).where(chunk.document == document).order_by(chunk.position)
            some = list(connection.scalars(ids))
            yield some, np.frombuffer(blob, "<f4").reshape(len(some), -1)
