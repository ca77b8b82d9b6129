"""Tables: lines of cells into rows that know their columns and the group they stand in.

What a row says is only as good as the columns it is put under. So where extraction moved cells about (a row wider
than its header, two figures in one cell, a second line of figures below the first) the row is kept whole, marked
doubtful, and its figures are given no column at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.records import Cell, Span, Table
from corpus.sentences import trimmed
from corpus.tables.cells import (
    Line,
    RawCell,
    clean,
    is_code,
    is_figure,
    is_fused,
    is_placeholder,
    is_value,
    lines_of,
)
from corpus.tables.columns import could_be_header, guess_header, merge_header, same_header
from corpus.tables.grouping import SECTION, Draft, State, is_named, joined, read_lines, shortened

_RAG_HEADER = re.compile(r"\b(?:B?RAG|traffic light)\b", re.I)
_RAG_LETTER = re.compile(r"(?:^|[\s(-])(BRAG|[RAGB]|red|amber|green|blue)\)?$", re.I)
_RAG_OPENING = re.compile(r"(BRAG|[RAGB]|red|amber|green|blue)(?:\s?[-–—:]\s?(?=\w)|\s+(?-i:(?=[A-Z(↑↓])))", re.I)
_NOTE_MARK = re.compile(r"\s*(?:[¹²³⁰⁴-⁹†‡]{1,4}|\*(?!\*)|[(\[]?\d{1,2}[)\].]?(?=\s))")
_BRACKETED = re.compile(r"\s[(\[](\d{1,2})[)\]]$")
# Boxes to tick say nothing.
_EMPTY = frozenset({"[]", "[ ]", "☐", "□"})
_RAG_NAMES = {"r": "red", "a": "amber", "g": "green", "b": "blue"}


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row: where it stands (a stretch for each of its lines), its filled cells, and the group it belongs to.

    ``doubtful``: its figures could not be put under columns with confidence, and have none. ``note``: it is a
    footnote of the table. ``continues``: it carries on the last row of the block before (a page break cut it).
    """

    spans: tuple[Span, ...]
    cells: tuple[Cell, ...]
    group: str | None = None
    doubtful: bool = False
    note: bool = False
    continues: bool = False


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """A run of lines understood as a table; every character but white space is in its header, rows or furniture.

    ``last_group`` is the label that a following block of the same table carries on with.
    """

    table: Table
    header: tuple[Span, ...]
    rows: tuple[ParsedRow, ...]
    furniture: tuple[Span, ...] = ()
    last_group: str | None = None


def parse_table(
    text: str,
    start: int,
    end: int,
    *,
    title: str | None,
    header_end: int | None,
    previous: Table | None,
    index: int,
    previous_group: str | None = None,
) -> ParsedTable:
    """Read the table at ``text[start:end]``, lines of cells between tabs or pipes.

    Args:
        text: the whole document.
        start: where the table begins.
        end: where it ends.
        title: what it is called, as far as the paper tells.
        header_end: where its header rows end, when the format says so.
        previous: the table of which this may be a further block; lends its columns where this block has none.
        index: its place in ``Document.tables``.
        previous_group: ``last_group`` of that block.

    Returns:
        The table, its header, rows and furniture. Linear in the text.
    """
    lines, furniture = lines_of(text, start, end)
    known = previous.columns if previous else ()
    lead = _leading_labels(lines)
    count = _header_rows(lines[lead:], header_end, known) or _ruled_off(lines[lead:], furniture)
    columns = merge_header(lines[lead : lead + count])
    width = max((len(line.cells) for line in lines), default=0)
    if not count and known and width == len(known):
        columns = known
    goes_on = columns == known if not count else same_header(lines[lead], known)
    state = State(columns, furniture=list(furniture))
    if previous_group and goes_on:
        section, _, label = previous_group.rpartition(SECTION)
        state.section, state.label = section or None, label
    state.header += [Span(line.start, line.end) for line in lines[lead : lead + count]]
    body = (*lines[:lead], *lines[lead + count :])
    read_lines(text, body, state)
    kinds = _column_kinds(state)
    scrambled = not columns and width > 2 and bool(lines) and _is_scrambled(lines[0])
    rows = tuple(_row(text, draft, kinds, scrambled) for draft in state.drafts)
    notes = tuple(text[span.start : span.end] for row in rows if row.note for span in row.spans)
    whole = trimmed(text, start, end)
    return ParsedTable(
        Table(index, title, columns, whole.start, whole.end, notes),
        tuple(sorted(state.header)),
        rows,
        tuple(sorted(state.furniture)),
        joined(state.section, state.label),
    )


def describe_row(table: Table, cells: Sequence[Cell], group: str | None) -> str:
    """Render a row as "Group; Measure: ...; Target: ...; Actual: ...", empty cells left out.

    The table's notes whose marks stand in the row follow. This is what is embedded and shown; what is cited is the
    row as it stands in the paper.
    """
    parts = [group] if group else []
    for cell in cells:
        words = cell.text
        if not words or words in _EMPTY:
            continue
        if cell.column and _is_rag(cell.column):
            words = f"{words} ({_RAG_NAMES[words.lower()]})" if words.lower() in _RAG_NAMES else words
        parts.append(f"{cell.column.rstrip(': ')}: {words}" if cell.column else words)
    parts += [f"Note {note}" for note in notes_of_row(table, cells)]
    return "; ".join(parts)


def notes_of_row(table: Table, cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return the table's notes whose marks stand in a row or in its column headers, shortened."""
    marks = {mark for cell in cells for mark in cell.notes}
    marks |= {
        f"({mark[1]})"
        for cell in cells
        for text in (cell.text, cell.column or "")
        for mark in [_BRACKETED.search(text)]
        if mark
    }
    return tuple(shortened(note) for note in table.notes if note_mark(note) in marks)


def note_mark(note: str) -> str | None:
    """Return the mark that a footnote begins with ("²", "*", "(2)" for "2." too), None where it has none."""
    match = _NOTE_MARK.match(note)
    if match is None:
        return None
    figure = match[0].strip(" ()[].\t")
    return f"({figure})" if figure.isdecimal() and figure.isascii() else match[0].strip()


@lru_cache(maxsize=256)
def _is_rag(column: str) -> bool:
    return _RAG_HEADER.search(column) is not None


def _header_rows(lines: Sequence[Line], header_end: int | None, known: Sequence[str]) -> int:
    if header_end is None:
        return guess_header(lines, known)
    return sum(line.end <= header_end for line in lines)


def _ruled_off(lines: Sequence[Line], rules: Sequence[Span]) -> int:
    """Return 1 where a rule parts a first row of names from the others, as in Markdown."""
    if len(lines) < 2 or not could_be_header(lines[0]) or len(lines[0].filled) < len(lines[0].cells):
        return 0
    return int(any(lines[0].end <= rule.start and rule.end <= lines[1].start for rule in rules))


def _leading_labels(lines: Sequence[Line]) -> int:
    """Count the lines above the header that hold one cell only: the section that follows."""
    if all(len(line.filled) < 2 for line in lines):
        return 0
    count = 0
    while count < len(lines) and lines[count].filled == (0,) and len(lines) > count + 1:
        count += 1
    return count if count and len(lines[count].filled) > 1 and not lines[count].after_gap else 0


def _column_kinds(state: State) -> dict[int, str]:
    """Tell the columns of figures and of references from the rows themselves."""
    counts: dict[int, list[int]] = {}
    for draft in state.drafts:
        line = draft.lines[0][1]
        for place in line.filled if len(line.filled) > 1 else ():
            text = line.cells[place].text
            tally = counts.setdefault(place, [0, 0, 0])
            tally[0] += not is_placeholder(text)
            tally[1] += is_figure(text)
            tally[2] += is_code(text)
    kinds = {}
    for place, (filled, figures, codes) in counts.items():
        if filled >= 3 and figures >= 0.75 * filled:
            kinds[place] = "figure"
        elif place == 0 and filled >= 3 and codes >= 0.6 * filled:
            kinds[place] = "code"
    return kinds


def _is_scrambled(line: Line) -> bool:
    """Whether figures have risen into the header: an unlabelled first line with both names and figures."""
    values = [is_value(line.cells[place].text) for place in line.filled]
    return line.filled[0] > 0 and any(values) and not all(values)


def _row(text: str, draft: Draft, kinds: dict[int, str], scrambled: bool) -> ParsedRow:
    spans = tuple(Span(line.start, line.end) for _, line in draft.lines)
    columns, line = draft.lines[0]
    lone = line.filled == (0,) and sum(map(bool, columns)) > 1
    doubtful = scrambled or draft.doubtful or (not lone and not draft.note and _is_shifted(columns, line, kinds))
    cells = tuple(
        cell
        for columns, line in draft.lines
        for place in line.filled
        for cell in _cells(text, line.cells[place], _column(columns, place, lone or draft.note), doubtful)
    )
    return ParsedRow(spans, cells, draft.group, doubtful, draft.note, draft.continues)


def _column(columns: Sequence[str], place: int, lone: bool) -> str | None:
    return (columns[place] or None) if place < len(columns) and not lone else None


def _is_shifted(columns: Sequence[str], line: Line, kinds: dict[int, str]) -> bool:
    if columns and line.filled[-1] >= len(columns):
        return True
    for place in line.filled:
        words = line.cells[place].text
        if " " not in words:
            continue
        if is_fused(words) and is_named(columns, place):
            return True
        long = len(words.split()) > 2 and not is_fused(words)
        if (long and kinds.get(place) == "code") or (
            len(words.split()) > 4 and kinds.get(place) == "figure" and not words[:1].isdigit()
        ):
            return True
    return False


def _cells(text: str, raw: RawCell, column: str | None, doubtful: bool) -> Iterator[Cell]:
    """Yield the cell, and the RAG letter that is fused to its comment as one of its own."""
    if doubtful and (is_value(raw.text) or is_figure(raw.text)):
        column = None
    cell = Cell(column, raw.text, raw.start, raw.end, raw.notes)
    yield cell
    if column is None or len(raw.text) < 2 or not _is_rag(column):
        return
    opening = _RAG_OPENING.match(text, raw.start, raw.end)
    if opening is not None:
        yield Cell("RAG", opening[1], opening.start(1), opening.end(1))
        return
    letter = _RAG_LETTER.search(text[raw.start : raw.end])
    if letter is not None and letter.start(1) > 0 and clean(letter[1])[0] in raw.text:
        first = raw.start + letter.start(1)
        yield Cell("RAG", letter[1], first, first + len(letter[1]))
