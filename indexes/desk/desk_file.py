"""The database of what people decided, asked and said, apart from the index, so that no rebuild touches it.

It is a file in the data folder, or a schema of the PostgreSQL database that several machines share.
"""

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine, MetaData

from corpus.errors import MinutebookError
from indexes.catalogue.database import Kept, connect, damage_of, scrub, writable, writing

FILE_NAME = "desk.sqlite3"
_SCHEMA = "minutebook_desk"

VERSION = 1
"""The version of all tables of the desk, kept in the file: a change of any raises it and brings older along."""

REMEDY = "bring back a backup with `minutebook restore FILE --force`"
"""What helps where the desk is damaged: it cannot be made again from anything else."""

_KEPT = Kept("The desk with officers' decisions", REMEDY)


def now() -> str:
    """Return the time as the desk keeps it: an ISO time in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class DeskFile:
    """Some tables of one desk. Safe between threads; what is first written makes the file or schema."""

    def __init__(self, place: Path | str, tables: MetaData) -> None:
        """Name the data folder, or the address of a PostgreSQL database; nothing is opened yet."""
        self._place = place
        self._tables = tables
        self._engine: Engine | None = None

    def opened(self) -> Engine | None:
        """Return the database to read from, None where nothing was written yet."""
        if self._engine is not None or not isinstance(self._place, Path):
            return self.made()
        if not (self._place / FILE_NAME).is_file():
            return None
        return self.made() if writable(self._place) else self._as_it_is(self._place)

    def made(self) -> Engine:
        """Return the database to write to, made where it is not there.

        Raises:
            MinutebookError: the file cannot be written.
        """
        if self._engine is None:
            self._engine = self._in_file(self._place) if isinstance(self._place, Path) else self._in_schema()
        return self._engine

    def _as_it_is(self, folder: Path) -> Engine | None:
        """Return the file to read where it cannot be written; nothing was written yet where tables are missing."""
        engine = connect(folder / FILE_NAME, read_only=True, kept=_KEPT)
        with engine.connect() as connection:
            made = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            _require_known(made, str(folder / FILE_NAME))
            there = sa.inspect(connection).get_table_names()
        if not set(self._tables.tables) <= set(there):
            engine.dispose()
            return None
        self._engine = engine
        return engine

    def _in_file(self, folder: Path) -> Engine:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MinutebookError(
                f"The data folder {folder} cannot be written ({error.strerror}): choose another with --data DIR."
            ) from error
        engine = connect(folder / FILE_NAME, kept=_KEPT)
        with writing(engine) as connection:
            made = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            _require_known(made, str(folder / FILE_NAME))
            self._tables.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
        return engine

    def _in_schema(self) -> Engine:
        from indexes.catalogue import postgres  # noqa: PLC0415 - its driver is an extra

        # Reviews and talks are few: a connection each is soon made, and none is left behind.
        engine = postgres.connect(str(self._place), _SCHEMA, kept_open=False)
        with writing(engine) as connection:
            connection.execute(sa.schema.CreateSchema(_SCHEMA, if_not_exists=True))
            said = connection.scalar(sa.select(sa.func.obj_description(sa.func.to_regnamespace(_SCHEMA))))
            _require_known(int(said or 0), engine.url.render_as_string(hide_password=True))
            self._tables.create_all(connection)
            connection.exec_driver_sql(f"COMMENT ON SCHEMA {_SCHEMA} IS '{VERSION}'")
        return engine

    def erase(self, table: sa.Table, person: str) -> int:
        """Delete every row of a person, in whatever case the name is written, and return how many there were."""
        engine = self.opened()
        if engine is None:
            return 0
        with writing(engine) as connection:
            names = connection.scalars(sa.select(table.c.person).distinct())
            same = [one for one in names if one.casefold() == person.casefold()]  # SQLite folds A to Z alone
            gone = connection.execute(sa.delete(table).where(table.c.person.in_(same))).rowcount
        scrub(engine)
        return gone

    def close(self) -> None:
        """Let go of the file."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


def damage(folder: Path) -> str | None:
    """Return what is wrong with the desk of a data folder, None where nothing is or there is no desk yet.

    Raises:
        DamagedStoreError: it cannot be read at all.
    """
    if not (folder / FILE_NAME).is_file():
        return None
    engine = connect(folder / FILE_NAME, read_only=True, kept=_KEPT)
    try:
        return damage_of(engine)
    finally:
        engine.dispose()


def _require_known(version: int, place: str) -> None:
    if version > VERSION:
        raise MinutebookError(f"{place} was written by a later version of Minutebook: update this one.")
