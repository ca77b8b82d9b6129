"""HTML tables: those that hold data become rows of cells, those that only arrange a page do not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

_WORDS_OF_PROSE = 60
"""A cell with more words than this, in paragraphs, in a table of one or two columns arranges the page."""

_WIDEST_SPAN = 1000
"""The HTML standard's own limit for colspan."""

_WIDEST_ROW = 200
"""Columns up to which spans are laid out; cells beyond are kept, but span nothing (a few tags could ask for
millions of empty cells)."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its spans laid out: a spanned place holds an empty cell, so that columns line up."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    header_rows: tuple[int, ...]


def is_layout(table: LexborNode) -> bool:
    """Say whether a table arranges blocks (as agenda pages do with number and item) and must not become rows."""
    if (table.attributes.get("role") or "").lower() in ("presentation", "none"):
        return True
    # Asked of the sections: a selector asked of the table itself also finds the table, where it is an inner one.
    if any(section.css_first("table, h1, h2, h3, h4, h5, h6") is not None for section in _sections_of(table)):
        return True
    rows = [list(_cells_of(row)) for row in _rows_of(table)]
    columns = max(map(len, rows), default=0)
    if columns > 2:
        return False
    return columns < 2 or any(_is_prose(cell) for row in rows for cell in row)


def grid_of(table: LexborNode, cell_text: Callable[[LexborNode], str]) -> Grid:
    """Return the table's caption, rows and header rows; ``cell_text`` makes one line of a cell."""
    caption = ""
    rows: list[list[str]] = []
    headers: list[int] = []
    covered: dict[int, int] = {}  # column -> rows that a cell above still reaches down
    for node in table.iter():
        if node.tag == "caption":
            caption = cell_text(node)
    for row in _rows_of(table):
        cells: list[str] = []
        only_headers = True
        below: dict[int, int] = {column: left - 1 for column, left in covered.items() if left > 1}
        for cell in _cells_of(row):
            while len(cells) in covered:
                cells.append("")
            only_headers = only_headers and cell.tag == "th"
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if len(cells) + across > _WIDEST_ROW:
                across = down = 1
            below.update((column, down - 1) for column in range(len(cells), len(cells) + across) if down > 1)
            cells += [cell_text(cell)] + [""] * (across - 1)
        if cells and (only_headers or _in_head(row)):
            headers.append(len(rows))
        rows.append(cells)
        covered = below
    width = 1 + max((column for cells in rows for column, text in enumerate(cells) if text), default=-1)
    return Grid(caption, tuple(tuple(cells[:width]) for cells in rows), tuple(headers))


def _rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """Rows in the order they are shown: a foot stands last wherever it is written."""
    for section in sorted(_sections_of(table), key=lambda node: node.tag == "tfoot"):
        if section.tag == "tr":
            yield section
        else:
            yield from (row for row in section.iter() if row.tag == "tr")


def _sections_of(table: LexborNode) -> list[LexborNode]:
    return [node for node in table.iter() if node.tag in ("thead", "tbody", "tfoot", "tr")]


def _cells_of(row: LexborNode) -> Iterator[LexborNode]:
    return (cell for cell in row.iter() if cell.tag in ("td", "th"))


def _is_prose(cell: LexborNode) -> bool:
    return len(cell.css("p, li, div")) > 1 and len(cell.text(separator=" ").split()) > _WORDS_OF_PROSE


def _in_head(row: LexborNode) -> bool:
    return row.parent is not None and row.parent.tag == "thead"


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "").strip()
    return min(max(int(value), 1), _WIDEST_SPAN) if value.isascii() and value.isdigit() and len(value) < 7 else 1
