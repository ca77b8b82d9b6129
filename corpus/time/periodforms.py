"""The forms in which papers write days, months, quarters and years, each with how it is read.

Every pattern is bounded, so that a line of any length is read in linear time.
"""

import re
from collections.abc import Callable
from datetime import date

from corpus.time.calendars import (
    FINANCIAL_YEAR_BEGINS,
    MONTH,
    ORDINAL,
    SEASONS,
    financial_year,
    full_year,
    month_end,
    month_number,
    months_before,
    quarter,
    safe_date,
    year_pair,
)

Period = tuple[date, date, str]
"""First day, last day, precision (as ``corpus.time.periods.DateMention`` has it)."""

_QUARTER_WORDS = {
    "1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2, "three": 3, "four": 4,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "quarter": 3, "year": 12}
_YEAR_PAIR = r"(?:20\d\d|\d\d)\s?[/–-]\s?(?:20\d\d|\d\d)"
_NEAR_YEAR = re.compile(r"\b(municipal|civic|academic|school)\s+year", re.I)
# In the other kinds of year than the financial one: the month in which they begin.
_YEAR_BEGINS = {"municipal": 5, "civic": 5, "academic": 9, "school": 9}
# Before these, "may 2019" and "march 2019" are months though they are written small.
_BEFORE_MONTH = re.compile(
    r"\b(?:in|during|since|until|till|to|from|between|of|by|for|and|before|after|through|throughout|ending|ended|early|"
    r"late|mid|end|start|beginning|last|about|on)[\s-]{1,2}$",
    re.I,
)
_BACK = 20
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_VERBS = frozenset({"may", "march", "mar"})
# "14.11.24" is a day behind these; elsewhere it may be a section or a score.
_BEFORE_DAY = re.compile(r"\b(?:on|at|dated?|to|from|by|until|as at|of|since)\s{0,2}:?\s{0,2}$", re.I)


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _BACK) : match.start()]


def _one_day(year: str, month: int, day: str) -> Period | None:
    found = safe_date(full_year(year), month, int(day))
    return (found, found, "day") if found else None


def _day_month_year(match: re.Match[str]) -> Period | None:
    return _one_day(match[3], month_number(match[2]), match[1])


def _month_day_year(match: re.Match[str]) -> Period | None:
    return _one_day(match[3], month_number(match[1]), match[2])


def _figures(match: re.Match[str]) -> Period | None:
    if len(match[4]) == 2 and match[2] != "/" and not _BEFORE_DAY.search(_before(match)):
        return None  # 1.2.10 is a section, 10-11-20 a score
    return _one_day(match[4], int(match[3]), match[1])


def _iso(match: re.Match[str]) -> Period | None:
    return _one_day(match[1], int(match[2]), match[3])


def _days_of_months(match: re.Match[str]) -> Period | None:
    last_month = month_number(match[4])
    first_month = month_number(match[2]) if match[2] else last_month
    year = int(match[5])
    first = safe_date(year - (first_month > last_month), first_month, int(match[1]))
    last = safe_date(year, last_month, int(match[3]))
    return (first, last, "range") if first and last and first <= last else None


def _month_year(match: re.Match[str]) -> Period | None:
    ends = match.end() == len(match.string.rstrip(" ?.!"))
    if match[1] in _VERBS and not ends and not _BEFORE_MONTH.search(_before(match)):
        return None  # "may 2019" can be a verb and a number
    year, month = full_year(match[2]), month_number(match[1])
    return (date(year, month, 1), month_end(year, month), "month") if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _months(match: re.Match[str]) -> Period | None:
    first_month, last_month, year = month_number(match[1]), month_number(match[2]), full_year(match[3])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    first = date(year - (first_month > last_month), first_month, 1)
    return first, month_end(year, last_month), range_name(first, month_end(year, last_month))


def _months_of_pair(match: re.Match[str]) -> Period | None:
    """Read "Jan-Mar 2019/20", months of a financial year."""
    start = year_pair(match[3])
    if start is None:
        return None
    first, last = month_number(match[1]), month_number(match[2] or match[1])
    begin = date(start + (first < FINANCIAL_YEAR_BEGINS), first, 1)
    end = month_end(start + (last < FINANCIAL_YEAR_BEGINS), last)
    if begin > end:
        return None
    return (begin, end, range_name(begin, end)) if match[2] else (begin, end, "month")


def _month_to_month(match: re.Match[str]) -> Period | None:
    first = date(full_year(match[2]), month_number(match[1]), 1)  # two figures: a year of this century
    last = month_end(full_year(match[4]), month_number(match[3]))
    return (first, last, range_name(first, last)) if first < last else None


def _up_to_month(match: re.Match[str]) -> Period | None:
    """Read "the 12 months to March 2021" and "year ending 31 March 2021"."""
    count = int(match[1]) if match[1] else _COUNTS[(match[2] or match[3]).lower()]
    year = int(match[6])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    last = month_end(year, month_number(match[5]))
    if match[4] and int(match[4]) != last.day:
        return None
    first = months_before(last, count)
    return first, last, range_name(first, last)


def _period_of_year(match: re.Match[str]) -> Period | None:
    """Read "Period 6 2022/23", the sixth month of the financial year."""
    start = year_pair(match[2])
    if start is None:
        return None
    year, month = divmod(start * 12 + FINANCIAL_YEAR_BEGINS - 1 + int(match[1]) - 1, 12)
    return date(year, month + 1, 1), month_end(year, month + 1), "month"


def _half(match: re.Match[str]) -> Period | None:
    start = year_pair(match[3])
    if start is None:
        return None
    second = (match[1] or match[2]).lower() in ("2", "second", "2nd")
    return quarter(start, 3 if second else 1)[0], quarter(start, 4 if second else 2)[1], "range"


def _quarters(match: re.Match[str]) -> Period | None:
    first, last = (_quarter_of(number, match[3]) for number in (match[1], match[2]))
    return (first[0], last[1], "range") if first and last and first[0] < last[0] else None


def _winter(match: re.Match[str]) -> Period | None:
    start = year_pair(match[1])
    return (date(start, 12, 1), month_end(start + 1, 2), "season") if start else None


def range_name(first: date, last: date) -> str:
    """Return "quarter", "financial year" or "range"."""
    if first.month == FINANCIAL_YEAR_BEGINS and (first.day, last) == (1, month_end(first.year + 1, 3)):
        return "financial year"
    return (
        "quarter" if (first, last) == quarter(financial_year(first), (first.month - 4) % 12 // 3 + 1) else "range"
    )


def _quarter_of(number: str, year: str) -> Period | None:
    start_year = year_pair(year) if re.search(r"[/–-]", year) else full_year(year)
    return (*quarter(start_year, _QUARTER_WORDS[number.lower()]), "quarter") if start_year else None


def _quarter_then_year(match: re.Match[str]) -> Period | None:
    return _quarter_of(match[1], match[2])


def _year_then_quarter(match: re.Match[str]) -> Period | None:
    return _quarter_of(match[2], match[1])


def _year_pair(match: re.Match[str]) -> Period | None:
    start = year_pair(match[1])
    if start is None:
        return _span_of_years(match[1])
    around = match.string[max(0, match.start() - 24) : match.end() + 20]
    kind = _NEAR_YEAR.search(around)
    name = kind[1].lower() if kind else "financial"
    begins = _YEAR_BEGINS.get(name, FINANCIAL_YEAR_BEGINS)
    name = {"civic": "municipal", "school": "academic"}.get(name, name)
    return date(start, begins, 1), month_end(start + 1, begins - 1), f"{name} year"


def _span_of_years(pair: str) -> Period | None:
    """Read "2016-2021", a plan's years, which need four figures each."""
    first, second = re.split(r"\s?[/–-]\s?", pair)
    if len(first) != 4 or len(second) != 4 or not 0 < int(second) - int(first) <= 30:
        return None
    return date(int(first), 1, 1), date(int(second), 12, 31), "range"


def _season(match: re.Match[str]) -> Period | None:
    month, year = SEASONS[match[1].lower()], int(match[2])
    first = date(year, month - 2 if month > 2 else 12, 1)
    return first, month_end(year + (month == 2), month), "season"


def _year(match: re.Match[str]) -> Period | None:
    year = int(match[1])
    return date(year, 1, 1), date(year, 12, 31), "year"


def _reader(
    pattern: str, read: Callable[[re.Match[str]], Period | None], group: int = 0
) -> tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None], int]:
    return re.compile(pattern, re.IGNORECASE), read, group


_GAP = r"[ \u00a0\n]{0,3}"
_SPACE = r"[ \u00a0\n]{1,3}"
_DASH = r"(?:-|–|—|\bto\b|\buntil\b)"
_DAY = rf"(\d{{1,2}}){ORDINAL}"
_QUARTER = r"\b(?:Q|Qtrs?\.?\s?|Qu\.?\s|Quarters?\s)"
_NTH = r"\b(first|second|third|fourth|final|last|1st|2nd|3rd|4th)"
_OF_THE = r"(?:of\s|for\s|in\s)?(?:the\s)?(?:financial\s)?(?:year\s)?"
_OF_YEAR = rf"(?:FY\s?)?({_YEAR_PAIR}|20\d\d)(?!\d)"
_OF_PAIR = rf"(?:FY\s?)?({_YEAR_PAIR})(?!\d)"
_MONTHS = rf"\b({MONTH})\.?{_GAP}(?:{_DASH}|/|\band\b){_GAP}({MONTH})\.?,?"
# A bare year counts only after a word that makes it one, and where no noun follows it ("of 2000 officers").
_YEAR_WORDS = "in|during|since|of|for|by|from|to|until|before|after|year|throughout|through|end|early|late|mid|and"
_BEFORE_YEAR = rf"\b(?:{_YEAR_WORDS})[\s-]{{1,2}}"
_AFTER_YEAR = (
    r"(?=\s{0,3}(?:[.,;:)?!’'\]]|$|"
    r"(?:and|to|the|was|were|has|had|with|in|on|at|by|for|as|when|which|from|a)\b))"
)
READERS = (
    _reader(
        rf"(?<![\d/.]){_DAY}(?:{_SPACE}(?:of\s)?({MONTH})\b)?{_GAP}{_DASH}{_GAP}(?:[a-z]{{3,6}}day,?\s)?"
        rf"{_DAY}{_SPACE}(?:of\s)?({MONTH})\.?,?{_SPACE}(\d{{4}})(?!\d)",
        _days_of_months,
    ),
    _reader(
        rf"(?<![\d/-]){_DAY}(?:{_SPACE}day)?(?:{_SPACE}of)?[ \u00a0\n.-]{{0,3}}({MONTH})[.,]{{0,2}}"
        r"[ \u00a0\n-]{0,3}(\d{4}|['’]\d\d|(?<=-)\d\d)(?!\d)",
        _day_month_year,
    ),
    _reader(rf"\b({MONTH})\.?{_SPACE}{_DAY},?{_SPACE}(\d{{4}})(?!\d)", _month_day_year),
    _reader(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/])", _figures),
    _reader(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", _iso),
    _reader(rf"{_MONTHS}{_GAP}(\d{{4}}|\d\d(?=[\s)\],;:]|$))(?![\d/])", _months),
    _reader(rf"{_MONTHS}{_GAP}({_YEAR_PAIR})(?!\d)", _months_of_pair),
    _reader(rf"\b({MONTH})()\.?{_GAP}((?:20)?\d\d/\d\d)(?![\d/])", _months_of_pair),
    _reader(
        rf"\b({MONTH})\s?[-'’]?(\d\d)\s{{0,2}}(?:–|—|-|to)\s{{0,2}}({MONTH})\s?[-'’]?(\d\d)(?![\d/:]|\s?(?:am|pm)\b)",
        _month_to_month,
    ),
    _reader(rf"\b({MONTH})\.?,?{_GAP}(\d{{4}})(?![\d/])", _month_year),
    _reader(rf"\b({MONTH})\s?[-–'’](\d\d)(?![\d/–-])", _month_year),
    _reader(
        rf"\b(?:(3|6|9|12|24|36)[\s-]?months?|(three|six|nine|twelve)[\s-]months?|(quarter|year))\s(?:period\s)?"
        rf"(?:to|ending|ended|up to)\s(?:the\send\sof\s)?(?:(\d{{1,2}}){ORDINAL}\s)?({MONTH})\.?\s(\d{{4}})(?!\d)",
        _up_to_month,
    ),
    _reader(rf"{_QUARTER}([1-4]|one|two|three|four)\b[\s,(–-]{{0,3}}(?:of\s)?{_OF_YEAR}", _quarter_then_year),
    _reader(rf"{_QUARTER}([1-4])\s?\([^()\d]{{3,25}}\)\s?{_OF_YEAR}", _quarter_then_year),
    _reader(
        rf"{_QUARTER}([1-4])\s?(?:-|–|&|/|to|and)\s?(?:Q|Qtr\.?\s?|Quarter\s)?([1-4])\b[\s,(–-]{{0,3}}(?:of\s)?{_OF_YEAR}",
        _quarters,
    ),
    _reader(rf"{_NTH}\s{{1,2}}quarter\s{_OF_THE}{_OF_YEAR}", _quarter_then_year),
    _reader(
        rf"(?<![\d/])({_YEAR_PAIR}|20\d\d)[\s,(–-]{{0,3}}(?:Q|Qtr\.?\s?|Qu\.?\s|Quarter\s)([1-4])\b",
        _year_then_quarter,
    ),
    _reader(
        rf"\b(?:H([12])|(first|second|1st|2nd)\shalf)\s(?:of\s)?(?:the\s)?(?:financial\s)?(?:year\s)?{_OF_PAIR}",
        _half,
    ),
    _reader(rf"\b(?:period|month|[PM])\s?(1[0-2]|[1-9])\b[\s,(–-]{{0,3}}(?:of\s)?{_OF_PAIR}", _period_of_year),
    _reader(rf"\bwinter\s(?:of\s)?({_YEAR_PAIR})(?!\d)", _winter),
    _reader(
        r"(?<![\d/.,£%–-])(?:FY\s?)?((?:(?:20|19)\d\d)\s?[/–-]\s?(?:\d{4}|\d\d)|\d\d/\d\d)(?![\d/–-])", _year_pair
    ),
    _reader(rf"\b({'|'.join(SEASONS)})\s(?:of\s)?(20\d\d)(?![\d/–-])", _season),
    _reader(_BEFORE_YEAR + r"((?:20\d|19[5-9])\d)(?![\d/–-])" + _AFTER_YEAR, _year, 1),
)
"""(pattern, how a match is read, the group that holds the words of the mention)."""
