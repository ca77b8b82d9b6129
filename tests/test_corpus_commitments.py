"""Commitments found in short invented papers of many house styles, and what is none."""

import re
from functools import cache
from pathlib import Path

import pytest
from commitment_papers import PAPERS, Paper
from parsed import read

from corpus import sample
from corpus.commitments import find_commitments
from corpus.parsing import parse
from corpus.reading.files import read as read_file
from corpus.records import Commitment

SAMPLE = Path(sample.__file__).parent
ROW = re.compile(r"\| \d+ \|")
QUOTED = re.compile(r'"([^"]+)" \(([\w.-]+)\)')

MINUTES = """Larchmere Police and Crime Panel

Minutes of the meeting held on Tuesday 6 February 2024

12. Minutes

RESOLVED that the minutes of the meeting held on 5 December 2023 be confirmed as a correct record.

13. Custody Healthcare

The Commissioner explained that the contract had been let in May 2023. A Member asked whether waiting times would
fall. In response, the Chief Executive said that they had halved. It was agreed that a breakdown of waiting times
by custody suite would be circulated to Members by the end of March 2024.

The Panel requested a written response on the cost of agency nurses.

14. Estates

The Commissioner undertook to visit Osier Bridge police station before the next meeting. Officers would often walk
there, as they always had done. The new station would open in September 2024.

RESOLVED:

(i) that the report be noted;
(ii) that the Chief Finance Officer bring a report on energy costs to the meeting in June 2024.
"""


def found(text: str) -> tuple[Commitment, ...]:
    document = read(text)
    commitments = find_commitments(document)
    for one in commitments:
        assert document.source.text[one.start : one.end] == one.quote
    return commitments


@cache
def commitments_of(paper: str) -> tuple[Commitment, ...]:
    return find_commitments(parse(read_file(SAMPLE / "papers" / paper, paper)))


def holding(commitments: tuple[Commitment, ...], words: str) -> Commitment:
    """Return the one commitment whose quote holds some words."""
    held = [one for one in commitments if words in " ".join(one.quote.split())]
    assert len(held) == 1, f"{len(held)} commitments hold {words!r}"
    return held[0]


def test_minutes_hold_resolutions_requests_undertakings_and_intentions() -> None:
    commitments = found(MINUTES)
    told = [(one.strength, one.kind) for one in commitments]
    assert told == [
        ("agreed", "resolution"),
        ("agreed", "request"),
        ("agreed", "undertaking"),
        ("intention", "intention"),
        ("agreed", "resolution"),
    ]
    assert holding(commitments, "breakdown of waiting times").due_date == "2024-03"
    assert holding(commitments, "Osier Bridge").owner == "Commissioner"
    assert holding(commitments, "energy costs").due_date == "2024-06"
    assert holding(commitments, "September 2024").strength == "intention"


def test_the_same_paper_gives_the_same_ids_and_no_two_alike() -> None:
    once, again = found(MINUTES), found(MINUTES)
    assert once == again
    assert len({one.id for one in once}) == len(once)


@pytest.mark.parametrize("paper", PAPERS, ids=[paper.name for paper in PAPERS])
def test_papers_of_many_house_styles_are_read(paper: Paper) -> None:
    commitments = found(paper.text)
    told = []
    for strength, words, owner, due_date in paper.holds:
        one = holding(commitments, words)
        told.append(one)
        assert (words, one.strength, one.due_date) == (words, strength, due_date)
        assert owner is None or owner.lower() in (one.owner or "").lower(), f"{words}: {one.owner}, not {owner}"
    firm = [one.quote for one in commitments if one.strength == "agreed" and one not in told]
    assert firm == []
    for words in paper.quiet:
        assert not any(words in " ".join(one.quote.split()) for one in commitments if one not in told), words


def said_in_threads() -> list[tuple[str, str]]:
    """What the table of threads says was promised in the sample papers: (paper, words)."""
    rows = [line for line in (SAMPLE / "README.md").read_text(encoding="utf-8").splitlines() if ROW.match(line)]
    return [(paper, words) for row in rows for words, paper in QUOTED.findall(row.split("|")[3])]


@pytest.mark.parametrize(("paper", "words"), said_in_threads())
def test_every_promise_of_the_sample_papers_is_found(paper: str, words: str) -> None:
    commitments = commitments_of(paper)
    quotes = [" ".join(one.quote.split()).lower() for one in commitments]
    wanted = " ".join(words.split()).lower()
    assert any(wanted in quote or quote in wanted for quote in quotes)
