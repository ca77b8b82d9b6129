"""What is done over an assistant as lines of the audit log, the calls of programs among it."""

import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING

from assistant.access.audit import Audit
from assistant.access.people import NOBODY, Person
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.building import Assistant
    from assistant.settings import Settings
    from indexes.store import Store

CALLER: ContextVar[Person] = ContextVar("caller", default=NOBODY)
"""Whose request is being answered, for functions that are given no request; the door sets it."""


def noter(settings: "Settings", store: "Store") -> Callable[..., None]:
    """Return what keeps in the audit log what somebody did, with the version of the index at that time."""
    audit = Audit(settings.data, settings.audit_days)

    def note(
        person: Person, what: str, words: str = "", outcome: str = "done", scope: Scope = Scope.PUBLIC
    ) -> None:
        index = f"{store.name} {store.catalogue.generation()}"
        audit.note(person.name, what, words, outcome, index=index, exempt=scope is Scope.OFFICER)

    return note


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
            words = [one for one in (*arguments, *named.values()) if one]
            assistant.note(CALLER.get(), function.__name__, json.dumps(words, ensure_ascii=False), outcome)

    return called
