"""Versions of the catalogue: a fresh database is made as the tables stand, an older one becomes one of today.

Older ones are migrated by alembic (``migrations``), which is imported only then. ``tests/test_indexes_schema.py``
holds the two ways to one result.
"""

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from corpus.errors import MinutebookError
from indexes.catalogue import schema
from indexes.catalogue.database import writing

HEAD = "0001"
"""The newest migration: the version of the tables below."""

FORMAT = 6
"""Part of the index's name: grows when an index must be built anew, since no migration can carry it over."""


def create(connection: Connection) -> None:
    """Create the tables in an empty database."""
    schema.metadata.create_all(connection)
    connection.execute(
        sa.insert(schema.meta), [{"name": "schema", "value": HEAD}, {"name": "generation", "value": "0"}]
    )


def exists(connection: Connection) -> bool:
    """Whether the database has the catalogue's tables."""
    return sa.inspect(connection).has_table(schema.meta.name)


def version(engine: Engine) -> str | None:
    """Return the version of the database's tables, or None where it has none yet."""
    with engine.connect() as connection:
        if not exists(connection):
            return None
        return connection.scalar(sa.select(schema.meta.c.value).where(schema.meta.c.name == "schema"))


def migrate(engine: Engine) -> None:
    """Bring a database of an older version to this one, all or nothing.

    Raises:
        MinutebookError: where the database is of a version that this program does not know.
    """
    current = version(engine)
    if current == HEAD:
        return
    from indexes.catalogue.migrations import upgrade  # noqa: PLC0415 - alembic is needed on this path only

    if current is None or not upgrade.known(current):
        raise MinutebookError(
            f"The catalogue is of version {current}, which this Minutebook ({HEAD}) does not know: update "
            "Minutebook, or build the index anew with `minutebook ingest --rebuild PATHS...`."
        )
    with writing(engine) as connection:
        upgrade.run(connection, current)
        connection.execute(sa.update(schema.meta).where(schema.meta.c.name == "schema").values(value=HEAD))
