"""Replies of language models, whole or in the smallest pieces, tidy or not: the same sentences and labels."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.replies import MISSING, Said, declines, said

TIDY = "The bridge closed on 3 May. [2] It cost £1.5m [1][3]. Members thanked Mr. Aske."
WHOLE = [
    Said("The bridge closed on 3 May.", (2,)),
    Said("It cost £1.5m.", (1, 3)),
    Said("Members thanked Mr. Aske.", ()),
]


@given(st.lists(st.integers(1, len(TIDY)), max_size=12))
def test_it_does_not_matter_in_which_pieces_a_reply_comes(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(TIDY)]
    assert list(said(TIDY[a:b] for a, b in pairwise(places))) == WHOLE


def test_a_sentence_is_given_as_soon_as_the_next_has_begun() -> None:
    given_so_far = []

    def pieces():
        for word in TIDY.split(" "):
            given_so_far.append(word)
            yield f"{word} "

    first = next(said(pieces()))
    assert first == WHOLE[0]
    assert len(given_so_far) < len(TIDY.split(" "))


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Answer: It rained [1].", [Said("It rained.", (1,))]),
        ("- It rained. [1]\n- It **snowed**. [2, 3]\n", [Said("It rained.", (1,)), Said("It snowed.", (2, 3))]),
        ("It rained [Passage 1] (passages 2 and 3).", [Said("It rained.", (1, 2, 3))]),
        ("<think>Is it [9]? Perhaps. </think>It rained [1]", [Said("It rained", (1,))]),
        ("<think>It has not ended. Has it", []),
        ("It rained (2) times [1] [1].", [Said("It rained (2) times.", (1,))]),
        ("[1] [2]", []),
        ("The dearest was [2], at £9.", [Said(f"The dearest was {MISSING}, at £9.", (2,))]),
        ("It was on 3 May, [1].", [Said("It was on 3 May.", (1,))]),
        ("", []),
        ("  \n\n ", []),
        ("1. It rained. [1]\n2. It snowed. [2]", [Said("It rained.", (1,)), Said("It snowed.", (2,))]),
    ],
)
def test_untidy_replies_are_understood(reply: str, expected: list[Said]) -> None:
    assert list(said([reply])) == expected
    assert list(said(reply)) == expected


@pytest.mark.parametrize(
    ("text", "no_answer"),
    [
        ("NOT IN THE PASSAGES", True),
        ("I’m sorry, but I cannot help with that.", True),
        ("As an AI, I have no opinion.", True),
        ("The passages do not mention bats.", True),
        ("The Panel could not find a chair.", False),
        ("Members said that they were sorry.", False),
    ],
)
def test_a_reply_that_gives_no_answer_is_known_for_one(text: str, no_answer: bool) -> None:
    assert declines(text) is no_answer


@given(st.text(max_size=200))
def test_any_reply_is_cut_without_labels_left_in(text: str) -> None:
    for one in said([text]):
        assert one.text.strip() == one.text
        assert one.text
