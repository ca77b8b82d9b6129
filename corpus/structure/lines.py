"""The lines of a paper and their shapes: the first look that parsing takes, line by line, in one pass.

A line knows where it stands, whether a bullet, a number or tabs open it, and what the file format says of it.
Nothing is decided here that needs its neighbours.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.records import Mark, MarkKind, SourceText

# Non-breaking and figure spaces count as spaces; one character each, so that offsets stay.
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"
GLYPHS = "•·▪●○◦■□‣⁃∙◆◊❖➢➤►✓✔✗\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8"
DASHES = "-–—*"
_GLYPH_ALONE = frozenset(GLYPHS)
_NUMBER = re.compile(
    r"(?P<open>\*{0,2}\(?)(?P<number>[A-Z]{1,6}[/.]?\d{1,4}(?:[/.]\d{1,4}(?:-\d\d)?){1,2}|[A-Z]{2,6}\s\d{1,4}/\d{1,4}|"
    r"[A-Z]{1,6}[/.]\d{1,4}|[A-Z]{2,6}\d{2,4}(?=\s{2,}|\t|\s[A-Z]{3})|\d{1,4}/\d{1,4}(?:/\d{2,4})?|"
    r"\d{1,4}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{1,5})(?P<close>\)|\.\)?|:)?(?=[\s*]|$)"
)
_GLUED_NUMBER = re.compile(r"(?P<number>\d{1,2})\.(?=[A-Z][a-z])")
_MINUTE = re.compile(
    r"\*{0,2}(?:Minute|Min\.?|Item|MINUTE|ITEM)\s(?:No\.?\s)?(?P<number>\d{1,4}[A-Za-z]?)"
    r"(?:\s?[.:–—-]\s?|\s{2,}|\t\s*|\s(?=[A-Z]{3}))(?=\S)"
)
_ROUND_BULLET = re.compile(r"o[ \t]+(?:[A-Z0-9£\"'‘“(]|\s)")
# What a council's site puts behind the name of a file.
_FILE_ICON = re.compile(
    r"\s+(?:(?:pdf|word|excel|doc|attachment) icon\b|PDF\s\d+(?:\.\d+)?\s[KM]B$).{0,60}$", re.I
)
_HASHES = re.compile(r"#{1,6}\s+(?=[^#\s])")
_RULE = re.compile(r"[-_=*.…~|–—+\s:]{3,}")
_DOT_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{1,4}$")
# The shape of a line shows in its first characters; bounds the work on endless lines.
_HEAD = 200
# One pipe parts no cells for sure, two do.
_FEWEST_PIPES = 2


class Shape(StrEnum):
    """What opens a line."""

    TEXT = "text"
    BULLET = "bullet"
    NUMBER = "number"
    TABLE = "table"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words on it: ``text`` is the source from ``start`` to ``end`` with plain spaces.

    ``gap`` counts the blank lines above it and ``indent`` the spaces before it. ``number`` is the number or letter
    that opens it, as written without its brackets; ``body`` is the offset of the first character behind a bullet
    or
    number (``end`` where it stands alone); ``closed`` says that a sign closes the number: "5." but not "5 people".
    ``page`` is an index into the source's pages. ``heading`` and ``item`` are
    the levels of the format's marks (0 for none), ``table`` the index of the mark that holds it.
    ``opens`` says that it is the title of an item in a council's list of items.
    """

    index: int
    start: int
    end: int
    text: str
    gap: int
    indent: int
    shape: Shape
    number: str | None
    body: int
    closed: bool = True
    page: int | None = None
    heading: int = 0
    item: int = 0
    table: int | None = None
    header: bool = False
    furniture: bool = False
    opens: bool = False

    @property
    def words(self) -> str:
        """The text behind the bullet or number."""
        return self.text[self.body - self.start :]

    @property
    def alone(self) -> bool:
        """True where a bullet or number stands on the line by itself."""
        return self.body == self.end


def read_lines(source: SourceText) -> tuple[Line, ...]:
    """Return the lines of a source that hold anything but white space, in order."""
    marked = _Marked(source.marks)
    starts = [page.start for page in source.pages]
    lines: list[Line] = []
    gap = 0
    for start, raw in _raw_lines(source.text):
        text = raw.strip()
        if text[-2:] in ("KB", "MB"):
            text = _FILE_ICON.sub("", text)
        if not text:
            gap += 1
            continue
        lead = len(raw) - len(raw.lstrip())
        first = start + lead
        last = first + len(text)
        table, header, heading, item, furniture = marked.at(first, last)
        shape, number, body, closed = shape_of(raw.strip(" \r\f"), text, in_table=table is not None)
        page = bisect_right(starts, first) - 1 if starts else None
        # A tab before the first words is an empty first cell and belongs to the row.
        row_start = start + len(raw) - len(raw.lstrip(" \r\f")) if shape is Shape.TABLE else first
        row_end = start + len(raw.rstrip(" \r\f")) if shape is Shape.TABLE else last
        shown = raw[row_start - start : row_end - start] if shape is Shape.TABLE else text
        behind = row_start if shape is Shape.TABLE else first + body
        lines.append(
            Line(len(lines), row_start, row_end, shown, gap, lead, shape, number, behind,
                 closed, page, heading, item, table, header, furniture)
        )  # fmt: skip
        gap = 0
    return tuple(lines)


def is_contents_line(text: str) -> bool:
    """Say whether a line leads to a page number by a row of dots, as in a table of contents."""
    return _DOT_LEADERS.search(text[-_HEAD:]) is not None


def _raw_lines(text: str) -> Iterator[tuple[int, str]]:
    plain = text
    for space in _SPACES:
        plain = plain.replace(space, " ")
    start = 0
    for raw in plain.split("\n"):
        yield start, raw
        start += len(raw) + 1


def shape_of(raw: str, text: str, *, in_table: bool) -> tuple[Shape, str | None, int, bool]:
    """Return a line's shape, its number, where its words begin in ``text``, and whether it is closed."""
    first = text[0]
    if first == "#" and (hashes := _HASHES.match(text)) is not None and not in_table:
        shape, number, body, closed = shape_of(raw[hashes.end() :], text[hashes.end() :] or "#", in_table=False)
        return (shape, number, hashes.end() + body, closed) if number else (Shape.TEXT, None, 0, True)
    if first in _GLYPH_ALONE or first in DASHES or (first == "o" and _ROUND_BULLET.match(text)):
        found = _bullet(text)
        if found is not None and not (in_table or text.count("\t") > 1):
            return found
    if (first.isalnum() or first in "(*") and text.count("|", 0, _HEAD) < _FEWEST_PIPES:
        found = numbered(text)
        if found is not None and not in_table and text.count("\t") <= 1 and _tab_is_indent(raw, found[2]):
            return found
    if in_table or "\t" in raw or text.count("|", 0, _HEAD) >= _FEWEST_PIPES:
        return (Shape.RULE if _RULE.fullmatch(raw) and not in_table else Shape.TABLE), None, 0, True
    if text == "|" or (len(text) < _HEAD and _RULE.fullmatch(text)):
        return Shape.RULE, None, 0, True
    return Shape.TEXT, None, 0, True


def _bullet(text: str) -> tuple[Shape, str | None, int, bool] | None:
    if len(text) < _HEAD and len(text) > 2 and _RULE.fullmatch(text):
        return Shape.RULE, None, 0, True
    rest = text[1:]
    if not rest:
        return (Shape.BULLET, None, 1, True) if text in _GLYPH_ALONE or text == "-" else None
    if text[0] in _GLYPH_ALONE or rest[0].isspace():
        body = 1 + len(rest) - len(rest.lstrip())
        return Shape.BULLET, None, body, True
    return None


def numbered(text: str) -> tuple[Shape, str | None, int, bool] | None:
    """Return shape, number, where the words begin and whether a sign closes the number; None without a number."""
    head = text[:_HEAD]
    match = _NUMBER.match(head)
    if match is not None:
        number, close, opened = match["number"], match["close"], match["open"]
        if number.isalpha() and not close:
            return None
        if number.isalpha() and close != ")" and len(number) == 1 and number.isupper() and "(" not in opened:
            return None  # an initial: "J. Smith"
        rest = text[match.end() :]
        body = match.end() + len(rest) - len(rest.lstrip())
        return Shape.NUMBER, number, min(body, len(text)), bool(close) or not number.isdigit()
    match = _MINUTE.match(head) or _GLUED_NUMBER.match(head)
    if match is not None:
        return Shape.NUMBER, match["number"], match.end(), True
    return None


def _tab_is_indent(raw: str, body: int) -> bool:
    """Say whether the only tab parts a number from its words (a Word list), not two cells."""
    cells = raw.split("\t")
    return len(cells) == 1 or (len(cells) == 2 and len(cells[0]) <= body and len(cells[1]) > 120)


class _Marked:
    """Answers, for lines asked in order, which marks of the format hold them."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: (mark.start, -mark.end))
        self._next = 0
        self._open: list[tuple[int, Mark]] = []
        self._tables = 0

    def at(self, start: int, end: int) -> tuple[int | None, bool, int, int, bool]:
        while self._next < len(self._marks) and self._marks[self._next].start < end:
            mark = self._marks[self._next]
            self._next += 1
            self._tables += mark.kind is MarkKind.TABLE
            self._open.append((self._tables, mark))
        self._open = [(table, mark) for table, mark in self._open if mark.end > start]
        table, header, heading, item, furniture = None, False, 0, 0, False
        for number, mark in self._open:
            if mark.kind is MarkKind.TABLE:
                table = number
            elif mark.kind is MarkKind.TABLE_HEADER:
                header = True
            elif mark.kind is MarkKind.HEADING:
                heading = max(1, mark.level)
            elif mark.kind is MarkKind.LIST_ITEM:
                item = max(1, mark.level)
            elif mark.kind is MarkKind.FURNITURE and mark.start <= start and mark.end >= end:
                furniture = True
        return table, header, heading, item, furniture
