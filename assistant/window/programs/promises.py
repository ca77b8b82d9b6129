"""The register for programs: commitments with what came of them, as a function beside those of functions.py."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from assistant.register.printing import CommitmentLine, commitment_line
from assistant.register.records import Entry, Wanted
from assistant.register.searching import named_statuses
from assistant.window import wording
from assistant.window.programs.holdings import at_most
from corpus.records import Span
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.building import Assistant


class LinkedCommitment(CommitmentLine):
    """A commitment with the address where its words can be read in their paper."""

    link: str


class Promised(TypedDict):
    """The commitments that were asked for, how many fit, and what was searched."""

    commitments: list[LinkedCommitment]
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
        commitment_id: str = "",
        limit: int = 50,
    ) -> Promised:
        """List what was agreed, promised or intended in the papers, each with its quote and what came of it later.

        Use it where the question is who is to do what by when, what is overdue, or what became of a promise.

        Args:
            topic: What it is about, in plain words; empty for everything.
            owner: Only those of owners whose name holds this.
            body: Only papers of bodies whose name holds this.
            status: open, overdue, done, reported back, superseded, no later mention found, closed, or outstanding.
            due_before: Only those due before this ISO date.
            overdue_at: Only those due before this ISO date and not done by then.
            commitment_id: Only the one with this id, as an earlier call gave it.
            limit: At most so many, from 1 to 200.
        """
        wanted = Wanted(
            topic=topic or None,
            owner=owner or None,
            body=body or None,
            statuses=named_statuses(status),
            due_before=wording.iso_day(due_before),
            overdue_at=wording.iso_day(overdue_at),
        )
        register = self.assistant.register
        found = (
            (register.entry(commitment_id, self.scope),) if commitment_id else register.find(wanted, self.scope)
        )
        return {
            "commitments": [_linked(entry) for entry in found[: at_most(limit)]],
            "fitting": len(found),
            "searched": self._searched(wanted),
        }

    def _searched(self, wanted: Wanted) -> str:
        counts = self.assistant.store.catalogue.counts(self.scope)
        limits = [
            wanted.topic and f"About: {wanted.topic}",
            wanted.owner and f"Owner: {wanted.owner}",
            wanted.body and f"Body: {wanted.body}",
            wanted.statuses and f"Status: {', '.join(sorted(wanted.statuses))}",
            wanted.due_before and f"Due before {wording.day(wanted.due_before)}",
            wanted.overdue_at and f"Overdue on {wording.day(wanted.overdue_at)}",
        ]
        searched = (
            f"{wording.count(counts.commitments, 'commitment')} of {wording.count(counts.documents, 'paper')} "
            f"of {wording.count(counts.meetings, 'meeting')}"
        )
        return "; ".join([searched, *[limit for limit in limits if limit]])


def _linked(entry: Entry) -> LinkedCommitment:
    place = entry.place
    link = wording.source_link(place.document_id, [Span(place.start, place.end)])
    return {**commitment_line(entry), "link": link}
