"""A backup of a data folder, made at any time: each database is copied inside one read transaction.

Vectors are copied with it, since making them again takes long; those that an ingest changes meanwhile are left
out, and a restore makes them anew.
"""

import json
import os
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from corpus.errors import MinutebookError
from indexes.catalogue import versions
from indexes.catalogue.folders import CATALOGUE_FILE
from indexes.desk.desk_file import FILE_NAME as DESK
from indexes.keeping.archives import UPLOADS, VECTOR_IDS, VECTORS, Contents, Writer, pieces_of
from indexes.keeping.probing import probe
from indexes.searching.chroma import UnusableVectorsError
from indexes.store import Store

_BATCH = 1_000
_CHUNKS = "SELECT id, breadcrumb, text FROM chunks"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: the file, its size in bytes, and what it holds.

    ``without`` says why vectors are left out, where they are; a restore makes them anew.
    """

    file: Path
    size: int
    contents: Contents
    without: str | None


def back_up(store: Store, file: Path, *, force: bool = False) -> Backup:
    """Write a backup of a store's data folder; the file appears whole or not at all.

    Raises:
        MinutebookError: the file is there already (and not ``force``) or cannot be written, or the catalogue is
            damaged.
    """
    if file.exists() and not force:
        raise MinutebookError(f"{file} is there already: name another file, or write over it with --force.")
    growing = file.with_name(f".{file.name}.part")
    try:
        with TemporaryDirectory(prefix=".minutebook-", dir=file.parent) as folder:
            contents, without = _write(store, growing, Path(folder))
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
    return Backup(file, size, contents, without)


def _write(store: Store, growing: Path, folder: Path) -> tuple[Contents, str | None]:
    catalogue, desk, uploads = folder / CATALOGUE_FILE, folder / DESK, store.folder / UPLOADS
    _copy(store.folder / store.name / CATALOGUE_FILE, catalogue)
    contents = Contents(
        tables=versions.FORMAT,
        index=store.name.rsplit(".", 1)[0],
        folder=str(store.folder),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        papers=_count(catalogue, "documents"),
        decisions=0,
        vectors=0,
        dimension=0,
    )
    with zipfile.ZipFile(growing, "w") as archive:
        writer = Writer(archive)
        writer.add(CATALOGUE_FILE, pieces_of(catalogue))
        if (store.folder / DESK).is_file():
            _copy(store.folder / DESK, desk)
            writer.add(DESK, pieces_of(desk))
            contents = replace(contents, decisions=_count(desk, "reviews"))
        for path in sorted(uploads.rglob("*")):
            if path.is_file() and not path.is_symlink():
                writer.add(f"{UPLOADS}/{path.relative_to(uploads).as_posix()}", pieces_of(path))
        without = _unreadable(store)
        if without is None:
            kept, dimension = _add_vectors(store, catalogue, writer)
            contents = replace(contents, vectors=kept, dimension=dimension)
        contents = replace(contents, files=writer.files)
        writer.finish(contents)
    return contents, without


def _unreadable(store: Store) -> str | None:
    try:
        return probe(store.name, store.vectors.folder) if store.vectors.folder is not None else None
    except UnusableVectorsError as error:
        return error.reason


def _copy(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment, whoever writes it; the copy is a single file."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)  # all pages in one step, so within one read transaction
        here.execute("PRAGMA journal_mode=DELETE")


def _count(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            return 0
        # The table's name is one of ours.
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # nosec B608
        return int(count)


def _add_vectors(store: Store, catalogue: Path, writer: Writer) -> tuple[int, int]:
    """Add the vectors of the chunks that a copy of the catalogue holds; returns how many, and their length."""
    with closing(sqlite3.connect(catalogue)) as connection:
        then = {one: hash((breadcrumb, text)) for one, breadcrumb, text in connection.execute(_CHUNKS)}
    ids: list[str] = []
    dimension = 0

    def rows() -> Iterator[bytes]:
        nonlocal dimension
        wanted = sorted(then)
        for start in range(0, len(wanted), _BATCH):
            found = store.vectors.get(wanted[start : start + _BATCH])
            if found:
                matrix = np.stack(list(found.values())).astype("<f4")
                dimension = matrix.shape[1]
                ids.extend(found)
                yield matrix.tobytes()

    writer.add(VECTORS, rows(), packed=False)
    unsure = _changed(store.folder / store.name / CATALOGUE_FILE, then)
    kept: Sequence[str | None] = [None if one in unsure else one for one in ids]
    writer.add(VECTOR_IDS, [json.dumps(kept).encode()])
    return sum(one is not None for one in kept), dimension


def _changed(catalogue: Path, then: dict[str, int]) -> set[str]:
    """Return the chunks whose words are others by now, or will be soon: their vectors may be as well."""
    with closing(sqlite3.connect(catalogue)) as connection:
        now = {one: hash((breadcrumb, text)) for one, breadcrumb, text in connection.execute(_CHUNKS)}
        coming = {one for (ids,) in connection.execute("SELECT ids FROM pending") for one in json.loads(ids)}
    return coming | {one for one, words in then.items() if now.get(one, words) != words}
