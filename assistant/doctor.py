"""What is installed and whether it works, check by check; with the network off where that is asked for."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.offline import network_blocked
from assistant.records import Status
from assistant.settings import Settings
from corpus.errors import MinutebookError

PACKAGES = (
    "chromadb",
    "gradio",
    "llama-index-core",
    "sentence-transformers",
    "SQLAlchemy",
    "tiktoken",
    "tokenizers",
    "torch",
)
ENCODING = "cl100k_base"  # the vocabulary that llama-index-core ships
_SAME = 0.999  # the least cosine of one text's two vectors, a question's and a paper's
# Bytes, a round figure: an ingest that runs out of space loses nothing, but does not end.
_LEAST_FREE = 500_000_000
_FAILURES = (MinutebookError, ImportError, OSError, ValueError, RuntimeError)

_PAPER = """Harbour Committee
Minutes of the meeting held on 4 March 2031

7. Sea wall
The Committee agreed to repair the sea wall at Ferry Lane before October 2031.
"""
_QUESTION = "When will the sea wall at Ferry Lane be repaired?"
_EXPECTED = "before October 2031"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it works, and what was seen."""

    name: str
    ok: bool
    detail: str


def examine(settings: Settings, *, offline: bool = False) -> Iterator[Check]:
    """Look at one thing after the other; a failure is reported and the rest goes on.

    With ``offline`` a paper is read and a question answered in a folder of its own while every connection to
    another machine is refused.
    """
    yield _check("python", _python)
    for package in PACKAGES:
        yield _check(package, partial(_package, package))
    yield _check("scanned pages", _scans)
    yield _check("data folder", partial(_data_folder, settings.data))
    yield _check("disk", partial(_disk, settings.data))
    yield _check("people", partial(_people, settings))
    yield _check("index", partial(_index, settings))
    yield _check("model files", partial(_model_files, settings))
    with _blocked_where(offline) as tried:
        yield _check("model", partial(_model, settings))
        yield _check("vocabulary", _tiktoken)
        yield _check("language model", partial(_language_model, settings))
        yield _check("window", _window)
        yield _check("read and answer", partial(_read_and_answer, settings))
    if offline:
        reached = ", ".join(dict.fromkeys(tried))
        yield Check(
            "network off", not tried, f"something tried to reach {reached}" if tried else "nothing tried to use it"
        )


@contextmanager
def _blocked_where(offline: bool) -> Iterator[list[str]]:
    if not offline:
        yield []
        return
    with network_blocked() as tried:
        yield tried


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except _FAILURES as error:
        return Check(name, False, str(error) or type(error).__name__)


def _python() -> str:
    return f"{sys.version.split()[0]} on {sys.platform}"


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        raise MinutebookError("it is not installed: run pip install -r requirements.lock") from None


def _scans() -> str:
    """Reading pictures of pages is optional, so that what it lacks is said and is no failure."""
    from corpus.reading import ocr

    missing = ocr.missing()
    return "read by tesseract (OCR)" if missing is None else f"named but not read; to have them read, {missing}"


def _data_folder(folder: Path) -> str:
    existing = _existing(folder)
    with tempfile.TemporaryFile(dir=existing):
        return f"{folder} can be written" if existing == folder else f"{folder} is not there yet and can be made"


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())


def _disk(folder: Path) -> str:
    free = shutil.disk_usage(_existing(folder)).free
    said = f"{free / 1e9:,.1f} GB are free"
    if free < _LEAST_FREE:
        raise MinutebookError(f"only {said} for {folder}: free some space before papers are read")
    return said


def _people(settings: Settings) -> str:
    """Say who comes in, and whether the window would be opened as it is set up."""
    from assistant.access.accounts import FILE
    from assistant.access.keeper import require_guarded

    guard = require_guarded(settings)
    kept = settings.data / FILE
    if kept.is_file() and os.name == "posix" and kept.stat().st_mode & 0o077:
        raise MinutebookError(f"{kept} can be read by others on this machine: run chmod 600 on it")
    if guard.is_open:
        return f"nobody signs in, since the window listens on {settings.host} alone"
    ways = [f"{len(guard.accounts.all())} users"] if guard.accounts.all() else []
    ways += [f"whom {settings.proxy_addresses} names in {guard.header}"] if guard.header else []
    return f"{' and '.join(ways)} may come in at {settings.host}"


def _index(settings: Settings) -> str:
    """Look at catalogue, vectors, keyword index and decisions as `verify` does, but at no paper's file."""
    from assistant.opening import make_embedder, open_store
    from indexes.catalogue.folders import RESTORING, is_there
    from indexes.records import Scope
    from indexes.searching.chroma import require_server

    if settings.chroma_url is not None:
        require_server(settings.chroma_url)
    if settings.catalogue_url is None and not is_there(settings.data):
        return "there is none yet: `minutebook ingest PATH` makes one"
    if (settings.data / RESTORING).exists():
        raise MinutebookError("a restore was interrupted in its last step: `minutebook status` ends it")
    with open_store(settings, make_embedder(settings), read_only=True) as store:
        if problems := store.verify(files=False, apart=True):
            raise MinutebookError(" ".join(problems))
        return f"{store.catalogue.counts(Scope.OFFICER).chunks} chunks, their vectors and keywords agree"


def _model_files(settings: Settings) -> str:
    from indexes.encoding.bert import WEIGHTS
    from indexes.encoding.embedding import DEFAULT_SHA256, Embedder, file_sha256

    embedder = Embedder(settings.model, offline=settings.offline)
    if settings.model is not None:
        return f"{embedder.name}, not the pinned default; its fingerprint is {embedder.fingerprint[:12]}"
    if embedder.folder is None or file_sha256(embedder.folder / WEIGHTS) != DEFAULT_SHA256:
        raise MinutebookError(f"the weights in {embedder.folder} are not the pinned ones: install them again")
    return f"{embedder.name}, sha256 {DEFAULT_SHA256[:12]} as pinned"


def _model(settings: Settings) -> str:
    from indexes.encoding.embedding import Embedder

    embedder = Embedder(settings.model, device=settings.device, offline=settings.offline)
    said = "The minutes were agreed."
    ((alone,), (vector, _)) = embedder.encode([said]), embedder.encode([said, said])
    if float(alone @ vector) < _SAME:
        raise MinutebookError(f"questions and papers are encoded differently by {embedder.name}: install it again")
    return f"encodes, {vector.size} dimensions, window of {embedder.window} word pieces"


def _tiktoken() -> str:
    import tiktoken

    tokens = tiktoken.get_encoding(ENCODING).encode("The minutes were agreed.")
    return f"encodes, {len(tokens)} tokens from the vocabulary on disk"


def _language_model(settings: Settings) -> str:
    """Say who writes; a file is looked at and not loaded, an address is asked for one word."""
    from assistant.writing import gguf, llm
    from prompts.library import Message

    model = llm.connect(settings)
    if model is None:
        offered = llm.ollama_models()
        found = (
            f"; Ollama offers {', '.join(offered)}: set llm_url to {llm.OLLAMA}/v1 and llm_model"
            if offered
            else ""
        )
        return f"none is configured and none is used: answers are extracts{found}"
    if settings.llm_file:
        gguf.check(settings.llm_file)
        return f"{llm.writer_in_words(settings)} It is loaded by the first question."
    try:
        model.reply([Message("user", "Say yes.")])
    finally:
        model.close()
    return llm.writer_in_words(settings)


def _window() -> str:
    from assistant import chat

    return f"the chat window can be opened ({chat.__name__})"


def _read_and_answer(settings: Settings) -> str:
    """Read an invented paper into a folder of its own, where Chroma is opened too, and ask about it."""
    from assistant.building import build

    with tempfile.TemporaryDirectory(prefix="minutebook-") as folder:
        paper = Path(folder) / "sea-wall.txt"
        paper.write_text(_PAPER, encoding="utf-8")
        own = {"data": Path(folder) / "var", "chroma_url": None, "catalogue_url": None}
        assistant = build(settings.model_copy(update=own))
        try:
            (report,) = assistant.ingest([paper])
            answer = assistant.ask((), _QUESTION)
        finally:
            assistant.close()
    if answer.status is not Status.ANSWERED or not any(_EXPECTED in each.quote for each in answer.citations):
        raise MinutebookError(f"the answer was {answer.status.value}: {answer.text}")
    return f"{report.passages} passages, then an answer in {len(answer.citations)} of its sentences"
