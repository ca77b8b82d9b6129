"""Ruled tables: where level and upright rules cross, the cells between them, merged ones too."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.reading.pdf_shapes import Rule, Word

_SNAP = 3.0
"""Points; rules nearer than this are one (a double line, or the two sides of a thick one)."""

_SHORTEST = 6.0
_MOST_CELLS = 60_000
_MOST_CROSSINGS = 400_000


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell in the file's order, and where it reaches from left to right."""

    words: tuple[Word, ...] = ()
    x0: float = 0.0
    x1: float = 0.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on the page: its box and its cells by row (a merged cell at its first place, the others empty).

    ``words`` are indices of the page's words that stand in it.
    """

    box: Rule
    rows: tuple[tuple[Cell, ...], ...]
    words: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Line:
    """A rule after snapping: its place across and its extent along."""

    at: float
    start: float
    end: float


def find_grids(words: Sequence[Word], rules: Sequence[Rule]) -> list[Grid]:
    """Return the ruled tables of a page by place: those with two columns and two filled cells side by side.

    A frame around a text, an underline, or the bars of a chart are none.
    """
    levels = _level_lines(rules)
    uprights = _upright_lines(rules)
    if not levels or not uprights:
        return []
    grids: list[Grid] = []
    for own_levels, own_uprights in _connected(levels, uprights):
        xs = _edges(own_uprights, own_levels)
        ys = _edges(own_levels, own_uprights)
        if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
            continue
        grid = _filled(words, xs, ys, _owners(xs, ys, own_levels, own_uprights))
        if grid is not None:
            grids.append(grid)
    return _outermost(grids)


def _level_lines(rules: Iterable[Rule]) -> list[_Line]:
    level = [rule for rule in rules if rule.x1 - rule.x0 > rule.bottom - rule.top]
    return _merged([_Line((rule.top + rule.bottom) / 2, rule.x0, rule.x1) for rule in level])


def _upright_lines(rules: Iterable[Rule]) -> list[_Line]:
    upright = [rule for rule in rules if rule.bottom - rule.top >= rule.x1 - rule.x0]
    return _merged([_Line((rule.x0 + rule.x1) / 2, rule.top, rule.bottom) for rule in upright])


def _merged(lines: list[_Line]) -> list[_Line]:
    """Join pieces that lie on one line and touch (the borders of neighbouring cells)."""
    lines.sort(key=lambda line: line.at)
    merged: list[_Line] = []
    for group in _snapped(lines):
        group.sort(key=lambda line: line.start)
        at = sum(line.at for line in group) / len(group)
        last: _Line | None = None
        for line in group:
            if last is not None and line.start <= last.end + _SNAP:
                last.end = max(last.end, line.end)
            else:
                last = _Line(at, line.start, line.end)
                merged.append(last)
    return [line for line in merged if line.end - line.start >= _SHORTEST]


def _snapped(lines: Sequence[_Line]) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and line.at - groups[-1][0].at <= _SNAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _connected(levels: list[_Line], uprights: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Part the rules into groups that touch one another."""
    parents = list(range(len(levels) + len(uprights)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    places = [line.at for line in levels]
    crossings = 0
    for number, upright in enumerate(uprights, start=len(levels)):
        index = bisect_left(places, upright.start - _SNAP)
        while index < len(levels) and places[index] <= upright.end + _SNAP:
            if levels[index].start - _SNAP <= upright.at <= levels[index].end + _SNAP:
                parents[root(index)] = root(number)
            index += 1
            crossings += 1
        if crossings > _MOST_CROSSINGS:
            return []
    groups: dict[int, tuple[list[_Line], list[_Line]]] = defaultdict(lambda: ([], []))
    for index, line in enumerate(levels):
        groups[root(index)][0].append(line)
    for index, line in enumerate(uprights, start=len(levels)):
        groups[root(index)][1].append(line)
    return [group for group in groups.values() if group[0] and group[1]]


def _edges(lines: list[_Line], across: list[_Line]) -> list[float]:
    """Return the places of the lines, and the ends of those across where no line closes them (open sides)."""
    places = sorted([line.at for line in lines])
    ends = [min(line.start for line in across), max(line.end for line in across)]
    edges: list[float] = []
    for place in sorted([*places, *(end for end in ends if all(abs(end - at) > 2 * _SNAP for at in places))]):
        if not edges or place - edges[-1] > _SNAP:
            edges.append(place)
    return edges


def _owners(
    xs: list[float], ys: list[float], levels: list[_Line], uprights: list[_Line]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Map each elementary cell (row, column) to the first one of the merged cell that it belongs to."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    below = _borders(ys, xs, levels)
    right = _borders(xs, ys, uprights)
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if column and (column, row) not in right:
                owners[row, column] = owners[row, column - 1]
            elif row and (row, column) not in below:
                owners[row, column] = owners[row - 1, column]
            else:
                owners[row, column] = (row, column)
    return owners


def _borders(places: list[float], across: list[float], lines: list[_Line]) -> set[tuple[int, int]]:
    """Return (index of the place, index of the gap across) for every side of a cell along which a line runs."""
    borders: set[tuple[int, int]] = set()
    middles = [(one + other) / 2 for one, other in pairwise(across)]
    for line in lines:
        place = min(range(len(places)), key=lambda index: abs(places[index] - line.at))
        for gap in range(bisect_left(middles, line.start), bisect_left(middles, line.end)):
            borders.add((place, gap))
    return borders


def _filled(
    words: Sequence[Word], xs: list[float], ys: list[float], owners: dict[tuple[int, int], tuple[int, int]]
) -> Grid | None:
    cells: dict[tuple[int, int], list[Word]] = defaultdict(list)
    inside: set[int] = set()
    for index, word in enumerate(words):
        column = bisect_left(xs, (word.x0 + word.x1) / 2) - 1
        row = bisect_left(ys, (word.top + word.bottom) / 2) - 1
        if 0 <= column < len(xs) - 1 and 0 <= row < len(ys) - 1:
            cells[owners[row, column]].append(word)
            inside.add(index)
    right: dict[tuple[int, int], float] = defaultdict(float)
    for (_, column), owner in owners.items():
        right[owner] = max(right[owner], xs[column + 1])
    columns = sorted({column for _, column in cells})
    rows = sorted({row for row, _ in cells})
    if not any(letter.isalpha() for cell in cells.values() for word in cell for letter in word.text):
        return None  # the bars of a chart and their figures
    if len(columns) < 2 or not any(sum((row, column) in cells for column in columns) > 1 for row in rows):
        return None
    return Grid(
        Rule(xs[0], ys[0], xs[-1], ys[-1]),
        tuple(
            tuple(Cell(tuple(cells.get((row, column), ())), xs[column], right[row, column]) for column in columns)
            for row in rows
        ),
        frozenset(inside),
    )


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Drop a grid whose words another one holds already (a table drawn inside a cell)."""
    grids.sort(key=lambda grid: -len(grid.words))
    kept: list[Grid] = []
    taken: set[int] = set()
    for grid in grids:
        if not grid.words & taken:
            kept.append(grid)
            taken |= grid.words
    return sorted(kept, key=lambda grid: (grid.box.top, grid.box.x0))
