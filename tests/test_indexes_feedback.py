"""What people said of answers is kept, once for each answer and person."""

from pathlib import Path

import pytest

from corpus.errors import MinutebookError
from indexes.desk.feedback import LONGEST_NOTE, Feedback, Judged

ABOUT = Judged(
    "How many lamps?",
    "Nine. [1]",
    "answered",
    "2031-06-01T10:00:00+00:00",
    ("Which lamps?",),
    ({"source": "lamps.txt", "start": 3, "end": 7, "quote": "nine"},),
)


def test_reading_makes_no_file(tmp_path: Path) -> None:
    assert Feedback(tmp_path).all() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_judgement_is_kept_and_a_later_one_takes_its_place(tmp_path: Path) -> None:
    times = (f"2031-06-0{day}T10:00:00+00:00" for day in range(1, 9))
    feedback = Feedback(tmp_path, clock=lambda: next(times))
    feedback.record("ada", "right", "", ABOUT)
    feedback.record("bo", "wrong answer", " Ten. ", ABOUT)
    feedback.record("ada", "wrong evidence", "Another lamp.", ABOUT)
    feedback.close()
    found = Feedback(tmp_path).all()
    assert [(one.person, one.verdict, one.note, one.at[8:10]) for one in found] == [
        ("bo", "wrong answer", "Ten.", "02"),
        ("ada", "wrong evidence", "Another lamp.", "03"),
    ]
    assert found[0].about == ABOUT


def test_what_is_no_judgement_is_refused(tmp_path: Path) -> None:
    feedback = Feedback(tmp_path)
    with pytest.raises(MinutebookError, match="one of right, wrong answer, wrong evidence"):
        feedback.record("ada", "nonsense", "", ABOUT)
    with pytest.raises(MinutebookError, match="shorten"):
        feedback.record("ada", "right", "x" * (LONGEST_NOTE + 1), ABOUT)
    assert feedback.all() == ()
