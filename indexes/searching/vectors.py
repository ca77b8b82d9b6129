"""The vectors of an index in Chroma, by chunk id and cosine; derived from the catalogue.

Vectors go in through LlamaIndex's ``ChromaVectorStore``, so that the collection is one that LlamaIndex can use.
Questions go to the collection itself: LlamaIndex rebuilds a node for each hit (18 ms for 200 hits where Chroma
takes 3), gives ``exp(-distance)`` for the cosine, cannot ask for embeddings, and would add a second and a half of
imports to a single question. No text is kept here: the catalogue holds it once, under its scope.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexes.searching import chroma
from indexes.searching.chroma import Collection

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode

PATIENCE_SECONDS = 1.0
"""So long a question waits to open a folder that others write to; without it chunks are compared one by one."""

# Chroma takes 5,461 rows at most; smaller batches let questions in between.
_BATCH = 1_000


class Vectors:
    """One index's vectors, by chunk id. Safe to share between threads: one speaks to Chroma at a time."""

    def __init__(
        self, name: str, *, folder: Path | None = None, url: str | None = None, generation: Callable[[], int]
    ) -> None:
        """Say which collection, in which folder or on which server; nothing is opened before the first use.

        Args:
            name: the collection's.
            folder: Chroma's own, where there is no server.
            url: the server's address.
            generation: gives the catalogue's present generation, which tells when others have written.
        """
        self.folder = None if url else folder
        self._connection = chroma.borrow(name, folder, url)
        self._generation = generation

    def add(self, ids: Sequence[str], embeddings: NDArray[np.float32]) -> None:
        """Add vectors of unit length, shape (ids, dimension), for ids that are not there yet."""
        from llama_index.core.schema import BaseNode, TextNode  # noqa: PLC0415 - more than a second to import

        for some in _slices(len(ids)):
            nodes: list[BaseNode] = [
                TextNode(id_=one, text="", embedding=vector)
                for one, vector in zip(ids[some], embeddings[some].tolist(), strict=True)
            ]
            self._connection.write(partial(_add, nodes=nodes), self._generation)

    def delete(self, ids: Sequence[str]) -> None:
        """Remove vectors; unknown ids do nothing."""
        for some in _slices(len(ids)):
            self._connection.write(partial(_delete, ids=ids[some]), self._generation)

    def search(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """Return the chunks that the graph finds nearest to a vector of unit length, with their cosine.

        Best first, ties by id, at most ``limit``.

        Raises:
            UnusableVectorsError: they are damaged, or others write to them without a pause.
        """
        if limit < 1:
            return []
        query = partial(_query, vector=vector, limit=limit)
        return self._connection.run(query, self._generation, PATIENCE_SECONDS)

    def get(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of these chunks; unknown ids are left out."""
        return self._connection.run(partial(_get, ids=ids), self._generation)

    def ids(self) -> set[str]:
        """Return the ids of all vectors."""
        return self._connection.run(lambda collection: set(collection.get(include=[])["ids"]), self._generation)

    def count(self) -> int:
        """Return how many vectors there are."""
        return self._connection.run(lambda collection: int(collection.count()), self._generation)

    def saw(self, generation: int) -> None:
        """Take note that this process made the generation itself, so that nothing need be read again."""
        self._connection.saw(generation)

    def put_aside(self) -> AbstractContextManager[None]:
        """Keep everybody out of the folder, so that it can be replaced."""
        return self._connection.put_aside()

    def drop(self) -> None:
        """Delete the collection."""
        self._connection.drop()

    def close(self) -> None:
        """Let go of Chroma."""
        chroma.release(self._connection)


def _add(collection: Collection, nodes: "list[BaseNode]") -> None:
    from llama_index.vector_stores.chroma import ChromaVectorStore  # noqa: PLC0415 - a second to import

    ChromaVectorStore(chroma_collection=collection).add(nodes)


def _delete(collection: Collection, ids: Sequence[str]) -> None:
    collection.delete(ids=list(ids))


def _get(collection: Collection, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
    found: dict[str, NDArray[np.float32]] = {}
    wanted = list(dict.fromkeys(ids))
    for some in _slices(len(wanted)):
        result = collection.get(ids=wanted[some], include=["embeddings"])
        embeddings = result["embeddings"]
        assert embeddings is not None
        found.update(zip(result["ids"], np.asarray(embeddings, dtype=np.float32), strict=True))
    return {one: found[one] for one in wanted if one in found}


def _query(collection: Collection, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
    count = collection.count()
    if not count:
        return []
    result = collection.query(
        query_embeddings=vector[np.newaxis], n_results=min(limit, count), include=["distances"]
    )
    distances = result["distances"]
    assert distances is not None
    pairs = zip(result["ids"][0], distances[0], strict=True)
    return _ranked(((one, 1.0 - distance) for one, distance in pairs), limit)


def _slices(count: int) -> Iterator[slice]:
    return (slice(start, start + _BATCH) for start in range(0, count, _BATCH))


def _ranked(pairs: Iterable[tuple[str, float]], limit: int) -> list[tuple[str, float]]:
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:limit]
