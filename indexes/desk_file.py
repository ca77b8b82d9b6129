"""The file that holds what people decided, asked and said, apart from the index, so that no rebuild touches it."""

from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData

from corpus.errors import MinutebookError
from indexes.database import Kept, connect, damage_of, writing

FILE_NAME = "desk.sqlite3"

VERSION = 1
"""The version of all tables of the desk, kept in the file: a change of any raises it and brings older along."""

REMEDY = "bring back a backup with `minutebook restore FILE --force`"
"""What helps where the desk is damaged: it cannot be made again from anything else."""

_KEPT = Kept("The desk with officers' decisions", REMEDY)


class DeskFile:
    """Some tables of one data folder's desk. Safe between threads; what is first written makes the file."""

    def __init__(self, folder: Path, tables: MetaData) -> None:
        self._path = folder / FILE_NAME
        self._tables = tables
        self._engine: Engine | None = None

    def opened(self) -> Engine | None:
        """Return the database to read from, None where nothing was written yet."""
        return self.made() if self._engine is not None or self._path.is_file() else None

    def made(self) -> Engine:
        """Return the database to write to, made where it is not there.

        Raises:
            MinutebookError: the file cannot be written.
        """
        if self._engine is None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise MinutebookError(
                    f"The data folder {self._path.parent} cannot be written ({error.strerror}): choose another "
                    "with --data DIR."
                ) from error
            engine = connect(self._path, kept=_KEPT)
            with writing(engine) as connection:
                _prepare(connection, self._path, self._tables)
            self._engine = engine
        return self._engine

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


def _prepare(connection: Connection, path: Path, tables: MetaData) -> None:
    made = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if made > VERSION:
        raise MinutebookError(f"{path} was written by a later version of Minutebook: update this one.")
    tables.create_all(connection)
    connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
