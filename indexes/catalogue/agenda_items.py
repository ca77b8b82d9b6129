"""The agenda's item that a paper is under, where the agenda is in another document."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.records import AgendaItem
from corpus.structure.agendas import alike
from indexes.catalogue import schema
from indexes.catalogue.conditions import visible_parts
from indexes.ingesting.twinning import Place
from indexes.records import Scope
from indexes.store import Store

_D, _I, _T = schema.documents.c, schema.items.c, schema.parts.c
UNDER_AN_AGENDA = ("report", "appendix", "plan", "survey", "other")
"""The kinds of paper that stand under an item of an agenda; what records a meeting has items of its own."""


def item_under(store: Store, document_id: str, start: int, scope: Scope) -> str | None:
    """Return the number of the item that the paper at an offset of a document is under; None where nothing tells.

    It is what the paper says itself, or the same paper in another document; else that of the one item, on the
    agenda of the same body's meeting of the same day, that bears the paper's title.
    """
    with store.engine.connect() as connection:
        own = (
            sa.select(_T.document, _T.number, _T.kind, _T.title, _T.body_folded, _T.meeting_date, _T.agenda_item)
            .join(schema.documents, _T.document == _D.key)
            .where(_D.id == document_id, _T.start <= start, _T.end > start, *visible_parts(scope))
        )
        row = connection.execute(own).first()
        if row is None or row.agenda_item is not None or row.kind not in UNDER_AN_AGENDA:
            return None if row is None else row.agenda_item
        said = _said_of(connection, store.twins.pairs(scope).get((row.document, row.number), {}))
        if said is not None or row.body_folded is None or row.meeting_date is None:
            return said
        items = (
            sa.select(_I.label, _I.title)
            .join(schema.parts, sa.and_(_T.document == _I.document, _T.number == _I.part))
            .where(_T.kind == "agenda", _T.body_folded == row.body_folded, _T.meeting_date == row.meeting_date)
            .where(*visible_parts(scope))
            .order_by(_I.document, _I.part, _I.number)
        )
        listed = dict.fromkeys((label, title) for label, title in connection.execute(items) if label)
        return alike(row.title, [AgendaItem(label, title, 0, 0) for label, title in listed])


def _said_of(connection: Connection, twins: Mapping[Place, bool]) -> str | None:
    """Return the item that the same paper is under in other documents, where they agree."""
    said: set[str] = set()
    for document, part in twins:
        query = sa.select(_T.agenda_item).where(_T.document == document, _T.number == part)
        item = connection.scalar(query)
        said.update([item] if item else [])
    return said.pop() if len(said) == 1 else None
