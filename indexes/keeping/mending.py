"""Makes the two derived indexes agree with the catalogue again: what a crash left, what was lost or damaged."""

from collections.abc import Sequence

import sqlalchemy as sa

from indexes.catalogue import schema
from indexes.catalogue.database import CATALOGUE, DamagedStoreError, damage_of, writing
from indexes.encoding.embedding import Embedder
from indexes.ingesting import swapping
from indexes.keeping.probing import probe
from indexes.records import Scope
from indexes.searching import segments
from indexes.store import Store

_BATCH = 256


def mend(store: Store, embedder: Embedder, *, thoroughly: bool = False) -> None:
    """Make keyword index and vectors agree with the catalogue; the caller holds the store's lock.

    Quick where nothing is amiss: what a crash left is noted in the catalogue, and other loss shows in the counts.
    ``thoroughly`` compares every id.
    """
    pending = pending_ids(store)
    known = chunk_ids(store) & set(pending) if pending else set()
    store.vectors.delete([one for one in pending if one not in known])
    chunks = chunk_count(store)
    if thoroughly or known or store.vectors.count() != chunks:
        _match_vectors(store, embedder)
    whole = (
        store.keywords.keys() == chunk_keys(store) if thoroughly else store.keywords.count(Scope.OFFICER) == chunks
    )
    if not whole:
        with writing(store.engine) as connection:
            segments.rebuild(connection)
            swapping.advance(connection)
    if pending:
        swapping.settle(store.engine)


def mend_in_place(store: Store, embedder: Embedder) -> bool:
    """Mend whatever of the derived indexes can be mended where it is; returns False where the vectors cannot.

    Raises:
        DamagedStoreError: the catalogue is damaged.
        IngestRunningError: another process is writing.
    """
    with store.exclusively():
        if said := damage_of(store.engine):
            raise DamagedStoreError(f"The catalogue itself is damaged ({said}): {CATALOGUE.remedy}.")
        folder = store.vectors.folder
        if folder is not None and probe(store.name, folder):
            return False
        mend(store, embedder, thoroughly=True)
        return True


def _match_vectors(store: Store, embedder: Embedder) -> None:
    have, want = store.vectors.ids(), chunk_ids(store)
    store.vectors.delete(sorted(have - want))
    missing = sorted(want - have)
    for start in range(0, len(missing), _BATCH):
        some = missing[start : start + _BATCH]
        chunk = schema.chunks.c
        with store.engine.connect() as connection:
            rows = connection.execute(
                sa.select(chunk.id, chunk.breadcrumb, chunk.text).where(chunk.id.in_(some))
            ).all()
        texts = [embedded_text(breadcrumb, text) for _, breadcrumb, text in rows]
        store.vectors.add([one for one, _, _ in rows], embedder.encode(texts))


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
