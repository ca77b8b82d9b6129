"""Opening, rebuilding and losing an index: what is refused says which command mends it, and that command does."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from index_fakes import BODY, DIMENSION, FakeEmbedder, found, ingest, open_store, outcomes, texts, write
from servers import chroma
from sqlalchemy import event

from corpus.errors import MinutebookError
from indexes.catalogue import versions
from indexes.catalogue.database import DamagedStoreError
from indexes.records import Filters, Scope
from indexes.store import Store, index_name

MINUTES = f"@ minutes | {BODY} | 2025-03-07\nTheft of tractors fell.\n"
NOTES = "@ notes\nThe pump was repaired.\n"


@pytest.fixture
def filled(tmp_path):
    """A data folder with two papers in its index."""
    papers = write(tmp_path / "papers", minutes=MINUTES, notes=NOTES)
    with open_store(tmp_path / "var") as store:
        ingest([papers], store)
    return tmp_path / "var"


def place(data: Path) -> Path:
    return data / (data / "CURRENT").read_text().strip()


def test_reading_where_there_is_no_index_says_how_to_make_one(tmp_path):
    with pytest.raises(MinutebookError, match=r"There is no index in .*: make one with `minutebook ingest"):
        open_store(tmp_path / "var", read_only=True)
    assert not (tmp_path / "var").exists()


def test_an_index_is_named_by_chunking_model_and_schema(monkeypatch):
    name = index_name("fake", DIMENSION)
    assert name == index_name("fake", DIMENSION)
    assert len({name, index_name("other", DIMENSION), index_name("fake", 8)}) == 3
    monkeypatch.setattr(versions, "FORMAT", versions.FORMAT + 1)
    assert index_name("fake", DIMENSION) != name


def test_another_model_is_refused_until_the_index_is_rebuilt(filled):
    with pytest.raises(MinutebookError, match=r"made with another model .* `minutebook ingest --rebuild PATHS"):
        Store.open(filled, model="other", dimension=DIMENSION)
    old = place(filled)
    with Store.open(filled, model="other", dimension=DIMENSION, rebuild=True) as store:
        assert store.rebuilding
        with open_store(filled, read_only=True) as before:
            assert len(texts(before)) == 2
        reports = ingest([filled.parent / "papers" / "notes.txt"], store)
        assert outcomes(reports) == {"notes.txt": "read", "minutes.txt": "read"}
        assert not store.rebuilding
        assert store.verify() == ()
        assert found(store, "Theft of tractors fell.")
    assert old.exists()
    with Store.open(filled, model="other", dimension=DIMENSION) as store:
        ingest([filled.parent / "papers"], store)
    assert not old.exists()
    with pytest.raises(MinutebookError, match="another model"):
        open_store(filled)


def test_an_index_can_be_rebuilt_in_one_go(filled):
    with open_store(filled) as store:
        name = store.name
        embedder = FakeEmbedder()
        (filled.parent / "papers" / "notes.txt").unlink()
        reports = ingest([filled.parent / "papers"], store, embedder, rebuild=True)
        assert outcomes(reports) == {"minutes.txt": "read", "notes.txt": "read"}
        assert embedder.encoded == 2
        assert store.name != name
        reports = ingest([filled.parent / "papers"], store, rebuild=True, prune=True)
        assert outcomes(reports) == {"minutes.txt": "read"}
        assert set(texts(store)) == {"minutes.txt"}


def test_a_rebuild_that_was_killed_just_after_its_end_is_over(filled):
    (filled / "REBUILDING").write_text((filled / "CURRENT").read_text())
    with open_store(filled, rebuild=True) as store:
        assert store.rebuilding
        assert texts(store) == {}
        ingest([filled.parent / "papers"], store)
    with open_store(filled) as store:
        assert len(texts(store)) == 2
        assert not (filled / "REBUILDING").exists()


def test_an_interrupted_rebuild_goes_on_where_it_was(filled):
    with open_store(filled, rebuild=True) as store:
        name = store.name
    with open_store(filled, rebuild=True) as store:
        assert store.name == name


def test_a_catalogue_of_an_unknown_version_is_refused(filled):
    with sqlite3.connect(place(filled) / "catalogue.sqlite3") as connection:
        connection.execute("UPDATE meta SET value = '9999' WHERE name = 'schema'")
    connection.close()
    with pytest.raises(MinutebookError, match="version 9999, which this Minutebook"):
        open_store(filled)
    with pytest.raises(MinutebookError, match="is of another version"):
        open_store(filled, read_only=True)


@pytest.mark.parametrize("damage", ["header", "page"])
def test_a_damaged_catalogue_says_so_and_is_rebuilt_from_the_papers(filled, damage):
    catalogue = place(filled) / "catalogue.sqlite3"
    with sqlite3.connect(catalogue) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(catalogue.read_bytes())
    if damage == "header":
        data[:100] = b"x" * 100
    else:
        data[4096 * 2 :] = b"\x5a" * len(data[4096 * 2 :])
    catalogue.write_bytes(data)
    with pytest.raises(DamagedStoreError, match="is damaged: build the index anew with `minutebook ingest --reb"):  # noqa: SIM117
        with open_store(filled) as store:
            texts(store)
    with open_store(filled, rebuild=True) as store:
        reports = ingest([filled.parent / "papers"], store)
        assert outcomes(reports[:2]) == {"minutes.txt": "read", "notes.txt": "read"}
        assert "could not be taken over" in reports[2].reason
    with open_store(filled) as store:
        assert len(texts(store)) == 2
        assert store.verify() == ()


def test_a_damaged_page_is_found_by_verify(filled):
    with open_store(filled) as store:
        with sqlite3.connect(place(filled) / "catalogue.sqlite3") as connection:
            connection.execute("PRAGMA writable_schema=ON")
            connection.execute(
                "UPDATE sqlite_master SET sql = replace(sql, 'title TEXT NOT NULL', 'title TEXT NOT NULL UNIQUE') "
                "WHERE name = 'items'"
            )
        connection.close()
        store.engine.dispose()
        problems = " ".join(store.verify())
    assert "damaged" in problems


def test_missing_vectors_are_noticed_and_mended(filled):
    shutil.rmtree(place(filled) / "chroma")
    with open_store(filled) as store:
        (problem,) = store.verify()
        assert problem.startswith("Chroma lacks 2 vectors that the catalogue knows: run `minutebook mend`")
        assert set(outcomes(ingest([filled.parent / "papers"], store)).values()) == {"unchanged"}
        assert store.verify() == ()
        assert found(store, "The pump was repaired.")


def test_strange_vectors_are_noticed_never_shown_and_mended(filled):
    with open_store(filled) as store:
        store.vectors.add(["strange"], FakeEmbedder().encode(["Theft of tractors fell."]))
        (problem,) = store.verify()
        assert problem.startswith("Chroma holds 1 vector that the catalogue does not know: run ")
        question = FakeEmbedder().encode(["Theft of tractors fell."])[0]
        assert "strange" not in dict(store.nearest(question, 5, Filters(), Scope.OFFICER))
        ingest([filled.parent / "papers"], store)
        assert store.verify() == ()


def test_a_keyword_index_that_lost_chunks_is_noticed_and_mended(filled):
    with open_store(filled) as store:
        with store.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM segments")
            connection.exec_driver_sql("UPDATE meta SET value = '77' WHERE name = 'generation'")
        (problem,) = store.verify()
        assert problem.startswith("The keyword index does not hold the chunks that the catalogue does: run ")
        assert store.health() == (problem,)
        ingest([filled.parent / "papers"], store)
        assert store.verify() == ()
        assert store.keywords.search(["theft"], 5, Filters(), Scope.PUBLIC)


def test_a_changed_file_is_noticed_by_verify(filled):
    write(filled.parent / "papers", notes=NOTES + "More.\n")
    with open_store(filled, read_only=True) as store:
        (problem,) = store.verify()
    assert problem == (
        f"notes.txt has changed since it was ingested: run `minutebook ingest {filled.parent / 'papers'}`."
    )


def test_an_index_folder_that_is_gone_is_said(filled):
    shutil.rmtree(place(filled))
    with pytest.raises(MinutebookError, match=r"is missing from .*--rebuild"):
        open_store(filled)


def test_a_store_that_may_only_read_cannot_write(filled):
    with (
        open_store(filled, read_only=True) as store,
        pytest.raises(MinutebookError, match="may not be written"),
        store.engine.begin() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM documents")


def test_a_data_folder_that_is_a_file_is_said(tmp_path):
    (tmp_path / "var").write_text("")
    with pytest.raises(MinutebookError, match=r"cannot be used .* choose another one with `--data`"):
        open_store(tmp_path / "var")


def test_a_folder_that_may_not_be_written_is_said(tmp_path, monkeypatch):
    def refuse(*_given, **_named):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(MinutebookError, match=r"cannot be used \(Permission denied\): choose another"):
        open_store(tmp_path / "var")


def test_a_full_disk_is_said_and_nothing_is_lost(filled):
    papers = write(filled.parent / "papers", large="@ notes\n" + "A line of a large paper.\n" * 3000)
    with open_store(filled) as store:
        with store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

        @event.listens_for(store.engine, "connect")
        def limit(dbapi, _entry):
            dbapi.execute(f"PRAGMA max_page_count={pages + 2}")

        store.engine.dispose()
        with pytest.raises(MinutebookError, match="the disk is full: free some space and do it again"):
            ingest([papers], store)
        assert len(texts(store)) == 2
    with open_store(filled) as store:
        ingest([papers], store)
        assert len(texts(store)) == 3
        assert store.verify() == ()


def test_opening_a_store_loads_no_heavy_library(filled):
    code = (
        "import sys; from pathlib import Path; from indexes.store import Store\n"
        f"store = Store.open(Path({str(filled)!r}), model='fake', dimension={DIMENSION}, read_only=True)\n"
        "from indexes.records import Scope\n"
        "assert store.catalogue.counts(Scope.PUBLIC).documents == 2\n"
        "assert store.health() == ()\n"
        "heavy = {'chromadb', 'llama_index', 'torch', 'sentence_transformers', 'alembic', 'dateparser'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_server_keeps_the_vectors_of_an_index(tmp_path):
    """The same store over a real Chroma server, started for this test."""
    papers = write(tmp_path / "papers", minutes=MINUTES, notes=NOTES)
    with chroma(tmp_path / "server") as url, open_store(tmp_path / "var", chroma_url=url) as store:
        ingest([papers], store)
        assert store.verify() == ()
        assert found(store, "The pump was repaired.")[0] == "The pump was repaired."
        ingest([papers], store, rebuild=True)
        ingest([papers], store)
        assert store.verify() == ()
