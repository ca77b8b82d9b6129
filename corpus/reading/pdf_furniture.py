"""Running headers, footers and page numbers: known by standing at the same place on several pages.

A line counts as repeated when it is the same word for word, or the same but for one number that grows with the
pages. A pack has running lines of its own and those of the papers in it, so some stand on two or three pages only.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.reading.numerals import numeral
from corpus.reading.pdf_lines import Line

_ZONE = 0.14
"""Share of the page's height, at its top and at its foot, where furniture is looked for."""

_MOST_LINES = 5
_SAME_HEIGHT = 8.0
_MOST_NUMBERS = 6
_NUMBER = re.compile(r"\d{1,5}")
_ROMAN = re.compile(r"[ivxl]{1,7}", re.IGNORECASE)
_SAYS_PAGE = re.compile(r"(?:page|pg\.?|p\.)\s*(\d{1,5})(?:\s*(?:of|/)\s*\d{1,5})?", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^\W*#\W*$|\bpage\b|\bp\.|\|")
_COUNTED = re.compile(
    r"\b(appendix|annex|table|figure|chart|item|minute|part|section|question|objective|priority|schedule|slide)\b"
)
_BLANK = re.compile(
    r"\W*(this )?page (is |has been )?(intentionally )?left (intentionally )?blank\W*", re.IGNORECASE
)
_LARGE = 1.15
_ROMANS = {numeral(number, "lowerRoman"): number for number in range(1, 80)}

_Key = tuple[str, int | None, int]  # words with the number taken out, number less page, height


@dataclass(frozen=True, slots=True)
class Furniture:
    """Which of a page's lines are furniture (by identity), and the number printed on the page."""

    lines: frozenset[int]
    printed: str | None


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near an edge of a page, with the ways in which it may be repeated."""

    line: Line
    page: int
    keys: tuple[_Key, ...]
    shown: tuple[str, ...]  # for each key, the number taken out


def find_furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[Furniture]:
    """Return the furniture of each page, given as its height and its lines from top to bottom."""
    edges = [list(_edges(number, height, lines)) for number, (height, lines) in enumerate(pages)]
    where: dict[_Key, set[int]] = defaultdict(set)
    for page in edges:
        for side in page:
            for edge in side:
                for key in edge.keys:
                    where[key].add(edge.page)
    offsets: Counter[int] = Counter()
    for key, numbers in where.items():
        if key[1] is not None and len(numbers) > 1:
            offsets[key[1]] += len(numbers)
    return [_of_page(lines, edges[number], where, offsets) for number, (_, lines) in enumerate(pages)]


def _of_page(
    lines: Sequence[Line],
    sides: list[list[_Edge]],
    where: dict[_Key, set[int]],
    offsets: Counter[int],
) -> Furniture:
    found: set[int] = set()
    printed: list[tuple[int, str]] = []  # how many pages share the numbering, the number
    usual = median(line.size for line in lines) if lines else 0.0
    for side in sides:
        for edge in side:
            repeated = [index for index, key in enumerate(edge.keys) if _is_repeated(edge, key, where[key], usual)]
            said = _SAYS_PAGE.fullmatch(edge.line.text.strip(" -–|"))
            lone = [
                index for index, key in enumerate(edge.keys) if not key[0].strip(" -–|#") and key[1] in offsets
            ]
            if not (repeated or said or lone):
                break
            found.add(id(edge.line))
            for index in {*repeated, *lone}:
                offset = edge.keys[index][1]
                if offset is not None:
                    printed.append((offsets[offset], edge.shown[index]))
            if said and not repeated:
                printed.append((1, said[1]))
    for line in lines:
        if _BLANK.fullmatch(line.text):
            found.add(id(line))
    best = max(printed, key=lambda each: each[0])[1] if printed else None
    return Furniture(frozenset(found), best)


def _is_repeated(edge: _Edge, key: _Key, pages: set[int], usual: float) -> bool:
    """Say whether a line is furniture by its appearing on ``pages``; ``usual`` is the size of the page's type.

    A number that grows with the pages may stand anywhere; words must stand on neighbouring pages (or every other
    one, where left and right pages differ), and what is set large, as a heading is, on three in a row.
    """
    if len(pages) < 2:
        return False
    if key[1] is not None and (_PAGE_NUMBER.search(key[0]) or (len(pages) > 2 and not _COUNTED.search(key[0]))):
        return True
    if key[1] is not None and not _stands_apart(edge.line):
        return False
    number = edge.page
    if edge.line.size > _LARGE * usual:
        runs = ({number - 1, number + 1}, {number - 2, number - 1}, {number + 1, number + 2})
        return any(run <= pages for run in runs)
    return bool({number - 2, number - 1, number + 1, number + 2} & pages)


def _stands_apart(line: Line) -> bool:
    """Say whether a number is the first or last word, with a wide gap to the next, as in a running header."""
    for number, neighbour in ((line.words[0], line.words[1:2]), (line.words[-1], line.words[-2:-1])):
        gap = max((max(each.x0 - number.x1, number.x0 - each.x1) for each in neighbour), default=0.0)
        if number.text.isdigit() and gap > line.size:
            return True
    return False


def _edges(number: int, height: float, lines: Sequence[Line]) -> Iterable[list[_Edge]]:
    """Yield the lines in the upper and in the lower zone, each from the edge inwards."""
    upper = [line for line in lines if line.bottom < _ZONE * height][:_MOST_LINES]
    lower = [line for line in lines if line.top > (1 - _ZONE) * height][: -_MOST_LINES - 1 : -1]
    yield [_edge(line, number, line.top) for line in upper]
    yield [_edge(line, number, line.top - height) for line in lower]


def _edge(line: Line, page: int, place: float) -> _Edge:
    text = line.text.casefold()
    height = round(place / _SAME_HEIGHT)
    keys: list[_Key] = [(text, None, height)]
    shown = [""]
    for match in list(_NUMBER.finditer(text))[:_MOST_NUMBERS]:
        keys.append((f"{text[: match.start()]}#{text[match.end() :]}", int(match[0]) - page, height))
        shown.append(match[0])
    stripped = text.strip(" -–|")
    if _ROMAN.fullmatch(stripped) and stripped in _ROMANS:
        keys.append(("#", _ROMANS[stripped] - page, height))
        shown.append(line.text.strip(" -–|"))
    return _Edge(line, page, tuple(keys), tuple(shown))
