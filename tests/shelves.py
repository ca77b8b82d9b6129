"""A whole assistant over papers of its own, with vectors that need no model, for tests of the window."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index_fakes import DIMENSION, FakeEmbedder

from assistant.building import Assistant
from assistant.settings import Settings
from indexes.store import Store


@contextmanager
def opened(data: Path, *papers: Path, **urls: str) -> Iterator[Assistant]:
    """Open an assistant over a data folder, or over servers besides, and read papers into it."""
    store = Store.open(data, model=FakeEmbedder.fingerprint, dimension=DIMENSION, **urls)
    assistant = Assistant(Settings(data=data, **urls), store, FakeEmbedder())
    try:
        if papers:
            list(assistant.ingest(papers))
        yield assistant
    finally:
        assistant.close()
