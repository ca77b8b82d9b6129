"""Answers and hits as JSON: the shapes that scripts rely on, one object a line.

A value that is not known is null. Dates are ISO dates. ``start`` and ``end`` are character offsets into the
document's text, end exclusive, and ``text`` and ``quote`` are what stands there.
"""

import json
from collections.abc import Callable, Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from assistant.answering.citations import ExemptMark, exempt_mark
from assistant.records import Answer, Citation
from assistant.terminal.batch import BadLine, Key
from indexes.desk.feedback import Remark
from indexes.records import Counts, Elsewhere, FileReport, Filters, Hit

TextOf = Callable[[str], str]
"""The text of a document by its id."""


class PlaceLine(TypedDict):
    """Another document in which the same paper holds the same words."""

    source: str
    start: int
    end: int
    page: int | None


class HitLine(ExemptMark):
    """A retrieved passage."""

    rank: int
    source: str
    start: int
    end: int
    text: str
    score: float
    page: int | None
    body: str | None
    meeting_date: str | None
    item: str | None
    also_at: list[PlaceLine]


class CitationLine(ExemptMark):
    """A quote and where it stands."""

    label: int
    quote: str
    source: str
    start: int
    end: int
    page: int | None
    printed_page: str | None
    document: str
    body: str | None
    meeting_date: str | None
    item: str | None
    heading: str | None
    also_at: list[PlaceLine]


# "from" is no name in Python, so this one is written as a call
WhereLine = TypedDict(
    "WhereLine", {"source": str | None, "body": str | None, "from": str | None, "to": str | None}
)


class SentenceLine(TypedDict):
    """A sentence that a language model wrote; one that is not found in the papers is not part of the answer."""

    text: str
    labels: list[int]
    verdict: str
    reasons: list[str]


class AnswerLine(TypedDict):
    """One answer; the last fields are there only where a language model is configured."""

    id: Key
    status: str
    question: str
    answer: str
    citations: list[CitationLine]
    passages: list[HitLine]
    elapsed_ms: float
    searched: str
    choices: list[str]
    where: WhereLine
    writer: NotRequired[str | None]
    notice: NotRequired[str]
    sentences: NotRequired[list[SentenceLine]]


class SearchLine(TypedDict):
    """The result of one search."""

    id: Key
    hits: list[HitLine]
    elapsed_ms: float


class ErrorLine(TypedDict):
    """A batch line that could not be used."""

    id: Key
    status: str
    error: str


class ReportLine(TypedDict):
    """What became of one file in an ingest."""

    source: str
    outcome: str
    reason: str | None
    passages: int
    chunks: int
    warnings: list[str]


class StatusLine(TypedDict):
    """What is there, and in what state."""

    data: str
    documents: int
    parts: int
    meetings: int
    passages: int
    chunks: int
    commitments: int
    model: str
    health: str
    problems: list[str]


def to_json(value: object) -> str:
    """One line of JSON, with the papers' own characters."""
    return json.dumps(value, ensure_ascii=False)


def answer_line(answer: Answer, key: Key, text_of: TextOf) -> AnswerLine:
    """An answer as the command line prints it."""
    line: AnswerLine = {
        "id": key,
        "status": answer.status.value,
        "question": answer.query.text,
        "answer": answer.text,
        "citations": [_citation(each) for each in answer.citations],
        "passages": hit_lines(answer.hits, text_of),
        "elapsed_ms": round(answer.elapsed_ms, 1),
        "searched": answer.searched,
        "choices": list(answer.choices),
        "where": _where(answer.query.filters),
    }
    if answer.writer or answer.notice:
        line |= {"writer": answer.writer, "notice": answer.notice}
        line["sentences"] = [
            {
                "text": one.text,
                "labels": list(one.labels),
                "verdict": one.verdict.value,
                "reasons": list(one.reasons),
            }
            for one in answer.sentences
        ]
    return line


def search_line(hits: Sequence[Hit], key: Key, elapsed_ms: float, text_of: TextOf) -> SearchLine:
    """The hits of a search as the command line prints them."""
    return {"id": key, "hits": hit_lines(hits, text_of), "elapsed_ms": round(elapsed_ms, 1)}


def error_line(bad: BadLine) -> ErrorLine:
    """A line that could not be used, as the command line prints it."""
    return {"id": bad.id, "status": "error", "error": bad.error}


def hit_lines(hits: Sequence[Hit], text_of: TextOf) -> list[HitLine]:
    """Hits with the text that stands at their offsets, each document's text fetched once."""
    texts: dict[str, str] = {}
    for hit in hits:
        if hit.stored.document_id not in texts:
            texts[hit.stored.document_id] = text_of(hit.stored.document_id)
    return [_hit(hit, texts[hit.stored.document_id]) for hit in hits]


def _hit(hit: Hit, text: str) -> HitLine:
    stored = hit.stored
    start, end = stored.chunk.start, stored.chunk.end
    date = stored.part.meeting_date
    return {
        "rank": hit.rank,
        "source": stored.source,
        "start": start,
        "end": end,
        "text": text[start:end],
        "score": round(hit.score, 6),
        "page": stored.chunk.page,
        "body": stored.part.body,
        "meeting_date": date.isoformat() if date else None,
        "item": stored.item.number if stored.item else None,
        "also_at": _places(hit.also),
        **exempt_mark(exempt=stored.part.exempt),
    }


def _citation(citation: Citation) -> CitationLine:
    return {
        "label": citation.label,
        "quote": citation.quote,
        "source": citation.source,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "printed_page": citation.printed_page,
        "document": citation.document,
        "body": citation.body,
        "meeting_date": citation.meeting_date.isoformat() if citation.meeting_date else None,
        "item": citation.item,
        "heading": citation.heading,
        "also_at": _places(citation.also_at),
        **exempt_mark(exempt=citation.exempt),
    }


def _places(places: Sequence[Elsewhere]) -> list[PlaceLine]:
    return [{"source": one.source, "start": one.start, "end": one.end, "page": one.page} for one in places]


def _where(filters: Filters) -> WhereLine:
    return {
        "source": filters.source,
        "body": filters.body,
        "from": filters.date_from.isoformat() if filters.date_from else None,
        "to": filters.date_to.isoformat() if filters.date_to else None,
    }


def report_line(report: FileReport) -> ReportLine:
    """What became of a file, as the command line prints it."""
    return {
        "source": report.source,
        "outcome": report.outcome.value,
        "reason": report.reason,
        "passages": report.passages,
        "chunks": report.chunks,
        "warnings": list(report.warnings),
    }


class RemarkLine(TypedDict):
    """What somebody said of an answer; ``turns`` are the questions before it."""

    question: str
    turns: list[str]
    answer: str
    status: str
    verdict: str
    note: str
    citations: list[dict[str, str | int]]
    asked_at: str
    said_at: str


def remark_line(remark: Remark) -> RemarkLine:
    """Return what somebody said of an answer, without who it was."""
    about = remark.about
    return {
        "question": about.question,
        "turns": list(about.turns),
        "answer": about.answer,
        "status": about.status,
        "verdict": remark.verdict,
        "note": remark.note,
        "citations": [dict(one) for one in about.citations],
        "asked_at": about.asked_at,
        "said_at": remark.at,
    }


def status_line(counts: Counts, *, folder: str, model: str, problems: Sequence[str]) -> StatusLine:
    """What is there, as the command line prints it."""
    return {
        "data": folder,
        "documents": counts.documents,
        "parts": counts.parts,
        "meetings": counts.meetings,
        "passages": counts.passages,
        "chunks": counts.chunks,
        "commitments": counts.commitments,
        "model": model,
        "health": "damaged" if problems else "good",
        "problems": list(problems),
    }
