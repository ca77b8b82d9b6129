"""The cards beside an answer: each quote, and where it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assistant.answering.citations import EXEMPT
from assistant.records import Answer, Citation
from assistant.window import exempt, wording
from assistant.window.markup import Html, element
from corpus.records import Span
from indexes.records import Hit, StoredChunk

ALSO_FOUND = 6
"""How many retrieved passages are listed beside those that the answer uses."""

_EXCERPT = 320
_BY_MEETING = frozenset({"agenda", "minutes", "notes", "transcript"})
_NUMBER = re.compile(r"^[A-Z]{0,4}[\d./\-() ]*\d[\w./\-() ]{0,8}$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One numbered card: the pieces of a quote that share a label, and where the first of them stands."""

    label: int
    pieces: tuple[Citation, ...]

    @property
    def first(self) -> Citation:
        """The piece that names the place."""
        return self.pieces[0]

    @property
    def quote(self) -> str:
        """The pieces as one sentence."""
        return " ".join(piece.quote for piece in self.pieces)

    @property
    def read(self) -> str:
        """The quote as it is read where it is shown."""
        return " ".join(wording.readable(piece.quote, piece.source) for piece in self.pieces)

    @property
    def link(self) -> str:
        """The address of the quote in its paper."""
        spans = [Span(piece.start, piece.end) for piece in self.pieces]
        return wording.source_link(self.first.document_id, spans, exempt=self.exempt)

    @property
    def exempt(self) -> bool:
        """Whether the words are not public."""
        return any(piece.exempt for piece in self.pieces)

    @property
    def reference(self) -> str:
        """The place in one line, as a note would cite it, and first of all whether it is not public."""
        mark = f"{EXEMPT}: " if self.exempt else ""
        return mark + ", ".join(part for part in _place(self.first) if part)


def evidence(citations: Sequence[Citation]) -> tuple[Evidence, ...]:
    """Return the cards of an answer in the order of their labels."""
    ordered = sorted(citations, key=lambda citation: citation.label)
    return tuple(Evidence(label, tuple(pieces)) for label, pieces in groupby(ordered, key=lambda c: c.label))


def cards(turn: int, answer: Answer) -> Html:
    """Return the evidence of one answer: what it uses, and apart from that what else was found."""
    used = evidence(answer.citations)
    others = unused(answer)
    if not used:
        return _nearest(others)
    return element(
        "div",
        element("h3", "Used in the answer"),
        element("ol", *[_card(turn, card, _stored(answer, card.first)) for card in used], class_="cards"),
        _also_found(others),
        class_="evidence",
    )


def unused(answer: Answer) -> tuple[Hit, ...]:
    """Return the retrieved passages, best first, that no citation of the answer comes from."""
    quoted = [(c.document_id, c.start, c.end) for c in answer.citations]
    return tuple(
        hit
        for hit in answer.hits
        if not any(
            document == hit.stored.document_id and start < hit.stored.chunk.end and hit.stored.chunk.start < end
            for document, start, end in quoted
        )
    )


def _stored(answer: Answer, citation: Citation) -> StoredChunk | None:
    """Return the retrieved chunk that a citation was taken from, for what the citation does not say itself."""
    for hit in answer.hits:
        chunk = hit.stored.chunk
        inside = chunk.start <= citation.start and citation.end <= chunk.end
        if hit.stored.document_id == citation.document_id and inside:
            return hit.stored
    return None


def _card(turn: int, card: Evidence, stored: StoredChunk | None) -> Html:
    citation = card.first
    title = stored.item.title if stored and stored.item else None
    return element(
        "li",
        element(
            "p",
            element("span", f"[{card.label}]", class_="number"),
            element("span", wording.calm(_title(citation)), class_="title"),
            class_="card-head",
        ),
        exempt.sign() if card.exempt else None,
        element("blockquote", card.read, class_="quote"),
        _where(citation.body, citation.meeting_date, _item(citation.item, title), citation.heading),
        _paper(
            citation.part_kind,
            stored.part.status if stored else None,
            citation.page,
            citation.printed_page,
            citation.source,
        ),
        element(
            "p",
            element(
                "a",
                "Open in the paper",
                href=card.link,
                target="_blank",
                class_="open-source",
                aria_label=f"Open in the paper, source {card.label}",
                data_turn=turn,
                data_label=card.label,
                data_quote=card.quote,
                data_reference=card.reference,
            ),
            element("span", "Verified word for word", class_="verified"),
            class_="card-foot",
        ),
        class_="card",
        id=f"card-{turn}-{card.label}",
    )


def _also_found(hits: Sequence[Hit]) -> Html | None:
    if not hits:
        return None
    return element(
        "details",
        element("summary", f"Also found ({min(len(hits), ALSO_FOUND)})"),
        element("p", "Passages near the question that the answer does not use.", class_="hint"),
        element("ul", *[_excerpt(hit) for hit in hits[:ALSO_FOUND]], class_="cards"),
        class_="also-found",
    )


def _nearest(hits: Sequence[Hit]) -> Html:
    if not hits:
        return Html("")
    return element(
        "div",
        element("h3", "Nearest passages"),
        element("p", "These do not answer the question, but come closest to it.", class_="hint"),
        element("ul", *[_excerpt(hit) for hit in hits[:3]], class_="cards"),
        class_="evidence",
    )


def _excerpt(hit: Hit) -> Html:
    stored = hit.stored
    text = wording.readable(stored.chunk.text, stored.source)
    shown = text if len(text) <= _EXCERPT else text[:_EXCERPT].rsplit(" ", 1)[0] + " …"
    number = stored.item.number if stored.item else None
    title = stored.item.title if stored.item else None
    return element(
        "li",
        element("p", element("span", wording.calm(stored.title), class_="title"), class_="card-head"),
        exempt.sign() if stored.part.exempt else None,
        element("p", shown, class_="excerpt"),
        _where(stored.part.body, stored.part.meeting_date, _item(number, title), _last(stored.headings)),
        _paper(
            stored.part.kind.value,
            stored.part.status,
            stored.chunk.page,
            stored.chunk.printed_page,
            stored.source,
        ),
        element(
            "p",
            element(
                "a",
                "Open in the paper",
                href=wording.source_link(stored.document_id, stored.chunk.spans, exempt=stored.part.exempt),
                target="_blank",
                class_="open-source",
                aria_label=f"Open in the paper: {stored.title}",
            ),
            class_="card-foot",
        ),
        class_="card",
    )


def _title(citation: Citation) -> str:
    """Return what a reader would call the paper: minutes by their meeting, a report by its title."""
    if citation.part_kind in _BY_MEETING and citation.meeting_date:
        return f"{citation.part_kind.capitalize()} of {wording.day(citation.meeting_date)}"
    return citation.document


def _where(body: str | None, when: date | None, item: str, heading: str | None) -> Html:
    # A table's heading goes on with its columns, and an item's own heading often repeats its title.
    under = (heading or "").split(" · ")[0]
    known = item.partition(": ")[2] or item
    same = known.casefold() in under.casefold() or under.casefold() in item.casefold()
    below = " · ".join(line for line in (item, "" if item and same else under) if line)
    meeting = wording.meeting(body, when) if when else f"{body or 'Body not stated'}, meeting date not stated"
    lines = [element("span", line) for line in (meeting, wording.calm(below)) if line]
    return element("p", *lines, class_="where")


def _paper(kind: str, status: str | None, page: int | None, printed: str | None, source: str) -> Html:
    named = "Paper" if kind == "other" else kind.capitalize()
    facts = [f"{named} ({status})" if status else named, wording.page(page, printed), source]
    return element("p", " · ".join(fact for fact in facts if fact), class_="where")


def _item(number: str | None, title: str | None) -> str:
    """Return an agenda item as it is spoken of; an item without a number is known by its title alone."""
    if number is None or not _NUMBER.search(number):
        return number or title or ""
    return f"Item {number}: {title}" if title and title != number else f"Item {number}"


def _last(headings: Sequence[str]) -> str | None:
    return headings[-1] if headings else None


def _place(citation: Citation) -> tuple[str, ...]:
    return (
        citation.document,
        wording.meeting(citation.body, citation.meeting_date),
        _item(citation.item, None),
        wording.page(citation.page, citation.printed_page),
        citation.source,
    )
