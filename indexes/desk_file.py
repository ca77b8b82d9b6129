"""The file that holds what people decided, asked and said, apart from the index, so that no rebuild touches it."""

from pathlib import Path

from sqlalchemy import Engine, MetaData

from corpus.errors import MinutebookError
from indexes.database import connect, writing

FILE_NAME = "desk.sqlite3"


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
            engine = connect(self._path)
            with writing(engine) as connection:
                self._tables.create_all(connection)
            self._engine = engine
        return self._engine

    def close(self) -> None:
        """Let go of the file."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
