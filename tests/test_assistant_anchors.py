from datetime import date

import pytest

from assistant.answering.anchors import contradicts, holds_kind, read_anchors
from corpus.records import Part, PartKind


def part(day: date | None) -> Part:
    return Part(PartKind.MINUTES, "Minutes", 0, 10, meeting_date=day)


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("How many arrests were made?", "There were 71 arrests.", True),
        ("How many arrests were made?", "Seven people were arrested.", True),
        ("How many arrests were made?", "Arrests rose in March 2024.", False),
        ("When will the station open?", "It will open in the autumn.", True),
        ("When will the station open?", "It will open.", False),
        ("Who opened the station?", "It will open.", True),
        ("When did it open and how many came?", "It was full: 300 came.", True),
        ("How many are there when it is not urgent?", "It will open in the autumn.", False),
        ("How many under-18s were searched?", "Searches of those under 18 were seen by an inspector.", False),
        ("What did the new roof cost?", "It was finished on 3 May.", False),
        ("What did the new roof cost?", "It came to £4m.", True),
    ],
)
def test_a_text_holds_the_kind_of_thing_asked_for(question: str, text: str, held: bool):
    assert holds_kind(read_anchors(question), text) is held


@pytest.mark.parametrize(
    ("text", "meeting", "against"),
    [
        ("In 2019-20 two complaints were recorded.", date(2020, 9, 21), True),
        ("In 2020-21 two complaints were recorded.", date(2020, 9, 21), False),
        ("Two complaints were recorded.", date(2021, 1, 5), False),
        ("Two complaints were recorded.", date(2019, 1, 5), True),
        ("Two complaints were recorded.", None, False),
        ("Of the 2020 figures nothing is known.", date(2012, 1, 5), False),
    ],
)
def test_a_text_of_another_time_contradicts_a_question(text: str, meeting: date | None, against: bool):
    anchors = read_anchors("How many complaints were there in 2020-21?")
    assert contradicts(anchors, text, part(meeting)) is against


def test_the_time_in_an_items_title_counts_before_that_of_the_meeting():
    anchors = read_anchors("How many complaints were there in 2020-21?")
    assert contradicts(anchors, "Two were recorded.", part(date(2020, 9, 21)), "Complaints 2019-20")
    assert not contradicts(anchors, "Two were recorded.", part(date(2020, 9, 21)), "Complaints")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many were there in Ambleworth and Ostley?", ("ambleworth", "ostley")),
        ("What about Ambleworth's car park in May?", ("ambleworth",)),
        ("What has Campbell said to the PCC?", ()),
    ],
)
def test_places_and_bodies_that_a_question_is_about_are_its_names(question: str, names: tuple[str, ...]):
    assert read_anchors(question).names == names


def test_a_question_without_a_time_is_contradicted_by_nothing():
    assert not contradicts(read_anchors("How many complaints were there?"), "In 1999 two.", part(date(1999, 1, 1)))
