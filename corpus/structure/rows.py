"""The rows of a paper's tables as passages, and the items that an agenda's table lists."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.records import AgendaItem, PassageKind, SourceText
from corpus.structure.blocks import Block, BlockKind
from corpus.structure.drafts import Draft, Gathered, Place, without_item
from corpus.structure.headings import is_lead_in
from corpus.structure.particulars import states_particulars
from corpus.structure.paths import title_of, titles
from corpus.structure.prose import is_heading_text, plain
from corpus.tables.tables import ParsedTable, note_mark, parse_table

_LONGEST_CAPTION = 160
_MOSTLY = 0.6
# A table's notes stand at its end; it goes on over this many pages at most.
_MOST_BLOCKS = 12
_NAMED_TABLE = re.compile(r"(?:table|figure|fig\.|chart|graph)\s\w{1,4}\b", re.I)
_HELD = re.compile(r"\b(?:held (?:on|at|in)|meeting of)\b|^\d{1,2}(?:st|nd|rd|th)? [A-Za-z]+ \d{4}$", re.I)
_LABEL = re.compile(r"\W*(?:minutes|decisions?|resolved|discussion|notes)\W*", re.I)
_NUMBER_COLUMN = re.compile(r"\W*(?:(?:agenda |minute )?(?:item|no|number|ref|minute)s?)?(?: no)?\W*", re.I)
_TALK_COLUMN = re.compile(r"\b(?:discussion|minutes?|notes?|summary|decisions?|subject|item)\b", re.I)
_MINUTE_NUMBER = re.compile(r"[A-Z]{0,6}[/.]?\d{1,4}(?:[/.]\d{1,4}){1,2}|[A-Z]{1,6}[/.]\d{1,4}|\d{1,4}\.")
_ITEM_NUMBER = re.compile(r"\d{1,3}[A-Za-z]?\.?|\d{1,3}\.\d{1,2}")


def gather_table(
    source: SourceText,
    blocks: Sequence[Block],
    at: int,
    gathered: Gathered,
    place: Place,
    first: int,
    *,
    agenda: bool,
    minutes: bool = False,
) -> None:
    """Add a table's header and rows to what is gathered of its paper.

    ``first`` is the index of the paper's first table in the document. In an ``agenda`` a row that begins with a
    number is an item, in ``minutes`` where the columns are those of minutes ("Item | Discussion | Action"). A row
    that a page break cut becomes part of the last one of the block before.
    """
    block = blocks[at]
    headers = [line.end for line in block.lines if line.header]
    previous = place.previous
    parsed = parse_table(
        source.text,
        block.lines[0].start,
        block.lines[-1].end,
        title=_table_title(blocks, at, place),
        header_end=max(headers) if headers else None,
        previous=previous.table if previous else None,
        index=first + len(gathered.tables),
        previous_group=previous.last_group if previous else None,
    )
    number = len(gathered.tables)
    gathered.tables.append(parsed)
    place.previous = parsed
    headings = titles(place.stack)
    lead_in = place.lead_in if at and is_lead_in(blocks[at - 1]) else None
    table = parsed.table.index
    agenda = agenda or (minutes and _is_of_minutes(parsed))
    drafts = [Draft(PassageKind.HEADING, (span,), place.item, headings, None, (), table) for span in parsed.header]
    for row, parsed_row in enumerate(parsed.rows):
        before = drafts[-1] if drafts else gathered.drafts[-1] if gathered.drafts else None
        if parsed_row.continues and before is not None and before.kind is PassageKind.ROW:
            before.spans += parsed_row.spans
            before.rows += ((number, row),)
            continue
        item = _agenda_item(gathered, parsed, row) if agenda else None
        drafts.append(
            Draft(
                PassageKind.NOTE if parsed_row.note else PassageKind.ROW,
                parsed_row.spans,
                item if item is not None else place.row_item if agenda else place.item,
                headings,
                lead_in,
                ((number, row),),
                table,
            )
        )
        place.row_item = item if item is not None else place.row_item
    place.listing = True  # what a lead-in introduced ends with the table
    for draft in sorted(drafts, key=lambda draft: draft.spans):
        draft.headings = without_item(gathered, draft.item, draft.headings)
        gathered.drafts.append(draft)


def add_note(gathered: Gathered, place: Place, note: str) -> None:
    """Give a note below a table to that table, and to its blocks on the pages before, which may carry the mark."""
    if place.previous is None or not gathered.tables or gathered.tables[-1] is not place.previous:
        return
    last = place.previous.table
    mark = note_mark(note)
    for at in range(len(gathered.tables) - 1, max(-1, len(gathered.tables) - 1 - _MOST_BLOCKS), -1):
        parsed = gathered.tables[at]
        table = parsed.table
        if (table.title, table.columns) != (last.title, last.columns):
            break
        missing = mark not in map(note_mark, table.notes) and _carries(parsed, mark)
        if table is last or missing:
            gathered.tables[at] = replace(parsed, table=replace(table, notes=(*table.notes, note)))
    place.previous = gathered.tables[-1]


def _carries(parsed: ParsedTable, mark: str | None) -> bool:
    return any(mark in cell.notes for row in parsed.rows for cell in row.cells)


def _table_title(blocks: Sequence[Block], at: int, place: Place) -> str | None:
    """Name a table by the caption right above it, else by the nearest heading."""
    above = blocks[at - 1] if at else None
    if (
        above is not None
        and above.kind in (BlockKind.TEXT, BlockKind.HEADING)
        and len(above.words) <= _LONGEST_CAPTION
        and not above.words.rstrip("* ").endswith((".", "?", ";"))
        and (above.kind is BlockKind.HEADING or _is_caption(title_of(above)))
    ):
        return title_of(above)
    if place.previous is not None:
        return place.previous.table.title
    return next((step.title for step in reversed(place.stack) if not _LABEL.fullmatch(step.title)), None)


def _is_caption(words: str) -> bool:
    """Say whether a line names a table: not a time or place, nor who was there, nor half a sentence."""
    if _NAMED_TABLE.match(words):
        return True
    name = words.rstrip(":")
    return is_heading_text(name) and not states_particulars(words) and not _HELD.search(name)


def _is_of_minutes(parsed: ParsedTable) -> bool:
    """Say whether minutes are laid out as a table: by its columns, or by the numbers its rows begin with."""
    columns = parsed.table.columns
    if not columns:
        first = [row.cells[0].text for row in parsed.rows if len(row.cells) > 1 and row.group is None]
        return len(first) > 1 and sum(_MINUTE_NUMBER.fullmatch(text) is not None for text in first) > 0.6 * len(
            first
        )
    if len(columns) < 2 or not _NUMBER_COLUMN.fullmatch(columns[0]):
        return False
    return any(_TALK_COLUMN.search(name) for name in columns[1:])


def _is_number(text: str) -> bool:
    return _ITEM_NUMBER.fullmatch(text) is not None or _MINUTE_NUMBER.fullmatch(text) is not None


def _agenda_item(gathered: Gathered, parsed: ParsedTable, row: int) -> int | None:
    """Make an item of a row of an agenda's table of items: a number, then its subject."""
    cells = [cell for cell in parsed.rows[row].cells if cell.text.strip()]
    if len(cells) < 2 or not _is_number(cells[0].text.strip()) or len(cells[1].text) < 3:
        return None
    spans = parsed.rows[row].spans
    title = re.split(r"(?<=[a-z])\s{2,}|(?<=\w)\.\s", plain(cells[1].text))[0][:160]
    gathered.items.append(AgendaItem(cells[0].text.strip().rstrip("."), title, spans[0].start, spans[-1].end))
    return len(gathered.items) - 1
