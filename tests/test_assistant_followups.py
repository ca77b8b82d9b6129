"""Elliptic follow-ups: one part of an earlier question changes, the rest stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.followups import changed


@pytest.mark.parametrize(
    ("asked", "earlier", "whole"),
    [
        ("and in Westmoor?", "How many hubs are there in Eastmoor?", "How many hubs are there in Westmoor?"),
        ("What about Upper Wick & Dale?", "Do people in Eastmoor pay?", "Do people in Upper Wick & Dale pay?"),
        ("and Westmoor's?", "What is Eastmoor's theft rate?", "What is Westmoor's theft rate?"),
        ("what about 2019?", "How many thefts were there in 2020?", "How many thefts were there in 2019?"),
        ("and in 2019/20?", "How many thefts were there?", "How many thefts were there in 2019/20?"),
        ("and in Q1?", "How many thefts in Q2 2020/21?", "How many thefts in Q1 2020/21?"),
        ("and May 2018?", "What did Hale say in May 2019?", "What did Hale say in May 2018?"),
        (
            "OK. And for Dale?",
            "What did Wick pay for Moor in May 2019?",
            "What did Wick pay for Dale in May 2019?",
        ),
        ("How about Mrs Hale?", "What did Mr Wick say?", "What did Mrs Hale say?"),
        ("and in Westmoor?", "Who chairs the Panel?", "Who chairs the Panel in Westmoor?"),
    ],
)
def test_the_part_that_changed_is_put_in(asked, earlier, whole):
    assert changed(asked, [earlier]) == whole


@pytest.mark.parametrize(
    "asked",
    ["why?", "and then?", "in general?", "and how many in Westmoor?", "Westmoor?", "what about the other?", ""],
)
def test_what_is_more_or_less_than_a_part_changes_nothing(asked):
    assert changed(asked, ["How many hubs are there in Eastmoor?"]) is None


def test_the_latest_question_with_such_a_part_is_taken():
    earlier = ["How many hubs are there in Eastmoor?", "How many in Dale?", "Why?"]
    assert changed("and in Westmoor?", earlier) == "How many in Westmoor?"
    assert changed("and in Westmoor?", []) is None


def test_of_two_times_none_is_taken_for_the_other():
    assert changed("and in May 2019?", ["Was May 2018 better than May 2017?"]) == (
        "Was May 2018 better than May 2017 in May 2019?"
    )


def test_a_fragment_is_not_added_to():
    assert changed("and in Westmoor?", ["Why not?"]) is None


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_read(asked, earlier):
    whole = changed(asked, earlier)
    assert whole is None or whole.strip()
