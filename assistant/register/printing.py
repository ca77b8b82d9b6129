"""Entries of the register as JSON: the shape that scripts rely on, with what is not known as null."""

from typing_extensions import TypedDict

from assistant.answering.citations import ExemptMark, exempt_mark
from assistant.register.proposing import Proposal
from assistant.register.records import Entry, Quoted, Step
from indexes.desk.desk import Review


class PlaceLine(ExemptMark):
    """A quote in a paper."""

    document_id: str
    source: str
    start: int
    end: int
    quote: str
    meeting_date: str | None
    body: str | None
    item: str | None
    page: int | None
    printed_page: str | None


class StepLine(PlaceLine):
    """A later passage about a commitment, and what it says of it."""

    kind: str


class ReviewedLine(TypedDict):
    """What officers made of a commitment."""

    decision: str
    who: str
    when: str
    notes: list[str]
    edited: list[str]


class CommitmentLine(ExemptMark):
    """What somebody undertook, in the papers' words, and what came of it."""

    id: str
    document_id: str
    source: str
    start: int
    end: int
    quote: str
    owner: str | None
    recipient: str | None
    action: str | None
    due: str | None
    due_date: str | None
    meeting_date: str | None
    meeting: str | None
    item: str | None
    topics: list[str]
    strength: str
    status: str
    reason: str
    as_of: str | None
    searched: int
    followed_by: list[StepLine]
    also_at: list[PlaceLine]
    page: int | None
    printed_page: str | None
    review: ReviewedLine | None


class ReviewLine(TypedDict):
    """One decision of an officer."""

    number: int
    when: str
    who: str
    decision: str
    commitment: str
    quote: str
    source: str
    changes: dict[str, str | None]
    note: str
    undone_at: str | None
    undone_by: str | None


def commitment_line(entry: Entry) -> CommitmentLine:
    """Return an entry as the command line prints it."""
    found, place = entry.commitment, entry.place
    return {
        "id": found.id,
        "document_id": place.document_id,
        "source": place.source,
        "start": place.start,
        "end": place.end,
        "quote": place.quote,
        "owner": found.owner,
        "recipient": found.recipient,
        "action": found.action,
        "due": found.due,
        "due_date": found.due_date,
        "meeting_date": entry.met.isoformat() if entry.met else None,
        "meeting": entry.body,
        "item": _item(place),
        "topics": list(found.topics),
        "strength": found.strength,
        "status": entry.standing.value,
        "reason": entry.reason,
        "as_of": entry.as_of.isoformat() if entry.as_of else None,
        "searched": entry.searched,
        "followed_by": [step_line(step) for step in entry.steps],
        "also_at": [place_line(place) for place in entry.also],
        "page": place.page,
        "printed_page": place.printed_page,
        "review": _reviewed(entry),
        **exempt_mark(exempt=place.part.exempt),
    }


def place_line(place: Quoted) -> PlaceLine:
    """Return a place as JSON."""
    return {
        "document_id": place.document_id,
        "source": place.source,
        "start": place.start,
        "end": place.end,
        "quote": place.quote,
        "meeting_date": place.met.isoformat() if place.met else None,
        "body": place.part.body,
        "item": _item(place),
        "page": place.page,
        "printed_page": place.printed_page,
        **exempt_mark(exempt=place.part.exempt),
    }


def step_line(step: Step) -> StepLine:
    """Return a step as JSON."""
    return {**place_line(step.place), "kind": step.kind.value}


def review_line(review: Review) -> ReviewLine:
    """Return an officer's decision as JSON."""
    return {
        "number": review.key,
        "when": review.at,
        "who": review.who,
        "decision": review.decision,
        "commitment": review.about.commitment,
        "quote": review.about.quote,
        "source": review.about.source,
        "changes": dict(review.changes),
        "note": review.note,
        "undone_at": review.undone_at,
        "undone_by": review.undone_by,
    }


def _item(place: Quoted) -> str | None:
    return (place.item.number or place.item.title) if place.item else None


def _reviewed(entry: Entry) -> ReviewedLine | None:
    review = entry.review
    if review is None:
        return None
    return {
        "decision": review.decision.value,
        "who": review.who,
        "when": review.when,
        "notes": list(review.notes),
        "edited": list(review.edited),
    }


class ProposalLine(TypedDict):
    """What a language model proposes for a commitment."""

    owner: str | None
    action: str | None
    due: str | None
    dropped: list[str]


def proposal_line(proposal: Proposal) -> ProposalLine:
    """Return a proposal as it is printed."""
    return {
        "owner": proposal.owner,
        "action": proposal.action,
        "due": proposal.due,
        "dropped": list(proposal.dropped),
    }
