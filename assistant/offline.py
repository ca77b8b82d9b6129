"""The one place that keeps libraries from calling home, and that can prove it; with what else a process needs.

``prepare`` must run before llama_index, chromadb, sentence_transformers, tiktoken or gradio is first imported:
most of them read the environment once, on import.
"""

import gc
import importlib.util
import ipaddress
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

# What is sent to somebody else is off whatever the user's own environment says.
SILENCE = {
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",  # or the library warns in every process that was forked
}
# Threads that wait for one another in a spin take the processor from all else: with two people asking at once a
# question took ten times as long to encode as with threads that sleep.
THREADS = {"OMP_WAIT_POLICY": "PASSIVE"}
# Python looks through all that is held for rings of garbage whenever what stays has grown by a quarter; with whole
# papers at hand that stops a question for a tenth of a second. At these numbers 40 questions over 50,000 passages
# took 362 ms of processor time each (p50) in place of 581, retrieval at worst (p95) 143 in place of 487.
COLLECTED_AFTER = (50_000, 20, 20)
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


def vocabulary_folder() -> Path | None:
    """The folder of tiktoken's vocabularies that llama-index-core ships, or None where it does not."""
    spec = importlib.util.find_spec("llama_index.core")
    for place in (spec.submodule_search_locations if spec else None) or ():
        folder = Path(place) / "_static" / "tiktoken_cache"
        if folder.is_dir():
            return folder
    return None


def prepare(*, offline: bool = True) -> None:
    """Set this process up so that nothing is fetched and nothing is reported, and questions are seldom held up.

    With ``offline`` false a model may be fetched by its id; telemetry stays off.
    """
    gc.set_threshold(*COLLECTED_AFTER)
    os.environ.update(SILENCE)
    for name, value in THREADS.items():
        os.environ.setdefault(name, value)
    if offline:
        os.environ.update(OFFLINE)
    if "TIKTOKEN_CACHE_DIR" not in os.environ and (folder := vocabulary_folder()) is not None:
        os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)


class NetworkUsedError(OSError):
    """A connection to another machine was tried while ``network_blocked`` was in force."""


def is_here(host: object) -> bool:
    """Whether a socket's host is this machine."""
    if isinstance(host, bytes):
        host = host.decode("ascii", errors="replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@contextmanager
def network_blocked() -> Iterator[list[str]]:
    """Refuse every connection and name look-up that leaves this machine while the block lasts.

    Yields the list of what was tried, which stays empty where all goes well: a library that swallows the refusal
    is found out all the same. It holds for sockets opened through Python, which is every library used here but
    for Chroma's local store, which opens none.
    """
    tried: list[str] = []
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse(host: object) -> NoReturn:
        tried.append(str(host))
        raise NetworkUsedError(f"the network is off, but something tried to reach {host}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not is_here(address[0]):
            refuse(address[0])
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if isinstance(address, tuple) and not is_here(address[0]):
            refuse(address[0])
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not is_here(host):
            refuse(host)
        return look_up(host, *args, **kwargs)

    _install(guarded_connect, guarded_connect_ex, guarded_look_up)
    try:
        yield tried
    finally:
        _install(connect, connect_ex, look_up)


def _install(connect: Any, connect_ex: Any, look_up: Any) -> None:
    socket.socket.connect = connect  # type: ignore[method-assign]
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = look_up
