"""Backups: whole while papers are being read, refused where they are damaged, restored whole or not at all."""

import hashlib
import json
import random
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from index_fakes import BODY, FakeEmbedder, found, ingest, open_store, texts, write

from assistant.access import accounts, uploads
from assistant.access import audit as audit_log
from assistant.access.accounts import Accounts
from assistant.access.audit import Audit
from assistant.access.people import Role
from corpus.errors import MinutebookError
from indexes.catalogue import versions
from indexes.desk.desk import Anchor, Desk
from indexes.keeping import archives, restoring
from indexes.keeping.archives import AUDIT, CONTENTS, USERS, Contents
from indexes.keeping.backup import back_up
from indexes.keeping.restoring import restore
from indexes.records import Scope

PAPERS = {
    "minutes": f"@ minutes | {BODY} | 2025-03-07\nTheft of tractors fell.\nA report was asked for.\n",
    "notes": "@ notes\nThe pump was repaired.\n",
}
ABOUT = Anchor("c1", "minutes.txt", 10, 20, "A report was asked for.")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two papers, one uploaded paper, a decision, a user and what was noted of them."""
    folder = tmp_path / "var"
    uploads = write(folder / "papers", letter="@ report\nThe lamp at the quay is lit.\n")
    with open_store(folder) as store:
        ingest([write(tmp_path / "papers", **PAPERS), uploads], store)
    decide(folder, "confirm")
    Accounts(folder).add("ada", Role.OFFICER, None)
    Audit(folder, 90).note("ada", "ask", "Who mends the lamp?")
    return folder


def decide(folder: Path, decision: str) -> None:
    desk = Desk(folder)
    desk.record(decision, ABOUT, "Ada Clerk")
    desk.close()


def decisions(folder: Path) -> list[str]:
    desk = Desk(folder)
    try:
        return [one.decision for one in desk.reviews(Scope.OFFICER)]
    finally:
        desk.close()


def backed_up(data: Path, file: Path) -> Path:
    with open_store(data) as store:
        back_up(store, file)
    return file


@pytest.fixture
def backup(data: Path, tmp_path: Path) -> Path:
    return backed_up(data, tmp_path / "backup.zip")


def remade(backup: Path, target: Path, change) -> Path:
    """Write another archive with the members that ``change`` makes of those of a backup."""
    with zipfile.ZipFile(backup) as old:
        members = {name: old.read(name) for name in old.namelist()}
    changed = change(members)
    with zipfile.ZipFile(target, "w") as new:
        for name, content in changed.items():
            new.writestr(name, content)
    return target


def test_a_backup_is_restored_elsewhere_with_all_it_held(data, backup, tmp_path):
    shutil.rmtree(tmp_path / "papers")
    embedder = FakeEmbedder()
    there = tmp_path / "elsewhere"
    restored = restore(backup, there, embedder)
    assert (restored.index, restored.contents.papers, restored.contents.decisions) == (True, 3, 1)
    assert embedder.encoded == 0
    assert decisions(there) == ["confirm"]
    with open_store(there) as store:
        assert {source: text for source, text in texts(store).items() if source != "letter.txt"} == {
            f"{stem}.txt": text for stem, text in PAPERS.items()
        }
        assert store.verify(files=False) == ()
        assert found(store, "The pump was repaired.")[0] == "The pump was repaired."
        (letter,) = (one for one in store.catalogue.documents(Scope.OFFICER) if one.source == "letter.txt")
        assert Path(letter.path) == there / "papers" / "letter.txt"
        assert "letter.txt" not in " ".join(store.verify())


def test_what_is_there_is_kept_unless_it_is_to_be_replaced(data, backup):
    decide(data, "reject")
    with pytest.raises(MinutebookError, match="holds an index, decisions or users already: restore into"):
        restore(backup, data, FakeEmbedder())
    assert decisions(data) == ["confirm", "reject"]
    restore(backup, data, FakeEmbedder(), force=True)
    assert decisions(data) == ["confirm"]
    with open_store(data) as store:
        assert len(texts(store)) == 3
        assert store.verify() == ()
        ingest([data.parent / "papers"], store)
        assert len(list(data.glob("minutebook-*.*/"))) == 1


def test_a_desk_that_others_have_open_is_restored_under_them(data, backup):
    open_elsewhere = Desk(data)
    open_elsewhere.record("reject", ABOUT, "Bo Chief")
    restore(backup, data, FakeEmbedder(), force=True)
    assert [one.decision for one in open_elsewhere.reviews(Scope.OFFICER)] == ["confirm"]
    open_elsewhere.record("close", ABOUT, "Bo Chief")
    open_elsewhere.close()
    assert decisions(data) == ["confirm", "close"]


def test_a_damaged_desk_and_catalogue_are_brought_back(data, backup):
    (data / "desk.sqlite3").write_bytes(b"nothing of a database" * 200)
    catalogue = data / (data / "CURRENT").read_text().strip() / "catalogue.sqlite3"
    catalogue.write_bytes(b"nothing of a database" * 200)
    restore(backup, data, FakeEmbedder(), force=True)
    assert decisions(data) == ["confirm"]
    with open_store(data) as store:
        assert store.verify() == ()


def test_a_backup_is_never_written_over_unless_asked(data, backup):
    with open_store(data) as store:
        with pytest.raises(
            MinutebookError, match="is there already: name another file, or write over it with --f"
        ):
            back_up(store, backup)
        assert back_up(store, backup, force=True).size == backup.stat().st_size
        with pytest.raises(MinutebookError, match=r"cannot be written \(no such file or directory\)"):
            back_up(store, backup.parent / "nowhere" / "backup.zip")


def test_backups_made_while_papers_are_read_hold_one_state_each(data, tmp_path):
    changed = {"minutes": PAPERS["minutes"].replace("fell", "rose"), "notes": PAPERS["notes"] + "It leaks.\n"}
    done = threading.Event()

    def read_again_and_again() -> None:
        with open_store(data) as store:
            for turn in range(6):
                ingest([write(tmp_path / "papers", **(changed if turn % 2 else PAPERS))], store)
        done.set()

    reading = threading.Thread(target=read_again_and_again)
    reading.start()
    files = []
    while not done.is_set() or not files:
        files.append(backed_up(data, tmp_path / f"{len(files)}.zip"))
    reading.join()
    for number, file in enumerate(random.Random(1).sample(files, min(4, len(files)))):
        restore(file, tmp_path / f"restored{number}", FakeEmbedder())
        with open_store(tmp_path / f"restored{number}") as store:
            assert store.verify(files=False) == ()
            for source, text in texts(store).items():
                stem = source.removesuffix(".txt")
                assert stem == "letter" or text in (PAPERS[stem], changed[stem])
            assert any(
                one in found(store, "Theft of tractors fell.") for one in texts(store)["minutes.txt"].split("\n")
            )


def test_damaged_vectors_are_left_out_and_made_anew(data, tmp_path):
    place = data / (data / "CURRENT").read_text().strip()
    (place / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 90)
    with sqlite3.connect(place / "catalogue.sqlite3") as connection:
        connection.execute("DELETE FROM vectors WHERE document = 1")
    connection.close()
    embedder = FakeEmbedder()
    restore(backed_up(data, tmp_path / "b.zip"), tmp_path / "there", embedder)
    assert embedder.encoded == 2
    with open_store(tmp_path / "there") as store:
        assert store.verify(files=False) == ()


def outside(name: str):
    def change(members: dict[str, bytes]) -> dict[str, bytes]:
        contents = json.loads(members[CONTENTS])
        contents["files"][name] = contents["files"]["papers/letter.txt"]
        return {name: members["papers/letter.txt"], **members, CONTENTS: json.dumps(contents).encode()}

    return change


def without_a_member(members: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in members.items() if name != "desk.sqlite3"}


def other_bytes(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {"catalogue.sqlite3": members["catalogue.sqlite3"][:-1] + b"!"}


def longer(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {"papers/letter.txt": members["papers/letter.txt"] + b" " * 10_000_000}


def of_the_future(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {CONTENTS: json.dumps(json.loads(members[CONTENTS]) | {"format": 99}).encode()}


def garbled_contents(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {CONTENTS: b"[" * 100_000}


def strange_index(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {CONTENTS: json.dumps(json.loads(members[CONTENTS]) | {"index": "../../etc"}).encode()}


def damaged_catalogue(members: dict[str, bytes]) -> dict[str, bytes]:
    broken = b"not a database" * 300
    said = json.loads(members[CONTENTS])
    said["files"]["catalogue.sqlite3"] = [len(broken), hashlib.sha256(broken).hexdigest()]
    return members | {"catalogue.sqlite3": broken, CONTENTS: json.dumps(said).encode()}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (outside("../escaped.txt"), "which no backup does: do not trust this file"),
        (outside("/etc/minutebook-escaped"), "do not trust this file"),
        (outside("papers/../../escaped.txt"), "do not trust this file"),
        (outside("papers/..\\escaped.txt"), "do not trust this file"),
        (outside("papers/c:evil.txt"), "do not trust this file"),
        (without_a_member, "does not hold what it says it holds"),
        (other_bytes, r"catalogue.sqlite3 in it is damaged"),
        (longer, r"letter.txt in it is damaged"),
        (of_the_future, "made by a later version of Minutebook: update this one"),
        (garbled_contents, "was not written by `minutebook backup`"),
        (strange_index, "was not written by `minutebook backup`"),
        (damaged_catalogue, "catalogue.sqlite3 in it is damaged"),
    ],
)
def test_what_is_no_sound_backup_is_refused_and_changes_nothing(data, backup, tmp_path, change, said):
    wrong = remade(backup, tmp_path / "wrong.zip", change)
    there = tmp_path / "there"
    with pytest.raises(MinutebookError, match=said):
        restore(wrong, there, FakeEmbedder())
    assert [path.name for path in there.iterdir() if path.name != "ingest.lock"] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "backup.zip",
        "papers",
        "there",
        "var",
        "wrong.zip",
    ]
    before = decisions(data), (data / "CURRENT").read_text()
    with pytest.raises(MinutebookError, match=said):
        restore(wrong, data, FakeEmbedder(), force=True)
    assert (decisions(data), (data / "CURRENT").read_text()) == before


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_backup_that_was_cut_short_is_refused(backup, tmp_path, share):
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(MinutebookError, match=r"cannot be restored \(.*\), and nothing was changed"):
        restore(backup, tmp_path / "there", FakeEmbedder())
    with pytest.raises(MinutebookError, match="no such file"):
        restore(tmp_path / "none.zip", tmp_path / "there", FakeEmbedder())


def test_bytes_that_were_flipped_are_found(backup, tmp_path):
    whole = bytearray(backup.read_bytes())
    chance = random.Random(5)
    for _ in range(12):
        spoilt = bytearray(whole)
        spoilt[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        backup.write_bytes(spoilt)
        try:
            restore(backup, tmp_path / "there", FakeEmbedder(), force=True)
        except MinutebookError as error:
            assert "backup" in str(error)
        else:
            with open_store(tmp_path / "there") as store:
                assert store.verify(files=False) == ()


def test_a_disk_without_room_is_said(backup, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(MinutebookError, match="0 MB are free: free some space"):
        restore(backup, tmp_path / "there", FakeEmbedder())


def test_an_index_of_other_tables_is_left_out_and_the_decisions_come_back(backup, tmp_path, monkeypatch):
    monkeypatch.setattr(versions, "FORMAT", versions.FORMAT + 1)
    restored = restore(backup, tmp_path / "there", FakeEmbedder())
    assert not restored.index
    assert decisions(tmp_path / "there") == ["confirm"]
    assert (tmp_path / "there" / "papers" / "letter.txt").is_file()
    with pytest.raises(MinutebookError, match="There is no index"):
        open_store(tmp_path / "there", read_only=True)


class Stop(Exception):  # noqa: N818 - it stands for a crash
    pass


def crashing(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    def crash(*_: object, **__: object) -> None:
        raise Stop

    monkeypatch.setattr(restoring, name, crash)
    yield
    monkeypatch.undo()


@pytest.mark.parametrize("name", ["mend", "_finish", "_put_back", "_put_back_log"])
def test_a_crash_leaves_what_was_there_or_is_ended_by_the_next_who_opens_it(data, backup, monkeypatch, name):
    decide(data, "reject")
    with open_store(data) as store:
        ingest([write(data.parent / "papers", later="@ notes\nA third.\n")], store)
    for _ in crashing(monkeypatch, name):
        with pytest.raises(Stop):
            restore(backup, data, FakeEmbedder(), force=True)
    with open_store(data) as store:
        restored = name != "mend"
        assert ("later.txt" in texts(store)) != restored
        assert store.verify(files=False) == ()
        assert decisions(data) == (["confirm"] if restored else ["confirm", "reject"])
        ingest([data.parent / "papers"], store)
        assert store.verify() == ()
    assert not (data / "RESTORING").exists()


def test_users_and_the_audit_log_come_back_for_their_owners_eyes_alone(data, backup, tmp_path):
    there = tmp_path / "there"
    restored = restore(backup, there, FakeEmbedder())
    held = restored.contents
    assert (held.users, held.noted, held.decisions) == (1, 1, 1)
    (ada,) = Accounts(there).all()
    assert ada.role is Role.OFFICER
    assert Accounts(there).key() == Accounts(data).key()
    assert [one.words for one in Audit(there, 90).records()] == ["Who mends the lamp?"]
    for path in (backup, there / USERS, there / AUDIT):
        assert path.stat().st_mode & 0o777 == 0o600
    letter = Path("papers", "letter.txt")
    assert (there / letter).stat().st_mode == (data / letter).stat().st_mode


def test_what_was_noted_since_a_backup_stays_in_the_audit_log(data, backup):
    Accounts(data).add("bo", Role.READER, None)
    audit = Audit(data, 90, largest=1)
    audit.note("bo", "ask", "What is lit?")
    for _ in range(2):
        restore(backup, data, FakeEmbedder(), force=True)
        assert [one.name for one in Accounts(data).all()] == ["ada"]
        assert [one.words for one in audit.records()] == ["Who mends the lamp?", "What is lit?"]


def test_what_is_kept_is_called_as_its_owners_call_it():
    assert (USERS, AUDIT) == (accounts.FILE, audit_log.NAME)
    assert archives.UPLOADS == uploads.FOLDER


def test_everything_in_a_data_folder_is_in_its_backup_or_can_be_made_again(data, backup):
    with zipfile.ZipFile(backup) as archive:
        kept = set(archive.namelist())
    index = (data / "CURRENT").read_text().strip()
    for path in data.rglob("*"):
        name = path.relative_to(data).as_posix()
        assert path.is_dir() or name in {"CURRENT", *kept} or name.endswith(".lock") or name.startswith(index)
    assert "catalogue.sqlite3" in kept


def test_a_damaged_list_of_users_is_kept_as_it_is(data, tmp_path):
    (data / USERS).write_bytes(b"{")
    restored = restore(backed_up(data, tmp_path / "b.zip"), tmp_path / "there", FakeEmbedder())
    assert restored.contents.users == 0
    assert (tmp_path / "there" / USERS).read_bytes() == b"{"


def test_a_restore_waits_for_no_ingest(data, backup):
    with open_store(data) as store, store.exclusively():
        with pytest.raises(MinutebookError, match="Another ingest is writing"):
            restore(backup, data, FakeEmbedder(), force=True)
        with pytest.raises(MinutebookError, match="Another ingest is writing"):
            (data / "RESTORING").write_text("x")
            restoring.finish(data)


def test_contents_are_read_as_they_were_written(backup):
    with zipfile.ZipFile(backup) as archive:
        contents = archives.read_contents(archive, ("catalogue.sqlite3", "desk.sqlite3"))
    assert isinstance(contents, Contents)
    assert contents.uploads == ["papers/letter.txt"]
    assert contents.logs == ["audit.jsonl"]
