"""The command line against an assistant that answers from one invented paper: shapes, sentences, exit codes."""

import io
import json
import subprocess
import sys
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from fake_assistant import DOCUMENT, END, START, TEXT, FakeAssistant

from assistant import cli, log, opening
from assistant.commands import options, progress, service
from eval.exchange.feedback import drafts_of
from indexes.desk.feedback import Feedback, Judged
from indexes.records import FileReport, Outcome

COMMANDS = (
    ("ingest",),
    ("status",),
    ("ask",),
    ("search",),
    ("commitments", "list"),
    ("commitments", "export"),
    ("inspect",),
    ("chat",),
    ("feedback",),
    ("verify",),
    ("doctor",),
)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeAssistant:
    """The command line with this assistant behind it, in a data folder that is there."""
    assistant = FakeAssistant()
    monkeypatch.setattr(options, "assemble", lambda settings, rebuild=False: assistant)
    monkeypatch.setattr(opening, "make_embedder", lambda settings: assistant.embedder)
    monkeypatch.setattr(opening, "open_store", lambda settings, embedder: nullcontext(assistant.store))
    (tmp_path / "var").mkdir()
    monkeypatch.setenv("MINUTEBOOK_DATA", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    yield assistant
    log.close_log()


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one sentence of a command that is refused, which leaves standard output empty."""
    assert cli.run(arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err.strip()


@pytest.mark.parametrize("command", [(), *COMMANDS, ("commitments",)])
def test_every_command_explains_itself(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*command, "--help"]) == 0
    out = capsys.readouterr().out
    assert "Usage: minutebook" in out
    assert command in COMMANDS or "--data" not in out
    assert command not in COMMANDS or "--data" in out


def test_help_answers_at_once_and_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom assistant.cli import run\nrun(['--help'])\n"
        "print([m for m in ('torch', 'chromadb', 'gradio', 'llama_index.core', 'sqlalchemy', 'pydantic', 'numpy')"
        " if m in sys.modules])"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert time.monotonic() - started < 30  # measured at 0.3 s; a busy machine is no failure


def test_without_a_command_it_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 0
    assert "ingest" in capsys.readouterr().out


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("minutebook 0.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["aks", "why?"], "No such command"),
        (["ask", "why?", "--jason"], "see `minutebook ask --help`"),
        (["search", "x", "--limit", "0"], "--limit"),
        (["search", "x", "--limit", "many"], "--limit"),
        (["ingest"], "There is nothing to read"),
        (["inspect"], "Missing argument"),
        (["commitments"], "Missing command"),
        (["ask"], "nothing to look for"),
        (["ask", "  "], "nothing to look for"),
        (["ask", "why?", "--batch", "in.jsonl"], "not both"),
        (["ask", "--batch", "missing.jsonl"], "cannot be read"),
        (["ask", "wh\udcffy"], "UTF-8"),
        (["search", "x", "--from", "21/9/2020"], "--from '21/9/2020' is not a date: write it as 2020-09-21."),
        (["search", "x", "--from", "2021-01-02", "--to", "2021-01-01"], "swap the two"),
        (["commitments", "list", "--due-before", "soon"], "--due-before"),
        (["commitments", "export", "tracker.doc"], ".csv, .xlsx"),
        (["ingest", "nowhere"], "There is no file or folder nowhere"),
        (["inspect", "nowhere.pdf"], "There is no file or folder nowhere.pdf"),
        (["chat", "--port", "70000"], "port"),
        (["ask", "broken"], "The index is damaged: rebuild it."),
        (["status", "--data", "nowhere"], "minutebook ingest PATH"),
        (["ask", "why?", "--data", "nowhere"], "minutebook ingest PATH"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_1(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert said in refused(capsys, *arguments)
    assert not Path("nowhere").exists()


def test_an_empty_catalogue_says_what_to_do(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    fake.documents = ()
    assert "minutebook ingest PATH" in refused(capsys, "ask", "why?")


def test_a_data_folder_that_is_a_file_is_said(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    Path("paper.txt").write_text("Words.", encoding="utf-8")
    assert "cannot be written" in refused(capsys, "ingest", "paper.txt", "--data", "paper.txt/var")


def test_a_failure_leaves_its_traceback_in_the_log_only(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    refused(capsys, "ask", "broken")
    lines = [json.loads(line) for line in (tmp_path / "var" / "minutebook.log").read_text("utf-8").splitlines()]
    assert [line["what"] for line in lines] == ["refused", "command"]
    assert lines[0]["error"][0].endswith("Error")
    assert (lines[1]["command"], lines[1]["exit"]) == ("ask", 1)
    assert cli.run(["ask", "broken", "--verbose"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_command_that_is_interrupted_says_so(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fake, "ask", interrupted)
    assert cli.run(["ask", "why?"]) == cli.STOPPED
    assert capsys.readouterr() == ("", "Stopped; what was finished is kept.\n")
    assert fake.closed == 1


def test_a_bug_is_said_in_one_sentence_and_logged(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(KeyError) as caught:
        cli.run(["ask", "bug"])
    log.report_crash(caught.type, caught.value, caught.tb)
    err = capsys.readouterr().err
    assert err.startswith("Something went wrong that should not (KeyError)")
    assert err.count("\n") == 1
    assert '"error": ["KeyError"]' in (tmp_path / "var" / "minutebook.log").read_text(encoding="utf-8")


def test_a_bug_without_a_log_prints_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    log.close_log()
    log.report_crash(KeyError, KeyError("a bug"), None)
    assert "stands above" in capsys.readouterr().err


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "minutebook.log").mkdir()
    log.open_log(tmp_path / "minutebook.log")
    log.note_failure(KeyError("x"))
    log.close_log()
    assert capsys.readouterr() == ("", "")


def test_main_leaves_with_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["minutebook", "nonsense"])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 1
    assert sys.excepthook is log.report_crash
    assert sys.stdout.encoding == "utf-8"


def test_an_answer_for_people(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ask", "Lamps?", "--body", "Ashcombe", "--from", "2031-01-01"]) == 0
    out = capsys.readouterr().out
    assert "nine lamp posts. [1]" in out
    assert "2031-05-02" in out
    ((turns, question, filters),) = fake.asked
    assert (turns, question, filters.body, str(filters.date_from)) == ((), "Lamps?", "Ashcombe", "2031-01-01")


def test_an_answer_grows_on_a_terminal_and_ends_as_it_is_printed_to_a_file() -> None:
    from rich.console import Console

    from assistant.terminal import display

    pages = {}
    for terminal in (True, False):
        console = Console(file=io.StringIO(), force_terminal=terminal, color_system=None, width=80)
        display.show_growing(console, FakeAssistant().asking((), "Lamps?"))
        pages[terminal] = console.file.getvalue()
    assert pages[True].endswith(pages[False])
    assert "The\r" in pages[True]  # the first word alone, then wiped away
    assert pages[False].count("The Panel agreed") == 1


def test_an_answer_as_json(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ask", "Lamps?", "--json"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["id"], line["status"], line["passages"][0]["text"]) == (None, "answered", TEXT[START:END])


def test_a_batch_is_answered_in_order_and_a_bad_line_is_named(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        '{"id": "a", "turns": ["one", "two"], "context_answers": ["so"]}',
        "oops",
        '{"id": 3, "turns": ["broken"]}',
    ]
    Path("in.jsonl").write_text("\n".join([*lines, '{"id": "d", "turns": ["four"]}']), encoding="utf-8")
    assert cli.run(["ask", "--batch", "in.jsonl", "--json"]) == 1
    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [line["id"] for line in found] == ["a", None, 3, "d"]
    assert [line["status"] for line in found] == ["answered", "error", "error", "answered"]
    assert found[2]["error"] == "The index is damaged: rebuild it."
    assert err.startswith("2 of 4 lines")
    assert fake.loaded == 1


def test_a_search_for_people_and_as_json(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["search", "lamps"]) == 0
    assert "mend [sic] nine" in capsys.readouterr().out
    assert cli.run(["search", "lamps", "--limit", "3", "--json"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert line["hits"][0]["start"] == START
    assert cli.run(["search", "nothing"]) == 0
    assert "Nothing was found" in capsys.readouterr().out
    assert [asked[3] for asked in fake.asked] == [10, 3, 10]


def test_a_batch_of_searches(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    where = {"from": "2031-01-01", "source": "lamps.txt"}
    lines = [{"id": "s", "query": "lamps", "where": where, "limit": 7}, {"id": "t", "query": "more"}]
    Path("in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert cli.run(["search", "--batch", "in.jsonl", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["id"], len(line["hits"])) for line in found] == [("s", 1), ("t", 1)]
    assert [asked[3] for asked in fake.asked] == [7, 50]
    assert fake.asked[0][2].source == "lamps.txt"


def test_ingest_prints_a_line_a_file_and_fails_where_one_failed(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.reports = (
        FileReport("a.txt", Outcome.READ, passages=3, chunks=1, warnings=("page 2 is empty",)),
        FileReport("b\x1b.pdf", Outcome.FAILED, "it is encrypted"),
        FileReport("c.md", Outcome.UNCHANGED),
    )
    assert cli.run(["ingest", ".", "--prune"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "read      a.txt: 3 passages; page 2 is empty",
        "failed    b.pdf: it is encrypted",
        "unchanged c.md",
    ]
    assert err.startswith("1 read, 1 unchanged, 1 failed; 3 passages in ")
    assert fake.asked == [((Path(),), True, False)]


def test_ingest_as_json(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ingest", ".", "--json"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert line == {
        "source": "lamps.txt",
        "outcome": "read",
        "reason": None,
        "passages": 3,
        "chunks": 1,
        "warnings": [],
    }


def test_a_folder_without_papers_is_said(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    fake.reports = ()
    assert cli.run(["ingest", "."]) == 1
    assert "There are no papers there" in capsys.readouterr().err


def test_a_bar_is_shown_on_a_terminal(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    assert cli.run(["ingest", "."]) == 0
    out, err = capsys.readouterr()
    assert out == "read      lamps.txt: 3 passages\n"
    assert "files, 3 passages 0:00:02 left" in err


def test_time_left_is_said_for_people() -> None:
    assert progress.time_left(None) == ""
    assert progress.time_left(83.4) == "0:01:23 left"
    assert progress.summary([], 1.04) == "nothing to read; 0 passages in 1.0 s"


def test_status_for_people_and_as_json(fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", "--json"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["documents"], line["passages"], line["health"], line["model"]) == (1, 3, "good", "tiny")
    fake.problems = ("Chroma lacks 2 chunks: run minutebook ingest --rebuild.",)
    assert cli.run(["status"]) == 0
    out = capsys.readouterr().out
    assert "1 documents" in out
    assert "index damaged" in out
    assert "Chroma lacks 2 chunks" in out


def test_chat_shows_the_sample_papers_until_there_are_others(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[object, ...]] = []
    window = SimpleNamespace(launch=lambda assistant, host, port: opened.append((assistant, host, port)))
    monkeypatch.setitem(sys.modules, "assistant.chat", window)
    monkeypatch.setattr("assistant.chat", window, raising=False)
    sample = service.sample_folder()
    assert sample.is_dir()
    for documents, read in (
        ((), True),
        ((replace(DOCUMENT, path=str(sample / "a.txt")),), True),
        ((DOCUMENT,), False),
    ):
        fake.documents, fake.asked = documents, []
        assert cli.run(["chat", "--port", "8001"]) == 0
        out, err = capsys.readouterr()
        assert out == "Opening the window at http://127.0.0.1:8001 (Ctrl+C closes it).\n"
        loaded = ((), "Which papers are here?", None, 1)
        assert fake.asked == [*([((sample,), True, False)] if read else []), loaded]
        assert ("read      lamps.txt" in err) == read
    assert opened == [(fake, "127.0.0.1", 8001)] * 3
    assert fake.loaded == 3


def test_verify_fails_where_the_parts_do_not_agree(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["verify"]) == 0
    assert "agree" in capsys.readouterr().out
    fake.problems = ("Chroma lacks 2 chunks.",)
    assert cli.run(["verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"ok": False, "problems": ["Chroma lacks 2 chunks."]}
    assert cli.run(["verify"]) == 1
    assert capsys.readouterr().out == "Chroma lacks 2 chunks.\n"


def test_feedback_is_written_as_json_lines_that_drafts_are_made_of(
    fake: FakeAssistant, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.run(["feedback", "none.jsonl", "--data", str(tmp_path)]) == 0
    assert Path("none.jsonl").read_text(encoding="utf-8") == ""
    quote = {"source": "lamps.txt", "start": 3, "end": 7, "quote": "nine £"}
    about = Judged(
        "How many?", "Nine. [1]", "answered", "2031-06-01T10:00:00.000+00:00", ("Which lamps?",), (quote,)
    )
    Feedback(tmp_path, clock=lambda: "2031-06-02T10:00:00+00:00").record(
        "ada", "wrong evidence", "Not these.", about
    )
    assert cli.run(["feedback", "said.jsonl", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith("1 answer judged, written to said.jsonl.\n")
    (line,) = Path("said.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "question": "How many?",
        "turns": ["Which lamps?"],
        "answer": "Nine. [1]",
        "status": "answered",
        "verdict": "wrong evidence",
        "note": "Not these.",
        "citations": [quote],
        "asked_at": "2031-06-01T10:00:00.000+00:00",
        "said_at": "2031-06-02T10:00:00+00:00",
    }
    assert len(list(drafts_of(Path("said.jsonl"), {}))) == 1
    assert "cannot be written" in refused(capsys, "feedback", "no/such/folder.jsonl", "--data", str(tmp_path))
