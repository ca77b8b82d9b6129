"""Agendas and what was put under them: the item of a pack's agenda that each of its papers belongs to.

A paper says its item itself ("AGENDA ITEM 7", "Appendix 1 to item 7"), or stands on the pages that the agenda
names for an item, or bears the item's title; minutes of an earlier meeting stand under the item that confirms
them, and an appendix stands where its report does. What none of this tells is left open.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import AgendaItem, Document, Part, PartKind, Passage
from corpus.words import stems

_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)"
_STATED = re.compile(
    rf"^\W*(?:agenda item|item|agenda)(?:\s+(?:no\b\.?|number))?\s*[:.]?\s*{_NUMBER}\b(?!\s*%)(?P<rest>.{{0,90}})$"
    rf"|^\W*(?:appendix|annexe?|enclosure)\b.{{0,12}}\b(?:to|of|for|under)\s+(?:agenda\s+)?item\s+(?:no\.?\s*)?"
    rf"(?P<of>\d{{1,3}}[a-z]?)\b",
    re.I | re.M,
)
_CONFIRMS = re.compile(r"\bminutes\b(?! of (?:the |a )?(?:sub|task|working))", re.I)
_RANGE = re.compile(r"(?:^|[\s\t|(])(?:pages?\s+)?(?P<first>\d{1,4})\s*(?:[-–—]|to)\s*(?P<last>\d{1,4})\W*$", re.I)
_ONE_PAGE = re.compile(r"\d{1,4}")
_HEAD = 240
# Words of titles that tell no paper from another.
_COMMON = frozenset(stems("report update paper appendix panel committee council board item agenda meeting"))
_ALIKE = 0.75
"""The share of its words that a title must have in common with an item's; a judgement, not tuned."""
_ALIKE_ALONE = 0.6
_FAR = 0.3
"""Less is enough where no other item comes near."""

_FOLLOWING = frozenset({PartKind.APPENDIX, PartKind.SURVEY, PartKind.PLAN})
_OF_A_MEETING = frozenset({PartKind.MINUTES, PartKind.NOTES, PartKind.DECISION})


@dataclass(frozen=True, slots=True)
class _Listed:
    """An item of the agenda, and the printed pages that its row names."""

    item: AgendaItem
    pages: tuple[int, int] | None


def with_links(document: Document) -> Document:
    """Return the document with each part's ``agenda_item``, where its pack holds an agenda that lists it."""
    found: list[Part] = []
    agenda: tuple[Part, tuple[_Listed, ...]] | None = None
    report: str | None = None
    printed = _first_pages(document.passages)
    for number, part in enumerate(document.parts):
        if part.kind is PartKind.AGENDA:
            agenda, report = (part, _listed(document, number)), None
            found.append(part)
            continue
        own = _stated(document, number)
        if own is None and agenda is not None and _may_belong(part, agenda[0]):
            own = _placed(part, agenda[1], printed.get(number))
        if own is None and part.kind in _FOLLOWING:
            own = report
        report = own
        found.append(part if own is None else replace(part, agenda_item=own))
    return replace(document, parts=tuple(found))


def alike(title: str, items: Sequence[AgendaItem]) -> str | None:
    """Return the number of the one item that has a paper's title; None where no item or several have it."""
    words = _telling(title)
    if not words:
        return None
    scores = sorted(
        ((_likeness(words, _telling(item.title)), item.number) for item in items), reverse=True, key=_score
    )
    if not scores:
        return None
    best, second = scores[0][0], scores[1][0] if len(scores) > 1 else 0.0
    enough = best >= _ALIKE or (best >= _ALIKE_ALONE and best - second >= _FAR)
    return scores[0][1] if enough and best > second else None


def _score(pair: tuple[float, str | None]) -> float:
    return pair[0]


def _likeness(title: frozenset[str], item: frozenset[str]) -> float:
    """Return how much of each title the other has; an item's row may go on with what it is for."""
    shared = len(title & item)
    if shared < min(2, len(title)):
        return 0.0
    return (shared / len(title) + shared / max(1, min(len(item), len(title) + 3))) / 2


def _telling(title: str) -> frozenset[str]:
    return frozenset(stems(title)) - _COMMON


def _stated(document: Document, number: int) -> str | None:
    """Return the item that a paper's head names, or the running header above it."""
    part, text = document.parts[number], document.source.text
    before = document.parts[number - 1].end if number else 0
    # The header nearest above counts: the footer of the paper before may stand above it.
    above = _items_named(text[max(before, part.start - _HEAD) : part.start])
    if above or part.kind in _OF_A_MEETING:
        return above[-1] if above else None
    return next(iter(_items_named(text[part.start : min(part.end, part.start + _HEAD)])), None)


def _items_named(head: str) -> list[str]:
    found = []
    for match in _STATED.finditer(head):
        said: str | None = match["number"] or match["of"]
        if said is not None and (match["rest"] is None or _is_label(match["rest"])):
            found.append(said)
    return found


def _is_label(rest: str) -> bool:
    """Say whether what follows "Item 7" leaves it a label: nothing, or a title behind a dash or colon."""
    rest = rest.strip(" *_#|")
    return not rest or rest[0] in "-–—:|.(" or rest.lower().startswith(("appendix", "annex")) or rest[0].isupper()


def _may_belong(part: Part, agenda: Part) -> bool:
    """Say whether a paper may be under an agenda: of its meeting, or minutes of a meeting before it."""
    if part.body is not None and agenda.body is not None and part.body != agenda.body:
        return part.kind in _OF_A_MEETING
    if part.meeting_date is None or agenda.meeting_date is None:
        return True
    if part.kind in _OF_A_MEETING:
        return part.meeting_date < agenda.meeting_date
    return part.meeting_date == agenda.meeting_date


def _placed(part: Part, listed: Sequence[_Listed], page: int | None) -> str | None:
    """Find the item by the pages that the agenda names, else by its title; for minutes, by what it is for."""
    on_page = [
        one.item.number
        for one in listed
        if page is not None and one.pages and one.pages[0] <= page <= one.pages[1]
    ]
    if len(on_page) == 1:
        return on_page[0]
    if part.kind in _OF_A_MEETING:
        confirming = [one.item.number for one in listed if _CONFIRMS.search(one.item.title[:80])]
        return confirming[0] if len(confirming) == 1 else None
    return alike(part.title, [one.item for one in listed])


def _listed(document: Document, agenda: int) -> tuple[_Listed, ...]:
    """Return an agenda's items with the pages that their rows end in."""
    ranges: dict[int, tuple[int, int]] = {}
    first = bisect_left(document.passages, agenda, key=lambda passage: passage.part)
    last = bisect_right(document.passages, agenda, key=lambda passage: passage.part)
    for passage in document.passages[first:last]:
        if passage.item is not None and passage.item not in ranges:
            pages = _pages_of(passage)
            if pages is not None:
                ranges[passage.item] = pages
    items = document.parts[agenda].items
    return tuple(_Listed(item, ranges.get(at)) for at, item in enumerate(items) if item.number)


def _pages_of(passage: Passage) -> tuple[int, int] | None:
    match = _RANGE.search(passage.text[-40:])
    if match is not None and int(match["first"]) <= int(match["last"]):
        return int(match["first"]), int(match["last"])
    last = passage.cells[-1] if len(passage.cells) > 2 else None
    if last is not None and "page" in (last.column or "").lower() and _ONE_PAGE.fullmatch(last.text.strip()):
        return int(last.text), int(last.text)
    return None


def _first_pages(passages: Sequence[Passage]) -> dict[int, int]:
    """Return the printed page on which each part begins, where it has a number."""
    return dict(reversed(list(_numbered_pages(passages))))


def _numbered_pages(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    for passage in passages:
        if passage.printed_page is not None and passage.printed_page.isdigit():
            yield passage.part, int(passage.printed_page)
