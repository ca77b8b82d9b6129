"""Indexes in a PostgreSQL database, which several machines share: each catalogue is a schema of its own.

The tables and queries are those of SQLite, the keyword index among them, so that every answer is the same. Writers
come one after the other, as there, by an advisory lock; the lock of an ingest is one that PostgreSQL gives up with
the connection, however the process ends.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import sqlalchemy as sa
from sqlalchemy import Column, Connection, Engine, ExceptionContext, MetaData, Table, event

from corpus.errors import MinutebookError
from indexes.catalogue.database import DamagedStoreError, compact, writing
from indexes.catalogue.folders import PREFIX, IngestRunningError

_HOME = "minutebook"
_WAIT_MS, _CONNECT_SECONDS = 30_000, 10
_LOCK_NOT_AVAILABLE = "55P03"
"""What PostgreSQL calls a lock that could not be had in time."""
_INGEST_LOCK = 0x6D696E75
"""The number of the ingest's advisory lock, any that nobody else is likely to take: the letters "minu"."""
_NO_ADDRESS = "`catalogue_url` is no address such as postgresql://user@host/name: correct it."

_metadata = MetaData()
_pointers = Table(
    "pointers",
    _metadata,
    Column("pointer", sa.Text, primary_key=True),
    Column("name", sa.Text, nullable=False),
)


class PostgresShelf:
    """The indexes of one database; see ``shelf.Shelf``. Vectors without a Chroma server are kept in ``folder``."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self._folder = folder
        self._home = connect(url, _HOME, kept_open=False)
        self.place = self._home.url.render_as_string(hide_password=True)
        self._ready = False

    def named(self, pointer: str) -> str | None:
        """Return what a pointer names, None where there is no such pointer."""
        with self._made().connect() as connection:
            return connection.scalar(sa.select(_pointers.c.name).where(_pointers.c.pointer == pointer))

    def point(self, pointer: str, name: str) -> None:
        """Let a pointer name an index: it holds either its old value or the new one, whatever happens."""
        with writing(self._made()) as connection:
            connection.execute(sa.delete(_pointers).where(_pointers.c.pointer == pointer))
            connection.execute(sa.insert(_pointers).values(pointer=pointer, name=name))

    def strike(self, pointer: str) -> None:
        """Take a pointer away."""
        with writing(self._made()) as connection:
            connection.execute(sa.delete(_pointers).where(_pointers.c.pointer == pointer))

    def names(self) -> list[str]:
        """Return the names of all indexes, whole or not, in use or not."""
        schemas = sa.inspect(self._made()).get_schema_names()
        return sorted(name for name in schemas if name.startswith(PREFIX) and "." in name)

    def add(self, name: str) -> None:
        """Make room for an index, where there is none yet."""
        with writing(self._made()) as connection:
            connection.execute(sa.schema.CreateSchema(name, if_not_exists=True))

    def drop(self, name: str) -> None:
        """Delete an index's catalogue, and the vectors that this machine keeps of it."""
        with writing(self._made()) as connection:
            connection.execute(sa.schema.DropSchema(name, cascade=True, if_exists=True))
        shutil.rmtree(self._folder / name, ignore_errors=True)

    def catalogue(self, name: str, *, read_only: bool) -> Engine:
        """Return an engine for an index's catalogue; nothing is opened yet."""
        return connect(self._url, name, read_only=read_only)

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        """Hold the write lock of all machines that share the database.

        Raises:
            IngestRunningError: where another process holds it.
        """
        number = sa.literal(_INGEST_LOCK)
        with self._made().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(number))):
                raise IngestRunningError(
                    f"Another ingest is writing to {self.place}: wait until it has ended, then try again."
                )
            try:
                yield
            finally:
                connection.execute(sa.select(sa.func.pg_advisory_unlock(number)))

    def _made(self) -> Engine:
        if not self._ready:
            if not sa.inspect(self._home).has_table(_pointers.name, schema=_HOME):
                self._make()
            self._ready = True
        return self._home

    def _make(self) -> None:
        try:
            with writing(self._home) as connection:
                connection.execute(sa.schema.CreateSchema(_HOME, if_not_exists=True))
                _metadata.create_all(connection)
        except sa.exc.ProgrammingError as error:
            raise MinutebookError(
                f"{self.place} may not be written: let its user create schemas there, or name another database."
            ) from error


def connect(url: str, within: str, *, read_only: bool = False, kept_open: bool = True) -> Engine:
    """Return an engine for one schema of a database; nothing is opened yet.

    Readers are never blocked, and a transaction sees one state throughout; a schema's writers take turns.

    Args:
        url: an address that begins with ``postgresql://``.
        within: the schema that tables are in.
        read_only: nothing may be written.
        kept_open: connections are kept for what comes next.

    Raises:
        MinutebookError: the address is none of PostgreSQL, or its driver is not installed.
    """
    if not url.startswith(("postgresql:", "postgresql+psycopg:")):
        raise MinutebookError(_NO_ADDRESS)
    settings = {"search_path": f'"{within}"', "lock_timeout": _WAIT_MS}
    settings["default_transaction_read_only"] = "on" if read_only else "off"
    try:
        address = sa.make_url(url)
        engine = sa.create_engine(
            address.set(drivername="postgresql+psycopg"),
            connect_args={
                "options": " ".join(f"-c{name}={value}" for name, value in settings.items()),
                "connect_timeout": _CONNECT_SECONDS,
            },
            isolation_level="REPEATABLE READ",
            json_serializer=compact,
            json_deserializer=orjson.loads,
            pool_pre_ping=True,
            poolclass=None if kept_open else sa.NullPool,
        )
    except (ValueError, sa.exc.ArgumentError) as error:
        raise MinutebookError(_NO_ADDRESS) from error
    except ImportError as error:
        raise MinutebookError(
            'A catalogue in PostgreSQL needs its driver: run pip install "minutebook[postgres]".'
        ) from error
    event.listen(engine, "begin", _begun)
    event.listen(engine, "handle_error", _failed)
    return engine


def _begun(connection: Connection) -> None:
    if connection.get_execution_options().get("minutebook_writes"):
        # What others commit while this one waits for its turn is to be seen.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(current_setting('search_path')))")


def _failed(context: ExceptionContext) -> None:
    error = context.original_exception
    where = context.engine.url.render_as_string(hide_password=True) if context.engine else "in PostgreSQL"
    if getattr(error, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
        raise DamagedStoreError(
            f"The catalogue {where} is being written by another process: wait until that has ended, then do it "
            "again."
        ) from error
    if isinstance(context.sqlalchemy_exception, sa.exc.OperationalError):
        said = " ".join(str(error).split())
        raise DamagedStoreError(
            f"The catalogue {where} cannot be reached ({said}): start its server or correct `catalogue_url`, then "
            "try again."
        ) from error
