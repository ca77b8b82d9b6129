"""The meetings and times that a question points at: "at the meeting of 7 March", "last meeting", "since June"."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from corpus.time.calendars import MONTH, month_number
from corpus.time.dates import find_dates

Period = tuple[date, date]
"""The first day and the last."""

_KINDS = "panel|committee|board|cabinet|council|commission|authority|forum|executive|assembly"
_SITTING = (
    rf"(?:(?:{_KINDS}|public|formal|monthly|quarterly|assurance)\s+){{0,3}}(?:meetings?|minutes|sessions?)\b"
)
_BEFORE_DATE = re.compile(
    rf"(?:\b{_SITTING}|\b(?:{_KINDS}))\s+(?:which (?:was|took place)\s+)?(?:held\s+)?"
    rf"(?:of|on|in|from|for|dated)?\s*(?:the\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?$",
    re.IGNORECASE,
)
_BEHIND_DATE = re.compile(rf"['’]?s?\s+{_SITTING}", re.IGNORECASE)
_LATEST = re.compile(
    rf"\b(?:at|in|from|of|during)\s+(?:the|our|its|their)\s+(?:last|latest|most recent)\s+{_SITTING}",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    rf"\b(?:at|in|from|of|during)\s+(?:the|our|its|their)\s+(?:previous\s+{_SITTING}|(?:meeting|one) before\b"
    rf"|last {_SITTING} but one|(?:last but one|second last|penultimate)\s+{_SITTING})",
    re.IGNORECASE,
)
# Who doubts the date, or asks what came of a meeting, is not asking for its papers alone.
_OPEN = re.compile(
    r"\b(?:i think|i believe|maybe|perhaps|probably|possibly|roughly|not sure|something like|since|after|until|"
    r"before the|prior to|following|later|afterwards|still|yet|happened|came of|come of|follow(?:ed)?[- ]up|"
    r"progress|than|compared?|changed?)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\bsince\s+(?:(?:the\s+)?(?:start|beginning|end) of\s+)?(?:last\s+)?(?P<month>{MONTH})?", re.I
)


def dated_meeting(question: str, days: Iterable[date]) -> Period | None:
    """Return the day or month of the one meeting that a question names by its date, where such a meeting was held.

    Args:
        question: any text.
        days: when the meetings were held whose papers there are.
    """
    if _OPEN.search(question):
        return None
    named = [
        (one.first, one.last)
        for one in find_dates(question)
        if one.precision in {"day", "month"}
        and (_BEFORE_DATE.search(question[: one.start]) or _BEHIND_DATE.match(question[one.end :]))
    ]
    if len(named) != 1 or not any(named[0][0] <= day <= named[0][1] for day in days):
        return None
    return named[0]


def nearby_meeting(question: str, days: Iterable[date], seen: date | None = None) -> Period | None:
    """Return the day of "the last meeting", or of the meeting before it or before the one ``seen`` last."""
    held = sorted(set(days))
    if not held:
        return None
    if _EARLIER.search(question):
        held = [day for day in held if day < (seen or held[-1])]
    elif _OPEN.search(question) or not _LATEST.search(question):
        return None
    return (held[-1], held[-1]) if held else None


def times_meant(question: str, days: Sequence[date] = ()) -> tuple[Period, ...]:
    """Return the times that a question names; "since" one of them lasts until the latest meeting.

    A month without a year after "since" is the last one before that meeting.
    """
    named = tuple((one.first, one.last) for one in find_dates(question))
    since, latest = _SINCE.search(question), max(days, default=None)
    if since is None or latest is None:
        return named
    behind = [
        one for one in find_dates(question) if since.start() < one.start <= since.end() + len(" the start of ")
    ]
    if behind and behind[0].first <= latest:
        return ((behind[0].first, latest),)
    if behind or since["month"] is None:
        return named
    month = month_number(since["month"])
    return (*named, (date(latest.year - (month > latest.month), month, 1), latest))
