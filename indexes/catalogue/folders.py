"""The data folder as a shelf of indexes: which is in use, which is being built, and who may write.

It holds ``CURRENT`` (which names the index in use), the indexes themselves (folders named after chunking, model
and schema, with a serial number), ``ingest.lock``, and ``REBUILDING`` or ``RESTORING`` while that is under way.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine

from corpus.errors import MinutebookError
from indexes.catalogue.database import connect

CURRENT, REBUILDING, RESTORING = "CURRENT", "REBUILDING", "RESTORING"
"""The pointers: each a file with the name of an index."""

CATALOGUE_FILE = "catalogue.sqlite3"
PREFIX = "minutebook-"
_LOCK = "ingest.lock"


class IngestRunningError(MinutebookError):
    """Another process holds the folder's write lock."""


@contextmanager
def exclusively(folder: Path) -> Iterator[None]:
    """Hold a data folder's write lock.

    Raises:
        IngestRunningError: where another process holds it.
    """
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise IngestRunningError(
            f"Another ingest is writing to {folder}: wait until it has ended, then try again."
        ) from error
    except OSError as error:
        raise unusable(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def is_there(folder: Path) -> bool:
    """Say whether a data folder has an index in use, or one that is being restored."""
    return (folder / CURRENT).exists() or (folder / RESTORING).exists()


def indexes(folder: Path) -> list[Path]:
    """Return the folders of all indexes, whole or not, in use or not."""
    return [one for one in sorted(folder.glob(f"{PREFIX}*.*")) if one.is_dir()]


def named(pointer: Path) -> str | None:
    """Return what a pointer names, None where there is no such pointer."""
    try:
        return pointer.read_text(encoding="utf-8").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None


def point(pointer: Path, name: str) -> None:
    """Write a pointer so that it holds either its old value or the new one, whatever happens."""
    fresh = pointer.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(pointer)


def unusable(folder: Path, error: OSError) -> MinutebookError:
    """Return what to say of a data folder that cannot be read or written."""
    return MinutebookError(
        f"The data folder {folder} cannot be used ({error.strerror}): choose another one with `--data`."
    )


class FolderShelf:
    """The indexes of a data folder, each a folder of its own with its catalogue in SQLite; see ``shelf.Shelf``."""

    def __init__(self, folder: Path) -> None:
        self.place = str(folder)
        self._folder = folder

    def named(self, pointer: str) -> str | None:
        """Return what a pointer names, None where there is no such pointer."""
        return named(self._folder / pointer)

    def point(self, pointer: str, name: str) -> None:
        """Let a pointer name an index: it holds either its old value or the new one, whatever happens."""
        point(self._folder / pointer, name)

    def strike(self, pointer: str) -> None:
        """Take a pointer away."""
        (self._folder / pointer).unlink(missing_ok=True)

    def names(self) -> list[str]:
        """Return the names of all indexes, whole or not, in use or not."""
        return [one.name for one in indexes(self._folder)]

    def add(self, name: str) -> None:
        """Make room for an index, where there is none yet."""
        (self._folder / name).mkdir(parents=True, exist_ok=True)

    def drop(self, name: str) -> None:
        """Delete an index's catalogue, and the vectors where they are kept beside it."""
        shutil.rmtree(self._folder / name, ignore_errors=True)

    def catalogue(self, name: str, *, read_only: bool) -> Engine:
        """Return an engine for an index's catalogue; nothing is opened yet."""
        return connect(self._folder / name / CATALOGUE_FILE, read_only=read_only)

    def exclusively(self) -> AbstractContextManager[None]:
        """Hold the folder's write lock; see ``exclusively``."""
        return exclusively(self._folder)
