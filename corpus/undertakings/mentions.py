"""Passages that tell what became of something earlier: reported, done, put off, superseded, still awaited.

What they speak of is not decided here: that takes the papers before them (``assistant.register.following``).
"""

import re
from collections.abc import Iterator
from datetime import date

from corpus.records import Document, Part, PartKind, Passage, PassageKind, Span
from corpus.sentences import sentences, spans_within
from corpus.time.periods import find_dates
from corpus.undertakings.backward import (
    ASKED,
    BACK,
    DUE,
    FROM,
    HEADED_BACK,
    LOGGED,
    REPORTED,
    SINCE,
    TAKEN_UP,
    TRIGGERS,
    kind_of,
    month_of,
    references_in,
    references_of_cell,
)
from corpus.undertakings.records import Mention, Reference

_PAST = re.compile(r"\b(?:had|was|were|has|have|did)\b")
_AHEAD = re.compile(r"\b(?:will|would|by|until|before|due|from|expected|planned|to be)\b[^.;]{0,40}$")
_SHORT = 3
_TALK = (PassageKind.PARAGRAPH, PassageKind.BULLET, PassageKind.TURN, PassageKind.NOTE)


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Return every sentence and row of a paper that tells of something earlier, in reading order."""
    known = [_known_by(document, number) for number in range(len(document.parts))]
    found: list[Mention] = []
    for passage in document.passages:
        part = document.parts[passage.part]
        if part.kind is PartKind.AGENDA:
            continue
        if passage.kind is PassageKind.ROW:
            found += _in_row(document, passage, known[passage.part])
        elif passage.kind in _TALK:
            found += _in_prose(document, passage, known[passage.part])
    return tuple(found)


def _in_prose(document: Document, passage: Passage, known: date | None) -> Iterator[Mention]:
    part = document.parts[passage.part]
    around = _around(document, passage)
    headed = HEADED_BACK.search(around) is not None
    # In a transcript the question stands in the turn before, and "the review" was named in the last paragraph.
    before = _before(document, passage)
    if passage.kind is PassageKind.TURN:
        headed = headed or BACK.search(before) is not None
    for span in _joined(passage.text):
        text = passage.text[span.start : span.end]
        kind = kind_of(text) if TRIGGERS.search(text) else None
        named = _elsewhere(part, references_in(f"{text}\n{around}"))
        back = BACK.search(text) is not None or any(one in named for one in references_in(text))
        if kind is None and back and TRIGGERS.search(text):
            asked_for = part.kind is PartKind.REPORT and ASKED.search(text)
            kind = REPORTED if asked_for else TAKEN_UP
        if kind is not None:
            # Where furniture cuts a sentence in two, the longer piece is quoted.
            piece = max(spans_within(passage.spans, span.start, span.end), key=lambda one: one.end - one.start)
            yield Mention(
                start=piece.start,
                end=piece.end,
                text=text,
                part=passage.part,
                kind=kind,
                heading=around,
                before=before,
                back=back,
                headed=headed,
                since=month_of(SINCE, text) or month_of(FROM, around),
                due=month_of(DUE, text),
                references=named,
                known_by=known,
            )
        before = text


def _joined(text: str) -> Iterator[Span]:
    """Yield the sentences of a text; "Closed." is read with what follows it."""
    short: Span | None = None
    for span in sentences(text):
        start = short.start if short else span.start
        short = Span(start, span.end) if len(text[start : span.end].split()) <= _SHORT else None
        if short is None:
            yield Span(start, span.end)
    if short is not None:
        yield short


def _in_row(document: Document, passage: Passage, known: date | None) -> Iterator[Mention]:
    """Read a row of an action log: one that names the minute it comes from, or tells its status."""
    table = document.tables[passage.table] if passage.table is not None else None
    columns = " ".join(table.columns) if table else ""
    around = f"{_around(document, passage)}\n{table.title if table and table.title else ''}"
    references = references_in(passage.text) or tuple(
        reference for cell in passage.cells for reference in references_of_cell(cell.text)
    )
    told = [
        kind
        for cell in passage.cells
        if cell.column and LOGGED.search(cell.column) and (kind := kind_of(cell.text)) is not None
    ]
    logged = HEADED_BACK.search(around) is not None or "action" in columns.casefold()
    if not references and not (told and logged):
        return
    yield Mention(
        start=passage.start,
        end=passage.end,
        text=passage.text,
        part=passage.part,
        kind=told[-1] if told else TAKEN_UP,
        heading=around,
        headed=True,
        references=references,
        known_by=known,
    )


def _elsewhere(part: Part, references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Leave out what names a minute of the paper's own."""
    own = {item.number.strip(" .").casefold() for item in part.items if item.number}
    return tuple(
        one for one in references if one.met not in (None, part.meeting_date) or one.minute.casefold() not in own
    )


def _around(document: Document, passage: Passage) -> str:
    part = document.parts[passage.part]
    item = part.items[passage.item].title if passage.item is not None else ""
    return "\n".join(dict.fromkeys(filter(None, (item, *passage.headings, passage.lead_in))))


def _before(document: Document, passage: Passage) -> str:
    """Return the words of the passage before, where it stands under the same item."""
    if not passage.index:
        return document.parts[passage.part].title
    other = document.passages[passage.index - 1]
    together = other.kind in _TALK and (other.part, other.item) == (passage.part, passage.item)
    return other.text if together else document.parts[passage.part].title


def _known_by(document: Document, number: int) -> date | None:
    """Return the latest day of which an undated paper tells as past."""
    part: Part = document.parts[number]
    if part.meeting_date is not None:
        return part.meeting_date
    days = []
    for passage in document.passages:
        if passage.part != number or passage.kind not in _TALK:
            continue
        for span in sentences(passage.text):
            text = passage.text[span.start : span.end]
            if _PAST.search(text):
                days += [
                    mention.first
                    for mention in find_dates(text)
                    if mention.precision == "day" and not _AHEAD.search(text[: mention.start])
                ]
    return max(days, default=None)
