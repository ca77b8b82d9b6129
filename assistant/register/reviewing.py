"""Officers' decisions laid over what the papers say: each finds its commitment again by its words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.register.records import Decision, Entry, Quoted, Reviewed, Standing
from corpus.records import Commitment
from corpus.words import stems
from indexes.desk.desk import Anchor, Review

EDITABLE = ("owner", "recipient", "action", "due", "due_date", "strength")
"""The fields of a commitment that an officer may put in other words; the quote stays the paper's."""

# A changed paper may word a commitment a little differently; below this share of common words it is another one.
LEAST_ALIKE = 0.6

_VERDICTS = (Decision.CONFIRM, Decision.REJECT, Decision.CLOSE)

Find = Callable[[Anchor], Quoted | None]
"""Finds the words of a commitment that was added by hand, wherever they now stand."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision whose commitment is no longer in the papers; it is kept, and counts again if that comes back."""

    review: Review
    reason: str


def anchor_of(entry: Entry) -> Anchor:
    """Return what a decision about an entry holds on to."""
    place = entry.place
    met = place.met.isoformat() if place.met else None
    return Anchor(entry.id, place.source, place.start, place.end, place.quote, met, place.part.exempt)


def apply(
    entries: Sequence[Entry], reviews: Sequence[Review], find: Find
) -> tuple[tuple[Entry, ...], tuple[Lost, ...]]:
    """Return the entries with all decisions that stand, and the decisions that found nothing to be about.

    A rejected entry stays in the list, with that status, so that it stays rejected when its paper is read anew.
    """
    found: dict[str, Entry] = {}
    for entry in entries:
        # The same words in two copies of a paper may have one id; both stay.
        found[entry.id if entry.id not in found else f"{entry.id} {entry.place.source}"] = entry
    moved: dict[str, str] = {}
    lost: list[Lost] = []
    for review in reviews:
        if review.undone_at is not None:
            continue
        if review.decision == Decision.ADD:
            place = find(review.about)
            if place is None:
                lost.append(Lost(review, "the words it was added from are no longer in the papers"))
                continue
            found[review.about.commitment] = _decided(_added(review, place), review)
            continue
        key = _resolve(review.about, found, moved)
        target = _resolve(review.target, found, moved) if review.target else key
        if key is None or target is None:
            lost.append(Lost(review, "its commitment is no longer in the papers"))
        elif target == key:
            found[key] = _decided(found[key], review)
        else:
            found[target] = _decided(_merged(found[target], found.pop(key)), review)
            moved[key] = target
    return tuple(found.values()), tuple(lost)


def conclude(entry: Entry) -> Entry:
    """Return an entry with the status that an officer gave it, where one did."""
    review = entry.review
    if review is None or review.verdict not in (Decision.REJECT, Decision.CLOSE):
        return entry
    standing = Standing.REJECTED if review.verdict is Decision.REJECT else Standing.CLOSED
    return replace(entry, standing=standing, reason=f"{standing.value.capitalize()} {review.because}")


def _resolve(anchor: Anchor, found: Mapping[str, Entry], moved: Mapping[str, str]) -> str | None:
    """Find the entry that an anchor means: by id, by its words in the same paper, by its words anywhere."""
    one = anchor.commitment
    if one in moved:
        while one in moved:
            one = moved[one]
        return one
    places = [(place, key) for key, entry in found.items() for place in (entry.place, *entry.also)]
    if one in found and any(place.source == anchor.source for place, key in places if key == one):
        return one
    quote = _plain(anchor.quote)
    same = [pair for pair in places if _plain(pair[0].quote) == quote]
    here = [pair for pair in same if pair[0].source == anchor.source]
    renamed = [pair for pair in same if _met(pair[0]) == anchor.meeting_date]
    for exact in (here, renamed):
        if exact:
            return min(exact, key=lambda pair: abs(pair[0].start - anchor.start))[1]
    near = [(_alike(anchor.quote, place.quote), key) for place, key in places if place.source == anchor.source]
    likeness, best = max(near, key=lambda pair: pair[0], default=(0.0, None))
    return best if likeness >= LEAST_ALIKE else None


def _met(place: Quoted) -> str | None:
    return place.met.isoformat() if place.met else None


def _plain(quote: str) -> str:
    return " ".join(quote.split()).casefold()


def _alike(one: str, other: str) -> float:
    mine, theirs = set(stems(one)), set(stems(other))
    return len(mine & theirs) / max(1, len(mine | theirs))


def _added(review: Review, place: Quoted) -> Entry:
    """Return the entry that an officer added; the fields come from the decision like any edit."""
    made = Commitment(review.about.commitment, place.start, place.end, place.quote, "agreed", part=0)
    return Entry(made, place)


def _merged(target: Entry, entry: Entry) -> Entry:
    places = dict.fromkeys((*target.also, entry.place, *entry.also))
    return replace(target, also=tuple(place for place in places if place != target.place))


def _decided(entry: Entry, review: Review) -> Entry:
    """Return the entry with a decision added to those that it had."""
    changes = {name: value for name, value in review.changes.items() if name in EDITABLE}
    before = entry.review
    decision = Decision(review.decision)
    verdict, because = (before.verdict, before.because) if before else (None, "")
    if decision in _VERDICTS:
        verdict, because = decision, f"by {review.who}" + (f": {review.note}" if review.note else "")
    notes = (*(before.notes if before else ()), *([review.note] if review.note else []))
    edited = tuple(dict.fromkeys((*(before.edited if before else ()), *changes)))
    return replace(
        entry,
        commitment=_edited(entry.commitment, changes),
        review=Reviewed(decision, review.who, review.at, verdict, because, notes, edited),
    )


def _edited(found: Commitment, changes: Mapping[str, str | None]) -> Commitment:
    return replace(
        found,
        owner=changes.get("owner", found.owner),
        recipient=changes.get("recipient", found.recipient),
        action=changes.get("action", found.action),
        due=changes.get("due", found.due),
        due_date=changes.get("due_date", found.due_date),
        strength=changes.get("strength") or found.strength,
    )


def lost_words(lost: Iterable[Lost]) -> list[str]:
    """Return a sentence for each decision that found nothing to be about."""
    return [
        f"Decision {one.review.key} ({one.review.decision}, {one.review.who}, {one.review.at[:10]}) is kept, but "
        f"{one.reason}: “{' '.join(one.review.about.quote.split())}” ({one.review.about.source})."
        for one in lost
    ]
