"""Blocks into passages: each with its item, its headings, its lead-in and, for rows, its table."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block, BlockKind
from corpus.headings import STRAY_NUMBER, is_lead_in, path_step, title_of
from corpus.items import number_items, takes_effect
from corpus.prose import is_bold, is_upper, plain
from corpus.records import AgendaItem, Passage, PassageKind, SourceText, Span, Table
from corpus.tables import ParsedTable, parse_table

_KINDS = {
    BlockKind.HEADING: PassageKind.HEADING,
    BlockKind.TEXT: PassageKind.PARAGRAPH,
    BlockKind.BULLET: PassageKind.BULLET,
    BlockKind.NOTE: PassageKind.NOTE,
}
_LONGEST_LEAD_IN = 300
# A longer paragraph ends what a lead-in introduces.
_LONGEST_LED = 160
_LONGEST_CAPTION = 160
_PAGES = re.compile(r"\s+(?:\(?pages?\s)?\d{1,4}\s?[-–]\s?\d{1,4}\)?$", re.I)
_ITEM_NUMBER = re.compile(r"\d{1,3}[A-Za-z]?\.?|\d{1,3}\.\d{1,2}")


@dataclass(slots=True)
class Draft:
    """A passage before its place in the document is known. ``rows``: which rows of which of its paper's tables."""

    kind: PassageKind
    spans: tuple[Span, ...]
    item: int | None = None
    headings: tuple[str, ...] = ()
    lead_in: str | None = None
    rows: tuple[tuple[int, int], ...] = ()
    table: int | None = None


@dataclass(slots=True)
class Gathered:
    """What one paper holds: its passages, items and tables, and what is left out of them."""

    drafts: list[Draft] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    tables: list[ParsedTable] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """Where in its paper the reading stands."""

    item: int | None = None
    row_item: int | None = None
    stack: list[tuple[float, str]] = field(default_factory=list)
    lead_in: str | None = None
    listing: bool = False
    parents: list[tuple[int, str]] = field(default_factory=list)
    previous: ParsedTable | None = None


def gather(source: SourceText, blocks: Sequence[Block], *, head: int, agenda: bool, first_table: int) -> Gathered:
    """Turn the blocks of one paper into passages.

    ``head`` counts the lines of the paper's head, whose headings are its title and stand in no path.
    ``first_table`` is the index its first table gets in the document.
    """
    gathered = Gathered()
    opening = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.lines[0].opens]
    numbered = {at: order for order, at in enumerate(number_items(blocks) or opening)}
    gathered.items.extend(
        AgendaItem(blocks[at].number, _item_title(blocks[at]), blocks[at].start, blocks[at].start)
        for at in numbered
    )
    _settle_strays(blocks, numbered)
    known = {(blocks[at].number, _key(blocks[at])): order for at, order in numbered.items()}
    place = _Place()
    pending: list[tuple[int, int]] = []
    seen = 0
    for at, block in enumerate(blocks):
        in_head = seen < head
        seen += len(block.lines)
        for heading, _ in [due for due in pending if due[1] <= at]:
            _enter(place, blocks[heading], numbered.get(heading))
        pending = [due for due in pending if due[1] > at]
        if block.kind is BlockKind.HEADING:
            order = numbered.get(at, known.get((block.number, _key(block))) if block.number else None)
            if block.interrupts:
                pending.append((at, takes_effect(blocks, at) if order is not None else at + 1))
            elif in_head and order is None:
                place.lead_in = None
            else:
                _enter(place, block, order)
            item = order if order is not None else place.item
            headings = tuple(title for _, title in place.stack[:-1]) if not block.interrupts else ()
            gathered.drafts.append(
                Draft(PassageKind.HEADING, block.spans(), item, _without_item(gathered, item, headings))
            )
            place.previous = None
        elif block.kind is BlockKind.TABLE:
            _gather_table(source, blocks, at, gathered, place, first_table, agenda=agenda)
        else:
            _gather_words(gathered, place, block)
    return gathered


def _item_title(block: Block) -> str:
    """Return an item's title without the pages that an agenda names behind it ("7 - 12")."""
    return _PAGES.sub("", plain(block.words)).rstrip(":")


def _settle_strays(blocks: Sequence[Block], numbered: dict[int, int]) -> None:
    """Rank numbered headings that count on their own, inside an item, below the items' headings.

    A number that nothing precedes or follows makes no heading of a line, unless its words stand out themselves.
    """
    own = {_key(blocks[at]) for at in numbered}
    strays = [
        block
        for at, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and block.number and at not in numbered and _key(block) not in own
    ]
    counted = {figure for block in strays if (figure := _last_figure(block)) is not None}
    for block in strays:
        figure = _last_figure(block)
        if block.level or is_upper(plain(block.words)) or is_bold(block.words):
            continue
        if (figure is not None and not counted & {figure - 1, figure + 1}) or not block.closed:
            block.kind = BlockKind.TEXT
        elif numbered:
            block.rank = max(block.rank, STRAY_NUMBER)


def _last_figure(block: Block) -> int | None:
    step = (block.number or "").rpartition(".")[2]
    return int(step) if step.isdigit() else None


def _key(block: Block) -> str:
    return re.sub(r"\W+", "", plain(block.words).lower())[:24]


def _enter(place: _Place, heading: Block, order: int | None) -> None:
    path_step(place.stack, heading)
    if order is not None:
        place.item = order
    place.lead_in, place.listing, place.parents, place.previous = None, False, [], None


def _without_item(gathered: Gathered, item: int | None, headings: tuple[str, ...]) -> tuple[str, ...]:
    """Leave the item's own title out of the path of headings."""
    if item is None:
        return headings
    own = _squeezed(gathered.items[item].title)
    return tuple(step for step in headings if not _squeezed(step).endswith(own) or not own)


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def _gather_words(gathered: Gathered, place: _Place, block: Block) -> None:
    headings = _without_item(gathered, place.item, tuple(title for _, title in place.stack))
    lead_in = place.lead_in
    if block.kind is BlockKind.BULLET:
        place.listing = True
        level = max(block.lines[0].item, 1) * 100 if block.lines[0].item else block.lines[0].indent
        while place.parents and place.parents[-1][0] >= level:
            place.parents.pop()
        lead_in = place.parents[-1][1] if place.parents else lead_in
        place.parents.append((level, plain(block.words)[:_LONGEST_LEAD_IN]))
    elif block.kind is BlockKind.TEXT:
        if place.listing or is_lead_in(block):
            lead_in = place.lead_in = None
        elif len(block.words) > _LONGEST_LED:
            place.lead_in = None
        place.listing, place.parents, place.previous = False, [], None
        if is_lead_in(block):
            place.lead_in = _last_sentence(plain(block.words))
    if block.kind is BlockKind.NOTE:
        lead_in = None
    gathered.drafts.append(Draft(_KINDS[block.kind], block.spans(), place.item, headings, lead_in))


def _last_sentence(text: str) -> str:
    tail = text[-_LONGEST_LEAD_IN:]
    pieces = re.split(r"(?<=[.!?])\s+(?=[A-Z])", tail)
    return pieces[-1]


def _gather_table(
    source: SourceText,
    blocks: Sequence[Block],
    at: int,
    gathered: Gathered,
    place: _Place,
    first: int,
    *,
    agenda: bool,
) -> None:
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
    headings = tuple(title for _, title in place.stack)
    lead_in = place.lead_in if at and is_lead_in(blocks[at - 1]) else None
    table = parsed.table.index
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
    for draft in sorted(drafts, key=lambda draft: draft.spans):
        draft.headings = _without_item(gathered, draft.item, draft.headings)
        gathered.drafts.append(draft)


def _table_title(blocks: Sequence[Block], at: int, place: _Place) -> str | None:
    """Name a table by the caption right above it, else by the nearest heading."""
    above = blocks[at - 1] if at else None
    if (
        above is not None
        and above.kind in (BlockKind.TEXT, BlockKind.HEADING)
        and len(above.words) <= _LONGEST_CAPTION
    ):
        return title_of(above)
    if place.previous is not None:
        return place.previous.table.title
    return place.stack[-1][1] if place.stack else None


def _agenda_item(gathered: Gathered, parsed: ParsedTable, row: int) -> int | None:
    """Make an item of a row of an agenda's table of items: a number, then its subject."""
    cells = [cell for cell in parsed.rows[row].cells if cell.text.strip()]
    if len(cells) < 2 or not _ITEM_NUMBER.fullmatch(cells[0].text.strip()) or len(cells[1].text) < 3:
        return None
    spans = parsed.rows[row].spans
    title = re.split(r"(?<=[a-z])\s{2,}|(?<=\w)\.\s", plain(cells[1].text))[0][:160]
    gathered.items.append(AgendaItem(cells[0].text.strip().rstrip("."), title, spans[0].start, spans[-1].end))
    return len(gathered.items) - 1


class Pages:
    """Answers on which page of the file, and on which printed page, an offset stands."""

    def __init__(self, source: SourceText) -> None:
        self._starts = [page.start for page in source.pages]
        self._pages = source.pages

    def at(self, offset: int) -> tuple[int | None, str | None]:
        """Return the page's number and its printed label; None where the format has no pages."""
        if not self._pages:
            return None, None
        page = self._pages[max(0, bisect_right(self._starts, offset) - 1)]
        return page.number, page.printed


def finish(
    source: SourceText, pages: Pages, draft: Draft, gathered: Gathered, *, index: int, part: int, text: str
) -> Passage:
    """Make the passage of a draft."""
    page, printed = pages.at(draft.spans[0].start)
    rows = [gathered.tables[table].rows[row] for table, row in draft.rows]
    return Passage(
        index=index,
        kind=draft.kind,
        spans=draft.spans,
        text=text,
        part=part,
        item=draft.item,
        headings=draft.headings,
        lead_in=draft.lead_in,
        page=page,
        printed_page=printed,
        table=draft.table,
        cells=tuple(cell for row in rows for cell in row.cells),
        group=rows[0].group if rows else None,
        doubtful=any(row.doubtful for row in rows),
    )


def tables_of(gathered: Gathered) -> list[Table]:
    """Return the tables of a paper."""
    return [parsed.table for parsed in gathered.tables]
