"""What the tabs of a paper mean: cells of a table, an indent, or the space between a number and its words."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.structure.lines import Line, Shape, numbered, shape_of
from corpus.structure.prose import is_heading_text

_PAGES = re.compile(
    r"(?:pages? )?\d{1,3}(?:\s?[-–]\s?\d{1,3})?|to follow|verbal.{0,20}|attached|enclosed|none|n/a", re.I
)
_AGENDA = re.compile(r"\W*(?:a g e n d a|agenda|part (?:i+|[1-3]|[ab]))\W*", re.I)
_LONGEST_LABEL = 24
_SHORTEST_SENTENCE = 25
_LONGEST_OWNER = 30
_NEAR_A_ROW = 3
_YEAR_FIGURES = 4
# The cells of a line show in its first characters; bounds the work on endless lines.
_SEEN = 200


def settle_tabs(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Make text of lines that tabs only indent, and numbered lines of those whose tab parts off a number."""
    return tuple(_real_tables(_tabbed_numbers(_ruled(lines))))


def _real_tables(lines: Sequence[Line]) -> Iterator[Line]:
    """Make text of lines that are only indented by tabs, unless they stand among the rows of a table."""
    rows = [at for at, line in enumerate(lines) if line.shape is Shape.TABLE and _has_cells(line.text)]
    for at, line in enumerate(lines):
        if line.shape is not Shape.TABLE or line.table is not None or _has_cells(line.text):
            yield line
            continue
        near = bisect_right(rows, at)
        beside = [rows[place] for place in (near - 1, near) if 0 <= place < len(rows)]
        if any(abs(row - at) <= _NEAR_A_ROW for row in beside):
            yield line
            continue
        text = line.text.strip()
        yield _taken_as(line, *shape_of(text, text, in_table=False))


def _taken_as(line: Line, shape: Shape, number: str | None = None, body: int = 0, closed: bool = True) -> Line:
    """Return a line without the tabs at its ends, as what its words are; ``body`` counts from their first."""
    text = line.text.strip()
    start = line.start + len(line.text) - len(line.text.lstrip())
    return replace(
        line, start=start, end=start + len(text), text=text, shape=shape, number=number, body=start + body,
        closed=closed,
    )  # fmt: skip


def _tabbed_numbers(lines: list[Line]) -> list[Line]:
    """Make numbered lines of those whose tab only parts a number from its words ("42/19<tab>APOLOGIES").

    Rows of a table that happen to be numbered stay: there some line of the run is no number with its words.
    """
    found = list(lines)
    at = 0
    while at < len(lines):
        end = at + 1
        while _is_tabbed(lines[at]) and end < len(lines) and _is_tabbed(lines[end]) and not lines[end].gap:
            end += 1
        run = lines[at:end] if _is_tabbed(lines[at]) else []
        if len(run) == 1 and (beside := _beside_owner(run[0])) is not None:
            found[at] = beside
            at = end
            continue
        numbered = [_with_number(line, alone=len(run) == 1) for line in run]
        if any(numbered):
            numbered = [new or _without_pages(line) for new, line in zip(numbered, run, strict=True)]
        if any(numbered) and all(
            new or not _has_cells(line.text) for new, line in zip(numbered, run, strict=True)
        ):
            found[at:end] = [new or line for new, line in zip(numbered, run, strict=True)]
        at = end
    return found


def _is_tabbed(line: Line) -> bool:
    return line.shape is Shape.TABLE and line.table is None and "|" not in line.text


def _with_number(line: Line, *, alone: bool) -> Line | None:
    """Return a line as a number and its words, None where it is none; a bare figure must stand ``alone``."""
    text = line.text.strip()
    cells = [cell for cell in text.split("\t") if cell.strip()]
    found = numbered(text) if len(cells) == 2 else None
    if found is None or found[2] < len(cells[0]) or found[2] >= len(text):
        return None
    _, number, _, closed = found
    if not closed and not (alone and is_heading_text(cells[1]) and len(number or "") < _YEAR_FIGURES):
        return None
    return _taken_as(line, *found)


def _beside_owner(line: Line) -> Line | None:
    """Return a sentence of minutes as text where a tab parts it from who is to act, in the margin on the right."""
    text = line.text.strip()
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    if len(cells) != 2 or len(cells[0]) < _SHORTEST_SENTENCE or cells[0][-1] not in ".!?":
        return None
    if len(cells[1]) > _LONGEST_OWNER or not cells[1][0].isupper() or any(map(str.isdigit, cells[1])):
        return None
    return _taken_as(line, *(numbered(text) or (Shape.TEXT,)))


def _without_pages(line: Line) -> Line | None:
    """Return a line as text whose tab only parts off the pages an agenda names, or that heads such a list."""
    text = line.text.strip()
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    pages = len(cells) == 2 and _PAGES.fullmatch(cells[1]) and len(cells[0]) > _LONGEST_LABEL
    if not pages and not (cells and _AGENDA.fullmatch(cells[0])):
        return None
    return _taken_as(line, Shape.TEXT)


def _ruled(lines: Sequence[Line]) -> list[Line]:
    """Count the rules between the rows of a table ("|---|---|") among its lines."""
    found = list(lines)
    for at, line in enumerate(lines[1:], 1):
        cells = "|" in line.text or "\t" in line.text
        if line.shape is Shape.RULE and cells and not line.gap and lines[at - 1].shape is Shape.TABLE:
            found[at] = replace(line, shape=Shape.TABLE)
    return found


def _has_cells(text: str) -> bool:
    return "\t" in text.lstrip() or text.count("|", 0, _SEEN) > 1
