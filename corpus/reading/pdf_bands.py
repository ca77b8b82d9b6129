"""Bands: runs of lines through which at least one gutter, a stripe without words, goes from top to bottom."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.reading.pdf_lines import Line
from corpus.reading.pdf_shapes import Word

_OPENING_GAP = 0.9
"""Gap between two words that may open a band, in sizes of the type (justified prose mostly stays below)."""

_NARROWEST_GUTTER = 0.6
_NARROWEST_BEHIND_BOLD = 0.2
_OPENING_PAUSE = 1.5
_WIDEST_PAUSE = 3.5
_LONGEST = 120
"""Lines; more than a page holds. A page of a hundred thousand lines must not take a day."""

_INFINITY = 1e9

Interval = tuple[float, float]
Cells = list[list[Word]]


@dataclass(frozen=True, slots=True)
class Band:
    """Lines with the gutters that part them all; ``earlier`` of the lines stood before the one that opens it."""

    lines: tuple[Line, ...]
    gutters: tuple[Interval, ...]
    earlier: int = 0

    def columns(self) -> list[Cells]:
        """Return for each line the words of each column."""
        cuts = [(left + right) / 2 for left, right in self.gutters]
        table: list[Cells] = []
        for line in self.lines:
            cells: Cells = [[] for _ in range(len(cuts) + 1)]
            for word in line.words:
                cells[bisect_left(cuts, (word.x0 + word.x1) / 2)].append(word)
            table.append(cells)
        return table

    def until(self, end: int) -> "Band":
        """Return its first ``end`` lines."""
        return Band(self.lines[:end], self.gutters, self.earlier)


def band_at(lines: Sequence[Line], start: int, before: Sequence[Line]) -> Band | None:
    """Return the band that the line at ``start`` opens, if it does.

    ``before`` are the lines just above; those at its end that stand right of the first gutter belong to it (a
    right column may begin higher than the left one).
    """
    first = lines[start]
    free = _passages(first)
    x0, x1 = first.x0, first.x1
    gutters = _openings(first)
    if first.table is not None or not gutters:
        return None
    end = start + 1
    while end < min(len(lines), start + _LONGEST):
        line = lines[end]
        if line.top - lines[end - 1].bottom > _WIDEST_PAUSE * line.size:
            break
        narrowest = _NARROWEST_BEHIND_BOLD if _behind_bold(line) else _NARROWEST_GUTTER
        narrowed = _crossed(free, _passages(line), narrowest * line.size)
        left, right = min(x0, line.x0), max(x1, line.x1)
        inner = _inner(narrowed, left, right, 0.0)
        if not inner or (len(inner) < len(gutters) and not _openings(line) and end - start > 1):
            break
        free, gutters, x0, x1 = narrowed, inner, left, right
        end += 1
    if end - start < 2:
        return None
    earlier = 0
    below = first
    while earlier < len(before) and _is_right_of(before[-1 - earlier], gutters):
        if below.top - before[-1 - earlier].bottom > _OPENING_PAUSE * below.size:
            break
        earlier += 1
        below = before[-earlier]
    return Band((*before[len(before) - earlier :], *lines[start:end]), tuple(gutters), earlier)


def _openings(line: Line) -> list[Interval]:
    """Return the gaps of a line that may be gutters: wide ones, and that behind a heading in the margin."""
    gaps = _inner(_free(line), line.x0, line.x1, 0.0)
    behind_bold = _behind_bold(line)
    return [gap for gap in gaps if gap == behind_bold or gap[1] - gap[0] >= _OPENING_GAP * line.size]


def _passages(line: Line) -> list[Interval]:
    """Return the stripes of a line through which a gutter may go: no spaces between words, but for that one."""
    behind_bold = _behind_bold(line)
    narrowest = _NARROWEST_GUTTER * line.size
    return [gap for gap in _free(line) if gap == behind_bold or gap[1] - gap[0] >= narrowest]


def _behind_bold(line: Line) -> Interval | None:
    """Return the gap between words that are all bold and words of which none is."""
    bold = [word.bold for word in line.words]
    count = sum(bold)
    if not 0 < count < len(bold) or not all(bold[:count]):
        return None
    left, right = line.words[count - 1].x1, line.words[count].x0
    return (left, right) if right > left else None


def _is_right_of(line: Line, gutters: list[Interval]) -> bool:
    is_parted = all(line.x1 <= left or line.x0 >= right for left, right in gutters)
    return is_parted and line.x0 >= gutters[0][1]


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
