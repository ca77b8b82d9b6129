"""Tables set with spaces: rows whose cells stand below one another, as text made of a laid-out page has them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.structure.lines import Line, Shape

_GAP = re.compile(r"\s{2,}")
_WIDE_GAP = re.compile(r"\s{3,}")
_FIGURE = re.compile(r"[£$€(+-]{0,3}\d[\d,.]{0,15}\s?(?:%|[kmb]n?)?\)?|n/a|tbc|nil|-|–", re.I)
_SHARE = 0.6
_FEWEST_ROWS = 2
_FEWEST_PAIRS = 3
_FEWEST_CELLS = 3
_LONGEST = 400
_WIDEST_GUTTERS = 40


def find_spaced_tables(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with the rows of tables that only spaces align made lines of tables.

    A run of lines is a table where at least two of them have three cells or more, or where three have a name and a
    figure each, and a gutter of spaces goes through all of these from top to bottom.
    """
    found = list(lines)
    for first, last in _runs(lines):
        for at in range(first, last):
            found[at] = replace(lines[at], shape=Shape.TABLE, number=None, body=lines[at].start)
    return tuple(found)


def gutters(rows: Sequence[str]) -> tuple[int, ...]:
    """Return where columns begin: behind each stripe, two or more wide, that is blank in all rows; never 0."""
    width = min(max(map(len, rows), default=0), _LONGEST)
    blank = [all(at >= len(row) or row[at].isspace() for row in rows) for at in range(width)]
    cuts: list[int] = []
    for at in range(2, width):
        if blank[at - 1] and blank[at - 2] and not blank[at] and any(not free for free in blank[:at]):
            cuts.append(at)
    return tuple(cuts[:_WIDEST_GUTTERS])


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield (first, behind last) of the runs of lines that are a table."""
    at = 0
    while at < len(lines):
        if not _has_cells(lines[at]):
            at += 1
            continue
        end = at + 1
        while end < len(lines) and not lines[end].gap and (_has_cells(lines[end]) or _is_between(lines, end)):
            end += 1
        if _is_table([line for line in lines[at:end] if _has_cells(line)]):
            yield at, end
        at = end


def _has_cells(line: Line) -> bool:
    if "  " not in line.text or line.shape is Shape.TABLE or line.table is not None or len(line.text) > _LONGEST:
        return False
    return line.shape is not Shape.BULLET and len(_GAP.split(line.text)) > 1


def _is_between(lines: Sequence[Line], at: int) -> bool:
    """Say whether a short line without cells stands between rows: a label, the rest of a cell, or a rule."""
    line = lines[at]
    if line.shape is Shape.RULE:
        return at + 1 < len(lines) and not lines[at + 1].gap and _has_cells(lines[at + 1])
    short = line.shape is Shape.TEXT and line.table is None and "\t" not in line.text and "|" not in line.text
    follows = at + 1 < len(lines) and not lines[at + 1].gap and _has_cells(lines[at + 1])
    return short and follows and line.text[-1] not in ".:;"


def _is_table(rows: Sequence[Line]) -> bool:
    cells = [_GAP.split(row.text) for row in rows]
    wide = [row for row, own in zip(rows, cells, strict=True) if len(own) >= _FEWEST_CELLS]
    if len(wide) >= _FEWEST_ROWS and len(wide) >= _SHARE * len(rows):
        return len(gutters([_set_out(row) for row in wide])) >= _FEWEST_CELLS - 1
    pairs = [_WIDE_GAP.split(row.text) for row in rows if row.shape is Shape.TEXT]
    named = [pair for pair in pairs if len(pair) == 2 and not pair[0].endswith(":")]
    if len(named) < max(_FEWEST_PAIRS, len(rows)):
        return False
    figures = sum(_FIGURE.fullmatch(pair[1]) is not None for pair in named)
    return figures >= _SHARE * len(named) and bool(gutters([_set_out(row) for row in rows]))


def _set_out(line: Line) -> str:
    """Return a line with the spaces before it."""
    return " " * line.indent + line.text
