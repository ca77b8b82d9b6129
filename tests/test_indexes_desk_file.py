"""The desk's file outlives every version: what is stored of each is opened, whole, by this one.

`tests/desks/v*.sql` are dumps of a desk of each version, with decisions of invented officers; `python
tests/test_indexes_desk_file.py` writes that of today, with `--renew` over one that is not released yet.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus.errors import MinutebookError
from indexes.desk import conversations, desk, feedback
from indexes.desk.desk import Anchor, Desk
from indexes.desk.desk_file import FILE_NAME, VERSION, DeskFile, damage
from indexes.records import Scope

FIXTURES = Path(__file__).parent / "desks"
TABLES = [module._metadata for module in (desk, conversations, feedback)]
ABOUT = Anchor("c1", "lamps.txt", 10, 20, "nine lamps", "2031-05-02")
SECRET = Anchor("c2", "exempt.txt", 0, 5, "hush", None, exempt=True)


def opened(folder: Path) -> dict[str, set[tuple[object, ...]]]:
    """Open the desk of a folder as all who use it do; returns the columns of each table."""
    for tables in TABLES:
        file = DeskFile(folder, tables)
        engine = file.made()
        with engine.connect() as connection:
            for table in tables.tables.values():
                connection.execute(sa.select(table)).all()
        file.close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: {row[1:] for row in connection.execute(f"PRAGMA table_info({name})")} for name in names}


def fill(folder: Path) -> None:
    opened(folder)
    kept = Desk(folder, clock=lambda: "2031-06-01T10:00:00+00:00")
    kept.record("edit", ABOUT, "Ada Clerk", changes={"due": "May"}, note="Said at the meeting.")
    kept.undo(kept.record("reject", ABOUT, "Bo Chief").key, "Ada Clerk", Scope.OFFICER)
    kept.record("merge", SECRET, "Ada Clerk", target=ABOUT)
    kept.close()


def restored(version: str, folder: Path) -> Path:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript((FIXTURES / f"{version}.sql").read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA user_version={version.removeprefix('v')}")
    return folder


def test_there_is_a_stored_desk_of_every_version() -> None:
    assert {path.stem for path in FIXTURES.iterdir()} == {f"v{number + 1}" for number in range(VERSION)}


@pytest.mark.parametrize("version", sorted(path.stem for path in FIXTURES.glob("*.sql")))
def test_a_stored_desk_is_opened_with_all_it_holds(version: str, tmp_path: Path) -> None:
    (tmp_path / "fresh").mkdir()
    assert opened(restored(version, tmp_path)) == opened(tmp_path / "fresh")
    kept = Desk(tmp_path)
    first, second, third = kept.reviews(Scope.OFFICER)
    assert (first.decision, first.who, first.about, first.changes) == ("edit", "Ada Clerk", ABOUT, {"due": "May"})
    assert (second.undone_by, third.about, third.target) == ("Ada Clerk", SECRET, ABOUT)
    assert [one.key for one in kept.reviews(Scope.PUBLIC)] == [first.key, second.key]
    assert kept.record("confirm", ABOUT, "Bo Chief").key > third.key
    kept.close()
    assert damage(tmp_path) is None


def test_a_desk_of_a_later_version_is_refused_and_kept(tmp_path: Path) -> None:
    fill(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute(f"PRAGMA user_version={VERSION + 1}")
    kept = Desk(tmp_path)
    with pytest.raises(MinutebookError, match="was written by a later version of Minutebook: update this one"):
        kept.reviews(Scope.OFFICER)
    kept.close()


def test_where_there_is_no_desk_nothing_is_damaged(tmp_path: Path) -> None:
    assert damage(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


if __name__ == "__main__":
    import tempfile

    target = FIXTURES / f"v{VERSION}.sql"
    if target.exists() and sys.argv[1:] != ["--renew"]:
        sys.exit(f"{target} exists: with --renew it is made anew, as long as version {VERSION} is not released")
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        with closing(sqlite3.connect(Path(folder) / FILE_NAME)) as connection:
            target.parent.mkdir(exist_ok=True)
            target.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")
