"""Whether catalogue, keyword index, vectors, decisions and files agree; if not, which command mends it."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from corpus.errors import MinutebookError
from indexes.catalogue import schema
from indexes.catalogue.database import DamagedStoreError, damage_of
from indexes.catalogue.folders import IngestRunningError
from indexes.desk import desk_file
from indexes.encoding.embedding import file_sha256
from indexes.keeping.mending import chunk_count, chunk_ids, chunk_keys, pending_ids
from indexes.keeping.probing import look, probe
from indexes.records import Scope
from indexes.searching import exact
from indexes.searching.chroma import BusyVectorsError, turn
from indexes.searching.graphfiles import misfit
from indexes.store import Store

MEND = "run `minutebook mend`"
"""What makes keyword index and vectors agree with the catalogue again, whatever has become of them."""

_PATIENCE_SECONDS = 0.2


def verify(store: Store, *, files: bool = True, apart: bool = False) -> tuple[str, ...]:
    """Return what does not agree, each as a sentence that names the command that mends it; empty when all does.

    Args:
        store: what is looked at: every vector, and every chunk's place in the keyword index.
        files: reads every file again, to compare it with what was ingested.
        apart: has the vectors looked at by a process of its own, since some damage ends the process that looks.
    """
    decisions = list(_desk_problems(store))
    try:
        with store.exclusively():
            damage = list(_damage(store))
            if damage:
                # What else is found in a damaged catalogue says nothing.
                return (*damage, *decisions)
            found = [*index_problems(store, apart=apart), *decisions]
            return (*found, *(_file_problems(store) if files else ()))
    except DamagedStoreError as error:
        return (str(error), *decisions)
    except IngestRunningError as error:
        return (str(error),)


def index_problems(store: Store, *, apart: bool = False) -> Iterator[str]:
    """Yield what does not agree between catalogue, vectors and keyword index; the caller holds the write lock."""
    folder = store.vectors.folder
    try:
        wrong = probe(store.name, folder) if folder is not None and apart else look(store.vectors)
        have = None if wrong else store.vectors.ids()
    except MinutebookError as error:
        yield str(error)
    else:
        if wrong:
            yield f"The vectors are damaged ({wrong}): {MEND}."
        yield from _differences(have, chunk_ids(store)) if have is not None else ()
    with store.engine.connect() as connection:
        unsound = exact.unsound(connection)
    if unsound:
        yield f"The catalogue's own copy of the vectors is damaged in {len(unsound):,} of its papers: {MEND}."
    if store.keywords.keys() != chunk_keys(store):
        yield f"The keyword index does not hold the chunks that the catalogue does: {MEND}."
    if pending_ids(store):
        yield f"An ingest was interrupted: {MEND}."


def health(store: Store) -> tuple[str, ...]:
    """Return what a quick look at the catalogue finds wrong, without opening Chroma or reading any file."""
    problems = []
    if pending_ids(store):
        problems.append(f"An ingest is running, or was interrupted: let it end, or {MEND}.")
    if store.keywords.count(Scope.OFFICER) != chunk_count(store):
        problems.append(f"The keyword index does not hold the chunks that the catalogue does: {MEND}.")
    folder = store.vectors.folder
    lost = folder is not None and not folder.is_dir() and chunk_count(store)
    if folder is not None and (wrong := "they are gone" if lost else _misfit(folder)):
        problems.append(f"The vectors are damaged ({wrong}): {MEND}.")
    return tuple(problems)


def _misfit(folder: Path) -> str | None:
    """Say what is wrong with a graph, and nothing while it is being written."""
    try:
        with turn(folder, _PATIENCE_SECONDS):
            return misfit(folder)
    except BusyVectorsError:
        return None


def _damage(store: Store) -> Iterator[str]:
    if said := damage_of(store.engine):
        yield (
            f"The catalogue is damaged ({said}): build the index anew with `minutebook ingest --rebuild "
            f"{_roots(store)}`, or bring back a backup with `minutebook restore FILE --force`."
        )


def _desk_problems(store: Store) -> Iterator[str]:
    try:
        if said := desk_file.damage(store.folder):
            yield f"Officers' decisions are damaged ({said}): {desk_file.REMEDY}."
    except DamagedStoreError as error:
        yield str(error)


def _differences(have: set[str], want: set[str]) -> Iterator[str]:
    if missing := len(want - have):
        yield f"Chroma lacks {_vectors(missing)} that the catalogue knows: {MEND}."
    if extra := len(have - want):
        yield f"Chroma holds {_vectors(extra)} that the catalogue does not know: {MEND}."


def _file_problems(store: Store) -> Iterator[str]:
    document = schema.documents.c
    with store.engine.connect() as connection:
        columns = (document.source, document.path, document.root, document.sha256, document.fingerprint)
        stored = connection.execute(sa.select(*columns).order_by(document.source)).all()
    from corpus.manifest import mark  # noqa: PLC0415 - a quick look needs neither
    from corpus.reading.manifests import Manifests  # noqa: PLC0415

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
                yield f"{what} has changed since it was ingested: run `minutebook ingest {shlex.quote(root)}`."


def _roots(store: Store) -> str:
    root = schema.documents.c.root
    try:
        with store.engine.connect() as connection:
            found = connection.scalars(sa.select(root).distinct().order_by(root)).all()
    except DamagedStoreError:
        found = []
    return " ".join(map(shlex.quote, found)) or "PATHS..."


def _folder(root: str) -> str:
    # A file that is gone cannot be named to an ingest; the folder it was in can.
    return shlex.quote(root if Path(root).is_dir() else str(Path(root).parent))


def _vectors(count: int) -> str:
    return f"{count:,} vector{'' if count == 1 else 's'}"
