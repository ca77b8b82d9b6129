"""From an index in use to the one that is built to replace it: documents whose files were not read again."""

from collections.abc import Collection, Iterator
from pathlib import Path

import sqlalchemy as sa

from corpus.records import Document
from indexes.catalogue import schema
from indexes.catalogue.catalogue import Catalogue
from indexes.catalogue.database import DamagedStoreError
from indexes.ingesting.swapping import Origin
from indexes.records import Scope
from indexes.store import Store


def left_behind(store: Store, pruned: Collection[Path]) -> Iterator[tuple[str, Document | None, Origin]]:
    """Yield what the index in use holds and the new one does not: source and document, None where it is damaged.

    Args:
        store: the index that is being built.
        pruned: files and folders below which nothing is taken over.

    Raises:
        MinutebookError: the old index cannot be read.
    """
    old = store.in_use()
    if old is None:
        return
    try:
        document = schema.documents.c
        query = sa.select(document.id, document.source, document.path, document.root, document.fingerprint)
        with store.engine.connect() as connection:
            here = {(path, source) for _, source, path, *_ in connection.execute(query)}
        paths, sources = {path for path, _ in here}, {source for _, source in here}
        with old.connect() as connection:
            there = connection.execute(query.order_by(document.source)).all()
        catalogue = Catalogue(old)
        for one, source, path, root, fingerprint in there:
            if path in paths or source in sources or _below(Path(path), pruned):
                continue
            yield source, _whole(catalogue, one), Origin(Path(path), Path(root), fingerprint)
    finally:
        old.dispose()


def _whole(catalogue: Catalogue, one: str) -> Document | None:
    try:
        return catalogue.document(one, Scope.OFFICER)
    except (DamagedStoreError, ValueError, TypeError, LookupError):
        return None  # a damaged page may also hold what is no longer JSON, or lacks what it should have


def _below(path: Path, roots: Collection[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
