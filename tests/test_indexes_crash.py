"""Kill -9 in the middle of an ingest: nothing is lost, nothing half-done is seen, and the next ingest mends it.

Each ingest runs in a process of its own that kills itself at a named point; the processes are forked from a server
that has imported everything, so that each costs a fraction of a second.
"""

import multiprocessing
import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest
from index_fakes import BODY, found, ingest, open_store, texts, write

from indexes.ingesting import ingest as ingesting
from indexes.ingesting import swapping
from indexes.keeping import mending
from indexes.records import Filters, Scope
from indexes.searching.vectors import Vectors

OLD = {
    "minutes": f"@ minutes | {BODY} | 2025-03-07\nTheft of tractors fell.\nA report was asked for.\n",
    "notes": "@ notes\nThe pump was repaired.\n",
    "gone": "@ agenda\nApologies for absence.\n",
}
NEW = {
    "minutes": OLD["minutes"].replace("fell", "rose sharply"),
    "notes": OLD["notes"],
    "fresh": "@ report\nNew ladders were bought.\nTwo of them.\n",
}
POINTS = (
    ("announced", swapping, "announce", "after"),
    ("before the vectors", Vectors, "add", "before"),
    ("after the vectors", Vectors, "add", "after"),
    ("inside the transaction", swapping, "_note_removal", "after"),
    ("before the commit", swapping, "advance", "after"),
    ("after the swap", swapping, "swap", "after"),
    ("after the old vectors", Vectors, "delete", "after"),
    ("after the notes are struck", swapping, "settle", "after"),
    ("in the prune", swapping, "remove", "after"),
    ("at the start", mending, "mend", "before"),
)


def _context():
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["test_indexes_crash", "chromadb", "llama_index.vector_stores.chroma"])
    return context


def _die_at(point: str, occasion: int) -> None:
    """Make this process kill itself at the given occasion of a point."""
    _, owner, name, when = next(one for one in POINTS if one[0] == point)
    original = getattr(owner, name)
    calls = 0

    def deadly(*given, **named):
        nonlocal calls
        calls += 1
        if when == "before" and calls == occasion:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*given, **named)
        if when == "after" and calls == occasion:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, deadly)
    if owner is mending:
        ingesting.mend = deadly


def _ingest_and_die(data: Path, papers: Path, point: str, occasion: int) -> None:
    _die_at(point, occasion)
    ingesting._GROUP = 1
    with open_store(data) as store:
        ingest([papers], store, prune=True)


def _run(target, *given) -> int:
    process = _context().Process(target=target, args=given)
    process.start()
    process.join(600)
    return process.exitcode


def _assert_whole(data: Path) -> None:
    """What is there answers, each document in its old or its new version and nothing between."""
    with open_store(data, read_only=True) as store:
        stored = {source.removesuffix(".txt"): text for source, text in texts(store).items()}
        for stem, text in stored.items():
            assert text in (OLD.get(stem), NEW.get(stem))
        assert {"minutes", "notes"} <= set(stored)
        for text in found(store, "Theft of tractors"):
            assert any(text in one for one in stored.values())
        theft = "fell" if stored["minutes"] == OLD["minutes"] else "rose"
        ids = [one for one, _ in store.keywords.search(["theft"], 5, Filters(), Scope.OFFICER)]
        (chunk,) = store.catalogue.chunks(ids, Scope.OFFICER).values()
        assert theft in chunk.chunk.text
        for problem in store.verify():
            assert "run `minutebook mend`" in problem or "run `minutebook ingest " in problem


def _assert_mended(data: Path, papers: Path) -> None:
    with open_store(data) as store:
        ingest([papers], store, prune=True)
        assert store.health() == ()
        assert texts(store) == {f"{stem}.txt": text for stem, text in NEW.items()}
        assert store.verify() == ()
        assert "New ladders were bought." in found(store, "New ladders were bought.")


@pytest.fixture
def folders(tmp_path):
    papers = write(tmp_path / "papers", **OLD)
    with open_store(tmp_path / "var") as store:
        ingest([papers], store)
    (papers / "gone.txt").unlink()
    write(papers, **NEW)
    return tmp_path / "var", papers


@pytest.mark.parametrize("point", [one[0] for one in POINTS])
def test_a_kill_at_any_point_loses_nothing(folders, point):
    data, papers = folders
    assert _run(_ingest_and_die, data, papers, point, 1) == -signal.SIGKILL
    _assert_whole(data)
    _assert_mended(data, papers)


def test_kills_one_after_the_other_lose_nothing(folders):
    data, papers = folders
    for point, occasion in (("after the vectors", 1), ("after the swap", 1), ("in the prune", 1)):
        assert _run(_ingest_and_die, data, papers, point, occasion) == -signal.SIGKILL
        _assert_whole(data)
    _assert_mended(data, papers)


def test_a_first_ingest_that_is_killed_goes_on_where_it_was(tmp_path):
    papers, data = write(tmp_path / "papers", **NEW), tmp_path / "var"
    assert _run(_ingest_and_die, data, papers, "after the swap", 2) == -signal.SIGKILL
    with open_store(data) as store:
        assert len(texts(store)) == 2
        assert {one.outcome.value for one in ingest([papers], store)} == {"unchanged", "read"}
        assert store.verify() == ()


def test_another_process_sees_new_papers_without_being_told(folders):
    data, papers = folders
    with open_store(data, read_only=True) as reader:
        assert "New ladders were bought." not in found(reader, "New ladders were bought.")
        assert _run(partial(_ingest_and_die, data, papers, "at the start", 99)) == 0
        deadline = time.monotonic() + 120
        while "New ladders were bought." not in found(reader, "New ladders were bought."):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert not [one for one in found(reader, "Theft of tractors fell.") if "fell" in one]


def test_vectors_that_another_process_just_added_are_given_by_id(folders):
    """Chroma itself fails here, or gives what is no longer so, until the collection is opened anew."""
    data, papers = folders
    with open_store(data, read_only=True) as reader:
        assert reader.vectors.get(reader.catalogue.chunk_ids(Filters(), Scope.OFFICER))
        assert _run(_ingest_and_die, data, papers, "at the start", 99) == 0
        ids = reader.catalogue.chunk_ids(Filters(), Scope.OFFICER)
        assert set(reader.vectors.get(ids)) == set(ids)
