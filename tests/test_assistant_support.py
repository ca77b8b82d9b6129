import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.support.support import doubts, supported
from eval.checks.mutants import mutants

CALLS = "The force answered 92 per cent of emergency calls within ten seconds, up from 88 per cent."
MOVED = "The Commissioner told Councillor Aske on 3 June 2025 that the counter would not close before March 2026."


@pytest.mark.parametrize(
    "statement",
    [
        CALLS,
        "92% of emergency calls were answered within 10 seconds.",
        "Yes, the force answered 92 per cent of emergency calls.",
        "",
    ],
)
def test_what_the_source_says_is_not_doubted(statement: str) -> None:
    assert doubts(statement, [CALLS]) == ()


@pytest.mark.parametrize(
    ("statement", "source", "why"),
    [
        ("The force answered 93 per cent of emergency calls.", CALLS, "figure 93"),
        ("Emergency calls were answered within twelve seconds by the force.", CALLS, "figure 12"),
        (CALLS.replace("88", "92"), CALLS, "figure 92"),
        (CALLS.replace("answered", "never answered"), CALLS, "negation"),
        (CALLS.replace("up", "down"), CALLS, "direction"),
        (MOVED.replace("not ", ""), MOVED, "negation"),
        (MOVED.replace("before", "after"), MOVED, "direction"),
        (MOVED.replace("Aske", "Moss"), MOVED, "name Moss"),
        (MOVED.replace("3 June", "4 June"), MOVED, "figure 4"),
        (MOVED.replace("3 June", "3 July"), MOVED, "date July 2025, July 3"),
        (MOVED.replace("March 2026", "March 2025"), MOVED, "figure 2025"),
        ("Rural burglary victims were given new window locks.", CALLS, "other words"),
        ("Martin Aske and Colin Moss met.", "Colin Aske and Martin Moss met.", "name martin aske, colin moss"),
    ],
)
def test_what_the_source_does_not_say_is_doubted_for_its_reason(statement: str, source: str, why: str) -> None:
    assert why in doubts(statement, [source])


def test_a_month_may_have_any_year_where_the_source_gives_none() -> None:
    source = "It was agreed that the plan would be brought to the meeting in March. 2025"
    assert doubts("The plan would be brought to the meeting in March 2025.", [source]) == ()


def test_nothing_supports_without_a_source() -> None:
    assert not supported(CALLS, [])
    assert supported(CALLS, ["something else", CALLS])


@given(st.sampled_from([CALLS, MOVED]), st.sampled_from(["figure", "date", "name", "negation", "direction"]))
def test_every_kind_of_change_is_made_and_caught(statement: str, kind: str) -> None:
    lent = "The plan was shown to Councillor Quarmby in Tarrowby."
    for made, changed in mutants(statement, [lent]):
        assert changed != statement
        if made == kind:
            assert doubts(changed, [statement])


def test_changes_by_hand() -> None:
    assert dict(mutants(CALLS, [])) == {
        "figure": CALLS.replace("92", "95"),
        "direction": CALLS.replace("up", "down"),
    }
    assert dict(mutants(MOVED, ["It went to Mrs Grantham there."])) == {
        "date": MOVED.replace("3 June", "3 November"),
        "negation": MOVED.replace("not ", ""),
        "direction": MOVED.replace("before", "after"),
        "name": MOVED.replace("Aske", "Grantham", 1),
    }
    assert dict(mutants("It rose in May 2024.", ["It rose."])) == {
        "date": "It rose in May 2025.",
        "direction": "It fell in May 2024.",
    }
    assert dict(mutants("It was said in 2024.", [])) == {"negation": "It was not said in 2024."}


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        (
            "The PCC answered in Q2 2024/25.",
            "The Police and Crime Commissioner answered in the second quarter of 2024/25.",
        ),
        (
            "Supt Dara Holme spoke of HMIP.",
            "Superintendent Dara Holme spoke of His Majesty's Inspectorate of Prisons.",
        ),
        ("It rose in June 2024.", "On 13 June 2024 it was seen that the number of cases rose again."),
        ("The counter stays open.", "The counter stays open. It was not closed in March, though the library was."),
        (
            "The force could not recruit drivers.",
            "The force had been unable to recruit the drivers that it needed.",
        ),
        ("Arson fell by 12%.", "Arson\t40\t35\t-12%"),
        (
            "It was the Clerk's task to tell Dara Holme's office.",
            "The Clerk had the task to tell the office of Dara Holme.",
        ),
        ("A group was set up by the force.", "The force set up a group to bring calls down."),
        ("A group that grew out of the other one met.", "The group grew out of the other group, and it met."),
    ],
)
def test_what_is_only_spelled_otherwise_is_not_doubted(statement: str, source: str) -> None:
    assert doubts(statement, [source]) == ()


@pytest.mark.parametrize(
    ("statement", "source", "why"),
    [
        (
            "Drivers were not recruited by the force in the spring.",
            "The force recruited nine drivers in spring.",
            "negation",
        ),
        ("Burglary went up by 12% last winter.", "Last winter burglary was down by 12%.", "direction"),
        ("Arson in the valley rose by 12%.", "Valley | Arson\t40\t35\t-12%", "direction"),
        (
            "The Vale led on roads with three members.",
            "North Vale Council led on roads with three members.",
            "name Vale",
        ),
        ("It was due by 14 June 2024.", "It was due in June 2024.", "figure 14"),
    ],
)
def test_what_is_turned_round_in_other_words_is_doubted(statement: str, source: str, why: str) -> None:
    assert why in doubts(statement, [source])
