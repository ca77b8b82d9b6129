"""The command line over a real index of three invented papers, with every connection to elsewhere refused."""

import asyncio
import json
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from serving import served
from test_indexes_reranking import tiny

from assistant import cli, log
from assistant.commands.options import opened_where_there_is_data
from assistant.offline import network_blocked, prepare
from assistant.settings import Settings

pytestmark = pytest.mark.model

PAPERS = {
    "minutes-march.txt": (
        "Harbour Committee\nMinutes of the meeting held on 4 March 2031\n\n"
        "7. Sea wall\nThe Committee agreed to repair the sea wall at Ferry Lane before October 2031.\n\n"
        "8. Moorings\nThe harbour master reported that 41 moorings were let, four more than a year earlier.\n"
    ),
    "minutes-june.md": (
        "# Harbour Committee\n\nMinutes of the meeting held on 3 June 2031\n\n"
        "## 5. Dredging\n\nThe Committee noted that dredging of the inner basin had cost £86,400.\n"
    ),
    "notes/gulls.html": (
        "<html><body><h1>Harbour Committee</h1><p>Notes of the visit on 9 July 2031</p>"
        "<h2>2. Gulls</h2><p>Members asked for spikes on the roof of the fish market.</p></body></html>"
    ),
}


def write(folder: Path) -> Path:
    for name, text in PAPERS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def blocked() -> Iterator[None]:
    """The network is off; whoever tries to use it is found out at the end."""
    with network_blocked() as tried:
        yield
    log.close_log()
    assert tried == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with papers and the index of them, which the tests may read."""
    folder = tmp_path_factory.mktemp("harbour")
    prepare()
    with network_blocked() as tried:
        assert cli.run(["ingest", str(write(folder / "papers")), "--data", str(folder / "var")]) == 0
    assert tried == []
    return folder


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """A copy of them that a test may spoil."""
    return Path(shutil.copytree(made, tmp_path / "harbour"))


def printed(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> list[Any]:
    capsys.readouterr()
    assert cli.run([str(argument) for argument in arguments]) == code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The one sentence of a command that is refused."""
    capsys.readouterr()
    assert cli.run([str(argument) for argument in arguments]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    return err


def test_a_question_is_answered_in_the_papers_words(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = "When will the sea wall at Ferry Lane be repaired?"
    (line,) = printed(capsys, "ask", question, "--json", "--data", made / "var")
    assert line["status"] == "answered"
    assert any("before October 2031" in each["quote"] for each in line["citations"])
    for each in line["citations"]:
        assert PAPERS[each["source"]][each["start"] : each["end"]] == each["quote"]
        assert (each["body"], each["meeting_date"], each["item"]) == ("Harbour Committee", "2031-03-04", "7")
    for each in line["passages"]:
        if each["source"].endswith(".txt"):
            assert PAPERS[each["source"]][each["start"] : each["end"]] == each["text"]
    assert [each["rank"] for each in line["passages"]] == list(range(1, len(line["passages"]) + 1))


def test_a_batch_carries_the_conversation(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        {"id": "a", "turns": ["How many moorings were let?"]},
        {"id": "b"},
        {
            "id": "c",
            "turns": ["What did dredging cost?", "And of which basin was that?"],
            "context_answers": ["86"],
        },
    ]
    batch = tmp_path / "in.jsonl"
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    first, bad, last = printed(capsys, "ask", "--batch", batch, "--json", "--data", made / "var", code=1)
    assert "41 moorings" in first["answer"]
    assert (bad["id"], bad["status"]) == ("b", "error")
    assert last["passages"][0]["source"] == "minutes-june.md"
    assert 0 < first["elapsed_ms"] < 60_000


def test_what_no_paper_is_about_is_not_answered_with_what_is_nearest(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sea_wall = "What did the Committee agree about the sea wall?"
    asked = {
        "painter": (["Who painted the Mona Lisa?"], "not_found"),
        "omelette": (["How do I make an omelette?"], "not_found"),
        "cricket": ([sea_wall, "Who won the cricket?"], "not_found"),
        "leaning": ([sea_wall, "When is that scheduled?"], "answered"),
    }
    file = tmp_path / "asked.jsonl"
    lines = [
        {"id": one, "turns": turns, "context_answers": [""] * (len(turns) - 1)}
        for one, (turns, _) in asked.items()
    ]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    said = {
        line["id"]: line["status"]
        for line in printed(capsys, "ask", "--batch", file, "--json", "--data", made / "var")
    }
    assert said == {one: status for one, (_, status) in asked.items()}


def test_filters_narrow_and_never_widen(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ("--json", "--data", made / "var")
    (line,) = printed(capsys, "search", "sea wall", "--from", "2031-06-01", "--to", "2031-06-30", *data)
    assert {hit["source"] for hit in line["hits"]} == {"minutes-june.md"}
    (line,) = printed(capsys, "search", "sea wall", "--body", "Lighthouse", *data)
    assert line["hits"] == []
    (line,) = printed(capsys, "search", "sea wall", "--source", "minutes-march.txt", "--limit", "1", *data)
    assert len(line["hits"]) == 1


def test_all_parts_of_the_index_agree(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "verify", "--json", "--data", made / "var") == [{"ok": True, "problems": []}]
    (line,) = printed(capsys, "status", "--json", "--data", made / "var")
    assert (line["documents"], line["health"]) == (3, "good")
    assert line["passages"] > 0
    (asked,) = printed(capsys, "commitments", "list", "--json", "--data", made / "var")
    assert "Members asked for spikes on the roof of the fish market." in [one["quote"] for one in asked]


def test_a_paper_is_inspected_without_being_stored(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    paper = made / "papers" / "minutes-march.txt"
    capsys.readouterr()
    assert cli.run(["inspect", str(empty), str(paper), "--json", "--data", str(tmp_path / "none")]) == 1
    out, err = capsys.readouterr()
    line = json.loads(out)
    assert line["source"] == "minutes-march.txt"
    assert line["parts"][0]["meeting_date"] == "2031-03-04"
    assert "empty.pdf" in err
    assert cli.run(["inspect", str(paper), "--data", str(tmp_path / "none")]) == 0
    assert "7 · Sea wall" in capsys.readouterr().out
    assert not (tmp_path / "none").exists()


def test_only_what_changed_is_read_again(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ("--json", "--data", own / "var")
    papers = own / "papers"
    (papers / "minutes-june.md").write_text(
        PAPERS["minutes-june.md"].replace("86,400", "91,250"), encoding="utf-8"
    )
    (papers / "notes" / "gulls.html").unlink()
    # the copy lies elsewhere, so that its papers are told from the first ones by their folder
    lines = printed(capsys, "ingest", papers, "--rebuild", "--prune", *data)
    assert {line["outcome"] for line in lines} <= {"read", "removed"}
    lines = printed(capsys, "ingest", papers, "--prune", *data)
    assert {line["outcome"] for line in lines} == {"unchanged"}
    (line,) = printed(capsys, "ask", "What did the dredging of the inner basin cost?", *data)
    assert "£91,250" in line["answer"]
    assert "86,400" not in json.dumps(line)


def test_a_damaged_catalogue_is_said(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (catalogue,) = (own / "var").glob("*/catalogue.sqlite3")
    catalogue.write_bytes(b"no database" * 1000)
    for command in (["ask", "why?"], ["status"], ["verify"], ["ingest", str(own / "papers")]):
        assert "--rebuild" in said(capsys, *command, "--data", own / "var")
    assert printed(capsys, "ingest", own / "papers", "--rebuild", "--json", "--data", own / "var", code=1)
    assert printed(capsys, "verify", "--json", "--data", own / "var") == [{"ok": True, "problems": []}]


def test_another_ingest_is_waited_for(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from filelock import FileLock

    with FileLock(own / "var" / "ingest.lock"):
        assert "Another ingest" in said(capsys, "ingest", own / "papers", "--data", own / "var")
        (line,) = printed(capsys, "ask", "How many moorings were let?", "--json", "--data", own / "var")
        assert line["status"] == "answered"


@pytest.fixture
def writing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A language model at an address of this machine is configured; gives what it was told."""
    told: list[str] = []
    app = FastAPI()

    @app.post("/v1/chat/completions")
    async def reply(request: Request) -> StreamingResponse:
        told.append((await request.json())["messages"][-1]["content"])
        alone = "stands alone" in told[-1]
        words = (
            "Which basin did the dredging cost £86,400 for?"
            if alone
            else "The inner basin was dredged. [1] It sank."
        )
        choice = {"index": 0, "delta": {"content": words}, "finish_reason": None}
        part = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "small", "choices": [choice]}
        return StreamingResponse(iter([f"data: {json.dumps(part)}\n\n", "data: [DONE]\n\n"]))

    with served(app) as address:
        monkeypatch.setenv("MINUTEBOOK_LLM_URL", f"{address}v1")
        monkeypatch.setenv("MINUTEBOOK_LLM_MODEL", "small")
        monkeypatch.setenv("MINUTEBOOK_LLM_TIMEOUT", "300")
        yield told


def test_a_configured_model_writes_and_what_it_adds_is_left_out(
    made: Path, tmp_path: Path, writing: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    turns = ["What did dredging cost?", "And of which basin was that?"]
    batch = tmp_path / "in.jsonl"
    batch.write_text(
        json.dumps({"id": "a", "turns": turns, "context_answers": ["£86,400. [1]"]}), encoding="utf-8"
    )
    (line,) = printed(capsys, "ask", "--batch", batch, "--json", "--data", made / "var")
    assert line["question"] == "Which basin did the dredging cost £86,400 for?"
    assert line["answer"] == "The inner basin was dredged. [1]"
    assert "dredging of the inner basin" in line["citations"][0]["quote"]
    assert (line["writer"], "1 sentence was left out" in line["notice"]) == ("small", True)
    assert [one["verdict"] for one in line["sentences"]] == ["borne out by the papers", "not found in the papers"]
    assert len(writing) == 2
    assert "Question: What did dredging cost?" in writing[0]
    assert "dredging of the inner basin had cost" in writing[1]


def test_a_model_that_is_not_there_leaves_the_papers_own_words(
    made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ("ask", "When will the sea wall at Ferry Lane be repaired?", "--json", "--data", made / "var")
    (plain,) = printed(capsys, *question)
    monkeypatch.setenv("MINUTEBOOK_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("MINUTEBOOK_LLM_MODEL", "small")
    (line,) = printed(capsys, *question)
    assert (line["answer"], line["citations"]) == (plain["answer"], plain["citations"])
    assert line["notice"] == "The language model small cannot be reached: is it running? " + (
        "These are the papers' own words instead."
    )
    assert line["writer"] is None
    assert "notice" not in plain


def test_a_configured_reranker_rereads_the_hits(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    search = ("search", "sea wall", "--json", "--data", made / "var")
    (plain,) = printed(capsys, *search)
    monkeypatch.setenv("MINUTEBOOK_RERANKER", str(tiny(tmp_path, labels=1)))
    (line,) = printed(capsys, *search)
    assert {hit["start"] for hit in line["hits"]} == {hit["start"] for hit in plain["hits"]}
    assert line["hits"] != plain["hits"]


def test_a_client_of_the_model_context_protocol_is_served_over_standard_streams(made: Path) -> None:
    script = "from assistant.cli import main; main()"
    command = StdioServerParameters(
        command=sys.executable, args=["-c", script, "mcp", "--data", str(made / "var")], cwd=Path.cwd()
    )

    async def use() -> list[Any]:
        async with stdio_client(command) as (reading, writing), ClientSession(reading, writing) as session:
            said = await session.initialize()
            assert "Call coverage first" in (said.instructions or "")
            calls = [
                ("coverage", {}),
                ("ask", {"question": "What is to be repaired at Ferry Lane?"}),
                ("commitments", {"body": "Harbour"}),
            ]
            return [(await session.call_tool(name, given)).structuredContent for name, given in calls]

    covered, asked, promised = asyncio.run(use())
    assert {paper["source"] for paper in covered["papers"]} == {Path(name).name for name in PAPERS}
    assert "repair the sea wall" in asked["answer"]
    assert any("repair the sea wall" in one["quote"] for one in promised["commitments"])


def test_which_papers_come_first_can_be_said_instead_of_read_from_the_question(made: Path) -> None:
    with opened_where_there_is_data(Settings(data=made / "var")) as assistant:

        def periods(**said: object) -> list[tuple[tuple[date, date], ...]]:
            asked = assistant.asking((), "What was agreed of the sea wall in 2031?", **said)
            return [answer.query.periods for answer in asked]

        year = ((date(2031, 1, 1), date(2031, 12, 31)),)
        assert (periods(), periods(periods=()), periods(periods=year)) == ([year], [()], [year])
