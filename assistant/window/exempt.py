"""What is not for the public, wherever the window shows it: who may choose to see it, and how it is marked."""

from typing import TYPE_CHECKING

from assistant.access.people import Person
from assistant.answering.citations import EXEMPT
from assistant.window.markup import Html, element
from corpus.errors import MinutebookError
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.settings import Settings

CHOICE = "Include exempt papers: not for the public"
"""The label of every box that makes the choice; none is ticked to begin with."""

SEARCHED = f"{EXEMPT}. Exempt papers were searched too: do not pass this on, or leave it where others see it."
FOUND_BY = "exempt-papers-were-searched"
"""The word that a saved conversation is marked with, so that a list can tell it without opening it."""

_TO_WHOM = "shown only to officers and admins, and only while the setting exempt_for_officers is true"
WITHHELD = f"Exempt papers were searched for this answer: it is {_TO_WHOM}."


def scope_of(person: Person, settings: "Settings", *, exempt: bool) -> Scope:
    """Return what a person sees who has made the choice, or has not: all papers, or the public ones."""
    return person.scope(exempt=exempt, allowed=settings.exempt_for_officers)


def require(scope: Scope, *, exempt: bool) -> None:
    """Let a question go on that is put in ``scope``.

    Raises:
        MinutebookError: it is meant for the ``exempt`` papers too, and whoever asks may not see them.
    """
    if exempt and scope is not Scope.OFFICER:
        raise MinutebookError(f"Exempt papers are {_TO_WHOM}: take the tick away to ask the public papers.")


def may_choose(person: Person, settings: "Settings") -> bool:
    """Say whether a person is offered the choice at all; to others nothing says that there is one."""
    return scope_of(person, settings, exempt=True) is Scope.OFFICER


def sign(words: str = EXEMPT) -> Html:
    """Return the mark that stands on everything that is not public."""
    return element("p", element("strong", words), class_="exempt")
