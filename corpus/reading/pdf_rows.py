"""Tables without rules: the rows of a band whose columns are no prose."""

from itertools import pairwise
from statistics import mean, median

from corpus.reading.pdf_bands import Band, Cells, band_at
from corpus.reading.pdf_grids import Cell, Grid
from corpus.reading.pdf_lines import segments
from corpus.reading.pdf_shapes import Rule

_WIDEST_GUTTER = 1.2
"""The widest gutter of a table at least, in sizes of the type: chance gaps of prose that line up are narrower."""

_OTHER_PAUSE = 0.3
_FEWER_CELLS = 0.75
_NEW_TEXT = 0.5
_MOST_SPANNING_LINES = 2
_PIECES_APART = 0.9
_NEW_TABLE = 1.5
_SET_CLOSE = 0.35
_NO_BORDER = 1e9


def table_of(band: Band) -> tuple[Grid, int] | None:
    """Return a band as a table, and how many of its lines that takes up; None where it is none."""
    end = _end_of_table(band, band.columns())
    shorter = band if end == len(band.lines) else band_at(band.lines[:end], 0, ())  # its gutters may be wider
    if shorter is None or len(shorter.lines) < end:
        return None
    band, table = _under_spanning_headers(shorter)
    widest = max(right - left for left, right in band.gutters)
    aligned = sum(_filled(cells) > 1 for cells in table)
    if aligned < 2 or widest < _WIDEST_GUTTER * band.lines[0].size:
        return None
    named = sum(any(map(str.isalpha, line.text)) for line in band.lines)
    if named < len(band.lines) / 2:
        return None  # the scale of a chart and the figures on its bars
    return _grid(band, table), end


def _under_spanning_headers(band: Band) -> tuple[Band, list[Cells]]:
    """Return a band with its cells by the columns that show below its first lines.

    A header over two columns closes the gutter between them; it goes into the first column that it stands over.
    """
    for count in range(1, min(_MOST_SPANNING_LINES, len(band.lines) - 2) + 1):
        below = band_at(band.lines, count, ())
        if below is None or len(below.lines) < len(band.lines) - count or len(below.gutters) <= len(band.gutters):
            continue
        headers: list[Cells] = []
        for line in band.lines[:count]:
            cells: Cells = [[] for _ in range(len(below.gutters) + 1)]
            for piece in segments(line, _PIECES_APART * line.size):
                cells[sum(piece[0].x0 > left for left, _ in below.gutters)].extend(piece)
            headers.append(cells)
        return Band(band.lines, below.gutters), headers + below.columns()
    return band, band.columns()


def _end_of_table(band: Band, table: list[Cells]) -> int:
    """Return how many lines belong to the table: a piece of text below a wide pause is none of its rows."""
    gaps = [after.top - before.bottom for before, after in pairwise(band.lines)]
    usual = median(gaps) if gaps else 0.0
    end = len(table)
    for index in range(1, len(table)):
        if gaps[index - 1] > max(usual, 0.0) + _NEW_TABLE * band.lines[index].size:
            end = index
            break
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
    pauses = [gap > min(gaps) + _OTHER_PAUSE * lines[0].size for gap in gaps]
    starts = [True, *(pauses if _is_by_pause(pauses, table) else map(_starts_row, table[1:]))]
    rows: list[Cells] = []
    for cells, is_start in zip(table, starts, strict=True):
        if is_start:
            rows.append([list(cell) for cell in cells])
        else:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell.extend(more)
    box = Rule(min(line.x0 for line in lines), lines[0].top, max(line.x1 for line in lines), lines[-1].bottom)
    return Grid(box, tuple(tuple(Cell(tuple(cell), box.x0, _NO_BORDER) for cell in row) for row in rows))


def _is_by_pause(pauses: list[bool], table: list[Cells]) -> bool:
    """Say whether rows are parted by pauses: then lines without one above fill fewer cells (those that wrap)."""
    after = [_filled(cells) for cells, is_after in zip(table[1:], pauses, strict=True) if is_after]
    close = [_filled(cells) for cells, is_after in zip(table[1:], pauses, strict=True) if not is_after]
    return bool(after and close) and mean(close) < _FEWER_CELLS * mean(after)


def _starts_row(cells: Cells) -> bool:
    return _filled(cells) > 1 or (bool(cells[0]) and not cells[0][0].text[:1].islower())


def _filled(cells: Cells) -> int:
    return sum(map(bool, cells))
