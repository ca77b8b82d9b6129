"""The commands about commitments: lists, one in full, files to take away, officers' decisions."""

import csv
import json
from pathlib import Path

import pytest
from fake_assistant import END, START, TEXT, FakeAssistant, promise

from assistant import cli, log
from assistant.commands import options
from assistant.register.tracker import COLUMNS


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeAssistant:
    """The command line with this assistant behind it."""
    assistant = FakeAssistant(folder=tmp_path)
    monkeypatch.setattr(options, "assemble", lambda settings, rebuild=False: assistant)
    monkeypatch.setenv("MINUTEBOOK_DATA", str(tmp_path))
    yield assistant
    log.close_log()


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
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
            "document_id": "d1",
            "source": "lamps.txt",
            "start": START,
            "end": END,
            "quote": TEXT[START:END],
            "owner": "The Panel",
            "recipient": None,
            "action": None,
            "due": None,
            "due_date": "2031-09",
            "meeting_date": "2031-05-02",
            "meeting": "Ashcombe Panel",
            "item": "12",
            "topics": [],
            "strength": "agreed",
            "status": "open",
            "reason": "No papers of a later meeting of this body are here to look in",
            "as_of": "2031-05-02",
            "searched": 0,
            "followed_by": [],
            "also_at": [],
            "page": None,
            "printed_page": None,
            "review": None,
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--topic", "LAMP posts"], 2),
        (["--topic", "street safety"], 1),
        (["--topic", "street lighting"], 2),
        (["--topic", "lamp bridges"], 0),
        (["--owner", "panel"], 1),
        (["--owner", "Commissioner"], 0),
        (["--status", "open"], 2),
        (["--status", "outstanding"], 2),
        (["--status", "done"], 0),
        (["--status", "rejected"], 0),
        (["--strength", "agreed"], 2),
        (["--strength", "intention"], 0),
        (["--body", "ashcombe"], 2),
        (["--body", "Elsewhere"], 0),
        (["--source", "lamps.txt"], 2),
        (["--source", "other.txt"], 0),
        (["--from", "2031-05-02"], 2),
        (["--from", "2031-05-03"], 0),
        (["--to", "2031-05-01"], 0),
        (["--due-before", "2031-10-01"], 1),
        (["--due-before", "2031-09-30"], 0),
        (["--overdue-at", "2031-10-01"], 1),
        (["--overdue-at", "2031-09-30"], 0),
        (["--sort", "due"], 2),
    ],
)
def test_filters_narrow(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], arguments: list[str], count: int
) -> None:
    fake.commitments = (promise("2031-09", topics=("street safety",)), promise(None, owner=None, key="p2"))
    assert len(listed(capsys, *arguments)) == count


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "--status", "lost"], "The status lost is not known"),
        (["list", "--sort", "size"], "--sort size is not known"),
        (["list", "--strength", "firm"], "--strength firm is not known"),
        (["list", "--due-before", "soon"], "'soon' is not a date"),
        (["show", "nothing"], "There is no commitment 'nothing'"),
        (["review", "reject", "p1", "--by", " "], "needs the name"),
        (["review", "close", "p1"], "takes a note"),
        (["review", "edit", "p1"], "Nothing is changed"),
        (["review", "edit", "p1", "--due-date", "soon"], "'soon' is not a date"),
        (["review", "merge", "p1"], "Say which commitment"),
        (["review", "merge", "p1", "--into", "p1"], "into itself"),
        (["review", "approve", "p1"], "'approve' is no decision"),
        (["review", "confirm"], "Say what to confirm"),
        (["review", "add", "lamps.txt", "--quote", "ten lamp posts"], "not in lamps.txt"),
        (["review", "undo", "7"], "no decision number 7"),
        (["review", "undo", "x"], "by its number"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    fake.commitments = (promise("2031-09"),)
    assert cli.run(["commitments", *arguments]) == 1
    assert said in capsys.readouterr().err
    assert not (fake.folder / "desk.sqlite3").exists()


def test_people_see_who_and_where(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    fake.commitments = (promise("2031-09"), promise(None, owner=None, key="p2"))
    assert cli.run(["commitments", "list"]) == 0
    out = capsys.readouterr().out
    assert "The Panel · due 2031-09 · open · p1" in out
    assert "no owner named" in out
    assert "Ashcombe Panel · 2031-05-02 · item 12 · lamps.txt" in out


def test_they_are_counted(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    fake.commitments = (promise("2031-09", topics=("lamps", "roads")), promise(None, owner=None, key="p2"))
    assert cli.run(["commitments", "list", "--counts"]) == 0
    assert "    1 lamps\n" in capsys.readouterr().out
    assert cli.run(["commitments", "list", "--counts", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "owner": {"The Panel": 1, "nobody named": 1},
        "topic": {"lamps": 1, "roads": 1},
        "status": {"open": 2},
    }


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fake.commitments = (promise("2031-09", owner="=HYPERLINK()", topics=("a", "b")),)
    tracker = tmp_path / "tracker.csv"
    assert cli.run(["commitments", "export", str(tracker)]) == 0
    assert "1 commitment written" in capsys.readouterr().out
    with tracker.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert tuple(row) == COLUMNS
    assert (row["Owner"], row["Topics"], row["Minute"]) == ("'=HYPERLINK()", "a; b", "12")


def test_a_table_that_cannot_be_written_is_said(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["commitments", "export", "/nowhere/at/all.csv"]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert cli.run(["commitments", "export", "all.doc"]) == 1
    assert "is written as .csv" in capsys.readouterr().err


def test_an_officer_decides_and_takes_it_back(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    fake.commitments = (promise("2031-09"), promise(None, key="p2"))

    def review(*arguments: str) -> None:
        assert cli.run(["commitments", "review", *arguments, "--by", "Ada Clerk"]) == 0

    review("edit", "p1", "--owner", "Highways", "--due", "", "--note", "As minuted.")
    review("reject", "p2", "--note", "Not a promise.")
    out = capsys.readouterr().out
    assert "1. edit · Ada Clerk" in out
    assert "owner: Highways" in out
    assert "due: none" in out
    (entry,) = listed(capsys)
    assert (entry["owner"], entry["due"], entry["review"]["edited"]) == ("Highways", None, ["owner", "due"])
    (gone,) = listed(capsys, "--status", "rejected")
    assert (gone["id"], gone["reason"]) == ("p2", "Rejected by Ada Clerk: Not a promise.")
    review("undo", "2")
    assert len(listed(capsys)) == 2
    review("close", "p2", "--note", "Mended.")
    review("merge", "p1", "--into", "p2")
    (merged,) = listed(capsys)
    assert (merged["id"], merged["status"]) == ("p2", "closed")
    assert cli.run(["commitments", "show", "p2"]) == 0
    assert "merge by Ada Clerk" in capsys.readouterr().out
    assert cli.run(["commitments", "show", "p2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["review"]["notes"] == ["Mended."]
    assert cli.run(["commitments", "review", "history", "--json"]) == 0
    history = json.loads(capsys.readouterr().out)
    assert [(line["decision"], line["undone_by"]) for line in history] == [
        ("edit", None),
        ("reject", "Ada Clerk"),
        ("close", None),
        ("merge", None),
    ]


def test_a_decision_about_what_is_gone_is_kept_and_said(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.commitments = (promise("2031-09"),)
    assert cli.run(["commitments", "review", "confirm", "p1", "--by", "Ada Clerk"]) == 0
    fake.commitments = ()
    capsys.readouterr()
    assert cli.run(["commitments", "review", "history"]) == 0
    said = capsys.readouterr()
    assert "1. confirm · Ada Clerk" in said.out
    assert "is kept, but its commitment is no longer in the papers" in said.err
    fake.commitments = (promise("2031-09"),)
    (entry,) = listed(capsys)
    assert entry["review"]["who"] == "Ada Clerk"


def test_one_is_added_from_the_papers_words(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    words = "mend [sic] nine lamp posts"
    add = ["commitments", "review", "add", "lamps.txt", "--quote", words, "--owner", "Panel", "--by", "Ada Clerk"]
    assert cli.run(add) == 0
    capsys.readouterr()
    (entry,) = listed(capsys)
    assert (entry["quote"], entry["owner"], entry["start"]) == (words, "Panel", TEXT.index(words))
    assert cli.run(add) == 1
    assert "added already" in capsys.readouterr().err


def test_a_model_proposes_words_which_the_quote_must_bear_out(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.commitments = (promise("2031-09"),)
    (entry,) = listed(capsys)
    quote, one = entry["quote"], entry["id"]
    assert cli.run(["commitments", "show", one, "--propose"]) == 1
    assert "No language model is configured" in capsys.readouterr().err
    fake.reply = f"Owner: Quillmouth\nAction: {quote}\nDue: none"
    assert cli.run(["commitments", "show", one, "--propose", "--json"]) == 0
    proposal = json.loads(capsys.readouterr().out)["proposal"]
    assert proposal == {"owner": None, "action": quote, "due": None, "dropped": ["owner"]}
    assert cli.run(["commitments", "show", one, "--propose"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Proposed by the language model: action:" in said
    assert "does not bear it out: owner." in said
