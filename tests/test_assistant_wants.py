"""What a question wants of a sentence besides its words."""

import pytest

from assistant.understanding.wants import read_wants, speakers_asked, suits
from corpus.records import Cell, Passage, PassageKind, Span

SAID = Passage(0, PassageKind.PARAGRAPH, (Span(0, 1),), "x", 0)


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("Why was the depot shut?", "It shut because the roof leaked.", "The depot was shut in May."),
        ("Who leads the task group?", "Councillor Ketley leads the task group.", "The task group met twice."),
        (
            "What did the Chief Constable say about drones?",
            "The CC replied that drones were cheap.",
            "The PCC replied that drones were cheap.",
        ),
        (
            "Did the commissioner think it was enough?",
            "The Police and Crime Commissioner said that it was not.",
            "The DCC said that it was not.",
        ),
        (
            "What did Cllr Ketley want to know?",
            "Councillor Ketley asked what a drone cost.",
            "Councillor Darby asked what a drone cost.",
        ),
        ("What did members ask for?", "A Member asked for a list.", "The Chief Executive asked for a list."),
    ],
)
def test_what_is_wanted_suits(question, better, worse):
    wants = read_wants(question, (), speakers_asked(question))
    assert suits(wants, better, SAID) == 1
    assert suits(wants, worse, SAID) == 0


def test_a_speaker_is_wanted_only_of_what_is_said():
    assert speakers_asked("What did the PCC and the panel members say?") == (
        "Police and Crime Commissioner",
        "Members",
    )
    assert not speakers_asked("Where is the Chief Constable based?")


def test_a_turn_is_its_speakers_own():
    turn = Passage(0, PassageKind.TURN, (Span(0, 1),), "x", 0, speaker="Chief Constable")
    assert suits(read_wants("", (), speakers_asked("What did the CC say?")), "We have nine of them.", turn) == 1


def test_a_row_is_wanted_where_the_question_names_all_that_it_is_about():
    cells = (Cell(None, "Hate crime", 0, 10), Cell("2024", "9", 11, 12))
    row = Passage(0, PassageKind.ROW, (Span(0, 12),), "Hate crime 9", 0, cells=cells)
    assert suits(read_wants("", ("hate", "crime", "rise")), "Hate crime; 2024: 9", row) == 1
    assert suits(read_wants("", ("crime", "rise")), "Hate crime; 2024: 9", row) == 0
