"""The audit log: what is noted, for how long, and how one person's lines go."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes import FakeAssistant
from fastapi.testclient import TestClient

from assistant import cli, log
from assistant.access.audit import NAME, Audit
from assistant.access.people import NOBODY, Person, Role
from assistant.access.recording import CALLER, recorded
from assistant.chat import web_app
from assistant.settings import Settings
from assistant.window.answers.asking import Asking, Order
from assistant.window.answers.conversation import Talk
from corpus.errors import MinutebookError
from indexes.desk.conversations import Conversations
from indexes.desk.feedback import Feedback, Judged

START = datetime(2031, 3, 1, 9, 30, tzinfo=UTC)


class Clock:
    now = START

    def __call__(self) -> datetime:
        return self.now


def test_a_line_says_who_asked_what_when_of_which_index_and_how_it_ended(tmp_path: Path) -> None:
    audit = Audit(tmp_path, 90, clock=Clock())
    audit.note("Ada", "ask", "Who mends the “lamps”?", "answered", index="index-ab 12", exempt=True)
    (line,) = (tmp_path / NAME).read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "at": "2031-03-01T09:30:00.000+00:00", "person": "Ada", "what": "ask", "words": "Who mends the “lamps”?",
        "outcome": "answered", "index": "index-ab 12", "exempt": True,
    }  # fmt: skip
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [one.words for one in audit.records("Ada")] == ["Who mends the “lamps”?"]
    assert list(audit.records("Bob")) == []


def test_full_files_are_put_aside_and_old_lines_go(tmp_path: Path) -> None:
    clock = Clock()
    audit = Audit(tmp_path, 30, largest=400, clock=clock)
    for day in range(40):
        clock.now = START + timedelta(days=day)
        audit.note("Ada", "ask", f"question {day}")
    assert [one.words for one in audit.records()] == [f"question {day}" for day in range(9, 40)]
    files = list(tmp_path.glob("audit*.jsonl"))
    assert 10 < len(files) < 20
    assert all(one.stat().st_size < 600 for one in files)


def test_a_person_can_be_erased_and_nobody_else_is(tmp_path: Path) -> None:
    audit = Audit(tmp_path, 30, largest=300)
    for number in range(9):
        audit.note(("Ada", "Bob", "Cy")[number % 3], "ask", f"question {number}")
    with (tmp_path / NAME).open("a") as file:
        file.write('{"at": "2031-03-01", "cut by a cra')
    assert audit.erase("Bob") == 3
    assert audit.erase("Bob") == 0
    assert {one.person for one in audit.records()} == {"Ada", "Cy"}
    assert len(list(audit.records())) == 6
    audit.note("Ada", "ask", "and later")
    assert "Bob" not in "".join(one.read_text() for one in tmp_path.glob("audit*.jsonl"))


def test_it_can_be_off_and_never_gets_in_the_way(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    Audit(tmp_path, 0).note("Ada", "ask", "question")
    Audit(tmp_path / "none", 30).note("Ada", "ask", "question")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / NAME).mkdir()
    Audit(tmp_path, 30).note("Ada", "ask", "question")
    assert "directory" in caplog.text.lower()
    broken = tmp_path / "audit-1.jsonl"
    broken.mkdir()
    with pytest.raises(MinutebookError, match="cannot be rewritten"):
        Audit(tmp_path, 30).erase("Ada")


def test_questions_in_the_window_are_noted() -> None:
    assistant = FakeAssistant()
    asking, ada = Asking(assistant), Person("Ada", Role.READER)
    for question in ("rural crime", "broken"):
        list(asking.answering(Order(question), Talk(), ada))
    with pytest.raises(RuntimeError):
        list(asking.answering(Order("fault"), Talk(), ada))
    assert [(one[0].name, *one[1:]) for one in assistant.noted] == [
        ("Ada", "ask", question, outcome)
        for question, outcome in (("rural crime", "answered"), ("broken", "failed"), ("fault", "failed"))
    ]


def test_calls_of_programs_are_noted_with_whose_they_are() -> None:
    assistant = FakeAssistant()
    with TestClient(web_app(assistant), base_url="http://127.0.0.1:7860") as client:
        given = {"name": "ask", "arguments": {"question": "moon"}}
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": given}
        headers = {"accept": "application/json, text/event-stream"}
        assert client.post("gradio_api/mcp", json=call, headers=headers).status_code == 200
        assert client.post("gradio_api/run/search", json={"data": ["lamps", 3, "", "", "", ""]}).status_code == 200
    (asked, searched) = assistant.noted
    assert (asked[0].name, asked[1], asked[3]) == ("local", "ask", "not_found")
    assert "moon" in asked[2]
    assert (searched[0].name, searched[1], searched[3]) == ("local", "search", "done")
    assert "lamps" in searched[2]


def test_a_call_that_fails_is_noted_too() -> None:
    assistant = FakeAssistant()

    def call(question: str) -> None:
        raise MinutebookError(question)

    with pytest.raises(MinutebookError):
        recorded(call, assistant)(question="why?")
    assert assistant.noted == [(NOBODY, "call", '["why?"]', "failed")]
    assert CALLER.get() is NOBODY


def test_the_commands_show_and_erase(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    audit = Audit(tmp_path, 90)
    audit.note("Ada", "ask", "Who mends the lamps?", "answered", exempt=True)
    audit.note("Bob", "search", "lamps")
    talks, remarks = Conversations(tmp_path), Feedback(tmp_path)
    for person in ("Ada", "Bob"):
        talks.save(person, "[]", title="Lamps", words="lamps")
        remarks.record(person, "right", "", Judged("lamps?", "Nine.", "answered", "2031-03-01", (), ()))

    def call(*arguments: str) -> str:
        try:
            assert cli.run(["audit", *arguments, "--data", str(tmp_path)]) == 0
        finally:
            log.close_log()
        return capsys.readouterr().out

    assert "Ada: ask Who mends the lamps?: answered (exempt papers too)" in call("show")
    assert [json.loads(line)["person"] for line in call("show", "--json", "--person", "Bob").splitlines()] == [
        "Bob"
    ]
    assert "Erased of Ada: 1 lines of the audit log, 1 conversations, 1 remarks." in call("erase", "Ada")
    assert "Ada" not in call("show")
    assert (talks.list("Ada"), len(talks.list("Bob"))) == ((), 1)
    assert [one.person for one in remarks.all()] == ["Bob"]
    talks.close()
    remarks.close()


def test_where_nothing_is_kept_nothing_is_erased(tmp_path: Path) -> None:
    assert (Conversations(tmp_path).erase("Ada"), Feedback(tmp_path).erase("Ada")) == (0, 0)
    assert Settings(data=tmp_path).audit_days == 90
