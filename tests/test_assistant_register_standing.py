"""The status of a commitment on a day, and why."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.register.records import Entry, Quoted, Standing, Step, StepKind
from assistant.register.standing import is_due_before, last_day, stand
from corpus.records import Commitment, Part, PartKind

PART = Part(PartKind.MINUTES, "Minutes", 0, 500, "Ashcombe Panel", date(2031, 5, 2))
PLACE = Quoted("d1", "lamps.txt", "Lamps", PART, None, 0, 20, "mend nine lamp posts")
ENTRY = Entry(
    Commitment("c1", 0, 20, "mend nine lamp posts", "agreed", 0, due="in July", due_date="2031-07"), PLACE
)
MEETINGS = (date(2031, 5, 2), date(2031, 9, 1), date(2031, 12, 1))


def step(kind: StepKind, when: date | None) -> Step:
    return Step(kind, replace(PLACE, document_id="d2", quote=f"It is {kind.value}."), when)


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ("2031-02", date(2031, 2, 28)),
        ("2031-02-03", date(2031, 2, 3)),
        ("2031", date(2031, 12, 31)),
        (None, None),
        ("soon", None),
        ("2031-13", None),
        ("2031-02-30", None),
    ],
)
def test_a_month_ends_with_its_last_day(due: str | None, last: date | None) -> None:
    assert last_day(due) == last


def test_what_has_no_date_is_never_due() -> None:
    assert not is_due_before(None, date(9999, 12, 31))
    assert is_due_before("2031-09-29", date(2031, 9, 30))
    assert not is_due_before("2031-09-30", date(2031, 9, 30))


@pytest.mark.parametrize(
    ("kinds", "standing"),
    [
        ((), Standing.OVERDUE),
        ((StepKind.DONE,), Standing.DONE),
        ((StepKind.REPORTED, StepKind.TAKEN_UP), Standing.REPORTED),
        ((StepKind.DONE, StepKind.WAITING), Standing.OVERDUE),
        ((StepKind.SUPERSEDED, StepKind.WAITING), Standing.SUPERSEDED),
        ((StepKind.DELAYED,), Standing.OVERDUE),
    ],
)
def test_the_last_word_counts(kinds: tuple[StepKind, ...], standing: Standing) -> None:
    entry = replace(ENTRY, steps=tuple(step(kind, date(2031, 9, 1)) for kind in kinds))
    assert stand(entry, None, MEETINGS).standing is standing


def test_overdue_is_relative_to_a_day_that_is_said() -> None:
    late = stand(ENTRY, None, MEETINGS)
    assert (late.as_of, late.searched) == (date(2031, 12, 1), 2)
    assert late.reason == (
        "Due in July, and not reported as done by 1 December 2031; none of the papers of the 2 meetings that "
        "followed mention it"
    )
    early = stand(ENTRY, date(2031, 6, 1), MEETINGS)
    assert (early.standing, early.as_of) == (Standing.OPEN, date(2031, 6, 1))
    then = stand(replace(ENTRY, steps=(step(StepKind.DONE, date(2031, 12, 1)),)), date(2031, 9, 2), MEETINGS)
    assert then.standing is Standing.OVERDUE


def test_without_a_date_it_is_open_or_unheard_of() -> None:
    undated = replace(ENTRY, commitment=replace(ENTRY.commitment, due="soon", due_date=None))
    assert stand(undated, None, MEETINGS).standing is Standing.SILENT
    assert stand(undated, None, MEETINGS[:1]).standing is Standing.OPEN
    assert stand(undated, None, ()).as_of is None
    heard = stand(replace(undated, steps=(step(StepKind.DELAYED, date(2031, 9, 1)),)), None, MEETINGS)
    assert (heard.standing, heard.reason) == (Standing.OPEN, "Open: “It is put off.” (1 September 2031)")
