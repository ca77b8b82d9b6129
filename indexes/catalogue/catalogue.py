"""What the catalogue answers: documents, chunks, meetings and the rest, each as far as the scope may see.

Every read takes a scope, and exempt parts are left out inside the query, so that no caller can forget to. One call
sees one state of the catalogue, whatever an ingest commits meanwhile.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, replace
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from corpus.errors import MinutebookError
from corpus.records import Chunk, Document
from corpus.words import sound
from indexes.catalogue import rows, schema, undertakings, withholding
from indexes.catalogue.conditions import count_in_parts, in_parts, narrowed, visible_chunks, visible_parts
from indexes.catalogue.outlines import Outlines, slices
from indexes.records import (
    Counts,
    Filters,
    LearnedAcronym,
    Meeting,
    Quoted,
    Scope,
    StoredChunk,
    StoredCommitment,
    StoredDocument,
    StoredMention,
)

_A, _C, _D = schema.acronyms.c, schema.chunks.c, schema.documents.c
_I, _O, _P = schema.items.c, schema.originals.c, schema.passages.c
_T = schema.parts.c
_CHUNKS = sa.select(_C.document, _C.headings, *(_C[one.name] for one in fields(Chunk)))


class Catalogue:
    """The catalogue's reads. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.outlines = Outlines()

    def generation(self) -> int:
        """Return a number that grows with every committed change: what was read before may then be stale."""
        with self._engine.connect() as connection:
            return int(connection.scalar(schema.GENERATION) or 0)

    def documents(self, scope: Scope) -> tuple[StoredDocument, ...]:
        """Return every document that has a part the scope may see, by source."""
        with self._engine.connect() as connection:
            return tuple(self._documents(connection, scope))

    def text(self, document_id: str, scope: Scope) -> str:
        """Return a document's text; what the scope may not see is spaces, so that offsets stay true."""
        return self.document(document_id, scope).source.text

    def document(self, document_id: str, scope: Scope) -> Document:
        """Return a document whole, as it was parsed; what the scope may not see is withheld, offsets stay true.

        Raises:
            MinutebookError: where there is no such document for this scope.
        """
        with self._engine.connect() as connection:
            key = self._key(connection, document_id, scope)
            return self._whole(connection, key, scope)

    def chunks(self, ids: Collection[str], scope: Scope) -> dict[str, StoredChunk]:
        """Return the chunks with these ids, in the order of the ids; unknown ones are left out."""
        found: dict[str, StoredChunk] = {}
        with self._engine.connect() as connection:
            for some in slices(ids):
                found |= self._chunks(connection, _C.id.in_(some), scope)
        return {one: found[one] for one in ids if one in found}

    def chunks_at(self, keys: Collection[int], scope: Scope) -> dict[str, StoredChunk]:
        """Return the chunks with these keys by id, in any order; a view knows the keys, which are found sooner."""
        found: dict[str, StoredChunk] = {}
        with self._engine.connect() as connection:
            for some in slices(keys):
                found |= self._chunks(connection, _C.key.in_(some), scope)
        return found

    def _chunks(
        self, connection: Connection, which: sa.ColumnElement[bool], scope: Scope
    ) -> dict[str, StoredChunk]:
        chosen = connection.execute(_CHUNKS.where(which, *visible_chunks(scope))).all()
        keys = {row[0] for row in chosen}
        known, named = self.outlines.parts(connection, keys), self.outlines.names(connection, keys)
        found = {}
        for key, headings, *columns in chosen:
            chunk, parts, (document, source, title) = rows.to_chunk(columns), known[key], named[key]
            found[chunk.id] = StoredChunk(
                chunk=chunk,
                document_id=document,
                source=source,
                title=withholding.title(title, source, parts, scope),
                part=parts[chunk.part],
                item=None if chunk.item is None else parts[chunk.part].items[chunk.item],
                headings=tuple(headings),
            )
        return found

    def chunk_ids(self, filters: Filters, scope: Scope, limit: int | None = None) -> list[str]:
        """Return the ids of the chunks that the filters leave, in document order; with a limit, any so many."""
        query = narrowed(sa.select(_C.id), filters, scope)
        # Putting them in order takes finding them all.
        query = query.order_by(_C.document, _C.position) if limit is None else query.limit(limit)
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def count_chunks(self, filters: Filters, scope: Scope) -> int:
        """Return how many chunks the filters leave."""
        with self._engine.connect() as connection:
            return connection.scalar(narrowed(sa.select(sa.func.count()), filters, scope)) or 0

    def meetings(self, scope: Scope) -> tuple[Meeting, ...]:
        """Return the meetings that papers name, by date and body; where neither is known there is no meeting."""
        query = (
            sa.select(_T.meeting_date, _T.body, _D.id, _D.source)
            .join(schema.documents, _T.document == _D.key)
            .where(sa.or_(_T.body.is_not(None), _T.meeting_date.is_not(None)), *visible_parts(scope))
            .order_by(_T.meeting_date.nulls_first(), _T.body.nulls_first(), _D.source)
            .distinct()
        )
        with self._engine.connect() as connection:
            grouped = groupby(connection.execute(query).all(), key=lambda row: (row.meeting_date, row.body))
            return tuple(Meeting(body, day, tuple(row.id for row in group)) for (day, body), group in grouped)

    def speakers(self, scope: Scope) -> tuple[str, ...]:
        """Return who speaks in the papers, as they name them, in order."""
        query = sa.select(_P.speaker).select_from(in_parts(schema.passages)).distinct()
        query = query.where(_P.speaker.is_not(None), *visible_parts(scope))
        with self._engine.connect() as connection:
            return tuple(sorted(one for one in connection.scalars(query) if one))

    def acronyms(self, scope: Scope) -> tuple[LearnedAcronym, ...]:
        """Return the short forms that papers explain, by short form, date and document."""
        query = (
            sa.select(_A.short, _A.long, _D.id, _A.start, _T.body, _T.meeting_date)
            .select_from(schema.acronyms)
            .join(schema.documents, _A.document == _D.key)
            .join(schema.parts, sa.and_(_T.document == _A.document, _T.number == _A.part))
            .where(*visible_parts(scope))
            .order_by(_A.short, _T.meeting_date.nulls_first(), _D.source, _A.start)
        )
        with self._engine.connect() as connection:
            return tuple(LearnedAcronym(*row) for row in connection.execute(query))

    def commitments(self, scope: Scope) -> tuple[StoredCommitment, ...]:
        """Return every commitment, by document and place."""
        found = self._placed(schema.commitments, undertakings.COMMITMENT, scope)
        return tuple(StoredCommitment(undertakings.to_commitment(values), place) for values, place in found)

    def mentions(self, scope: Scope) -> tuple[StoredMention, ...]:
        """Return all that the papers tell of earlier business, by document and place."""
        found = self._placed(schema.mentions, undertakings.MENTION, scope)
        return tuple(StoredMention(undertakings.to_mention(values), place) for values, place in found)

    def _placed(
        self, table: sa.Table, names: Sequence[str], scope: Scope
    ) -> Iterator[tuple[Sequence[Any], Quoted]]:
        """Yield of each of a table's rows that the scope may see these columns, and its place."""
        columns = [table.c[name] for name in (*names, *undertakings.PLACE, "document", "part", "item")]
        query = (
            sa.select(*columns, _D.id, _D.source, _D.title)
            .join(schema.documents, table.c.document == _D.key)
            .join(schema.parts, sa.and_(_T.document == table.c.document, _T.number == table.c.part))
            .where(*visible_parts(scope))
            .order_by(_D.source, table.c.start, table.c.number)
        )
        with self._engine.connect() as connection:
            chosen = connection.execute(query).all()
            parts = self.outlines.parts(connection, {row[-6] for row in chosen})
        # Taking a row apart takes a tenth of the time of asking it for each column by name.
        for row in chosen:
            *values, key, number, label, document, source, title = row
            part, title = parts[key][number], withholding.title(title, source, parts[key], scope)
            item = None if label is None else part.items[label]
            place = undertakings.to_place(values[len(names) :], (document, source, title, part, item))
            yield values[: len(names)], place

    def counts(self, scope: Scope) -> Counts:
        """Return how much there is."""
        seen = visible_parts(scope)
        meeting = sa.select(_T.body, _T.meeting_date).where(
            sa.or_(_T.body.is_not(None), _T.meeting_date.is_not(None)), *seen
        )
        queries = (
            sa.select(sa.func.count(sa.distinct(_T.document))).where(*seen),
            sa.select(sa.func.count()).select_from(schema.parts).where(*seen),
            sa.select(sa.func.count()).select_from(meeting.distinct().subquery()),
            count_in_parts(schema.passages, scope),
            sa.select(sa.func.count()).select_from(schema.chunks).where(*visible_chunks(scope)),
            count_in_parts(schema.commitments, scope),
        )
        with self._engine.connect() as connection:
            return Counts(*(int(connection.scalar(query) or 0) for query in queries))

    def _documents(self, connection: Connection, scope: Scope) -> Iterator[StoredDocument]:
        passages = _by_document(connection, schema.passages, scope)
        chunks = _by_document(connection, schema.chunks, scope)
        stored = connection.execute(sa.select(schema.documents).order_by(_D.source)).all()
        all_parts = self.outlines.parts(connection, {row.key for row in stored})
        for row in stored:
            whole = all_parts[row.key]
            seen = tuple(part for part in whole if scope is Scope.OFFICER or not part.exempt)
            if whole and not seen:
                continue
            yield StoredDocument(
                id=row.id,
                source=row.source,
                path=row.path,
                title=withholding.title(row.title, row.source, whole, scope),
                sha256=row.sha256,
                format=row.format,
                pages=row.pages,
                parts=seen,
                passages=passages.get(row.key, 0),
                chunks=chunks.get(row.key, 0),
                warnings=tuple(row.warnings) if len(seen) == len(whole) else (),
                ingested_at=row.ingested_at,
            )

    def _whole(self, connection: Connection, key: int, scope: Scope) -> Document:
        row = connection.execute(sa.select(schema.documents).where(_D.key == key)).one()
        original = connection.execute(sa.select(schema.originals).where(_O.document == key)).one()
        stored = connection.execute(sa.select(schema.passages).where(_P.document == key).order_by(_P.number))
        short = connection.execute(sa.select(schema.acronyms).where(_A.document == key).order_by(_A.number))
        document = replace(
            rows.to_document(row, original.text, original.rest, self.outlines.parts(connection, {key})[key]),
            passages=tuple(rows.to_passage(one, original.text) for one in stored),
            acronyms=tuple(rows.to_acronym(one) for one in short),
        )
        return document if scope is Scope.OFFICER else withholding.public(document)

    def _key(self, connection: Connection, document_id: str, scope: Scope) -> int:
        key = connection.scalar(sa.select(_D.key).where(_D.id == sound(document_id)))
        if key is None or not self._visible(connection, key, scope):
            raise unknown(document_id)
        return int(key)

    def _visible(self, connection: Connection, key: int, scope: Scope) -> list[int]:
        parts = self.outlines.parts(connection, {key})[key]
        return [number for number, part in enumerate(parts) if scope is Scope.OFFICER or not part.exempt]


def unknown(document_id: str) -> MinutebookError:
    """Return what is said where there is no such document, in the same words where there is none for the scope."""
    named = " ".join(sound(document_id).split())[:80]
    return MinutebookError(f"There is no paper with the id {named}: search again, it may have changed.")


def _by_document(connection: Connection, table: sa.Table, scope: Scope) -> dict[int, int]:
    document = table.c.document
    query = sa.select(document, sa.func.count()).select_from(in_parts(table)).where(*visible_parts(scope))
    return dict(connection.execute(query.group_by(document)).all())
