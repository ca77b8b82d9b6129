"""The register as files: spreadsheets that open and run nothing, calendars that calendars read."""

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from assistant.register.exporting import content, write
from assistant.register.records import Entry, Quoted, Standing
from assistant.register.tracker import COLUMNS, harmless
from corpus.errors import MinutebookError
from corpus.records import AgendaItem, Commitment, Part, PartKind

PART = Part(PartKind.MINUTES, "Minutes", 0, 500, "Ashcombe Panel", date(2031, 5, 2))
QUOTE = "The Panel agreed\nto mend nine lamp posts."
PLACE = Quoted(
    "d1",
    "lamps.pdf",
    "Lamps",
    PART,
    AgendaItem("12", "Lamps", 0, 90),
    0,
    len(QUOTE),
    QUOTE,
    page=3,
    printed_page="43",
)
ENTRY = Entry(
    Commitment("c1", 0, len(QUOTE), QUOTE, "agreed", 0, owner="Panel", due="end of June", due_date="2031-06"),
    PLACE,
    standing=Standing.OVERDUE,
    reason="Due end of June, and not reported as done by 12 July 2031",
)
UNKNOWN = Entry(
    Commitment("c2", 0, 5, "=1+1\x07", "intention", 0),
    replace(PLACE, quote="=1+1\x07", part=replace(PART, body=None, meeting_date=None), item=None, page=None,
            printed_page=None),
)  # fmt: skip


def test_the_workbook_opens_with_its_headings_and_nothing_runs(tmp_path: Path) -> None:
    file = tmp_path / "tracker.xlsx"
    assert write([ENTRY, UNKNOWN], file) == 2
    sheet = load_workbook(file).active
    head, first, second = ([cell.value or "" for cell in row] for row in sheet.iter_rows())
    assert tuple(head) == COLUMNS
    row = dict(zip(head, first, strict=True))
    assert (row["Reference"], row["Minute"], row["Owner"], row["Due"]) == ("c1", "12", "Panel", "end of June")
    assert (row["Status"], row["Page"], row["Meeting date"]) == ("overdue", "43", "2031-05-02")
    assert row["Action"] == "The Panel agreed to mend nine lamp posts."
    assert dict(zip(head, second, strict=True))["Action"] == "'=1+1"
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert sheet.freeze_panes == "A2"


def test_the_calendar_holds_what_has_a_day() -> None:
    made, count = content([ENTRY, UNKNOWN], ".ics")
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert count == 1
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2031, 6, 30), date(2031, 7, 1))
    assert str(event["summary"]) == "Panel: The Panel agreed to mend nine lamp posts."
    assert "Ashcombe Panel · 2031-05-02 · lamps.pdf" in str(event["description"])
    assert Calendar.from_ical(content([], ".ics")[0]).walk("VEVENT") == []


def test_a_long_action_is_cut_at_a_word_in_the_calendar_only() -> None:
    long = replace(ENTRY, commitment=replace(ENTRY.commitment, action="mend lamps " * 30))
    (event,) = Calendar.from_ical(content([long], ".ics")[0]).walk("VEVENT")
    assert str(event["summary"]).endswith(("lamps…", "mend…"))
    assert "mend lamps " * 29 in content([long], ".csv")[0].decode("utf-8-sig")


def test_json_gives_what_is_not_known_as_null() -> None:
    made, _ = content([UNKNOWN], ".json")
    (line,) = json.loads(made)
    assert [line[name] for name in ("owner", "due", "due_date", "meeting", "meeting_date", "item", "page")] == [
        None
    ] * 7
    with pytest.raises(MinutebookError, match="is written as"):
        content([], ".doc")


@given(st.text())
def test_no_cell_begins_a_formula(words: str) -> None:
    cell = harmless(words)
    assert cell.endswith(words)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    content([replace(UNKNOWN, place=replace(UNKNOWN.place, quote=words))], ".csv")


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1))
def test_any_words_make_a_workbook_that_opens(words: str) -> None:
    made, _ = content([replace(ENTRY, place=replace(PLACE, quote=words))], ".xlsx")
    assert load_workbook(io.BytesIO(made)).active.max_row == 2
