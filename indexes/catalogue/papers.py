"""Documents opened as far as an answer needs them: two passages are quoted of a pack of 300 pages.

What is read stays in memory, since the papers of one panel are asked about again and again. An id names one
version of a document, so that nothing kept here is ever stale.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from corpus.records import Document, Passage
from corpus.words import sound
from indexes.catalogue import rows, schema, withholding
from indexes.catalogue.catalogue import Catalogue, unknown
from indexes.catalogue.conditions import in_parts, visible_parts
from indexes.records import Scope, StoredChunk

KEPT = 1_024
"""How many documents stay in memory: twelve years of a panel's, in 100 MB where every passage of them was read."""

_D, _O, _P = schema.documents.c, schema.originals.c, schema.passages.c


@dataclass(slots=True)
class _Opened:
    """A document without passages, those of its passages that were read, and the parts that were read whole."""

    key: int
    document: Document
    passages: dict[int, Passage] = field(default_factory=dict)
    parts: set[int] = field(default_factory=set)

    def holding(self, numbers: Iterable[int]) -> Document:
        found = (self.passages.get(number) for number in sorted(numbers))
        return replace(self.document, passages=tuple(passage for passage in found if passage))


class Papers:
    """Reads of documents in pieces. Safe to share between threads."""

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._kept: dict[tuple[str, Scope], _Opened] = {}

    def opened(self, ids: Iterable[str], scope: Scope) -> dict[str, Document]:
        """Return documents by id as far as the scope may see them, without passages, marks and acronyms.

        Raises:
            MinutebookError: where there is no such document for this scope.
        """
        with self._engine.connect() as connection:
            return {one: opened.document for one, opened in self._open(connection, set(ids), scope).items()}

    def holding(self, chunks: Iterable[StoredChunk], scope: Scope) -> dict[str, Document]:
        """Return the documents that hold some chunks, by id: as ``opened`` does, with the chunks' passages.

        Raises:
            MinutebookError: where one of them is gone.
        """
        wanted: dict[str, set[int]] = defaultdict(set)
        for one in chunks:
            wanted[one.document_id].update(one.chunk.passages)
        with self._engine.connect() as connection:
            opened = self._open(connection, wanted, scope)
            # As pairs in one list SQLite would look for them in the whole table.
            places = [
                sa.and_(_P.document == paper.key, _P.number.in_(sorted(missing)))
                for one, paper in opened.items()
                if (missing := wanted[one] - paper.passages.keys())
            ]
            if places:
                self._read(connection, sa.or_(*places), opened.values(), scope)
        if gone := [one for one, paper in opened.items() if wanted[one] - paper.passages.keys()]:
            raise unknown(gone[0])
        return {one: paper.holding(wanted[one]) for one, paper in opened.items()}

    def part(self, document_id: str, number: int, scope: Scope) -> Document:
        """Return a document as ``opened`` does, with all passages of one of its parts.

        Raises:
            MinutebookError: where there is no such document for this scope.
        """
        with self._engine.connect() as connection:
            paper = self._open(connection, {document_id}, scope)[document_id]
            if number not in paper.parts:
                whole = sa.and_(_P.document == paper.key, _P.part == number)
                self._read(connection, whole, [paper], scope)
                paper.parts.add(number)
        return paper.holding(one.index for one in list(paper.passages.values()) if one.part == number)

    def _open(self, connection: Connection, ids: Collection[str], scope: Scope) -> dict[str, _Opened]:
        found = {one: self._kept[one, scope] for one in ids if (one, scope) in self._kept}
        if not (missing := [sound(one) for one in ids if one not in found]):
            return found
        read: dict[str, _Opened] = {}
        query = sa.select(schema.documents, _O.text, _O.rest).join(schema.originals, _O.document == _D.key)
        stored = connection.execute(query.where(_D.id.in_(missing))).all()
        parts = self._catalogue.outlines.parts(connection, {row.key for row in stored})
        for row in stored:
            document = rows.to_document(row, row.text, row.rest | {"marks": []}, parts[row.key])
            if scope is Scope.OFFICER:
                read[row.id] = _Opened(row.key, document)
            elif not all(part.exempt for part in document.parts):
                read[row.id] = _Opened(row.key, withholding.public(document))
        if gone := set(missing) - read.keys():
            raise unknown(min(gone))
        kept = self._kept if len(self._kept) + len(read) <= KEPT else {}
        self._kept = kept | {(one, scope): opened for one, opened in read.items()}
        return found | read

    def _read(
        self, connection: Connection, which: sa.ColumnElement[bool], papers: Iterable[_Opened], scope: Scope
    ) -> None:
        """Read passages into the documents that they stand in."""
        by_key = {paper.key: paper for paper in papers}
        query = (
            sa.select(schema.passages).select_from(in_parts(schema.passages)).where(which, *visible_parts(scope))
        )
        for row in connection.execute(query):
            paper = by_key[row.document]
            paper.passages[row.number] = rows.to_passage(row, paper.document.source.text)
