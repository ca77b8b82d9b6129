"""What a question pins its answer to (a time, a kind of thing asked for), and whether a text fits it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import DateMention, find_dates
from corpus.records import Part
from corpus.words import stems

# Minutes speak of what happened up to this long before the meeting.
_TOLD_WITHIN = timedelta(days=400)
_QUANTITY = re.compile(
    r"\bhow (?:many|much|big|large|long|far|old)\b|\b(?:what|which)\b.{0,20}?\b(?:percentage|proportion|share|"
    r"number|rate|rates|total|figure|amount|sum)\b|\bcount\b|\bper ?cent\b|%"
)
_MONEY = re.compile(
    r"\bhow much\b.{0,40}?\b(?:pay|paid|paying|cost|costs|costing|spend|spent|spending|charge|charged|worth|owe|"
    r"owed|earn|get|money)\b|\b(?:cost|costs|price|rent|salary|allowance|fee|bill|pay|paid)\b.{0,80}\?|\bpounds\b"
)
_AMOUNT = re.compile(r"£\s?\d|\b\d[\d,.]*\s?(?:p|m|k|bn|million|billion|pounds?|pence)\b", re.IGNORECASE)
_TIME = re.compile(
    r"\bwhen (?:am|are|can|could|did|do|does|had|has|have|is|may|might|must|should|was|were|will|would)\b|"
    r"^when\b|\bwhen\?|"
    r"\b(?:on|by) what (?:date|day)\b|\bwhat (?:date|day|month|year)\b|\bhow soon\b"
)
_TIME_WORDS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|"
    r"jul|aug|sept?|oct|nov|dec|spring|summer|autumn|winter|christmas|easter|new year|next|following|meeting|week|"
    r"weeks|month|months|quarter|year|years|day|days|soon|\d{4})\b",
    re.IGNORECASE,
)
_NUMBER_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|hundred|"
    r"thousand|million|half|third|quarter|none|no|once|twice|single|all)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Names are words with a capital inside a sentence; short forms in capitals are left out, since a question may
# shorten what papers write out.
_NAME = re.compile(
    r"(?:(?<=\bin )|(?<=\bat )|(?<=\bfrom )|(?<=\bfor )|(?<=\bof )|(?<=\bto )|(?<=\band )|(?<=\bor )|(?<=\bnear )|"
    r"(?<=\bacross )|(?<=\bwithin )|(?<=\babout ))[A-Z][a-z]{2,}(?:['’]s)?\b|(?<=[a-z,;] )[A-Z][a-z]{2,}['’]s\b"
)
_CALENDAR = frozenset(
    stems(
        "January February March April May June July August September October November December Jan Feb Mar Apr "
        "Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer "
        "Autumn Winter Christmas Easter Quarter Band Table Item Minute Appendix"
    )
)
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a question names and what it asks for.

    ``periods`` are the times it names, ``names`` the stems of places, people and bodies, ``figures`` the figures
    it gives itself. It may ask for a ``quantity``, an amount of ``money`` or a ``time``.
    """

    periods: tuple[DateMention, ...] = ()
    quantity: bool = False
    money: bool = False
    time: bool = False
    names: tuple[str, ...] = ()
    figures: frozenset[str] = frozenset()


def read_anchors(question: str) -> Anchors:
    """Read what a question pins its answer to."""
    lowered = question.lower()
    named = (word for name in _NAME.findall(question) for word in stems(name))
    return Anchors(
        periods=find_dates(question),
        quantity=bool(_QUANTITY.search(lowered)),
        money=bool(_MONEY.search(lowered)),
        time=bool(_TIME.search(lowered)),
        names=tuple(dict.fromkeys(word for word in named if word not in _CALENDAR)),
        figures=_figures(question),
    )


def holds_kind(anchors: Anchors, text: str) -> bool:
    """Whether a text holds a kind of thing that is asked for; true where none is."""
    if not (anchors.time or anchors.quantity or anchors.money):
        return True
    return (
        (anchors.time and bool(_TIME_WORDS.search(text)))
        or (anchors.money and bool(_AMOUNT.search(text)))
        or (anchors.quantity and not anchors.money and _has_quantity(text, anchors.figures))
    )


def _figures(text: str) -> frozenset[str]:
    return frozenset(figure.replace(",", "").rstrip(".") for figure in _FIGURE.findall(text))


def contradicts(anchors: Anchors, text: str, part: Part, title: str = "") -> bool:
    """Whether a text speaks of another time than every one the question names.

    A year that both name settles it. The times in the text itself count first; where it names none, those in the
    title of its item; where there are none either, the meeting that the paper belongs to. A paper of unknown date
    contradicts nothing.
    """
    if not anchors.periods:
        return False
    for words in (text, title):
        years = [int(year) for year in _YEAR.findall(words)]
        if any(one.first.year <= year <= one.last.year for year in years for one in anchors.periods):
            return False
        named = find_dates(words)
        if named:
            return not any(_overlap(one.first, one.last, other) for one in named for other in anchors.periods)
    if part.meeting_date is None:
        return False
    first = part.meeting_date - _TOLD_WITHIN
    return not any(_overlap(first, part.meeting_date, other) for other in anchors.periods)


def _overlap(first: date, last: date, period: DateMention) -> bool:
    return first <= period.last and period.first <= last


def _has_quantity(text: str, given: frozenset[str]) -> bool:
    """Whether a text holds a quantity besides dates and the figures that the question gives itself."""
    return bool(_NUMBER_WORDS.search(text) or _figures(_without(text, find_dates(text))) - given)


def _without(text: str, mentions: Sequence[DateMention]) -> str:
    for mention in reversed(mentions):
        text = text[: mention.start] + text[mention.end :]
    return text
