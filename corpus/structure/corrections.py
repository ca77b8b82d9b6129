"""What later minutes put right in earlier ones: "Minute 12, second paragraph: for 'reviewing' read 'approving'".

Corrections stand where minutes are confirmed, at the item about the minutes of the previous meeting. What is said
of the minutes meant (their date, the minute's number) and of the words (old, new) is kept as it stands; which
passage is meant is found where the earlier minutes are at hand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.records import Document, PartKind, Passage, PassageKind, Span
from corpus.sentences import sentences, spans_within
from corpus.time.dates import find_dates


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of earlier minutes, as it was recorded.

    ``quote`` is ``text[start:end]`` of the paper that records it. ``minutes_date`` is the day of the minutes that
    are corrected and ``minute`` the number of the minute, None where it does not say. ``old`` is what is replaced,
    None for words that are added; ``new`` what stands in its place, None for words that are taken out.
    """

    start: int
    end: int
    quote: str
    part: int
    item: int | None = None
    minutes_date: date | None = None
    minute: str | None = None
    old: str | None = None
    new: str | None = None


@dataclass(slots=True)
class _Said:
    """What the sentences before have said of the minutes that are meant."""

    day: date | None = None
    minute: str | None = None
    amends: bool = False


_KINDS = frozenset({PartKind.MINUTES, PartKind.NOTES, PartKind.DECISION})
_ITEM = re.compile(r"\b(?:minutes|notes (?:and actions )?of|record of (?:the )?(?:last|previous))\b", re.I)
_CONFIRMED = re.compile(
    r"\b(?:minutes|notes)\b.{0,200}\b(?:approved|agreed|confirmed|signed|accepted|adopted|ratified|"
    r"(?:correct|accurate)(?: and accurate)? record)\b|"
    r"\b(?:approv|agree|confirm|sign|accept|adopt)\w*\b.{0,60}\bminutes\b",
    re.I | re.S,
)
_AMENDS = re.compile(
    r"\bamend|\bcorrection|\bcorrected\b|\bsubject to\b|\balteration|\binaccura|\berror|\bsubstitut|\breplac|"
    r"\bshould (?:have |be |not )*(?:read|been|say|state|show|refer)|"
    r"\b(?:with|by) (?:the )?(?:addition|insertion|inclusion|deletion|removal|omission|adding|inserting|deleting)|"
    r"\bbe (?:added|inserted|included|deleted|removed)|"
    r"\bcorrect (?:figure|name|spelling|date|title|number|word|year|wording)\b|"
    r"\bto (?:show|reflect|make clear) that\b|"
    r"\bread\b|\b(?:omitted|left out)\b|\bin place of\b|\brather than\b|\binstead of\b",
    re.I,
)
_MINUTE = re.compile(
    r"\b(?:minutes?|min\.|items?)\s*(?:no\b\.?|number|ref\b\.?|reference)?\s*"
    r"(?P<number>[A-Z]{2,5}/[\d/]*\d|\d{1,4}(?:[./]\d+)*(?!\w| \w+ \d{4}))",
    re.I,
)
_JOINS = re.compile(r"[\s'’”\")\x02]*(?:\s|\()*(?:in|from|of|to|at|under)?\s*(?:the )?\(?", re.I)
# A longer sentence is a list or a table that lost its lines; bounds the search for words before and behind.
_LONGEST = 1_500
_MEETING = re.compile(r"\b(?:minutes|meeting|held|record|notes)\b", re.I)

# Words in quotation marks are taken out of a sentence first; these stand for them, and keep its length.
_OPEN, _CLOSE, _PAD = "\x00", "\x01", "\x02"
_QUOTED = re.compile(r"(?<!\w)[\"'‘’“”]((?:[^\"'‘’“”]|(?<=\w)['’](?=\w)){1,400})[\"'‘’“”](?!\w)")
_VALUE = rf"{_OPEN}\d+{_CLOSE}"
_NO_PLACE = "".join(
    f"(?<!{word} )"
    for word in ("inute", "inutes", "tem", "aragraph", "ara", "age", "ine", "ection", "umber", r"o\.", "ullet")
)
# What may go without quotation marks anywhere: a figure, or a name in capitals.
_NAMED = (
    rf"(?:{_VALUE}|{_NO_PLACE}(?<![\d.,£])£?\d(?:[\d,.]*\d)?(?:%| per cent| million|m\b)?|"
    r"[A-Z][\w'’-]+\.?(?: (?:of |and )?[A-Z][\w'’-]*){0,5})"
)
# What may between words that enclose it: "replace reviewing with approving".
_LOOSE = rf"(?:{_VALUE}|(?:[^{_OPEN}{_CLOSE}.;:,()]|[.,](?=\d)){{1,70}}?)"
_CLAUSE = rf"(?:[^{_OPEN}{_CLOSE}.;]|\.(?=\d)){{10,300}}"
_STOP = r"(?=\s*(?:[.;,:()]|$|\b(?:in|on|at|under|as|within|and that|to the|from the)\b))"
_LABEL = (
    r"(?:(?:the )?(?:words?|figures?|names?|phrase|sentence|dates?|references? to|number|term|text|title|"
    r"statement|percentage|amount|total)(?: of)? )?"
)
_READ = (
    r"(?:(?:have|be|been|in fact|instead|actually)\s+)*(?:read|say|said|state|stated|show|shown|recorded as|"
    r"be(?: to)?|(?:amended|changed|corrected) to(?: (?:read|say|state|show))?)"
)
_PAIRS = {"old": rf"{_LABEL}(?P<old>{_LOOSE})", "new": rf"{_LABEL}(?P<new>{_LOOSE}){_STOP}"}
_NAMES = {"old": rf"{_LABEL}(?P<old>{_NAMED})", "new": rf"{_LABEL}(?P<new>{_NAMED})"}
_BETWEEN = rf"(?:[^.;{_OPEN}{_CLOSE}]{{0,60}}? )?"
_PUT_IN = r"(?:the )?(?:its )?(?:to )?(?:insert|add|substitut|replac)\w*(?: it| them)?(?: of| with| by)?"
_FRAMES = tuple(
    re.compile(pattern.replace("OLD", pairs["old"]).replace("NEW", pairs["new"]), re.S)
    for pattern, pairs in (
        (r"\b[Ff]or,? OLD,? (?:please )?(?:read|substitute):? NEW", _PAIRS),
        (r"\b[Rr]eplac\w+ (?:of )?OLD (?:with|by) NEW", _PAIRS),
        (r"OLD (?:to )?(?:be|being|is|was) replaced (?:with|by) NEW", _NAMES | {"new": _PAIRS["new"]}),
        (
            r"\b[Ss]ubstitut\w+ (?:of )?NEW (?:for|in place of) OLD",
            {"new": _PAIRS["new"].removesuffix(_STOP), "old": _PAIRS["old"] + _STOP},
        ),
        (rf"\b(?:[Dd]elet|[Rr]emov|[Oo]mi)\w* (?:of )?OLD,? and {_PUT_IN} NEW", _PAIRS),
        (rf"\b(?:chang|amend|correct|alter)\w* {_BETWEEN}from OLD to (?:read )?NEW", _PAIRS),
        (r"\b(?:was|were|is|read|be|been|said|as) NEW,? (?:rather than|instead of|in place of|(?:and )?not) "
         r"(?:as )?OLD", _NAMES),
        (rf"OLD,? {_BETWEEN}(?:should|ought to|must|to|is to|was to|being) {_READ}:? NEW", _NAMES),
        (rf"\b(?:should|to) (?:have )?(?:read|state)s?,?:? (?:as follows:? )?(?P<new>{_VALUE})", _NAMES),
        (r"\b(?:addition|insertion|inclusion|adding|inserting|including)(?: of)? NEW", _NAMES),
        (r"NEW (?:should |had |have |to )*(?:be|been|being|was|were) (?:added|inserted|included)", _NAMES),
        (r"\b(?:[Aa]dd|[Ii]nsert|[Ii]nclude) NEW", _NAMES),
        (r"NEW (?:had been|has been|have been|was|were) (?:omitted|missed|left out)", _NAMES),
        (rf"\bto (?:show|reflect|record|state|say|make clear) (?:the fact )?that (?P<new>{_CLAUSE})", _NAMES),
        (r"\b(?:[Dd]elet|[Rr]emov|[Oo]mission|[Oo]mit)\w*(?: of)? OLD", _NAMES),
        (r"OLD (?:should |to )*(?:be|being|was) (?:deleted|removed|struck out)", _NAMES),
    )
)  # fmt: skip


def find(document: Document) -> tuple[Correction, ...]:
    """Return the corrections of earlier minutes that a document records, in reading order."""
    found: list[Correction] = []
    said: dict[tuple[int, int | None], _Said] = {}
    for passage in document.passages:
        part = document.parts[passage.part]
        if part.kind not in _KINDS or passage.kind is PassageKind.HEADING:
            continue
        if _confirms(document, passage):
            so_far = said.setdefault((passage.part, passage.item), _Said())
            found.extend(_in_passage(document, passage, so_far))
    return tuple(found)


def _confirms(document: Document, passage: Passage) -> bool:
    """Say whether a passage belongs to the item at which minutes are confirmed."""
    if passage.item is not None:
        title = document.parts[passage.part].items[passage.item].title
        if _ITEM.search(title[:160]) is not None:
            return True
    headed = any(_ITEM.search(heading[:160]) for heading in passage.headings[-1:])
    return headed or _CONFIRMED.search(passage.text[:2_000]) is not None


def _in_passage(document: Document, passage: Passage, said: _Said) -> Iterator[Correction]:
    for sentence in sentences(passage.text):
        text = passage.text[sentence.start : sentence.end]
        if len(text) > _LONGEST:
            continue
        days = [one.first for one in find_dates(text) if one.precision == "day"] if _MEETING.search(text) else []
        if days:
            # Two sets of minutes confirmed in one sentence: which of them is meant is not said.
            said.day = days[0] if len(set(days)) == 1 else None
        said.amends = said.amends or _AMENDS.search(text) is not None
        if said.amends and _AMENDS.search(text) is not None:
            for start, end, old, new in _changes(text):
                minute = _minute_of(text, start, end) or said.minute
                yield _correction(document, passage, sentence, said.day, minute, old, new)
        if text.rstrip().endswith(":"):
            said.minute = _minute_of(text, len(text), len(text)) or said.minute


def _minute_of(text: str, start: int, end: int) -> str | None:
    """Return the minute that a change at ``text[start:end]`` is of: named right behind it, else nearest before."""
    minutes = list(_MINUTE.finditer(text))
    joined = [one for one in minutes if one.start() >= end and _JOINS.fullmatch(text[end : one.start()])]
    before = [one for one in minutes if one.start() < start]
    behind = [one for one in minutes if one.start() >= start]
    chosen: list[re.Match[str]] = joined[:1] or before[-1:] or behind[:1]
    return chosen[0]["number"] if chosen else None


def _correction(
    document: Document,
    passage: Passage,
    sentence: Span,
    day: date | None,
    minute: str | None,
    old: str | None,
    new: str | None,
) -> Correction:
    spans = spans_within(passage.spans, sentence.start, sentence.end)
    start, end = spans[0].start, spans[-1].end
    quote = document.source.text[start:end]
    own = document.parts[passage.part].meeting_date
    return Correction(start, end, quote, passage.part, passage.item, None if day == own else day, minute, old, new)


def _changes(text: str) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Yield start, end, old and new words of each change that a sentence records, in order."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[1])
        # As long as what it stands for, so that places in the sentence stay true.
        return f"{_OPEN}{len(held) - 1}{_CLOSE}".ljust(len(match[0]), _PAD)

    flat = _QUOTED.sub(hold, _without_days(text))
    where = [at for at, letter in enumerate(flat) if letter != _PAD]
    bare = flat.replace(_PAD, "").replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")
    taken: list[tuple[int, int]] = []
    found = []
    for frame in _FRAMES:
        for match in frame.finditer(bare):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            values = match.groupdict()
            old, new = (_words(values.get(name), held) for name in ("old", "new"))
            if (old or new) and old != new:
                taken.append(match.span())
                found.append((where[match.start()], where[match.end() - 1] + 1, old, new))
    yield from sorted(found, key=lambda change: change[0])


def _without_days(text: str) -> str:
    """Blank the days of meetings, which are no figures to be corrected."""
    for one in find_dates(text):
        if _MEETING.search(text[max(0, one.start - 30) : one.start]):
            text = text[: one.start] + "x" * (one.end - one.start) + text[one.end :]
    return text


def _words(value: str | None, held: list[str]) -> str | None:
    if value is None:
        return None
    if value.startswith(_OPEN):
        value = held[int(value[1:-1])]
    return " ".join(value.split()).strip(" .,;:") or None
