"""What documents are called, and which parts and items they have: read once, by key, and kept at hand."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.records import Part
from indexes.catalogue import rows, schema

# SQLite allows 32,766 values in one statement.
_SLICE = 10_000
# Documents whose outlines are kept at hand; a county's twelve years of papers are about this many.
_CACHED = 16_384

_Value = TypeVar("_Value")

_D, _I, _T = schema.documents.c, schema.items.c, schema.parts.c


class Outlines:
    """The outlines of one catalogue's documents. Safe to share between threads."""

    def __init__(self) -> None:
        # A key names one version of a document for ever, so what is cached by key is never stale.
        self._known: dict[int, tuple[Part, ...]] = {}
        self._named: dict[int, tuple[str, str, str]] = {}

    def parts(self, connection: Connection, keys: Collection[int]) -> dict[int, tuple[Part, ...]]:
        """Return the parts of documents by key; those that were read before come from memory."""
        found = {key: self._known[key] for key in keys if key in self._known}
        for some in slices([key for key in keys if key not in found]):
            items: dict[tuple[int, int], list[rows.Row]] = defaultdict(list)
            query = sa.select(schema.items).order_by(_I.document, _I.part, _I.number)
            for row in connection.execute(query.where(_I.document.in_(some))):
                items[row.document, row.part].append(row)
            read: dict[int, list[Part]] = {key: [] for key in some}
            query = sa.select(schema.parts).order_by(_T.document, _T.number)
            for row in connection.execute(query.where(_T.document.in_(some))):
                read[row.document].append(rows.to_part(row, items[row.document, row.number]))
            found |= {key: tuple(parts) for key, parts in read.items()}
        if len(self._known) + len(found) > _CACHED:
            self._known = {}
        self._known |= found
        return found

    def names(self, connection: Connection, keys: Collection[int]) -> dict[int, tuple[str, str, str]]:
        """Return id, source and title of documents by key; those that were read before come from memory."""
        found = {key: self._named[key] for key in keys if key in self._named}
        for some in slices([key for key in keys if key not in found]):
            query = sa.select(_D.key, _D.id, _D.source, _D.title).where(_D.key.in_(some))
            found |= {key: (one, source, title) for key, one, source, title in connection.execute(query)}
        if len(self._named) + len(found) > _CACHED:
            self._named = {}
        self._named |= found
        return found


def slices(values: Collection[_Value]) -> Iterator[list[_Value]]:
    """Yield values in lists that are short enough for one statement."""
    whole = list(values)
    return (whole[start : start + _SLICE] for start in range(0, len(whole), _SLICE))
