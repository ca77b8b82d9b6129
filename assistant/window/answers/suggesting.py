"""Questions that come next: only such as the papers answer, which is found out by asking them."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation, Status
from assistant.window import wording
from assistant.window.answers.conversation import Exchange
from assistant.window.answers.examples import worth_asking
from corpus.records import PartKind
from indexes.records import Hit, Scope

if TYPE_CHECKING:
    from assistant.building import Assistant

MOST = 2
"""So many questions are offered."""

TRIED = 4
"""So many are asked to find them: each costs what an answer costs."""


def suggested(assistant: "Assistant", exchange: Exchange, asked: Sequence[str]) -> tuple[str, ...]:
    """Return questions about the agenda items that an answer's passages stand under.

    Each was asked, and answered from the very item that it is about. ``asked`` are the questions of the
    conversation so far. Nothing follows from exempt papers, whose items would be named.
    """
    if exchange.answer is None or exchange.exempt or exchange.answer.status is not Status.ANSWERED:
        return ()
    known = {question.casefold() for question in (*asked, exchange.question)}
    return tuple(islice(_answerable(assistant, exchange.answer, known), MOST))


def _answerable(assistant: "Assistant", answer: Answer, known: set[str]) -> Iterator[str]:
    tried = 0
    for hit in answer.hits:
        question = _question(hit)
        if question is None or question.casefold() in known:
            continue
        if tried == TRIED:
            return
        known.add(question.casefold())
        tried += 1
        # Without a language model, since whether the papers hold an answer does not depend on who writes it; and
        # when nobody is waiting for an answer.
        found = assistant.ask((), question, scope=Scope.PUBLIC, extract=True, later=True)
        if found.status is Status.ANSWERED and any(_within(citation, hit) for citation in found.citations):
            yield question


def _question(hit: Hit) -> str | None:
    item = hit.stored.item
    if item is None or not worth_asking(item.title):
        return None
    verb = "agreed" if hit.stored.part.kind is PartKind.MINUTES else "said"
    return f"What was {verb} about {wording.calm(item.title.strip().rstrip('.:'))}?"


def _within(citation: Citation, hit: Hit) -> bool:
    item = hit.stored.item
    same = citation.document_id == hit.stored.document_id
    return item is not None and same and item.start <= citation.start < item.end
