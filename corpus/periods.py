"""Days, months, quarters and years as papers write them, found in running text.

Every pattern is bounded, so that a line of any length is read in linear time. Our own patterns rather than
dateparser's: the papers' forms (quarters of financial years, "May-Sep 20", municipal years) are unknown to it, and
for the plain ones it takes 1.7 ms a line where these take microseconds.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.calendars import (
    FINANCIAL_YEAR_BEGINS,
    MONTH,
    ORDINAL,
    SEASONS,
    financial_year,
    full_year,
    month_end,
    month_number,
    quarter,
    safe_date,
    year_pair,
)

_QUARTER_WORDS = {
    "1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2, "three": 3, "four": 4,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4,
}  # fmt: skip
_YEAR_PAIR = r"(?:20\d\d|\d\d)\s?[/–-]\s?(?:20\d\d|\d\d)"
_YEAR_TO_DATE = re.compile(r"\b(?:financial )?year[ -]to[ -]date\b|\bYTD\b", re.I)
_DIGIT = re.compile(r"\d")
_NEAR_YEAR = re.compile(r"\b(municipal|civic|academic|school)\s+year", re.I)
_BETWEEN = re.compile(
    r"\s{0,3}(?:-|–|—|to|until|up to|and)\s{0,3}(?:the\s)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?",
    re.I,
)
# In the other kinds of year than the financial one: the month in which they begin.
_YEAR_BEGINS = {"municipal": 5, "civic": 5, "academic": 9, "school": 9}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time named at ``text[start:end]``: from the day ``first`` to the day ``last``, both included.

    ``precision`` is "day", "month", "quarter", "year" (a calendar year), "financial year", "municipal year",
    "academic year", "season", "year to date" or "range".
    """

    start: int
    end: int
    first: date
    last: date
    precision: str


_Period = tuple[date, date, str]


def find_dates(text: str, meeting: date | None = None) -> tuple[DateMention, ...]:
    """Return every day, month, quarter, year and range that ``text`` names in full, in order, without overlap.

    Quarters and years such as "2019-20" are financial ones, from April, unless the words beside them say
    otherwise. What lacks its year is left out, not guessed. "Year to date" is found only where ``meeting`` gives
    its end.
    """
    found = [
        DateMention(match.start(group), match.end(group), *period)
        for pattern, read, group in (_READERS if _DIGIT.search(text) else ())
        for match in pattern.finditer(text)
        if (period := read(match)) is not None
    ]
    if meeting is not None:
        first = date(financial_year(meeting), FINANCIAL_YEAR_BEGINS, 1)
        found += [
            DateMention(m.start(), m.end(), first, meeting, "year to date") for m in _YEAR_TO_DATE.finditer(text)
        ]
    return tuple(_joined(text, _without_overlap(found)))


def _one_day(year: str, month: int, day: str) -> _Period | None:
    found = safe_date(full_year(year), month, int(day))
    return (found, found, "day") if found else None


def _day_month_year(match: re.Match[str]) -> _Period | None:
    return _one_day(match[3], month_number(match[2]), match[1])


def _month_day_year(match: re.Match[str]) -> _Period | None:
    return _one_day(match[3], month_number(match[1]), match[2])


def _figures(match: re.Match[str]) -> _Period | None:
    if len(match[4]) == 2 and match[2] != "/":
        return None  # 1.2.10 is a section, 10-11-20 a score
    return _one_day(match[4], int(match[3]), match[1])


def _iso(match: re.Match[str]) -> _Period | None:
    return _one_day(match[1], int(match[2]), match[3])


def _days_of_months(match: re.Match[str]) -> _Period | None:
    last_month = month_number(match[4])
    first_month = month_number(match[2]) if match[2] else last_month
    year = int(match[5])
    first = safe_date(year - (first_month > last_month), first_month, int(match[1]))
    last = safe_date(year, last_month, int(match[3]))
    return (first, last, "range") if first and last and first <= last else None


def _month_year(match: re.Match[str]) -> _Period | None:
    if match[1][0].islower():
        return None  # "may 2019" is a verb and a number
    year, month = full_year(match[2]), month_number(match[1])
    return (date(year, month, 1), month_end(year, month), "month") if 1900 <= year <= 2199 else None


def _months(match: re.Match[str]) -> _Period | None:
    first_month, last_month, year = month_number(match[1]), month_number(match[2]), full_year(match[3])
    if match[1][0].islower() or not 1900 <= year <= 2199:
        return None
    first = date(year - (first_month > last_month), first_month, 1)
    return first, month_end(year, last_month), _range_name(first, month_end(year, last_month))


def _range_name(first: date, last: date) -> str:
    return (
        "quarter" if (first, last) == quarter(financial_year(first), (first.month - 4) % 12 // 3 + 1) else "range"
    )


def _quarter_of(number: str, year: str) -> _Period | None:
    start_year = year_pair(year) if re.search(r"[/–-]", year) else full_year(year)
    return (*quarter(start_year, _QUARTER_WORDS[number.lower()]), "quarter") if start_year else None


def _quarter_then_year(match: re.Match[str]) -> _Period | None:
    return _quarter_of(match[1], match[2])


def _year_then_quarter(match: re.Match[str]) -> _Period | None:
    return _quarter_of(match[2], match[1])


def _year_pair(match: re.Match[str]) -> _Period | None:
    start = year_pair(match[1])
    if start is None:
        return _span_of_years(match[1])
    around = match.string[max(0, match.start() - 24) : match.end() + 20]
    kind = _NEAR_YEAR.search(around)
    name = kind[1].lower() if kind else "financial"
    begins = _YEAR_BEGINS.get(name, FINANCIAL_YEAR_BEGINS)
    name = {"civic": "municipal", "school": "academic"}.get(name, name)
    return date(start, begins, 1), month_end(start + 1, begins - 1), f"{name} year"


def _span_of_years(pair: str) -> _Period | None:
    """Read "2016-2021", a plan's years, which need four figures each."""
    first, second = re.split(r"\s?[/–-]\s?", pair)
    if len(first) != 4 or len(second) != 4 or not 0 < int(second) - int(first) <= 30:
        return None
    return date(int(first), 1, 1), date(int(second), 12, 31), "range"


def _season(match: re.Match[str]) -> _Period | None:
    month, year = SEASONS[match[1].lower()], int(match[2])
    first = date(year, month - 2 if month > 2 else 12, 1)
    return first, month_end(year + (month == 2), month), "season"


def _year(match: re.Match[str]) -> _Period | None:
    year = int(match[1])
    return date(year, 1, 1), date(year, 12, 31), "year"


def _without_overlap(found: Sequence[DateMention]) -> Iterator[DateMention]:
    """Of mentions that overlap keep the one that begins first, then the longest."""
    end = 0
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= end:
            yield mention
            end = mention.end


def _joined(text: str, mentions: Iterator[DateMention]) -> Iterator[DateMention]:
    """Join "1 April 2013 - 30 June 2013" and "between May 2019 and June 2020" into one range each."""
    held: DateMention | None = None
    for mention in mentions:
        if held is not None and _is_range(text, held, mention):
            name = _range_name(held.first, mention.last)
            held = replace(held, end=mention.end, last=mention.last, precision=name)
            continue
        if held is not None:
            yield held
        held = mention
    if held is not None:
        yield held


def _is_range(text: str, first: DateMention, second: DateMention) -> bool:
    if (
        first.precision not in ("day", "month")
        or first.precision != second.precision
        or first.last >= second.first
    ):
        return False
    link = _BETWEEN.fullmatch(text, first.end, second.start)
    if link is None:
        return False
    return (
        "and" not in link[0].lower() or text[max(0, first.start - 30) : first.start].lower().rfind("between") >= 0
    )


def _reader(
    pattern: str, read: Callable[[re.Match[str]], _Period | None], group: int = 0
) -> tuple[re.Pattern[str], Callable[[re.Match[str]], _Period | None], int]:
    return re.compile(pattern, re.IGNORECASE), read, group


_GAP = r"[ \u00a0\n]{0,3}"
_SPACE = r"[ \u00a0\n]{1,3}"
_DASH = r"(?:-|–|—|\bto\b|\buntil\b)"
_DAY = rf"(\d{{1,2}}){ORDINAL}"
_QUARTER = r"\b(?:Q|Qtr\.?\s?|Quarter\s)"
_OF_YEAR = rf"(?:FY\s?)?({_YEAR_PAIR}|20\d\d)(?!\d)"
# A bare year counts only after a word that makes it one, and where no noun follows it ("of 2000 officers").
_YEAR_WORDS = "in|during|since|of|for|by|from|to|until|before|after|year|throughout|through|end|early|late|mid|and"
_BEFORE_YEAR = rf"\b(?:{_YEAR_WORDS})[\s-]{{1,2}}"
_AFTER_YEAR = (
    r"(?=\s{0,3}(?:[.,;:)?!’'\]]|$|"
    r"(?:and|to|the|was|were|has|had|with|in|on|at|by|for|as|when|which|from|a)\b))"
)
_READERS = (
    _reader(
        rf"(?<![\d/.]){_DAY}(?:{_SPACE}(?:of\s)?({MONTH})\b)?{_GAP}{_DASH}{_GAP}(?:[a-z]{{3,6}}day,?\s)?"
        rf"{_DAY}{_SPACE}(?:of\s)?({MONTH})\.?,?{_SPACE}(\d{{4}})(?!\d)",
        _days_of_months,
    ),
    _reader(
        rf"(?<![\d/-]){_DAY}(?:{_SPACE}of)?[ \u00a0\n.-]{{0,3}}({MONTH})[.,]{{0,2}}[ \u00a0\n-]{{0,3}}"
        r"(\d{4}|['’]\d\d|(?<=-)\d\d)(?!\d)",
        _day_month_year,
    ),
    _reader(rf"\b({MONTH})\.?{_SPACE}{_DAY},?{_SPACE}(\d{{4}})(?!\d)", _month_day_year),
    _reader(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/])", _figures),
    _reader(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", _iso),
    _reader(
        rf"\b({MONTH})\.?{_GAP}(?:{_DASH}|/|\band\b){_GAP}({MONTH})\.?,?{_GAP}(\d{{4}}|\d\d(?=[\s)\],;:]|$))(?!\d)",
        _months,
    ),
    _reader(rf"\b({MONTH})\.?,?{_GAP}(\d{{4}})(?!\d)", _month_year),
    _reader(rf"\b({MONTH})\s?[-–'’](\d\d)(?![\d/–-])", _month_year),
    _reader(rf"{_QUARTER}([1-4]|one|two|three|four)\b[\s,(–-]{{0,3}}(?:of\s)?{_OF_YEAR}", _quarter_then_year),
    _reader(
        r"\b(first|second|third|fourth|final)\s{1,2}quarter\s(?:of\s|for\s|in\s)?(?:the\s)?(?:financial\syear\s)?"
        + _OF_YEAR,
        _quarter_then_year,
    ),
    _reader(rf"(?<![\d/])({_YEAR_PAIR})[\s,(–-]{{0,3}}{_QUARTER}([1-4])\b", _year_then_quarter),
    _reader(
        r"(?<![\d/.,£%–-])(?:FY\s?)?((?:(?:20|19)\d\d)\s?[/–-]\s?(?:\d{4}|\d\d)|\d\d/\d\d)(?![\d/–-])", _year_pair
    ),
    _reader(rf"\b({'|'.join(SEASONS)})\s(?:of\s)?(20\d\d)(?![\d/–-])", _season),
    _reader(_BEFORE_YEAR + r"((?:20\d|19[5-9])\d)(?![\d/–-])" + _AFTER_YEAR, _year, 1),
)
