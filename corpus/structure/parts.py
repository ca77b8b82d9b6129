"""A pack cut into its papers: where each begins, and what its head says of kind, title, body and date."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.records import PartKind
from corpus.structure.exemption import first_marking, turns_of_privacy
from corpus.structure.furniture import BLANK_PAGE
from corpus.structure.headings import APPENDIX_LIST
from corpus.structure.kinds import PRESENT, REPORT_SECTION
from corpus.structure.lines import Line, Shape
from corpus.structure.mastheads import body_of, day_of, is_header, is_paper_header, kind_of
from corpus.structure.naming import Head, read_head
from corpus.structure.particulars import opens_report
from corpus.structure.prose import finished, is_heading_text, plain, starts_low

_AGENDA_ITEM = re.compile(r"\W*agenda item(?: no\.?| number)?\s?:?\s*(?P<number>\d{1,3}[a-z]?)\W*", re.I)
_ITEM = re.compile(r"\W*item(?: no\.?)?\s?:?\s*(?P<number>\d{1,3}[a-z]?)\W*", re.I)
_REPORT_BY = re.compile(r"\W*report (?:of|by|to|from)\b", re.I)
_STATED_LINES = 8
_APPENDIX = re.compile(
    r"\W*(?:appendix|annexe?)\s+(?P<label>\d{1,3}[a-z]?|[A-Z]\d?|[ivx]{1,4})\b(?P<title>.*)", re.I
)
_AFTER_LIST = re.compile(
    r"\W*(?:(?:specific )?contact points?|background (?:papers|documents)|report author|contacts?)\b", re.I
)
_OPENING_WORDS = (
    "minutes", "agenda", "notes", "decision", "panel", "committee", "council", "board", "cabinet", "commission",
    "assembly", "authority", "forum", "executive", "group", "partnership", "appendix", "annex", "party", "summons",
    "notice", "report", "item", "meeting",
)  # fmt: skip
_HEAD_LINES = 14
_CLUSTER = 6
_TAIL = 8


@dataclass(frozen=True, slots=True)
class Paper:
    """The lines of one paper: ``first`` up to, not including, ``last`` (places among the lines kept).

    ``cut`` says that it is one of several stretches, public and exempt, of the same minutes; ``why`` how its
    beginning was found ("top", "meeting", "report", "item", "appendix", "blank").
    """

    first: int
    last: int
    head: Head
    label: str | None = None
    blank_before: bool = False
    cut: bool = False
    why: str = "top"


@dataclass(frozen=True, slots=True)
class _Start:
    at: int
    why: str
    label: str | None = None


def cut_papers(lines: Sequence[Line], kept: Sequence[Line]) -> tuple[Paper, ...]:
    """Return the papers of a document in order; together they hold every line of ``kept``.

    ``lines`` are all the lines, ``kept`` those that are no furniture (pages left blank part papers, and are
    furniture).
    """
    if not kept:
        return ()
    blanks = _behind_blank_pages(lines, kept)
    starts = _starts(kept, blanks, _running_items(lines, kept))
    papers: list[Paper] = []
    for start, end in zip(starts, [*[start.at for start in starts[1:]], len(kept)], strict=True):
        head = read_head(kept[start.at : min(end, start.at + _HEAD_LINES * 3)], start.why)
        paper = Paper(start.at, end, head, start.label, start.at in blanks, why=start.why)
        papers.extend(_by_privacy(paper, kept))
    return tuple(papers)


def _by_privacy(paper: Paper, kept: Sequence[Line]) -> Iterator[Paper]:
    """Cut a paper where the public was asked to leave, or a marking stands, so that what is exempt is a part."""
    turns = [(0, paper.head.exempt)]
    if paper.head.kind in (PartKind.MINUTES, PartKind.NOTES, PartKind.DECISION, None):
        for place, private in turns_of_privacy(kept[paper.first : paper.last]):
            if place > turns[-1][0]:
                turns.append((place, private or paper.head.exempt))
    elif not paper.head.exempt:
        marked = first_marking(kept[paper.first : paper.last])
        turns += [(marked, True)] if marked is not None else []
    ends = [*(place for place, _ in turns[1:]), paper.last - paper.first]
    for (place, exempt), end in zip(turns, ends, strict=True):
        head = replace(paper.head, exempt=exempt, lines=0 if place else paper.head.lines)
        first, last = paper.first + place, paper.first + end
        yield replace(paper, first=first, last=last, head=head, cut=len(turns) > 1)


def _behind_blank_pages(lines: Sequence[Line], kept: Sequence[Line]) -> frozenset[int]:
    """Return the positions in ``kept`` of the first lines behind a page left blank."""
    blank = [line.index for line in lines if len(line.text) < 80 and BLANK_PAGE.fullmatch(line.text)]
    found, at = set(), 0
    for index in blank:
        while at < len(kept) and kept[at].index < index:
            at += 1
        if 0 < at < len(kept):
            found.add(at)
    return frozenset(found)


def _running_items(lines: Sequence[Line], kept: Sequence[Line]) -> dict[int, str]:
    """Return, by position in ``kept``, the agenda item that a running header names from there on."""
    found: dict[int, str] = {}
    kept_lines = {line.index: at for at, line in enumerate(kept)}
    waiting: str | None = None
    for line in lines:
        place = kept_lines.get(line.index)
        if place is not None and waiting is not None:
            found[place], waiting = waiting, None
        elif place is None and len(line.text) <= LONGEST_OPENING:
            match = _AGENDA_ITEM.fullmatch(line.text)
            waiting = match["number"] if match is not None else waiting
    return found


def _starts(kept: Sequence[Line], blanks: frozenset[int], running: Mapping[int, str]) -> list[_Start]:
    starts = [_Start(0, "top", _appendix_label(kept[0]))]
    current: tuple[PartKind | None, date | None] = _meeting_at(kept, 0) or (None, None)
    free = _head_end(kept, 0)
    named: set[str] = set()
    for at in range(len(kept)):
        if at == 0:
            continue
        meeting = _opens_meeting(kept, at)
        if meeting is not None and meeting != current and (at >= free or starts[-1].why == "blank"):
            begin = _cluster_start(kept, at, starts[-1].at)
            if begin == starts[-1].at:
                starts[-1] = replace(starts[-1], why="meeting")
            else:
                starts.append(_Start(begin, "meeting"))
            current = meeting
            free = _head_end(kept, at)
            continue
        if at in running and running[at] not in named:
            named.add(running[at])
            starts.append(_Start(at, "item", running[at]))
            current = _meeting_at(kept, at) or (None, None)
            free = _head_end(kept, at)
        if at < free:
            continue
        start = _other_start(kept, at, starts[-1], blank=at in blanks)
        if start is not None:
            starts.append(start)
            named.update([start.label] if start.label and start.why == "item" else [])
            current = _meeting_at(kept, at) or (None, None)
            free = _head_end(kept, at)
    return starts


def _other_start(kept: Sequence[Line], at: int, last: _Start, *, blank: bool) -> _Start | None:
    line = kept[at]
    if blank and not starts_low(line.text) and line.shape is not Shape.BULLET:
        label = _appendix_label(line)
        return _Start(at, "appendix" if label else "blank", label)
    if len(line.text) > LONGEST_OPENING or not _might_open(line.text):
        return None
    item = _AGENDA_ITEM.fullmatch(line.text) or _bare_item(kept, at)
    if item is not None and item["number"] != last.label:
        return _Start(at, "item", item["number"])
    report = _opens_report(kept, at)
    if report or is_paper_header(kept, at):
        return _Start(_cluster_start(kept, at, at - 2) if report else at, "report")
    label = _opens_appendix(kept, at)
    if label is not None and label != last.label:
        return _Start(at, "appendix", label)
    return None


def _bare_item(kept: Sequence[Line], at: int) -> re.Match[str] | None:
    """Return the match of a bare "Item 3" below which a report's head or first section stands."""
    item = _ITEM.fullmatch(kept[at].text)
    if item is None:
        return None
    below = [line for line in kept[at + 1 : at + _CLUSTER] if len(line.text) <= LONGEST_OPENING]
    reports = any(_REPORT_BY.match(line.text) or REPORT_SECTION.fullmatch(line.text[:80]) for line in below)
    return item if reports else None


def _opens_report(kept: Sequence[Line], at: int) -> bool:
    """Say whether a line is the first of those that state to whom, of what and when a report is."""
    above = kept[at - 1]
    named = above.gap > 0 and is_header(above) and body_of(above.text) is not None
    parted = named or kept[at].gap > 0 or kept[at].page != above.page
    return parted and opens_report([line.text for line in kept[at : at + _STATED_LINES]])


LONGEST_OPENING = 200


def _might_open(text: str) -> bool:
    """Say whether a line holds a word without which none opens a paper: looked up faster than any pattern."""
    small = text.lower()
    return any(word in small for word in _OPENING_WORDS)


def _opens_meeting(kept: Sequence[Line], at: int) -> tuple[PartKind, date | None] | None:
    """Return kind and date where the head of an agenda, of minutes or of notes begins."""
    line = kept[at]
    if not is_header(line) or line.shape is Shape.NUMBER or not _might_open(line.text):
        return None
    if body_of(line.text) is None and kind_of(line.text) is None:
        return None
    return _meeting_at(kept, at)


def _meeting_at(kept: Sequence[Line], at: int) -> tuple[PartKind, date | None] | None:
    """Read body, kind and date from the cluster of short lines at a place; all but the date must be there."""
    body, kind, day = False, None, None
    for line in kept[at : at + _CLUSTER]:
        dated = line.shape is Shape.NUMBER and day_of(line.text) is not None  # "2 JULY 2019"
        if not is_header(line) or not (line.shape is Shape.TEXT or dated):
            break
        body = body or body_of(line.text) is not None
        kind = kind or kind_of(line.text) or (PartKind.MINUTES if day and PRESENT.match(line.text[:40]) else None)
        day = day or day_of(line.text)
    if kind is None or not body or (day is None and at > 0):
        return None
    return kind, day


def _cluster_start(kept: Sequence[Line], at: int, after: int) -> int:
    """Go back over the header lines right above (a council's name, "DRAFT")."""
    begin = at
    while begin - 1 > after and at - begin < 2:
        line = kept[begin - 1]
        if not is_header(line) or line.shape is not Shape.TEXT or finished(line.text) or len(line.text) > 60:
            break
        if kind_of(line.text) is None and body_of(line.text) is None:
            break
        begin -= 1
    return begin


def _head_end(kept: Sequence[Line], at: int) -> int:
    """Return the position behind the head of a paper: its first prose, table or bullet, or a dozen lines on."""
    end = at + 1
    while end < len(kept) and end - at < _TAIL and is_header(kept[end]) and not finished(kept[end].text):
        end += 1
    return end


def _appendix_label(line: Line) -> str | None:
    if len(line.text) > LONGEST_OPENING or line.shape is Shape.TABLE:
        return None
    match = _APPENDIX.fullmatch(plain(line.text))
    return f"appendix {match['label'].lower()}" if match and not finished(line.text.rstrip(":")) else None


def _opens_appendix(kept: Sequence[Line], at: int) -> str | None:
    """Return the label of an appendix that begins here, None where one is only listed or named."""
    line = kept[at]
    label = _appendix_label(line)
    if label is None or line.shape is not Shape.TEXT or at + 1 >= len(kept):
        return None
    above, below = kept[at - 1], kept[at + 1]
    if APPENDIX_LIST.fullmatch(above.text[:80]) or _listed(above, label) or _listed(below, label):
        return None
    if _AFTER_LIST.match(below.text) or starts_low(line.text) or (line.gap == 0 and not finished(above.text)):
        return None
    match = _APPENDIX.fullmatch(plain(line.text))
    title = match["title"].strip(" :–—-.") if match else ""
    if title:
        return label if is_heading_text(title) and not title[0].islower() else None
    # A bare "Appendix A" over a table is a section of its report, unless it opens a page.
    turned = line.page is not None and line.page != above.page
    return label if turned or below.shape is not Shape.TABLE else None


def _listed(line: Line, label: str) -> bool:
    other = _appendix_label(line)
    return other is not None and other != label


def listed_appendices(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Yield label and title of the appendices that a report lists ("Appendix 2 - Summary of the survey")."""
    for line in lines:
        if len(line.text) <= LONGEST_OPENING and _might_open(line.text):
            match = _APPENDIX.fullmatch(plain(line.text))
            if match is not None and match["title"].strip(" :–—-."):
                yield f"Appendix {match['label']}", match["title"].strip(" :–—-.")
