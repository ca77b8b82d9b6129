"""Makes the two derived indexes agree with the catalogue again: what a crash left, what was lost or damaged.

The catalogue keeps every vector too, so that Chroma's are copied from there; a chunk is encoded anew only where
the catalogue's own copy is not sound.
"""

import logging
import shutil
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from corpus.errors import MinutebookError
from indexes.catalogue import schema
from indexes.catalogue.database import CATALOGUE, DamagedStoreError, damage_of, writing
from indexes.catalogue.folders import unusable
from indexes.encoding.embedding import Embedder
from indexes.ingesting import swapping
from indexes.keeping.probing import probe
from indexes.records import Scope
from indexes.searching import exact, segments
from indexes.searching.graphfiles import held
from indexes.searching.vectors import Vectors
from indexes.searching.view import Floats
from indexes.store import Store

_log = logging.getLogger(__name__)

SPARE = 1_000
"""So many vectors that are gone Chroma's graph may hold in any case, about 2 MB."""

# Vectors that are put into Chroma together.
_BATCH = 1_000


def mend(store: Store, embedder: Embedder, *, thoroughly: bool = False) -> None:
    """Make keyword index and vectors agree with the catalogue; the caller holds the store's lock.

    Quick where nothing is amiss: what a crash left is noted in the catalogue, and other loss shows in the counts.
    ``thoroughly`` compares every id and looks at every vector that the catalogue keeps.
    """
    pending = pending_ids(store)
    # Of those that the catalogue knows, Chroma may hold the old vectors, the new ones, or none.
    store.vectors.delete(pending)
    chunks = chunk_count(store)
    if thoroughly:
        _encode_what_is_unsound(store, embedder)
    if thoroughly or pending or store.vectors.count() != chunks:
        _fill(store.vectors, store, embedder)
    whole = (
        store.keywords.keys() == chunk_keys(store) if thoroughly else store.keywords.count(Scope.OFFICER) == chunks
    )
    if not whole:
        with writing(store.engine) as connection:
            segments.rebuild(connection)
            swapping.advance(connection)
    if pending:
        swapping.settle(store.engine)


def mend_all(store: Store, embedder: Embedder) -> None:
    """Mend whatever can be mended from the catalogue alone; vectors that cannot be used are made anew beside them.

    Raises:
        DamagedStoreError: the catalogue is damaged.
        IngestRunningError: another process is writing.
        MinutebookError: the data folder cannot be written.
    """
    with store.exclusively():
        if said := damage_of(store.engine):
            raise DamagedStoreError(f"The catalogue itself is damaged ({said}): {CATALOGUE.remedy}.")
        folder = store.vectors.folder
        if folder is not None and probe(store.name, folder):
            _replace(store, folder, embedder)
        mend(store, embedder, thoroughly=True)


def renew(store: Store, embedder: Embedder) -> None:
    """Fill Chroma's folder anew where its graph holds more that is gone than is there; the caller holds the lock.

    Chroma never takes deleted vectors out of its graph, which would grow with every paper that is read again.
    """
    folder = store.vectors.folder
    if folder is None:
        return
    there = store.vectors.count()
    if held(folder) - there > there + SPARE:
        try:
            _replace(store, folder, embedder)
        except MinutebookError as error:  # the old ones are as good; the next ingest tries again
            _log.warning("the graph is not made anew: %s", error)


def _replace(store: Store, folder: Path, embedder: Embedder) -> None:
    """Fill a new folder of Chroma's from the catalogue and put it in the place of one that cannot be used."""
    fresh, old = folder.with_name("chroma.new"), folder.with_name("chroma.old")
    try:
        _remove(fresh, old)
        growing = store.open_vectors(fresh)
        try:
            _encode_what_is_unsound(store, embedder)
            _fill(growing, store, embedder)
        finally:
            growing.close()
        with store.vectors.put_aside():
            # A crash between these two steps leaves no vectors, which the counts tell and `_fill` mends.
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)
        _remove(old)
    except OSError as error:
        raise unusable(store.folder, error) from error
    with writing(store.engine) as connection:
        swapping.advance(connection)


def _remove(*paths: Path) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _fill(vectors: Vectors, store: Store, embedder: Embedder) -> None:
    """Make vectors in Chroma those of the catalogue's chunks."""
    have, want = vectors.ids(), chunk_ids(store)
    vectors.delete(sorted(have - want))
    missing = want - have
    if not missing:
        return
    chunk = schema.chunks.c
    query = sa.select(chunk.document, chunk.position, chunk.id).order_by(chunk.document, chunk.position)
    with store.engine.connect() as connection:
        places = connection.execute(query).all()
    ids: list[str] = []
    gathered: list[Floats] = []
    for document, rows in groupby(places, key=lambda row: int(row[0])):
        some = [(position, one) for _, position, one in rows if one in missing]
        if some:
            numbers = _kept(store, document, embedder)
            ids += [one for _, one in some]
            gathered.append(numbers[[position for position, _ in some]])
        if len(ids) >= _BATCH:
            vectors.add(ids, np.concatenate(gathered))
            ids, gathered = [], []
    if ids:
        vectors.add(ids, np.concatenate(gathered))


def _kept(store: Store, document: int, embedder: Embedder) -> Floats:
    """Return the vectors of a document's chunks, as the catalogue keeps them or encoded anew."""
    with store.engine.connect() as connection:
        numbers = exact.kept(connection, document)
    return _encode(store, document, embedder) if numbers is None else numbers


def _encode_what_is_unsound(store: Store, embedder: Embedder) -> None:
    with store.engine.connect() as connection:
        unsound = exact.unsound(connection)
    for document in unsound:
        _encode(store, document, embedder)


def _encode(store: Store, document: int, embedder: Embedder) -> Floats:
    """Encode a document's chunks, and keep their vectors in the catalogue."""
    chunk, kept = schema.chunks.c, schema.vectors
    query = sa.select(chunk.breadcrumb, chunk.text).where(chunk.document == document).order_by(chunk.position)
    with store.engine.connect() as connection:
        texts = [embedded_text(breadcrumb, text) for breadcrumb, text in connection.execute(query)]
    numbers = embedder.encode(texts)
    with writing(store.engine) as connection:
        connection.execute(sa.delete(kept).where(kept.c.document == document))
        connection.execute(sa.insert(kept), {"document": document, **exact.row(numbers)})
    return numbers


def embedded_text(breadcrumb: str, text: str) -> str:
    """Return what is encoded for a chunk."""
    return f"{breadcrumb}\n{text}" if breadcrumb else text


def chunk_ids(store: Store) -> set[str]:
    """Return the ids of all chunks of the catalogue."""
    with store.engine.connect() as connection:
        return set(connection.scalars(sa.select(schema.chunks.c.id)))


def chunk_keys(store: Store) -> set[int]:
    """Return the keys of all chunks of the catalogue, by which the keyword index knows them."""
    with store.engine.connect() as connection:
        return set(connection.scalars(sa.select(schema.chunks.c.key)))


def chunk_count(store: Store) -> int:
    """Return how many chunks the catalogue holds."""
    with store.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(schema.chunks)) or 0


def pending_ids(store: Store) -> Sequence[str]:
    """Return the ids of chunks whose vectors an ingest was about to add or take out."""
    with store.engine.connect() as connection:
        notes = connection.scalars(sa.select(schema.pending.c.ids)).all()
    return list(dict.fromkeys(one for ids in notes for one in ids))
