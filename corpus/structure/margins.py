"""Headings in the margin: minutes whose titles stand, wrapped, to the left of their text, in text with its layout.

The words of such a heading come out on the lines of its text: "135   PROPOSED   The Commissioner said", "PRECEPT
that ...". Each line is cut into its two pieces, and the pieces of the heading are put before the text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.structure.lines import Line, Shape

_PIECES = re.compile(r"(?P<title>\S+(?:\s\S+)*)\s{2,}(?P<text>\S.*)")
_LONGEST_TITLE = 34
_SHORTEST_TEXT = 12
_FEWEST = 2
# How many columns the beginnings of lines may differ and still stand below one another.
_SLACK = 2
_BESIDE = range(-_SLACK, _SLACK + 1)
_LEVEL = 3


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a numbered line's title and its text begin, in columns."""

    at: int
    title: int
    text: int


def set_margins_apart(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a paper with headings in its margin each put together, before the text beside it.

    Papers that have not at least two numbered headings whose text begins beside them, at the same column, are
    returned as they are.
    """
    openings = [opening for at, line in enumerate(lines) if (opening := _opening(at, line)) is not None]
    columns = Counter(one.text for one in openings)
    openings = [one for one in openings if sum(columns[one.text + by] for by in _BESIDE) >= _FEWEST]
    found: list[Line] = []
    done = 0
    for opening in openings:
        if opening.at < done:
            continue
        end = _end(lines, opening)
        found.extend(lines[done : opening.at])
        found.extend(_sorted(lines[opening.at : end], opening, len(lines) + opening.at))
        done = end
    return [*found, *lines[done:]]


def _opening(at: int, line: Line) -> _Opening | None:
    if (
        line.shape is not Shape.NUMBER
        or line.alone
        or not (line.number or "")[-1:].isdigit()
        or line.table is not None
    ):
        return None
    match = _PIECES.fullmatch(line.words)
    if match is None or len(match["title"]) > _LONGEST_TITLE or len(match["text"]) < _SHORTEST_TEXT:
        return None
    title = line.indent + line.body - line.start
    return _Opening(at, title, title + match.start("text")) if match["text"][0].isupper() else None


def _near(one: int, other: int) -> bool:
    return abs(one - other) <= _SLACK


def _end(lines: Sequence[Line], opening: _Opening) -> int:
    """Return the place behind the last line that stands in the margin or in the text beside it."""
    end = opening.at + 1
    while end < len(lines):
        line = lines[end]
        if line.shape is Shape.TABLE or not (_near(line.indent, opening.text) or _cut(line, opening) is not None):
            break
        end += 1
    return end


def _cut(line: Line, opening: _Opening) -> int | None:
    """Return where in a line that begins in the margin its text begins; its length where it has none."""
    if not _near(line.indent, opening.title) or (line.gap and line.shape is Shape.NUMBER):
        return None
    match = _PIECES.fullmatch(line.text)
    if match is not None and _near(line.indent + match.start("text"), opening.text):
        return match.start("text")
    return len(line.text) if not line.gap and line.indent + len(line.text) <= opening.text else None


def _sorted(lines: Sequence[Line], opening: _Opening, free: int) -> list[Line]:
    """Return the pieces of a heading, then those of its text; their own indices keep the pieces apart."""
    heading: list[Line] = []
    text: list[Line] = []
    index = -2 * free
    for order, line in enumerate(lines):
        cut = line.body - line.start + (opening.text - opening.title) if order == 0 else _cut(line, opening)
        if cut is None:
            text.append(replace(line, gap=max(line.gap, not text)))
            continue
        title = line.text[:cut].rstrip()
        piece = replace(
            line, end=line.start + len(title), text=title, gap=line.gap if order == 0 else 0, heading=_LEVEL
        )
        if order:
            piece = replace(piece, shape=Shape.TEXT, number=None, body=line.start)
        heading.append(replace(piece, index=index - 4 * order))
        if cut < len(line.text):
            start = line.start + cut
            beside = replace(
                line, index=index - 4 * order - 2, start=start, text=line.text[cut:], indent=opening.text
            )
            beside = replace(beside, shape=Shape.TEXT, number=None, body=start, gap=max(line.gap, not text))
            text.append(beside)
    return [*heading, *text]
