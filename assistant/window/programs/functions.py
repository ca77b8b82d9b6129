"""The same functions for programs, with typed results: an API that Gradio documents, and MCP tools.

Dates are ISO dates; ``start`` and ``end`` are character offsets into a document's text, end exclusive; ``link`` is
an address below the window's own; an empty result says what was searched.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from assistant.records import Turn
from assistant.terminal.printing import CitationLine, HitLine, WhereLine, answer_line, hit_lines
from assistant.window import wording
from assistant.window.programs.holdings import Holdings, at_most, filters_of
from assistant.window.programs.promises import Promises
from corpus.errors import MinutebookError
from corpus.records import Span
from indexes.records import Hit, Scope

if TYPE_CHECKING:
    from assistant.building import Assistant

PASSAGES = 10
"""How many passages are given with an answer; ``search`` gives more."""

_CONTEXT = 600


class LinkedCitation(CitationLine):
    """A citation with the id of its document and the address where the quote can be read in it."""

    document_id: str
    link: str


class LinkedHit(HitLine):
    """A passage with the id of its document and the address where it can be read in it."""

    document_id: str
    link: str


class Answered(TypedDict):
    """An answer with its citations, and the best of what was retrieved for it.

    ``writer`` names the language model that wrote it, None where it is the papers' own words.
    """

    status: str
    question: str
    answer: str
    citations: list[LinkedCitation]
    passages: list[LinkedHit]
    searched: str
    choices: list[str]
    where: WhereLine
    writer: str | None
    notice: str
    elapsed_ms: float


class Found(TypedDict):
    """The passages of a search, best first, and what was searched."""

    hits: list[LinkedHit]
    searched: str
    elapsed_ms: float


class Read(TypedDict):
    """A stretch of a document with the words before and behind it."""

    document_id: str
    source: str
    title: str
    start: int
    end: int
    text: str
    before: str
    behind: str
    link: str


class Checked(TypedDict):
    """Whether a quote stands where it is said to stand, and what does stand there."""

    verified: bool
    text: str


@dataclass(frozen=True, slots=True)
class Functions:
    """What programs may call, over one assistant and for one scope."""

    assistant: "Assistant"
    scope: Scope

    def all(self) -> tuple[Callable[..., object], ...]:
        """Return the functions in the order in which a program would use them."""
        coverage = Holdings(self.assistant.store.catalogue, self.scope).coverage
        commitments = Promises(self.assistant, self.scope).commitments
        return (coverage, self.ask, self.search, commitments, self.passage, self.verify_quote)

    def ask(
        self,
        question: str,
        earlier_questions: list[str] | None = None,
        body: str = "",
        date_from: str = "",
        date_to: str = "",
        source: str = "",
        kind: str = "",
        speaker: str = "",
    ) -> Answered:
        """Answer a question from the meeting papers, each sentence quoted word for word and cited.

        The status is answered, not_found (with what was searched and the nearest passages) or clarify (with the
        choices). Use it for a question, and search for a list of passages.

        Args:
            question: The question, in plain English.
            earlier_questions: The questions asked before it in the same conversation, oldest first.
            body: Only papers of bodies whose name holds this.
            date_from: Only meetings on or after this ISO date.
            date_to: Only meetings on or before this ISO date.
            source: Only the document with this source name.
            kind: Only papers of this kind: agenda, minutes, notes, report, appendix, plan, survey, decision,
                transcript or other.
            speaker: Only what this office or person said, such as the Chief Constable.
        """
        turns = [Turn(earlier) for earlier in earlier_questions or ()]
        catalogue = self.assistant.store.catalogue
        filters = filters_of(catalogue, self.scope, body, date_from, date_to, source, kind, speaker)
        answer = self.assistant.ask(turns, _given(question), filters, self.scope)
        line = answer_line(replace(answer, hits=answer.hits[:PASSAGES]), None, self._text)
        return {
            "status": line["status"],
            "question": line["question"],
            "answer": line["answer"],
            "citations": [
                {
                    **said,
                    "document_id": cited.document_id,
                    "link": wording.source_link(cited.document_id, [Span(cited.start, cited.end)]),
                }
                for said, cited in zip(line["citations"], answer.citations, strict=True)
            ],
            "passages": _linked(line["passages"], answer.hits),
            "searched": line["searched"],
            "choices": line["choices"],
            "where": line["where"],
            "writer": answer.writer,
            "notice": answer.notice,
            "elapsed_ms": line["elapsed_ms"],
        }

    def search(
        self,
        words: str,
        limit: int = 20,
        body: str = "",
        date_from: str = "",
        date_to: str = "",
        source: str = "",
        kind: str = "",
        speaker: str = "",
    ) -> Found:
        """Find passages of the meeting papers by their meaning and their words, best first.

        Args:
            words: What to look for.
            limit: How many passages at most, from 1 to 200.
            body: Only papers of bodies whose name holds this.
            date_from: Only meetings on or after this ISO date.
            date_to: Only meetings on or before this ISO date.
            source: Only the document with this source name.
            kind: Only papers of this kind: agenda, minutes, notes, report, appendix, plan, survey, decision,
                transcript or other.
            speaker: Only what this office or person said, such as the Chief Constable.
        """
        started = time.perf_counter()
        catalogue = self.assistant.store.catalogue
        filters = filters_of(catalogue, self.scope, body, date_from, date_to, source, kind, speaker)
        hits = self.assistant.search(_given(words), (), filters, at_most(limit), self.scope)
        counts = self.assistant.store.catalogue.counts(self.scope)
        searched = f"{wording.count(counts.passages, 'passage')} of {wording.count(counts.documents, 'document')}"
        limits = "; ".join(wording.filters(filters))
        elapsed = round((time.perf_counter() - started) * 1000, 1)
        return {
            "hits": _linked(hit_lines(hits, self._text), hits),
            "searched": f"{searched}; {limits}" if limits else searched,
            "elapsed_ms": elapsed,
        }

    def passage(self, document_id: str, start: int, end: int) -> Read:
        """Read a stretch of a document with what stands around it, to see a citation in its context.

        Args:
            document_id: The document's id, as coverage, ask and search give it.
            start: Offset of the first character.
            end: Offset behind the last character.
        """
        document = self.assistant.store.catalogue.document(document_id, self.scope)
        text = document.source.text
        _check_stretch(text, start, end)
        return {
            "document_id": document_id,
            "source": document.source.source,
            "title": document.title,
            "start": start,
            "end": end,
            "text": text[start:end],
            "before": text[max(0, start - _CONTEXT) : start],
            "behind": text[end : end + _CONTEXT],
            "link": wording.source_link(document_id, [Span(start, end)]),
        }

    def verify_quote(self, document_id: str, start: int, end: int, quote: str) -> Checked:
        """Check that a quote stands in a document, letter by letter, at the place given.

        Args:
            document_id: The document's id, as coverage, ask and search give it.
            start: Offset of the quote's first character.
            end: Offset behind its last character.
            quote: The words that should stand there.
        """
        text = self._text(document_id)
        _check_stretch(text, start, end)
        return {"verified": text[start:end] == quote, "text": text[start:end]}

    def _text(self, document_id: str) -> str:
        return self.assistant.store.catalogue.text(document_id, self.scope)


def _linked(lines: Sequence[HitLine], hits: Sequence[Hit]) -> list[LinkedHit]:
    return [
        {
            **line,
            "document_id": hit.stored.document_id,
            "link": wording.source_link(hit.stored.document_id, hit.stored.chunk.spans),
        }
        for line, hit in zip(lines, hits, strict=False)
    ]


def _given(words: str) -> str:
    if not words.strip():
        raise MinutebookError("Nothing is asked for: say in words what to look for.")
    return words


def _check_stretch(text: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(text):
        raise MinutebookError(
            f"{start} to {end} is no stretch of this document: choose offsets from 0 to {len(text)}."
        )
