"""Corrections of earlier minutes, in the many ways in which they are recorded."""

from datetime import date

import pytest
from parsed import read

from corpus.structure.corrections import Correction, find

HEAD = "Harrowdale Police and Crime Panel\n\nMinutes of the meeting held on 13 June 2024\n\n"


def corrections(words: str, title: str = "Minutes of the previous meeting") -> tuple[Correction, ...]:
    text = f"{HEAD}129 Apologies\n\nApologies were received from Cllr Oakes.\n\n130 {title}\n\n{words}\n\n"
    document = read(f"{text}131 Estates\n\nThe Panel noted that the barn should be sold, not let.\n")
    found = find(document)
    assert all(document.source.text[one.start : one.end] == one.quote for one in found)
    return found


CONFIRMED = "The minutes of the meeting held on 1 February 2024 were confirmed"


@pytest.mark.parametrize(
    ("words", "minute", "old", "new"),
    [
        (
            "subject to the amendment of minute 23: replace 'reviewing' with 'approving'",
            "23",
            "reviewing",
            "approving",
        ),
        ("subject to the replacement of “reviewing” by “approving” in minute 23", "23", "reviewing", "approving"),
        (
            "subject to the following: Minute 12, second paragraph: for 'reviewing' read 'approving'",
            "12",
            "reviewing",
            "approving",
        ),
        (
            "subject to a correction to Minute PCP/24/7, where for reviewing read approving",
            "PCP/24/7",
            "reviewing",
            "approving",
        ),
        ("after it was noted that ‘134’ should read ‘143’ in minute no. 12", "12", "134", "143"),
        ("subject to minute 12 being corrected from 134 to 143", "12", "134", "143"),
        ("subject to the figure of 134 in minute 12 being amended to read 143", "12", "134", "143"),
        (
            "subject to the deletion of 'Ferry Lane' and the insertion of 'Quay Road' in minute 12",
            "12",
            "Ferry Lane",
            "Quay Road",
        ),
        ("subject to substituting 'Quay Road' for 'Ferry Lane' (minute 12)", "12", "Ferry Lane", "Quay Road"),
        ("with the addition of Councillor Oakes to the list of those present", None, None, "Councillor Oakes"),
        ("subject to the words 'by e-mail' being added to minute 12", "12", None, "by e-mail"),
        ("subject to the deletion of the words 'with regret' from minute 12", "12", "with regret", None),
        (
            "subject to minute 12 being amended to read: 'The Panel declined the offer.'",
            "12",
            None,
            "The Panel declined the offer",
        ),
        (
            "save that the total in minute 12 should have been £134,000 rather than £143,000",
            "12",
            "£143,000",
            "£134,000",
        ),
        (
            "subject to minute 12 recording that the Commissioner's 'fund' be replaced by 'reserve'",
            "12",
            "fund",
            "reserve",
        ),
        ("noting that Cllr Oakes had been omitted from the list of those present", None, None, "Cllr Oakes"),
        (
            "subject to minute 12 being amended to show that the Chairman had voted against the sale",
            "12",
            None,
            "the Chairman had voted against the sale",
        ),
        (
            "subject to minute 12, where Mr Wall's title should be 'Director' rather than 'Head'",
            "12",
            "Head",
            "Director",
        ),
        ("subject to noting that the correct figure in minute 12 was 143 and not 134", "12", "134", "143"),
        ("with one correction: in minute 12 the reference to 2023 should be to 2024", "12", "2023", "2024"),
        ("subject to minute 12 - 'reviewing' to be replaced with 'approving'", "12", "reviewing", "approving"),
        ("subject to the word 'not' being inserted after 'would' in minute 12", "12", None, "not"),
        ("subject to the addition of the words 'in part' at the end of minute 12", "12", None, "in part"),
        (
            "subject to minute 12, which should read 'Quay Road' and not 'Ferry Lane'",
            "12",
            "Ferry Lane",
            "Quay Road",
        ),
        ("subject to the spelling of Oaks in minute 12 being corrected to Oakes", "12", "Oaks", "Oakes"),
        ("subject to the removal of the second sentence of minute 12", None, None, None),
        ("subject to two typographical errors being corrected", None, None, None),
    ],
)
def test_a_correction_is_found_however_it_is_worded(
    words: str, minute: str | None, old: str | None, new: str | None
) -> None:
    found = corrections(f"{CONFIRMED}, {words}.")
    if old is None and new is None:
        assert found == ()
        return
    assert [(one.minute, one.old, one.new) for one in found] == [(minute, old, new)]
    assert found[0].minutes_date == date(2024, 2, 1)
    assert (found[0].part, found[0].quote) == (0, f"{CONFIRMED}, {words}.")


def test_a_list_of_corrections_is_taken_one_by_one() -> None:
    words = (
        "The minutes of the previous meeting were agreed subject to the following amendments:\n\n"
        "• Minute 12: for 'reviewing' read 'approving'.\n"
        "• Minute 14: for '134' read '143'; the words 'in part' to be deleted.\n"
    )
    found = corrections(words)
    assert [(one.minute, one.old, one.new, one.minutes_date) for one in found] == [
        ("12", "reviewing", "approving", None),
        ("14", "134", "143", None),
        ("14", "in part", None, None),
    ]


def test_which_of_two_sets_of_minutes_is_meant_stays_open() -> None:
    words = "The minutes of the meetings held on 1 February 2024 and 7 March 2024 were confirmed"
    (found,) = corrections(
        f"{words}, subject to the amendment of minute 12: replace 'reviewing' with 'approving'."
    )
    assert found.minutes_date is None


@pytest.mark.parametrize(
    "words",
    [
        "RESOLVED that the minutes of the meeting held on 1 February 2024 be approved as a correct record.",
        "The minutes of the meeting held on 1 February 2024 were agreed and signed by the Chairman.",
        "The minutes were noted. Councillor Oakes had read the report on Ferry Lane.",
    ],
)
def test_minutes_that_are_confirmed_as_they_are_hold_no_correction(words: str) -> None:
    assert corrections(words) == ()


def test_what_is_amended_at_other_items_is_no_correction_of_minutes() -> None:
    assert (
        corrections("The recommendation was amended: replace 'reviewing' with 'approving'.", "Estates strategy")
        == ()
    )
