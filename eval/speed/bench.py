"""How fast it is: each figure beside a bare baseline of the same run where there is one, and by itself.

A busy machine slows both sides of a ratio, so that ratios can be compared between machines and days; what is
absolute is for the record. All is measured on the sample papers and on corpora made of them (``eval.speed.made``).
"""

import math
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import offline, settings
from assistant.building import Assistant, build
from eval.cases import CASES, PAPERS, load
from eval.speed import copied, made
from eval.speed.endurance import most_memory
from eval.speed.page import Measured
from eval.speed.stages import RETRIEVAL, STAGES, Clock, clocked
from indexes.encoding.embedding import Embedder, default_model
from indexes.keeping.mending import embedded_text
from indexes.records import Filters, Scope
from indexes.store import Store, index_name

SIZES = (5_000, 50_000, 500_000)
COPIED_FROM = 50_000
"""A corpus of a multiple of so many passages is made of copies of one of that size."""
_QUESTION = "Which councillor led the work on road safety?"
_PROMISED = "What was promised about road safety, and was it done?"
_BARE_ASK = (
    "import sys; from sentence_transformers import SentenceTransformer as S; "
    "S(sys.argv[1], local_files_only=True).encode([sys.argv[2]], show_progress_bar=False)"
)
_ASKERS = (1, 4, 16)
# Questions that they share, so that the whole stays a matter of minutes.
_SHARED = 48
_PROCESSOR_TIME = "the whole question, processor time"


def index_sample(data: Path) -> None:
    """Index the sample papers, for what is measured on them."""
    assistant = build(settings.load(data=data))
    for _report in assistant.ingest([PAPERS]):
        pass
    assistant.close()


def start(data: Path, times: int) -> Iterator[Measured]:
    """Measure what a command takes from nothing: processes of their own, the quickest of some runs."""
    command = [sys.executable, "-c", _COMMAND]
    light = _quickest([sys.executable, "-c", _BARE_COMMAND], times)
    whole = _quickest([sys.executable, "-c", "import assistant.building"], times)
    bare = _quickest([sys.executable, "-c", _BARE_ASK, default_model(), _QUESTION], times)
    yield Measured("importing all that answers", whole, "s", light)
    yield Measured("`--help`", _quickest([*command, "--help"], times), "s", light, "under 0.5 s")
    status = _quickest([*command, "status", "--data", str(data)], times)
    yield Measured("`status`", status, "s", light, "under 1 s")
    asked = _quickest([*command, "ask", _QUESTION, "--data", str(data)], times)
    yield Measured("a single `ask`", asked, "s", bare, "under 1.3 times bare")


_BARE_COMMAND = "import numpy, pydantic_settings, rich.console, sqlalchemy, typer"
_COMMAND = "import sys; from assistant.cli import main; sys.argv[0] = 'minutebook'; main()"


def ingest(times: int) -> Iterator[Measured]:
    """Measure chunks a second from file to index, beside encoding the same texts and nothing else."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - five seconds to import

    embedder, bare_model = Embedder(), SentenceTransformer(default_model(), local_files_only=True)
    embedder.encode(["Ready?", "Set?"])
    best, bare, chunks = 0.0, 0.0, 0
    for _ in range(times):
        with TemporaryDirectory() as folder:
            assistant = Assistant(settings.load(data=Path(folder)), _store(Path(folder), embedder), embedder)
            started = time.perf_counter()
            for _report in assistant.ingest([PAPERS]):
                pass
            seconds = time.perf_counter() - started
            ids = assistant.store.catalogue.chunk_ids(Filters(), Scope.OFFICER)
            stored = assistant.store.catalogue.chunks(ids, Scope.OFFICER).values()
            texts = [embedded_text(one.chunk.breadcrumb, one.chunk.text) for one in stored]
            chunks = len(texts)
            best = max(best, chunks / seconds)
            assistant.close()
        started = time.perf_counter()
        bare_model.encode(texts, show_progress_bar=False, normalize_embeddings=True)
        bare = max(bare, chunks / (time.perf_counter() - started))
    yield Measured("ingest of the sample papers", best, "chunks/s", bare, "at least 0.9 times bare")


def made_index(folder: Path, size: int, say: Callable[[str], None]) -> Path:
    """Return a data folder that holds so many made passages; one that is there already is used."""
    embedder = Embedder()
    data = folder / index_name(embedder.fingerprint, embedder.dimension) / f"{size}"
    if (data / "WHOLE").exists():
        return data
    shutil.rmtree(data, ignore_errors=True)
    copies = size // COPIED_FROM if size > COPIED_FROM and size % COPIED_FROM == 0 else 1
    if copies > 1:
        shutil.copytree(made_index(folder, COPIED_FROM, say), data)
        (data / "WHOLE").unlink()
    with _store(data, embedder) as store:
        if copies > 1:
            copied.multiply(store, copies, lambda count: say(f"{count:,} of {size:,} passages made"))
        else:
            of = made.samples(PAPERS, embedder)
            made.fill(store, of, size, lambda count: say(f"{count:,} of {size:,} passages made"))
    (data / "WHOLE").touch()
    return data


def questions(data: Path, count: int) -> list[Measured]:
    """Measure questions over an index in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_questions, data, count).result()


def _questions(data: Path, count: int) -> list[Measured]:
    offline.prepare()
    asked = [case.turns[-1] for case in load(CASES) if case.scope is Scope.PUBLIC]
    asked = (asked * (count // len(asked) + 1))[:count]
    assistant = build(settings.load(data=data))
    size = assistant.store.keywords.count(Scope.OFFICER)
    try:
        found = [
            Measured(f"{size:,} passages: first question", _seconds(assistant, asked[0]), "s"),
            Measured(f"{size:,} passages: first question about commitments", _seconds(assistant, _PROMISED), "s"),
        ]
        spent = time.process_time()
        clock = _ask_all(assistant, asked, Filters())
        spent = time.process_time() - spent
        for stage in STAGES:
            for share in (0.5, 0.95):
                name = f"{size:,} passages: {stage}, p{100 * share:.0f}"
                found.append(Measured(name, clock.quantile(share, [stage]), "ms"))
        limit = "at most 20" if size < 100_000 else "at most 100"
        for share in (0.5, 0.95):
            name = f"{size:,} passages: the whole question, p{100 * share:.0f}"
            found.append(Measured(name, clock.quantile(share), "ms"))
        name = f"{size:,} passages: {_PROCESSOR_TIME}"
        found.append(Measured(name, 1000 * spent / len(asked), "ms"))
        name = f"{size:,} passages: retrieval, p50"
        found.append(Measured(name, clock.quantile(0.5, RETRIEVAL), "ms"))
        for name, filters in _filters(assistant):
            clock = _ask_all(assistant, asked[: max(20, count // 4)], filters) if filters else clock
            what = f"{size:,} passages: retrieval{name}, p95"
            found.append(Measured(what, clock.quantile(0.95, RETRIEVAL), "ms", wanted=limit))
        for askers in _ASKERS:
            rate = _rate(assistant, asked[:_SHARED], askers)
            found.append(Measured(f"{size:,} passages: {askers} at once", rate, "questions/s"))
    finally:
        assistant.close()
    peak = most_memory() / 2**10
    files = sum(file.stat().st_size for file in data.rglob("*") if file.is_file())
    found.append(Measured(f"{size:,} passages: memory at most", peak, "GiB", wanted="under 4"))
    found.append(Measured(f"{size:,} passages: index", files / 2**30, "GiB"))
    return found


def growth(found: Sequence[Measured]) -> Iterator[Measured]:
    """Say by how much a question costs more in the larger corpora, beside the square root of how much larger."""
    for what in (_PROCESSOR_TIME, "retrieval, p50"):
        told = [(one.name.split(" ")[0], one.value) for one in found if one.name.endswith(f": {what}")]
        for (small, before), (large, after) in pairwise(told):
            root = math.sqrt(int(large.replace(",", "")) / int(small.replace(",", "")))
            name = f"{what}, at {large} by {small} passages"
            yield Measured(name, after / before, "times", wanted=f"under {root:.2f} (the square root)")


def _filters(assistant: Assistant) -> Iterator[tuple[str, Filters | None]]:
    documents = assistant.store.catalogue.documents(Scope.PUBLIC)
    body = next(part.body for one in documents for part in one.parts if part.body)
    largest = max(documents, key=lambda one: one.chunks)
    yield "", None
    yield ", one body", Filters(body=body)
    yield ", two years", Filters(date_from=date(2016, 1, 1), date_to=date(2017, 12, 31))
    yield ", one document", Filters(source=largest.source)


def _ask_all(assistant: Assistant, asked: Sequence[str], filters: Filters) -> Clock:
    with clocked(assistant) as clock:
        for question in asked:
            with clock.question():
                assistant.ask((), question, filters)
    return clock


def _rate(assistant: Assistant, asked: Sequence[str], askers: int) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(askers) as pool:
        list(pool.map(lambda question: assistant.ask((), question), asked))
    return len(asked) / (time.perf_counter() - started)


def _seconds(assistant: Assistant, question: str) -> float:
    started = time.perf_counter()
    assistant.ask((), question)
    return time.perf_counter() - started


def _quickest(command: Sequence[str], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return min(taken)


def _store(data: Path, embedder: Embedder) -> Store:
    return Store.open(data, model=embedder.fingerprint, dimension=embedder.dimension)
