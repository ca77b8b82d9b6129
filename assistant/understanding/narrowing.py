"""Filters that a question implies: the area whose papers it is about, and which meetings it may mean.

They narrow, never widen, and are shown.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import takewhile

from indexes.records import Filters, Meeting

# What bodies are called everywhere; the rest of a body's name is its area.
_GENERAL = frozenset(
    "and assembly authority board borough cabinet city combined commission commissioner committee council county "
    "court crime deputy district executive fire for force joint meeting member of office officer overview panel "
    "parish police rescue scrutiny select service sub the town unitary".split()
)
_KIND = re.compile(
    r"\b(panel|committee|board|cabinet|council|commission|authority|forum)(?:['’]s)? (?:meeting|minutes)", re.I
)
BODIES_KEPT = 4_096
"""Of so many bodies the area stays in memory: every question looks at all of them."""

_LETTERS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@lru_cache(maxsize=BODIES_KEPT)
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


@dataclass(frozen=True, slots=True)
class Held:
    """The days of the meetings that a question may be about, and whether every paper of theirs tells its day."""

    days: tuple[date, ...] = ()
    complete: bool = True


def held_by(body: str | None, meetings: Iterable[Meeting], question: str) -> Held:
    """Return the meetings that a question may be about, none where those of several areas are left.

    They are those of the body, where one is asked for, and of the kind of body that the question names with the
    meeting ("the last panel meeting"), where there are such.
    """
    wanted = [one for one in meetings if not body or body.lower() in (one.body or "").lower()]
    if len({area_of(one.body) for one in wanted if one.body}) > 1:
        return Held()
    kind = _KIND.search(question)
    named = [one for one in wanted if kind and one.body and kind[1].lower() in one.body.lower()] or wanted
    days = sorted({one.date for one in named if one.date})
    return Held(tuple(days), all(one.date for one in named))
