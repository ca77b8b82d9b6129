"""The register of one index: every commitment with its later steps, its reviews and its status, kept at hand."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache, partial

from assistant.register.following import Told, follow
from assistant.register.joining import join
from assistant.register.records import Entry, Quoted, Step, Wanted
from assistant.register.reviewing import Lost, apply, conclude
from assistant.register.searching import Near, search
from assistant.register.standing import stand
from corpus.errors import MinutebookError
from corpus.records import Document
from indexes.catalogue.catalogue import Catalogue
from indexes.catalogue.undertakings import place_at
from indexes.desk.desk import Anchor, Desk
from indexes.records import Scope, StoredDocument

# States of the papers and of the desk whose register stays in memory: public and officers', now and just before.
_KEPT = 4
_DAYS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries on one day, in the order of the papers, and the decisions whose commitments are gone."""

    entries: tuple[Entry, ...]
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """Entries after review: the same as others where officers changed the same of what steps are found by."""

    generation: int
    scope: Scope
    count: int
    changed: tuple[object, ...]
    entries: tuple[Entry, ...] = field(compare=False)
    told: tuple[Told, ...] = field(compare=False)


class Register:
    """Commitments across the papers of one store. Safe to share between threads.

    ``near`` gives how near each chunk is to a topic in meaning; without it topics are found by their words.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        desk: Desk,
        document: Callable[[str, Scope], Document],
        near: Near | None = None,
    ) -> None:
        self.desk = desk
        self._catalogue = catalogue
        self._document = document
        self._near = near
        self._said = lru_cache(maxsize=_KEPT)(self._say)
        self._followed = lru_cache(maxsize=_KEPT)(_follow)
        self._reviewed = lru_cache(maxsize=_KEPT)(self._review)
        self._ledger = lru_cache(maxsize=_DAYS_KEPT)(self._draw)
        self._days = lru_cache(maxsize=_KEPT)(self._list_days)

    def ledger(self, scope: Scope, as_of: date | None = None) -> Ledger:
        """Return the register as it stands on a day; None is the latest meeting of each body in its papers."""
        with _uncollected():
            return self._ledger(self._catalogue.generation(), self.desk.version(), scope, as_of)

    def find(self, wanted: Wanted, scope: Scope, *, by_meaning: bool = True) -> tuple[Entry, ...]:
        """Return the entries that are asked for, in the order that is asked for.

        With ``by_meaning`` a topic is also met by likeness; without it, by words alone, which err less.
        """
        entries = self.ledger(scope, wanted.overdue_at).entries
        return search(entries, wanted, self._near if by_meaning else None, scope)

    def days(self, scope: Scope) -> tuple[date, ...]:
        """Return the days of the meetings that the papers are of, in order."""
        return self._days(self._catalogue.generation(), scope)

    def entry(self, one: str, scope: Scope) -> Entry:
        """Return the entry with this id, or the only one whose id begins so.

        Raises:
            MinutebookError: there is none, or there are several.
        """
        found = [entry for entry in self.ledger(scope).entries if entry.id.startswith(one)]
        exact = [entry for entry in found if entry.id == one]
        if exact or len(found) == 1:
            return (exact or found)[0]
        if found:
            raise MinutebookError(
                f"{len(found)} commitments have an id that begins with {one!r}: give more of it."
            )
        raise MinutebookError(f"There is no commitment {one!r}: `minutebook commitments list` shows them all.")

    def passage(self, source: str, quote: str, scope: Scope) -> Quoted:
        """Return where words stand in a paper, so that a commitment can be added from them.

        Raises:
            MinutebookError: there is no such paper, or the words are not in it.
        """
        place = self._placed(Anchor("", source, 0, 0, quote), self._catalogue.documents(scope), scope)
        if place is None:
            raise MinutebookError(f"Those words are not in {source}: copy them from the paper as they stand.")
        return place

    def _list_days(self, generation: int, scope: Scope) -> tuple[date, ...]:
        del generation  # what is kept is kept for this state of the papers
        return tuple(sorted({meeting.date for meeting in self._catalogue.meetings(scope) if meeting.date}))

    def _draw(self, generation: int, reviews: int, scope: Scope, as_of: date | None) -> Ledger:
        entries, lost = self._reviewed(generation, reviews, scope)
        meetings = self._meetings(scope)

        def later(entry: Entry) -> Sequence[date]:
            # Of a paper that names neither day nor body nothing tells which meetings came after it.
            return meetings.get(_folded(entry.body), ()) if entry.body or entry.met else ()

        return Ledger(tuple(conclude(stand(entry, as_of, later(entry))) for entry in entries), lost)

    def _review(self, generation: int, reviews: int, scope: Scope) -> tuple[tuple[Entry, ...], tuple[Lost, ...]]:
        del reviews  # what is kept is kept for this state of the desk
        said, told = self._said(generation, scope)
        documents = cache(partial(self._catalogue.documents, scope))  # read only where a decision needs them
        entries, lost = apply(
            said, self.desk.reviews(scope), lambda anchor: self._placed(anchor, documents(), scope)
        )
        changed = _changed(said, entries)
        steps = self._followed(_Reviewed(generation, scope, len(entries), changed, entries, told))
        found = zip(entries, steps, strict=True)
        return tuple(replace(entry, steps=some) if some else entry for entry, some in found), lost

    def _say(self, generation: int, scope: Scope) -> tuple[tuple[Entry, ...], tuple[Told, ...]]:
        """Return what the papers promise, and what they tell of earlier business."""
        del generation  # what is kept is kept for this state of the papers
        told = tuple(Told(one.mention, one.place, one.place.met) for one in self._catalogue.mentions(scope))
        return join([Entry(one.commitment, one.place) for one in self._catalogue.commitments(scope)], told), told

    def _meetings(self, scope: Scope) -> dict[str, list[date]]:
        found: dict[str, list[date]] = {}
        for meeting in self._catalogue.meetings(scope):
            if meeting.date is not None:
                found.setdefault(_folded(meeting.body), []).append(meeting.date)
        return found

    def _placed(self, anchor: Anchor, documents: Iterable[StoredDocument], scope: Scope) -> Quoted | None:
        """Find an anchor's words in its paper: at their old place, or where they stand nearest to it now."""
        stored = next((one for one in documents if one.source == anchor.source), None)
        if stored is None:
            return None
        document = self._document(stored.id, scope)
        start = _nearest(document.source.text, anchor.quote, anchor.start)
        if not any(one.start <= start < one.end for one in document.passages):
            return None
        return place_at(document, stored.id, start, start + len(anchor.quote), stored.title)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nothing look for rings of garbage: a drawing makes none, and all that it holds would be sifted."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _follow(reviewed: _Reviewed) -> tuple[tuple[Step, ...], ...]:
    """Return the steps of each entry, in their order: most reviews leave them as they are."""
    return tuple(entry.steps for entry in follow(reviewed.entries, reviewed.told))


def _changed(said: Sequence[Entry], entries: Sequence[Entry]) -> tuple[object, ...]:
    """Return what decides which later passages tell of those entries in which officers changed some of it."""
    as_said = set(map(id, said))
    touched = [entry for entry in entries if id(entry) not in as_said]
    ids = {entry.id for entry in touched}
    untouched = {_told_by(entry) for entry in said if entry.id in ids}
    return tuple(one for one in map(_told_by, touched) if one not in untouched)


def _told_by(entry: Entry) -> tuple[object, ...]:
    """Return what of an entry decides which later passages tell of it."""
    places = tuple((place.document_id, place.start, place.end) for place in (entry.place, *entry.also))
    return entry.id, places, entry.commitment.action, entry.commitment.due_date


def _nearest(text: str, words: str, start: int) -> int:
    """Return the offset at which words stand nearest to a place; -1 where they stand nowhere."""
    if not words.strip():
        return -1
    places: list[int] = []
    at = text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return min(places, key=lambda place: abs(place - start), default=-1)


def _folded(body: str | None) -> str:
    return (body or "").casefold()
