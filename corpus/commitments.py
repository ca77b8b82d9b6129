# ruff: noqa: E501
"""Commitments: what a paper agrees, promises and firmly intends, each quoted where it stands."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from corpus.records import Commitment, Document, Part, Passage, PassageKind, Span
from corpus.sentences import sentences, spans_within
from corpus.time.duedates import resolve
from corpus.time.periods import find_dates
from corpus.undertakings.actions import action_of
from corpus.undertakings.duephrases import due_phrase
from corpus.undertakings.manners import turn_of
from corpus.undertakings.owners import Context
from corpus.undertakings.reading import Found, undertakings
from corpus.undertakings.recipients import recipient_of
from corpus.undertakings.standing_alone import leans
from corpus.undertakings.topics import topics

_MEETINGS_TO_COME = re.compile(
    r"\b(?:future|next|forthcoming) (?:\w+ ){0,2}meetings?\b|\bdates? of (?:\w+ )?meetings?\b", re.IGNORECASE
)
# So many passages under an item are kept in mind for who was speaking.
_KEPT = 4


def find_commitments(document: Document) -> tuple[Commitment, ...]:
    """Return every commitment of a paper, in reading order.

    Resolutions, requests, actions and undertakings are "agreed"; what somebody firmly says will be done is an "intention";
    the lasting promises of a plan are "standing". Each quotes one passage, and its id is made of the paper's name, the meeting,
    the item and the words, so that it survives changes elsewhere in the paper.
    """
    return tuple(_Reader(document).read())


class _Reader:
    """One paper being read for its commitments."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.source.text
        self._contexts: dict[int, Context] = {}
        self._seen: Counter[str] = Counter()
        self._calendar = _calendar(document)

    def read(self) -> Iterator[Commitment]:
        said: list[Passage] = []
        for passage in self._document.passages:
            if said and (said[-1].part, said[-1].item) != (passage.part, passage.item):
                said = []
            manner = self._context(passage.part).manners.of(passage)
            words = [one.text for one in said[-_KEPT:]]
            for found in undertakings(self._document, passage, words, manner):
                yield self._commitment(passage, found, said[-1] if said else None)
            if passage.kind is not PassageKind.ROW and passage.kind is not PassageKind.HEADING:
                said.append(passage)

    def _commitment(self, passage: Passage, found: Found, previous: Passage | None) -> Commitment:
        part, context, told = self._document.parts[passage.part], self._context(passage.part), found.undertaking
        span = self._span(passage, found)
        quote = self._text[span.start : span.end]
        owner = found.owner or self._owner(passage, found)
        due = found.due or due_phrase(found.text, told.clause)
        meeting = part.meeting_date or context.speaks_from
        when = resolve(due, meeting, self._calendar.get(part.body, ())) if due else None
        titles = [part.items[passage.item].title] if passage.item is not None else [part.title]
        around = "" if passage.kind is PassageKind.ROW else passage.text
        return Commitment(
            id=self._id(part, passage, quote),
            start=span.start,
            end=span.end,
            quote=quote,
            strength=told.strength,
            part=passage.part,
            item=passage.item,
            owner=owner,
            recipient=recipient_of(found.action or found.text, told.clause, told.kind, context.meanings, owner),
            action=action_of(found.action)
            if found.action
            else action_of(found.text, told.clause, asked=told.kind == "request"),
            due=due,
            due_date=when.value if when else None,
            topics=topics(found.text, [*titles, *passage.headings[-2:]], around),
            kind=told.kind,
            context=self._before(passage, found, previous),
        )

    def _owner(self, passage: Passage, found: Found) -> str | None:
        """Return who is to do it; in a report, unlike in minutes, nobody was speaking before."""
        told, context = found.undertaking, self._context(passage.part)
        speaker = turn_of(passage) if told.spoken else None
        reported = context.manners.reported or passage.kind is PassageKind.ROW
        before = found.before if reported else found.before[-2:]
        return context.resolve(told.owner, before, body=told.body, speaker=speaker)

    def _span(self, passage: Passage, found: Found) -> Span:
        if passage.kind is PassageKind.ROW:
            return Span(found.start, found.end)
        return self._one(spans_within(passage.spans, found.start, found.end))

    def _one(self, spans: Sequence[Span]) -> Span:
        """Make one stretch of several: all of it where only white space lies between, else the longest."""
        if all(not self._text[one.end : two.start].strip() for one, two in pairwise(spans)):
            return Span(spans[0].start, spans[-1].end)
        return max(spans, key=lambda span: span.end - span.start)

    def _before(self, passage: Passage, found: Found, previous: Passage | None) -> Span | None:
        """Return the sentence before, where the quote cannot be understood without it."""
        if not leans(found.text):
            return None
        if found.number:
            last = found.spans[found.number - 1]
            if passage.kind is PassageKind.ROW:
                return last
            return self._one(spans_within(passage.spans, last.start, last.end))
        if previous is None or passage.kind is PassageKind.ROW:
            return None
        told = sentences(previous.text)
        return self._one(spans_within(previous.spans, told[-1].start, told[-1].end)) if told else None

    def _context(self, part: int) -> Context:
        if part not in self._contexts:
            own = [passage for passage in self._document.passages if passage.part == part]
            self._contexts[part] = Context(self._document, part, own)
        return self._contexts[part]

    def _id(self, part: Part, passage: Passage, quote: str) -> str:
        number = part.items[passage.item].number if passage.item is not None else None
        words = " ".join(quote.split()).lower()
        place = f"{self._document.source.source}\0{part.body}\0{part.meeting_date}\0{number}\0{words}"
        self._seen[place] += 1
        return hashlib.sha256(f"{place}\0{self._seen[place]}".encode()).hexdigest()[:16]


def _calendar(document: Document) -> dict[str | None, tuple[date, ...]]:
    """Return the days on which bodies meet, as far as this paper tells."""
    days: dict[str | None, set[date]] = {}
    for part in document.parts:
        if part.meeting_date:
            days.setdefault(part.body, set()).add(part.meeting_date)
    for passage in document.passages:
        told = (passage.lead_in or "", *passage.headings[-1:], passage.text[:200])
        if any(_MEETINGS_TO_COME.search(words) for words in told):
            named = (one.first for one in find_dates(passage.text) if one.precision == "day")
            days.setdefault(document.parts[passage.part].body, set()).update(named)
    return {body: tuple(sorted(known)) for body, known in days.items()}
