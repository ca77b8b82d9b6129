"""The conversation as it is read: each question, its answer with numbered sources, and how it was understood."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.evidence import stands_at
from assistant.records import Answer, Status, Turn
from assistant.window import wording
from assistant.window.evidence import Evidence, cards, evidence
from assistant.window.markup import Html, element, escape, joined
from assistant.window.written import written

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

    While neither is there, ``stage`` says what is being done. ``alone`` marks a question that was asked without
    what came before it; the conversation of later questions begins there.
    """

    question: str
    answer: Answer | None = None
    problem: str | None = None
    stage: str = "Searching the papers …"
    alone: bool = False


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """Return the conversation so far as a follow-up question needs it: what was answered since it began."""
    begun = max((place for place, exchange in enumerate(exchanges) if exchange.alone), default=0)
    return tuple(
        Turn(exchange.question, exchange.answer.text) for exchange in exchanges[begun:] if exchange.answer
    )


def growing(text: str) -> Iterator[str]:
    """Yield an answer as it is written, a paragraph more each time; the last one is the whole."""
    for match in re.finditer(r"\n\s*\n", text):
        yield text[: match.start()]
    yield text


def render(exchanges: Sequence[Exchange], partial: str | None = None) -> Html:
    """Return the whole conversation; ``partial`` is the last answer's text as far as it is written."""
    last = len(exchanges)
    return joined(
        _exchange(number, exchange, partial if number == last else None)
        for number, exchange in enumerate(exchanges, start=1)
    )


def _exchange(turn: int, exchange: Exchange, partial: str | None) -> Html:
    answer = exchange.answer
    unfinished = partial is not None or (answer is None and exchange.problem is None)
    beside: Html | None = None
    if exchange.problem is not None:
        body = element("p", exchange.problem, class_="problem", role="alert")
    elif answer is None:
        body = element("p", exchange.stage, class_="stage")
    elif partial is not None:
        body = _words(turn, answer, partial)
    else:
        body, beside = _said(turn, exchange.question, answer), cards(turn, answer)
    return element(
        "article",
        element("h2", _ASKED, exchange.question, class_="question"),
        element("div", element("div", body, class_="answer"), beside, class_="columns"),
        class_="exchange",
        id=f"exchange-{turn}",
        aria_busy="true" if unfinished else None,
        data_announce=_announced(exchange),
    )


def _announced(exchange: Exchange) -> str | None:
    if exchange.answer is None:
        return None
    sources = wording.count(len(evidence(exchange.answer.citations)), "source")
    return _ANNOUNCED.get(exchange.answer.status, f"Answer ready, with {sources}.")


def _said(turn: int, question: str, answer: Answer) -> Html:
    parts: list[Html | None] = [_words(turn, answer, answer.text), written(answer)]
    if answer.status is Status.NOT_FOUND:
        parts.append(element("p", "What you can try", class_="status"))
        parts.append(element("ul", *[element("li", line) for line in _ADVICE]))
    if answer.choices:
        start = question.rstrip(" ?.")
        buttons = [
            element("button", choice, type="button", data_ask=f"{start}: {choice}?") for choice in answer.choices
        ]
        parts.append(element("div", *buttons, class_="choices", role="group", aria_label="Choose what you meant"))
    parts.append(_understood(question, answer))
    return joined(parts)


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
            blocks.append(element("p", named, class_="from"))
        lines = (paragraph if named is None else paragraph[len(named) + 2 :]).split("\n")
        if all(line.startswith("- ") for line in lines):
            blocks.append(element("ul", *[element("li", _labelled(turn, line[2:], used)) for line in lines]))
        else:
            broken = joined((_labelled(turn, line, used) for line in lines), between=element("br"))
            blocks.append(element("p", broken))
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


def _understood(question: str, answer: Answer) -> Html:
    """Return what was searched for and in, so that a reader can see why this answer came, and ask otherwise."""
    query = answer.query
    known = (*wording.filters(query.filters), *wording.preferred(query.periods))
    chips = [element("li", chip) for chip in known]
    reworded = query.text.strip().casefold() != question.strip().casefold()
    # A not_found answer says itself what was searched.
    searched = answer.searched if answer.status is not Status.NOT_FOUND else ""
    return element(
        "div",
        element("p", "Searched for: ", element("q", query.text)) if reworded else None,
        element("ul", *chips, class_="chips", aria_label="How it was searched") if chips else None,
        element("p", f"Searched in: {searched}") if searched else None,
        element(
            "p",
            element("button", "Edit the question", type="button", data_edit=question),
            element("button", "Ask it on its own", type="button", data_alone=question) if query.carried else None,
            class_="again",
        ),
        class_="understood",
    )
