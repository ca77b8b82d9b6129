"""The meeting that each paper of a pack belongs to: what a paper does not say itself, it has from the pack."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.records import Part, PartKind, SourceText
from corpus.structure.bodies import infer_body
from corpus.structure.lines import Line
from corpus.structure.mastheads import LONGEST_LINK, body_of, day_of, join_bodies, linked_meeting
from corpus.structure.parts import Paper, listed_appendices
from corpus.structure.transcripts import is_transcript

# The kinds that are of a meeting of their own; what else a pack holds is of the pack's meeting.
_COUNCILS = (" Council", " Authority", " Corporation")
# A pack is of a few bodies; lists of hundreds of them stay linear.
_MOST_BODIES = 40
_OF_THEIR_OWN = (PartKind.AGENDA, PartKind.MINUTES, PartKind.NOTES, PartKind.DECISION)
_SHARED = 0.6
_FIRST_LINES = 60

_Meeting = tuple[str, date]


def describe_parts(
    source: SourceText, lines: Sequence[Line], kept: Sequence[Line], papers: Sequence[Paper]
) -> list[Part]:
    """Give each paper its kind, title, body and date.

    Minutes and agendas have the date they state, or that of their running header or of the page's link to the
    meeting; reports and appendices without one have the agenda's. ``lines`` are all lines, ``kept`` those that are
    no furniture.
    """
    parts: list[Part] = []
    linked = _linked(lines)
    bodies = [paper.head.body for paper in papers if paper.head.body]
    bodies += [linked[0]] if linked else []
    bodies += _of_the_site(source)
    names = list(dict.fromkeys(bodies))[:_MOST_BODIES]
    inferred = infer_body(source.text) if not bodies else None
    meeting = _day_of_pack(papers)
    listed: list[tuple[str, str]] = []
    for paper in papers:
        own = kept[paper.first : paper.last]
        front = len(papers) > 1 and papers[1].why == "item"
        kind, title = _kind_and_title(source, own, paper, parts, listed, front)
        running = _running(lines, own) or (linked if paper is papers[0] else None)
        day = paper.head.day or (running[1] if running else None) or (None if kind in _OF_THEIR_OWN else meeting)
        stated = paper.head.body or (running[0] if running else None) or (bodies[0] if bodies else inferred)
        body = _fuller(stated, names)
        head = paper.head
        title = title or kind.value.capitalize()
        parts.append(Part(kind, title, own[0].start, own[-1].end, body, day, (), head.status, head.exempt))
        if kind is PartKind.REPORT:
            listed = list(listed_appendices(own))
    return parts


def _fuller(body: str | None, bodies: Sequence[str]) -> str | None:
    """Return the name that another paper of the pack gives the body in full, its council's name before it.

    Where the head names the council alone, the committee that the page's links name is the body.
    """
    if body is None:
        return None
    councils = {name for name in bodies if name.endswith(_COUNCILS)}
    others = set(bodies) - councils
    if body in councils:
        return join_bodies([*others, body]) if len(others) == 1 else body
    longer = {name for name in others if name.endswith(f" {body}")}
    if len(longer) == 1:
        return longer.pop()
    return join_bodies([body, *councils]) if len(councils) == 1 and not longer else body


def _of_the_site(source: SourceText) -> list[str]:
    """Return the council whose site a page is of, as its title names it last ("Litter - Oxley Council")."""
    if source.format != "html" or not source.title:
        return []
    name = body_of(re.split(r"\s[-–|]\s", source.title)[-1])
    return [name] if name is not None and name.endswith(_COUNCILS) else []


def _day_of_pack(papers: Sequence[Paper]) -> date | None:
    """Return the day of the agenda, or of the first other paper that states one and is no minutes."""
    dated = [
        paper.head for paper in papers if paper.head.day is not None and paper.head.kind is not PartKind.MINUTES
    ]
    agendas = [head for head in dated if head.kind is PartKind.AGENDA]
    return next((head.day for head in (*agendas, *dated)), None)


def _linked(lines: Sequence[Line]) -> _Meeting | None:
    """Return the meeting that a council's page names in its links, navigation included."""
    for line in lines[:_FIRST_LINES]:
        if len(line.text) <= LONGEST_LINK and (meeting := linked_meeting(line.text)) is not None:
            return meeting
    return None


def _running(lines: Sequence[Line], own: Sequence[Line]) -> _Meeting | None:
    """Return the meeting that the running header of a paper's first page names."""
    kept = {line.index for line in own[:_FIRST_LINES]}
    first = own[0]
    for line in lines[max(0, first.index - 2) : first.index + _FIRST_LINES]:
        if line.index in kept or line.page is None or line.page != first.page:
            continue
        body, day = body_of(line.text), day_of(line.text)
        if body is not None and day is not None:
            return body, day
    return None


def _kind_and_title(
    source: SourceText,
    own: Sequence[Line],
    paper: Paper,
    before: Sequence[Part],
    listed: Sequence[tuple[str, str]],
    follows_item: bool,
) -> tuple[PartKind, str]:
    """Say what a paper is; one that does not say so is an appendix where it follows a report."""
    head = paper.head
    if not before and is_transcript(own):
        return PartKind.TRANSCRIPT, source.title or head.title
    if head.kind is not None:
        return head.kind, head.title
    if not before and follows_item:
        return PartKind.AGENDA, head.title
    follows = any(part.kind in (PartKind.REPORT, PartKind.APPENDIX) for part in before)
    top = " ".join(line.text for line in own[:8])
    for label, title in listed:
        if _alike(title, top):
            return PartKind.APPENDIX, f"{label}: {title}"
    return (PartKind.APPENDIX if follows else PartKind.OTHER), head.title


def _alike(title: str, text: str) -> bool:
    words = {word for word in title.lower().split() if len(word) > 3}
    return bool(words) and sum(word.strip("‘’'\"?,.") in text.lower() for word in words) >= _SHARED * len(words)
