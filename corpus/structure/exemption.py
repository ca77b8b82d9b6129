"""Exempt business inside public minutes: what was said after the press and public were asked to leave."""

import re
from collections.abc import Iterator, Sequence

from corpus.structure.lines import Line, Shape
from corpus.structure.prose import is_bold, is_heading_text, is_upper, plain

_EXCLUDED = re.compile(
    r"\b(?:press|public|media)\b(?:(?!\bpublic\b).){0,80}?\b(?:(?:be|were|was|are) (?:\w{1,12} )?excluded|"
    r"leave the (?:meeting|"
    r"room))\b|"
    r"\bexclud(?:e|ing) the (?:press|public)\b.{0,80}?\b(?:resolved|agreed|carried|approved)\b",
    re.I | re.S,
)
_READMITTED = re.compile(
    r"\b(?:press|public|media)\b.{0,60}?\b(?:(?:be|were|was) (?:re-?admitted|invited (?:back|to rejoin))|"
    r"return(?:ed)?)\b|"
    r"\b(?:returned to|resumed in|moved (?:back )?(?:in)?to) (?:open|public) (?:session|meeting)\b",
    re.I | re.S,
)
_SIGNS = ("exclud", "leave the", "admitted", "returned", "session", "rejoin", "invited back")
_PROPOSED = re.compile(
    r"\b(?:to consider|if|whether|may|should|would|could|rather than|without)\b.{0,60}$", re.I | re.S
)
# Who keeps the public out of the room in an epidemic meets in public all the same, on a screen.
_FOR_HEALTH = re.compile(
    r"\bto protect (?:the )?public health\b|\b(?:reasons|grounds|interests?) of public health\b", re.I
)
# Which items a resolution names: those behind a heading, or some by their numbers. Part 1 of Schedule 12A to the
# Local Government Act 1972 is no such heading.
_LAST_PART = re.compile(
    r"\b(?:in|of|under) (?:the )?(?:part (?:two|2|ii|b)\b(?! of schedule)|(?:exempt|confidential|"
    r"private) (?:part|section))",
    re.I,
)
_LAST_PART_HEADING = re.compile(
    r"\W*(?:part (?:two|2|ii|b)\b|exempt\b|confidential\b|restricted\b|"
    r"private\b)",
    re.I,
)
_OF_MINUTES = re.compile(r"\bitems? (?:no\.? ?)?(?P<numbers>\d[\d,\s and&-]*) of these minutes", re.I)
_BY_NUMBER = re.compile(r"\b(?:minutes?|(?:agenda )?items?) (?:nos?\.? ?)?(?P<numbers>\d[\d,\s and&-]*)", re.I)
_LABEL = re.compile(r"\W*(?:unanimously )?(?:resolved|agreed|decided|minutes|decision)\W*", re.I)
_CLOSING = re.compile(r"\W*(?:the meeting|meeting|chair|chairman|signed|date)\b.{0,60}", re.I)
_PRIVATE_SESSION = re.compile(
    r"(?:(?:items?|business|matters) )?(?:considered|taken|transacted|discussed) in (?:private|closed session)|"
    r"(?:private|closed|exempt|confidential) (?:session|business|items?|section|part)|"
    r"part (?:two|2|ii|b)\W{1,4}(?:private|closed|exempt|confidential)\b.{0,40}",
    re.I,
)
_PUBLIC_SESSION = re.compile(
    r"(?:(?:items?|business|matters) )?(?:considered|taken|transacted|discussed) in (?:public|open session)|"
    r"(?:public|open) (?:session|business|items?|section|part)",
    re.I,
)
_NOTHING = re.compile(
    r"\W*(?:there (?:was|were) no|none|no (?:exempt|confidential|private|such|items?|business)\b)", re.I
)
# What stands at the head of a paper that follows in a pack without any other sign that one begins.
_MARKING = re.compile(
    r"\W*(?:(?:exempt|confidential|restricted)\W{1,3}(?:report|appendix|annexe?|paper|document)|"
    r"(?:report|appendix|annexe?|paper) (?:of|in|under) part (?:2|ii))\W*",
    re.I,
)
_MARKING_OF_A_PAGE = re.compile(
    r"\W*(?:(?:exempt|confidential|restricted|official[- ]sensitive)\W*|"
    r"(?:strictly )?not for publication\b.{0,120}|"
    r"(?:this )?document is (?:exempt|confidential|restricted)\W*|"
    r"(?:exempt )?by virtue of (?:the )?paragraph.{0,60}\bschedule 12a\b.{0,60})",
    re.I,
)
_LONGEST_SESSION = 80
_REACH = 3
_SENTENCE = 300


def turns_of_privacy(lines: Sequence[Line]) -> Iterator[tuple[int, bool]]:
    """Yield (position, exempt) for each place in minutes from which the business is exempt, or public again.

    A resolution takes effect at the items it names, at the part of the paper it names, else at the next heading;
    where none follows, at the next paragraph that is not the close of the meeting. A heading such as "Considered
    in private" takes effect where it stands.
    """
    private, free = False, 0
    for at, line in enumerate(lines):
        headed = _session(lines, at)
        if headed is not None and headed is not private and at >= free:
            private = headed
            yield at, private
            free = at + 1
            continue
        words = line.text[:5_000].lower()
        if at < free or not any(sign in words for sign in _SIGNS):
            continue
        # A wrapped sentence has its words on the lines around.
        around = "\n".join(other.text[:2_000] for other in lines[max(0, at - _REACH) : at + _REACH])
        found = (_READMITTED if private else _EXCLUDED).search(around)
        if found is None or _PROPOSED.search(around[: found.start()]):
            continue
        said = around[max(0, found.start() - _SENTENCE) : found.end() + _SENTENCE]
        if not private and _FOR_HEALTH.search(said):
            continue
        start, end = (_next_start(lines, at + 1), None) if private else _stretch(lines, at + 1, said)
        if start is not None:
            private = not private
            yield start, private
            free = start
        if end is not None:
            private = False
            yield end, private
            free = end


def first_marking(lines: Sequence[Line]) -> int | None:
    """Return where a marking inside a paper that is no minutes says that what follows is exempt, or None.

    A marking such as "EXEMPT REPORT" says so as a line of its own. One that agendas also put behind the title of
    an item ("Not for publication") says so only where it opens a page: the list it may stand in is public.
    """
    for at, line in enumerate(lines):
        if at == 0 or len(line.text) > _SENTENCE:
            continue
        turned = line.page is not None and line.page != lines[at - 1].page
        if (line.gap and _MARKING.fullmatch(line.text)) or (turned and _MARKING_OF_A_PAGE.fullmatch(line.text)):
            return at
    return None


def _session(lines: Sequence[Line], at: int) -> bool | None:
    """Say whether a heading opens what was considered in private (True), in public (False), or neither."""
    line = lines[at]
    if line.shape is not Shape.TEXT or len(line.text) > _LONGEST_SESSION or not (line.gap or line.heading):
        return None
    words = plain(line.text)
    if _PRIVATE_SESSION.fullmatch(words):
        below = "\n".join(other.text[:2_000] for other in lines[at + 1 : at + 1 + _REACH])
        # The resolution itself is public, and says from where the business is not.
        return None if _NOTHING.match(below) or _EXCLUDED.search(below) else True
    return False if _PUBLIC_SESSION.fullmatch(words) else None


def _stretch(lines: Sequence[Line], at: int, said: str) -> tuple[int | None, int | None]:
    """Return where exempt business begins and, where the resolution names its items, where it ends."""
    if _LAST_PART.search(said):
        heads = (place for place in range(at, len(lines)) if _LAST_PART_HEADING.match(lines[place].text[:60]))
        return next(heads, None), None
    named = _OF_MINUTES.search(said) or _BY_NUMBER.search(said)
    numbers = set(re.findall(r"\d+", named["numbers"])) if named else set()
    places = [place for place in range(at, len(lines)) if lines[place].number in numbers and _heads(lines[place])]
    if not places:
        return _next_start(lines, at), None
    behind = next((place for place in range(places[-1] + 2, len(lines)) if _heads(lines[place])), None)
    return places[0], behind


def _next_start(lines: Sequence[Line], at: int) -> int | None:
    """Return the place of the next heading; without any, of the next paragraph but the close of the meeting."""
    paragraph = None
    for place in range(at, len(lines)):
        line = lines[place]
        if _heads(line):
            return place
        if paragraph is None and line.gap and not _CLOSING.match(line.text[:80]):
            paragraph = place
    return paragraph


def _heads(line: Line) -> bool:
    """Say whether a line looks like the heading, or the number, of an item."""
    words = plain(line.words if line.shape is Shape.NUMBER else line.text)
    numbered = line.shape is Shape.NUMBER and line.number is not None and line.number[0].isdigit()
    if numbered and line.alone:
        return True
    loud = line.heading > 0 or numbered or is_bold(line.text) or is_upper(words)
    return loud and (line.gap > 0 or numbered) and is_heading_text(words) and not _LABEL.fullmatch(words)
