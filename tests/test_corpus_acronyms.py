"""Short forms learned from the papers that explain them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.people.acronyms import learn
from corpus.records import Part, PartKind


def pairs(text: str) -> list[tuple[str, str]]:
    return [(acronym.short, acronym.long) for acronym in learn(text, ())]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Rural Watch Scheme (RWS) began.", "RWS", "Rural Watch Scheme"),
        ("the Ministry of Justice (MoJ) paid", "MoJ", "Ministry of Justice"),
        ("tackling anti-social behaviour (ASB)", "ASB", "anti-social behaviour"),
        ("Antisocial Behaviour (ASB) rose", "ASB", "Antisocial Behaviour"),
        ("violence against women and girls (VAWG)", "VAWG", "violence against women and girls"),
        ("the Fire & Rescue Service (FRS) came", "FRS", "Fire & Rescue Service"),
        ("diversity, equality and inclusion (DEI)", "DEI", "diversity, equality and inclusion"),
        ("Safer Schools Teams (SSTs) met", "SST", "Safer Schools Teams"),
        ("the Commissioner's Roads Fund's (CRF) rules", "CRF", "Commissioner's Roads Fund"),
        ("SSO (Senior Scrutiny Officer) left", "SSO", "Senior Scrutiny Officer"),
        ("a 'most similar group' (MSG) of forces", "MSG", "most similar group"),
        ("Local\nResilience Forum (LRF)", "LRF", "Local Resilience Forum"),
        (
            "Office of the Police and Crime Commissioner (OPCC)",
            "OPCC",
            "Office of the Police and Crime Commissioner",
        ),
        ('the Night Time Economy ("NTE")', "NTE", "Night Time Economy"),
    ],
)
def test_a_pair_is_learned(text: str, short: str, long: str) -> None:
    assert pairs(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "The Chair (Cllr Shah) opened the meeting.",
        "Burglary rose in the towns (ASB fell).",
        "the sum of money (GBP) was paid",
        "NOW (a scheme for graduates)",
        "quarter 2 (Q2)",
        "Budget. Crime (BC)",
        "(PCC)",
        "a very long sentence in which nothing matches (XYZ)",
    ],
)
def test_what_does_not_match_is_not_learned(text: str) -> None:
    assert pairs(text) == []


def test_the_shortest_long_form_is_taken() -> None:
    assert pairs("The Panel and Police asked the Police and Crime Panel (PCP) to meet") == [
        ("PCP", "Police and Crime Panel")
    ]


def test_two_meanings_stay_apart_by_part() -> None:
    first = "The Acting Chief Constable (ACC) spoke. The Acting Chief Constable (ACC) left.\n"
    second = "The Assistant Chief Constable (ACC) spoke.\n"
    parts = (
        Part(PartKind.MINUTES, "Minutes", 0, len(first)),
        Part(PartKind.REPORT, "Report", len(first), len(first + second)),
    )
    learned = learn(first + second, parts)
    assert [(acronym.long, acronym.part) for acronym in learned] == [
        ("Acting Chief Constable", 0),
        ("Assistant Chief Constable", 1),
    ]
    assert all((first + second).startswith(acronym.long, acronym.start) for acronym in learned)


def test_singular_and_plural_are_one_meaning() -> None:
    assert len(pairs("fixed penalty notices (FPNs) and each Fixed Penalty Notice (FPN)")) == 1


@given(st.text(alphabet="abAB (),.&'\nSP", max_size=60))
def test_letters_always_match(text: str) -> None:
    for acronym in learn(text, ()):
        letters = [letter for letter in acronym.short.lower() if letter.isalpha()]
        long = iter(acronym.long.lower())
        assert all(letter in long for letter in letters)
        assert 0 <= acronym.start < len(text)


@pytest.mark.no_cover
@pytest.mark.parametrize("unit", ["A", "(A", "A (", "Aa Bb (AB) ", "AB (", ") (AB", "a "])
def test_endless_lines_are_read_in_linear_time(unit: str) -> None:
    began = time.process_time()
    learn(unit * (300_000 // len(unit)), ())
    assert time.process_time() - began < 30
