"""A backup of a data folder, made at any time: each database is copied inside one read transaction.

Vectors are copied with the catalogue, which keeps its own beside Chroma's.
"""

import json
import os
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import MinutebookError
from indexes.catalogue import versions
from indexes.catalogue.database import address
from indexes.catalogue.folders import CATALOGUE_FILE
from indexes.desk.desk_file import FILE_NAME as DESK
from indexes.keeping.archives import AUDIT_FILES, UPLOADS, USERS, Contents, Writer
from indexes.store import Store


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: the file, its size in bytes, and what it holds."""

    file: Path
    size: int
    contents: Contents


def back_up(store: Store, file: Path, *, force: bool = False) -> Backup:
    """Write a backup of a store's data folder; the file appears whole or not at all, for its owner's eyes alone.

    Raises:
        MinutebookError: the file is there already (and not ``force``) or cannot be written, or the catalogue is
            damaged.
    """
    if file.exists() and not force:
        raise MinutebookError(f"{file} is there already: name another file, or write over it with --force.")
    growing = file.with_name(f".{file.name}.part")
    try:
        with TemporaryDirectory(prefix=".minutebook-", dir=file.parent) as folder:
            growing.unlink(missing_ok=True)
            growing.touch(mode=0o600)  # names, passwords' hashes and exempt papers are in it
            contents = _write(store, growing, Path(folder))
        with growing.open("rb+") as written:
            os.fsync(written.fileno())
        size = growing.stat().st_size
        growing.replace(file)
    except OSError as error:
        raise MinutebookError(
            f"The backup {file} cannot be written ({(error.strerror or str(error)).lower()}): name a file in "
            "another folder, or free some space."
        ) from error
    except sqlite3.Error as error:
        raise MinutebookError(f"The backup cannot be made ({error}): run `minutebook verify`.") from error
    finally:
        growing.unlink(missing_ok=True)
    return Backup(file, size, contents)


def _write(store: Store, growing: Path, folder: Path) -> Contents:
    catalogue, desk, uploads = folder / CATALOGUE_FILE, folder / DESK, store.folder / UPLOADS
    _copy(store.folder / store.name / CATALOGUE_FILE, catalogue)
    contents = Contents(
        tables=versions.FORMAT,
        index=store.name.rsplit(".", 1)[0],
        folder=str(store.folder),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        papers=_count(catalogue, "documents"),
    )
    with zipfile.ZipFile(growing, "w") as archive:
        writer = Writer(archive)
        writer.add(catalogue)
        if (store.folder / DESK).is_file():
            _copy(store.folder / DESK, desk)
            writer.add(desk)
            contents = replace(
                contents,
                decisions=_count(desk, "reviews"),
                conversations=_count(desk, "conversations"),
                judgements=_count(desk, "feedback"),
            )
        for path in (store.folder / USERS, *sorted(store.folder.glob(AUDIT_FILES))):
            if path.is_file():
                writer.add(path)
        for path in sorted(uploads.rglob("*")):
            if path.is_file() and not path.is_symlink():
                writer.add(path, f"{UPLOADS}/{path.relative_to(uploads).as_posix()}")
        contents = replace(contents, users=_users(store.folder), files=writer.files)
        contents = replace(contents, noted=sum(_lines(store.folder / name) for name in contents.logs))
        writer.finish(contents)
    return contents


def _users(folder: Path) -> int:
    try:
        return len(json.loads((folder / USERS).read_bytes())["users"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0  # there are none, or they cannot be read: a damaged list is kept as it is


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def _copy(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment, whoever writes it; the copy is a single file."""
    with closing(sqlite3.connect(address(source), uri=True)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)  # all pages in one step, so within one read transaction
        here.execute("PRAGMA journal_mode=DELETE")


def _count(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            return 0
        # The table's name is one of ours.
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # nosec B608
        return int(count)
