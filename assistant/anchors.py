"""What a question pins its answer to (a time, a kind of thing asked for), and whether a text fits it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import DateMention, find_dates
from corpus.records import Part

# Minutes speak of what happened up to this long before the meeting.
_TOLD_WITHIN = timedelta(days=400)
_QUANTITY = re.compile(
    r"\bhow (?:many|much|big|large|long|far|old)\b|\b(?:what|which)\b.{0,20}?\b(?:percentage|proportion|share|"
    r"number|rate|rates|total|figure|amount|sum)\b|\bcount\b|\bper ?cent\b|%"
)
_TIME = re.compile(r"\bwhen\b|\b(?:on|by) what (?:date|day)\b|\bwhat (?:date|day|month|year)\b|\bhow soon\b")
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
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The times a question names, and whether it asks for a quantity or for a time."""

    periods: tuple[DateMention, ...] = ()
    quantity: bool = False
    time: bool = False


def read_anchors(question: str) -> Anchors:
    """Read what a question pins its answer to."""
    lowered = question.lower()
    return Anchors(find_dates(question), bool(_QUANTITY.search(lowered)), bool(_TIME.search(lowered)))


def holds_kind(anchors: Anchors, text: str) -> bool:
    """Whether a text holds a kind of thing that is asked for; true where none is."""
    if not (anchors.time or anchors.quantity):
        return True
    return (anchors.time and bool(_TIME_WORDS.search(text))) or (anchors.quantity and _has_quantity(text))


def contradicts(anchors: Anchors, text: str, part: Part) -> bool:
    """Whether a text speaks of another time than every one the question names.

    A year that both name settles it. The times in the text itself count first; where it names none, the meeting
    that the paper belongs to does. A paper of unknown date contradicts nothing.
    """
    if not anchors.periods:
        return False
    if any(
        one.first.year <= int(year) <= one.last.year for year in _YEAR.findall(text) for one in anchors.periods
    ):
        return False
    named = find_dates(text)
    if named:
        return not any(_overlap(one.first, one.last, other) for one in named for other in anchors.periods)
    if part.meeting_date is None:
        return False
    first = part.meeting_date - _TOLD_WITHIN
    return not any(_overlap(first, part.meeting_date, other) for other in anchors.periods)


def _overlap(first: date, last: date, period: DateMention) -> bool:
    return first <= period.last and period.first <= last


def _has_quantity(text: str) -> bool:
    return bool(_NUMBER_WORDS.search(text) or _FIGURE.search(_without(text, find_dates(text))))


def _without(text: str, mentions: Sequence[DateMention]) -> str:
    for mention in reversed(mentions):
        text = text[: mention.start] + text[mention.end :]
    return text
