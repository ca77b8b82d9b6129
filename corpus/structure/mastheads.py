"""The heads of papers: the body, the kind and the date that a few short lines at the top of each paper state."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.records import PartKind
from corpus.structure.lines import Line, Shape
from corpus.structure.prose import finished, is_upper, plain
from corpus.time.dates import find_meeting_date

LONGEST_HEADER = 160
LONGEST_LINK = 400
_LINK = re.compile(
    r"\b(?:meeting of|agenda for|minutes for|agenda of|"
    r"minutes of)\s+(?:the\s+)?(?P<body>[A-Z][^,>]{3,100}?)(?:,| on| -)\s+"
    r"(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.{6,40}?\d{4})",
    re.I,
)
_NOUN = (
    r"(?:Panel|Committee|Sub-?\s?Committee|Council|Board|Cabinet|Commission|Assembly|Authority|Forum|Executive|"
    r"Task (?:and Finish )?Group|Working (?:Group|Party)|Partnership|"
    r"(?:Policy|Challenge|Scrutiny|Steering|Reference|Advisory|Review|Oversight|Delivery|Strategy|Governance|"
    r"Performance|Strategic|Coordinating)(?:\s(?:and|&)\s\w+)?\sGroup)"
)
_BODY = re.compile(rf"\b{_NOUN}\b", re.I)
_BODY_END = re.compile(rf"^(?P<body>(?:[\w'’&.()/-]+,?\s+){{0,11}}{_NOUN})\b", re.I)
_BEFORE_BODY = re.compile(
    r"^.*\b(?:(?:meeting|minutes|notes|agenda|proceedings|decisions)\s+(?:of|for)\s+(?:(?:the|"
    r"a)\s+)?(?:meeting\s+of\s+(?:the\s+)?)?|"
    r"report\s+to\s+(?:the\s+)?|meeting:\s*)",
    re.I,
)
_SPLIT = re.compile(
    r"\s+[-–—|/]\s+|\s+[-–—|]\s*|\s*[|:]\s+|\t+|\s{3,}|,\s*(?=\d|mon|tue|wed|thu|fri|sat|sun)|\s+held\b|\s+(?=\d{1,2}(?:st|"
    r"nd|rd|th)?\s+[A-Za-z]{3,9},?\s+\d{4})",
    re.I,
)
_NOT_BODY = re.compile(
    r"\b(?:council tax|the council'?s|members? of|committee (?:room|services|report|papers)|report of|"
    r"apologies|appoint(?:ed|ment of))\b|[.?!]\s",
    re.I,
)
# "Cabinet Member", "Council Chamber": words that make the noun before them no body.
_OF_A_BODY = re.compile(r"(?:members?|chamber|offices?|house|leader|tax|room)\b", re.I)
# "Police and Crime Panel for Lancombe": where the area stands behind the noun.
_AREA_BEHIND = re.compile(r"(?:of|for) (?:the )?[A-Z][\w'’-]+(?: (?:and|&|of|the|[A-Z][\w'’-]+)){0,7}")
_TAIL_OF_BODY = re.compile(r"\b(?:minutes|agenda|meeting|papers?|report|decisions?|notes)\b", re.I)
_SMALL = frozenset({"and", "of", "the", "for", "in", "on", "to", "with", "&"})
_SMALL_IN_NAMES = _SMALL | {"by", "le", "la", "under", "upon", "next", "super", "cum", "de"}
_ABBREVIATED = re.compile(r"(?:\b[ap]\.?m|\b[ap]\.\s?m|\bno|\bltd|\best)\.$", re.I)
_JOINT = re.compile(r"\b(?:Police|Crime|Joint|Combined|Partnership|Authority)\b")
_KINDS: tuple[tuple[PartKind, re.Pattern[str]], ...] = (
    (PartKind.MINUTES, re.compile(
        r"(?:(?:draft|confirmed|unconfirmed|approved|restricted|public|printed|exempt|open|formal|signed|final|"
        r"part \d)\s+)*minutes(?:\s*\(.{1,40}\))?$"
        r"|(?:(?:the|draft|confirmed|unconfirmed|approved|exempt)\s+)*minutes\s+of\s+"
        r"(?:(?:the|a|an)\b|.{2,50}\b" + _NOUN + r"\b).{0,100}"
        r"|.{0,60}\b" + _NOUN + r"\s+(?:meeting\s+)?(?:draft\s+)?minutes$"
        r"|extract\s+(?:from|of)\s+(?:the\s+)?(?:draft\s+)?minutes\b.{0,100}$|agenda\s+(?:and|&)\s+(?:draft\s+)?minutes$|minutes,?\s+.{0,60}\d{4}.{0,20}$|"
        r".{3,80}[-–—:]\s*(?:draft\s+)?minutes$|(?:draft\s+)?minutes\s*[-–—:]\s*.{3,80}$", re.I)),
    (PartKind.AGENDA, re.compile(r"(?:(?:public|supplementary|supplemental|revised|draft|"
        r"committee|meeting)\s+)*agenda(?:\s+(?:pack|"
        r"frontsheet|front sheet|reports pack|papers|supplement))?$|"
        r"(?:public |supplementary |supplemental )*(?:document|agenda|reports) pack(?:age)?$|"
        r"agenda papers\b.{0,80}$|"
        r"agenda for (?:the|a)\b.{3,100}$|"
        r".{0,60}\b" + _NOUN + r"\s+(?:meeting\s+)?agenda$|.{3,80}[-–—:]\s*agenda$|notice of (?:a )?meeting$|"
        r"summons$", re.I)),
    (PartKind.NOTES, re.compile(r".{0,90}\b(?:meeting|action|briefing|assurance|accountability)\s+notes$|"
        r".{3,90}[-–—:]\s*(?:meeting )?notes$|(?:meeting|action)\s+notes\s*[-–—:].{3,80}$|"
        r"(?:draft\s+)?notes\s+of\s+(?:the|a|an)\b.{0,90}", re.I)),
    (PartKind.DECISION, re.compile(r"(?:(?:record|notice|summary|schedule|list) of )?(?:(?:executive|key|"
        r"delegated|printed|officer|individual|cabinet member|portfolio holder|leader)\s+)*"
        r"decisions?(?:\s+(?:notice|list|record|sheet|log|form|details))?(?:\s+taken)?$", re.I)),
)  # fmt: skip
_STATUS = (
    ("draft", re.compile(r"\b(?:draft|unconfirmed|subject to (?:approval|confirmation))\b", re.I)),
    ("approved", re.compile(r"\b(?:approved|confirmed)\s+minutes\b|\bminutes\s*\((?:approved|confirmed)\)", re.I)),
)
EXEMPT = re.compile(
    r"\bnot for publication\b|^\W*(?:exempt|confidential|restricted)(?:\s+(?:minutes|report|appendix|item|"
    r"information|business|[-–—].*))?\W*$|"
    r"^\W*part (?:2|ii|b)\b.{0,20}(?:exempt|confidential|private).{0,40}$|"
    r"^\W*(?:exempt|confidential|restricted)\s+(?:minutes|report|appendix|item|information|business)\b|"
    r"\bofficial[- ]sensitive\b|"
    r"^\W*(?:this )?(?:document|report|paper|page|appendix) is (?:exempt|confidential|restricted|not public)\W*$|"
    r"^\W*(?:exempt )?by virtue of (?:the )?paragraph.{0,60}\bschedule 12a\b",
    re.I,
)

EXEMPT_APPENDIX = re.compile(
    r"\W*(?:appendix|annexe?|schedule) \w{1,3}\b.{0,100}"
    r"\b(?:exempt|confidential|restricted|not for publication)\W*",
    re.I,
)


def linked_meeting(text: str) -> tuple[str, date] | None:
    """Return body and day of the meeting that a council's page links to ("Agenda for ... on Friday, 3 May")."""
    match = _LINK.search(text[:LONGEST_LINK])
    if match is None:
        return None
    body, day = body_of(match["body"]), day_of(match["day"])
    return (body, day) if body is not None and day is not None else None


def body_of(text: str) -> str | None:
    """Return the name of the committee, panel or council that a header line holds, or None.

    Names in capitals are put in ordinary letters. A line that is a sentence names no body.
    """
    if len(text) > LONGEST_HEADER or _BODY.search(text) is None or _NOT_BODY.search(text):
        return None
    pieces = _SPLIT.split(_BEFORE_BODY.sub("", plain(text), count=1))
    return join_bodies([name for piece in pieces if (name := _body_in(piece.strip())) is not None][:2])


def _body_in(piece: str) -> str | None:
    """Return the name of a body that a piece of a header begins with."""
    match = _BODY_END.match(piece)
    if match is None:
        return None
    rest = piece[match.end() :].strip(" ,-–—()")
    words = match["body"].split()
    if (area := _AREA_BEHIND.fullmatch(rest)) is not None and not _TAIL_OF_BODY.search(area[0]):
        words, rest = [*words, *rest.split()], ""
    if words[0].lower() == "the":
        words = words[1:]
    capitals = [word for word in words if word.lower().strip(",") not in _SMALL]
    named = len(words) > 1 or (words[:1] and words[0].lower() in ("cabinet", "council", "executive"))
    if not named or not capitals or any(word[0].islower() for word in capitals) or not _may_follow(rest):
        return None
    return ordinary(" ".join(words)) if is_upper(" ".join(words)) else " ".join(words)


def _may_follow(rest: str) -> bool:
    """Say whether what stands behind a body's name leaves it a name: a date, no sentence."""
    return not rest[:1].islower() and len(rest) < 60 and _OF_A_BODY.match(rest) is None


def ordinary(text: str) -> str:
    """Return capitals as a name is written: "WEST MERCIA" as "West Mercia", small words small."""
    words = text.lower().split()
    return " ".join(
        word
        if at and word in _SMALL
        else "-".join(_capitalised(piece, at) for at, piece in enumerate(word.split("-")))
        for at, word in enumerate(words)
    )


def _capitalised(piece: str, place: int) -> str:
    """Return a piece of a hyphened name with its capital: "Minster-on-Wold" keeps the small word small."""
    small = place > 0 and piece in _SMALL_IN_NAMES
    return piece if small else piece[:1].upper() + piece[1:]


def join_bodies(names: Sequence[str]) -> str | None:
    """Return one name for the bodies of a head: the committee with its council, a joint panel without its host."""
    if not names:
        return None
    committees = [name for name in names if not re.search(r"\b(?:Council|Authority)$", name)]
    if not committees:
        return names[0]
    name = committees[0]
    council = next((other for other in names if other not in committees), None)
    shared = council is not None and council.split()[0] in name.split()
    return name if council is None or shared or _JOINT.search(name) else f"{council} {name}"


def kind_of(text: str) -> PartKind | None:
    """Return the kind of paper that a header line names ("Draft Minutes", "AGENDA"), or None."""
    if len(text) > LONGEST_HEADER:
        return None
    words = plain(text).strip(" .:-–—")
    return next((kind for kind, pattern in _KINDS if pattern.match(words)), None)


def status_of(text: str) -> str | None:
    """Return "draft" or "approved" where a paper's head says so."""
    return next((status for status, pattern in _STATUS if pattern.search(text)), None)


def is_header(line: Line) -> bool:
    """Say whether a line is short enough, and plain enough, to stand in the head of a paper."""
    return (
        line.shape in (Shape.TEXT, Shape.NUMBER)
        and len(line.text) <= LONGEST_HEADER
        and not (len(line.text) > 100 and finished(line.text) and not _ABBREVIATED.search(line.text))
    )


def day_of(text: str) -> date | None:
    """Return the date on one header line that could be a meeting's, or None."""
    return find_meeting_date(text) if len(text) <= LONGEST_HEADER and any(c.isdigit() for c in text) else None


def is_paper_header(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line is the head of a report in a pack: body and date on one line, and a title below it."""
    line = lines[at]
    if (
        not is_header(line)
        or line.shape is not Shape.TEXT
        or body_of(line.text) is None
        or day_of(line.text) is None
    ):
        return False
    below = [after for after in lines[at + 1 : at + 4] if is_header(after) and after.text != line.text]
    return bool(below) and (is_upper(below[0].text) or below[0].heading > 0) and not finished(below[0].text)
