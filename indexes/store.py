"""One index of an installation: catalogue, keyword index and vectors, opened and closed together.

An index that is built anew grows beside the one in use and takes its place at the end, by the one change of
``CURRENT``.
"""

import hashlib
import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from corpus.errors import MinutebookError
from corpus.records import VERSION
from indexes.catalogue import versions
from indexes.catalogue.amending import Amendments
from indexes.catalogue.catalogue import Catalogue
from indexes.catalogue.database import writing
from indexes.catalogue.folders import CURRENT, PREFIX, REBUILDING, RESTORING, unusable
from indexes.catalogue.papers import Papers
from indexes.catalogue.shelf import Shelf, fresh, shelf_for
from indexes.ingesting.twins import Twins
from indexes.records import Filters, Scope
from indexes.searching.chroma import UnusableVectorsError
from indexes.searching.exact import Exact
from indexes.searching.keywords import Keywords, Look
from indexes.searching.segments import Bits
from indexes.searching.vectors import Vectors
from indexes.searching.view import Floats, Rows, View, Views

_log = logging.getLogger(__name__)

GRAPH_ABOVE = 2_000_000
"""Up to this many chunks of an index are compared with a question in memory, 1.8 KB each with the default model;
of more, Chroma's graph is asked."""
_SLACK = 3
"""The graph is asked for so many times more than is wanted, which widens its search (its ef is at least what is
asked for; its M is Chroma's 16). Of the nearest 10, 50 and 200 of 42,000 it found 0.97, 0.95 and 0.86 with none,
in 8.5 ms; 0.98, 0.97 and 0.94 with one, in 9.8 ms; 0.98, 0.98 and 0.96 with three, in 12.6 ms."""
# How much more it is asked for where too much of what it gave was left out.
_OVERFETCH = 2


class Store:
    """Catalogue, vectors and keywords of one index; a context manager. Safe to share between threads."""

    def __init__(
        self, folder: Path, name: str, shelf: Shelf, *, chroma_url: str | None = None, read_only: bool = False
    ) -> None:
        self.folder = folder
        self.shelf = shelf
        self.chroma_url = chroma_url
        self._attach(name, read_only=read_only)

    def _attach(self, name: str, *, read_only: bool) -> None:
        self.name = name
        self.read_only = read_only
        self.engine: Engine = self.shelf.catalogue(name, read_only=read_only)
        self.catalogue = Catalogue(self.engine)
        self.papers = Papers(self.engine, self.catalogue)
        self.views = Views(self.engine)
        self.keywords = Keywords(self.engine, self.views)
        self.exact = Exact(self.engine)
        self.twins, self.amendments = Twins(self.engine, self.papers), Amendments(self.engine, self.papers)
        self.vectors = self.open_vectors(None if self.chroma_url else self.folder / name / "chroma")

    def open_vectors(self, folder: Path | None) -> Vectors:
        """Return the vectors of this index that are kept in a folder, None for those on the server."""
        generation = self.catalogue.generation
        return Vectors(self.name, folder=folder, url=self.chroma_url, generation=generation)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        model: str,
        dimension: int,
        chroma_url: str | None = None,
        catalogue_url: str | None = None,
        read_only: bool = False,
        rebuild: bool = False,
    ) -> Self:
        """Open the index of a data folder; where there is none yet, a new one is made unless ``read_only``.

        Args:
            folder: the data folder.
            model: the embedding model's fingerprint.
            dimension: how long its vectors are.
            chroma_url: a Chroma server; None keeps the vectors in the folder.
            catalogue_url: a PostgreSQL database; None keeps the catalogue in the folder.
            read_only: nothing may be written.
            rebuild: open an empty index that grows beside the one in use (or the one that an interrupted rebuild
                has left); ``publish`` puts it in use.

        Raises:
            MinutebookError: where there is no index to read, or it was made with other settings, is damaged, or
                the folder cannot be written.
        """
        folder = folder.expanduser().resolve()
        shelf = shelf_for(folder, catalogue_url)
        if not read_only and shelf.named(RESTORING):
            from indexes.keeping.restoring import finish  # noqa: PLC0415 - it needs a store itself

            finish(folder)
        name = index_name(model, dimension)
        try:
            name = _rebuilt(shelf, name) if rebuild else _in_use(shelf, name, read_only=read_only)
            store = cls(folder, name, shelf, chroma_url=chroma_url, read_only=read_only)
        except OSError as error:
            raise unusable(folder, error) from error
        try:
            store._prepare(read_only=read_only)
        except MinutebookError:
            store.close()
            raise
        if not rebuild and not read_only and not shelf.named(CURRENT):
            shelf.point(CURRENT, name)
        return store

    def _prepare(self, *, read_only: bool) -> None:
        if versions.version(self.engine) is None:
            if read_only:
                raise _missing(self.shelf)
            with writing(self.engine) as connection:
                # Another process may have been quicker between the look and the lock.
                if not versions.exists(connection):
                    versions.create(connection)
        elif not read_only:
            versions.migrate(self.engine)
        elif versions.version(self.engine) != versions.HEAD:
            raise MinutebookError(
                f"The index in {self.shelf.place} is of another version: bring it up to date with "
                "`minutebook ingest PATHS...`."
            )

    def look(self, terms: Sequence[str], filters: Filters, scope: Scope, also: Sequence[str] = ()) -> Look:
        """Return what a search works on, all of one state of the catalogue; terms are stems."""
        with self.engine.connect() as connection:
            view = self.views.read(connection, scope)
            mask = view.mask(connection, filters)
            return Look(view, mask, self.keywords.wanted(connection, view, scope, terms, also))

    def near(self, vector: NDArray[np.float32], limit: int, view: View, mask: Bits) -> tuple[Rows, Floats]:
        """Return the rows that are nearest to a vector of those in a mask, with their cosine, best first."""
        where = np.flatnonzero(mask)
        if not len(where) or limit < 1:
            return where[:0], np.zeros(0, np.float32)
        if len(where) > GRAPH_ABOVE and (found := self._by_graph(vector, limit, view, mask)) is not None:
            return view.best(found, self.exact.cosines(vector, view, found), limit)
        return view.best(*self.exact.near(vector, view, where, limit), limit)

    def _by_graph(self, vector: NDArray[np.float32], limit: int, view: View, mask: Bits) -> Rows | None:
        """Return as many rows as are wanted, or more, that Chroma's graph finds; None where it finds too few."""
        # Some of what the graph gives will be left out, so it is asked for as much more.
        share = mask.sum() / len(mask)
        for more in (1, _OVERFETCH):
            try:
                found = self.vectors.search(vector, int(more * limit / share) + _SLACK * limit)
            except UnusableVectorsError as error:
                # `health` says so too; comparing all chunks takes longer, and finds as much.
                _log.warning("the graph is not asked: %s", error)
                return None
            rows = np.fromiter(view.find(one for one, _ in found).values(), np.int64)
            rows = rows[mask[rows]]
            if len(rows) >= limit:
                return rows
        return None

    def nearest(
        self, vector: NDArray[np.float32], limit: int, filters: Filters, scope: Scope
    ) -> list[tuple[str, float]]:
        """Return the nearest chunks that filters leave and scope sees, with their cosine, best first."""
        look = self.look((), filters, scope)
        rows, cosines = self.near(vector, limit, look.view, look.mask)
        return list(zip(look.view.ids(rows), cosines.tolist(), strict=True))

    def verify(self, *, files: bool = True, apart: bool = False) -> tuple[str, ...]:
        """Return what does not agree between catalogue, vectors, keyword index and files, with what mends it."""
        from indexes.keeping.checking import verify  # noqa: PLC0415 - it needs a store itself

        return verify(self, files=files, apart=apart)

    def health(self) -> tuple[str, ...]:
        """Return what a quick look at the catalogue alone finds wrong; ``verify`` looks at everything."""
        from indexes.keeping.checking import health  # noqa: PLC0415 - as above

        return health(self)

    def in_use(self) -> Engine | None:
        """Return the catalogue that an index under way will replace, read-only; None where there is none.

        Raises:
            MinutebookError: where it is of another format, or damaged.
        """
        current = self.shelf.named(CURRENT)
        if current is None or current not in self.shelf.names():
            return None
        engine = self.shelf.catalogue(current, read_only=True)
        if versions.version(engine) != versions.HEAD:
            raise MinutebookError(
                f"The index in use in {self.shelf.place} is of another version, and its papers cannot be taken "
                "over: ingest all your papers into another data folder."
            )
        return engine

    @property
    def rebuilding(self) -> bool:
        """Whether this index is being built beside the one in use."""
        return self.shelf.named(CURRENT) != self.name

    def exclusively(self) -> AbstractContextManager[None]:
        """Hold the write lock.

        Raises:
            IngestRunningError: where another process holds it.
        """
        return self.shelf.exclusively()

    def start_over(self) -> None:
        """Go from the index in use to an empty one beside it, as ``open(..., rebuild=True)`` does."""
        self.close()
        self._attach(_rebuilt(self.shelf, self.name.rsplit(".", 1)[0]), read_only=False)
        self._prepare(read_only=False)

    def publish(self) -> None:
        """Put a rebuilt index in use; the old one stays for those who read it, until the next ingest."""
        self.shelf.point(CURRENT, self.name)
        self.shelf.strike(REBUILDING)

    def sweep(self) -> None:
        """Delete indexes that are neither in use nor being built."""
        wanted = {self.shelf.named(CURRENT), self.shelf.named(REBUILDING), self.name}
        for old in self.shelf.names():
            if old not in wanted:
                if self.chroma_url:
                    unused = Vectors(old, url=self.chroma_url, generation=self.catalogue.generation)
                    unused.drop()
                    unused.close()
                self.shelf.drop(old)

    def close(self) -> None:
        """Let go of the catalogue and of Chroma."""
        self.vectors.close()
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def index_name(model: str, dimension: int) -> str:
    """Return the name of the index that this chunking, this model and this schema make."""
    return PREFIX + hashlib.sha256(f"{VERSION}\0{model}\0{dimension}\0{versions.FORMAT}".encode()).hexdigest()[:12]


def _in_use(shelf: Shelf, name: str, *, read_only: bool) -> str:
    current = shelf.named(CURRENT)
    if current is None:
        if read_only:
            raise _missing(shelf)
        shelf.add(f"{name}.1")
        return f"{name}.1"
    if current.rsplit(".", 1)[0] != name:
        raise MinutebookError(
            f"The index in {shelf.place} was made with another model or another version of Minutebook: build it "
            "anew with `minutebook ingest --rebuild PATHS...`, or set the model it was made with."
        )
    if current not in shelf.names():
        raise MinutebookError(
            f"The index {current} is missing from {shelf.place}: restore it, or build it anew with "
            "`minutebook ingest --rebuild PATHS...`."
        )
    return current


def _rebuilt(shelf: Shelf, name: str) -> str:
    unfinished = shelf.named(REBUILDING)
    if unfinished == shelf.named(CURRENT):
        # It was put in use, and the crash came before that was struck off.
        unfinished = None
    if unfinished is not None and unfinished.rsplit(".", 1)[0] == name and unfinished in shelf.names():
        return unfinished
    new = fresh(shelf, name)
    shelf.point(REBUILDING, new)
    return new


def _missing(shelf: Shelf) -> MinutebookError:
    return MinutebookError(f"There is no index in {shelf.place} yet: make one with `minutebook ingest PATHS...`.")
