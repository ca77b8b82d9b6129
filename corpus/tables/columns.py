"""Which lines of a table name its columns, where the format does not tell."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.tables.cells import Line, is_figure, is_placeholder, is_value

# Words that papers head their columns with; a line of them is a header even above a table without figures.
_HEADING_WORDS = """
action actions activity actual amount area author body budget category change code comment commentary comments
commitment cost councillor count date deadline decision description detail details directorate due event
evidence figure forecast impact indicator issue item items lead level likelihood location measure measures
meeting mitigation month name no notes number objective officer organisation outcome outcomes owner page party
percent percentage performance period position previous priority progress qtr quarter rag rating reason
recommendation ref reference report reporting response responsibility risk role score scrutiny service source
status subject summary support supporting target theme timescale title topic total trend type update value
variance ward when who year
"""
_HEADINGS = frozenset(_HEADING_WORDS.split())
_WORD = re.compile(r"[a-z0-9£%]+")
_LONGEST_HEADING = 120
_MOST_HEADER_ROWS = 3
# Share of a column's filled cells that must hold figures for it to be a column of figures.
_FIGURES = 0.6
# Share of the columns that a repeated header may name otherwise.
_UNLIKE = 0.3


def guess_header(lines: Sequence[Line], known: Sequence[str]) -> int:
    """Return how many of ``lines`` (from the first) are header rows; ``known`` are columns expected, if any."""
    if not lines or not could_be_header(lines[0]):
        return 0
    first, body = lines[0], lines[1:]
    if _spans_columns(first, body) and (below := guess_header(body, ())):
        return below + 1
    if not (same_header(first, known) or _above_figures(first, _block(body)) or _is_worded(first, lines)):
        return 0
    count = 1
    labelled = bool(first.cells[0].text)
    while count < min(_MOST_HEADER_ROWS, len(lines) - 1) and _is_second_row(
        lines[count], lines[count + 1 :], labelled
    ):
        labelled = labelled or bool(lines[count].cells[0].text)
        count += 1
    return count


def _spans_columns(line: Line, body: Sequence[Line]) -> bool:
    """Whether a line holds labels that span columns, above the row that names these ("2019/20" over "Q1")."""
    if line.cells[0].text or not body or body[0].after_gap or not body[0].cells[0].text:
        return False
    return len(line.filled) < len(body[0].filled) - 1


def could_be_header(line: Line) -> bool:
    """Whether nothing in the line is data."""
    filled = [line.cells[place].text for place in line.filled]
    return line.separated and not any(is_value(text) or len(text) > _LONGEST_HEADING for text in filled)


def same_header(line: Line, columns: Sequence[str]) -> bool:
    """Whether a line names these columns again, a word more or less."""
    named = [place for place, name in enumerate(columns) if name]
    if len(line.filled) < 2 or len(named) < 2 or len(line.cells) > len(columns) + 1:
        return False
    misses = max(len(named), len(line.filled)) - len(named)
    allowed = _UNLIKE * max(len(named), len(line.filled))
    for place in named:
        misses += place >= len(line.cells) or not _alike(line.cells[place].text, columns[place])
        if misses > allowed:
            return False
    return True


def new_header(line: Line, following: Sequence[Line]) -> bool:
    """Whether a line after a gap heads other columns than those before it."""
    return len(line.filled) > 1 and could_be_header(line) and _above_figures(line, _block(following))


def merge_header(rows: Sequence[Line]) -> tuple[str, ...]:
    """Join the header rows of each column, a label that spans several columns into each of them; "" where none."""
    width = max((len(row.cells) for row in rows), default=0)
    texts = [[row.cells[place].text if place < len(row.cells) else "" for place in range(width)] for row in rows]
    for upper, lower in pairwise(texts):
        _spread(upper, lower)
    return tuple(" ".join(_distinct(row[place] for row in texts)) for place in range(width))


def _spread(upper: list[str], lower: list[str]) -> None:
    """Carry a label over the empty cells beside it where it has names of its own below it and they do too."""
    label = ""
    for place, name in enumerate(upper):
        if name or not lower[place]:
            label = name if lower[place] else ""
        else:
            upper[place] = label


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _alike(first: str, second: str) -> bool:
    if first == second:
        return bool(first)
    one, other = set(_WORD.findall(first.lower())), set(_WORD.findall(second.lower()))
    return bool(one & other) and len(one & other) >= 0.6 * len(one | other)


def _block(lines: Sequence[Line]) -> list[Line]:
    block: list[Line] = []
    for line in lines:
        if line.after_gap and block:
            break
        block.append(line)
    return block


def _above_figures(line: Line, body: Sequence[Line]) -> bool:
    return any(_is_figure_column(place, body) for place in line.filled if place or len(line.filled) == 1)


def _is_figure_column(place: int, body: Sequence[Line]) -> bool:
    texts = [row.cells[place].text for row in body if place < len(row.cells) and row.cells[place].text]
    texts = [text for text in texts if not is_placeholder(text)]
    return bool(texts) and sum(is_value(text) or is_figure(text) for text in texts) >= _FIGURES * len(texts)


def _is_second_row(line: Line, body: Sequence[Line], labelled: bool) -> bool:
    """Whether a line names columns of figures further; ``labelled``: the first column has its name already."""
    if line.after_gap or not could_be_header(line) or (labelled and line.cells[0].text) or not body:
        return False
    return all(_is_figure_column(place, body) for place in line.filled if place)


def _is_worded(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line consists of the usual column names; of two cells, both must."""
    filled = [line.cells[place].text for place in line.filled]
    if len(filled) < 2 and any(len(other.filled) > 1 for other in lines):
        return False
    worded = sum(not _HEADINGS.isdisjoint(_WORD.findall(text.lower())) for text in filled)
    enough = len(filled) if len(filled) < 3 else 0.6 * len(filled)
    return worded >= enough and not any("." in text[:-1] for text in filled)
