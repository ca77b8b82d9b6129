"""Reading order on a page: columns of prose one after the other, columns of figures as a table without rules.

A band is a run of lines through which at least one gutter, a stripe without words, runs from top to bottom.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.reading.pdf_grids import Cell, Grid
from corpus.reading.pdf_lines import Line, lines_of
from corpus.reading.pdf_page import Rule, Word

_OPENING_GAP = 0.9
"""Gap between two words that may open a band, in sizes of the type (justified prose mostly stays below)."""

_GUTTER_OF_TABLE = 1.2
"""Width of a table's widest gutter at least, in sizes of the type: chance gaps of prose line up below that."""

_NARROWEST_GUTTER = 0.6
_WIDEST_PAUSE = 3.5
_LABEL = re.compile(r"[•·▪◦‣⁃●○■□§➢o–—*-]|\(?(\d{1,3}(\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{1,5})[.):]{0,2}")
_WORDS_OF_PROSE = 3.5
_PAUSE_BELOW_PROSE = 0.6
_FILL_OF_PROSE = 0.55
_LINES_OF_PROSE = 4
_MOST_COLUMNS_OF_PROSE = 3
_SHARED_BREAKS = 0.7
_DEEPEST = 4
_INFINITY = 1e9

Interval = tuple[float, float]
Flow = list[Line]


@dataclass(slots=True)
class _Band:
    lines: list[Line]
    gutters: list[Interval]
    earlier: int = 0  # how many of the lines were taken back from the flow before

    def columns(self) -> list[list[list[Word]]]:
        """Return for each line the words of each column."""
        cuts = [(left + right) / 2 for left, right in self.gutters]
        table: list[list[list[Word]]] = []
        for line in self.lines:
            cells: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
            for word in line.words:
                cells[bisect_left(cuts, (word.x0 + word.x1) / 2)].append(word)
            table.append(cells)
        return table


def in_reading_order(words: Sequence[Word], depth: int = _DEEPEST) -> list[Flow | Grid | int]:
    """Return the flows of lines and the tables of a page (or column) as they are read.

    A ruled table takes part as a ``Word`` with its index in ``table``, and comes out as that index.
    """
    lines = lines_of(words)
    blocks: list[Flow | Grid | int] = []
    flow: Flow = []
    start = 0
    while start < len(lines):
        band = _band_at(lines, start, flow) if depth else None
        if band is None:
            line = lines[start]
            start += 1
            if line.table is None:
                flow.append(line)
                continue
            found: list[Flow | Grid | int] = [line.table]
        else:
            found, used = _understood(band, depth)
            start += used - band.earlier
            if not found:
                flow.extend(band.lines[:used])
                continue
        if flow:
            blocks.append(flow)
            flow = []
        blocks.extend(found)
    if flow:
        blocks.append(flow)
    return blocks


def _band_at(lines: list[Line], start: int, flow: Flow) -> _Band | None:
    """Return the band that opens at a line; lines of a right column that begins higher are taken from ``flow``."""
    first = lines[start]
    if first.table is not None or not _inner(_free(first), first.x0, first.x1, _OPENING_GAP * first.size):
        return None
    free = _free(first)
    x0, x1 = first.x0, first.x1
    gutters = _inner(free, x0, x1, _OPENING_GAP * first.size)
    end = start + 1
    while end < len(lines):
        line = lines[end]
        if line.top - lines[end - 1].bottom > _WIDEST_PAUSE * line.size:
            break
        narrowed = _crossed(free, _free(line), _NARROWEST_GUTTER * line.size)
        left, right = min(x0, line.x0), max(x1, line.x1)
        inner = _inner(narrowed, left, right, 0.0)
        is_one_piece = len(_inner(_free(line), line.x0, line.x1, _OPENING_GAP * line.size)) == 0
        if not inner or (len(inner) < len(gutters) and is_one_piece and end - start > 1):
            break
        free, gutters, x0, x1 = narrowed, inner, left, right
        end += 1
    if end - start < 2:
        return None
    earlier: list[Line] = []
    while flow and flow[-1].x0 >= gutters[0][1] and _lies_between(flow[-1], gutters):
        earlier.insert(0, flow.pop())
    return _Band([*earlier, *lines[start:end]], gutters, len(earlier))


def _lies_between(line: Line, gutters: list[Interval]) -> bool:
    return all(line.x1 <= left or line.x0 >= right for left, right in gutters)


def _understood(band: _Band, depth: int) -> tuple[list[Flow | Grid | int], int]:
    """Return what a band holds (nothing when its lines are no columns) and how many of its lines it takes up."""
    table = band.columns()
    if len(band.gutters) == 1 and all(_LABEL.fullmatch(_text(cells[0])) or not cells[0] for cells in table):
        return [], len(band.lines)
    used = _end_of_prose(band, table)
    if _is_prose(band, table[:used]):
        columns = [
            [word for cells in table[:used] for word in cells[index]] for index in range(len(band.gutters) + 1)
        ]
        return [block for column in columns for block in in_reading_order(column, depth - 1)], used
    if any(line.table is not None for line in band.lines):
        return [], 1
    used = _end_of_table(band, table)
    aligned = sum(sum(map(bool, cells)) > 1 for cells in table[:used])
    widest = max(right - left for left, right in band.gutters)
    if aligned < 2 or widest < _GUTTER_OF_TABLE * band.lines[0].size:
        return [], max(used, 1)
    return [_grid(band.lines[:used], table[:used])], used


def _is_prose(band: _Band, table: list[list[list[Word]]]) -> bool:
    """Say whether the columns are read one after the other: their lines are full, and break where they like."""
    count = len(band.gutters) + 1
    if count > _MOST_COLUMNS_OF_PROSE or len(table) < _LINES_OF_PROSE:
        return False
    for index in range(count):
        lines = [cells[index] for cells in table if cells[index]]
        if any(word.table is not None for line in lines for word in line):
            continue
        left = min(word.x0 for line in lines for word in line)
        right = max(word.x1 for line in lines for word in line)
        words = sum(map(len, lines)) / len(lines)
        fill = sum(line[-1].x1 - line[0].x0 for line in lines) / len(lines) / max(right - left, 1.0)
        if words < _WORDS_OF_PROSE or fill < _FILL_OF_PROSE:
            return False
    shared = _breaks(band.lines[: len(table)])
    own = max(_breaks(lines_of([w for cells in table for w in cells[index]])) for index in range(count))
    return shared < 2 or shared < _SHARED_BREAKS * own


def _end_of_prose(band: _Band, table: list[list[list[Word]]]) -> int:
    """Return how many lines stand above the last pause of all columns after which only the first one goes on."""
    for index in range(len(table) - 1, 0, -1):
        if any(any(cells[1:]) for cells in table[index:]):
            break
        if band.lines[index].top - band.lines[index - 1].bottom > _PAUSE_BELOW_PROSE * band.lines[index].size:
            return _end_of_prose(_Band(band.lines[:index], band.gutters), table[:index])
    return len(table)


def _breaks(lines: Sequence[Line]) -> int:
    """Count the pauses between lines that are wider than the leading."""
    gaps = [after.top - before.bottom for before, after in pairwise(lines)]
    usual = min(gaps, default=0.0)
    return sum(gap > usual + 0.4 * lines[0].size for gap in gaps)


def _end_of_table(band: _Band, table: list[list[list[Word]]]) -> int:
    """Return how many lines belong to the table: what follows a wide pause and is one piece is the next text."""
    gaps = [after.top - before.bottom for before, after in pairwise(band.lines)]
    usual = median(gaps) if gaps else 0.0
    end = len(table)
    for index in range(1, len(table)):
        is_piece = sum(map(bool, table[index])) < 2
        line = band.lines[index]
        goes_on = any(sum(map(bool, cells)) > 1 for cells in table[index : index + 3])
        if is_piece and (gaps[index - 1] > usual + 0.5 * line.size or not goes_on) and not _continues(band, index):
            end = index
            break
    while end > 1 and sum(map(bool, table[end - 1])) < 2 and band.lines[end - 1].bold:
        end -= 1
    return end


def _continues(band: _Band, index: int) -> bool:
    """Say whether a line of one piece goes on with the row above it: set close, and not at the table's left edge."""
    line, above = band.lines[index], band.lines[index - 1]
    is_close = line.top - above.bottom < 0.35 * line.size
    return is_close and (line.x0 > min(each.x0 for each in band.lines) + line.size or not line.bold)


def _grid(lines: list[Line], table: list[list[list[Word]]]) -> Grid:
    rows: list[list[list[Word]]] = []
    gaps = [after.top - before.bottom for before, after in pairwise(lines)]
    low, high = min(gaps, default=0.0), max(gaps, default=0.0)
    by_gap = (low + high) / 2 if high - low > 0.3 * lines[0].size else None
    for index, cells in enumerate(table):
        if index == 0 or _starts_row(cells, lines[index], gaps[index - 1], by_gap):
            rows.append([list(cell) for cell in cells])
        else:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell.extend(more)
    box = Rule(min(x.x0 for x in lines), lines[0].top, max(x.x1 for x in lines), lines[-1].bottom)
    return Grid(box, tuple(tuple(Cell(tuple(cell), box.x0, _INFINITY) for cell in row) for row in rows))


def _starts_row(cells: list[list[Word]], line: Line, gap: float, by_gap: float | None) -> bool:
    """Say whether a line opens a row: by the pause above it where pauses differ, else by what it fills."""
    filled = [bool(cell) for cell in cells]
    if by_gap is not None:
        return gap > by_gap
    if sum(filled) > 1:
        return True
    return filled[0] and not _text(cells[0])[:1].islower()


def _free(line: Line) -> list[Interval]:
    """Return the stripes without words, open at both sides."""
    free: list[Interval] = []
    reached = -_INFINITY
    for word in line.words:
        if word.x0 > reached:
            free.append((reached, word.x0))
        reached = max(reached, word.x1)
    return [*free, (reached, _INFINITY)]


def _crossed(one: list[Interval], other: list[Interval], narrowest: float) -> list[Interval]:
    """Return what two lists of stripes, each by place, share."""
    shared: list[Interval] = []
    first = second = 0
    while first < len(one) and second < len(other):
        left = max(one[first][0], other[second][0])
        right = min(one[first][1], other[second][1])
        if right - left >= narrowest:
            shared.append((left, right))
        if one[first][1] < other[second][1]:
            first += 1
        else:
            second += 1
    return shared


def _inner(free: list[Interval], x0: float, x1: float, narrowest: float) -> list[Interval]:
    return [(left, right) for left, right in free if left >= x0 and right <= x1 and right - left >= narrowest]


def _text(words: list[Word]) -> str:
    return " ".join(word.text for word in words)
