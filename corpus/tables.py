"""Tables: lines of cells into rows that know their columns and the group they stand in.

What a row says is only as good as the columns it is put under. So where extraction moved cells about (a row wider
than its header, two figures in one cell, a second line of figures below the first) the row is kept whole, marked
doubtful, and its figures are given no column at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.cells import (
    Line,
    RawCell,
    clean,
    is_code,
    is_figure,
    is_fused,
    is_note,
    is_placeholder,
    is_value,
    is_year,
    lines_of,
    trimmed,
)
from corpus.columns import guess_header, merge_header, new_header, same_header
from corpus.records import Cell, Span, Table

SECTION = " › "
"""Stands in a group between the label of a section and that of a group inside it."""

_CONTINUED = re.compile(r"(.{0,80}?)[\s(]{0,3}\bcont(?:inued|['’]?d)?\b\.?\)?", re.I)
_RAG_HEADER = re.compile(r"\b(?:B?RAG|traffic light)\b", re.I)
_RAG_LETTER = re.compile(r"(?:^|[\s(-])(BRAG|[RAGB]|red|amber|green|blue)\)?$", re.I)
_RAG_NAMES = {"r": "red", "a": "amber", "g": "green", "b": "blue"}
_LABEL_LENGTH = 200
# A sum may be out by its terms' rounding.
_ROUNDING = 0.02


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


@dataclass(slots=True)
class _Draft:
    """A row while its lines are gathered: (columns in force, the line), the first of them deciding the group."""

    lines: list[tuple[tuple[str, ...], Line]]
    group: str | None = None
    doubtful: bool = False
    note: bool = False
    continues: bool = False


@dataclass(slots=True)
class _State:
    """What the lines read so far mean for the next one."""

    columns: tuple[str, ...]
    section: str | None = None
    label: str | None = None
    leading: tuple[str, ...] = ()
    drafts: list[_Draft] = field(default_factory=list)
    header: list[Span] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    sums: list[float] = field(default_factory=list)


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
    count = _header_rows(lines[lead:], header_end, known)
    columns = merge_header(lines[lead : lead + count])
    width = max((len(line.cells) for line in lines), default=0)
    if not count and known and width == len(known):
        columns = known
    goes_on = columns == known if not count else same_header(lines[lead], known)
    state = _State(columns, furniture=list(furniture))
    if previous_group and goes_on:
        section, _, label = previous_group.rpartition(SECTION)
        state.section, state.label = section or None, label
    state.header += [Span(line.start, line.end) for line in lines[lead : lead + count]]
    body = (*lines[:lead], *lines[lead + count :])
    _read_lines(text, body, state)
    kinds = _column_kinds(state)
    scrambled = not columns and width > 2 and bool(lines) and _is_scrambled(lines[0])
    rows = tuple(_row(text, draft, kinds, scrambled) for draft in state.drafts)
    notes = tuple(cell.text for row in rows if row.note for cell in row.cells)
    whole = trimmed(text, start, end)
    return ParsedTable(
        Table(index, title, columns, whole.start, whole.end, notes),
        tuple(sorted(state.header)),
        rows,
        tuple(sorted(state.furniture)),
        _joined(state.section, state.label),
    )


def describe_row(table: Table, cells: Sequence[Cell], group: str | None) -> str:
    """Render a row as "Group; Measure: ...; Target: ...; Actual: ...", empty cells left out.

    This is what is embedded and shown; what is cited is the row as it stands in the paper.
    """
    parts = [group] if group else []
    for cell in cells:
        if not cell.text:
            continue
        words = cell.text
        if cell.column and _RAG_HEADER.search(cell.column):
            words = f"{words} ({_RAG_NAMES[words.lower()]})" if words.lower() in _RAG_NAMES else words
        parts.append(f"{cell.column}: {words}" if cell.column else words)
    return "; ".join(parts)


def _header_rows(lines: Sequence[Line], header_end: int | None, known: Sequence[str]) -> int:
    if header_end is None:
        return guess_header(lines, known)
    return sum(line.end <= header_end for line in lines)


def _leading_labels(lines: Sequence[Line]) -> int:
    """Count the lines above the header that hold one cell only: the section that follows."""
    if all(len(line.filled) < 2 for line in lines):
        return 0
    count = 0
    while count < len(lines) and lines[count].filled == (0,) and len(lines) > count + 1:
        count += 1
    return count if count and len(lines[count].filled) > 1 and not lines[count].after_gap else 0


def _read_lines(text: str, lines: Sequence[Line], state: _State) -> None:
    wide = any(len(line.filled) > 1 for line in lines)
    for place, line in enumerate(lines):
        if same_header(line, state.columns):
            state.header.append(Span(line.start, line.end))
        elif line.after_gap and new_header(line, lines[place + 1 :]):
            state.header.append(Span(line.start, line.end))
            state.columns = merge_header([line])
            state.section, state.label, state.sums = None, None, []
        elif len(line.filled) == 1:
            _read_lone(text, line, state, wide and place < len(lines) - 1)
        elif line.filled[0] == 0:
            _start_row(line, state)
        else:
            _read_unlabelled(line, state)


def _read_lone(text: str, line: Line, state: _State, can_head: bool) -> None:
    """Read a line with one filled cell: a note, a label for what follows, or more of the row above."""
    cell = line.cells[line.filled[0]]
    raw = text[cell.start : cell.end]
    if is_note(raw):
        state.drafts.append(_Draft([(state.columns, line)], note=True))
    elif line.filled == (0,) and _CONTINUED.fullmatch(cell.text):
        state.furniture.append(Span(line.start, line.end))
    elif _carries_on(cell.text, line, state):
        if state.drafts:
            state.drafts[-1].lines.append((state.columns, line))
        else:
            draft = _Draft([(state.columns, line)], _joined(state.section, state.label), continues=True)
            state.drafts.append(draft)
    elif line.filled == (0,):
        state.drafts.append(_Draft([(state.columns, line)], state.section if not can_head else None))
        if can_head and not is_code(cell.text):
            state.section, state.label, state.leading = cell.text, None, ()
    else:
        _read_unlabelled(line, state)


def _carries_on(words: str, line: Line, state: _State) -> bool:
    """Whether a lone cell is the end of the row above: words that begin small, or a line without separators."""
    if line.filled[0] == 0 and line.separated:
        return False
    begins_small = words[0].islower() or words[0] in "•·,;)"
    return begins_small and (line.filled[0] > 0 or bool(state.drafts))


def _start_row(line: Line, state: _State) -> None:
    state.drafts.append(_Draft([(state.columns, line)], state.section))
    state.leading = tuple(cell.text for cell in line.cells)
    state.label = _label(state.leading, 2 if is_code(state.leading[0]) else 1)
    _add_up(line, state)


def _read_unlabelled(line: Line, state: _State) -> None:
    """Read a line whose first cells are empty: a row of the group above, a total, or a second line of figures."""
    if state.drafts and _is_second_line(line, state):
        if _is_total(line, state):
            state.drafts.append(_Draft([(state.columns, line)], state.section))
            state.sums = []
            return
        draft = state.drafts[-1]
        draft.lines.append((state.columns, line))
        draft.doubtful = draft.doubtful or any(_named(state.columns, place) for place in line.filled)
        return
    label = _label(state.leading, line.filled[0]) if state.leading else state.label
    state.drafts.append(_Draft([(state.columns, line)], _joined(state.section, label)))
    _add_up(line, state)


def _is_second_line(line: Line, state: _State) -> bool:
    """Whether a line holds figures only, and its first is no year that tells it from the row above."""
    if not all(is_value(line.cells[place].text) or is_figure(line.cells[place].text) for place in line.filled):
        return False
    place = line.filled[0]
    above = state.leading[place] if place < len(state.leading) else ""
    return not (is_year(line.cells[place].text) and is_year(above))


def _label(leading: Sequence[str], count: int) -> str | None:
    """Join the first cells that later rows leave empty, cut where they are whole paragraphs."""
    kept = [text for text in leading[:count] if text and not is_value(text)] or [t for t in leading[:1] if t]
    return " – ".join(_shortened(text) for text in kept) or None


def _shortened(text: str) -> str:
    return text if len(text) <= _LABEL_LENGTH else text[:_LABEL_LENGTH].rsplit(" ", 1)[0] + " …"


def _joined(section: str | None, label: str | None) -> str | None:
    return SECTION.join(part for part in (section, label) if part) or None


def _named(columns: Sequence[str], place: int) -> bool:
    return not columns or place >= len(columns) or bool(columns[place])


def _add_up(line: Line, state: _State) -> None:
    """Keep the sums of the columns since the last total, by which an unlabelled total is known."""
    state.sums += [0.0] * (len(line.cells) - len(state.sums))
    for place in line.filled:
        state.sums[place] += _number(line.cells[place].text) or 0.0


def _is_total(line: Line, state: _State) -> bool:
    numbers = [(state.sums[p] if p < len(state.sums) else 0.0, _number(line.cells[p].text)) for p in line.filled]
    total = any(
        value and len(state.drafts) > 1 and abs(value - sum_) <= _ROUNDING * abs(value) for sum_, value in numbers
    )
    if total:
        state.sums = []
    return total


def _number(text: str) -> float | None:
    if not is_figure(text):
        return None
    figures = re.sub(r"[^\d.]", "", text).strip(".")
    return float(figures) if figures.count(".") < 2 and figures else None


def _column_kinds(state: _State) -> dict[int, str]:
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


def _row(text: str, draft: _Draft, kinds: dict[int, str], scrambled: bool) -> ParsedRow:
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
        if is_fused(words) and _named(columns, place):
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
    if column is None or not _RAG_HEADER.search(column) or len(raw.text) < 2:
        return
    letter = _RAG_LETTER.search(text[raw.start : raw.end])
    if letter is not None and letter.start(1) > 0 and clean(letter[1])[0] in raw.text:
        first = raw.start + letter.start(1)
        yield Cell("RAG", letter[1], first, first + len(letter[1]))
