"""What an officer does with the register: one decision at a time, checked before it is kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.register.ledger import Register
from assistant.register.records import Decision
from assistant.register.reviewing import EDITABLE, anchor_of, lost_words
from assistant.register.standing import last_day
from corpus.errors import MinutebookError
from indexes.desk.desk import Anchor, Review
from indexes.records import Scope

UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Clerk:
    """An officer at the desk: whose decisions these are, and which papers they may see."""

    register: Register
    who: str
    scope: Scope

    def decide(
        self,
        decision: str,
        what: str | None,
        changes: Mapping[str, str | None] | None = None,
        *,
        note: str = "",
        into: str | None = None,
        quote: str | None = None,
    ) -> Review:
        """Take one decision.

        Args:
            decision: one of ``Decision``, or "undo".
            what: the commitment's id; to add one the paper's source name; to undo the decision's number.
            changes: new words for fields of the commitment, None to empty one.
            note: why.
            into: the commitment that it is merged into.
            quote: the words of the paper that a commitment is added from.

        Raises:
            MinutebookError: it cannot be done; nothing is kept then.
        """
        if decision == UNDO:
            return self._undo(what)
        if decision not in set(Decision):
            known = ", ".join((*Decision, UNDO))
            raise MinutebookError(f"{decision!r} is no decision: it is one of {known}.")
        if not what:
            raise MinutebookError(f"Say what to {decision}: `minutebook commitments list --json` shows the ids.")
        given = _checked(changes or {})
        if decision == Decision.ADD:
            return self._add(what, quote, given, note)
        about = anchor_of(self.register.entry(what, self.scope))
        target = None
        if decision == Decision.MERGE:
            if not into:
                raise MinutebookError("Say which commitment to merge it into.")
            target = anchor_of(self.register.entry(into, self.scope))
            if target.commitment == about.commitment:
                raise MinutebookError("A commitment cannot be merged into itself: name another.")
        if decision == Decision.EDIT and not given:
            raise MinutebookError("Nothing is changed: give the owner, the action or the date in new words.")
        if decision == Decision.CLOSE and not note.strip():
            raise MinutebookError("Closing a commitment takes a note that says why.")
        return self.register.desk.record(decision, about, self.who, target=target, changes=given, note=note)

    def lost(self) -> list[str]:
        """Return a sentence for each decision whose commitment is no longer in the papers."""
        return lost_words(self.register.ledger(self.scope).lost)

    def _undo(self, number: str | None) -> Review:
        if not (number or "").isdigit():
            raise MinutebookError("Say which decision to undo, by its number in the history.")
        return self.register.desk.undo(int(number or 0), self.who, self.scope)

    def _add(self, source: str, quote: str | None, given: Mapping[str, str | None], note: str) -> Review:
        place = self.register.passage(source, quote or "", self.scope)
        made_of = f"{source}\0{place.start}\0{place.quote}"
        one = "h" + hashlib.sha256(made_of.encode()).hexdigest()[:15]
        met = place.met.isoformat() if place.met else None
        about = Anchor(one, source, place.start, place.end, place.quote, met, place.part.exempt)
        if any(entry.id == one for entry in self.register.ledger(self.scope).entries):
            raise MinutebookError("These words were added already: edit that commitment instead.")
        return self.register.desk.record(Decision.ADD, about, self.who, changes=given, note=note)


def _checked(changes: Mapping[str, str | None]) -> dict[str, str | None]:
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise MinutebookError(
            f"{', '.join(sorted(unknown))} cannot be edited: the paper's words stay as they are."
        )
    day = changes.get("due_date")
    if day and last_day(day) is None:
        raise MinutebookError(f"{day!r} is not a date: write it as 2025-03-31 or 2025-03.")
    return dict(changes)
