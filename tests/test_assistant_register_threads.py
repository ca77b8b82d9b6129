"""The threads of the sample papers: what was promised there, and what came of it."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from assistant.register.following import Told, follow
from assistant.register.joining import join
from assistant.register.records import Entry, Standing, StepKind
from assistant.register.standing import stand
from corpus.commitments import find_commitments
from corpus.parsing import parse
from corpus.reading.files import READABLE, read
from corpus.records import Commitment, Document
from corpus.undertakings.mentions import find_mentions
from indexes.catalogue.undertakings import place_at

_SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
_QUOTED = re.compile(r'"([^"]+)" \(([^)]+)\)')
ENDED = {Standing.DONE, Standing.REPORTED}


@cache
def documents() -> dict[str, Document]:
    found = {}
    for path in sorted(_SAMPLE.joinpath("papers").iterdir()):
        if path.suffix in READABLE:
            found[path.name] = parse(read(path, path.name))
    name = "severn-vale-agenda-item-call-handling.html"
    # Its date stands in the breadcrumb only.
    dated = tuple(replace(part, meeting_date=date(2023, 11, 23)) for part in found[name].parts)
    return found | {name: replace(found[name], parts=dated)}


@cache
def threads() -> dict[int, tuple[list[tuple[str, str]], list[tuple[str, str]]]]:
    """What the README of the sample papers lists: what was said where, and where it was followed up."""
    text = _SAMPLE.joinpath("README.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.split("## Threads")[1].splitlines() if re.match(r"\| \d+ \|", line)]
    return {int(row[0].strip("| ")): (_QUOTED.findall(row[2]), _QUOTED.findall(row[3])) for row in rows}


def located(document: Document, quote: str) -> tuple[int, int]:
    places = [at for at, letter in enumerate(document.source.text) if letter.isalnum()]
    plain = "".join(document.source.text[at].lower() for at in places)
    first = plain.index(letters(quote))
    return places[first], places[first + len(letters(quote)) - 1] + 1


@cache
def told() -> tuple[Told, ...]:
    """What the sample papers tell of earlier business."""
    return tuple(
        Told(one, place_at(paper, name, one.start, one.end, paper.title), paper.parts[one.part].meeting_date)
        for name, paper in documents().items()
        for one in find_mentions(paper)
    )


@cache
def entries() -> tuple[Entry, ...]:
    """The commitments that are found in the sample papers, and those of the threads that are not found."""
    made = [
        Entry(one, place_at(paper, name, one.start, one.end, paper.title))
        for name, paper in documents().items()
        for one in find_commitments(paper)
    ]
    for number, (said, _) in threads().items():
        for quote, name in said:
            start, end = located(documents()[name], quote)
            if not any(is_at(entry, name, start, end) for entry in made):
                place = place_at(documents()[name], name, start, end, "")
                made.append(Entry(Commitment(f"thread {number}", start, end, place.quote, "agreed", 0), place))
    meetings: dict[str | None, set[date]] = {}
    for paper in documents().values():
        for part in paper.parts:
            if part.meeting_date:
                meetings.setdefault(part.body, set()).add(part.meeting_date)
    return tuple(
        stand(entry, None, sorted(meetings.get(entry.body, ()))) for entry in follow(join(made, told()), told())
    )


def is_at(entry: Entry, name: str, start: int, end: int) -> bool:
    places = (entry.place, *entry.also)
    return any(place.source == name and place.start < end and start < place.end for place in places)


def thread(number: int) -> list[Entry]:
    """The entries that stand where a thread begins."""
    quote, name = threads()[number][0][0]
    start, end = located(documents()[name], quote)
    return [entry for entry in entries() if is_at(entry, name, start, end)]


def letters(words: str) -> str:
    return "".join(letter.lower() for letter in words if letter.isalnum())


def steps_to(number: int, follow_up: int) -> list[StepKind]:
    """What the entries of a thread are told by its follow-up of this number, in whichever copy of the paper."""
    quote, name = threads()[number][1][follow_up]
    start, end = located(documents()[name], quote)
    return [
        step.kind
        for entry in thread(number)
        for step in entry.steps
        if letters(quote) in letters(step.place.quote)
        or (step.place.source == name and step.place.start < end and start < step.place.end)
    ]


@pytest.mark.parametrize(
    ("number", "standing", "follow_up"),
    [
        (1, ENDED, 0),
        (3, ENDED, 0),
        (3, ENDED, 1),
        (2, ENDED, 2),
        (4, ENDED, 2),
        (5, ENDED, 0),
        (6, {Standing.REPORTED, Standing.DONE, Standing.OPEN}, 0),
        (7, ENDED, 0),
        (8, ENDED, 0),
        (9, {Standing.OVERDUE}, 0),
        (12, {Standing.SUPERSEDED}, 0),
        (13, ENDED, 1),
        (14, ENDED, 0),
        (15, ENDED, 0),
        (16, ENDED, 1),
        (17, ENDED, 0),
        (18, ENDED, 0),
        (20, ENDED, 0),
        (21, ENDED, 0),
        (22, ENDED, 0),
        (22, ENDED, 1),
        (23, ENDED, 0),
        (26, ENDED | {Standing.OVERDUE}, 0),
        (27, ENDED, 0),
    ],
)
def test_what_came_of_a_promise_is_found(number: int, standing: set[Standing], follow_up: int) -> None:
    assert steps_to(number, follow_up)
    assert standing & {entry.standing for entry in thread(number)}


@pytest.mark.parametrize("number", [10, 11, 19, 28])
def test_what_was_forgotten_is_not_called_done(number: int) -> None:
    assert thread(number)
    assert not {entry.standing for entry in thread(number)} & ENDED


@pytest.mark.parametrize("number", [8, 9, 13, 16])
def test_what_is_said_twice_is_one_commitment_with_both_places(number: int) -> None:
    assert any(entry.also for entry in thread(number))


def test_the_status_of_a_forgotten_one_says_what_was_searched() -> None:
    (vetting,) = thread(11)
    assert vetting.standing is Standing.OVERDUE
    assert vetting.searched >= 4
    assert "not reported as done by 12 June 2025" in vetting.reason
    assert f"none of the papers of the {vetting.searched} meetings that followed mention it" in vetting.reason


def test_every_step_stands_in_a_later_paper_of_the_same_body() -> None:
    for entry in entries():
        for step in entry.steps:
            if entry.met and step.date:
                assert step.date > entry.met
            if entry.body and step.place.part.body:
                assert entry.body == step.place.part.body


def test_few_links_are_made_beside_those_of_the_threads() -> None:
    linked = [entry for entry in entries() if entry.steps]
    assert len(linked) < len(entries()) / 3


def test_no_pair_is_left_out_that_the_rules_would_link(monkeypatch: pytest.MonkeyPatch) -> None:
    by_words = [entry.steps for entry in follow(entries(), told())]
    everywhere = dict.fromkeys(range(len(told())), range(len(entries())))
    monkeypatch.setattr("assistant.register.following.candidates", lambda *_: everywhere)
    assert [entry.steps for entry in follow(entries(), told())] == by_words
    assert sum(map(len, by_words)) > 50
