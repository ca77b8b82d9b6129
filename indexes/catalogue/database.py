"""How the catalogue's database is opened and written: one state per transaction, readers never blocked."""

import errno
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.errors import MinutebookError

# How long a writer waits for another one; ingest holds its own lock file, so this is only ever a moment.
_BUSY_MS = 30_000
# Bytes: SQLite's companion to a write-ahead log takes half of it.
_ROOM = 65_536


class DamagedStoreError(MinutebookError):
    """The catalogue cannot be read or written as it is."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a database keeps, as errors name it, and what to do where it is damaged."""

    name: str
    remedy: str


CATALOGUE = Kept(
    "The catalogue",
    "build the index anew with `minutebook ingest --rebuild PATHS...`, or bring back a backup with "
    "`minutebook restore FILE --force`",
)

# What SQLite says, and what it means to whoever runs this.
_FAILURES = (
    ("malformed", "is damaged: {remedy}"),
    ("not a database", "is damaged: {remedy}"),
    (
        "disk is full",
        "could not be written, since the disk is full: free some space and do it again, nothing is lost",
    ),
    ("disk i/o", "could not be read or written: check the disk and its space, then do it again, nothing is lost"),
    ("readonly", "may not be written: check the permissions of its folder, or choose another with `--data`"),
    ("unable to open", "cannot be opened: check the permissions of its folder, or choose another with `--data`"),
    ("locked", "is being written by another process: wait until that has ended, then do it again"),
)


def connect(url: str | Path, *, read_only: bool = False, kept: Kept = CATALOGUE) -> Engine:
    """Return an engine for a database, by SQLite file or SQLAlchemy address; nothing is opened yet.

    SQLite runs with a write-ahead log: readers are never blocked, and a transaction sees one state throughout.
    Where nothing can be written, a file that is to be read is taken as it is. ``kept`` is what errors speak of.
    """
    if isinstance(url, Path):
        place = sa.URL.create("sqlite", database=str(url))
        if read_only and not writable(url.parent):
            query = {"uri": "true", **_still(url)}
            place = sa.URL.create("sqlite", database=f"file:{quote(str(url.absolute()))}", query=query)
    else:
        place = sa.make_url(url)
    engine = sa.create_engine(
        place, json_serializer=compact, json_deserializer=orjson.loads, pool_size=8, max_overflow=64
    )
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, kept, read_only=read_only)
    return engine


def writable(folder: Path) -> bool:
    """Say whether files can be made in a folder, and filled as far as SQLite must to read one."""
    try:
        require_writable(folder)
    except OSError:
        return False
    return True


def require_writable(folder: Path) -> None:
    """Make such a file and take it away again; raises OSError where that cannot be done."""
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        if file.write(bytes(_ROOM)) < _ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def address(file: Path) -> str:
    """Return by which address Python's own driver reads a database, also where nothing can be written."""
    still = "" if writable(file.parent) else urlencode(_still(file))
    return f"file:{quote(str(file.absolute()))}?{still}"


def _still(file: Path) -> dict[str, str]:
    """Return how a file is opened that nobody can write.

    SQLite makes a file beside one with a write-ahead log, unless it is told that nothing changes; but then it does
    not look at a log that was left behind, which it must, and can where its companion was left too.
    """
    log = file.with_name(f"{file.name}-wal")
    left = log.exists() and log.stat().st_size
    return {"mode": "ro"} if left else {"mode": "ro", "immutable": "1"}


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open one write transaction: committed whole at the end, rolled back on any error."""
    with engine.connect().execution_options(minutebook_writes=True) as connection, connection.begin():
        yield connection


def _prepare_sqlite(engine: Engine, kept: Kept, *, read_only: bool) -> None:
    def opened(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        try:
            settle(connection)
        except sqlite3.Error as error:
            raise _explained(error, engine, kept) or error from error

    def settle(connection: DBAPIConnection) -> None:
        # Python's driver begins transactions on its own, and not before a SELECT: take that over, so that several
        # reads see one state.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        if not read_only:
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # what is deleted is written over; not every build does it
        cursor.execute("PRAGMA cache_size=-65536")
        cursor.execute(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
        cursor.close()

    def begun(connection: Connection) -> None:
        # A writer takes its lock at once, so that it never fails half-way for want of it.
        writes = connection.get_execution_options().get("minutebook_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def failed(context: ExceptionContext) -> None:
        if explained := _explained(context.original_exception, engine, kept):
            raise explained from context.original_exception

    event.listen(engine, "handle_error", failed)
    event.listen(engine, "connect", opened)
    event.listen(engine, "begin", begun)


def _explained(error: BaseException, engine: Engine, kept: Kept) -> DamagedStoreError | None:
    said = str(error).lower()
    for words, meaning in _FAILURES:
        if isinstance(error, sqlite3.Error) and words in said:
            what = meaning.format(remedy=kept.remedy)
            place = unquote((engine.url.database or "").removeprefix("file:"))
            return DamagedStoreError(f"{kept.name} {place} {what}.")
    return None


def scrub(engine: Engine) -> None:
    """Empty SQLite's write-ahead log into its file, or what was deleted could still be read in the log."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        finally:
            raw.close()


def damage_of(engine: Engine) -> str | None:
    """Return the first thing that SQLite finds wrong with a database of its own, None where there is nothing.

    Every page is read, but indexes are not compared with their tables.
    """
    if engine.dialect.name != "sqlite":
        return None
    with engine.connect() as connection:
        answers = connection.exec_driver_sql("PRAGMA quick_check(1)").scalars().all()
    return None if answers == ["ok"] else " ".join(str(answers[0]).split())


def compact(value: object) -> str:
    """Return a value as JSON, without spaces and with every character as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
