"""Where the indexes of an installation stand: in its data folder, or in a database that several machines share."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from indexes.catalogue.folders import FolderShelf


class Shelf(Protocol):
    """Which index is in use and which is being built (pointers), the catalogue of each, and who may write."""

    place: str
    """What errors call it."""

    def named(self, pointer: str) -> str | None:
        """Return what a pointer names, None where there is no such pointer."""

    def point(self, pointer: str, name: str) -> None:
        """Let a pointer name an index: it holds either its old value or the new one, whatever happens."""

    def strike(self, pointer: str) -> None:
        """Take a pointer away."""

    def names(self) -> list[str]:
        """Return the names of all indexes, whole or not, in use or not."""

    def add(self, name: str) -> None:
        """Make room for an index, where there is none yet."""

    def drop(self, name: str) -> None:
        """Delete an index's catalogue, and what is kept beside it."""

    def catalogue(self, name: str, *, read_only: bool) -> Engine:
        """Return an engine for an index's catalogue; nothing is opened yet."""

    def exclusively(self) -> AbstractContextManager[None]:
        """Hold the write lock.

        Raises:
            IngestRunningError: where another process holds it.
        """


def shelf_for(folder: Path, catalogue_url: str | None) -> Shelf:
    """Return the shelf that the settings name; nothing is opened yet."""
    if catalogue_url is None:
        return FolderShelf(folder)
    from indexes.catalogue.postgres import PostgresShelf  # noqa: PLC0415 - its driver is an extra

    return PostgresShelf(catalogue_url, folder)


def fresh(shelf: Shelf, name: str, *, least: int = 1) -> str:
    """Make room for an index that no index has had, named with the next serial number, at least ``least``."""
    serials = [int(one.rsplit(".", 1)[1]) for one in shelf.names()]
    new = f"{name}.{max([least - 1, *serials]) + 1}"
    shelf.add(new)
    return new
