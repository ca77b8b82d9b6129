"""Blocks into passages: each with its item, its headings, its lead-in and, for rows, its table."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.records import AgendaItem, PassageKind, SourceText
from corpus.structure.blocks import Block, BlockKind
from corpus.structure.drafts import Draft, Gathered, Place, without_item
from corpus.structure.headings import RUN_IN, STRAY_NUMBER, is_lead_in
from corpus.structure.items import number_items, run_in_items, run_in_title, takes_effect
from corpus.structure.paths import DIVISION, enter_heading, enter_item, titles
from corpus.structure.prose import is_bold, is_upper, plain
from corpus.structure.rows import add_note, gather_table

_KINDS = {
    BlockKind.HEADING: PassageKind.HEADING,
    BlockKind.TEXT: PassageKind.PARAGRAPH,
    BlockKind.BULLET: PassageKind.BULLET,
    BlockKind.NOTE: PassageKind.NOTE,
}
_LONGEST_LEAD_IN = 300
# A longer paragraph ends what a lead-in introduces.
_LONGEST_LED = 160
_YEARS_OR_NAME = re.compile(r"20\d\d/\d\d|[A-Z]+[./ ]?\d+(?:/\d+)?")
_NOTES_LABEL = re.compile(r"\W*(?:foot)?notes?(?: to (?:the )?table)?\W*", re.I)
_TALK_LABEL = re.compile(r"\W*(?:minutes|discussion|notes)\W*", re.I)
_PAGES = re.compile(r"\s+(?:\(?pages?\s)?\d{1,3}\s?[-–]\s?\d{1,3}\)?$", re.I)


def gather(
    source: SourceText,
    blocks: Sequence[Block],
    *,
    head: int,
    agenda: bool,
    first_table: int,
    fewest: int = 2,
    minutes: bool = False,
) -> Gathered:
    """Turn the blocks of one paper into passages.

    ``head`` counts the lines of the paper's head, whose headings are its title and stand in no path.
    ``first_table`` is the index its first table gets in the document. ``fewest`` headings make numbered items; in
    ``minutes`` without any, numbered paragraphs may be.
    """
    gathered = Gathered()
    opening = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.lines[0].opens]
    places = number_items(blocks, fewest) or opening
    if minutes and not places:
        single = number_items(blocks, 1)
        # One minute alone is an item by its kind of number: "C/94", not "1."
        places = single if single and not (blocks[single[0]].number or "").isdigit() else run_in_items(blocks)
    numbered = {at: order for order, at in enumerate(places)}
    gathered.items.extend(
        AgendaItem(blocks[at].number, _item_title(blocks[at]), blocks[at].start, blocks[at].start)
        for at in numbered
    )
    _settle_strays(blocks, numbered)
    known = {(blocks[at].number, _key(blocks[at])): order for at, order in numbered.items()}
    place = Place()
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
            headings = titles(place.stack[:-1]) if not block.interrupts else ()
            gathered.drafts.append(
                Draft(PassageKind.HEADING, block.spans(), item, without_item(gathered, item, headings))
            )
            place.previous = None
        elif block.kind is BlockKind.TABLE:
            gather_table(
                source, blocks, at, gathered, place, first_table, agenda=agenda, minutes=minutes and not places
            )
        else:
            if at in numbered:
                _enter(place, replace(block, words=run_in_title(block), rank=RUN_IN), numbered[at])
            _gather_words(gathered, place, block)
    return gathered


def _item_title(block: Block) -> str:
    """Return an item's title without the pages that an agenda names behind it ("7 - 12")."""
    if block.kind is not BlockKind.HEADING:
        return run_in_title(block)
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
        if _YEARS_OR_NAME.fullmatch(block.number or "") and not counted & {(figure or 0) - 1, (figure or 0) + 1}:
            block.number, block.words = (
                None,
                block.lines[0].text,
            )  # "2019/20 Outturn", "HS.2 Works": a name, no number
        elif (figure is not None and not counted & {figure - 1, figure + 1}) or not block.closed:
            block.kind = BlockKind.TEXT
        elif numbered:
            block.rank = max(block.rank, STRAY_NUMBER)


def _last_figure(block: Block) -> int | None:
    step = (block.number or "").rpartition(".")[2]
    return int(step) if step.isdigit() else None


def _key(block: Block) -> str:
    return re.sub(r"\W+", "", plain(block.words).lower())[:24]


def _enter(place: Place, heading: Block, order: int | None) -> None:
    if order is not None:
        enter_item(place.stack, heading)
        place.item = order
    else:
        enter_heading(place.stack, heading)
        place.item = None if heading.rank <= DIVISION else place.item
    place.lead_in, place.listing, place.parents, place.previous = None, False, [], None


def _gather_words(gathered: Gathered, place: Place, block: Block) -> None:
    headings = without_item(gathered, place.item, titles(place.stack))
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
        place.listing, place.parents = False, []
        if _NOTES_LABEL.fullmatch(plain(block.words)):
            place.noting = place.previous is not None
        elif place.noting and block.number is not None:
            add_note(gathered, place, f"{block.number} {plain(block.words)}")
        else:
            place.previous, place.noting = None, False
        if is_lead_in(block) and not _TALK_LABEL.fullmatch(block.words):
            place.lead_in = _last_sentence(plain(block.words))
    if block.kind is BlockKind.NOTE:
        lead_in = None
        add_note(gathered, place, " ".join(block.words.split()))
    gathered.drafts.append(Draft(_KINDS[block.kind], block.spans(), place.item, headings, lead_in))


def _last_sentence(text: str) -> str:
    tail = text[-_LONGEST_LEAD_IN:]
    pieces = re.split(r"(?<=[.!?])\s+(?=[A-Z])", tail)
    return pieces[-1]
