"""A table's lines into rows: which belong together, which label the rows below them, which are totals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.records import Span
from corpus.tables.cells import Line, is_code, is_figure, is_note, is_value, is_year
from corpus.tables.columns import merge_header, new_header, same_header

SECTION = " › "
"""Stands in a group between the label of a section and that of a group inside it."""

_CONTINUED = re.compile(r"(.{0,80}?)[\s(]{0,3}\bcont(?:inued|['’]?d)?\b\.?\)?", re.I)
_LABEL_LENGTH = 200
# A sum may be out by its terms' rounding.
_ROUNDING = 0.02


@dataclass(slots=True)
class Draft:
    """A row while its lines are gathered: (columns in force, the line), the first of them deciding the group."""

    lines: list[tuple[tuple[str, ...], Line]]
    group: str | None = None
    doubtful: bool = False
    note: bool = False
    continues: bool = False


@dataclass(slots=True)
class State:
    """What the lines read so far mean for the next one."""

    columns: tuple[str, ...]
    section: str | None = None
    label: str | None = None
    leading: tuple[str, ...] = ()
    drafts: list[Draft] = field(default_factory=list)
    header: list[Span] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    sums: list[float] = field(default_factory=list)


def read_lines(text: str, lines: Sequence[Line], state: State) -> None:
    """Read the lines below the header, in order, into ``state``: drafts of rows, further headers, furniture."""
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


def _read_lone(text: str, line: Line, state: State, can_head: bool) -> None:
    """Read a line with one filled cell: a note, a label for what follows, or more of the row above."""
    cell = line.cells[line.filled[0]]
    raw = text[cell.start : cell.end]
    if is_note(raw):
        state.drafts.append(Draft([(state.columns, line)], note=True))
    elif line.filled == (0,) and _CONTINUED.fullmatch(cell.text):
        state.furniture.append(Span(line.start, line.end))
    elif _carries_on(cell.text, line, state):
        if state.drafts:
            state.drafts[-1].lines.append((state.columns, line))
        else:
            draft = Draft([(state.columns, line)], joined(state.section, state.label), continues=True)
            state.drafts.append(draft)
    elif line.filled == (0,):
        state.drafts.append(Draft([(state.columns, line)], state.section if not can_head else None, line.unsure))
        if can_head and not line.unsure and not is_code(cell.text):
            state.section, state.label, state.leading = cell.text, None, ()
    else:
        _read_unlabelled(line, state)


def _carries_on(words: str, line: Line, state: State) -> bool:
    """Whether a lone cell is the end of the row above: words that begin small, or a line without separators."""
    if line.filled[0] == 0 and line.separated:
        return False
    begins_small = words[0].islower() or words[0] in "•·,;)"
    return begins_small and (line.filled[0] > 0 or bool(state.drafts))


def _start_row(line: Line, state: State) -> None:
    state.drafts.append(Draft([(state.columns, line)], state.section, line.unsure))
    state.leading = tuple(cell.text for cell in line.cells)
    state.label = _label(state.leading, 2 if is_code(state.leading[0]) else 1)
    _add_up(line, state)


def _read_unlabelled(line: Line, state: State) -> None:
    """Read a line whose first cells are empty: a row of the group above, a total, or a second line of figures."""
    if state.drafts and _is_second_line(line, state):
        if _is_total(line, state):
            state.drafts.append(Draft([(state.columns, line)], state.section))
            state.sums = []
            return
        draft = state.drafts[-1]
        draft.lines.append((state.columns, line))
        draft.doubtful = draft.doubtful or any(is_named(state.columns, place) for place in line.filled)
        return
    label = _label(state.leading, line.filled[0]) if state.leading else state.label
    state.drafts.append(Draft([(state.columns, line)], joined(state.section, label)))
    _add_up(line, state)


def _is_second_line(line: Line, state: State) -> bool:
    """Whether a line holds figures only, and its first is no year that tells it from the row above."""
    if not all(is_value(line.cells[place].text) or is_figure(line.cells[place].text) for place in line.filled):
        return False
    place = line.filled[0]
    above = state.leading[place] if place < len(state.leading) else ""
    return not (is_year(line.cells[place].text) and is_year(above))


def _label(leading: Sequence[str], count: int) -> str | None:
    """Join the first cells that later rows leave empty, cut where they are whole paragraphs."""
    kept = [text for text in leading[:count] if text and not is_value(text)] or [t for t in leading[:1] if t]
    return " – ".join(shortened(text) for text in kept) or None


def shortened(text: str) -> str:
    """Return a label, or the beginning of one that is a whole paragraph."""
    return text if len(text) <= _LABEL_LENGTH else text[:_LABEL_LENGTH].rsplit(" ", 1)[0] + " …"


def joined(section: str | None, label: str | None) -> str | None:
    """Return section and group as one label, None where there is neither."""
    return SECTION.join(part for part in (section, label) if part) or None


def is_named(columns: Sequence[str], place: int) -> bool:
    """Whether a figure there would be read as the column's: it has a name, or the table has none at all."""
    return not columns or place >= len(columns) or bool(columns[place])


def _add_up(line: Line, state: State) -> None:
    """Keep the sums of the columns since the last total, by which an unlabelled total is known."""
    state.sums += [0.0] * (len(line.cells) - len(state.sums))
    for place in line.filled:
        state.sums[place] += _number(line.cells[place].text) or 0.0


def _is_total(line: Line, state: State) -> bool:
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
