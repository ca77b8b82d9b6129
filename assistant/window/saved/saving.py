"""A conversation as it is kept, and how much of it still holds when it is opened again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from pydantic import TypeAdapter

from assistant.records import Answer
from assistant.window import exempt
from assistant.window.answers.conversation import Exchange
from assistant.window.answers.evidence import ALSO_FOUND
from corpus.errors import MinutebookError
from indexes.records import Hit

Text: TypeAlias = Callable[[str], str]

_CHANGED = "The papers that this answer quoted have changed or gone since. Ask again to see what they say now."
_BROKEN_OFF = "This question was left before its answer was ready."


def written(exchanges: Sequence[Exchange]) -> str:
    """Return a conversation as JSON, with as many passages of each answer as its cards show."""
    return _adapter().dump_json(tuple(_slim(exchange) for exchange in exchanges)).decode()


def read(content: str, text: Text, officers: Text | None = None) -> tuple[Exchange, ...]:
    """Return a conversation that was kept.

    An answer is shown again only if every quote still stands where it stood in a paper that may be seen: ``text``
    gives a document's text by its id, and raises MinutebookError where there is none for whoever asks;
    ``officers`` does so for answers from exempt papers too, and is None for whoever may not see such.
    """
    return tuple(_still(exchange, text, officers) for exchange in _adapter().validate_json(content))


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[tuple[Exchange, ...]]:
    return TypeAdapter(tuple[Exchange, ...])


def _slim(exchange: Exchange) -> Exchange:
    answer = exchange.answer
    if answer is None:
        return exchange
    cited = {(c.document_id, c.start) for c in answer.citations}
    needed = [hit for hit in answer.hits if any(_holds(hit, *place) for place in cited)]
    others = [hit for hit in answer.hits if hit not in needed][: 2 * ALSO_FOUND]
    hits = sorted([*needed, *others], key=lambda hit: hit.rank)
    return replace(exchange, answer=replace(answer, hits=tuple(map(_without_items, hits))))


def _holds(hit: Hit, document: str, start: int) -> bool:
    chunk = hit.stored.chunk
    return hit.stored.document_id == document and chunk.start <= start < chunk.end


def _without_items(hit: Hit) -> Hit:
    """Return a hit without the agenda of its whole paper, which no card shows."""
    return replace(hit, stored=replace(hit.stored, part=replace(hit.stored.part, items=())))


def _still(exchange: Exchange, public: Text, officers: Text | None) -> Exchange:
    if exchange.stage:
        return replace(exchange, stage="", answer=None, problem=_BROKEN_OFF)
    answer, text = exchange.answer, officers if exchange.exempt else public
    if answer is None:
        return exchange
    if text is None:
        return replace(exchange, answer=None, problem=exempt.WITHHELD)
    if not all(_stands(c.document_id, c.start, c.end, c.quote, text) for c in answer.citations):
        return replace(exchange, answer=None, problem=_CHANGED)
    return replace(exchange, answer=_of_papers_seen(answer, text))


def _of_papers_seen(answer: Answer, text: Text) -> Answer:
    """Return an answer without the passages, and the other places of its quotes, that have changed or gone."""
    hits = tuple(
        replace(hit, also=())
        for hit in answer.hits
        if all(_stands(hit.stored.document_id, one.start, one.end, None, text) for one in hit.stored.chunk.spans)
    )
    citations = tuple(
        replace(c, also_at=tuple(p for p in c.also_at if _stands(p.document_id, p.start, p.end, None, text)))
        for c in answer.citations
    )
    return replace(answer, hits=hits, citations=citations)


def _stands(document: str, start: int, end: int, quote: str | None, text: Text) -> bool:
    """Say whether a stretch can still be read; what may not be seen any more reads as spaces."""
    try:
        stretch = text(document)[start:end]
    except MinutebookError:
        return False
    return bool(stretch.strip()) if quote is None else stretch == quote
