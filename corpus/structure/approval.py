"""Whether minutes are a draft or have been approved, as their own words, or the agenda of their pack, say."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.records import Document, Part, PartKind
from corpus.time.dates import find_dates

_KINDS = frozenset({PartKind.MINUTES, PartKind.NOTES})
_DRAFT = re.compile(
    r"^\W*draft\W*$|\bdraft (?:un\w+ )?(?:minutes|notes)\b|\bunconfirmed minutes\b|"
    r"\b(?:these|the above) (?:minutes|notes) (?:are|remain) (?:in )?(?:draft|unconfirmed|subject to)\b|"
    r"\bsubject to (?:approval|confirmation|agreement|ratification) (?:at|by) (?:the|its|a|their) "
    r"(?:next|following|future|subsequent)\b",
    re.I | re.M,
)
_APPROVED = re.compile(
    r"\bas (?:amended and )?(?:approved|signed|confirmed)\b|\b(?:approved|confirmed) minutes\b|"
    r"^\W*(?:approved|confirmed|agreed|signed) (?:as a (?:correct|true) record )?(?:at|on|by)\b.{0,80}\d{4}",
    re.I | re.M,
)
_SIGNED = re.compile(r"\b(?:chair\w*|signed|signature|presiding)\b[^\n]{0,120}", re.I)
_TAIL = 500
_HEADER = 300
# No pack has so many papers; bounds the look back for its agenda.
_PACK = 200


def with_status(document: Document) -> Document:
    """Return the document with the status of its minutes, where their words tell it; what was stated stays."""
    parts = [
        replace(part, status=_status(document, number)) if part.status is None and part.kind in _KINDS else part
        for number, part in enumerate(document.parts)
    ]
    return replace(document, parts=tuple(parts))


def _status(document: Document, number: int) -> str | None:
    part, text = document.parts[number], document.source.text
    before = document.parts[number - 1].end if number else 0
    around = text[max(before, part.start - _HEADER) : part.start]
    first = bisect_left(document.furniture, part.start, key=lambda span: span.start)
    last = bisect_left(document.furniture, part.end, key=lambda span: span.start)
    spans = [span for span in document.furniture[first:last] if span.end - span.start < _HEADER]
    inside = "\n".join(text[span.start : span.end] for span in spans)
    tail = text[max(part.start, part.end - _TAIL) : part.end]
    header = f"{around}\n{inside}"
    if _DRAFT.search(header) or _DRAFT.search(tail):
        return "draft"
    if _APPROVED.search(header) or _APPROVED.search(tail) or _is_signed(tail, part.meeting_date):
        return "approved"
    return "draft" if _awaits(part, document.parts, number) else None


def _is_signed(tail: str, day: date | None) -> bool:
    """Say whether the line for the chairman's signature holds the day of a later meeting."""
    lines = _SIGNED.findall(tail)
    days = [one.first for line in lines for one in find_dates(line) if one.precision == "day"]
    return day is not None and any(other > day for other in days)


def _awaits(part: Part, parts: Sequence[Part], number: int) -> bool:
    """Say whether minutes stand in the pack of a later meeting, which is to confirm them."""
    before = (parts[at] for at in range(number - 1, max(-1, number - _PACK), -1))
    agenda = next((one for one in before if one.kind is PartKind.AGENDA), None)
    if agenda is None or agenda.meeting_date is None or part.meeting_date is None or agenda.body != part.body:
        return False
    return part.agenda_item is not None and part.meeting_date < agenda.meeting_date
