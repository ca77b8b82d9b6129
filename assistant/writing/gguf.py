"""A language model in a GGUF file, served inside this process by xllamacpp (the extra ``local-llm``)."""

import os
import secrets
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import MinutebookError

if TYPE_CHECKING:
    import xllamacpp

MAGIC = b"GGUF"
_lock = threading.Lock()


def serve(file: Path, window: int) -> tuple[str, str, str]:
    """Load a model and serve it on a free port of this machine; one server a file and process.

    Args:
        file: the GGUF file.
        window: how many tokens it has to read and write at a time.

    Returns:
        The OpenAI-compatible address, the model's name, and the key that this process alone knows.

    Raises:
        MinutebookError: xllamacpp is not installed, or the file is no model that it can load.
    """
    with _lock:  # two questions at once must not load it twice
        server, key = _started(file, window)
    return f"{server.listening_address.rstrip('/')}/v1", file.name, key


@cache
def _started(file: Path, window: int) -> "tuple[xllamacpp.Server, str]":
    check(file)
    try:
        import xllamacpp  # noqa: PLC0415 - optional, and heavy
    except ImportError:
        raise MinutebookError(
            'A GGUF file needs xllamacpp: run `pip install "minutebook[local-llm]"`, or take llm_file out.'
        ) from None
    key = secrets.token_urlsafe(16)
    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.n_ctx = window
    params.n_parallel = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.cors_origins = ""
    params.ui = False
    params.verbosity = 0
    params.cpuparams.n_threads = max(1, os.cpu_count() or 1)
    try:
        return xllamacpp.Server(params), key
    except (RuntimeError, ValueError, OSError) as error:
        raise MinutebookError(f"The language model {file} cannot be loaded: name another GGUF file.") from error


def check(file: Path) -> None:
    """Check that a file looks like a model, without loading it.

    Raises:
        MinutebookError: it is not there, or is no GGUF file.
    """
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(MAGIC))
    except OSError as error:
        raise MinutebookError(
            f"The language model {file} cannot be read ({error.strerror}): correct llm_file."
        ) from error
    if begins != MAGIC:
        raise MinutebookError(f"{file} is no GGUF file: correct llm_file.")
