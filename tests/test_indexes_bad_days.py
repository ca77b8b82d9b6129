"""Full disks, folders only to be read, ingests at once, half a file, a clock set back: said, and survived."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from index_fakes import BODY, FakeEmbedder, chunk, found, ingest, open_store, outcomes, texts, write
from test_indexes_kills import killed

from assistant.access.accounts import Accounts
from assistant.access.people import LOCAL, Role
from assistant.commands.options import opened_where_there_is_data
from assistant.commands.users import list_users, remove
from assistant.settings import Settings
from corpus.errors import MinutebookError
from corpus.parsing import parse as parse_paper
from corpus.reading.files import READABLE
from corpus.reading.files import read as read_paper
from indexes.catalogue import database
from indexes.desk.desk import Anchor, Desk
from indexes.ingesting import swapping
from indexes.keeping.backup import back_up
from indexes.records import Filters, Scope

MINUTES = f"@ minutes | {BODY} | 2025-03-07\nTheft of tractors fell.\nA report was asked for.\n"
LARGE = "@ notes\n" + "".join(f"Pump {line} of the station was repaired.\n" for line in range(400))
SAMPLE = Path(__file__).parents[1] / "corpus" / "sample" / "papers"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with open_store(tmp_path / "var") as store:
        ingest([write(tmp_path / "papers", minutes=MINUTES)], store)
    return tmp_path / "var"


def assert_nothing_lost(data: Path, papers: Path) -> None:
    with open_store(data) as store:
        assert texts(store)["minutes.txt"] == MINUTES
        for problem in store.verify():
            assert "run `minutebook mend`" in problem
        ingest([papers], store)
        assert store.verify() == ()
        assert len(texts(store)) == 2


def ingest_with_little_room(data: Path, papers: Path, told) -> None:
    """Files may grow to the size that the name of the folder of papers says, as on a disk that is full."""
    room = int(papers.name.rsplit("-", 1)[1])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        with open_store(data) as store:
            reports = ingest([papers], store)
        told.send("; ".join(one.reason for one in reports))
    except MinutebookError as error:
        told.send(str(error))


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="limits of Unix")
@pytest.mark.parametrize("room", [40_000, 250_000])
def test_files_that_cannot_grow_are_said_and_nothing_is_lost(data: Path, tmp_path: Path, room: int) -> None:
    papers = tmp_path / f"papers-{room}"
    (tmp_path / "papers").rename(papers)
    write(papers, large=LARGE)
    told, _ = killed(ingest_with_little_room, 600, data, papers)
    (said,) = (one for one in told if one != 0)
    assert said.count(". ") == 0
    assert "disk" in said
    assert_nothing_lost(data, papers)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes, where this user may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = os.geteuid() == 0 and shutil.which("mount")
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if not made or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not make a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_is_full_is_said_and_nothing_is_lost(data: Path, small_disk: Path, tmp_path: Path) -> None:
    there = small_disk / "var"
    shutil.copytree(data, there)
    full = small_disk / "full"
    write(tmp_path / "papers", large=LARGE)
    full.write_bytes(b"\0" * (shutil.disk_usage(small_disk).free - 150_000))
    with pytest.raises(MinutebookError, match=r"disk is full: free some space"), open_store(there) as store:
        ingest([tmp_path / "papers"], store)
    desk = Desk(there)
    with pytest.raises(MinutebookError, match=r"disk is full: free some space"):
        for _ in range(500):
            desk.record("confirm", Anchor("c1", "minutes.txt", 0, 4, "quote " * 400), "Ada Clerk")
    kept = len(desk.reviews(Scope.OFFICER))
    desk.close()
    full.unlink()
    desk = Desk(there)
    assert len(desk.reviews(Scope.OFFICER)) == kept
    desk.close()
    assert_nothing_lost(there, tmp_path / "papers")


def test_a_folder_that_may_only_be_read_is_said(data: Path, small_disk: Path, tmp_path: Path) -> None:
    there = small_disk / "var"
    shutil.copytree(data, there)
    write(tmp_path / "papers", large=LARGE)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(MinutebookError, match=r"choose another( one)? with `--data`"), open_store(there) as store:
        ingest([tmp_path / "papers"], store)
    desk = Desk(there)
    with pytest.raises(MinutebookError, match="check the permissions of its folder"):
        desk.record("confirm", Anchor("c1", "minutes.txt", 0, 4, "quote"), "Ada Clerk")
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert_nothing_lost(there, tmp_path / "papers")


def seen(data: Path) -> dict[Path, tuple[int, int]]:
    """Every file with its size and the time it was written."""
    return {one: (one.stat().st_size, one.stat().st_mtime_ns) for one in data.rglob("*") if one.is_file()}


@pytest.fixture(params=["said", "read-only", "full"])
def unwritable(request, data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with papers and a decision, to which nothing can be written."""
    there = data
    if request.param != "said":
        disk = request.getfixturevalue("small_disk")
        there = Path(shutil.copytree(data, disk / "var"))
    desk = Desk(there)
    desk.record("confirm", Anchor("c1", "minutes.txt", 0, 4, "quote"), "Ada Clerk")
    desk.close()
    Accounts(there).add("ada", Role.OFFICER, None)
    if request.param == "said":

        def refuse(folder: Path) -> None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

        monkeypatch.setattr(database, "require_writable", refuse)
    elif request.param == "read-only":
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    else:
        (disk / "full").write_bytes(b"\0" * (shutil.disk_usage(disk).free - 20_000))
    return there


def test_where_nothing_can_be_written_questions_are_answered(
    unwritable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("assistant.building.make_embedder", lambda _: FakeEmbedder())
    before, settings = seen(unwritable), Settings(data=unwritable)
    with opened_where_there_is_data(settings) as assistant:
        answer = assistant.ask((), "What became of the theft of tractors?")
        assert answer.citations[0].quote == "Theft of tractors fell."
        assistant.note(LOCAL, "ask", "What became of the theft of tractors?")
        assert [one.who for one in assistant.register.desk.reviews(Scope.OFFICER)] == ["Ada Clerk"]
        assert assistant.conversations.list("ada") == ()
        assert assistant.store.health() == ()
        kept = back_up(assistant.store, tmp_path / "kept.zip")
        assert (kept.contents.papers, kept.contents.decisions) == (1, 1)
    assert capsys.readouterr().err.startswith(f"Nothing can be written to {unwritable}, so what is asked")
    after = seen(unwritable)
    assert {one.name for one in set(after) - set(before)} <= {"audit.jsonl", "audit.jsonl.lock", "chroma.lock"}
    assert all(after[one] == before[one] for one in before)
    with (
        pytest.raises(MinutebookError, match=r"cannot be written \(.*\): (choose another|free some space)"),
        opened_where_there_is_data(settings, to_write=True),
    ):
        pass


def test_where_nothing_can_be_written_users_are_listed_and_none_is_added(
    unwritable: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = seen(unwritable)
    list_users(data=unwritable)
    assert capsys.readouterr().out == "ada  officer  (proxy)\n"
    with pytest.raises(MinutebookError, match=r"cannot be written \(.*\): (choose another|free some space)"):
        remove("ada", data=unwritable)
    assert {one: what for one, what in seen(unwritable).items() if one in before} == before


def test_what_a_log_holds_is_read_where_nothing_can_be_written(data: Path, monkeypatch) -> None:
    desk = Desk(data)
    desk.record("confirm", Anchor("c1", "minutes.txt", 0, 4, "quote"), "Ada Clerk")
    assert (data / "desk.sqlite3-wal").stat().st_size
    monkeypatch.setattr(database, "writable", lambda _: False)
    monkeypatch.setattr("indexes.desk.desk_file.writable", lambda _: False)
    other = Desk(data)
    assert len(other.reviews(Scope.OFFICER)) == 1
    with pytest.raises(MinutebookError, match=rf"{data}/desk.sqlite3 may not be written"):
        other.record("reject", Anchor("c1", "minutes.txt", 0, 4, "quote"), "Ada Clerk")
    desk.close()
    other.close()


def ingest_or_be_refused(data: Path, papers: Path, told) -> None:
    try:
        with open_store(data) as store:
            told.send(sorted(outcomes(ingest([papers], store)).values()))
    except MinutebookError as error:
        told.send(str(error))


def test_of_ingests_at_once_one_reads_and_the_others_are_refused(data: Path, tmp_path: Path) -> None:
    papers = write(tmp_path / "papers", large=LARGE)
    said: list[object] = []

    def run() -> None:
        said.extend(one for one in killed(ingest_or_be_refused, 600, data, papers)[0] if one != 0)

    others = [threading.Thread(target=run) for _ in range(3)]
    asked = 0
    with open_store(data, read_only=True) as store:
        for one in others:
            one.start()
        while any(one.is_alive() for one in others):
            assert found(store, "Theft of tractors fell.")
            ids = [one for one, _ in store.keywords.search(["theft"], 5, Filters(), Scope.OFFICER)]
            (answer,) = store.catalogue.chunks(ids, Scope.OFFICER).values()
            assert answer.chunk.text == "Theft of tractors fell."
            asked += 1
    for one in others:
        one.join()
    assert asked
    assert len(said) == 3
    for one in said:
        assert one in (["read", "unchanged"], ["unchanged", "unchanged"]) or "Another ingest is writing to" in str(
            one
        )
    assert ["read", "unchanged"] in said
    with open_store(data) as store:
        assert store.verify() == ()
        assert len(texts(store)) == 2


def test_half_a_paper_is_named_and_the_version_before_stays(tmp_path: Path) -> None:
    whole = (SAMPLE / "severn-vale-signed-minutes-2024-06-13.pdf").read_bytes()
    path = tmp_path / "papers" / "minutes.pdf"
    path.parent.mkdir()
    path.write_bytes(whole)
    steps = {"read": read_paper, "parse": parse_paper, "chunk": chunk, "readable": READABLE}
    with open_store(tmp_path / "var") as store:
        ingest([path.parent], store, **steps)
        (before,) = texts(store).values()
        path.write_bytes(whole[: len(whole) // 2])
        (report,) = ingest([path.parent], store, **steps)
        assert report.outcome.value == "failed"
        assert report.reason.startswith("it is cut short: download it again")
        assert report.reason.endswith("(the version read before is kept)")
        assert list(texts(store).values()) == [before]
        (problem,) = store.verify()
        assert "has changed since it was ingested: run `minutebook ingest" in problem
        path.write_bytes(whole)
        assert outcomes(ingest([path.parent], store, **steps)) == {"minutes.pdf": "unchanged"}
        assert store.verify() == ()


def test_a_clock_that_is_set_back_changes_no_order(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(["2031-06-02T10:00:00+00:00", "1970-01-01T00:00:00+00:00", "2031-06-02T10:00:00+00:00"])
    desk = Desk(data, clock=lambda: next(times))
    for decision in ("confirm", "reject", "close"):
        desk.record(decision, Anchor("c1", "minutes.txt", 0, 4, "quote"), "Ada Clerk")
    assert [one.decision for one in desk.reviews(Scope.OFFICER)] == ["confirm", "reject", "close"]
    desk.close()

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(1970, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(swapping, "datetime", Earlier)
    changed = MINUTES.replace("fell", "rose")
    papers = write(data.parent / "papers", minutes=changed)
    os.utime(papers / "minutes.txt", (0, 0))
    with open_store(data) as store:
        assert outcomes(ingest([papers], store, FakeEmbedder())) == {"minutes.txt": "read"}
        assert list(texts(store).values()) == [changed]
        assert store.verify() == ()
