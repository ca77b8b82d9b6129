# ruff: noqa: E501
"""Commitments: what a paper agrees, promises and firmly intends, each quoted where it stands."""

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.duedates import resolve
from corpus.periods import find_dates
from corpus.records import Commitment, Document, PartKind, Passage, PassageKind, Span
from corpus.sentences import sentences, spans_within
from corpus.undertakings.actions import action_of
from corpus.undertakings.agreed import Undertaking, agreed
from corpus.undertakings.duephrases import due_phrase
from corpus.undertakings.intended import intended
from corpus.undertakings.owners import Context
from corpus.undertakings.routine import is_routine, only_notes
from corpus.undertakings.tabled import masked, pieces
from corpus.undertakings.topics import topics

# Sentences without any of these words are not looked at: nine in ten of a paper's, so that finding costs little.
_TRIGGER = re.compile(
    r"\b(?:will|would|shall|should|agree[ds]?|resolved|decided|determined|decision|recommended|request\w*|ask(?:ed|s)?|undert\w+|promis\w+|pledg\w+|commit\w*|offer\w*|"
    r"volunteer\w*|to be|action|actions|ACTIONS?|AP|due|planned|plans?|intend\w*|intention|scheduled|expect\w*|anticipated|being|under\s?way|ongoing|"
    r"process|developing|development|currently|now|could be|can be|invited|urged|encouraged|called|sought|preparing|exploring|working|awaiting|recruiting|recommissioning|re-commissioning|propos\w+|estimated|envisaged|"
    r"hoped|view to|aware of and|[’']ll)\b|\bto\s[a-z]",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:\b(?:resolved|agreed|decided|decisions?|actions?(?:\s(?:points?|arising|agreed|required))?|resolutions?|recommended|next\ssteps|requested)\b[^.]{0,60}[:–-]?\s*$)",
    re.IGNORECASE,
)
_LEADS_TALK = re.compile(
    r"\b(?:points|comments|questions|responses?|responded|heard|discussion|raised|noted)\b", re.I
)
_HEADS_ACTIONS = re.compile(
    r"^\W*(?:[\d.]+\s)?(?:actions?(?:\s(?:points?|arising|agreed|list|required))?|next steps|agreed actions|summary of actions)\W*$",
    re.I,
)
_REPORTED = (PartKind.MINUTES, PartKind.NOTES, PartKind.DECISION)
_SILENT = (PartKind.AGENDA,)
_PROSE = (PassageKind.PARAGRAPH, PassageKind.BULLET, PassageKind.NOTE, PassageKind.TURN)
_PLAIN_ACTION = re.compile(
    r"^\W*(?:[A-Z][\w’'/&.() -]{1,60}?)\sto\s[a-z]{2,}\b|\bto\sbe\s\w+(?:ed|en|nt|ght|ld|ad)\b"
)
_FUTURE_MEETINGS = re.compile(
    r"\b(?:future|next|forthcoming)\s(?:\w+\s){0,2}meetings?\b|\bdates? of (?:\w+ )?meetings?\b", re.I
)
_LEANS = re.compile(
    r"^\W{0,3}(?:In (?:addition|response|reply),? )?(?:(?:It was|The \w+|He|She|They|Members?)\s(?:\w+\s){0,3}?(?:agreed|requested|noted|confirmed|asked)\s(?:that|for)?\s?)?(?:the\s|an?\s)?"
    r"(?:\b(?:he|she|they|it|this|that|these|those|such|his|her|its|their|here|there|both)\b|(?:outcomes?|results?|figures?|findings?|same|list|requests?|matters?|issues?|details?|information|latter|former|plan|report|review|update|data|breakdown|answers?|response)\b(?!\s(?:of|on|into|for|about|around|regarding)\b))",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(
    r"\b(?:this|these|those|such)\s[a-z]+|\b(?:take|look|followed?)\s(?:this|that|it)\b|\b(?:the|their|his|her)\s(?:same|latter|former|specific)\b",
    re.I,
)
_OPENS_SELF = re.compile(
    r"^\W{0,3}(?:it was|it is|it has been|there)\s(?:\w+\s){0,2}(?:agreed|resolved|decided|noted|confirmed|suggested|anticipated|expected)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """An undertaking in a passage, at offsets of the passage's text or, for a row, of the source."""

    undertaking: Undertaking
    start: int
    end: int
    text: str
    context: Span | None = None
    owner: str | None = None
    due: str | None = None
    before: tuple[str, ...] = ()


def find_commitments(document: Document) -> tuple[Commitment, ...]:
    """Return every commitment of a paper, in reading order.

    Resolutions, requests, actions and undertakings are "agreed"; what somebody firmly says will be done is an "intention";
    the lasting promises of a plan are "standing". Each quotes one passage.
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
        previous: Passage | None = None
        for passage in self._document.passages:
            kind = self._document.parts[passage.part].kind
            if kind not in _SILENT:
                for found in self._found(passage, previous, kind):
                    yield self._commitment(passage, found)
            if passage.kind in _PROSE and passage.text.strip():
                previous = passage

    def _found(self, passage: Passage, previous: Passage | None, kind: PartKind) -> Iterator[_Found]:
        if passage.kind is PassageKind.ROW:
            yield from self._in_row(passage, kind)
        elif passage.kind in _PROSE:
            yield from self._in_prose(passage, previous, kind)

    def _in_prose(self, passage: Passage, previous: Passage | None, kind: PartKind) -> Iterator[_Found]:
        text = passage.text
        reported = kind in _REPORTED
        listed = reported and _is_listed(passage)
        if not listed and _TRIGGER.search(text) is None:
            return
        spans = _units(text)
        done = False
        for number, span in enumerate(spans):
            sentence = text[span.start : span.end]
            if not listed and _TRIGGER.search(sentence) is None:
                continue
            found = agreed(sentence, reported=reported, listed=listed and not done)
            if found is None and not (listed and (is_routine(sentence) or only_notes(sentence))):
                found = intended(sentence, reported=reported)
            if found is None and reported and kind is PartKind.NOTES and _PLAIN_ACTION.match(sentence):
                found = agreed(f"Action: {sentence}", reported=True)
                found = found and Undertaking("agreed", "action", 0, found.owner)
            done = done or found is not None
            if found is None:
                continue
            if found.strength == "agreed" and _answered(found, text, spans, number):
                continue
            before = [text[: span.start + found.clause], text[: span.start]]
            if previous is not None and (previous.part, previous.item) == (passage.part, passage.item):
                before.append(previous.text)
            if passage.lead_in:
                before.append(passage.lead_in)
            context = self._context(passage, previous, spans, number)
            yield _Found(found, span.start, span.end, sentence, context, before=tuple(before))

    def _in_row(self, passage: Passage, kind: PartKind) -> Iterator[_Found]:
        for piece in pieces(passage.cells, self._text):
            words = masked(self._text, piece.start, piece.end)
            if piece.kind == "standing":
                yield _Found(Undertaking("standing", "standing", 0), piece.start, piece.end, words)
            elif piece.kind == "log":
                yield _Found(
                    Undertaking("agreed", "action", 0), piece.start, piece.end, words, None, piece.owner, piece.due
                )
            elif piece.kind == "dated":
                yield _Found(
                    Undertaking("intention", "intention", 0),
                    piece.start,
                    piece.end,
                    words,
                    None,
                    piece.owner,
                    piece.due,
                )
            else:
                yield from self._in_cell(piece.start, words, kind)

    def _in_cell(self, offset: int, words: str, kind: PartKind) -> Iterator[_Found]:
        for span in sentences(words):
            sentence = words[span.start : span.end]
            if _TRIGGER.search(sentence) is None:
                continue
            found = agreed(sentence, reported=False) or intended(sentence, reported=False, own_plan=True)
            if found is not None:
                yield _Found(
                    found, offset + span.start, offset + span.end, sentence, before=(words[: span.start],)
                )

    def _context(
        self, passage: Passage, previous: Passage | None, spans: Sequence[Span], number: int
    ) -> Span | None:
        sentence = passage.text[spans[number].start : spans[number].end]
        if not _leans(sentence):
            return None
        if number:
            return _whole(spans_within(passage.spans, spans[number - 1].start, spans[number - 1].end))
        if previous is not None and (previous.part, previous.item) == (passage.part, passage.item):
            last = sentences(previous.text)
            return _whole(spans_within(previous.spans, last[-1].start, last[-1].end)) if last else None
        return None

    def _commitment(self, passage: Passage, found: _Found) -> Commitment:
        span = Span(found.start, found.end) if passage.kind is PassageKind.ROW else self._place(passage, found)
        part = self._document.parts[passage.part]
        context = self._context_of(passage.part)
        owner = found.owner or context.resolve(found.undertaking.owner, found.before, found.undertaking.body)
        due = found.due or due_phrase(found.text, found.undertaking.clause)
        when = resolve(due, part.meeting_date, self._calendar.get(part.body, ())) if due else None
        titles = [part.items[passage.item].title] if passage.item is not None else []
        quote = self._text[span.start : span.end]
        return Commitment(
            id=self._id(passage, quote),
            start=span.start,
            end=span.end,
            quote=quote,
            strength=found.undertaking.strength,
            part=passage.part,
            item=passage.item,
            owner=owner,
            recipient=None,
            action=action_of(found.text, found.undertaking.clause),
            due=due,
            due_date=when.value if when else None,
            topics=topics(found.text, [*titles, *passage.headings[-2:]]),
            kind=found.undertaking.kind,
            context=found.context,
        )

    def _place(self, passage: Passage, found: _Found) -> Span:
        return _whole(spans_within(passage.spans, found.start, found.end), self._text) or Span(
            passage.start, passage.end
        )

    def _context_of(self, part: int) -> Context:
        if part not in self._contexts:
            own = [passage for passage in self._document.passages if passage.part == part]
            self._contexts[part] = Context(self._document, part, own)
        return self._contexts[part]

    def _id(self, passage: Passage, quote: str) -> str:
        part = self._document.parts[passage.part]
        number = part.items[passage.item].number if passage.item is not None else None
        place = f"{self._document.source.source}|{part.body}|{part.meeting_date}|{number}|{' '.join(quote.split()).lower()}"
        self._seen[place] += 1
        return hashlib.sha256(f"{place}|{self._seen[place]}".encode()).hexdigest()[:16]


def _is_listed(passage: Passage) -> bool:
    lead = passage.lead_in or ""
    if lead and _LISTED.search(lead.strip()) and not _LEADS_TALK.search(lead):
        return True
    return bool(passage.headings) and _HEADS_ACTIONS.match(passage.headings[-1]) is not None


def _units(text: str) -> tuple[Span, ...]:
    return sentences(text)


def _answered(found: Undertaking, text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether a request is answered or turned into an agreement by the next sentence."""
    if found.kind != "request" or number + 1 >= len(spans):
        return False
    following = text[spans[number + 1].start : spans[number + 1].end]
    return (
        re.match(r"\W*(?:in (?:response|reply)|responding|by way of (?:response|reply))\b", following, re.I)
        is not None
    )


def _leans(sentence: str) -> bool:
    flat = " ".join(sentence.split())
    if _DEMONSTRATIVE.search(flat):
        return True
    return _LEANS.match(flat) is not None and _OPENS_SELF.match(flat) is None


def _whole(spans: Sequence[Span], text: str = "") -> Span | None:
    """Return one stretch for several: all where only white space lies between, the longest otherwise."""
    if not spans:
        return None
    if (
        text
        and text[spans[0].start : spans[-1].end].strip() != ""
        and all(not text[one.end : two.start].strip() for one, two in itertools.pairwise(spans))
    ):
        return Span(spans[0].start, spans[-1].end)
    return max(spans, key=lambda span: span.end - span.start)


def _calendar(document: Document) -> dict[str | None, tuple[date, ...]]:
    """Return the days on which bodies meet, as far as this paper tells."""
    days: dict[str | None, set[date]] = {}
    for part in document.parts:
        if part.meeting_date:
            days.setdefault(part.body, set()).add(part.meeting_date)
    for passage in document.passages:
        told = [passage.lead_in or "", *passage.headings[-1:], passage.text[:200]]
        if any(_FUTURE_MEETINGS.search(words) for words in told):
            body = document.parts[passage.part].body
            days.setdefault(body, set()).update(
                one.first for one in find_dates(passage.text) if one.precision == "day"
            )
    return {body: tuple(sorted(known)) for body, known in days.items()}
