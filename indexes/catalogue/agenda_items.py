"""The agenda's item that a paper is under, where the agenda is in another document."""

import sqlalchemy as sa

from corpus.records import AgendaItem
from corpus.structure.agendas import alike
from indexes.catalogue import schema
from indexes.catalogue.conditions import visible_parts
from indexes.records import Scope
from indexes.store import Store

_I, _T = schema.items.c, schema.parts.c
UNDER_AN_AGENDA = ("report", "appendix", "plan", "survey", "other")
"""The kinds of paper that stand under an item of an agenda; what records a meeting has items of its own."""


def item_under(store: Store, document_id: str, start: int, scope: Scope) -> str | None:
    """Return the number of the item that the paper at an offset of a document is under; None where nothing tells.

    It is what the paper says itself, or the same paper in another document; else that of the one item, on the
    agenda of the same body's meeting of the same day, that bears the paper's title.
    """
    parts = store.papers.opened([document_id], scope)[document_id].parts
    number = next((number for number, one in enumerate(parts) if one.start <= start < one.end), None)
    if number is None:
        return None
    part = parts[number]
    if part.agenda_item is not None or part.kind.value not in UNDER_AN_AGENDA:
        return part.agenda_item
    others = store.twins.others(document_id, number, scope)
    said = {item for other, _, at in others if (item := other.parts[at].agenda_item)}
    if len(said) == 1:
        return said.pop()
    if part.body is None or part.meeting_date is None:
        return None
    items = (
        sa.select(_I.label, _I.title)
        .join(schema.parts, sa.and_(_T.document == _I.document, _T.number == _I.part))
        .where(_T.kind == "agenda", _T.body_folded == part.body.casefold(), _T.meeting_date == part.meeting_date)
        .where(*visible_parts(scope))
        .order_by(_I.document, _I.part, _I.number)
    )
    with store.engine.connect() as connection:
        listed = dict.fromkeys((label, title) for label, title in connection.execute(items) if label)
    return alike(part.title, [AgendaItem(label, title, 0, 0) for label, title in listed])
