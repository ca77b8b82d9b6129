"""Every released version of the catalogue becomes today's, with all that it holds.

`tests/catalogues/v*.sql` are dumps of small catalogues of invented papers, one for each version; a new version
adds its own with `python tests/test_indexes_schema.py` (`--renew` until it is released) and changes no other.
"""

import re
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from index_fakes import BODY, extract, ingest, open_store, write

from corpus.errors import MinutebookError
from indexes.catalogue import schema, versions
from indexes.catalogue.catalogue import Catalogue
from indexes.catalogue.database import connect, writing
from indexes.catalogue.migrations import upgrade
from indexes.records import Filters, Scope
from indexes.searching.keywords import Keywords
from indexes.searching.view import Views

FIXTURES = Path(__file__).parent / "catalogues"
PAPERS = {
    "minutes": f"@ minutes | {BODY} | 2025-03-07\n# 12. Rural crime\n"
    "Theft of tractors fell.\nIt was agreed to ask.\n",
    "private": f"@ report | {BODY} | 2025-03-08 | exempt\n"
    "The station is sold.\nPCP means Police and Crime Panel\n",
}


def restored(version: str, folder: Path) -> sa.Engine:
    path = folder / "catalogue.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript((FIXTURES / f"v{version}.sql").read_text())
    connection.close()
    return connect(path)


def test_there_is_a_stored_catalogue_of_every_version():
    assert {path.stem for path in FIXTURES.iterdir()} == {f"v{version}" for version in upgrade.VERSIONS}
    assert upgrade.VERSIONS[-1] == versions.HEAD


@pytest.mark.parametrize("version", upgrade.VERSIONS)
def test_a_stored_catalogue_is_brought_to_today_with_all_it_holds(version, tmp_path):
    engine = restored(version, tmp_path)
    versions.migrate(engine)
    assert versions.version(engine) == versions.HEAD
    catalogue = Catalogue(engine)
    documents = {one.source: one for one in catalogue.documents(Scope.OFFICER)}
    assert {source: catalogue.text(one.id, Scope.OFFICER) for source, one in documents.items()} == {
        f"{stem}.txt": text for stem, text in PAPERS.items()
    }
    assert [one.source for one in catalogue.documents(Scope.PUBLIC)] == ["minutes.txt"]
    (commitment,) = catalogue.commitments(Scope.PUBLIC)
    assert commitment.commitment.quote == "It was agreed to ask."
    (acronym,) = catalogue.acronyms(Scope.OFFICER)
    assert acronym.long == "Police and Crime Panel"
    ids = [one for one, _ in Keywords(engine, Views(engine)).search(["theft"], 5, Filters(), Scope.PUBLIC)]
    assert [one.chunk.text for one in catalogue.chunks(ids, Scope.PUBLIC).values()] == ["Theft of tractors fell."]
    engine.dispose()


def test_migrations_from_nothing_make_the_tables_of_today(tmp_path):
    engine = connect(tmp_path / "catalogue.sqlite3")
    with writing(engine) as connection:
        upgrade.run(connection, None)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
        made = _described(connection)
    fresh = connect(tmp_path / "fresh.sqlite3")
    with writing(fresh) as connection:
        versions.create(connection)
        assert _described(connection) == made
    engine.dispose()
    fresh.dispose()


def _described(connection: sa.Connection) -> dict[str, set[str]]:
    """What the database says of each table: its columns and constraints, in whatever order."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    described = {}
    for name, sql in rows:
        body = re.sub(r"\s+", " ", sql.replace('"', ""))
        described[name] = {one.strip(" ()") for one in re.split(r",(?![^(]*\))", body)}
    return described


def test_a_catalogue_of_today_is_left_as_it_is(tmp_path):
    engine = restored(versions.HEAD, tmp_path)
    versions.migrate(engine)
    versions.migrate(engine)
    assert versions.version(engine) == versions.HEAD
    engine.dispose()


def test_a_catalogue_of_a_later_version_is_refused_and_kept(tmp_path):
    engine = restored(versions.HEAD, tmp_path)
    with writing(engine) as connection:
        connection.execute(sa.update(schema.meta).where(schema.meta.c.name == "schema").values(value="9999"))
    with pytest.raises(MinutebookError, match="of version 9999, which this Minutebook"):
        versions.migrate(engine)
    assert versions.version(engine) == "9999"
    engine.dispose()


def test_a_migration_that_fails_changes_nothing(tmp_path, monkeypatch):
    engine = restored(versions.HEAD, tmp_path)
    with writing(engine) as connection:
        connection.execute(sa.update(schema.meta).where(schema.meta.c.name == "schema").values(value="0000"))
    monkeypatch.setattr(upgrade, "VERSIONS", ("0000", "0001"))
    with pytest.raises(sa.exc.OperationalError, match="already exists"):
        versions.migrate(engine)
    assert versions.version(engine) == "0000"
    assert Catalogue(engine).counts(Scope.OFFICER).documents == 2
    engine.dispose()


def dump(folder: Path) -> str:
    """Return a small catalogue of today's version as SQL, the same for the same papers but for the time."""
    papers = write(folder / "papers", **PAPERS)
    with open_store(folder / "var") as store:
        ingest([papers], store, extract=extract)
        name = store.name
    connection = sqlite3.connect(folder / "var" / name / "catalogue.sqlite3")
    sql = "\n".join(connection.iterdump())
    connection.close()
    return sql.replace(str(papers), "/papers") + "\n"


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        target = FIXTURES / f"v{versions.HEAD}.sql"
        # While its version is not released, a stored catalogue may be renewed with its tables; never afterwards.
        if target.exists() and sys.argv[1:] != ["--renew"]:
            sys.exit(f"{target} exists: with --renew it is made anew, as long as {versions.HEAD} is not released")
        target.write_text(dump(Path(folder)))
