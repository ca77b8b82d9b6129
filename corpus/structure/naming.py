"""What the head of a paper says of it: kind, title, body, date, status."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from corpus.records import PartKind
from corpus.structure.kinds import APPENDIX, LONGEST_LABEL, PACK, REPORT_SECTION, kind_of_paper
from corpus.structure.lines import Line, Shape
from corpus.structure.mastheads import (
    EXEMPT,
    EXEMPT_APPENDIX,
    body_of,
    day_of,
    is_header,
    join_bodies,
    kind_of,
    status_of,
)
from corpus.structure.particulars import asks_for_subject, names_place, states_particulars, subject_of
from corpus.structure.prose import LONGEST_HEADING, is_heading_text, is_upper, plain
from corpus.time.dates import find_meeting_date

_ITEM_HEADER = re.compile(r"\W*(?:agenda )?item(?: no\.?| number)?\s?:?\s*\d", re.I)
_TITLE_LINES = 10
_TITLE_WORD = re.compile(
    r"\b(?:report|plan|survey|programme|review|strategy|update|summary|statement|notes?|minutes|agenda|"
    r"budget|framework|scorecard|profile|extract)\b",
    re.I,
)
_PURPOSE = re.compile(
    r"\W*(?:to (?:receive|consider|note|agree|approve|review|discuss|scrutinise|confirm)|"
    r"report (?:of|by|to|from))\b", re.I
)  # fmt: skip
_LABELS = re.compile(r"\W*(?:minutes|decisions?(?: made)?|resolved)\W*:", re.I)
_PARTICULAR = re.compile(r"\W*(?:date|date and time|date of meeting|meeting date|when):", re.I)
_DECIDED = re.compile(
    r"\W*(?:date of (?:the )?decision|decision (?:date|made on|taken on)|decided (?:at|on))\b", re.I
)
_MEETS = re.compile(r"\W*(?:report to|to|committee|meeting|board|panel|decision maker|body):", re.I)
_FIELD_LINES = 10
_PEOPLE = re.compile(r"\W*(?:present|also (?:present|attended)|(?:in )?attendance|apologies|membership)\b", re.I)
_SENTENCE = re.compile(r"\s\w+ \w{3,}\.$")
_NO_TITLE_AT_ALL = re.compile(r"\W*(?:venue|contact|date|time|place|held|tel|email)\s*:", re.I)
_GENERIC = re.compile(r"(?:printed )?agenda (?:and|&) (?:draft )?minutes", re.I)
_NOT_TITLE = re.compile(
    r"\W*(?:page \d|agenda item|contents|present|date|held|place|location|chair|venue|membership|items?|"
    r"part (?:1|2|i|ii|a|b)\b|no\.? item|media|(?:\w+ )?(?:document|agenda|reports) pack|"
    r"apologies)\b|contact(?:\s*:|\s+(?:officer|details|point))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines of a paper state; None where they do not.

    ``lines`` counts the lines up to the last that names the body, the date, the kind or the title.
    """

    kind: PartKind | None
    title: str
    body: str | None
    day: date | None
    status: str | None
    exempt: bool
    lines: int


def read_head(lines: Sequence[Line], why: str) -> Head:
    """Read the head of a paper from its first lines.

    ``why`` says how its beginning was found: "top", "meeting", "report", "item", "appendix" or "blank".
    """
    size = _size(lines)
    head = lines[:size]
    texts = [line.text for line in head]
    fields = _fields(lines[size : size + _FIELD_LINES])
    stated = [text for text in fields if _MEETS.match(text)]
    bodies = [name for text in (*texts, *stated) if (name := body_of(text)) is not None]
    day = find_meeting_date("\n".join(texts))
    if day is None:
        day = next((found for text in texts if (found := day_of(text)) is not None), None)
    if day is None:
        day = find_meeting_date("\n".join(text for text in fields if _PARTICULAR.match(text)))
    if day is None:
        day = next(
            (found for line in lines if _DECIDED.match(line.text[:80]) and (found := day_of(line.text))), None
        )
    title = _title(head, bodies, [*(plain(text) for text in texts), *fields])
    kind = kind_of_paper(lines, head, title, why)
    top = "\n".join(texts[:8])
    marked = any(EXEMPT.search(line.text[:200]) for line in _above_items(lines))
    marked = marked or (bool(lines) and EXEMPT_APPENDIX.fullmatch(lines[0].text[:200]) is not None)
    return Head(
        kind,
        title,
        join_bodies(bodies),
        day,
        status_of(top),
        kind is not PartKind.AGENDA and marked,
        _named_lines(head, title),
    )


def _above_items(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the first lines, up to the second numbered one: what stands there marks the paper, not an item."""
    numbers = [at for at, line in enumerate(lines[:_FIELD_LINES]) if _numbers(line)]
    return lines[: numbers[1] if len(numbers) > 1 else _FIELD_LINES]


def _fields(lines: Sequence[Line]) -> list[str]:
    """Return the rows of a table of particulars ("Date | Tuesday ...") as lines."""
    rows = [
        re.split(r"\t+|\s*\|\s*", line.text.strip(" |\t"), maxsplit=1)
        for line in lines
        if line.shape is Shape.TABLE
    ]
    return [
        f"{plain(row[0]).rstrip(': ')}: {plain(row[1])}"
        for row in rows
        if len(row) > 1 and len(row[0]) <= LONGEST_LABEL
    ]


def _size(lines: Sequence[Line]) -> int:
    """Count the lines of the head: up to the first item, prose, table, section or list of those present."""
    for at, line in enumerate(lines):
        if at and (line.shape in (Shape.TABLE, Shape.BULLET) or line.opens or _numbers(line)):
            return at
        if at and (REPORT_SECTION.fullmatch(line.text[:80]) or _PEOPLE.match(line.text[:40])):
            return at
        if not is_header(line) or (at > 1 and _SENTENCE.search(line.text)):
            return max(1, at)
    return len(lines)


def _numbers(line: Line) -> bool:
    """Say whether a line is the number or the numbered title of an item, not a date."""
    if line.alone:
        return True
    if line.shape is not Shape.NUMBER or day_of(line.text) is not None:
        return False
    return line.closed or is_heading_text(line.words)


def _named_lines(head: Sequence[Line], title: str) -> int:
    last = 0
    for at, line in enumerate(head, 1):
        words = plain(line.text)
        known = (
            names_place(words)
            or _ITEM_HEADER.match(words)
            or kind_of(words) is not None
            or body_of(words) is not None
        )
        if known or (words and words.strip(" :") in title) or title in words or day_of(words) is not None:
            last = at
    return last


def _title(head: Sequence[Line], bodies: Sequence[str], stated: Sequence[str]) -> str:
    """Choose the title from what is left of the head without body, date and kind."""
    if head and APPENDIX.match(head[0].text):
        words = plain(head[0].text)
        bare = re.fullmatch(r"\W*\w+\s+\S+\W*", words)
        return (
            f"{words}: {plain(head[1].text)}"
            if bare and len(head) > 1 and is_heading_text(head[1].text)
            else words
        )
    subject = next((found for words in stated if (found := subject_of(words)) is not None), None)
    labelled = (words for label, words in pairwise(stated) if asks_for_subject(label))
    subject = subject or next(labelled, None)
    if subject:
        return subject
    candidates = [words for words in _lines_of_title(head) if _may_be_title(words)]
    kinds = [plain(line.text).strip(" :") for line in head[:8] if kind_of(line.text) is not None]
    kinds = [words for words in kinds if not PACK.fullmatch(words)] or kinds
    telling = [words for words in kinds if len(words.split()) > 2 and body_of(words) is None]
    telling = [words for words in telling if not words.lower().endswith((" for", " of", " of the", " for the"))]
    if telling and head[0].text.strip(" :*#") and plain(head[0].text).strip(" :") == telling[0]:
        return f"{bodies[0]}: {telling[0]}" if bodies and _GENERIC.fullmatch(telling[0]) else telling[0]
    if bodies and kinds and not any(_TITLE_WORD.search(words) and kind_of(words) is None for words in candidates):
        kind = kind_of(kinds[0])
        shown = re.sub(r"\s(?:for|of)(?: the)?$", "", kinds[0], flags=re.I)
        shown = shown if len(kinds[0]) <= LONGEST_LABEL or kind is None else kind.value.capitalize()
        return f"{bodies[0]}: {shown}"
    named = [words for words in candidates if kind_of(words) is None]
    loud = [words for words in named if is_upper(words) and _TITLE_WORD.search(words)]
    for group in (loud, [words for words in named[:4] if _TITLE_WORD.search(words)], named, candidates):
        if group:
            return group[0]
    first = next((plain(line.text) for line in head if not _NO_TITLE_AT_ALL.match(line.text)), "")
    return " ".join([*bodies[:1], *kinds[:1]]) or first[:LONGEST_HEADING]


def _lines_of_title(head: Sequence[Line]) -> list[str]:
    """Return the first lines of a head, those joined that are one title set over two lines."""
    joined: list[str] = []
    before: Line | None = None
    for line in head[:_TITLE_LINES]:
        words = plain(line.words if line.shape is Shape.NUMBER and line.closed else line.text)
        alike = before is not None and before.heading == line.heading and not line.gap
        alike = alike and not _ITEM_HEADER.match(before.text if before is not None else "")
        if before is not None and alike and (line.heading or (is_upper(before.text) and is_upper(words))):
            joined[-1] = f"{joined[-1]} {words}"
        else:
            joined.append(words)
        before = line
    return [words.strip(" :") for words in joined]


def _may_be_title(words: str) -> bool:
    if not words or (words[0] == "(" and words[-1] == ")"):
        return False
    if states_particulars(words) or _NOT_TITLE.match(words) or _PURPOSE.match(words) or _LABELS.match(words):
        return False
    return body_of(words) is None and day_of(words) is None and is_heading_text(words.rstrip("?"))
