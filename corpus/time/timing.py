"""The period that a row, a column or a heading speaks of, put together from what stands around it.

A column says "Q2" and the table's title "2020/21"; a row says nothing and its heading "July to September 2020".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from corpus.records import Cell, Document, Passage
from corpus.time.calendars import FINANCIAL_YEAR_BEGINS, MONTH, financial_year, month_end, month_number, quarter
from corpus.time.periodforms import range_name
from corpus.time.periods import DateMention, find_dates

_YEARS = ("financial year", "year", "municipal year")
_BARE_YEAR = re.compile(r"(?<![\d/.,£–-])(?:19|20)\d\d(?![\d/,–-]|\s?%)")
_QUARTER = re.compile(r"\b(?:Q|Qtr\.?\s?|Quarter\s)([1-4])\b(?!\s?[-–/&]\s?Q?[1-4]\b)", re.I)
_MONTHS = re.compile(rf"\b({MONTH})\.?\s?(?:(?:-|–|/|\bto\b|\band\b)\s?({MONTH})\b)?(?!\s?\d)", re.I)
_WHOLE_YEAR = re.compile(r"\b(?:full year|annual|year[ -]end|outturn|whole year|total for (?:the )?year)\b", re.I)
_VERBS = ("may", "march", "mar")
_LONGEST = 400


def period_of_cell(document: Document, passage: Passage, cell: Cell) -> DateMention | None:
    """Return the period that a cell of a row speaks of: its column's, completed by what stands around the row."""
    return period_of((cell.column or "", *_around(document, passage)), document.parts[passage.part].meeting_date)


def period_of_passage(document: Document, passage: Passage) -> DateMention | None:
    """Return the period that a row or another passage speaks of by its label and headings, None where unsure."""
    return period_of(tuple(_around(document, passage)), document.parts[passage.part].meeting_date)


def period_of_table(document: Document, row: Passage) -> DateMention | None:
    """Return the period that a whole table speaks of by its title and headings; ``row`` is any of its rows."""
    return period_of(tuple(_above(document, row)), document.parts[row.part].meeting_date)


def period_of(texts: Sequence[str], meeting: date | None = None) -> DateMention | None:
    """Return the one period that the first of ``texts`` to name any speaks of.

    Args:
        texts: a label and what stands around it, innermost first: column, row, group, title, headings.
        meeting: the day that "year to date" ends with.

    Returns:
        A period at its offsets in the text that names it; one without its year ("Q2") is completed by the first
        year that a text further out names. None where none is named, where a text names several that lie apart,
        and where a year is missing.
    """
    for place, text in enumerate(texts):
        named = _named(text[:_LONGEST], meeting)
        if len(named) > 1:
            return _widest(named)
        if named and named[0].precision not in _YEARS:
            return named[0]
        years = named or [one for outer in texts[place + 1 :] for one in _named(outer[:_LONGEST], None)][:1]
        part = _part_of_year(text[:_LONGEST], _whole_year(years[0]) if years else None)
        if part is not None or named:
            return part or named[0]
        if _names_part(text[:_LONGEST]):
            return None
    return None


def _around(document: Document, passage: Passage) -> Iterator[str]:
    if passage.cells:
        yield passage.cells[0].text
    yield passage.group or ""
    yield from _above(document, passage)


def _above(document: Document, passage: Passage) -> Iterator[str]:
    if passage.table is not None:
        yield document.tables[passage.table].title or ""
    yield passage.lead_in or ""
    yield from reversed(passage.headings)
    part = document.parts[passage.part]
    if passage.item is not None:
        yield part.items[passage.item].title
    yield part.title


def _named(text: str, meeting: date | None) -> list[DateMention]:
    found = [one for one in find_dates(text, meeting) if one.precision != "day"]
    if found:
        return found
    years = [
        DateMention(match.start(), match.end(), date(int(match[0]), 1, 1), date(int(match[0]), 12, 31), "year")
        for match in _BARE_YEAR.finditer(text)
    ]
    return years if len(years) == 1 else []


def _whole_year(mention: DateMention) -> DateMention:
    """Return the year that a mention names, or the financial year in which the quarter that it names lies."""
    if mention.precision in _YEARS:
        return mention
    first = date(financial_year(mention.first), FINANCIAL_YEAR_BEGINS, 1)
    last = month_end(first.year + 1, FINANCIAL_YEAR_BEGINS - 1)
    return replace(mention, first=first, last=last, precision="financial year")


def _widest(named: Sequence[DateMention]) -> DateMention | None:
    """Return the mention that holds all the others, None where they lie apart."""
    widest = max(named, key=lambda one: one.last - one.first)
    return widest if all(widest.first <= one.first and one.last <= widest.last for one in named) else None


def _names_part(text: str) -> bool:
    """Say whether a text names a quarter or months of a year."""
    months = _MONTHS.search(text)
    return _QUARTER.search(text) is not None or (months is not None and months[1] not in _VERBS)


def _part_of_year(text: str, year: DateMention | None) -> DateMention | None:
    """Return the quarter or months that a text names of a year given beside or above them."""
    if year is None:
        return None
    match = _QUARTER.search(text)
    if match is not None:
        first, last = quarter(year.first.year, int(match[1]))
        return DateMention(match.start(), match.end(), first, last, "quarter")
    match = _MONTHS.search(text)
    if match is None or match[1] in _VERBS:
        return year if _WHOLE_YEAR.search(text) else None
    financial = year.precision != "year"
    begin, end = month_number(match[1]), month_number(match[2] or match[1])
    first = date(year.first.year + (financial and begin < FINANCIAL_YEAR_BEGINS), begin, 1)
    last = month_end(year.first.year + (financial and end < FINANCIAL_YEAR_BEGINS), end)
    if first > last:
        return None
    return DateMention(match.start(), match.end(), first, last, range_name(first, last) if match[2] else "month")
