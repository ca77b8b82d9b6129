"""Days, months, quarters and years as papers write them, found in running text.

Every pattern is bounded, so that a line of any length is read in linear time. Our own patterns rather than
dateparser's: the papers' forms (quarters of financial years, "May-Sep 20", municipal years) are unknown to it, and
for the plain ones it takes 1.7 ms a line where these take microseconds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.time.calendars import FINANCIAL_YEAR_BEGINS, financial_year
from corpus.time.periodforms import READERS, range_name

_YEAR_TO_DATE = re.compile(r"\b(?:financial )?year[ -]to[ -]date\b|\bYTD\b", re.I)
_DIGIT = re.compile(r"\d")
_BETWEEN = re.compile(
    r"\s{0,3}(?:-|–|—|to|until|up to|and)\s{0,3}(?:the\s)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?",
    re.I,
)


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


def find_dates(text: str, meeting: date | None = None) -> tuple[DateMention, ...]:
    """Return every day, month, quarter, year and range that ``text`` names in full, in order, without overlap.

    Quarters and years such as "2019-20" are financial ones, from April, unless the words beside them say
    otherwise. What lacks its year is left out, not guessed. "Year to date" is found only where ``meeting`` gives
    its end.
    """
    found = [
        DateMention(match.start(group), match.end(group), *period)
        for pattern, read, group in (READERS if _DIGIT.search(text) else ())
        for match in pattern.finditer(text)
        if (period := read(match)) is not None
    ]
    if meeting is not None:
        first = date(financial_year(meeting), FINANCIAL_YEAR_BEGINS, 1)
        found += [
            DateMention(m.start(), m.end(), first, meeting, "year to date") for m in _YEAR_TO_DATE.finditer(text)
        ]
    return tuple(_joined(text, _without_overlap(found)))


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
            name = range_name(held.first, mention.last)
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
