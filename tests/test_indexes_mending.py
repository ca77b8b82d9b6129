"""What is lost or damaged of the derived indexes is found, named with the command that mends it, and mended."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from index_fakes import FakeEmbedder, found, ingest, open_store, outcomes, texts, write

from corpus.errors import MinutebookError
from indexes.desk.desk import Anchor, Desk
from indexes.keeping import probing
from indexes.keeping.mending import mend_all
from indexes.records import Filters, Scope
from indexes.searching.chroma import UnusableVectorsError
from indexes.searching.graphfiles import held, misfit
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


def mended(store: Store) -> int:
    """Do as `minutebook mend` does; returns how many chunks had to be encoded."""
    embedder = FakeEmbedder()
    mend_all(store, embedder)
    return embedder.encoded


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
    "its links are garbled": garble("data_level0.bin"),
    "its upper links are garbled": garble("link_lists.bin"),
    "its names are garbled": garble("index_metadata.pickle"),
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
        assert mended(store) == 0
        assert store.verify(files=False) == ()
        assert found(store, "Pump 7 of 99 was repaired.")[0] == "Pump 7 of 99 was repaired."
        assert len(texts(store)) == len(PUMPS)


def test_a_graph_of_vectors_that_are_gone_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("indexes.keeping.mending.SPARE", 100)
    sizes = []
    with open_store(tmp_path / "var") as store:
        for number in range(3):
            papers = {name: text.replace("repaired", f"repaired {number} times") for name, text in PUMPS.items()}
            ingest([write(tmp_path / "papers", **papers)], store)
            sizes.append(held(chroma(tmp_path / "var")))
            said = f"Pump 7 of 99 was repaired {number} times."
            assert found(store, said)[0] == said
        assert store.verify() == ()
        assert not list(chroma(tmp_path / "var").parent.glob("chroma.*w"))
    assert sizes[0] < sizes[1] > sizes[2]


def test_damage_is_found_by_a_process_of_its_own(data, monkeypatch):
    with open_store(data) as store:
        assert store.verify(files=False, apart=True) == ()
        monkeypatch.setattr(probing.sys, "executable", "/bin/false")
        assert "they cannot be read" in store.verify(files=False, apart=True)[0]
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], -11, "", ""))
        assert "reading them ends the program that does" in store.verify(files=False, apart=True)[0]


@pytest.mark.parametrize("name", ["header.bin", "data_level0.bin", "link_lists.bin", "index_metadata.pickle"])
def test_questions_are_answered_without_a_graph_that_is_damaged(data, name, monkeypatch):
    monkeypatch.setattr("indexes.store.GRAPH_ABOVE", 10)
    vector = FakeEmbedder().encode(["Pump 7 of 99 was repaired."])[0]
    with open_store(data) as store:
        before = store.nearest(vector, 5, Filters(), Scope.PUBLIC)
        store.vectors.close()
        garble(name)(data)
        store.vectors = store.open_vectors(store.vectors.folder)
        after = store.nearest(vector, 5, Filters(), Scope.PUBLIC)
        assert after[0] == (before[0][0], pytest.approx(before[0][1], abs=1e-5))


def spoilt(path: Path, at: int, number: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(number.to_bytes(4, "little"))


def test_a_folder_of_vectors_that_is_gone_is_seen_at_once(data):
    shutil.rmtree(chroma(data))
    with open_store(data) as store:
        assert store.health() == ("The vectors are damaged (they are gone): run `minutebook mend`.",)


def test_every_number_that_chroma_would_follow_is_looked_at(data):
    assert misfit(chroma(data), thoroughly=True) is None
    header, level0, upper = (graph(data) / name for name in ("header.bin", "data_level0.bin", "link_lists.bin"))
    size = int.from_bytes(header.read_bytes()[28:36], "little")
    links = next(at for at in range(0, 10**6, 4) if upper.read_bytes()[at : at + 4] != b"\0" * 4)
    for path, at, number, said in (
        (header, 4, 1, "header.bin is garbled"),
        (header, 28, 7, "header.bin is garbled"),
        (header, 52, 1 << 31, "header.bin is garbled"),
        (header, 52, 30, "link_lists.bin is garbled"),
        (header, 56, 1 << 30, "header.bin is garbled"),
        (level0, 500 * size, 33, "data_level0.bin is garbled"),
        (level0, 500 * size, 0x2000001, "data_level0.bin is garbled"),
        (level0, 500 * size + 4, 1 << 20, "data_level0.bin is garbled"),
        (upper, 0, 3, "link_lists.bin is garbled"),
        (upper, links, 1 << 20, "link_lists.bin is garbled"),
        (upper, links + 4, 17, "link_lists.bin is garbled"),
        (upper, links + 8, 1 << 20, "link_lists.bin is garbled"),
    ):
        whole = path.read_bytes()
        spoilt(path, at, number)
        assert misfit(chroma(data), thoroughly=True) == said
        path.write_bytes(whole)
    upper.write_bytes(upper.read_bytes()[:-4])
    assert misfit(chroma(data), thoroughly=True) == "link_lists.bin is garbled"


def test_a_graph_from_which_vectors_were_deleted_is_sound(data):
    with open_store(data) as store:
        ids = sorted(store.vectors.ids())
        vectors = store.vectors.get(ids[:600])
        store.vectors.delete(ids[:600])
        assert misfit(chroma(data), thoroughly=True) is None
        store.vectors.add(list(vectors), np.stack(list(vectors.values())))
        assert misfit(chroma(data), thoroughly=True) is None
        assert store.verify(files=False) == ()


def test_vectors_that_the_catalogue_lost_are_encoded_anew(data):
    with open_store(data) as store:
        with store.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM vectors WHERE document = 1")
            connection.exec_driver_sql("UPDATE vectors SET numbers = zeroblob(length(numbers)) WHERE document = 2")
            connection.exec_driver_sql("UPDATE vectors SET numbers = zeroblob(7) WHERE document = 3")
        (problem,) = store.verify(files=False)
        assert problem.startswith(
            "The catalogue's own copy of the vectors is damaged in 3 of its papers: run `min"
        )
        assert mended(store) == 3 * 140
        assert store.verify(files=False) == ()
        assert mended(store) == 0


def test_what_an_ingest_was_killed_over_is_copied_from_the_catalogue(data):
    """Chroma may hold the vectors of a version that was never swapped in, under the same ids."""
    with open_store(data) as store:
        (one, *_), vector = sorted(store.vectors.ids()), FakeEmbedder().encode(["others"])
        right = store.vectors.get([one])[one]
        store.vectors.delete([one])
        store.vectors.add([one], vector)
        with store.engine.begin() as connection:
            note = "INSERT INTO pending (kind, source, ids) VALUES ('adding', 'x', ?)"
            connection.exec_driver_sql(note, (json.dumps([one]),))
        assert mended(store) == 0
        assert np.allclose(store.vectors.get([one])[one], right, atol=1e-6)


def test_a_folder_that_cannot_take_new_vectors_is_said(data, monkeypatch):
    garble("header.bin")(data)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with open_store(data) as store, monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        with pytest.raises(MinutebookError, match=r"cannot be used \(Permission denied\): choose another one"):
            mended(store)
    with open_store(data) as store:
        assert mended(store) == 0
        assert store.verify(files=False) == ()


def test_lost_vectors_and_keywords_are_made_anew_where_they_are(data):
    with open_store(data) as store:
        ids = sorted(store.vectors.ids())
        store.vectors.delete(ids[:7])
        with store.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM segments WHERE id = (SELECT min(id) FROM segments)")
            connection.exec_driver_sql("UPDATE meta SET value = '77' WHERE name = 'generation'")
        assert len(store.verify(files=False)) == 2
        name = store.name
        assert mended(store) == 0
        assert (store.verify(files=False), store.name) == ((), name)


def test_what_a_sound_index_has_is_left_as_it_is(data):
    assert misfit(chroma(data)) is None
    with open_store(data) as store:
        assert mended(store) == 0


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
        reports = ingest([], store, rebuild=True)
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
