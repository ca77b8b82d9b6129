"""Runs the steps that an older catalogue still lacks, inside the caller's transaction."""

from importlib import import_module

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection

VERSIONS = ("0001",)
"""Every version there has been, oldest first; each has a module ``v<version>`` with ``upgrade(op)``."""


def known(version: str) -> bool:
    """Whether a database of this version can be brought to the newest one."""
    return version in VERSIONS


def run(connection: Connection, current: str | None) -> None:
    """Run every step after ``current``; None stands for an empty database."""
    operations = Operations(MigrationContext.configure(connection))
    for version in VERSIONS[VERSIONS.index(current) + 1 if current else 0 :]:
        import_module(f"indexes.catalogue.migrations.v{version}").upgrade(operations)
