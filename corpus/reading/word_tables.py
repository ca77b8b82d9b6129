"""Word tables: those that hold data become rows of cells, those that only arrange a page do not."""

from collections.abc import Callable, Iterator, Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_WORDS_OF_PROSE = 80
_PARAGRAPHS_OF_PROSE = 3
_MOST_COLUMNS_OF_LAYOUT = 3
"""Minutes are often typed into a table of number, text and action; such a cell holds paragraphs, not a value."""

_WIDEST_ROW = 200
_WRAPPERS = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:moveTo")})


def is_layout(table: BaseOxmlElement) -> bool:
    """Say whether a table arranges blocks and must not become rows."""
    rows = [list(cells_of(row)) for row in rows_of(table)]
    columns = max(map(len, rows), default=0)
    if columns > _MOST_COLUMNS_OF_LAYOUT:
        return False
    return columns < 2 or any(_is_prose(cell) for row in rows for cell in row)


def grid_of(
    table: BaseOxmlElement, cell_text: Callable[[BaseOxmlElement], tuple[str, bool]]
) -> tuple[list[list[str]], list[int]]:
    """Return rows and header rows; ``cell_text`` makes one line of a cell and says whether it is bold.

    A merged cell stands at its first place, and the others it covers are empty. Header rows are those that Word
    repeats on each page; where none is named, a first row all in bold above rows that are not.
    """
    rows: list[list[str]] = []
    headers: list[int] = []
    bold: list[bool] = []
    for row in rows_of(table):
        cells = [""] * min(_number(row.find(qn("w:trPr")), "w:gridBefore", 0), _WIDEST_ROW)
        is_bold = True
        for cell in cells_of(row):
            properties = cell.find(qn("w:tcPr"))
            merged = None if properties is None else properties.find(qn("w:vMerge"))
            goes_on = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
            text, cell_is_bold = ("", True) if goes_on else cell_text(cell)
            is_bold = is_bold and (cell_is_bold or not text)
            span = _number(properties, "w:gridSpan", 1)
            cells += [text] + [""] * (span - 1 if len(cells) + span <= _WIDEST_ROW else 0)
        if _repeats(row) and len(headers) == len(rows):
            headers.append(len(rows))
        rows.append(cells)
        bold.append(is_bold and any(cells))
    if not headers and bold and bold[0] and not all(bold):
        headers = [0]
    width = 1 + max((column for cells in rows for column, text in enumerate(cells) if text), default=-1)
    return [cells[:width] for cells in rows], headers


def rows_of(table: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Rows of a ``w:tbl`` but those whose deletion is tracked."""
    for row in _through_wrappers(table, qn("w:tr")):
        properties = row.find(qn("w:trPr"))
        if properties is None or properties.find(qn("w:del")) is None:
            yield row


def cells_of(row: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Cells of a ``w:tr``."""
    return _through_wrappers(row, qn("w:tc"))


def _through_wrappers(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _through_wrappers(child, tag)


def _is_prose(cell: BaseOxmlElement) -> bool:
    paragraphs = ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in cell.iter(qn("w:p"))]
    filled: Sequence[str] = [text for text in paragraphs if text.strip()]
    return len(filled) >= _PARAGRAPHS_OF_PROSE and sum(len(text.split()) for text in filled) > _WORDS_OF_PROSE


def _repeats(row: BaseOxmlElement) -> bool:
    properties = row.find(qn("w:trPr"))
    switch = None if properties is None else properties.find(qn("w:tblHeader"))
    return switch is not None and switch.get(qn("w:val"), "1") not in ("0", "false", "off")


def _number(properties: BaseOxmlElement | None, tag: str, default: int) -> int:
    child = None if properties is None else properties.find(qn(tag))
    value = "" if child is None else child.get(qn("w:val"), "")
    return int(value) if value.isdigit() and len(value) < 6 else default
