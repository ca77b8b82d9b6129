"""The status of a commitment on a given day, and the words that justify it."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from assistant.register.records import Entry, Standing, Step, StepKind
from corpus.time.dates import british

_ENDS = {
    StepKind.SUPERSEDED: Standing.SUPERSEDED,
    StepKind.DONE: Standing.DONE,
    StepKind.REPORTED: Standing.REPORTED,
}


@lru_cache(maxsize=4_096)
def last_day(due: str | None) -> date | None:
    """Return the last day of an ISO date, month or year; None where there is none or it cannot be read."""
    try:
        match [int(part) for part in (due or "").split("-")]:
            case [year, month, day]:
                return date(year, month, day)
            case [year, month]:
                return date(year, month, monthrange(year, month)[1])
            case [year]:
                return date(year, 12, 31)
    except ValueError:
        pass
    return None


def is_due_before(due: str | None, limit: date) -> bool:
    """Whether an ISO date or month ends before a day; what has no date is not due."""
    last = last_day(due)
    return last is not None and last < limit


def stand(entry: Entry, as_of: date | None, meetings: Sequence[date]) -> Entry:
    """Return the entry with its status on a day, the day itself, and why.

    Args:
        entry: with its later steps.
        as_of: the day asked for; None means the latest of ``meetings``. Never today's date.
        meetings: the meetings of the entry's body whose papers are known.
    """
    day = as_of or max(meetings, default=None)
    steps = [step for step in entry.steps if as_of is None or step.date is None or step.date <= as_of]
    met = entry.met
    later = len([one for one in meetings if met is not None and met < one and (day is None or one <= day)])
    standing, reason = _decide(entry, steps, day, later)
    return replace(entry, standing=standing, as_of=day, searched=later, reason=reason)


def _decide(entry: Entry, steps: Sequence[Step], day: date | None, later: int) -> tuple[Standing, str]:
    ended = _ending(steps)
    if ended is not None:
        return _ENDS[ended.kind], f"{_ENDS[ended.kind].value.capitalize()}: {_said(ended)}"
    if day is not None and is_due_before(entry.commitment.due_date, day):
        due = entry.commitment.due or entry.commitment.due_date
        last = f"; last heard of: {_said(steps[-1])}" if steps else _silence(later)
        return Standing.OVERDUE, f"Due {due}, and not reported as done by {british(day)}{last}"
    if steps:
        return Standing.OPEN, f"Open: {_said(steps[-1])}"
    if later:
        return Standing.SILENT, f"None of the papers of {_meetings(later)} that followed mention it"
    return Standing.OPEN, "No papers of a later meeting of this body are here to look in"


def _ending(steps: Sequence[Step]) -> Step | None:
    """Return the step that ended the matter, unless a later one says that it still waits."""
    for step in reversed(steps):
        if step.kind in _ENDS:
            return step
        if step.kind in (StepKind.WAITING, StepKind.DELAYED):
            superseded = [one for one in steps if one.kind is StepKind.SUPERSEDED]
            return superseded[-1] if superseded else None
    return None


def _silence(later: int) -> str:
    return f"; none of the papers of {_meetings(later)} that followed mention it" if later else ""


def _meetings(count: int) -> str:
    return "the one meeting" if count == 1 else f"the {count} meetings"


def _said(step: Step) -> str:
    when = f" ({british(step.date)})" if step.date else ""
    return f"“{' '.join(step.place.quote.split())}”{when}"
