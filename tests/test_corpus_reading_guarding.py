"""Papers that break, block or bloat what reads them cost themselves alone, and are named in a sentence."""

import io
import os
import pickle
import signal
import time
from pathlib import Path

import pytest
from test_fuzz_papers import FONT, ONE_PAGE, SAID, pdf, stream

from corpus.errors import UnreadablePaperError
from corpus.parsing import parse
from corpus.reading import guarding
from corpus.reading.files import read
from corpus.reading.guarding import Guard, Limits, serve, shared, showing
from corpus.reading.pdf_pictures import picture, places

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample" / "papers"
PAPER = SAMPLE / "severn-vale-signed-minutes-2024-06-13.pdf"
TEXT = SAMPLE / "northmoor-transcript-2025-03-11.txt"
DRAWS_ITSELF_TWICE = [
    *ONE_PAGE,
    stream(SAID + b"/X Do"),
    stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"),
    FONT,
]  # fmt: skip


@pytest.fixture
def guard():
    guard = Guard(Limits(seconds=1.0, seconds_a_megabyte=0.0))
    yield guard
    guard.close()


def test_a_paper_is_understood_as_without_a_guard() -> None:
    source = shared().read(PAPER, "minutes.pdf")
    assert source == read(PAPER, "minutes.pdf")
    assert shared().parse(source) == parse(source)
    with pytest.raises(UnreadablePaperError, match="it cannot be opened"):
        shared().read(PAPER / "nowhere", "nowhere.pdf")


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="limits of Unix")
def test_a_pdf_without_end_is_named_and_the_next_is_read(guard: Guard, tmp_path: Path) -> None:
    path = tmp_path / "endless.pdf"
    path.write_bytes(pdf(DRAWS_ITSELF_TWICE))
    with pytest.raises(UnreadablePaperError, match="it takes more than 1 seconds of computing: print it to a"):
        guard.read(path, path.name)
    assert guard.read(TEXT, TEXT.name).text


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="limits of Unix")
def test_a_page_without_end_is_not_shown_and_costs_its_time_once(guard: Guard, tmp_path: Path) -> None:
    path = tmp_path / "endless.pdf"
    path.write_bytes(pdf(DRAWS_ITSELF_TWICE))
    with pytest.raises(UnreadablePaperError, match="more than 1 seconds"):
        guard.picture(path, 1)
    started = time.perf_counter()
    for _ in range(50):
        with pytest.raises(UnreadablePaperError, match="more than 1 seconds"):
            guard.places(path, 1, [("Said", 0.0)])
    assert time.perf_counter() - started < 0.5
    assert guard.picture(PAPER, 1) == picture(PAPER, 1)
    assert guard.places(PAPER, 1, [("Panel", 0.0)]) == places(PAPER, 1, [("Panel", 0.0)])
    with pytest.raises(UnreadablePaperError, match="no page 99"):
        guard.picture(PAPER, 99)
    with pytest.raises(UnreadablePaperError, match="cannot be opened"):
        guard.picture(tmp_path / "nowhere.pdf", 1)


def test_pages_are_shown_while_a_paper_is_read() -> None:
    assert showing() is not shared()


# What a process of papers can be asked, by name, stands at the top of a module that it can import.
def dies(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dies_once(path: Path, name: str) -> str:
    if not path.exists():
        path.touch()
        dies()
    return name


def bloats(path: Path, name: str) -> int:
    return len(bytearray(8 << 30))


def fails(path: Path, name: str) -> None:
    raise KeyError(name)


def gives_what_cannot_be_handed_over(path: Path, name: str) -> object:
    return lambda: name


@pytest.fixture
def asked(guard: Guard, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    monkeypatch.setattr(guarding, "_ROOT", f"{guarding._ROOT}{os.pathsep}{Path(__file__).parent}")

    def ask(work, path: Path = TEXT):
        monkeypatch.setattr("corpus.reading.files.read", work)
        return guard.read(path, "paper.pdf")

    return ask


def test_a_paper_that_ends_the_process_is_named(asked) -> None:
    with pytest.raises(UnreadablePaperError, match=r"it breaks what reads it \(.* ended with -9\): print"):
        asked(dies)


def test_a_paper_that_fails_after_others_is_tried_alone(asked, tmp_path: Path) -> None:
    assert asked(read).source == "paper.pdf"
    assert asked(dies_once, tmp_path / "tried") == "paper.pdf"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="memory is limited on Linux alone")
def test_a_paper_that_takes_too_much_memory_is_named(asked) -> None:
    with pytest.raises(UnreadablePaperError, match=r"takes more than 2,\d\d\d MB of memory: print it"):
        asked(bloats)


def test_a_fault_of_ours_comes_back_with_its_place(asked) -> None:
    with pytest.raises(KeyError, match="paper") as caught:
        asked(fails)
    assert "in fails" in caught.value.__notes__[0]
    with pytest.raises(RuntimeError, match="cannot be handed over"):
        asked(gives_what_cannot_be_handed_over)


def test_an_interrupted_question_leaves_no_answer_behind(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    guard.read(TEXT, "first.pdf")

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(pickle, "load", interrupt)
        guard.read(TEXT, "second.pdf")
    assert guard.read(TEXT, "third.pdf").source == "third.pdf"


def test_a_process_that_is_forked_starts_its_own(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    guard.read(TEXT, "paper.pdf")
    first = guard._process
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", lambda: -1)
        assert guard.read(TEXT, "paper.pdf").text
        assert guard._process is not first
        guard.close()
        assert first.poll() is None
    guard._process, guard._owner = first, os.getpid()
    assert guard.read(TEXT, "paper.pdf").text


def test_the_process_serves_until_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    limited = []
    monkeypatch.setattr(guarding, "_limit", lambda *given: limited.append(given))
    requests, replies = io.BytesIO(), io.BytesIO()
    for work, given in ((read, (TEXT, "paper.pdf")), (fails, (TEXT, "paper.pdf")), (too_much, ())):
        pickle.dump((work, given, 9.0, 2 << 20), requests)
    requests.seek(0)
    serve(requests, replies)
    replies.seek(0)
    paper, fault, refused = (pickle.load(replies) for _ in range(3))
    assert paper == read(TEXT, "paper.pdf")
    assert isinstance(fault, KeyError)
    assert str(refused).startswith("reading it takes more than 2 MB of memory")
    assert limited == [(9.0, 2 << 20)] * 3


def too_much() -> None:
    raise MemoryError


def test_a_large_paper_may_take_more() -> None:
    assert Limits().of(100_000_000)[0] > 10 * Limits().of(0)[0]
