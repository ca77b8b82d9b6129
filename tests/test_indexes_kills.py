"""Kill -9 at random moments of reading papers, pruning, reviewing, mending and backing up, one after the other.

A dozen kills here; `pytest tests/test_indexes_kills.py --kills 200` is the long form. Whatever a kill leaves is
worked on by the next, as on a machine that is switched off again and again.
"""

import multiprocessing
import random
import time
from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from index_fakes import BODY, FakeEmbedder, found, ingest, open_store, texts, write

from indexes.desk.desk import Anchor, Desk
from indexes.ingesting import ingest as ingesting
from indexes.keeping import backup as backing_up
from indexes.keeping.backup import back_up
from indexes.keeping.mending import mend_in_place
from indexes.keeping.restoring import restore
from indexes.records import Scope

ALWAYS = {
    "minutes": (
        f"@ minutes | {BODY} | 2025-03-07\nTheft of tractors fell.\nA report was asked for.\n",
        f"@ minutes | {BODY} | 2025-03-07\nTheft of tractors rose sharply.\nA report was asked for.\n",
    ),
    "notes": ("@ notes\nThe pump was repaired.\n", "@ notes\nThe pump was repaired again.\nIt leaks.\n"),
}
SOMETIMES = {f"extra{number}": f"@ report\nLadder {number} was bought.\nTwo of them.\n" for number in range(4)}


class Slow(FakeEmbedder):
    """Takes its time, so that a kill may fall anywhere."""

    def encode(self, some):
        time.sleep(0.01)
        return super().encode(some)


def read_papers(data: Path, papers: Path, told: Connection) -> None:
    ingesting._GROUP = 1
    with open_store(data) as store:
        ingest([papers], store, Slow(), prune=True)


def read_all_anew(data: Path, papers: Path, told: Connection) -> None:
    ingesting._GROUP = 1
    with open_store(data, rebuild=True) as store:
        ingest([papers], store, Slow(), prune=True)


def review(data: Path, papers: Path, told: Connection) -> None:
    """Take decisions as fast as they are kept, and tell each that was acknowledged."""
    desk = Desk(data)
    for number in count():
        made = desk.record("confirm", Anchor(f"c{number}", "minutes.txt", 0, 4, "quote"), "Ada Clerk")
        told.send(made.key)
        if number % 3 == 2:
            told.send(-desk.undo(made.key, "Bo Chief", Scope.OFFICER).key)


def mend(data: Path, papers: Path, told: Connection) -> None:
    with open_store(data) as store:
        mend_in_place(store, Slow())


def save(data: Path, papers: Path, told: Connection) -> None:
    backing_up.probe = lambda name, folder: None  # a process of its own is another's to kill
    with open_store(data) as store:
        back_up(store, data.parent / "backup.zip", force=True)


def save_and_bring_back(data: Path, papers: Path, told: Connection) -> None:
    save(data, papers, told)
    restore(data.parent / "backup.zip", data, Slow(), force=True)


# What is killed, and how often.
WORK = {read_papers: 8, read_all_anew: 3, review: 5, mend: 2, save: 1, save_and_bring_back: 2}


def begun(work: Callable[..., None], data: Path, papers: Path, told: Connection) -> None:
    told.send(0)
    work(data, papers, told)


def killed(work: Callable[..., None], seconds: float, *given: Path) -> tuple[list[int], float | None]:
    """Kill some work after so many seconds; returns what it told before, and how long it took where it ended."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["test_indexes_kills", "chromadb", "llama_index.vector_stores.chroma"])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=begun, args=(work, *given, there))
    process.start()
    there.close()
    assert here.poll(60)
    started = time.monotonic()
    process.join(seconds)
    took = None if process.is_alive() else time.monotonic() - started
    process.kill()
    process.join()
    assert took is None or process.exitcode == 0, f"{work.__name__} ended with {process.exitcode}"
    told = []
    try:
        while here.poll():
            told.append(here.recv())
    except EOFError:
        pass
    here.close()
    return told, took


def assert_whole(data: Path, kept: set[int], undone: set[int]) -> list[str]:
    """Check all that a user may rely on; returns what `verify` says."""
    with open_store(data, read_only=True) as store:
        stored = {source.removesuffix(".txt"): text for source, text in texts(store).items()}
        assert set(ALWAYS) <= set(stored)
        for stem, text in stored.items():
            assert text in ALWAYS.get(stem, (SOMETIMES.get(stem),)), f"{stem} is neither old nor new"
        for line in found(store, "Theft of tractors"):
            assert any(line in text for text in stored.values())
    with open_store(data) as store:
        problems = store.verify()
    for problem in problems:
        assert "run `minutebook mend`" in problem or "run `minutebook ingest " in problem
    desk = Desk(data)
    reviews = {review.key: review for review in desk.reviews(Scope.OFFICER)}
    desk.close()
    assert kept <= set(reviews)
    assert all(reviews[key].undone_by == "Bo Chief" for key in undone)
    return list(problems)


def test_kills_at_random_moments_lose_nothing(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    chance = random.Random(11)
    data, papers = tmp_path / "var", tmp_path / "papers"
    with open_store(data) as store:
        ingest([write(papers, **{stem: versions[0] for stem, versions in ALWAYS.items()})], store)
    longest = {review: 0.7}
    for work in (one for one in WORK if one is not review):
        turn = len(longest) % 2  # papers that have not changed take no time
        write(papers, **{stem: versions[turn] for stem, versions in ALWAYS.items()}, **SOMETIMES)
        longest[work] = killed(work, 60, data, papers)[1]
    kept: set[int] = set()
    undone: set[int] = set()
    seen = {"killed": 0, "ended": 0, "problems": 0}
    for _ in range(request.config.getoption("--kills")):
        write(papers, **{stem: chance.choice(versions) for stem, versions in ALWAYS.items()})
        for stem, text in SOMETIMES.items():
            if chance.random() < 0.5:
                write(papers, **{stem: text})
            else:
                (papers / f"{stem}.txt").unlink(missing_ok=True)
        (work,) = chance.choices(list(WORK), weights=list(WORK.values()))
        told, took = killed(work, chance.uniform(0.1, 1.2) * longest[work], data, papers)
        kept |= {key for key in told if key > 0}
        undone |= {-key for key in told if key < 0}
        problems = assert_whole(data, kept, undone)
        seen["killed" if took is None else "ended"] += 1
        seen["problems"] += any("mend" in problem for problem in problems)
        if problems and chance.random() < 0.3:
            with open_store(data) as store:
                assert mend_in_place(store, FakeEmbedder())
                assert store.verify(files=False) == ()
    print(seen, f"{len(kept)} decisions")  # noqa: T201 - shown by pytest -s: how the long form is reported
    with open_store(data) as store:
        ingest([papers], store, prune=True)
        assert store.verify() == ()
    assert assert_whole(data, kept, undone) == []
