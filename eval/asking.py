"""Asking: the cases put to an assistant, and what it said, as the rows of a run."""

import itertools
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from assistant.records import Answer, Citation, Turn
from corpus.records import Document
from corpus.time.dates import british
from eval.cases import PlacedCase
from eval.runs import Row, SavedCitation, SavedHit
from indexes.records import Filters, Hit, Scope

SEARCHED = 50  # hits asked for where only a search is made
KEPT = 1500  # words of the first hits that are saved: the most that the figures look at
READ = 10  # hits whose order has to be the same whatever the order of reading
AGAIN = 8  # every eighth case is asked twice


class Asker(Protocol):
    """What a suite needs of an assistant."""

    def ask(
        self, turns: Sequence[Turn], question: str, filters: Filters | None = ..., scope: Scope = ...
    ) -> Answer:
        """Answer a question in its conversation."""

    def search(
        self,
        words: str,
        turns: Sequence[Turn] = ...,
        filters: Filters | None = ...,
        limit: int = ...,
        scope: Scope = ...,
    ) -> tuple[Hit, ...]:
        """Return the best hits for words in their conversation."""


def ask_all(
    cases: Iterable[PlacedCase],
    assistant: Asker,
    papers: Mapping[str, Document],
    done: Callable[[], None] = lambda: None,
    reordered: Asker | None = None,
) -> tuple[Row, ...]:
    """Ask every case, then every eighth again, and return one row a case; ``done`` is called after each.

    Every eighth is also put to ``reordered``, an assistant that has read the same papers in another order. A case
    that raises is recorded as an error and the rest goes on.
    """
    rows = []
    for placed in cases:
        rows.append(_ask(placed, assistant, papers))
        done()
    return tuple(
        _asked_again(row, assistant, papers, reordered) if number % AGAIN == 0 else row
        for number, row in enumerate(rows)
    )


def _ask(placed: PlacedCase, assistant: Asker, papers: Mapping[str, Document]) -> Row:
    case = placed.case
    turns = tuple(Turn(question, reply) for question, reply in zip(case.turns, case.replies, strict=False))
    started = time.perf_counter()
    try:
        answer = assistant.ask(turns, case.question, None, case.scope)
        elapsed = (time.perf_counter() - started) * 1000
        alone = standalone = None
        if case.standalone is not None:
            alone = _hits(assistant.search(case.question, (), None, SEARCHED, case.scope), kept=0)
            standalone = _hits(assistant.search(case.standalone, (), None, SEARCHED, case.scope), kept=0)
    except Exception as error:  # noqa: BLE001 - one case that breaks must not hide what the others show
        return Row(placed=placed, status="error", error=f"{type(error).__name__}: {error}")
    return Row(
        placed=placed,
        status=answer.status.value,
        text=answer.text,
        searched_for=answer.query.text,
        citations=tuple(_citation(one, papers) for one in answer.citations),
        hits=_hits(answer.hits),
        alone=alone,
        standalone=standalone,
        confidence=answer.confidence,
        signs=answer.signs,
        elapsed_ms=round(elapsed, 3),
    )


def _asked_again(row: Row, assistant: Asker, papers: Mapping[str, Document], reordered: Asker | None) -> Row:
    told = {"again": _untimed(_ask(row.placed, assistant, papers)) == _untimed(row)}
    if reordered is not None:
        told["reordered"] = _shown(_ask(row.placed, reordered, papers)) == _shown(row)
    return row.model_copy(update=told)


def _untimed(row: Row) -> Row:
    return row.model_copy(update={"elapsed_ms": 0.0})


def _shown(row: Row) -> tuple[object, ...]:
    """What a reader sees, and the order of the first hits; scores may differ in their last bit."""
    return row.status, row.text, row.citations, [(hit.source, hit.spans) for hit in row.hits[:READ]]


def _citation(citation: Citation, papers: Mapping[str, Document]) -> SavedCitation:
    document = papers.get(citation.source)
    date = citation.meeting_date
    told = (
        citation.document,
        citation.part_kind,
        citation.body,
        date,
        british(date) if date else None,
        citation.item,
        citation.heading,
        citation.page,
    )
    return SavedCitation(
        label=citation.label,
        quote=citation.quote,
        source=citation.source,
        start=citation.start,
        end=citation.end,
        verbatim=document is not None and document.source.text[citation.start : citation.end] == citation.quote,
        told=" ".join(str(field) for field in told if field is not None),
    )


def _hits(hits: Sequence[Hit], kept: int = KEPT) -> tuple[SavedHit, ...]:
    lengths = [len(hit.stored.chunk.text.split()) for hit in hits]
    return tuple(
        SavedHit(
            source=hit.stored.source,
            spans=hit.stored.chunk.spans,
            words=words,
            score=hit.score,
            text=hit.stored.chunk.text if so_far <= kept else "",
        )
        for hit, words, so_far in zip(hits, lengths, itertools.accumulate(lengths), strict=True)
    )
