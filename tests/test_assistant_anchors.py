from datetime import date

import pytest

from assistant.anchors import contradicts, holds_kind, read_anchors
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


def test_a_question_without_a_time_is_contradicted_by_nothing():
    assert not contradicts(read_anchors("How many complaints were there?"), "In 1999 two.", part(date(1999, 1, 1)))
