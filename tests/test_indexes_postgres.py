"""A catalogue and a desk in PostgreSQL: the same store over a real server, shared by several processes."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from index_fakes import BODY, OTHER_BODY, found, ingest, open_store, outcomes, texts, write
from servers import chroma, free_port, postgres, postgres_programs

from assistant.building import build
from assistant.settings import load
from corpus.errors import MinutebookError
from corpus.words import stems
from indexes.catalogue import postgres as module
from indexes.catalogue.database import DamagedStoreError, writing
from indexes.catalogue.folders import IngestRunningError
from indexes.desk.conversations import Conversations
from indexes.desk.desk import Anchor, Desk
from indexes.records import Filters, Scope

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample" / "papers" / "northmoor-transcript-2025-03-11.txt"
PAPERS = {
    "minutes": f"@ minutes | {BODY} | 2025-03-07\n# 4. Tractors\nTheft of tractors fell.\nIt was agreed.\n",
    "notes": "@ notes\nThe pump was repaired. PCP means Police and Crime Panel\n",
    "Zeta": f"@ notes | {OTHER_BODY} | 2024-11-01\nPCP means Pump Care Plan\nThe tractors are old.\n",
    "secret": f"@ report | {BODY} | 2025-03-07 | exempt\nThe pump will be sold.\n",
}


@pytest.fixture(scope="module")
def server():
    if postgres_programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres() as url:
        yield url


@pytest.fixture
def database(server, request):
    """A fresh database of the server."""
    name = f"m{abs(hash(request.node.name))}"
    engine = module.connect(server, "public")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server.rsplit("/", 1)[0] + f"/{name}"


def said(store) -> list[object]:
    """What is read of a store, in the order in which it is shown."""
    catalogue, both = store.catalogue, (Scope.PUBLIC, Scope.OFFICER)
    dated = Filters(body=BODY.upper(), date_from=None)
    return [
        [catalogue.meetings(scope) for scope in both],
        [catalogue.acronyms(scope) for scope in both],
        [[one.source for one in catalogue.documents(scope)] for scope in both],
        [catalogue.counts(scope) for scope in both],
        [store.keywords.search(stems("tractors pump agreed"), 9, Filters(), scope) for scope in both],
        store.keywords.search(stems("tractors pump"), 9, dated, Scope.PUBLIC),
        texts(store),
    ]


def test_everything_read_is_as_from_sqlite_and_in_the_same_order(database, tmp_path):
    papers = write(tmp_path / "papers", **PAPERS)
    with open_store(tmp_path / "one") as lite, open_store(tmp_path / "two", catalogue_url=database) as shared:
        for store in (lite, shared):
            assert set(outcomes(ingest([papers], store)).values()) == {"read"}
            assert store.verify() == ()
        assert said(shared) == said(lite)
        assert len(said(shared)[-1]) == len(PAPERS)


def test_papers_are_changed_removed_and_built_anew(database, tmp_path):
    papers = write(tmp_path / "papers", **PAPERS)
    with open_store(tmp_path / "var", catalogue_url=database) as store:
        ingest([papers], store)
        write(papers, notes="@ notes\nThe pump was sold.\n")
        (papers / "Zeta.txt").unlink()
        assert outcomes(ingest([papers], store, prune=True)) == {
            "minutes.txt": "unchanged", "notes.txt": "read", "secret.txt": "unchanged", "Zeta.txt": "removed",
        }  # fmt: skip
        old = store.name
        ingest([papers], store, rebuild=True)
        assert store.name != old
        assert set(store.shelf.names()) == {old, store.name}
        ingest([papers], store)
        assert store.shelf.names() == [store.name]
        assert found(store, "The pump was sold.")[0] == "The pump was sold."
        assert store.verify() == ()
    with open_store(tmp_path / "var", catalogue_url=database, read_only=True) as reader:
        assert reader.name == store.name
        with pytest.raises(Exception, match="read-only transaction"), writing(reader.engine) as connection:
            connection.exec_driver_sql("DELETE FROM chunks")


def test_one_ingest_at_a_time_on_all_machines(database, tmp_path):
    papers = write(tmp_path / "papers", **PAPERS)
    with (
        open_store(tmp_path / "here", catalogue_url=database) as here,
        open_store(tmp_path / "there", catalogue_url=database) as there,
    ):
        with (
            here.exclusively(),
            pytest.raises(IngestRunningError, match=r"Another ingest is writing to postgresql"),
        ):
            ingest([papers], there)
        assert len(ingest([papers], there)) == len(PAPERS)


def test_many_write_to_the_desk_at_once_and_nothing_is_lost(database):
    about = Anchor("m1", "minutes.txt", 0, 5, "Theft")

    def decide(number: int) -> None:
        desk = Desk(database)
        desk.record("confirm", about, f"Clerk {number}")
        desk.close()

    with ThreadPoolExecutor(8) as people:
        list(people.map(decide, range(16)))
    desk, talks = Desk(database), Conversations(database)
    assert {one.who for one in desk.reviews(Scope.PUBLIC)} == {f"Clerk {number}" for number in range(16)}
    assert desk.undo(3, "Ada", Scope.PUBLIC).undone_by == "Ada"
    kept = talks.save("ada", "{}", title="The pump", words="What of the PUMP?")
    assert [one.id for one in talks.list("ada", "pump")] == [kept]
    desk.close()
    talks.close()


def test_a_desk_of_a_later_version_is_left_alone(database):
    Desk(database).record("confirm", Anchor("m1", "minutes.txt", 0, 5, "Theft"), "Ada")
    engine = module.connect(database, "minutebook_desk")
    with writing(engine) as connection:
        connection.exec_driver_sql("COMMENT ON SCHEMA minutebook_desk IS '99'")
    engine.dispose()
    with pytest.raises(MinutebookError, match="written by a later version of Minutebook: update this one"):
        Desk(database).reviews(Scope.PUBLIC)


@pytest.mark.model
@pytest.mark.slow
def test_a_process_elsewhere_answers_as_one_over_a_folder_does(database, tmp_path):
    """One ingests; another, with a data folder that could be on another machine, is asked."""

    def asked(data: str, **settings: str) -> dict[str, object]:
        own = {f"MINUTEBOOK_{name.upper()}": value for name, value in settings.items()}
        code = "from assistant.cli import main; main()"
        command = [sys.executable, "-c", code, "ask", "What was said about the cameras?", "--json"]
        environment = os.environ | own | {"MINUTEBOOK_DATA": str(tmp_path / data)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return {name: value for name, value in json.loads(done.stdout).items() if name != "elapsed_ms"}

    with chroma(tmp_path / "chroma") as url:
        shared = {"catalogue_url": database, "chroma_url": url}
        for settings in (load(data=tmp_path / "one", **shared), load(data=tmp_path / "folder")):
            with closing(build(settings)) as assistant:
                assert [one.outcome for one in assistant.ingest([SAMPLE])] == ["read"]
                assert assistant.store.verify() == ()
        answer = asked("two", **shared)
        assert answer["status"] == "answered"
        assert answer == asked("folder")


def test_what_is_wrong_is_said_in_a_sentence(tmp_path, server, monkeypatch):
    with pytest.raises(MinutebookError, match="no address such as postgresql://user@host/name: correct it"):
        open_store(tmp_path / "var", catalogue_url="mysql://localhost/papers")
    nobody = f"postgresql://ada:hunter2@127.0.0.1:{free_port()}/papers"
    with pytest.raises(DamagedStoreError, match=r"cannot be reached .*: start its server or correct") as caught:
        open_store(tmp_path / "var", catalogue_url=nobody)
    assert "hunter2" not in str(caught.value)
    with pytest.raises(MinutebookError, match="There is no index in postgresql"):
        open_store(tmp_path / "var", catalogue_url=server, read_only=True)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MinutebookError, match=r'needs its driver: run pip install "minutebook\[postgres\]"'):
        open_store(tmp_path / "var", catalogue_url=server)
