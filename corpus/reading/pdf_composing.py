"""Laid-out pages into text: headings and notes are told by their type from the paper's body."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.reading.composing import LONGEST_HEADING, SUPERSCRIPT_DIGITS, TYPED_BULLET, Composer, clean, has_words
from corpus.reading.pdf_grids import Cell, Grid
from corpus.reading.pdf_layout import Layout, PageLayout
from corpus.reading.pdf_paragraphs import Paragraph
from corpus.reading.pdf_words import Vocabulary, cell_text, joined
from corpus.records import Mark, MarkKind, Page

_LARGER = 1.08
_SMALLER = 0.93
_SMALLEST_HEADING = 0.78
_DEEPEST_HEADING = 6
_LINES_OF_HEADING = 4
_LINES_IN_MARGIN = 8
_NARROW = 26
"""Characters of the longest line of a heading in the margin, which is wrapped over more lines than others are."""

_MOST_HEADER_ROWS = 4
_LOWER_PART = 0.5
_INDENT = 6.0
_NOTE = re.compile(r"(?:[*†‡]+|\d{1,2}(?=\s))\s?(?=.*[A-Za-z]{3})")

_Type = tuple[float, bool]  # size to the half point, bold


def compose(layout: Layout, labels: Sequence[str | None]) -> tuple[str, tuple[Mark, ...], tuple[Page, ...]]:
    """Return the text of all pages, its marks, and each page's span; ``labels`` are the PDF's own page labels."""
    composer = Composer()
    types = _Types(layout.pages)
    starts: list[int] = []
    for page in layout.pages:
        composer.part()
        starts.append(composer.length)
        _compose_page(composer, page, types, layout.vocabulary)
    ends = [*starts[1:], composer.length]
    pages = tuple(
        Page(number, start, end, page.printed or label)
        for number, (start, end, page, label) in enumerate(
            zip(starts, ends, layout.pages, labels, strict=True), start=1
        )
    )
    return composer.text(), composer.marks(), pages


class _Types:
    """The type in which the body of a paper is set, and the levels of what is set larger or bold."""

    def __init__(self, pages: Sequence[PageLayout]) -> None:
        letters: Counter[_Type] = Counter()
        paragraphs = [block for page in pages for block in page.blocks if isinstance(block, Paragraph)]
        for paragraph in paragraphs:
            letters[_type_of(paragraph)] += sum(map(len, paragraph.lines))
        self._body: _Type = max(letters, key=lambda each: (letters[each], each)) if letters else (0.0, False)
        headings = {_type_of(paragraph) for paragraph in paragraphs if self._stands_out(paragraph)}
        self._levels = {each: level for level, each in enumerate(sorted(headings, reverse=True), start=1)}

    def heading_level(self, paragraph: Paragraph) -> int:
        """Return the level of a heading, 0 for what is none."""
        level = self._levels.get(_type_of(paragraph), 0) if self._stands_out(paragraph) else 0
        return min(level, _DEEPEST_HEADING)

    def is_note(self, paragraph: Paragraph, height: float) -> bool:
        """Say whether a paragraph is a footnote: small, with a raised mark or, low on the page, any mark."""
        if paragraph.size > _SMALLER * self._body[0]:
            return False
        is_raised = paragraph.lines[0][0] in SUPERSCRIPT_DIGITS
        return is_raised or (paragraph.top > _LOWER_PART * height and _NOTE.match(paragraph.lines[0]) is not None)

    def _stands_out(self, paragraph: Paragraph) -> bool:
        size, bold = self._body
        is_other = paragraph.size > _LARGER * size or (
            paragraph.bold and not bold and paragraph.size > _SMALLEST_HEADING * size
        )
        length = sum(map(len, paragraph.lines))
        return (
            is_other
            and length <= LONGEST_HEADING
            and len(paragraph.lines) <= (_LINES_IN_MARGIN if _is_narrow(paragraph) else _LINES_OF_HEADING)
            and not paragraph.is_bullet
            and has_words(" ".join(paragraph.lines))
        )


def _is_narrow(paragraph: Paragraph) -> bool:
    return max(map(len, paragraph.lines)) <= _NARROW


def _type_of(paragraph: Paragraph) -> _Type:
    return round(paragraph.size * 2) / 2, paragraph.bold


def _compose_page(composer: Composer, page: PageLayout, types: _Types, vocabulary: Vocabulary) -> None:
    for line in page.above:
        composer.block(clean(line), MarkKind.FURNITURE)
    indents: list[float] = []
    for block in page.blocks:
        if isinstance(block, Grid):
            indents.clear()
            _compose_table(composer, block, vocabulary)
        elif block.is_bullet:
            level = _level(indents, block.x0)
            text = TYPED_BULLET.sub("• ", _text(block, vocabulary), count=1)
            composer.block(text, MarkKind.LIST_ITEM, level)
        else:
            if indents and block.x0 < indents[0] + _INDENT:
                indents.clear()
            level = types.heading_level(block)
            text = _text(block, vocabulary)
            if level:
                composer.block(text, MarkKind.HEADING, level)
            elif types.is_note(block, page.height):
                composer.block(text, MarkKind.FOOTNOTE)
            else:
                composer.block(text)
    composer.block(clean(page.turned))
    composer.block(clean(page.watermark), MarkKind.FURNITURE)
    for line in page.below:
        composer.block(clean(line), MarkKind.FURNITURE)


def _text(paragraph: Paragraph, vocabulary: Vocabulary) -> str:
    lines = [line for line in map(clean, paragraph.lines) if line]
    return joined(lines, vocabulary)


def _level(indents: list[float], x0: float) -> int:
    """Return how deep a bullet stands below those before it, whose indents are kept in ``indents``."""
    while indents and x0 < indents[-1] - _INDENT:
        indents.pop()
    if not indents or x0 > indents[-1] + _INDENT:
        indents.append(x0)
    return len(indents)


def _compose_table(composer: Composer, grid: Grid, vocabulary: Vocabulary) -> None:
    rows = [[clean(cell_text(cell, vocabulary)) for cell in row] for row in grid.rows]
    bold = [_is_bold(row) for row in grid.rows]
    headers = 0
    while headers < min(len(rows), _MOST_HEADER_ROWS) and bold[headers]:
        headers += 1
    composer.table(rows, range(headers) if headers < len(rows) else ())


def _is_bold(row: Sequence[Cell]) -> bool:
    words = [word for cell in row for word in cell.words if any(map(str.isalnum, word.text))]
    return bool(words) and all(word.bold for word in words)
