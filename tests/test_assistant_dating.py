"""Which meeting, and which time, a question points at."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.dating import dated_meeting, nearby_meeting, times_meant

MARCH, JUNE, SEPTEMBER = date(2024, 3, 7), date(2024, 6, 6), date(2024, 9, 12)
DAYS = (MARCH, JUNE, SEPTEMBER)


@pytest.mark.parametrize(
    "question",
    [
        "What was agreed at the meeting on 6 June 2024?",
        "What was agreed at the meeting held on Thursday 6 June 2024?",
        "Who spoke at the 6 June 2024 panel meeting?",
        "What do the minutes of 6 June 2024 say of drains?",
        "What did the Panel of 6 June 2024 decide?",
    ],
)
def test_a_meeting_is_named_by_its_day(question):
    assert dated_meeting(question, DAYS) == (JUNE, JUNE)


def test_a_meeting_is_named_by_its_month():
    assert dated_meeting("What was said at the June 2024 meeting?", DAYS) == (date(2024, 6, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    "question",
    [
        "How many thefts were there in June 2024?",
        "I think it was at the June 2024 meeting",
        "What has happened since the June 2024 meeting?",
        "Was it worse than at the June 2024 meeting?",
        "What was said at the July 2024 meeting?",
        "Compare the June 2024 meeting and the March 2024 meeting",
        "What of the 2024 meetings?",
    ],
)
def test_a_time_is_no_meeting_where_it_may_be_meant_otherwise(question):
    assert dated_meeting(question, DAYS) is None


@pytest.mark.parametrize(
    ("question", "seen", "day"),
    [
        ("What was agreed at the last meeting?", None, SEPTEMBER),
        ("What do you find in the latest panel minutes?", None, SEPTEMBER),
        ("And at the previous meeting?", None, JUNE),
        ("and at the meeting before?", JUNE, MARCH),
        ("and at the one before that?", MARCH, None),
        ("What has happened since the last meeting?", None, None),
        ("When is the next meeting?", None, None),
    ],
)
def test_a_meeting_is_named_by_its_place_in_the_row(question, seen, day):
    assert nearby_meeting(question, DAYS, seen) == (day and (day, day))


def test_without_meetings_none_is_meant():
    assert nearby_meeting("and at the meeting before?", ()) is None
    assert dated_meeting("at the June 2024 meeting", ()) is None


@pytest.mark.parametrize(
    ("question", "days", "periods"),
    [
        ("thefts in June 2024", DAYS, [(date(2024, 6, 1), date(2024, 6, 30))]),
        ("thefts since June 2024", DAYS, [(date(2024, 6, 1), SEPTEMBER)]),
        ("thefts since last March", DAYS, [(date(2024, 3, 1), SEPTEMBER)]),
        ("thefts since October", DAYS, [(date(2023, 10, 1), SEPTEMBER)]),
        ("thefts since October", (), []),
        ("thefts since June 2025", DAYS, [(date(2025, 6, 1), date(2025, 6, 30))]),
        ("thefts since they began", DAYS, []),
    ],
)
def test_since_a_time_lasts_until_the_latest_meeting(question, days, periods):
    assert list(times_meant(question, days)) == periods


@given(st.text(max_size=80), st.lists(st.dates(), max_size=4))
def test_any_question_is_read(question, days):
    for first, last in times_meant(question, days):
        assert first <= last
    meant = dated_meeting(question, days)
    assert meant is None or any(meant[0] <= day <= meant[1] for day in days)
    near = nearby_meeting(question, days)
    assert near is None or near[0] in days
