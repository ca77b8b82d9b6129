"""A conversation as a briefing note: what was asked and answered, the quotes with their places, what was searched.

The note is plain data; here it becomes Markdown and a page for printing, in ``briefing_word`` a Word file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.records import Status
from assistant.window import exempt, wording
from assistant.window.answers.conversation import Exchange
from assistant.window.answers.evidence import evidence
from assistant.window.markup import Html, element, visible

RECORD = (
    "The answers are made of the papers' own words, found by Minutebook. They are not the official record: read "
    "the papers themselves before relying on them."
)
WRITTEN_BY = "Written by {writer} from the passages quoted, and checked against them."

_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered quote and where it stands."""

    label: int
    quote: str
    reference: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One question: the paragraphs of its answer, its sources, and facts of how it was searched.

    ``exempt`` says that exempt papers were among what was searched, so that none of it is public.
    """

    question: str
    answer: tuple[str, ...]
    sources: tuple[Source, ...]
    facts: tuple[str, ...]
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A briefing note; ``facts`` say when it was made and how old the index is."""

    title: str
    facts: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def exempt(self) -> bool:
        """Whether any of it is not public."""
        return any(entry.exempt for entry in self.entries)


def note(exchanges: Sequence[Exchange], *, made: date, indexed: str) -> Note:
    """Return the note of those exchanges that were answered; ``indexed`` is the day on which papers were read."""
    answered = [exchange for exchange in exchanges if exchange.answer is not None]
    title = answered[0].question if len(answered) == 1 else "What the papers say"
    facts = (f"Made on {wording.day(made)}.", f"The papers were last indexed on {indexed}." if indexed else "")
    return Note(title, tuple(fact for fact in facts if fact), tuple(map(_entry, answered)))


def _entry(exchange: Exchange) -> Entry:
    answer = exchange.answer
    assert answer is not None
    query = answer.query
    reworded = query.text.strip().casefold() != exchange.question.strip().casefold()
    facts = [
        f"Searched for: {query.text}" if reworded else "",
        # A not_found answer says itself what was searched.
        f"Searched in: {answer.searched}." if answer.searched and answer.status is not Status.NOT_FOUND else "",
        WRITTEN_BY.format(writer=answer.writer) if answer.writer else "",
        answer.notice,
    ]
    paragraphs = [paragraph.strip() for paragraph in re.split(r"\n\s*\n", answer.text.strip())]
    choices = [f"- {choice}" for choice in answer.choices]
    return Entry(
        exchange.question,
        (*paragraphs, *(["\n".join(choices)] if choices else [])),
        tuple(Source(card.label, card.read, card.reference) for card in evidence(answer.citations)),
        tuple(fact for fact in facts if fact),
        exchange.exempt,
    )


def markdown(made: Note) -> str:
    """Return the note as Markdown in which no word of a paper is markup."""
    warning = [f"**{exempt.SEARCHED}**", ""]
    lines = [f"# {_plain(made.title)}", "", *(warning if made.exempt else [])]
    lines += [_plain(" ".join(made.facts)), ""]
    for entry in made.entries:
        if len(made.entries) > 1:
            lines += [f"## {_plain(entry.question)}", "", *(warning if entry.exempt else [])]
        for paragraph in entry.answer:
            lines += ["  \n".join(_line(line) for line in paragraph.split("\n")), ""]
        if entry.sources:
            lines += ["### Sources" if len(made.entries) > 1 else "## Sources", ""]
        for source in entry.sources:
            lines += [f"> “{_plain(source.quote)}”", ">", f"> \\[{source.label}\\] {_plain(source.reference)}", ""]
        lines += [line for fact in entry.facts for line in (_plain(fact), "")]
    return "\n".join([*lines, "---", "", RECORD, ""])


def _line(text: str) -> str:
    """Return a line of an answer; those that begin with a dash are our own lists."""
    return f"- {_plain(text[2:])}" if text.startswith("- ") else _plain(text)


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    escaped = _MARKED.sub(r"\\\1", visible(" ".join(text.split())))
    return _LIST.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", escaped)


def page(made: Note) -> Html:
    """Return the note as a page for reading and printing."""
    several = len(made.entries) > 1
    warning = [exempt.sign(exempt.SEARCHED)] if made.exempt else []
    parts = [element("h1", made.title), *warning, element("p", " ".join(made.facts), class_="where")]
    for entry in made.entries:
        parts.append(_entry_on_page(entry, headed=several))
    return element("article", *parts, element("p", RECORD, class_="where record"), class_="note-page")


def _entry_on_page(entry: Entry, *, headed: bool) -> Html:
    sources = [
        element("li", element("blockquote", f"“{source.quote}”"), element("p", source.reference, class_="where"),
                value=source.label)
        for source in entry.sources
    ]  # fmt: skip
    return element(
        "section",
        element("h2", entry.question) if headed else None,
        exempt.sign(exempt.SEARCHED) if headed and entry.exempt else None,
        *[block for paragraph in entry.answer for block in _blocks(paragraph)],
        element("h3" if headed else "h2", "Sources") if sources else None,
        element("ol", *sources, class_="sources") if sources else None,
        *[element("p", fact, class_="where") for fact in entry.facts],
    )


def _blocks(text: str) -> Iterator[Html]:
    for listed, lines in wording.runs(text):
        if listed:
            yield element("ul", *[element("li", line) for line in lines])
        else:
            yield element("p", *[piece for line in lines for piece in (line, element("br"))][:-1])
