"""The connection to a Chroma collection: one a process, opened on first use, opened anew when others have written.

Chroma keeps one system for each folder in a process, and a folder's system does not notice what another process
writes: its graph stays what it was when it was read. So everyone in this process shares one connection, and that
is opened anew when the catalogue's generation has moved on without it.

Whoever opens a folder, only to ask too, takes up what Chroma's tables hold and its graph does not yet, and from a
thousand on writes the graph anew: while an ingest was at that as well, the two broke it. So writing and opening
take turns, by a lock file; an open collection that is only asked writes nothing.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from corpus.errors import MinutebookError
from indexes.searching.graphfiles import misfit

if TYPE_CHECKING:
    from chromadb import Collection as ChromaCollection

# A new connection reads the graph again, which takes longer the larger it is; while an ingest commits again and
# again, at most one part in REFRESH_SHARE of the time goes into that.
_REFRESH_SHARE = 10
_REFRESH_LEAST_SECONDS = 0.5

_LOCK = "chroma.lock"

_MEND = "run `minutebook mend`"
# What Chroma says where nothing is damaged, and what helps.
_REMEDIES = (
    ("disk is full", "the disk is full: free some space and do it again, nothing is lost"),
    ("no space left", "the disk is full: free some space and do it again, nothing is lost"),
    ("readonly", "check the permissions of the folder, or choose another with `--data`"),
    ("permission denied", "check the permissions of the folder, or choose another with `--data`"),
)

Collection: TypeAlias = "ChromaCollection"

_Result = TypeVar("_Result")

_open: dict[str, "Connection"] = {}
_opening = threading.Lock()


class UnusableVectorsError(MinutebookError):
    """The vectors cannot be opened or used; ``reason`` says why in a few words."""

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        super().__init__(f"The vectors at {place} cannot be used ({reason}): {remedy}.")
        self.reason = reason


class BusyVectorsError(UnusableVectorsError):
    """Another process is writing the vectors, or opening them."""

    def __init__(self, place: str) -> None:
        super().__init__(place, "another process is busy with them", "try again")


class Connection:
    """One collection in a folder or on a server. Use ``run``; nothing is opened before that."""

    def __init__(self, name: str, folder: Path | None, url: str | None) -> None:
        self._name = name
        self._folder = folder
        self._url = url
        self._client: Any = None
        self._collection: Collection | None = None
        self._lock = threading.RLock()
        self._seen = -1
        self._opened_at = 0.0
        self._cost = 0.0
        self._holds = False
        self.users = 0

    def run(
        self, work: "Callable[[Collection], _Result]", generation: Callable[[], int], patience: float = -1
    ) -> _Result:
        """Read from the collection, one thread at a time.

        What fails is tried once more over a new connection: ids that another process has just added are in
        Chroma's tables but not in the graph that this process read before.

        Args:
            work: what to do; it may be done twice.
            generation: gives the catalogue's present generation.
            patience: so many seconds the folder's lock is waited for, where it has to be opened.

        Raises:
            UnusableVectorsError: it failed again, or others held the lock for longer.
        """
        with self._lock:
            if self._url is None:
                self._freshen(generation())
            return self._tried(work, patience)

    def write(self, work: "Callable[[Collection], _Result]", generation: Callable[[], int]) -> _Result:
        """Do as ``run``, and let nobody open the folder or write to it meanwhile.

        A graph that others have changed since it was read is read anew first, or theirs would be written over.
        """
        with self._lock, self._turn():
            if self._url is None and (now := generation()) != self._seen:
                self.close()
                self._seen = now
            return self._tried(work)

    def _tried(self, work: "Callable[[Collection], _Result]", patience: float = -1) -> _Result:
        try:
            return work(self._connected(patience))
        except _chroma_errors():
            self.close()
        try:
            return work(self._connected(patience))
        except _chroma_errors() as error:
            self.close()
            raise _unusable(self._folder, self._url, error) from error

    @contextmanager
    def put_aside(self) -> Iterator[None]:
        """Keep everybody out of the folder, this process too, so that it can be replaced."""
        with self._lock, self._turn():
            self.close()
            yield

    @contextmanager
    def _turn(self, patience: float = -1) -> Iterator[None]:
        if self._folder is None or self._url is not None or self._holds:
            yield
            return
        with turn(self._folder, patience):
            self._holds = True
            try:
                yield
            finally:
                self._holds = False

    def saw(self, generation: int) -> None:
        """Take note that this process made the generation itself, so that nothing need be read again."""
        with self._lock:
            self._seen = max(self._seen, generation)

    def drop(self) -> None:
        """Delete the collection with all its vectors; nothing happens where there is none."""
        import chromadb.errors  # noqa: PLC0415

        with self._lock, self._turn():
            client = self._client or _client(self._folder, self._url)
            try:
                client.delete_collection(self._name)
            except chromadb.errors.NotFoundError:
                pass
            finally:
                self._client = client
                self.close()

    def close(self) -> None:
        """Let go of Chroma; the next use opens it again."""
        with self._lock:
            if self._client is not None:
                _close(self._client)
            self._client = self._collection = None

    def _freshen(self, generation: int) -> None:
        if generation == self._seen or self._collection is None:
            self._seen = max(self._seen, generation)
            return
        waited = time.monotonic() - self._opened_at
        if waited >= max(_REFRESH_LEAST_SECONDS, _REFRESH_SHARE * self._cost):
            # What was read before will do while others write.
            with suppress(BusyVectorsError), self._turn(0):
                self.close()
                self._connected(0)
                self._seen = generation

    def _connected(self, patience: float) -> "Collection":
        if self._collection is None:
            with self._turn(patience):
                started = time.monotonic()
                self._client = _client(self._folder, self._url)
                self._collection = self._client.get_or_create_collection(
                    self._name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
                )
                if self._url is None:
                    self._collection.count()  # the first thing asked takes up what the graph lacks
                self._opened_at = time.monotonic()
                self._cost = self._opened_at - started
        return self._collection


@contextmanager
def turn(folder: Path, patience: float = -1) -> Iterator[None]:
    """Hold the lock of a folder of Chroma's; one that cannot be written needs none.

    Raises:
        BusyVectorsError: others held it for so many seconds.
    """
    lock = FileLock(folder.parent / _LOCK)
    try:
        lock.acquire(patience)
    except Timeout as error:
        raise BusyVectorsError(str(folder)) from error
    except OSError:
        yield
        return
    try:
        yield
    finally:
        lock.release()


def borrow(name: str, folder: Path | None, url: str | None) -> Connection:
    """Return this process's connection to a collection; give it back with ``release``."""
    place = f"{url or folder}\0{name}"
    with _opening:
        connection = _open.setdefault(place, Connection(name, folder, url))
        connection.users += 1
        return connection


def release(connection: Connection) -> None:
    """Give a connection back; the last one to do so closes it."""
    with _opening:
        connection.users -= 1
        if connection.users > 0:
            return
        for place in [place for place, one in _open.items() if one is connection]:
            del _open[place]
    connection.close()


def require_server(url: str) -> None:
    """Reach a Chroma server.

    Raises:
        UnusableVectorsError: there is none at this address.
    """
    _close(_client(None, url))


def _client(folder: Path | None, url: str | None) -> Any:
    import chromadb  # noqa: PLC0415 - a second to import
    from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    quiet = Settings(anonymized_telemetry=False)
    if folder is not None and url is None and (wrong := misfit(folder, thoroughly=True)):
        raise UnusableVectorsError(str(folder), wrong, _MEND)
    try:
        if url is None:
            return chromadb.PersistentClient(str(folder), settings=quiet)
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 8000)
        return chromadb.HttpClient(parts.hostname or "localhost", port, ssl=secure, settings=quiet)
    except _chroma_errors() as error:
        # What could not be started is kept by Chroma all the same, and handed to the next who asks.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise _unusable(folder, url, error) from error


def _unusable(folder: Path | None, url: str | None, error: Exception) -> UnusableVectorsError:
    said = _first_line(error)
    if url:
        remedy = "start the server or correct `chroma_url`, then try again"
    else:
        remedy = next(
            (do for words, do in _REMEDIES if words in said.lower()), f"try again, and if it stays so {_MEND}"
        )
    return UnusableVectorsError(str(url or folder), said, remedy)


def _close(client: Any) -> None:
    client.close()
    # Chroma leaves the connections to a server open, its own and those of the administrator's client inside it.
    for one in (client, client._admin_client):
        if session := getattr(one._server, "_session", None):
            session.close()


def _chroma_errors() -> tuple[type[Exception], ...]:
    import chromadb.errors  # noqa: PLC0415
    import httpx  # noqa: PLC0415

    # Chroma's client turns a refused connection into a ValueError.
    return (chromadb.errors.ChromaError, httpx.HTTPError, ValueError, OSError)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
