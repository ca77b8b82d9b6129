"""Tables without rules: the rows of a band whose columns are no prose."""

from itertools import pairwise
from statistics import median

from corpus.reading.pdf_bands import Band, Cells
from corpus.reading.pdf_grids import Cell, Grid
from corpus.reading.pdf_shapes import Rule

_WIDEST_GUTTER = 1.2
"""The widest gutter of a table at least, in sizes of the type: chance gaps of prose that line up are narrower."""

_OTHER_PAUSE = 0.3
_NEW_TEXT = 0.5
_SET_CLOSE = 0.35
_NO_BORDER = 1e9


def table_of(band: Band) -> tuple[Grid, int] | None:
    """Return a band as a table, and how many of its lines that takes up; None where it is none."""
    table = band.columns()
    end = _end_of_table(band, table)
    widest = max(right - left for left, right in band.gutters)
    aligned = sum(_filled(cells) > 1 for cells in table[:end])
    if aligned < 2 or widest < _WIDEST_GUTTER * band.lines[0].size:
        return None
    if not any(letter.isalpha() for line in band.lines[:end] for letter in line.text):
        return None  # the scale of a chart and the figures on its bars
    return _grid(band.until(end), table[:end]), end


def _end_of_table(band: Band, table: list[Cells]) -> int:
    """Return how many lines belong to the table: a piece of text below a wide pause is none of its rows."""
    gaps = [after.top - before.bottom for before, after in pairwise(band.lines)]
    usual = median(gaps) if gaps else 0.0
    end = len(table)
    for index in range(1, len(table)):
        if _filled(table[index]) > 1 or _continues(band, index):
            continue
        is_last = all(_filled(cells) < 2 for cells in table[index : index + 3])
        if is_last or gaps[index - 1] > usual + _NEW_TEXT * band.lines[index].size:
            end = index
            break
    while end > 1 and _filled(table[end - 1]) < 2 and band.lines[end - 1].bold:
        end -= 1
    return end


def _continues(band: Band, index: int) -> bool:
    """Say whether a line of one piece goes on with the row above it."""
    line, above = band.lines[index], band.lines[index - 1]
    is_close = line.top - above.bottom < _SET_CLOSE * line.size
    is_indented = line.x0 > min(each.x0 for each in band.lines) + line.size
    return is_close and (is_indented or not line.bold)


def _grid(band: Band, table: list[Cells]) -> Grid:
    """Gather lines into rows: by the pauses between them where these differ, else by what each line fills."""
    lines = band.lines
    gaps = [after.top - before.bottom for before, after in pairwise(lines)]
    low, high = min(gaps), max(gaps)
    by_pause = high - low > _OTHER_PAUSE * lines[0].size
    rows: list[Cells] = []
    for index, cells in enumerate(table):
        if not rows or (gaps[index - 1] > (low + high) / 2 if by_pause else _starts_row(cells)):
            rows.append([list(cell) for cell in cells])
        else:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell.extend(more)
    box = Rule(min(line.x0 for line in lines), lines[0].top, max(line.x1 for line in lines), lines[-1].bottom)
    return Grid(box, tuple(tuple(Cell(tuple(cell), box.x0, _NO_BORDER) for cell in row) for row in rows))


def _starts_row(cells: Cells) -> bool:
    return _filled(cells) > 1 or (bool(cells[0]) and not cells[0][0].text[:1].islower())


def _filled(cells: Cells) -> int:
    return sum(map(bool, cells))
