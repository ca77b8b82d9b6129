"""From settings to the encoder and the store they name: enough to look at an index without asking it."""

from assistant.settings import Settings
from indexes.catalogue.database import writable
from indexes.catalogue.folders import is_there
from indexes.encoding.embedding import Embedder
from indexes.store import Store


def make_embedder(settings: Settings) -> Embedder:
    """Return the encoder that the settings name; its model loads on first use."""
    size, device, offline = settings.batch_size, settings.device, settings.offline
    return Embedder(settings.model, batch_size=size, device=device, offline=offline)


def open_store(settings: Settings, embedder: Embedder, *, rebuild: bool = False, read_only: bool = False) -> Store:
    """Open the store of an encoder's vectors in the data folder; see ``indexes.store.Store.open``.

    It is opened to be read alone where there is an index and nothing can be written, or where that is asked for.

    Raises:
        MinutebookError: the data folder cannot be used, or holds an index of another kind.
    """
    still = settings.catalogue_url is None and is_there(settings.data) and not writable(settings.data)
    return Store.open(
        settings.data,
        model=embedder.fingerprint,
        dimension=embedder.dimension,
        chroma_url=settings.chroma_url,
        catalogue_url=settings.catalogue_url,
        read_only=read_only or (still and not rebuild),
        rebuild=rebuild,
    )
