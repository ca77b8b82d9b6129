"""What finding hands on: an undertaking in a sentence, and how the sentence is to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a sentence undertakes: ``clause`` is where the words of what is to be done begin.

    ``owner`` is who is named as the one to do it, None where only the context tells; ``body`` says that the
    meeting itself undertakes it, ``spoken`` that it is said in the first person.
    """

    strength: str
    kind: str
    clause: int
    owner: str | None = None
    body: bool = False
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a sentence is to be read.

    ``reported`` in minutes and notes, where "would" is a promise in reported speech and the past tense is the
    meeting's present; ``listed`` for an item under "RESOLVED:", "It was agreed that:" or "Actions:";
    ``own_plan`` where a body tells of its own progress; ``spoken`` in a transcript; ``plan`` in a plan or
    strategy, whose "we will" lasts. ``meanings`` are the short forms that the paper explains.
    """

    reported: bool = False
    listed: bool = False
    own_plan: bool = False
    spoken: bool = False
    plan: bool = False
    meanings: Mapping[str, str] = field(default_factory=dict)


Month: TypeAlias = tuple[int | None, int]
"""A year, None where none is named, and a month from 1 to 12."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier minute that a passage names, with the day of its meeting where it says so."""

    minute: str
    met: date | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence or row at ``text[start:end]`` that tells of something earlier.

    ``kind`` is what it tells. ``heading`` are the titles that it stands under, ``before`` the sentence before it.
    ``back`` says that it points back in so many words ("as requested at the last meeting"), ``headed`` that its
    heading does. ``since`` is the month in which it says that the matter was raised ("as asked in June"), ``due``
    that in which it says that it was due ("promised by 31 March"). ``known_by`` is the latest day that its paper
    tells of as past, for papers that do not say when they were written.
    """

    start: int
    end: int
    text: str
    part: int
    kind: str
    heading: str = ""
    before: str = ""
    back: bool = False
    headed: bool = False
    since: Month | None = None
    due: Month | None = None
    references: tuple[Reference, ...] = ()
    known_by: date | None = None
