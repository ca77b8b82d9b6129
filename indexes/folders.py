"""The data folder: which index is in use, which is being built, and who may write.

It holds ``CURRENT`` (which names the index in use), the indexes themselves (folders named after chunking, model
and schema, with a serial number), ``ingest.lock``, and ``REBUILDING`` or ``RESTORING`` while that is under way.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import MinutebookError

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


def fresh_place(folder: Path, name: str, *, least: int = 1) -> Path:
    """Make the folder of an index that no index has had, with a serial number of at least ``least``."""
    folder.mkdir(parents=True, exist_ok=True)
    serials = [int(one.name.rsplit(".", 1)[1]) for one in indexes(folder)]
    place = folder / f"{name}.{max([least - 1, *serials]) + 1}"
    place.mkdir()
    return place


def named(pointer: Path) -> str | None:
    """Return what a pointer names, None where there is no such pointer."""
    try:
        return pointer.read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
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
