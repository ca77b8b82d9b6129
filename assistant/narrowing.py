"""Filters that a question implies: the area whose papers it is about. They narrow, never widen, and are shown."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from indexes.records import Filters

# What bodies are called everywhere; the rest of a body's name is its area.
_GENERAL = frozenset(
    "and assembly authority board borough cabinet city combined commission commissioner committee council county "
    "court crime deputy district executive fire for force joint meeting member of office officer overview panel "
    "parish police rescue scrutiny select service sub the town unitary".split()
)
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def area_of(body: str) -> str:
    """Return the area in a body's name: "Northmoor Council Safer Homes Committee" gives "Northmoor".

    It is what stands before the first word that bodies everywhere are called by, or else all that is left of the
    name without such words.
    """
    words = _LETTERS.findall(body)
    first = takewhile(lambda word: word.lower() not in _GENERAL, words)
    return " ".join(first) or " ".join(word for word in words if word.lower() not in _GENERAL)


def narrow(question: str, filters: Filters, bodies: Iterable[str]) -> Filters:
    """Add the area that a question names, where the papers are of several areas and it names just one.

    What the user has set stays as it is.
    """
    if filters.body is not None or filters.source is not None:
        return filters
    areas = {area.lower(): area for area in map(area_of, bodies) if area}
    lowered = " ".join(_LETTERS.findall(question.lower().replace("’s", "").replace("'s", "")))
    named = [area for plain, area in areas.items() if re.search(rf"\b{re.escape(plain)}\b", lowered)]
    if len(areas) < 2 or len(named) != 1:
        return filters
    return replace(filters, body=named[0])
