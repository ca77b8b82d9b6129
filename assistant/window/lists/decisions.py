"""Officers' decisions in the window: what may be decided, what was, and how it is told."""

from collections.abc import Mapping

from assistant.register.deciding import UNDO, Clerk
from assistant.register.ledger import Register
from assistant.register.records import Decision, Entry
from assistant.window.markup import Html, element
from corpus.errors import MinutebookError
from indexes.desk.desk import Review
from indexes.records import Scope

PUBLIC = Scope.PUBLIC

DECISIONS: Mapping[str, str] = {
    "Confirm": Decision.CONFIRM,
    "Change its fields": Decision.EDIT,
    "Reject: it is no commitment": Decision.REJECT,
    "Merge into another: it says the same": Decision.MERGE,
    "Close with a note": Decision.CLOSE,
    "Undo the last decision about it": UNDO,
}
EDITING, MERGING, UNDOING = (
    next(said for said, name in DECISIONS.items() if name == one) for one in (Decision.EDIT, Decision.MERGE, UNDO)
)
EDITS = {
    "New owner": "owner",
    "New action": "action",
    "New due words": "due",
    "New due date (such as 2025-03-31)": "due_date",
}
ADDED = {"Owner": "owner", "Action": "action", "Due, in words": "due", "Due date (such as 2025-03-31)": "due_date"}


def decide(
    register: Register,
    who: str,
    reference: str,
    choice: str,
    note: str,
    into: str,
    *values: str,
    scope: Scope = PUBLIC,
) -> tuple[Html, str]:
    """Take a decision about a commitment; ``values`` are new words for its fields, in the order of ``EDITS``.

    Only what ``scope`` sees can be decided about.

    Returns: what is said of it, and the id of the commitment to show now, empty where there is none.

    Raises:
        MinutebookError: it cannot be done; nothing is kept then.
    """
    if not reference.strip():
        raise MinutebookError("No commitment is shown: choose Show in the table, then decide about it.")
    clerk = Clerk(register, who, scope)
    decision = DECISIONS.get(choice, "")
    entry = register.entry(reference.strip(), scope)
    what = _last(register, entry, scope) if decision == UNDO else entry.id
    changes = _given(EDITS, values) if decision == Decision.EDIT else None
    other = into.strip() or None if decision == Decision.MERGE else None
    made = clerk.decide(decision, what, changes, note=note, into=other)
    if made.target is not None and made.undone_at is None:
        return _kept(choice, made), made.target.commitment
    gone = made.decision == Decision.ADD and made.undone_at is not None
    return _kept(choice, made), "" if gone else entry.id


def add(
    register: Register, who: str, source: str, quote: str, note: str, *values: str, scope: Scope = PUBLIC
) -> tuple[Html, str]:
    """Add a commitment from the words of a paper that ``scope`` sees; ``values`` in the order of ``ADDED``.

    Returns: what is said of it, and its id.

    Raises:
        MinutebookError: there are no such words, or nobody is named.
    """
    clerk = Clerk(register, who, scope)
    made = clerk.decide(Decision.ADD, source.strip(), _given(ADDED, values), note=note, quote=quote.strip())
    return _kept("Added by hand", made), made.about.commitment


def _given(names: Mapping[str, str], values: tuple[str, ...]) -> dict[str, str | None]:
    return {name: value.strip() for name, value in zip(names.values(), values, strict=True) if value.strip()}


def _kept(choice: str, made: Review) -> Html:
    said = f"Kept: {choice[0].lower()}{choice[1:]}, by {made.undone_by or made.who}. It is decision {made.key}"
    return element("p", f"{said}, and it was taken back." if made.undone_at else f"{said}, and it can be undone.",
                   role="status")  # fmt: skip


def _last(register: Register, entry: Entry, scope: Scope) -> str:
    """Return the number of the last decision about an entry that stands."""
    standing = [review.key for review in about(register, entry, scope) if review.undone_at is None]
    if not standing:
        raise MinutebookError("No decision about this commitment stands: there is nothing to undo.")
    return str(standing[-1])


def about(register: Register, entry: Entry, scope: Scope = PUBLIC) -> list[Review]:
    """Return the decisions about an entry, or merged into it, that ``scope`` sees, oldest first."""
    quotes = {place.quote for place in (entry.place, *entry.also)}
    return [
        review
        for review in register.desk.reviews(scope)
        if review.about.commitment == entry.id or review.about.quote in quotes
    ]


def told(review: Review) -> Html:
    """Return a decision as a line of a list."""
    changes = ", ".join(f"{name}: {words or 'none'}" for name, words in review.changes.items())
    undone = f"undone by {review.undone_by}" if review.undone_by else ""
    into = f"into {review.target.commitment}" if review.target else ""
    said = (f"{review.key}. {review.decision}", into, review.who, review.at[:10], changes, review.note, undone)
    return element("li", " · ".join(word for word in said if word))
