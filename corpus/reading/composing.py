"""Text under construction: blocks, tables and the marks that the format gives them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.records import Mark, MarkKind, Page

# Characters that are never words: C0 and C1 controls, lone surrogates (no UTF-8 for them), soft hyphens,
# zero-width characters and the marks that turn the direction of the text around when it is shown.
_NEVER_SHOWN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SPACE = re.compile(r"\s+")
_BROKEN_FROM = 60
_SHORTEST_TITLE = 4
_UNREAL_TITLE = re.compile(
    r"microsoft .*|word document|document\s*\d*|untitled.*|template|(agenda|minutes|report) template|print"
    r"|slide \d+|.*\.(docx?|pdf|rtf|xlsx?|pptx?|indd|dotx?|html?)|\S*[_/\\]\S*",
    re.IGNORECASE,
)
SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = str.maketrans("0123456789", SUPERSCRIPT_DIGITS)

TYPED_BULLET = re.compile(r"[·•▪◦‣⁃●○■□§➢\uf0b7\uf0a7\uf0d8]\s*(?=\S)")
"""A bullet that was typed, or left over from a symbol font, at the start of a line."""

NUMBER_CELL = re.compile(r"(?=.*\d)\S{1,8}")
"""The first cell of a row that arranges a page, when it is an item's number and belongs before its title."""

WIDEST_PADDED_TABLE = 64
"""Rows of a wider table are not filled up with empty cells at their end (a hostile table would explode)."""

LONGEST_HEADING = 200
"""A bold line longer than this (in characters) is a paragraph in bold, not a heading."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of one format hands back: the text with its pages, marks, title and warnings."""

    text: str
    marks: tuple[Mark, ...] = ()
    pages: tuple[Page, ...] = ()
    title: str | None = None
    warnings: tuple[str, ...] = ()


def clean(text: str) -> str:
    """Return ``text`` on one line: white space of any kind as single spaces, nothing that is never shown."""
    return _SPACE.sub(" ", _NEVER_SHOWN.sub("", text)).strip()


def raised(text: str) -> str:
    """Return digits as superscript characters, so that a footnote's mark is not glued to the figure before it."""
    return text.translate(_SUPERSCRIPTS) if text.strip().isdigit() else text


def has_words(text: str) -> bool:
    """Say whether there is a letter or a digit anywhere."""
    return any(character.isalnum() for character in text)


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Return the blocks that lines parted by hand (by <br>, or Word's line break) are meant to be.

    Each line is a block of its own, unless the one before is long and stops in mid-sentence: then it was broken to
    fit, and the next one goes on behind a line end. Empty lines part blocks and are left out.
    """
    blocks: list[str] = []
    goes_on = False
    for line in lines:
        if line and goes_on:
            blocks[-1] += f"\n{line}"
        elif line:
            blocks.append(line)
        goes_on = len(line) >= _BROKEN_FROM and line[-1] not in ".:;?!"
    return blocks


def real_title(title: str) -> str | None:
    """Return a title from a file's properties, or None for what programs write there by themselves."""
    title = clean(title)
    is_real = sum(map(str.isalpha, title)) >= _SHORTEST_TITLE and not _UNREAL_TITLE.fullmatch(title)
    return title if is_real else None


class Composer:
    """Blocks in reading order, parted by a blank line, with marks at exact offsets."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._is_parted = True

    @property
    def length(self) -> int:
        """Offset behind the last character so far."""
        return self._length

    def add(self, text: str) -> None:
        """Append ``text`` as it stands."""
        self._pieces.append(text)
        self._length += len(text)

    def mark(self, kind: MarkKind, start: int, end: int, level: int = 0) -> None:
        """Put a mark on a stretch of the text."""
        self._marks.append(Mark(kind, start, end, level))

    def block(self, text: str, kind: MarkKind | None = None, level: int = 0) -> None:
        """Append a block, parted by a blank line from what stands before; an empty one is left out."""
        if not text:
            return
        start = self._open_block()
        self.add(text)
        if kind is not None:
            self.mark(kind, start, self._length, level)

    def table(self, rows: Sequence[Sequence[str]], header_rows: Sequence[int] = ()) -> None:
        """Append a table: one row a line, cells parted by tabs, with TABLE and TABLE_HEADER marks.

        ``header_rows`` are indices into ``rows``; each run of neighbours gets one mark. Rows without a word are
        left out.
        """
        headers = set(header_rows)
        width = max((len(row) for row in rows), default=0)
        lines: list[tuple[str, bool]] = []
        for index, row in enumerate(rows):
            if any(row):
                padding = width - len(row) if width <= WIDEST_PADDED_TABLE else 0
                lines.append(("\t".join(row) + "\t" * padding, index in headers))
        if not lines:
            return
        start = self._open_block()
        header_start: int | None = None
        for index, (line, is_header) in enumerate(lines):
            if is_header and header_start is None:
                header_start = self._length + (index > 0)
            elif not is_header and header_start is not None:
                self.mark(MarkKind.TABLE_HEADER, header_start, self._length)
                header_start = None
            self.add(f"\n{line}" if index else line)
        if header_start is not None:
            self.mark(MarkKind.TABLE_HEADER, header_start, self._length)
        self.mark(MarkKind.TABLE, start, self._length)

    def text(self) -> str:
        """Return the text so far."""
        return "".join(self._pieces)

    def marks(self) -> tuple[Mark, ...]:
        """Return the marks by place, outer ones first."""
        return tuple(sorted(self._marks, key=lambda mark: (mark.start, -mark.end, mark.kind)))

    def part(self) -> None:
        """End a page: the blank line before the next block is its last."""
        if not self._is_parted:
            self.add("\n\n")
        self._is_parted = True

    def _open_block(self) -> int:
        self.part()
        self._is_parted = False
        return self._length
