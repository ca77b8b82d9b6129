"""The conversation as it is read: each question, its answer with numbered sources, and how it was understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.evidence import stands_at
from assistant.answering.searched import NOTHING
from assistant.records import Answer, Status, Turn
from assistant.window import exempt, wording
from assistant.window.answers.asides import judging, notes
from assistant.window.answers.evidence import Evidence, cards, evidence
from assistant.window.answers.limits import NOTHING_OFFERED, Offered, ordering, understood
from assistant.window.answers.written import written
from assistant.window.markup import Html, element, escape, joined
from indexes.records import Filters

_LABEL = re.compile(r"\[(\d{1,3})\]")
_ADVICE = (
    "Use the words that the papers would use, and write out a name in full.",
    "Name the body, the meeting or the month, or leave them out to search more widely.",
    "Ask about one thing at a time.",
)
_ASKED = element("span", "You asked: ", class_="visually-hidden")
_ANNOUNCED = {
    Status.NOT_FOUND: "Answer ready: not found in these papers.",
    Status.CLARIFY: "The question can be read in more than one way. Please choose.",
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what came of it: an answer, or ``problem``, a sentence that says why there is none.

    While the answer is not whole, ``stage`` says what is being done. ``alone`` marks a question that was asked
    without what came before it; the conversation of later questions begins there. ``limits`` are the filters that
    the reader chose for it, ``periods`` the times that were left to come first, each None where it was read from
    the question; ``asked_at`` is an ISO time in UTC; ``exempt`` says that exempt papers were searched too.
    """

    question: str
    answer: Answer | None = None
    problem: str | None = None
    stage: str = ""
    alone: bool = False
    limits: Filters | None = None
    periods: tuple[tuple[date, date], ...] | None = None
    asked_at: str = ""
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation of one window; ``saved`` is the id it is kept under, None where it is not kept."""

    exchanges: tuple[Exchange, ...] = ()
    saved: str | None = None


def turns(exchanges: Sequence[Exchange], *, exempt: bool = False) -> tuple[Turn, ...]:
    """Return the conversation so far as a follow-up question needs it: what was answered since it began.

    Unless the question is put to the ``exempt`` papers too, it takes nothing from answers that were.
    """
    begun = max((place for place, exchange in enumerate(exchanges) if exchange.alone), default=0)
    return tuple(
        Turn(exchange.question, exchange.answer.text)
        for exchange in exchanges[begun:]
        if exchange.answer and (exempt or not exchange.exempt)
    )


def render(talk: Talk, offered: Offered = NOTHING_OFFERED, fresh: int | None = None) -> Html:
    """Return the whole conversation.

    ``offered`` is what questions can be limited to; ``fresh`` the number of the exchange that is being answered,
    which is announced when it is ready.
    """
    return joined(
        _exchange(number, exchange, talk.saved, offered, number == fresh)
        for number, exchange in enumerate(talk.exchanges, start=1)
    )


def _exchange(turn: int, exchange: Exchange, saved: str | None, offered: Offered, fresh: bool) -> Html:
    answer = exchange.answer
    unfinished = bool(exchange.stage)
    parts: list[Html | None] = [exempt.sign(exempt.SEARCHED) if exchange.exempt else None]
    below: Html | None = None
    beside: Html | None = None
    if exchange.problem is not None:
        parts.append(element("p", exchange.problem, class_="problem", role="alert" if fresh else None))
    elif answer is not None and answer.text:
        parts.append(_words(turn, answer, answer.text))
    if unfinished:
        parts.append(element("p", exchange.stage, class_="stage"))
    else:
        parts += _around(turn, exchange)
        below = _below(turn, exchange, saved, offered)
        beside = cards(turn, answer) if answer is not None else None
    return element(
        "article",
        element("h2", _ASKED, exchange.question, class_="question"),
        element(
            "div",
            element("div", joined(parts), class_="answer"),
            beside,
            below,
            class_="columns",
        ),
        class_="exchange not-public" if exchange.exempt else "exchange",
        id=f"exchange-{turn}",
        aria_busy="true" if unfinished else None,
        data_turn=turn,
        data_conversation=saved,
        data_question=exchange.question,
        data_fresh=exchange.asked_at if fresh else None,
        data_announce=_announced(exchange) if fresh and not unfinished else None,
    )


def _announced(exchange: Exchange) -> str | None:
    if exchange.answer is None:
        return None  # a problem is an alert, which announces itself
    sources = wording.count(len(evidence(exchange.answer.citations)), "source")
    return _ANNOUNCED.get(exchange.answer.status, f"Answer ready, with {sources}.")


def _around(turn: int, exchange: Exchange) -> list[Html | None]:
    """Return what belongs to the words of an answer: how it was made, and what to do where it is none."""
    answer = exchange.answer
    if answer is None:
        return [_again(turn, exchange)]
    parts: list[Html | None] = [written(answer)]
    if answer.status is Status.NOT_FOUND and answer.searched != NOTHING:
        parts.append(element("p", "What you can try", class_="status"))
        parts.append(element("ul", *[element("li", line) for line in _ADVICE]))
    if answer.choices:
        start = exchange.question.rstrip(" ?.")
        buttons = [ordering(choice, question=f"{start}: {choice}?") for choice in answer.choices]
        parts.append(element("div", *buttons, class_="choices", role="group", aria_label="Choose what you meant"))
    return parts


def _below(turn: int, exchange: Exchange, saved: str | None, offered: Offered) -> Html | None:
    """Return what comes after an answer and its evidence: how it was understood, and what can be done with it."""
    answer = exchange.answer
    if answer is None:
        return None
    how = understood(turn, exchange.question, answer, exchange.alone, offered, exchange.periods)
    return element(
        "div",
        element("div", how, _again(turn, exchange), class_="understood"),
        _kept(turn, saved, exchange) if saved else None,
        class_="answer asides",
    )


def _again(turn: int, exchange: Exchange) -> Html:
    carried = exchange.answer is not None and bool(exchange.answer.query.carried)
    return element(
        "p",
        element("button", "Edit the question", type="button", data_edit=True),
        ordering(
            "Ask again",
            question=exchange.question,
            place=turn,
            alone=exchange.alone,
            limits=exchange.limits,
            periods=exchange.periods,
        ),
        ordering("Ask it on its own", question=exchange.question, alone=True) if carried else None,
        class_="again",
    )


def _kept(turn: int, saved: str, exchange: Exchange) -> Html:
    """Return what can be done with an answer that is kept: judge it, take it away; and room for what is next.

    What is said of answers goes into files for evaluation, so nothing of the exempt papers may come into it.
    """
    answered = exchange.answer is not None and exchange.answer.status is Status.ANSWERED
    judge = element("details", element("summary", "Was this right?"), judging(turn), class_="more")
    return joined(
        [
            element("div", class_="next", data_next=True) if answered and not exchange.exempt else None,
            None if exchange.exempt else judge,
            element("details", element("summary", "Save as a briefing note"), notes(saved, turn), class_="more"),
        ]
    )


def _words(turn: int, answer: Answer, text: str) -> Html:
    """Return paragraphs, and lists where lines begin with a dash, with every known [n] as a link to its source.

    Where a paragraph begins with the name of the paper that it comes from, the name stands above it.
    """
    used = evidence(answer.citations)
    papers = sorted({stands_at(hit.stored) for hit in answer.hits}, key=len, reverse=True)
    blocks: list[Html] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        named = next((paper for paper in papers if paragraph.startswith(f"{paper}: ")), None)
        if named is not None:
            blocks.append(element("p", wording.calm(named), class_="from"))
        for listed, lines in wording.runs(paragraph if named is None else paragraph[len(named) + 2 :]):
            said = [_labelled(turn, line, used) for line in lines]
            if listed:
                blocks.append(element("ul", *[element("li", line) for line in said]))
            else:
                blocks.append(element("p", joined(said, between=element("br"))))
    return element("div", *blocks, class_="said")


def _labelled(turn: int, text: str, used: Sequence[Evidence]) -> Html:
    known = {card.label: card for card in used}
    pieces: list[Html] = []
    position = 0
    for match in _LABEL.finditer(text):
        card = known.get(int(match[1]))
        if card is not None:
            pieces += [escape(text[position : match.start()]), _link(turn, card)]
            position = match.end()
    return joined([*pieces, escape(text[position:])])


def _link(turn: int, card: Evidence) -> Html:
    return element(
        "a",
        f"[{card.label}]",
        href=card.link,
        target="_blank",
        class_="label",
        aria_label=f"[{card.label}] Source {card.label}: {card.reference}",
        data_turn=turn,
        data_label=card.label,
    )
