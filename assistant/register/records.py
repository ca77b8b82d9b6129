"""The nouns of the register: an entry, where it is said, what was said of it later, and what is asked for."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.records import Commitment
from indexes.records import Quoted

__all__ = [
    "OUTSTANDING",
    "Decision",
    "Entry",
    "Quoted",
    "Reviewed",
    "Standing",
    "Step",
    "StepKind",
    "Wanted",
]


class Standing(StrEnum):
    """What became of a commitment, as far as the papers or an officer say."""

    OPEN = "open"
    REPORTED = "reported back"
    DONE = "done"
    SUPERSEDED = "superseded"
    OVERDUE = "overdue"
    SILENT = "no later mention found"
    CLOSED = "closed"
    REJECTED = "rejected"


OUTSTANDING = frozenset({Standing.OPEN, Standing.OVERDUE, Standing.SILENT})
"""What still waits for somebody."""


class StepKind(StrEnum):
    """What a later passage says of a commitment."""

    REPORTED = "reported back"
    DONE = "done"
    SUPERSEDED = "superseded"
    DELAYED = "put off"
    WAITING = "still open"
    TAKEN_UP = "taken up"


@dataclass(frozen=True, slots=True)
class Step:
    """A later passage about a commitment; ``date`` is that of its meeting, None where the paper names none."""

    kind: StepKind
    place: Quoted
    date: date | None


class Decision(StrEnum):
    """What an officer may do with an entry."""

    CONFIRM = "confirm"
    EDIT = "edit"
    REJECT = "reject"
    MERGE = "merge"
    CLOSE = "close"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What officers made of an entry: the last decision, who took it and when (ISO time in UTC), all notes.

    ``verdict`` is the last of confirm, reject and close, which editing and merging leave as it is; ``because``
    says who gave it and why.
    """

    decision: Decision
    who: str
    when: str
    verdict: Decision | None = None
    because: str = ""
    notes: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment: where it is said, what came of it, and how that is known.

    ``also`` are other places that say the same. ``as_of`` is the day that the status is told for, None where the
    papers of its body have no dates; ``searched`` counts the later meetings of the body whose papers were looked
    through; ``reason`` says in words why the status is what it is.
    """

    commitment: Commitment
    place: Quoted
    also: tuple[Quoted, ...] = ()
    steps: tuple[Step, ...] = ()
    standing: Standing = Standing.OPEN
    as_of: date | None = None
    searched: int = 0
    reason: str = ""
    review: Reviewed | None = None

    @property
    def id(self) -> str:
        """The commitment's id."""
        return self.commitment.id

    @property
    def met(self) -> date | None:
        """The day it was made, as far as any of its places tells."""
        return self.place.met or next((place.met for place in self.also if place.met), None)

    @property
    def body(self) -> str | None:
        """Whose papers say it, as far as any of its places tells."""
        return self.place.part.body or next((place.part.body for place in self.also if place.part.body), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which commitments are asked for; None means any.

    ``body`` and ``owner`` are parts of names; the dates of ``made`` are inclusive; ``due_before`` is not. With
    ``overdue_at`` only those come that were due before that day and not done by then. ``statuses`` left empty
    means all but the rejected ones. ``order`` is "due", "made" or, with a topic, by how well they fit.
    """

    topic: str | None = None
    owner: str | None = None
    body: str | None = None
    source: str | None = None
    strength: str | None = None
    statuses: frozenset[Standing] = field(default=frozenset())
    made_from: date | None = None
    made_to: date | None = None
    due_before: date | None = None
    overdue_at: date | None = None
    order: str | None = None
