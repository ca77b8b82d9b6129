"""The calendar's arithmetic: months by name, quarters and years that begin in April."""

import re
from calendar import monthrange
from datetime import date

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
"""A pattern for the name of a month or its short form."""

ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
FINANCIAL_YEAR_BEGINS = 4
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
"""The last month of each season; winter's lies in the next year."""

_MONTH_STEMS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# "19/20" is read as a year only from here on: "11/12" may be eleven out of twelve, or a day and a month.
_FIRST_SHORT_YEAR = 13


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or its short form."""
    return _MONTH_STEMS.index(word[:3].lower()) + 1


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def financial_year(day: date) -> int:
    """Return the calendar year in which the financial year of ``day`` began."""
    return day.year if day.month >= FINANCIAL_YEAR_BEGINS else day.year - 1


def quarter(start_year: int, number: int) -> tuple[date, date]:
    """Return the first and last day of a quarter (1 to 4) of the financial year that began in ``start_year``."""
    year, month = divmod(start_year * 12 + FINANCIAL_YEAR_BEGINS - 1 + 3 * (number - 1), 12)
    last_year, last_month = divmod(year * 12 + month + 2, 12)
    return date(year, month + 1, 1), month_end(last_year, last_month + 1)


def months_before(last: date, count: int) -> date:
    """Return the first day of the ``count`` months that end with the month of ``last``."""
    year, month = divmod(last.year * 12 + last.month - count, 12)
    return date(year, month + 1, 1)


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    if not (1900 <= year <= 2199 and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def full_year(figures: str) -> int:
    """Return 2020 for "2020", "20" and "'20"."""
    number = int(figures.strip("'’ "))
    return number if number >= 100 else 2000 + number


def year_pair(pair: str) -> int | None:
    """Return 2019 for "2019/20", "19/20" and "2019-2020", None where the second does not follow the first."""
    first, second = (int(part) for part in re.split(r"\s?[/–-]\s?", pair))
    if first < _FIRST_SHORT_YEAR:
        return None
    start = first if first >= 100 else 2000 + first
    return start if second in (start + 1, (start + 1) % 100) and start <= 2198 else None
