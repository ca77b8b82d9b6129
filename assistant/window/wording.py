"""Dates, places and links in plain English, the same wherever the window says them."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from corpus.errors import MinutebookError
from corpus.records import Span
from indexes.records import Filters

# Two words in capitals or more, with what stands between them; a word in brackets is an abbreviation.
_SHOUTED = re.compile(r"\b[A-Z][A-Z'’]+(?:[\s,:&/–-]+(?:\d[\d/.]*[\s,:&/–-]+)*[A-Z][A-Z'’]+)+\b")
_WORD = re.compile(r"[A-Z][A-Z'’]+")
_MARKDOWN = (".md", ".markdown")
_BULLET = re.compile(r"\s*<li\s*>\s*", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6} +")
_TAG = re.compile(r"</?(?:p|ul|ol|li|br)\s*/?>", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_BETWEEN = " · "
_SMALL = frozenset("a an and as at by for from in is of on or the to with".split())


def day(when: date) -> str:
    """Return a date as people in Britain write it: 7 March 2025."""
    return f"{when.day} {when:%B %Y}"


def iso_day(written: str) -> date | None:
    """Return the day that somebody wrote as an ISO date; nothing written is None.

    Raises:
        MinutebookError: it is no date.
    """
    try:
        return date.fromisoformat(written.strip()) if written.strip() else None
    except ValueError as error:
        raise MinutebookError(f"{written!r} is not a date: write it as 2025-03-31.") from error


def meeting(body: str | None, when: date | None) -> str:
    """Return a meeting by what is known of it: its body, its day, both or nothing."""
    return ", ".join(part for part in (body, day(when) if when else None) if part)


def period(first: date | None, last: date | None) -> str:
    """Return the time from ``first`` to ``last`` in months or whole years, or nothing where neither is known."""
    if first is None or last is None:
        return ""
    years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    start, end = (f"{one:%Y}" if years else f"{one:%B %Y}" for one in (first, last))
    return start if start == end else f"{start} to {end}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: 1 paper, 1,204 passages."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def page(number: int | None, printed: str | None) -> str:
    """Return where a passage is in a PDF: PDF page 12 (printed page 9), or nothing for a paper without pages."""
    if number is None:
        return ""
    return f"PDF page {number}" if printed is None else f"PDF page {number} (printed page {printed})"


def runs(text: str) -> list[tuple[bool, list[str]]]:
    """Return the lines of an answer in runs: whether it is a list, and its lines or entries without the dash."""
    found = groupby(text.split("\n"), key=lambda line: line.startswith("- "))
    return [(listed, [line[2:] if listed else line for line in run]) for listed, run in found]


def readable(quote: str, source: str) -> str:
    """Return words of a paper as they are read: a table's cells apart, without Markdown's tables and lists.

    Only for the eye: what is checked and copied is the quote, letter by letter.
    """
    return " ".join(" ".join(_cells(untagged(line, source)).split()) for line in quote.splitlines()).strip()


def untagged(text: str, source: str) -> str:
    """Return text without Markdown's signs of a heading and the tags that break lines in a cell."""
    if not source.casefold().endswith(_MARKDOWN):
        return text
    return _TAG.sub(" ", _BULLET.sub(" • ", _HEADING.sub("", text)))


def _cells(line: str) -> str:
    row = line.strip()
    if row.startswith("|") and row.endswith("|") and row.count("|") > 1:
        return _BETWEEN.join(cell.strip().replace("\\|", "|") for cell in _PIPE.split(row[1:-1]) if cell.strip())
    return _BETWEEN.join(cell.strip() for cell in line.split("\t") if cell.strip()) if "\t" in line else line


def calm(title: str) -> str:
    """Return words that are written in capitals as a title is: POLICE AND CRIME PLAN as Police and Crime Plan.

    Abbreviations keep their capitals where they can be told, by having no vowel or standing in brackets. Other
    words are left as they are, and so are those of a quote, which must not come here.
    """
    return _SHOUTED.sub(lambda run: _WORD.sub(_quieter, run[0]), title)


def _quieter(word: re.Match[str]) -> str:
    if not re.search("[AEIOU]", word[0]):
        return word[0]
    lowered = word[0].lower()
    return lowered if lowered in _SMALL and word.start() else lowered.capitalize()


def listed(words: Iterable[str], most: int = 3) -> str:
    """Return words as a list in a sentence: a, b and 3 more."""
    shown = list(words)
    rest = len(shown) - most
    if rest > 0:
        return f"{', '.join(shown[:most])} and {rest} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def source_link(document_id: str, spans: Iterable[Span], whole: bool = False, *, exempt: bool = False) -> str:
    """Return the address of a quote in its paper (all of it if ``whole``), relative to the window's own.

    With ``exempt`` what is not public is shown too, to whoever may see it.
    """
    places = [("at", f"{span.start}-{span.end}") for span in spans]
    more = [("whole", "true")] if whole else []
    return f"source?{urlencode([('document', document_id), *places, *more, *_asking(exempt)])}#quote"


def original_link(document_id: str, *, exempt: bool = False) -> str:
    """Return the address of the file that a document was read from."""
    return f"original?{urlencode([('document', document_id), *_asking(exempt)])}"


def page_link(document_id: str, number: int, *, exempt: bool = False) -> str:
    """Return the address of a page of that file as a picture."""
    return f"page?{urlencode([('document', document_id), ('number', number), *_asking(exempt)])}"


def _asking(exempt: bool) -> list[tuple[str, str]]:
    return [("exempt", "true")] if exempt else []


def filters(chosen: Filters) -> dict[str, tuple[str, ...]]:
    """Return what the search was limited to: each phrase with the fields that it says.

    There is nothing where all papers were searched.
    """
    phrases: dict[str, tuple[str, ...]] = {}
    if chosen.body:
        phrases[f"Body: {chosen.body}"] = ("body",)
    if chosen.date_from and chosen.date_from == chosen.date_to:
        phrases[f"Meeting of {day(chosen.date_from)}"] = ("date_from", "date_to")
    else:
        if chosen.date_from:
            phrases[f"Meetings from {day(chosen.date_from)}"] = ("date_from",)
        if chosen.date_to:
            phrases[f"Meetings up to {day(chosen.date_to)}"] = ("date_to",)
    if chosen.kind:
        phrases[f"Kind: {chosen.kind}"] = ("kind",)
    if chosen.speaker:
        phrases[f"Said by: {chosen.speaker}"] = ("speaker",)
    if chosen.source:
        phrases[f"Paper: {chosen.source}"] = ("source",)
    return phrases


def preferred(first: date, last: date) -> str:
    """Return which papers came first because the question names their time, as a phrase."""
    return f"Papers of {period(first, last)} and after come first"
