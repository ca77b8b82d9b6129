"""Elliptic follow-ups: the part of an earlier question that "and in Northmoor?" or "what about 2019?" changes."""

import re
from collections.abc import Sequence

from corpus.time.dates import find_dates

# How many questions back the one is looked for that a follow-up changes.
REACH = 3
# Words of a question that is itself no more than a fragment.
_FRAGMENT = 3

_LEAD = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|right|well|now|thanks|thank you|what about|how about|what of|same for)\b"
    r"[\s,.:;!-]*)+",
    re.IGNORECASE,
)
_WHERE = r"(?:in|for|at|across|within|from|around|near|during|by|on|of)"
_PLACED = re.compile(rf"({_WHERE})\s+(?:the\s+)?", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w'’-]*(?:\s+(?:(?:and|of|upon|on|the|&)\s+)?[A-Z][\w'’-]*)*")
# A year on its own is a time where a question is about time anyhow; a quarter may lack its year.
_YEAR = re.compile(r"(?<![\d/–-])(?:19|20)\d\d(?![\d/–-])")
_QUARTER = re.compile(
    r"\b(?:Q[1-4]|quarter (?:[1-4]|one|two|three|four)|(?:first|second|third|fourth) quarter)\b", re.I
)
_ARTICLE = re.compile(r"\b(?:the|a|an)\s+$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")
_ENDS = " \t?.!,;:"


def changed(asked: str, earlier: Sequence[str]) -> str | None:
    """Return the last question that has a part such as a follow-up names, with that part put in; None without one.

    A follow-up counts as elliptic where it is nothing but a place, another name or a time, behind words such as
    "and", "what about" or a preposition: after "How many hubs are there in Eastmoor?", "and in Northmoor?" asks
    how many there are in Northmoor. A place or time that the earlier question lacks is put at its end.

    Args:
        asked: the follow-up.
        earlier: the questions before it, each as it reads on its own, oldest first.
    """
    lead = _LEAD.match(asked)
    rest = asked[lead.end() if lead else 0 :].strip(_ENDS)
    placed = _PLACED.match(rest)
    named = rest[placed.end() if placed else 0 :]
    if not named or not earlier or not (lead or placed):
        return None
    time = _is_time(named)
    if not time and not _NAME.fullmatch(named):
        return None
    for question in reversed(earlier[-REACH:]):
        put = _with_time(question, named) if time else _with_name(question, named, placed[1] if placed else None)
        if put is not None:
            return put
    whole = next((one for one in reversed(earlier[-REACH:]) if len(one.split()) > _FRAGMENT), None)
    if whole is None or not (placed or time):
        return None
    return f"{whole.rstrip(_ENDS)} {placed[1].lower() if placed else 'in'} {named}?"


def _is_time(text: str) -> bool:
    """Whether a text is a time and nothing else."""
    return any(start == 0 and end == len(text) for start, end in _times(text))


def _times(text: str) -> list[tuple[int, int]]:
    """Return where a text names times: dates and periods, or else years, or else quarters without a year."""
    return (
        [(one.start, one.end) for one in find_dates(text)]
        or [one.span() for one in _YEAR.finditer(text)]
        or [one.span() for one in _QUARTER.finditer(text)]
    )


def _with_time(question: str, time: str) -> str | None:
    quarter = _QUARTER.search(question) if _QUARTER.fullmatch(time) else None
    found = [quarter.span()] if quarter else _times(question)
    if len(found) != 1:
        return None
    return question[: found[0][0]] + time + question[found[0][1] :]


def _with_name(question: str, name: str, preposition: str | None) -> str | None:
    """Put a name in the place of the one behind the same preposition, or else of the only one there is."""
    names = [one for one in _NAME.finditer(question) if one.start() and not is_month(one.group())]
    placed = [one for one in names if preposition and _stands_behind(question, one.start(), preposition)]
    chosen = placed or (names if len(names) == 1 else [])
    if not chosen or _ARTICLE.search(question[: chosen[-1].start()]):
        return None
    old = chosen[-1]
    end = "'s" if _POSSESSIVE.search(old.group()) else ""
    return question[: old.start()] + _POSSESSIVE.sub("", name) + end + question[old.end() :]


def is_month(name: str) -> bool:
    """Whether a word is a month rather than a name."""
    return bool(find_dates(f"{name} 2020"))


def _stands_behind(question: str, start: int, preposition: str) -> bool:
    before = re.search(rf"\b({_WHERE})\s+(?:the\s+)?$", question[:start], re.IGNORECASE)
    return before is not None and before[1].lower() == preposition.lower()
