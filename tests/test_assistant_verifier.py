import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Verdict
from assistant.support.verifier import Source, behind, judge, quotes

CAMERAS = Source(
    "Of the 74 cameras in the town, 32 cannot be repaired. The Clerk would write to the supplier by 14 May 2025.",
    "Minutes of Harrowdale Town Council · 7 March 2025 · 12 Cameras",
)
COST = Source("The new cameras would cost £815,000, down from £890,000.", "Report of 7 March 2025")


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Of the 74 cameras in the town, 32 cannot be repaired.", Verdict.VERBATIM),
        ("32 of the town's 74 cameras cannot be repaired.", Verdict.SUPPORTED),
        ("On 7 March 2025 the council heard that 32 of 74 cameras cannot be repaired.", Verdict.SUPPORTED),
        ("The clerk was to write to the supplier by 14 May 2025.", Verdict.SUPPORTED),
        ("It said that “32 cannot be repaired” of its cameras.", Verdict.SUPPORTED),
        ("33 of the town's 74 cameras cannot be repaired.", Verdict.UNSUPPORTED),
        ("32 of the town's 74 cameras can be repaired.", Verdict.UNSUPPORTED),
        ("Mr Aske would write to the supplier by 14 May 2025.", Verdict.UNSUPPORTED),
        ("The Clerk would write to the supplier by 14 June 2025.", Verdict.UNSUPPORTED),
        ("The town said that “32 are beyond repair” of its cameras.", Verdict.UNSUPPORTED),
        ("Yes, that is correct.", Verdict.UNSUPPORTED),
        ("Yes, 74.", Verdict.SUPPORTED),
        ("The dearest was …, at 74 cameras in the town.", Verdict.UNSUPPORTED),
        ("The Clerk keeps a watchful eye on each and every camera.", Verdict.UNSUPPORTED),
        ("Residents of the valley want brighter street lamps outside every school.", Verdict.UNSUPPORTED),
    ],
)
def test_a_sentence_is_what_its_source_says_or_is_not_shown(sentence: str, verdict: Verdict) -> None:
    found, reasons = judge(sentence, [CAMERAS])
    assert found is verdict
    assert bool(reasons) is (verdict is Verdict.UNSUPPORTED)


def test_what_two_passages_say_together_is_supported_and_what_is_turned_is_not() -> None:
    assert judge("32 cameras cannot be repaired, and new cameras would cost £815,000.", [CAMERAS, COST])[1] == ()
    assert "direction" in judge("The new cameras would cost £815,000, up from £890,000.", [COST])[1]
    assert judge("The new cameras would cost £815,000.", []) == (Verdict.UNSUPPORTED, ("no passage",))


def test_quotes_are_words_in_quotation_marks_from_three_on() -> None:
    assert quotes('He said “it was time to go” and "that was all," of the “Big Wall”.') == (
        "it was time to go",
        "that was all",
    )


def test_the_pieces_behind_a_sentence_are_those_that_hold_its_figures_and_words() -> None:
    pieces = [
        "The cameras were old.",
        "Of 74 cameras 32 were broken.",
        "The Clerk thanked the supplier.",
        "It rained.",
    ]
    assert behind("32 of 74 cameras were broken.", pieces) == (1,)
    assert behind("32 cameras were broken and the Clerk thanked the supplier.", pieces) == (1, 2)
    assert behind("Nothing of this kind.", []) == ()


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=5))
def test_pieces_are_chosen_once_and_in_order(sentence: str, pieces: list[str]) -> None:
    chosen = behind(sentence, pieces)
    assert list(chosen) == sorted(set(chosen))
    assert all(0 <= place < len(pieces) for place in chosen)
