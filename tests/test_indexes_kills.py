"""Kill -9 at random moments of reading papers, pruning, reviewing, mending and backing up, one after the other.

A dozen here; `pytest -s tests/test_indexes_kills.py --kills 200` is the long form, and says where they fell:
nearly all after the work has written something. Whatever one leaves is worked on by the next, as on a machine that
is switched off again and again.
"""

import multiprocessing
import random
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from index_fakes import BODY, FakeEmbedder, found, ingest, open_store, texts, write
from sqlalchemy import Engine, event

from indexes.desk.desk import Anchor, Desk
from indexes.ingesting import ingest as ingesting
from indexes.keeping import restoring
from indexes.keeping.archives import Writer
from indexes.keeping.backup import back_up
from indexes.keeping.mending import mend_all
from indexes.keeping.restoring import restore
from indexes.records import Scope
from indexes.searching.vectors import Vectors

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


def prune(data: Path, papers: Path, told: Connection) -> None:
    """Take out what is gone, among papers that have not changed."""
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
        mend_all(store, Slow())


def save(data: Path, papers: Path, told: Connection) -> None:
    with open_store(data) as store:
        back_up(store, data.parent / "backup.zip", force=True)


def save_and_bring_back(data: Path, papers: Path, told: Connection) -> None:
    save(data, papers, told)
    restore(data.parent / "backup.zip", data, Slow(), force=True)


# What is killed, and how often.
WORK = {read_papers: 8, prune: 4, read_all_anew: 3, review: 5, mend: 2, save: 2, save_and_bring_back: 2}
BEGUN, WROTE = 0, "wrote"


def begun(work: Callable[..., None], data: Path, papers: Path, told: Connection) -> None:
    told.send(BEGUN)
    if work in WORK:
        tell_of_the_first_write(told)
    work(data, papers, told)


def tell_of_the_first_write(told: Connection) -> None:
    """Let this process tell of it, whether it goes into a database, into Chroma, or into or out of an archive."""
    said: list[str] = []

    def tell() -> None:
        if not said:
            said.append(WROTE)
            told.send(WROTE)

    def tell_of_writing(connection, cursor, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            tell()

    def telling(original: Callable[..., object]) -> Callable[..., object]:
        def told_of(*given: object, **named: object) -> object:
            tell()
            return original(*given, **named)

        return told_of

    event.listen(Engine, "before_cursor_execute", tell_of_writing)
    for owner, name in ((Writer, "add"), (restoring, "extract"), (Vectors, "add")):
        setattr(owner, name, telling(getattr(owner, name)))


def killed(
    work: Callable[..., None], seconds: float, *given: Path, once: object = BEGUN
) -> tuple[list[object], float | None]:
    """Kill some work so many seconds after it has begun, or once it has written.

    Returns: what it told before, and how long it took from there where it ended.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["test_indexes_kills", "chromadb", "llama_index.vector_stores.chroma"])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=begun, args=(work, *given, there))
    process.start()
    there.close()
    told = []
    try:
        while (not told or told[-1] != once) and here.poll(600):
            told.append(here.recv())
    except EOFError:
        pass  # it had nothing to write
    assert told
    started = time.monotonic()
    process.join(seconds)
    took = None if process.is_alive() else time.monotonic() - started
    process.kill()
    process.join()
    assert took is None or process.exitcode == 0, f"{work.__name__} ended with {process.exitcode}"
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


def prepare(work: Callable[..., None], data: Path, papers: Path, chance: random.Random) -> None:
    """Give some work something to do."""
    write(papers, **{stem: chance.choice(versions) for stem, versions in ALWAYS.items()})
    if work is prune:
        write(papers, **SOMETIMES)
        with open_store(data) as store:
            ingest([papers], store)
    for stem, text in SOMETIMES.items():
        if chance.random() < 0.5 and work is not prune:
            write(papers, **{stem: text})
        else:
            (papers / f"{stem}.txt").unlink(missing_ok=True)
    if work is mend and chance.random() < 0.7:
        shutil.rmtree(data / (data / "CURRENT").read_text().strip() / "chroma", ignore_errors=True)


def test_kills_at_random_moments_lose_nothing(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    chance = random.Random(11)
    data, papers = tmp_path / "var", tmp_path / "papers"
    with open_store(data) as store:
        ingest([write(papers, **{stem: versions[0] for stem, versions in ALWAYS.items()})], store)
    longest = {review: 0.5}
    kept: set[int] = set()
    undone: set[int] = set()
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for _ in range(request.config.getoption("--kills")):
        (work,) = chance.choices(list(WORK), weights=list(WORK.values()))
        prepare(work, data, papers, chance)
        early = chance.random() < 0.1
        seconds = 0.3 if early else longest.get(work, 1.0)
        told, took = killed(work, chance.uniform(0, 1.1) * seconds, data, papers, once=BEGUN if early else WROTE)
        # From the first write to the end, as last seen: a kill may fall anywhere in it.
        longest[work] = max(took, 0.02) if took is not None and not early else min(1.0, 1.2 * seconds)
        kept |= {key for key in told if isinstance(key, int) and key > 0}
        undone |= {-key for key in told if isinstance(key, int) and key < 0}
        problems = assert_whole(data, kept, undone)
        wrote = "after" if WROTE in told else "before"
        seen[work.__name__]["ended" if took is not None else f"killed {wrote} the first write"] += 1
        seen["of these"]["left something to mend"] += any("mend" in problem for problem in problems)
        if problems and chance.random() < 0.3:
            with open_store(data) as store:
                mend_all(store, FakeEmbedder())
                assert store.verify(files=False) == ()
    print(*((name, dict(counts)) for name, counts in seen.items()), f"{len(kept)} decisions", sep="\n")  # noqa: T201
    with open_store(data) as store:
        ingest([papers], store, prune=True)
        assert store.verify() == ()
    assert assert_whole(data, kept, undone) == []
