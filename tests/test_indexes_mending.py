"""What is lost or damaged of the derived indexes is found, named with the command that mends it, and mended."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from index_fakes import FakeEmbedder, chunk, found, ingest, open_store, outcomes, read, texts, write

from corpus.errors import MinutebookError
from indexes.desk.desk import Anchor, Desk
from indexes.ingesting.ingest import ingest as run_ingest
from indexes.keeping import probing
from indexes.keeping.mending import mend_in_place
from indexes.records import Scope
from indexes.searching.chroma import UnusableVectorsError
from indexes.searching.graphfiles import misfit
from indexes.store import Store

PUMPS = {
    f"p{number}": "@ notes\n" + "".join(f"Pump {number} of {line} was repaired.\n" for line in range(140))
    for number in range(9)
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with so many vectors that Chroma has written its graph, and papers whose files are gone."""
    folder = tmp_path_factory.mktemp("pumps")
    with open_store(folder / "var") as store:
        ingest([write(folder / "papers", **PUMPS)], store)
    return folder / "var"


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "var"))


def chroma(data: Path) -> Path:
    return data / (data / "CURRENT").read_text().strip() / "chroma"


def graph(data: Path) -> Path:
    (folder,) = (one for one in chroma(data).iterdir() if one.is_dir())
    return folder


def mended(store: Store) -> dict[str, str]:
    """Do as `minutebook mend` does; returns what became of papers that had to be indexed again."""
    embedder = FakeEmbedder()
    if mend_in_place(store, embedder):
        return {}
    reports = run_ingest([], store, embedder, read=read, parse=lambda source: None, chunk=chunk, rebuild=True)
    return outcomes(reports)


def cut(name: str) -> Callable[[Path], None]:
    def damage(data: Path) -> None:
        os.truncate(graph(data) / name, (graph(data) / name).stat().st_size // 2)

    return damage


def garble(name: str) -> Callable[[Path], None]:
    def damage(data: Path) -> None:
        size = (graph(data) / name).stat().st_size
        (graph(data) / name).write_bytes(random.Random(3).randbytes(size))

    return damage


def lose_graph(data: Path) -> None:
    shutil.rmtree(graph(data))


def garble_tables(data: Path) -> None:
    path = chroma(data) / "chroma.sqlite3"
    path.write_bytes(b"not a database" * (path.stat().st_size // 14))


def put_a_file_in_its_place(data: Path) -> None:
    folder = chroma(data)
    shutil.rmtree(folder)
    folder.write_text("a file")


DAMAGE = {
    "the graph is gone": lose_graph,
    "the graph is cut short": cut("data_level0.bin"),
    "its header is cut short": cut("header.bin"),
    "its header is garbled": garble("header.bin"),
    "its names are cut short": cut("index_metadata.pickle"),
    "the tables are garbled": garble_tables,
    "a file is where the folder was": put_a_file_in_its_place,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damaged_vectors_are_found_and_made_anew_from_the_catalogue_alone(data, damage):
    damage(data)
    shutil.rmtree(data.parent / "papers", ignore_errors=True)
    with open_store(data) as store:
        (problem,) = store.verify(files=False)
        assert "run `minutebook mend`" in problem
        assert set(mended(store).values()) == {"read"}
        assert store.verify(files=False) == ()
        assert found(store, "Pump 7 of 99 was repaired.")[0] == "Pump 7 of 99 was repaired."
        assert len(texts(store)) == len(PUMPS)


def test_damage_that_ends_the_process_is_found_by_another(data):
    garble("data_level0.bin")(data)
    with open_store(data) as store:
        (problem,) = store.verify(files=False, apart=True)
        assert (
            problem == "The vectors are damaged (reading them ends the program that does): run `minutebook mend`."
        )
        assert set(mended(store).values()) == {"read"}
        assert store.verify(files=False, apart=True) == ()


def test_lost_vectors_and_keywords_are_made_anew_where_they_are(data):
    with open_store(data) as store:
        ids = sorted(store.vectors.ids())
        store.vectors.delete(ids[:7])
        with store.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM segments WHERE id = (SELECT min(id) FROM segments)")
            connection.exec_driver_sql("UPDATE meta SET value = '77' WHERE name = 'generation'")
        assert len(store.verify(files=False)) == 2
        name = store.name
        assert mended(store) == {}
        assert (store.verify(files=False), store.name) == ((), name)


def test_what_a_sound_index_has_is_left_as_it_is(data):
    assert misfit(chroma(data)) is None
    with open_store(data) as store:
        embedder = FakeEmbedder()
        assert mend_in_place(store, embedder)
        assert embedder.encoded == 0


def test_files_that_a_kill_left_half_made_are_made_anew_by_chroma(tmp_path):
    """Below a thousand vectors or so each opening makes them again, and a kill may fall into that."""
    with open_store(tmp_path / "var") as store:
        ingest([write(tmp_path / "papers", notes="@ notes\nThe pump was repaired.\n")], store)
    for name in ("header.bin", "data_level0.bin"):
        (graph(tmp_path / "var") / name).write_bytes(b"")
        with open_store(tmp_path / "var") as store:
            assert store.health() == ()
            assert found(store, "pump") == ["The pump was repaired."]


def test_garbled_vectors_are_noticed(tmp_path):
    with open_store(tmp_path / "var") as store:
        ingest([write(tmp_path / "papers", notes="@ notes\nThe pump was repaired.\n")], store)
        (one,) = store.vectors.ids()
        store.vectors.delete([one])
        store.vectors.add([one], 3 * FakeEmbedder().encode(["The pump was repaired."]))
        assert probing.look(store.vectors) == "some of them are garbled"


def test_a_damaged_catalogue_is_not_mended_and_stays(data):
    catalogue = chroma(data).with_name("catalogue.sqlite3")
    with sqlite3.connect(catalogue) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'originals'").fetchone()[0]
    connection.close()
    garbled = bytearray(catalogue.read_bytes())
    garbled[4096 * (root - 1) : 4096 * root] = b"\x5a" * 4096
    catalogue.write_bytes(garbled)
    with open_store(data) as store:
        (problem,) = store.verify()
        assert problem.startswith("The catalogue is damaged (")
        assert "`minutebook ingest --rebuild /" in problem
        assert "`minutebook restore FILE --force`" in problem
        with pytest.raises(MinutebookError, match=r"The catalogue itself is damaged .* --rebuild PATHS"):
            mended(store)
        name = store.name
        reports = run_ingest([], store, FakeEmbedder(), read=read, parse=lambda _: None, chunk=chunk, rebuild=True)
        assert "failed" in outcomes(reports).values()
    assert (data / "CURRENT").read_text().strip() == name


def test_damage_to_the_desk_is_named_and_does_not_stop_questions(data):
    desk = Desk(data)
    desk.record("confirm", Anchor("c1", "p1.txt", 0, 4, "Pump"), "Ada Clerk")
    desk.close()
    (data / "desk.sqlite3").write_bytes(b"not a database at all, nor ever was" * 300)
    with open_store(data) as store:
        (problem,) = store.verify(files=False)
        assert problem.startswith("The desk with officers' decisions")
        assert "bring back a backup with `minutebook restore FILE --force`" in problem
        assert found(store, "Pump 7 of 99 was repaired.")
    desk = Desk(data)
    with pytest.raises(
        MinutebookError, match=r"The desk with officers' decisions .* is damaged: bring back a backup"
    ):
        desk.reviews(Scope.OFFICER)
    desk.close()


def test_vectors_that_cannot_be_opened_are_said_twice_in_the_same_words(data):
    garble_tables(data)
    with open_store(data) as store:
        for _ in range(2):
            with pytest.raises(UnusableVectorsError, match="not a database"):
                store.vectors.count()


def test_a_graph_that_cannot_be_read_is_said(data, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert misfit(chroma(data)) == "header.bin cannot be read: permission denied"
