"""The register for programs: commitments with what came of them, as a function beside those of functions.py."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from assistant.register.printing import CommitmentLine, commitment_line
from assistant.register.records import Wanted
from assistant.register.searching import named_statuses
from assistant.window import wording
from corpus.errors import MinutebookError
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.building import Assistant

_MOST = 200


class Promised(TypedDict):
    """The commitments that were asked for, how many fit, and what was searched."""

    commitments: list[CommitmentLine]
    fitting: int
    searched: str


@dataclass(frozen=True, slots=True)
class Promises:
    """What programs may ask of the register, over one assistant and for one scope."""

    assistant: "Assistant"
    scope: Scope

    def commitments(
        self,
        topic: str = "",
        owner: str = "",
        body: str = "",
        status: str = "",
        due_before: str = "",
        overdue_at: str = "",
        limit: int = 100,
    ) -> Promised:
        """List what was agreed, promised or intended in the papers, each with its quote and what came of it later.

        Args:
            topic: What it is about, in plain words; empty for everything.
            owner: Only those of owners whose name holds this.
            body: Only papers of bodies whose name holds this.
            status: open, overdue, done, reported back, superseded, no later mention found, closed, or outstanding.
            due_before: Only those due before this ISO date.
            overdue_at: Only those due before this ISO date and not done by then.
            limit: At most so many, up to 200.
        """
        wanted = Wanted(
            topic=topic or None,
            owner=owner or None,
            body=body or None,
            statuses=named_statuses(status),
            due_before=_day(due_before),
            overdue_at=_day(overdue_at),
        )
        found = self.assistant.register.find(wanted, self.scope)
        counts = self.assistant.store.catalogue.counts(self.scope)
        searched = (wording.count(counts.documents, "paper"), wording.count(counts.meetings, "meeting"))
        return {
            "commitments": [commitment_line(entry) for entry in found[: max(0, min(limit, _MOST))]],
            "fitting": len(found),
            "searched": " of ".join(searched),
        }


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise MinutebookError(f"{written!r} is not a date: write it as 2025-03-31.") from error
