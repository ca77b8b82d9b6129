"""Reading order on a page: columns of prose one after the other, columns of figures as a table without rules."""

import re
from collections.abc import Sequence
from itertools import accumulate

from corpus.reading.pdf_bands import Band, Cells, band_at
from corpus.reading.pdf_grids import Grid
from corpus.reading.pdf_lines import Line, lines_of
from corpus.reading.pdf_margins import sections_of
from corpus.reading.pdf_rows import table_of
from corpus.reading.pdf_shapes import Word

_LABEL = re.compile(r"[•·▪◦‣⁃●○■□§➢o–—*-]|\(?(\d{1,3}(\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{1,5})[.):]{0,2}")
_WORDS_OF_PROSE = 3.5
_FILL_OF_PROSE = 0.55
_LINES_OF_PROSE = 4
_MOST_COLUMNS_OF_PROSE = 3
_SHARED_BREAKS = 0.7
_BREAK = 0.4
_WRAPPED = 0.2
"""Share of the lines that begin in mid-sentence in columns of prose; lists of names and offices have none."""

_STRIPE = 0.6
_WIDE_STRIPE = 1.5
_DEEPEST = 4

Flow = list[Line]
Block = Flow | Grid | int


def in_reading_order(words: Sequence[Word], depth: int = _DEEPEST) -> list[Block]:
    """Return the flows of lines and the tables of a page (or column) as they are read.

    A ruled table takes part as a ``Word`` with its index in ``table``, and comes out as that index.
    """
    lines = lines_of(words)
    blocks: list[Block] = []
    flow: Flow = []
    start = 0
    while start < len(lines):
        line = lines[start]
        band = band_at(lines, start, flow) if depth else None
        understood = None if band is None else _understood(band, depth)
        if band is not None and understood is not None:
            found, used = understood
            start += used - band.earlier
            del flow[len(flow) - band.earlier :]
        else:
            start += 1
            if line.table is None:
                flow.append(line)
                continue
            found = [line.table]
        if flow:
            blocks.append(flow)
            flow = []
        blocks.extend(found)
    return [*blocks, flow] if flow else blocks


def _understood(band: Band, depth: int) -> tuple[list[Block], int] | None:
    """Return what a band holds and how many of its lines that takes up; None when its lines are no columns."""
    table = band.columns()
    if len(band.gutters) == 1 and all(_is_label(cells[0]) for cells in table):
        return None
    sections = sections_of(band)
    if sections is not None:
        parts = [([heading] if heading else []) + in_reading_order(text, depth - 1) for heading, text in sections]
        return [block for part in parts for block in part], len(band.lines)
    prose = band.until(_end_of_prose(band, table))
    if _is_prose(prose, table[: len(prose.lines)]) and len(prose.lines) > band.earlier:
        columns = zip(*table[: len(prose.lines)], strict=True)
        flows = [[word for cell in column for word in cell] for column in columns]
        return [block for words in flows for block in in_reading_order(words, depth - 1)], len(prose.lines)
    if band.earlier or any(line.table is not None for line in band.lines):
        return None
    found = table_of(band)
    return None if found is None else ([found[0]], found[1])


def _is_label(words: Sequence[Word]) -> bool:
    """Say whether a bullet or a number, or nothing, stands before the gap: then the lines are a list."""
    return not words or (len(words) == 1 and _LABEL.fullmatch(words[0].text) is not None)


def _end_of_prose(band: Band, table: list[Cells]) -> int:
    """Return how many lines stand above what belongs to no column any more.

    That is what comes below a wide stripe without words, or below a narrower one if only the first column goes on
    there (a heading across the page).
    """
    stripes = _stripes(band.lines)
    sizes = [line.size for line in band.lines[1:]]
    wide = (at for at, (gap, size) in enumerate(zip(stripes, sizes, strict=True), 1) if gap > _WIDE_STRIPE * size)
    end = index = next(wide, len(table))
    while index > 1 and not any(table[index - 1][1:]):
        index -= 1
        if stripes[index - 1] > _STRIPE * sizes[index - 1]:
            end = index
    return end


def _stripes(lines: Sequence[Line]) -> list[float]:
    """Return the height without any word above each line but the first."""
    reached = accumulate((line.bottom for line in lines), max)
    return [line.top - above for above, line in zip(reached, lines[1:], strict=False)]


def _is_prose(band: Band, table: list[Cells]) -> bool:
    """Say whether columns are read one after the other: their lines are full, and break where they like."""
    columns = [[cell for cell in column if cell] for column in zip(*table, strict=True)]
    if len(columns) > _MOST_COLUMNS_OF_PROSE or len(table) < _LINES_OF_PROSE or not all(columns):
        return False
    if not all(map(_is_full, columns)):
        return False
    own = [lines_of(word for line in column for word in line) for column in columns]
    if sum(line.text[:1].islower() for lines in own for line in lines) < _WRAPPED * sum(map(len, own)):
        return False
    shared = _breaks(band.lines)
    return shared < 2 or shared < _SHARED_BREAKS * max(map(_breaks, own))


def _is_full(lines: Sequence[Sequence[Word]]) -> bool:
    if any(word.table is not None for line in lines for word in line):
        return True
    width = max(line[-1].x1 for line in lines) - min(line[0].x0 for line in lines)
    words = sum(map(len, lines)) / len(lines)
    fill = sum(line[-1].x1 - line[0].x0 for line in lines) / len(lines) / max(width, 1.0)
    return words >= _WORDS_OF_PROSE and fill >= _FILL_OF_PROSE


def _breaks(lines: Sequence[Line]) -> int:
    """Count the stripes without words between lines that are wider than the leading."""
    gaps = _stripes(lines)
    usual = max(min(gaps, default=0.0), 0.0)
    return sum(gap > usual + _BREAK * lines[0].size for gap in gaps)
