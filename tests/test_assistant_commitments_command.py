"""The list of commitments as the command line gives it, and the table for a spreadsheet."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from fake_assistant import END, START, TEXT, FakeAssistant, promise

from assistant import cli, log
from assistant.commands import commitments, options


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeAssistant:
    """The command line with this assistant behind it."""
    assistant = FakeAssistant()
    monkeypatch.setattr(options, "assemble", lambda settings, rebuild=False: assistant)
    monkeypatch.setenv("MINUTEBOOK_DATA", str(tmp_path))
    yield assistant
    log.close_log()


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert cli.run(["commitments", "list", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_none_is_an_empty_array(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys) == []
    assert cli.run(["commitments", "list"]) == 0
    assert capsys.readouterr().out == "No commitments were found.\n"


def test_a_commitment_has_the_agreed_shape(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    fake.commitments = (promise("2031-09"),)
    assert listed(capsys) == [
        {
            "id": "p1",
            "source": "lamps.txt",
            "start": START,
            "end": END,
            "quote": TEXT[START:END],
            "owner": "The Panel",
            "action": None,
            "due": None,
            "due_date": "2031-09",
            "meeting_date": "2031-05-02",
            "meeting": "Ashcombe Panel",
            "item": "12",
            "topics": [],
            "strength": "agreed",
            "status": "open",
            "followed_by": [],
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--topic", "LAMP posts"], 2),
        (["--topic", "street safety"], 1),
        (["--topic", "lamp bridges"], 0),
        (["--owner", "panel"], 1),
        (["--owner", "Commissioner"], 0),
        (["--status", "open"], 2),
        (["--status", "done"], 0),
        (["--body", "ashcombe"], 2),
        (["--body", "Elsewhere"], 0),
        (["--due-before", "2031-10-01"], 1),
        (["--due-before", "2031-09-30"], 0),
    ],
)
def test_filters_narrow(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], arguments: list[str], count: int
) -> None:
    fake.commitments = (promise("2031-09", topics=("street safety",)), promise(None, owner=None))
    assert len(listed(capsys, *arguments)) == count


def test_what_has_no_date_is_never_due() -> None:
    assert not commitments.is_due_before(None, date(9999, 12, 31))
    assert commitments.is_due_before("2031-09-29", date(2031, 9, 30))
    assert not commitments.is_due_before("2031-09-30", date(2031, 9, 30))


def test_people_see_who_and_where(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    fake.commitments = (promise("2031-09"), promise(None, owner=None))
    assert cli.run(["commitments", "list"]) == 0
    out = capsys.readouterr().out
    assert "The Panel · open" in out
    assert "no owner named" in out
    assert "Ashcombe Panel · 2031-05-02 · item 12 · lamps.txt" in out


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fake.commitments = (promise("2031-09", owner="=HYPERLINK()", topics=("a", "b")),)
    tracker = tmp_path / "tracker.csv"
    assert cli.run(["commitments", "export", str(tracker)]) == 0
    assert "1 commitments written" in capsys.readouterr().out
    with tracker.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert tuple(row) == commitments.COLUMNS
    assert (row["owner"], row["topics"], row["start"]) == ("'=HYPERLINK()", "a; b", str(START))


def test_a_table_that_cannot_be_written_is_said(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["commitments", "export", "/nowhere/at/all.csv"]) == 1
    assert "cannot be written" in capsys.readouterr().err
