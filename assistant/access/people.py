"""People: who asks, in which role, what each role may do, and which papers it may see."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import MinutebookError
from indexes.records import Scope


class Role(StrEnum):
    """What somebody is to this installation; each role may do what the one before it may, and more."""

    READER = "reader"
    OFFICER = "officer"
    ADMIN = "admin"


class Right(StrEnum):
    """What can be done here, in the words in which its refusal names it."""

    READ = "ask, search and see the register"
    REVIEW = "decide about commitments"
    PAPERS = "add and remove papers"
    EXEMPT = "see exempt papers"
    AUDIT = "read the audit log and erase what it holds of a person"
    USERS = "add and remove users"


_RIGHTS = {
    Role.READER: frozenset({Right.READ}),
    Role.OFFICER: frozenset({Right.READ, Right.REVIEW, Right.PAPERS, Right.EXEMPT}),
    Role.ADMIN: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks. ``name`` is that of the account, by which conversations and the audit log know them."""

    name: str
    role: Role

    def may(self, right: Right) -> bool:
        """Say whether the person's role allows it."""
        return right in _RIGHTS[self.role]

    def require(self, right: Right) -> None:
        """Let the person go on.

        Raises:
            MinutebookError: where the role does not allow it.
        """
        if not self.may(right):
            lowest = next(role for role in Role if right in _RIGHTS[role])
            who = self.name or "Somebody without an account"
            raise MinutebookError(f"{who} may not {right}: that takes the role {lowest}, which an admin gives.")

    def scope(self, *, exempt: bool = False, allowed: bool = False) -> Scope:
        """Return the scope of this person's reads.

        Exempt papers are among them only if the person asks for them now (``exempt``), the setting
        ``exempt_for_officers`` lets anybody have them (``allowed``), and the role may: each of the three alone
        is given too easily, by a screen that others can see, by a file, by a promotion.
        """
        seen = exempt and allowed and self.may(Right.EXEMPT)
        return Scope.OFFICER if seen else Scope.PUBLIC


LOCAL = Person("local", Role.ADMIN)
"""Whoever uses a window that listens on this machine alone and has no users.

They can read the data folder anyway, so nothing they may do there is closed to them here: they review, add papers
and erase. Exempt papers are another matter: a laptop is shown in meetings and lent, so they stay hidden until the
setting says otherwise, as for everybody.
"""

NOBODY = Person("", Role.READER)
"""Whoever comes by a way on which nobody asked for a name: they may do the least there is."""


def person_of(request: object) -> Person:
    """Return who sent a request, Gradio's or the web server's, as the door has established it.

    A request that did not come through the door, and None, are those of ``NOBODY``.
    """
    person = getattr(getattr(request, "state", None), "person", None)
    return person if isinstance(person, Person) else NOBODY
