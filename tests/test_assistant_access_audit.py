"""The audit log: what is noted, for how long, and how one person's lines go."""

import json
import stat
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from fakes import DOCUMENT_ID, FakeAssistant, FakeCatalogue
from fastapi.testclient import TestClient
from shelves import opened

from assistant import cli, log
from assistant.access import passwords
from assistant.access.accounts import Accounts
from assistant.access.audit import NAME, Audit
from assistant.access.keeper import Keeper
from assistant.access.people import NOBODY, Person, Role
from assistant.access.recording import CALLER, noter, recorded
from assistant.chat import web_app
from assistant.settings import LOG_NAME, Settings
from assistant.window.answers.asking import Asking, Order
from assistant.window.answers.conversation import Talk
from assistant.window.lists.shelving import Shelf
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
        "outcome": "answered", "index": "index-ab 12", "exempt": True, "about": "",
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


def test_a_clock_that_is_set_back_or_ahead_loses_no_line(tmp_path: Path) -> None:
    clock = Clock()
    days = (0, 1, -365, -364, 2, 365, 3, 4)
    for day in days:
        clock.now = START + timedelta(days=day)
        if day != 365:
            Audit(tmp_path, 30, clock=clock).note("Ada", "ask", f"question {day}")
            continue
        with (tmp_path / NAME).open("a") as file:  # by a program that has not tidied up
            file.write((tmp_path / NAME).read_text().splitlines()[-1].replace("2031", "2032") + "\n")
    assert len(list(Audit(tmp_path, 30, clock=clock).records())) == len(days)
    clock.now = START + timedelta(days=32)
    Audit(tmp_path, 30, clock=clock).note("Ada", "ask", "later")
    words = [one.words for one in Audit(tmp_path, 30).records()]
    assert words == ["question 2", "question 2", "question 3", "question 4", "later"]


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
    assert [(one[0].name, *one[1:4]) for one in assistant.noted] == [
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
        assert client.post("gradio_api/run/search", json={"data": ["lamps", 3, *[""] * 6]}).status_code == 200
    (asked, searched) = assistant.noted
    assert (asked[0].name, asked[1], asked[3]) == ("local", "ask", "not_found")
    assert "moon" in asked[2]
    assert (searched[0].name, searched[1], searched[3]) == ("local", "search", "done")
    assert "lamps" in searched[2]


def test_pages_that_are_opened_are_noted_and_no_words_of_theirs() -> None:
    assistant = FakeAssistant()
    with TestClient(web_app(assistant), base_url="http://127.0.0.1:7860") as client:
        client.get(f"source?document={DOCUMENT_ID}&at=10-20&at=nonsense")
        client.get(f"source?document={'x' * 300}")
        client.get(f"original?document={DOCUMENT_ID}")
        client.get(f"page?document={DOCUMENT_ID}&number=1")
        client.get("tracker?format=csv")
        client.get("tracker?format=exe")
        client.post("gradio_api/run/verify_quote", json={"data": [DOCUMENT_ID, 0, 7, "Minutes of"]})
    assert [tuple(map(str, one[1:4])) for one in assistant.noted] == [
        ("source", "minutes & <b>notes</b>.pdf 10-20", "done"),
        ("source", "x" * 100, "refused"),
        ("original", DOCUMENT_ID, "refused"),
        ("page", DOCUMENT_ID, "refused"),
        ("tracker", "csv", "done"),
        ("verify_quote", f'["{DOCUMENT_ID}", 7]', "done"),
    ]


def test_papers_that_come_and_go_are_noted(tmp_path: Path) -> None:
    ada, bob = Person("Ada", Role.OFFICER), Person("Bob", Role.READER)
    (tmp_path / "in").mkdir()
    with opened(tmp_path / "data") as assistant:
        shelf = Shelf(assistant)
        for person, name in ((ada, "lamps.txt"), (bob, "more.txt"), (ada, "tool.exe")):
            (tmp_path / "in" / name).write_text("Minutes\n\nThe lamps were mended.\n")
            with suppress(MinutebookError):
                list(shelf.add(person, [str(tmp_path / "in" / name)], exempt=False))
        for act in (
            lambda: shelf.remove(ada, "lamps.txt", sure=False),
            lambda: list(shelf.add_folder(ada, str(tmp_path))),
            lambda: list(shelf.read_again(bob, "lamps.txt")),
        ):
            with pytest.raises(MinutebookError):
                act()
        next(again := shelf.read_again(ada, "lamps.txt"))
        again.close()
        shelf.remove(ada, "lamps.txt", sure=True)
    noted = [(one.person, one.what, one.words, one.outcome) for one in Audit(tmp_path / "data", 90).records()]
    assert noted == [
        ("Ada", "upload", "lamps.txt", "done"),
        ("Bob", "upload", "more.txt", "refused"),
        ("Ada", "upload", "tool.exe", "refused"),
        ("Ada", "remove", "lamps.txt", "refused"),
        ("Ada", "read folder", str(tmp_path), "refused"),
        ("Bob", "read again", "lamps.txt", "refused"),
        ("Ada", "read again", "lamps.txt", "left"),
        ("Ada", "remove", "lamps.txt", "done"),
    ]


def test_what_comes_in_at_the_door_is_noted_and_a_flood_of_attempts_is_not(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_COST", 2**4)
        accounts = Accounts(tmp_path)
        accounts.add("Ada", Role.READER, "kettle orbit walnut")
        audit = Audit(tmp_path, 90)
        guard = Keeper(accounts, note=audit.note)
        client = TestClient(web_app(FakeAssistant(), guard=guard), base_url="http://127.0.0.1:7860")
        for _ in range(9):
            client.post("sign-in", data={"name": "bob" * 99, "password": "guess"})
        client.post("sign-in", data={"name": "ada", "password": "kettle orbit walnut"})
        assert client.post("gradio_api/upload").status_code == 403
        client.post("sign-out")
    guessed = ("bob" * 99)[:100]
    assert [(one.person, one.what, one.outcome) for one in audit.records()] == [
        *[(guessed, "sign in", "refused")] * 4,
        (guessed, "sign in", "refused, must wait"),
        ("Ada", "sign in", "done"),
        ("Ada", "upload", "refused"),
        ("Ada", "sign out", "done"),
    ]


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


def test_questions_are_left_out_where_the_settings_say_so(tmp_path: Path) -> None:
    ada = Person("Ada", Role.READER)
    for kept in (True, False):
        settings = Settings(data=tmp_path / str(kept), audit_questions=kept)
        settings.data.mkdir()
        store = SimpleNamespace(name="index", catalogue=FakeCatalogue())
        note = noter(settings, store)  # type: ignore[arg-type]
        note(ada, "ask", "Who mends the lamps?", "answered")
        note(ada, "source", "minutes.pdf 3-9")
        said = [(one.what, one.words, one.outcome) for one in Audit(settings.data, 90).records()]
        assert said == [
            ("ask", "Who mends the lamps?" if kept else "", "answered"),
            ("source", "minutes.pdf 3-9", "done"),
        ]


def test_what_is_done_on_the_command_line_is_noted_with_whose_account_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOGNAME", "root")
    monkeypatch.setattr(passwords, "_COST", 2**4)
    monkeypatch.setattr("assistant.commands.users._asked", lambda: "kettle orbit walnut")
    for command in (
        ("users", "add", "Ada"), ("users", "add", "Ada"), ("users", "role", "Ada", "officer"),
        ("users", "password", "Ada"), ("users", "token", "Ada"), ("users", "token", "Ada", "--end"),
        ("users", "add", "Bob", "--proxy"), ("users", "remove", "Bob"), ("feedback", str(tmp_path / "said.jsonl")),
    ):  # fmt: skip
        cli.run([*command, "--data", str(tmp_path)])
        log.close_log()
    audit = Audit(tmp_path, 90)
    assert [(one.person, one.what, one.about, one.words) for one in audit.records()] == [
        ("root", "add user", "Ada", "reader"),
        ("root", "give role", "Ada", "officer"),
        ("root", "give password", "Ada", ""),
        ("root", "give token", "Ada", ""),
        ("root", "end token", "Ada", ""),
        ("root", "add user", "Bob", "reader"),
        ("root", "remove user", "Bob", ""),
        ("root", "feedback", "", "said.jsonl"),
    ]
    assert "walnut" not in (tmp_path / NAME).read_text()
    assert audit.erase("ada") == 5
    capsys.readouterr()


def test_nothing_of_a_person_is_left_in_the_data_folder(tmp_path: Path) -> None:
    """In the log neither, of which nobody knows whose question a line holds: there all texts go."""
    folder, secret = tmp_path / "data", "Quillmouth"
    folder.mkdir()
    log.open_log(folder / LOG_NAME, texts=True)
    audit, talks, remarks = Audit(folder, 90, largest=200), Conversations(folder), Feedback(folder)
    try:
        for person in ("Ädä", "ÄDÄ", "Bob"):
            words = "lamps" if person == "Bob" else secret
            audit.note(person, "ask", f"Who mends the {words}?")
            talks.save(person, f"[{words}]", title=words, words=words)
            remarks.record(person, "wrong answer", words, Judged(words, words, "answered", "2031-03-01", (), ()))
            log.note_failure(MinutebookError(f"{words} cannot be asked."))
        log.note("papers", read=3)
        assert cli.run(["audit", "erase", "ädä", "--data", str(folder)]) == 0
        left = b"".join(one.read_bytes() for one in sorted(folder.iterdir()) if one.is_file())
        assert secret.encode() not in left
        assert "Ädä".encode() not in left
        assert b"lamps cannot be asked" not in left
        assert next(audit.records()).person == "Bob"
        lines = [json.loads(line) for line in (folder / LOG_NAME).read_text().splitlines()]
        assert {"what": "papers", "read": 3}.items() <= lines[3].items()
        assert [len(talks.list(one)) for one in ("Ädä", "ÄDÄ", "Bob")] == [0, 0, 1]
    finally:
        talks.close()
        remarks.close()
        log.close_log()


def test_where_nothing_is_kept_nothing_is_erased(tmp_path: Path) -> None:
    assert (Conversations(tmp_path).erase("Ada"), Feedback(tmp_path).erase("Ada")) == (0, 0)
    assert Settings(data=tmp_path).audit_days == 90
