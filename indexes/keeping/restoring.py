"""From a backup to a data folder in use: checked first, put in place by one rename of a pointer.

The index grows in a folder of its own beside the one in use, as any index that is built anew. Once it is whole,
``RESTORING`` names it; from then on whoever opens the folder ends what is left to do, should this process not.
"""

import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from corpus.errors import MinutebookError
from indexes.catalogue import versions
from indexes.catalogue.database import DamagedStoreError
from indexes.catalogue.folders import (
    CATALOGUE_FILE,
    CURRENT,
    REBUILDING,
    RESTORING,
    FolderShelf,
    exclusively,
    named,
    point,
    unusable,
)
from indexes.catalogue.shelf import fresh
from indexes.desk.desk_file import FILE_NAME as DESK
from indexes.encoding.embedding import Embedder
from indexes.keeping.archives import AUDIT, AUDIT_FILES, UPLOADS, USERS, Contents, extract, read_contents
from indexes.keeping.checking import index_problems
from indexes.keeping.mending import mend
from indexes.store import Store, index_name

_STAGED = "restored"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back; without an ``index`` that was all but the papers that are indexed."""

    contents: Contents
    index: bool


def restore(
    file: Path,
    folder: Path,
    embedder: Embedder,
    *,
    force: bool = False,
    chroma_url: str | None = None,
    tick: Callable[[], None] = lambda: None,
) -> Restored:
    """Bring a backup back into a data folder; until it is whole and checked, the folder stays as it is.

    Args:
        file: the backup.
        folder: the data folder, which may be another than the one it was made from.
        embedder: encodes chunks whose vectors in the backup are not sound.
        force: put it in the place of what the folder holds.
        chroma_url: a Chroma server; None keeps the vectors in the folder.
        tick: called as the work goes on.

    Raises:
        MinutebookError: the folder holds an index, decisions or users (and not ``force``), the file is no backup
            or is damaged, or there is no room for it.
    """
    folder = folder.expanduser().resolve()
    if not force and any((folder / one).exists() for one in (CURRENT, DESK, USERS)):
        raise MinutebookError(
            f"{folder} holds an index, decisions or users already: restore into another folder with --data DIR, "
            "or put the backup in its place with --force."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(folder, error) from error
    with exclusively(folder):
        place = None
        try:
            with zipfile.ZipFile(file) as archive:
                contents = read_contents(archive, (CATALOGUE_FILE, DESK))
                _require_room(folder, contents)
                place = folder / fresh(FolderShelf(folder), contents.index, least=2)
                extract(archive, contents, place / _STAGED, tick)
            restored = Restored(contents, _prepare(place, folder, contents, embedder, chroma_url))
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            _give_up(place)
            said = (getattr(error, "strerror", None) or str(error)).lower()
            raise MinutebookError(f"The backup {file} cannot be restored ({said}), and nothing was changed: "
                                  "check the file and the space on the disk.") from error  # fmt: skip
        except MinutebookError as error:
            _give_up(place)
            raise MinutebookError(f"The backup {file} is not restored: {str(error).rstrip('.')}.") from error
        point(folder / RESTORING, place.name)
        _finish(folder)
    return restored


def finish(folder: Path) -> None:
    """End a restore that was interrupted in its last steps; nothing happens where there is none."""
    if (folder / RESTORING).exists():
        with exclusively(folder):
            _finish(folder)


def _finish(folder: Path) -> None:
    """Each step may have been done before: a crash between any two of them is ended by doing all again."""
    name = named(folder / RESTORING)
    if name is None:
        return
    place = folder / name
    staged = place / _STAGED
    if (staged / DESK).exists():
        _put_back(staged / DESK, folder / DESK)
    if (staged / USERS).exists():
        with FileLock(folder / f"{USERS}.lock"):
            (staged / USERS).replace(folder / USERS)
    _put_back_log(staged, folder)
    for path in sorted((staged / UPLOADS).rglob("*")):
        if path.is_file():
            target = folder / UPLOADS / path.relative_to(staged / UPLOADS)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    if (place / CATALOGUE_FILE).exists():
        point(folder / CURRENT, name)
        (folder / REBUILDING).unlink(missing_ok=True)
    shutil.rmtree(staged, ignore_errors=True)
    (folder / RESTORING).unlink(missing_ok=True)


def _put_back(backup: Path, desk: Path) -> None:
    """Write decisions into the desk that is there, in one transaction: others may have it open."""
    try:
        with closing(sqlite3.connect(backup)) as there, closing(sqlite3.connect(desk, timeout=30)) as here:
            there.backup(here)
    except sqlite3.DatabaseError:
        # The desk that is there is damaged beyond opening, so that nobody has it open.
        for leftover in (desk.with_name(f"{desk.name}-wal"), desk.with_name(f"{desk.name}-shm")):
            leftover.unlink(missing_ok=True)
        shutil.copyfile(backup, desk.with_suffix(".new"))
        desk.with_suffix(".new").replace(desk)


def _put_back_log(staged: Path, folder: Path) -> None:
    """Add the lines of an audit log to those that are there: what was noted since is not lost by a restore."""
    with FileLock(folder / f"{AUDIT}.lock"):
        there = {path.name: _lines(path) for path in folder.glob(AUDIT_FILES)}
        known = set().union(*there.values())
        for path in sorted(staged.glob(AUDIT_FILES)):
            lines = [*there.get(path.name, []), *(line for line in _lines(path) if line not in known)]
            # Each line begins with its time.
            path.write_bytes(b"".join(line + b"\n" for line in sorted(lines)))
            path.replace(folder / path.name)


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def _require_room(folder: Path, contents: Contents) -> None:
    # Half of a catalogue are its vectors, of which Chroma keeps about three times the size.
    needed = sum(size for size, _ in contents.files.values()) + 2 * contents.files.get(CATALOGUE_FILE, (0, ""))[0]
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise MinutebookError(f"it needs {needed >> 20:,} MB and {free >> 20:,} MB are free: free some space")


def _prepare(place: Path, folder: Path, contents: Contents, embedder: Embedder, chroma_url: str | None) -> bool:
    """Check what was taken out of the archive and make an index of it; returns whether there is one."""
    staged = place / _STAGED
    for name in (CATALOGUE_FILE, DESK):
        if (staged / name).exists():
            _check(staged / name)
    if contents.tables != versions.FORMAT or CATALOGUE_FILE not in contents.files:
        (staged / CATALOGUE_FILE).unlink(missing_ok=True)
        return False
    (staged / CATALOGUE_FILE).rename(place / CATALOGUE_FILE)
    fits = contents.index == index_name(embedder.fingerprint, embedder.dimension)
    if not fits:
        return True  # opening it says that it must be built anew with this model
    store = Store(folder, place.name, FolderShelf(folder), chroma_url=chroma_url)
    try:
        versions.migrate(store.engine)
        _move_uploads(place / CATALOGUE_FILE, Path(contents.folder), folder)
        mend(store, embedder, thoroughly=True)
        if problems := tuple(index_problems(store)):
            raise MinutebookError(
                f"what is in it does not agree ({problems[0].split(':')[0]}): use another backup"
            )
    except DamagedStoreError as error:
        raise MinutebookError("its catalogue is damaged: use another backup") from error
    finally:
        store.close()
    return True


def _check(database: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        said = str(error)
    if said != "ok":
        raise MinutebookError(f"{database.name} in it is damaged: use another backup")


def _move_uploads(catalogue: Path, before: Path, now: Path) -> None:
    """Let the catalogue know where uploaded papers are now, where the data folder is another."""
    old, new = str(before / UPLOADS), str(now / UPLOADS)
    if old == new:
        return
    with closing(sqlite3.connect(catalogue)) as connection, connection:
        for update in (
            "UPDATE documents SET path = ? || substr(path, ?) WHERE path = ? OR substr(path, 1, ?) = ?",
            "UPDATE documents SET root = ? || substr(root, ?) WHERE root = ? OR substr(root, 1, ?) = ?",
        ):
            connection.execute(update, (new, len(old) + 1, old, len(old) + 1, old + "/"))


def _give_up(place: Path | None) -> None:
    if place is not None:
        shutil.rmtree(place, ignore_errors=True)
