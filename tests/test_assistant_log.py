"""The log: lines for programs, full of figures and places, empty of what people asked and papers say."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import log
from corpus.errors import MinutebookError

SECRET = "Quillmouth asked about the Ferry Lane lease"


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "minutebook.log"
    log.close_log()


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def find(words: str) -> None:
    try:
        dict[str, str]()[words]
    except KeyError as error:
        raise MinutebookError(f"{words} is not there: ask for something else.") from error


def fail() -> None:
    """Go wrong in every way that may quote what somebody asked, all of it in the log."""
    try:
        find(SECRET)
    except MinutebookError as error:
        log.note_failure(error)
    logging.getLogger("indexes.ingesting.ingest").error("%s could not be ingested", SECRET)
    logging.getLogger("a.library").warning(f"cannot embed {SECRET}")
    logging.getLogger("a.library").warning("cannot embed %s", SECRET)


def test_no_words_of_papers_and_questions_are_kept(path: Path) -> None:
    log.open_log(path)
    fail()
    kept = path.read_text("utf-8")
    assert "Quillmouth" not in kept
    assert "Ferry" not in kept
    refused, ours, *theirs = lines(path)
    assert (refused["what"], refused["level"], refused["error"]) == (
        "refused",
        "error",
        ["MinutebookError", "KeyError"],
    )
    assert str(refused["places"]).count("test_assistant_log.py:") == 2
    assert (ours["what"], ours["part"]) == ("%s could not be ingested", "indexes.ingesting.ingest")
    assert [one["place"].split(":")[0] for one in theirs] == ["test_assistant_log"] * 2


def test_they_are_kept_where_that_is_asked_for(path: Path) -> None:
    log.open_log(path, texts=True)
    fail()
    refused, ours, *theirs = lines(path)
    assert "KeyError" in str(refused["traceback"])
    assert SECRET in str(refused["traceback"])
    assert ours["said"] == f"{SECRET} could not be ingested"
    assert {one["said"] for one in theirs} == {f"cannot embed {SECRET}"}


def test_what_was_done_is_noted_with_its_figures(path: Path) -> None:
    log.open_log(path)
    log.note("papers", read=3, seconds=0.5)
    (line,) = lines(path)
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "info", "part": "minutebook", "what": "papers", "read": 3, "seconds": 0.5}


def test_a_full_log_is_put_aside_and_the_oldest_goes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_LARGEST", 2_000)
    log.open_log(path)
    for number in range(200):
        log.note("command", number=number)
    log.close_log()
    assert sorted(one.name for one in path.parent.iterdir()) == [
        "minutebook.log", "minutebook.log.1", "minutebook.log.2",
    ]  # fmt: skip
    assert all(one.stat().st_size <= 2_000 for one in path.parent.iterdir())
    assert lines(path)[-1]["number"] == 199


def test_verbose_shows_the_words_on_the_screen_alone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.open_log(path, verbose=True)
    fail()
    log.note("papers", read=1)
    err = capsys.readouterr().err
    assert f"{SECRET} is not there" in err
    assert "Traceback" in err
    assert "papers" not in err
    assert "Quillmouth" not in path.read_text("utf-8")
