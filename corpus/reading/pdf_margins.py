"""Headings in the margin: minutes whose titles stand, wrapped, to the left of their text."""

import re

from corpus.reading.pdf_bands import Band, Cells
from corpus.reading.pdf_lines import Line, lines_of
from corpus.reading.pdf_shapes import Word

_NUMBER = re.compile(r"(\d{1,4})[A-Z]?\.?$")
_FARTHEST_NUMBER = 3
_FEWEST_LINES = 3
_WIDEST_MARGIN = 0.4
_WORDS_OF_TEXT = 3.5
_NEW_HEADING = 0.5

Section = tuple[list[Line], list[Word]]


def sections_of(band: Band) -> list[Section] | None:
    """Return each heading's lines with the words of the text beside it; None for any other band.

    Such a band has two columns, the left one narrow and all in bold, the right one in sentences.
    """
    table = band.columns()
    if len(band.gutters) != 1 or len(table) < _FEWEST_LINES or any(line.table is not None for line in band.lines):
        return None
    left = [cells[0] for cells in table if cells[0]]
    right = [cells[1] for cells in table if cells[1]]
    width = max(line.x1 for line in band.lines) - min(line.x0 for line in band.lines)
    margin = max(word.x1 for words in left for word in words) - min(line.x0 for line in band.lines)
    is_bold = all(word.bold for words in left for word in words)
    words = sum(map(len, right)) / max(len(right), 1)
    has_plain = any(not word.bold for line in right for word in line)
    if not is_bold or not has_plain or words < _WORDS_OF_TEXT or margin > _WIDEST_MARGIN * width:
        return None
    return _sections(band, table)


def _sections(band: Band, table: list[Cells]) -> list[Section]:
    """Part where a heading starts: below a pause in the margin, or with the next number."""
    sections: list[tuple[list[Word], list[Word]]] = [([], [])]
    above: list[Word] = []
    for cells in table:
        left = cells[0]
        if left and (not above or _is_below_pause(above, left) or _is_next(sections[-1][0], left)):
            sections.append(([], []))
        sections[-1][0].extend(left)
        sections[-1][1].extend(cells[1])
        above = left or above
    return [(lines_of(heading), text) for heading, text in sections if heading or text]


def _is_below_pause(above: list[Word], left: list[Word]) -> bool:
    gap = min(word.top for word in left) - max(word.bottom for word in above)
    return gap > _NEW_HEADING * left[0].size


def _is_next(heading: list[Word], left: list[Word]) -> bool:
    """Say whether a line's first word numbers the minute after that of ``heading`` (and is not a year in it)."""
    last, number = _NUMBER.match(heading[0].text), _NUMBER.match(left[0].text)
    return last is not None and number is not None and 0 < int(number[1]) - int(last[1]) <= _FARTHEST_NUMBER
