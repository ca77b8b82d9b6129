"""From folders to a run: papers read and indexed, cases placed, everything asked, and what it was done with."""

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import corpus
import indexes
from assistant.building import Assistant
from assistant.settings import Settings
from corpus.errors import MinutebookError
from corpus.parsing import parse
from corpus.reading.files import READABLE, read
from corpus.records import Document
from eval.asking import ask_all
from eval.cases import PlacedCase
from eval.checkout import commit
from eval.checks.checkers import trials
from eval.checks.promises import promises
from eval.runs import Header, Run
from indexes.records import Outcome

_PACKAGES = ("minutebook", "chromadb", "llama-index-core", "numpy", "sentence-transformers", "torch")


def read_papers(folder: Path) -> dict[str, Document]:
    """Read and parse the papers of a folder, by source name.

    Raises MinutebookError where the folder holds none, or one cannot be read: a suite needs all its papers.
    """
    files = _papers(folder)
    if not files:
        msg = f"No papers were found in {folder}; name the folder that the cases are about."
        raise MinutebookError(msg)
    named = ((file, str(file.relative_to(folder))) for file in files)
    return {source: parse(read(file, source)) for file, source in named}


def index(
    assistant: Assistant, folder: Path, done: Callable[[], None] = lambda: None, *, backwards: bool = False
) -> None:
    """Bring an assistant's index to exactly the papers of a folder; unchanged papers cost nothing.

    ``backwards`` has them read one by one, the last first, to see whether their order matters.
    Raises MinutebookError where a paper cannot be indexed.
    """
    papers = sorted(_papers(folder), reverse=True) if backwards else []
    for batch, prune in (*(([paper], False) for paper in papers), ([folder], True)):
        for report in assistant.ingest(batch, prune=prune):
            if report.outcome is Outcome.FAILED:
                msg = f"{report.source} could not be indexed ({report.reason}); a suite needs all its papers."
                raise MinutebookError(msg)
            if not (backwards and prune):  # they were told of one by one
                done()


def fresh_folder(folder: Path) -> Path:
    """Return a folder for an index made by the code as it stands; an index that other code made is removed.

    Ingest leaves unchanged papers as they are: right for a user, but here it would measure yesterday's parser.
    """
    code = _hash(_digest(file) for file in _code())
    mark = folder / "CODE"
    if not mark.is_file() or mark.read_text(encoding="utf-8") != code:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        mark.write_text(code, encoding="utf-8")
    return folder


def run(
    placed: Sequence[PlacedCase],
    papers: Mapping[str, Document],
    assistant: Assistant,
    name: str,
    done: Callable[[], None] = lambda: None,
    reordered: Assistant | None = None,
) -> Run:
    """Ask every case over indexed papers; ``done`` is called after each.

    ``reordered`` is an assistant that read the same papers in another order; every eighth case is put to it too.
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    rows = ask_all(placed, assistant, papers, done, reordered)
    checked = trials(placed, papers)
    settings = assistant.settings.model_dump_json(exclude={"data", "host", "port", "llm_key"})
    header = Header(
        name=name,
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 1),
        commit=commit(),
        settings=_hash([settings]),
        papers=_hash(f"{source} {document.source.sha256}" for source, document in sorted(papers.items())),
        cases=_hash(one.case.model_dump_json() for one in placed),
        model=assistant.embedder.name,
        reranker=assistant.settings.reranker or "",
        writer=_writer(assistant.settings),
        versions=versions(),
    )
    return Run(header=header, rows=rows, trials=checked, promises=promises(papers))


def _papers(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in READABLE)


def versions() -> dict[str, str]:
    """Return the versions of the packages that decide the figures, of those that are installed."""
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def _writer(settings: Settings) -> str:
    return settings.llm_model or (settings.llm_file.name if settings.llm_file else "")


def _code() -> list[Path]:
    packages = (Path(package.__path__[0]) for package in (corpus, indexes))
    return sorted(file for package in packages for file in package.rglob("*.py"))


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _hash(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
