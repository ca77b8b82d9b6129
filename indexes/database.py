"""How the catalogue's database is opened and written: one state per transaction, readers never blocked."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.errors import MinutebookError

# How long a writer waits for another one; ingest holds its own lock file, so this is only ever a moment.
_BUSY_MS = 30_000


class DamagedStoreError(MinutebookError):
    """The catalogue cannot be read or written as it is."""


# What SQLite says, and what it means to whoever runs this.
_FAILURES = (
    ("malformed", "is damaged: build the index anew with `minutebook ingest --rebuild PATHS...`"),
    ("not a database", "is damaged: build the index anew with `minutebook ingest --rebuild PATHS...`"),
    (
        "disk is full",
        "could not be written, since the disk is full: free some space and do it again, nothing is lost",
    ),
    ("disk i/o", "could not be read or written: check the disk, then do it again, nothing is lost"),
    ("readonly", "may not be written: check the permissions of its folder, or choose another with `--data`"),
    ("unable to open", "cannot be opened: check the permissions of its folder, or choose another with `--data`"),
    ("locked", "is being written by another process: wait until that has ended, then do it again"),
)


def connect(url: str | Path, *, read_only: bool = False) -> Engine:
    """Return an engine for a database, by SQLite file or SQLAlchemy address; nothing is opened yet.

    SQLite runs with a write-ahead log: readers are never blocked, and a transaction sees one state throughout.
    """
    address = f"sqlite:///{url}" if isinstance(url, Path) else url
    engine = sa.create_engine(address, json_serializer=_compact, pool_size=8, max_overflow=64)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, read_only=read_only)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open one write transaction: committed whole at the end, rolled back on any error."""
    with engine.connect().execution_options(minutebook_writes=True) as connection, connection.begin():
        yield connection


def _prepare_sqlite(engine: Engine, *, read_only: bool) -> None:
    def opened(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        try:
            settle(connection)
        except sqlite3.Error as error:
            raise _explained(error, engine) or error from error

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
        cursor.execute("PRAGMA cache_size=-65536")
        cursor.execute(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
        cursor.close()

    def begun(connection: Connection) -> None:
        # A writer takes its lock at once, so that it never fails half-way for want of it.
        writes = connection.get_execution_options().get("minutebook_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def failed(context: ExceptionContext) -> None:
        if explained := _explained(context.original_exception, engine):
            raise explained from context.original_exception

    event.listen(engine, "handle_error", failed)
    event.listen(engine, "connect", opened)
    event.listen(engine, "begin", begun)


def _explained(error: BaseException, engine: Engine) -> DamagedStoreError | None:
    said = str(error).lower()
    for words, meaning in _FAILURES:
        if isinstance(error, sqlite3.Error) and words in said:
            return DamagedStoreError(f"The catalogue {engine.url.database} {meaning}.")
    return None


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
