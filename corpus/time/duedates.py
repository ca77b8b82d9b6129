"""When an undertaking falls due: the papers' phrases against the day of the meeting they were said at."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.time.calendars import (
    MONTH,
    ORDINAL,
    SEASONS,
    financial_year,
    full_year,
    month_number,
    quarter,
    safe_date,
)
from corpus.time.periods import DateMention, find_dates

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
# A day or month without its year that lies this little before the meeting is the one just past: papers are
# written before the meeting they go to. (Read from the gold commitments: 6 of 6 such phrases.)
_JUST_PAST_DAYS = 75
_JUST_PAST_MONTHS = 2


@dataclass(frozen=True, slots=True)
class DueDate:
    """When something is due: ``value`` is an ISO day ("2020-11-27") or month ("2020-11").

    ``precision`` is "day", "month" or "quarter" (``value`` is then its last month), "season" (likewise) or "year".
    """

    value: str
    precision: str


def resolve(phrase: str, meeting: date | None, calendar: Sequence[date] = ()) -> DueDate | None:
    """Work out when a phrase such as "by the end of September" or "at its next meeting" falls.

    Args:
        phrase: the words of the paper.
        meeting: the day they were said (or the day the paper speaks from); None where it is unknown.
        calendar: the days on which the body meets, as far as papers tell.

    Returns:
        The day or month; None where the phrase and the papers do not settle it ("in due course", the next meeting
        of a body whose calendar is unknown). A month without a year is the next one after the meeting,
        unless it has only just passed.
    """
    stated = _stated(phrase)
    if stated is not None:
        return stated
    if meeting is None:
        return None
    for pattern, read in _RULES:
        match = pattern.search(phrase)
        if match is not None:
            return read(match, meeting, calendar)
    return None


def _stated(phrase: str) -> DueDate | None:
    """Read a phrase that names its year; of several dates the last is the limit."""
    mentions = [mention for mention in find_dates(phrase) if mention.precision != "year to date"]
    if mentions:
        return _from_mention(phrase, mentions[-1])
    short = _MONTH_SHORT_YEAR.search(phrase)
    if short is not None:
        return DueDate(f"{full_year(short[2])}-{month_number(short[1]):02}", "month")
    return None


def _from_mention(phrase: str, mention: DateMention) -> DueDate | None:
    lead = phrase[: mention.start].lower()
    if mention.precision == "day":
        return DueDate(mention.first.isoformat(), "day")
    if mention.precision == "year" and _EARLY.search(lead):
        return DueDate(f"{mention.first.year}-01", "month")
    if mention.precision.endswith("year"):
        # "in 2021" leaves the month open: only its end is a date.
        return _month(mention.last.year, mention.last.month) if _END.search(lead) else None
    if mention.precision == "range" and mention.first.day != 1:
        return DueDate(mention.last.isoformat(), "day")
    precision = "month" if mention.precision == "range" else mention.precision
    return _month(mention.last.year, mention.last.month, precision)


def _month(year: int, month: int, precision: str = "month") -> DueDate:
    return DueDate(f"{year}-{month:02}", precision)


def _next_month(meeting: date, month: int) -> DueDate:
    """Return the next such month; the meeting's own and the two before it count as this year's."""
    return _month(meeting.year + (month < meeting.month - _JUST_PAST_MONTHS), month)


_Read = Callable[[re.Match[str], date, Sequence[date]], DueDate | None]


def _next_meeting(_match: re.Match[str], meeting: date, calendar: Sequence[date]) -> DueDate | None:
    later = sorted(day for day in calendar if day > meeting)
    return DueDate(later[0].isoformat(), "day") if later else None


def _months_meeting(match: re.Match[str], meeting: date, calendar: Sequence[date]) -> DueDate | None:
    month = _next_month(meeting, month_number(match[1]))
    days = [day for day in calendar if day > meeting and day.isoformat().startswith(month.value)]
    return DueDate(days[0].isoformat(), "day") if len(days) == 1 else month


def _day_and_month(match: re.Match[str], meeting: date, _calendar: Sequence[date]) -> DueDate | None:
    month = month_number(match[2])
    day = safe_date(meeting.year, month, int(match[1]))
    if day is None or day < meeting - timedelta(days=_JUST_PAST_DAYS):
        day = safe_date(meeting.year + 1, month, int(match[1])) or day
    return DueDate(day.isoformat(), "day") if day else None


def _bare_months(match: re.Match[str], meeting: date, _calendar: Sequence[date]) -> DueDate | None:
    if match[1][0].islower():
        return None  # "may" and "march" are verbs
    return _next_month(meeting, month_number(match[2] or match[1]))


def _within(match: re.Match[str], meeting: date, _calendar: Sequence[date]) -> DueDate | None:
    word = match[1].lower()
    number = int(word) if word.isdigit() else _NUMBERS[word]
    unit = match[2].lower()
    if number > 400:
        return None
    if unit.startswith(("day", "week", "working")):
        if unit.startswith("working"):
            return DueDate(_working_days(meeting, number).isoformat(), "day")
        return DueDate(
            (meeting + timedelta(days=number * (7 if unit.startswith("week") else 1))).isoformat(), "day"
        )
    years, month = divmod(meeting.month - 1 + number * (12 if unit.startswith("year") else 1), 12)
    return _month(meeting.year + years, month + 1)


def _working_days(day: date, number: int) -> date:
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def _quarters(match: re.Match[str], meeting: date, _calendar: Sequence[date]) -> DueDate | None:
    number = int(match[2] or match[1])
    start = financial_year(meeting)
    last = quarter(start, number)[1]
    if last < meeting:
        last = quarter(start + 1, number)[1]
    return _month(last.year, last.month, "quarter")


def _season(match: re.Match[str], meeting: date, _calendar: Sequence[date]) -> DueDate:
    found = _next_month(meeting, SEASONS[match[1].lower()])
    return DueDate(found.value, "season")


def _this_or_next(match: re.Match[str], meeting: date, _calendar: Sequence[date]) -> DueDate | None:
    offset = 1 if match[1].lower() == "next" else 0
    if match[2].lower() == "month":
        years, month = divmod(meeting.month - 1 + offset, 12)
        return _month(meeting.year + years, month + 1)
    days = 7 * offset + 6 - meeting.weekday()
    return DueDate((meeting + timedelta(days=days)).isoformat(), "day")


_EARLY = re.compile(r"\bearly\b|\b(?:start|beginning) of\b")
_END = re.compile(r"\b(?:end|close) of\b|\b(?:late|before the end)\b")
# British papers write the day before the month, so "Dec. 13" is a month and a year; below 10 it could be either.
_MONTH_SHORT_YEAR = re.compile(rf"\b({MONTH})\.?\s{{1,2}}([1-4]\d)(?![\d:.]|\s?(?:st|nd|rd|th|am|pm)\b)")
_NUMBER = rf"(\d{{1,3}}|{'|'.join(_NUMBERS)})"
_RULES: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"\b(\d{{1,2}}){ORDINAL}(?:\sof)?\s{{1,2}}({MONTH})\b", _day_and_month),
        (rf"\b({MONTH})(?:'s|’s)?\s(?:panel\s|committee\s|council\s)?meeting\b", _months_meeting),
        (rf"\bmeeting\s(?:to be held\s)?in\s({MONTH})\b", _months_meeting),
        (
            r"\b(?:next|following|subsequent)\s(?:[a-z]{1,20}\s){0,3}?meeting\b"
            r"|\bnext time the \w{1,20} me(?:t|ets)\b",
            _next_meeting,
        ),
        (
            rf"\b(?:within|in)\s(?:the\s(?:next|coming|following)\s)?{_NUMBER}\s((?:working\s)?days?|weeks?|months?|years?)"
            r"(?:['’]\s?time)?\b",
            _within,
        ),
        (
            r"\b(?:within|in|over|during)\s(?:the\s)?(?:coming|following|next)\s(week|month|year)\b",
            lambda match, meeting, calendar: resolve(f"within one {match[1]}", meeting, calendar),
        ),
        (rf"\b{_NUMBER}\s(weeks?|months?)['’]?\stime\b", _within),
        (r"\bQ(?:tr|uarter)?\s?([1-4])(?:\s?[/&-]\s?Q?([1-4]))?\b", _quarters),
        (r"\bnew year\b", lambda _match, meeting, _calendar: _month(meeting.year + 1, 1)),
        (r"\bchristmas\b", lambda _match, meeting, _calendar: _month(meeting.year, 12)),
        (
            r"\bend of (?:the |this )?(?:current )?financial year\b|\byear[ -]end\b",
            lambda _match, meeting, _calendar: _month(financial_year(meeting) + 1, 3),
        ),
        (
            r"\bend of (?:the |this )?(?:current )?municipal year\b",
            lambda _match, meeting, _calendar: _month(meeting.year + (meeting.month > 4), 4),
        ),
        (
            r"\bend of (?:the |this )(?:calendar )?year\b|\blater (?:in the|this) year\b",
            lambda _match, meeting, _calendar: _month(meeting.year, 12),
        ),
        (
            r"\bend of (?:the|this) (week|month)\b",
            lambda match, meeting, calendar: resolve(f"this {match[1]}", meeting, calendar),
        ),
        (r"\b(this|next)\s(week|month)\b", _this_or_next),
        (r"\b(?:in|by|during|before|over) the (?:early |late )?(spring|summer|autumn|winter)\b", _season),
        (r"\b(spring|summer|autumn|winter)\b(?! (?:house|school|break))", _season),
        (rf"\b({MONTH})\b(?:\s?[/–-]\s?({MONTH})\b)?", _bare_months),
    )
)
