"""What is done over an assistant as lines of the audit log, the calls of programs among it."""

import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING

from assistant.access.audit import Audit
from assistant.access.people import NOBODY, Person
from corpus.errors import MinutebookError
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.building import Assistant
    from assistant.settings import Settings
    from indexes.store import Store

CALLER: ContextVar[Person] = ContextVar("caller", default=NOBODY)
"""Whose request is being answered, for functions that are given no request; the door sets it."""

# What is asked in these is somebody's question, in their own words.
_ASKING = frozenset({"ask", "search", "commitments"})


def noter(settings: "Settings", store: "Store") -> Callable[..., None]:
    """Return what keeps in the audit log what somebody did, with the version of the index at that time."""
    audit = Audit(settings.data, settings.audit_days)

    def note(
        person: Person, what: str, words: str = "", outcome: str = "done", scope: Scope = Scope.PUBLIC
    ) -> None:
        index = f"{store.name} {store.catalogue.generation()}"
        kept = words if settings.audit_questions or what not in _ASKING else ""
        audit.note(person.name, what, kept, outcome, index=index, exempt=scope is Scope.OFFICER)

    return note


@contextmanager
def noted(
    assistant: "Assistant", person: Person, what: str, words: str, scope: Scope = Scope.PUBLIC
) -> Iterator[None]:
    """Note at its end what somebody does, and how it ended; work that goes on unwatched is noted as "left"."""
    outcome = "failed"
    try:
        yield
        outcome = "done"
    except MinutebookError:
        outcome = "refused"
        raise
    except GeneratorExit:
        outcome = "left"
        raise
    finally:
        assistant.note(person, what, words, outcome, scope)


def recorded(function: Callable[..., object], assistant: "Assistant") -> Callable[..., object]:
    """Return a function whose every call is noted: by whom, with what, and how it ended."""

    @wraps(function)
    def called(*arguments: object, **named: object) -> object:
        outcome = "failed"
        try:
            result = function(*arguments, **named)
            outcome = str(result.get("status", "done")) if isinstance(result, Mapping) else "done"
            return result
        finally:
            given = inspect.signature(function).bind_partial(*arguments, **named).arguments
            words = [one for name, one in given.items() if one and name != "quote"]  # a paper's words, or nearly
            assistant.note(CALLER.get(), function.__name__, json.dumps(words, ensure_ascii=False), outcome)

    return called
