"""Commitments, and what papers tell of earlier business, as rows: each with what shows where it stands.

The register draws on all of them at once, and opening every paper for that would take minutes in a county's index.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from corpus.records import AgendaItem, Commitment, Document, Part, PassageKind, Span
from corpus.undertakings.records import Mention, Reference
from indexes.catalogue.rows import Values
from indexes.records import Quoted


def place_at(document: Document, document_id: str, start: int, end: int, title: str) -> Quoted:
    """Return a stretch of a document's text as a place: with its part, item, headings and page."""
    text = document.source.text
    passage = next((one for one in document.passages if one.start <= start < one.end), None)
    page = next((one for one in document.source.pages if one.start <= start < one.end), None)
    part = document.parts[passage.part if passage else 0]
    return Quoted(
        document_id=document_id,
        source=document.source.source,
        title=title,
        part=part,
        item=None if passage is None or passage.item is None else part.items[passage.item],
        start=start,
        end=end,
        quote=text[start:end],
        headings=passage.headings if passage else (),
        around=passage.text if passage else "",
        row=passage is not None and passage.kind is PassageKind.ROW,
        page=page.number if page else None,
        printed_page=page.printed if page else None,
    )


def commitment_rows(document: Document, commitments: Iterable[Commitment]) -> list[Values]:
    """Return the rows of a document's commitments."""
    found = []
    for number, commitment in enumerate(commitments):
        values = {field.name: getattr(commitment, field.name) for field in fields(commitment)}
        context = commitment.context
        values |= {"number": number, "topics": list(commitment.topics)}
        values["context"] = [context.start, context.end] if context else None
        found.append(values | _around(place_at(document, "", commitment.start, commitment.end, "")))
    return found


def mention_rows(document: Document, mentions: Iterable[Mention]) -> list[Values]:
    """Return the rows of what a document tells of earlier business."""
    found = []
    for number, mention in enumerate(mentions):
        told = {name: _plain(value) for name, value in asdict(mention).items() if name not in _OWN and value}
        place = place_at(document, "", mention.start, mention.end, "")
        passage = next((one for one in document.passages if one.start <= mention.start < one.end), None)
        values: Values = {name: getattr(mention, name) for name in _OWN}
        values |= {"number": number, "quote": place.quote, "told": told}
        found.append(values | {"item": passage.item if passage else None} | _around(place))
    return found


def to_commitment(values: Sequence[Any]) -> Commitment:
    """Rebuild a commitment from what its row holds in ``COMMITMENT``."""
    *plain, topics, status, kind, context = values
    return Commitment(*(*plain, tuple(topics), status, kind, Span(*context) if context else None))


def to_mention(values: Sequence[Any]) -> Mention:
    """Rebuild what a paper tells of earlier business from what its row holds in ``MENTION``."""
    start, end, part, told = values
    for name in ("since", "due"):
        if name in told:
            told[name] = tuple(told[name])
    if "known_by" in told:
        told["known_by"] = date.fromisoformat(told["known_by"])
    if "references" in told:
        told["references"] = tuple(
            Reference(one["minute"], date.fromisoformat(one["met"]) if one["met"] else None)
            for one in told["references"]
        )
    return Mention(start, end, part=part, **told)


def to_place(values: Sequence[Any], paper: tuple[str, str, str, Part, AgendaItem | None]) -> Quoted:
    """Rebuild where a commitment or mention stands: from what its row holds in ``PLACE``, and from its paper.

    Of the paper this takes the document's id, source and title, and the part and item.
    """
    start, end, quote, headings, *around = values
    return Quoted(*paper, start, end, quote, tuple(headings), *around)


_OWN = ("start", "end", "part")

COMMITMENT = tuple(field.name for field in fields(Commitment))
"""The columns that ``to_commitment`` takes, in order."""

MENTION = (*_OWN, "told")
"""The columns that ``to_mention`` takes, in order."""

PLACE = ("start", "end", "quote", "headings", "around", "row", "page", "printed_page")
"""The columns that a place is made of, in the order of its fields."""


def _around(place: Quoted) -> Values:
    return {
        "headings": list(place.headings),
        "around": place.around,
        "row": place.row,
        "page": place.page,
        "printed_page": place.printed_page,
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: days as ISO dates."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value
