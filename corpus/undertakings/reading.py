"""A passage read for what it undertakes: sentence by sentence, list item by list item, cell by cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.records import Document, PartKind, Passage, PassageKind, Span
from corpus.sentences import sentences
from corpus.undertakings.agreed import action_line, agreed
from corpus.undertakings.intended import intended
from corpus.undertakings.phrasing import flat, phrases
from corpus.undertakings.records import Manner, Undertaking
from corpus.undertakings.routine import is_routine, only_notes
from corpus.undertakings.tabled import masked, pieces

# A sentence without any of these is not looked at any further: most are not, so that finding costs little.
_TRIGGER = phrases(r"""
    \b(?:will|would|shall|should|agree[ds]?|resolved|decided|determined|decision|recommended|request\w*\
        |ask(?:ed|s)?|confirmed|confident)\b
    \b(?:undert\w+|promis\w+|pledg\w+|commit\w*|offer\w*|volunteer\w*|action|actions|AP|due|planned|plans?\
        |intend\w*|intention)\b
    \b(?:scheduled|expect\w*|anticipated|being|under ?way|ongoing|process|develop\w*|currently|now\
        |awaiting|delayed)\b
    \b(?:could|can) be\b
    \b(?:I|we) (?:can|could)\b
    \b(?:invited|urged|encouraged|called|sought|preparing|exploring|working|recruiting|propos\w+|estimated\
        |envisaged|addressing|happy)\b
    [’']ll\b
    \bto[ \n][a-z]
""")
_INNER = re.compile(r"(?:^|[\s:;,–-])(?P<mark>\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})[.)])\s+(?=\S)")
_NEXT_LINE = re.compile(r"\n\s*(?=\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})[.)]\s)")
_ENUMERATOR = re.compile(r"\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})[.)]\s")
_DECIDES = re.compile(
    r"\b(?:RESOLVED|AGREED|DECIDED|RECOMMENDED|Resolved|Agreed|Decision|agreed|resolved|requested|recommended"
    r"|noted)\b"
)
_BODY_LEADS = re.compile(
    r"\W*(?P<body>(?:The )?(?:[A-Z][\w’'-]+ ){0,4}"
    r"(?:Panel|Committee|Board|Cabinet|Council|Forum|Authority|Group|Members))"
    r"(?: then| also)?(?::|(?= \(?(?:a|i|1)[.)]))"
)
_ONLY_LEADS = re.compile(r":\s*$")
_AS_ACTION = "ACTION: "
_ANSWER_FOLLOWS = re.compile(
    r"\W*(?:in (?:response|reply)|responding|by way of (?:response|reply))\b", re.IGNORECASE
)
_ONE_ASKS = re.compile(
    r"(?:A|Another|One|The) (?:\w+ )?(?:[Mm]ember|[Cc]ouncillor)\b|(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\b"
)
_TAKEN_UP = re.compile(r"\b(?:it was agreed|agreed to|undertook|promised|offered)\b", re.IGNORECASE)
_SILENT = frozenset({PartKind.AGENDA, PartKind.SURVEY})


@dataclass(frozen=True, slots=True)
class Found:
    """An undertaking at ``start:end`` of the passage's text or, for a row, of the source.

    ``text`` is what is quoted with markup blanked; ``number`` the sentence's place among ``spans``, for the
    sentence before it; ``before`` what was said before, the nearest last. ``owner``, ``due`` and ``action`` are
    a table's cells.
    """

    undertaking: Undertaking
    start: int
    end: int
    text: str
    number: int = 0
    spans: tuple[Span, ...] = ()
    before: tuple[str, ...] = ()
    owner: str | None = None
    due: str | None = None
    action: str | None = None


def undertakings(document: Document, passage: Passage, said: Sequence[str], manner: Manner) -> Iterator[Found]:
    """Yield what a passage undertakes; ``said`` are the passages before it under its item, the nearest last."""
    kind = document.parts[passage.part].kind
    if kind in _SILENT or passage.kind is PassageKind.HEADING:
        return
    if passage.kind is PassageKind.ROW:
        yield from _in_row(document, passage, manner.meanings)
    elif manner.listed or _TRIGGER.search(passage.text):
        yield from _in_prose(passage, said, manner)


def _in_prose(passage: Passage, said: Sequence[str], manner: Manner) -> Iterator[Found]:
    text = passage.text
    spans = tuple(_units(text, manner))
    first = manner.listed
    for number, span in enumerate(spans):
        sentence = text[span.start : span.end]
        numbered = number > 0 and _ENUMERATOR.match(sentence) is not None
        if numbered and (manner.listed or _DECIDES.search(text, 0, span.start)):
            first = True
        if _ONLY_LEADS.search(sentence) or not (first or _TRIGGER.search(sentence)):
            continue
        body = _body_of(passage.lead_in if number == 0 else text[: spans[0].end] if numbered else None)
        found = _read(sentence, manner, first=first, body=body)
        first = first and found is None
        if found is None or (found.kind == "request" and _is_answered(text, spans, number)):
            continue
        lead = (passage.lead_in,) if passage.lead_in else ()
        before = (*said, *lead, text[: span.start], text[span.start : span.start + found.clause])
        yield Found(found, span.start, span.end, sentence, number, spans, before)


def _units(text: str, manner: Manner) -> Iterator[Span]:
    """Yield the sentences of a passage, the numbered clauses of a resolution each on its own."""
    for span in sentences(text):
        cuts = [span.start]
        if manner.listed:
            cuts += [match.end() for match in _NEXT_LINE.finditer(text, span.start + 1, span.end)]
        elif manner.reported and _DECIDES.search(text, span.start, span.end):
            inner = [match.start("mark") for match in _INNER.finditer(text, span.start, span.end)]
            cuts += inner[1:] if len(inner) > 1 else []
        for low, high in pairwise((*cuts, span.end)):
            yield Span(low, low + len(text[low:high].rstrip()))


def _body_of(lead: str | None) -> str | None:
    """Return the body before a list of what it did: "The Committee:" before "(b) requested that ..."."""
    match = _BODY_LEADS.match(flat(lead)) if lead else None
    return f"{match['body']} " if match else None


def _read(sentence: str, manner: Manner, *, first: bool, body: str | None) -> Undertaking | None:
    if manner.reported and not is_routine(sentence):
        found = action_line(sentence, 0, manner)
        if found is not None and _is_bare(sentence, found.clause):
            return found
    if body:
        mark = _ENUMERATOR.match(sentence)
        skipped = mark.end() if mark else 0
        told = agreed(body + sentence[skipped:], replace(manner, listed=False))
        return told and replace(told, clause=max(0, told.clause - len(body) + skipped))
    found = agreed(sentence, manner if first else replace(manner, listed=False))
    if found is None and not (manner.listed and (is_routine(sentence) or only_notes(sentence))):
        found = intended(sentence, manner)
    return found


def _is_bare(sentence: str, clause: int) -> bool:
    """Whether a line is an action in a clerk's shorthand: a name, "to", and what is to be done."""
    return clause < 70 and re.match(r"(?:The |All )?[A-Z]", sentence) is not None


def _is_answered(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether what follows answers a request there and then, or agrees to what one member asked for."""
    following = [text[span.start : span.end] for span in spans[number + 1 : number + 3]]
    if following and _ANSWER_FOLLOWS.match(following[0]):
        return True
    one = _ONE_ASKS.match(text, spans[number].start) is not None
    return one and any(_TAKEN_UP.search(flat(sentence)) for sentence in following)


def _in_row(document: Document, passage: Passage, meanings: Mapping[str, str]) -> Iterator[Found]:
    text = document.source.text
    headings = (document.parts[passage.part].title, *passage.headings)
    for piece in pieces(passage.cells, text, passage.group, headings):
        words = masked(text, piece.start, piece.end)
        if piece.kind == "shorthand":
            yield from _in_action_cell(piece.start, words, Manner(reported=True, meanings=meanings))
            continue
        if piece.kind == "update":
            yield from _in_cell(piece.start, words, Manner(own_plan=True, meanings=meanings))
            continue
        strength = {"standing": "standing", "log": "agreed"}.get(piece.kind, "intention")
        kind = {"standing": "standing", "log": "action"}.get(piece.kind, piece.kind)
        action = masked(text, *piece.action) if piece.action else None
        found = Undertaking(strength, kind, 0)
        yield Found(found, piece.start, piece.end, words, owner=piece.owner, due=piece.due, action=action)


def _in_action_cell(offset: int, words: str, manner: Manner) -> Iterator[Found]:
    """Yield what stands in a column of actions beside the talk: "HS to speak to the estate"."""
    for span in sentences(words):
        sentence = words[span.start : span.end]
        found = agreed(f"{_AS_ACTION}{sentence}", manner)
        if found is not None and len(sentence.split()) > 2:
            told = replace(found, clause=max(0, found.clause - len(_AS_ACTION)))
            yield Found(told, offset + span.start, offset + span.end, sentence)


def _in_cell(offset: int, words: str, manner: Manner) -> Iterator[Found]:
    spans = sentences(words)
    for number, span in enumerate(spans):
        sentence = words[span.start : span.end]
        if _TRIGGER.search(sentence) is None:
            continue
        found = agreed(sentence, manner) or intended(sentence, manner)
        if found is not None:
            before = (words[: span.start], sentence[: found.clause])
            moved = tuple(Span(offset + one.start, offset + one.end) for one in spans)
            yield Found(found, offset + span.start, offset + span.end, sentence, number, moved, before)
