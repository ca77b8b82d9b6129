"""How the catalogue is written: a document goes in, is replaced or goes out whole, in one transaction.

Chroma cannot take part in that transaction, so it is told before and after, and the catalogue keeps a note of what
was under way (``pending``). Whatever moment a crash falls on, readers see either the old version or the new one,
and ``indexes.keeping.mending`` ends the matter at the next ingest.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from corpus.records import Chunk, Commitment, Document, SourceText
from corpus.undertakings.records import Mention
from indexes.catalogue import rows, schema, undertakings
from indexes.catalogue.database import writing
from indexes.ingesting import twinning
from indexes.searching import exact, segments

_ADDING, _REMOVING = "adding", "removing"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document's file is, and the fingerprint by which the next ingest knows it unchanged.

    ``root`` is the file or folder that the ingest was given.
    """

    path: Path
    root: Path
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Staged:
    """A document ready to be swapped in; ``vectors`` are those of its chunks, in their order, once encoded."""

    document: Document
    chunks: tuple[Chunk, ...]
    commitments: tuple[Commitment, ...]
    origin: Origin
    vectors: NDArray[np.float32] | None = None
    mentions: tuple[Mention, ...] = ()

    @property
    def chunk_ids(self) -> list[str]:
        """The ids of its chunks, in order."""
        return [chunk.id for chunk in self.chunks]


def document_id(source: SourceText) -> str:
    """Return the id of this version of a document: made of its name, its bytes and what a manifest says of it."""
    from corpus.manifest import mark  # noqa: PLC0415 - not needed to look at an index, as these are there

    made_of = f"{source.source}\0{source.sha256}{mark(source.given)}"
    return hashlib.sha256(made_of.encode()).hexdigest()[:16]


def announce(engine: Engine, staged: Sequence[Staged]) -> list[str]:
    """Note which vectors are about to be added, before they are.

    Returns:
        Those of the chunk ids that the catalogue holds already (the same bytes, understood in another way): Chroma
        passes over ids that it has, so their old vectors must go first.
    """
    notes = [{"kind": _ADDING, "source": one.document.source.source, "ids": one.chunk_ids} for one in staged]
    with writing(engine) as connection:
        connection.execute(sa.insert(schema.pending), notes)
        chunk, document = schema.chunks.c, schema.documents.c
        sources = [one.document.source.source for one in staged]
        held = sa.select(chunk.id).join(schema.documents, document.key == chunk.document)
        before = set(connection.scalars(held.where(document.source.in_(sources))))
    return [chunk_id for one in staged for chunk_id in one.chunk_ids if chunk_id in before]


def swap(engine: Engine, staged: Sequence[Staged]) -> list[str]:
    """Put documents in, each in place of the old version of its file, in one transaction.

    Returns:
        The ids of chunks that are now gone; their vectors are to be deleted, then ``settle`` called.
    """
    with writing(engine) as connection:
        gone: list[str] = []
        keys: list[int] = []
        for one in staged:
            document = schema.documents.c
            same = sa.or_(document.path == str(one.origin.path), document.source == one.document.source.source)
            gone.extend(_remove(connection, same))
            keys.append(_insert(connection, one))
        segments.add(connection, keys)
        for key, one in zip(keys, staged, strict=True):
            twinning.note(connection, key, one.document)
        kept = {chunk_id for one in staged for chunk_id in one.chunk_ids}
        sources = [one.document.source.source for one in staged]
        _clear(connection, _ADDING, sources)
        gone = [one for one in gone if one not in kept]
        _note_removal(connection, gone)
        advance(connection)
        return gone


def remove(engine: Engine, sources: Collection[str]) -> list[str]:
    """Take documents out in one transaction; returns the ids of their chunks, as ``swap`` does."""
    with writing(engine) as connection:
        gone = _remove(connection, schema.documents.c.source.in_(sources))
        _note_removal(connection, gone)
        advance(connection)
        return gone


def settle(engine: Engine) -> None:
    """Strike the notes of vectors that were to be deleted, now that they are."""
    with writing(engine) as connection:
        connection.execute(sa.delete(schema.pending))


def relocate(engine: Engine, source: str, path: Path, root: Path) -> None:
    """Record that a document's file has moved, its content the same."""
    change = sa.update(schema.documents).where(schema.documents.c.source == source)
    with writing(engine) as connection:
        connection.execute(change.values(path=str(path), root=str(root)))


def advance(connection: Connection) -> None:
    """Let the catalogue's generation grow, so that what readers keep at hand is read anew."""
    value = schema.meta.c.value
    grown = sa.cast(sa.cast(value, sa.Integer) + 1, sa.Text)
    connection.execute(sa.update(schema.meta).where(schema.meta.c.name == "generation").values(value=grown))


def _insert(connection: Connection, staged: Staged) -> int:
    from corpus.structure.corrections import find  # noqa: PLC0415 - not needed to look at an index

    document, source = staged.document, staged.document.source
    key = connection.execute(
        sa.insert(schema.documents).returning(schema.documents.c.key),
        {
            "id": document_id(source),
            "source": source.source,
            "path": str(staged.origin.path),
            "root": str(staged.origin.root),
            "sha256": source.sha256,
            "fingerprint": staged.origin.fingerprint,
            "format": source.format,
            "title": document.title,
            "pages": len(source.pages),
            "warnings": list(dict.fromkeys((*source.warnings, *document.warnings))),
            "ingested_at": datetime.now(UTC).isoformat(timespec="seconds"),
        },
    ).scalar_one()
    vectors = [] if staged.vectors is None else [exact.row(staged.vectors)]
    tables: tuple[tuple[sa.Table, list[dict[str, Any]]], ...] = (
        (schema.originals, [{"text": source.text, "rest": rows.original_rest(document)}]),
        (schema.parts, rows.part_rows(document)),
        (schema.items, rows.item_rows(document)),
        (schema.passages, [rows.passage_row(passage) for passage in document.passages]),
        (schema.chunks, [rows.chunk_row(chunk, document) for chunk in staged.chunks]),
        (schema.vectors, vectors),
        (schema.acronyms, [rows.acronym_row(number, one) for number, one in enumerate(document.acronyms)]),
        (schema.corrections, [rows.correction_row(number, one) for number, one in enumerate(find(document))]),
        (schema.commitments, undertakings.commitment_rows(document, staged.commitments)),
        (schema.mentions, undertakings.mention_rows(document, staged.mentions)),
    )
    for table, values in tables:
        if values:
            connection.execute(sa.insert(table), [value | {"document": key} for value in values])
    return int(key)


def _remove(connection: Connection, which: sa.ColumnElement[bool]) -> list[str]:
    chunk, document = schema.chunks.c, schema.documents.c
    documents = connection.scalars(sa.select(document.key).where(which)).all()
    gone = connection.execute(sa.select(chunk.key, chunk.id).where(chunk.document.in_(documents))).all()
    segments.remove(connection, [key for key, _ in gone])
    connection.execute(sa.delete(schema.documents).where(document.key.in_(documents)))
    return [one for _, one in gone]


def _note_removal(connection: Connection, ids: Sequence[str]) -> None:
    if ids:
        connection.execute(sa.insert(schema.pending), [{"kind": _REMOVING, "source": "", "ids": list(ids)}])


def _clear(connection: Connection, kind: str, sources: Collection[str]) -> None:
    pending = schema.pending.c
    connection.execute(sa.delete(schema.pending).where(pending.kind == kind, pending.source.in_(sources)))
