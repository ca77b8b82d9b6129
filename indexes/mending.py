"""Checks that catalogue, keyword index, vectors and files agree, and makes the two derived indexes agree again."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa

from corpus.errors import MinutebookError
from corpus.manifest import mark
from corpus.reading.manifests import Manifests
from indexes import schema, segments, swapping
from indexes.database import DamagedStoreError, writing
from indexes.embedding import Embedder, file_sha256
from indexes.records import Scope
from indexes.store import IngestRunningError, Store

_BATCH = 256


def verify(store: Store) -> tuple[str, ...]:
    """Return what does not agree, each as a sentence that names the command that mends it; empty when all does.

    Every file is read again to compare it with what was ingested.
    """
    try:
        with store.exclusively():
            return (*_damage(store), *_index_problems(store), *_file_problems(store))
    except (IngestRunningError, DamagedStoreError) as error:
        return (str(error),)


def health(store: Store) -> tuple[str, ...]:
    """Return what a quick look at the catalogue finds wrong, without opening Chroma or reading any file."""
    repair = f"run `minutebook ingest {_roots(store)}`"
    problems = []
    if _pending_ids(store):
        problems.append(f"An ingest was interrupted, or is running: {repair}.")
    if store.keywords.count(Scope.OFFICER) != _chunk_count(store):
        problems.append(f"The keyword index does not hold the chunks that the catalogue does: {repair}.")
    return tuple(problems)


def mend(store: Store, embedder: Embedder) -> None:
    """Make keyword index and vectors agree with the catalogue; the caller holds the store's lock.

    Quick where nothing is amiss: what a crash left is noted in the catalogue, and other loss shows in the counts.
    """
    pending = _pending_ids(store)
    known = _known_ids(store, pending) if pending else set()
    store.vectors.delete([one for one in pending if one not in known])
    chunks = _chunk_count(store)
    if known or store.vectors.count() != chunks:
        _match_vectors(store, embedder)
    if store.keywords.count(Scope.OFFICER) != chunks:
        with writing(store.engine) as connection:
            segments.rebuild(connection)
            swapping.advance(connection)
    if pending:
        swapping.settle(store.engine)


def _match_vectors(store: Store, embedder: Embedder) -> None:
    have, want = store.vectors.ids(), _all_ids(store)
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


def _damage(store: Store) -> Iterator[str]:
    with store.engine.connect() as connection:
        answers = connection.exec_driver_sql("PRAGMA quick_check(5)").scalars().all()
    if answers != ["ok"]:
        yield f"The catalogue is damaged ({answers[0]}): {_rebuild(store)}."


def _index_problems(store: Store) -> Iterator[str]:
    have, want = store.vectors.ids(), _all_ids(store)
    repair = f"run `minutebook ingest {_roots(store)}`"
    if missing := len(want - have):
        yield f"Chroma lacks {_vectors(missing)} that the catalogue knows: {repair}."
    if extra := len(have - want):
        yield f"Chroma holds {_vectors(extra)} that the catalogue does not know: {repair}."
    if store.keywords.keys() != _all_keys(store):
        yield f"The keyword index does not hold the chunks that the catalogue does: {repair}."
    if _pending_ids(store):
        yield f"An ingest was interrupted: {repair}."


def _file_problems(store: Store) -> Iterator[str]:
    document = schema.documents.c
    with store.engine.connect() as connection:
        columns = (document.source, document.path, document.root, document.sha256, document.fingerprint)
        stored = connection.execute(sa.select(*columns).order_by(document.source)).all()
    manifests = Manifests()
    for source, path, root, sha256, known in stored:
        try:
            now = file_sha256(Path(path))
            said = mark(manifests.given(Path(path), Path(root)))
        except OSError:
            yield f"{source} is no longer at {path}: run `minutebook ingest {_folder(root)} --prune`."
        except MinutebookError as error:
            yield str(error)
        else:
            what = source if now != sha256 else f"What the manifest says of {source}"
            if now != sha256 or known.removeprefix(sha256) != said:
                yield f"{what} has changed since it was ingested: run `minutebook ingest {_quoted(root)}`."


def _all_ids(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        return set(connection.scalars(sa.select(schema.chunks.c.id)))


def _all_keys(store: Store) -> set[int]:
    with store.engine.connect() as connection:
        return set(connection.scalars(sa.select(schema.chunks.c.key)))


def _known_ids(store: Store, ids: Sequence[str]) -> set[str]:
    return _all_ids(store) & set(ids)


def _chunk_count(store: Store) -> int:
    with store.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(schema.chunks)) or 0


def _pending_ids(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        notes = connection.scalars(sa.select(schema.pending.c.ids)).all()
    return list(dict.fromkeys(one for ids in notes for one in ids))


def _roots(store: Store) -> str:
    root = schema.documents.c.root
    with store.engine.connect() as connection:
        found = connection.scalars(sa.select(root).distinct().order_by(root)).all()
    return " ".join(map(_quoted, found)) or "PATHS..."


def _rebuild(store: Store) -> str:
    return f"build the index anew with `minutebook ingest --rebuild {_roots(store)}`"


def _folder(root: str) -> str:
    # A file that is gone cannot be named to an ingest; the folder it was in can.
    return _quoted(root if Path(root).is_dir() else str(Path(root).parent))


def _quoted(path: str) -> str:
    return shlex.quote(path)


def _vectors(count: int) -> str:
    return f"{count:,} vector{'' if count == 1 else 's'}"
