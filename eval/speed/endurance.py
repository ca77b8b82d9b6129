"""Long runs: what thousands of questions and a hundred re-readings leave behind in memory, open files and on disk.

Growth is told from the first fifth of a run to its end: before that, caches fill and libraries load.
"""

import os
import resource
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.building import Assistant
from corpus.errors import MinutebookError
from eval.cases import CASES, PAPERS, load
from indexes.records import Outcome

SHARE, SPARE_MEMORY, SPARE_INDEX, SPARE_FILES = 1.25, 64, 32, 8
"""Memory and index may have grown by a quarter and so many MiB more, since Chroma keeps what is gone until it
tidies up, and SQLite its log; open files by as many as the database keeps connections."""
_MARKS = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """What a run holds at one moment: memory and index in MiB, open files."""

    done: int
    memory: float
    files: int
    index: float


@dataclass(frozen=True, slots=True)
class Outlasted:
    """A run's marks, and in words what grew beyond its bound."""

    what: str
    marks: tuple[Mark, ...]
    grown: tuple[str, ...]


def ask_on(assistant: Assistant, data: Path, count: int, done: Callable[[], None] = lambda: None) -> Outlasted:
    """Ask so many questions, each in words of its own so that no answer is at hand."""
    asked = [case.turns[-1] for case in load(CASES)]

    def ask(number: int) -> None:
        assistant.ask((), f"{asked[number % len(asked)]} ({number})")
        done()

    return _repeat("questions", ask, data, count)


def read_on(assistant: Assistant, data: Path, count: int, done: Callable[[], None] = lambda: None) -> Outlasted:
    """Read the sample papers again so many times, one of them changed each time.

    Raises:
        MinutebookError: a paper could not be read.
    """
    papers = data / "papers"
    shutil.copytree(PAPERS, papers, dirs_exist_ok=True)
    changing = [file for file in sorted(papers.iterdir()) if file.suffix in {".txt", ".md"}]

    def ingest(number: int) -> None:
        file = changing[number % len(changing)]
        original = (PAPERS / file.name).read_text(encoding="utf-8")
        file.write_text(f"{original}\n\nThe Panel noted reading {number}.\n", encoding="utf-8")
        for report in assistant.ingest([papers], prune=True):
            if report.outcome is Outcome.FAILED:
                raise MinutebookError(f"{report.source} could not be read again ({report.reason}).")
        done()

    return _repeat("re-readings", ingest, data, count)


def _repeat(what: str, work: Callable[[int], None], data: Path, count: int) -> Outlasted:
    every = max(1, count // _MARKS)
    marks = []
    for number in range(count):
        work(number)
        if (number + 1) % every == 0:
            marks.append(_mark(number + 1, data))
    return Outlasted(what, tuple(marks), _grown(marks))


def _grown(marks: Sequence[Mark]) -> tuple[str, ...]:
    first, last = marks[min(1, len(marks) - 1)], marks[-1]
    grown = []
    if last.memory > first.memory * SHARE + SPARE_MEMORY:
        grown.append(f"memory grew from {first.memory:.0f} to {last.memory:.0f} MiB")
    if last.files > first.files + SPARE_FILES:
        grown.append(f"open files grew from {first.files} to {last.files}")
    if last.index > first.index * SHARE + SPARE_INDEX:
        grown.append(f"the index grew from {first.index:.1f} to {last.index:.1f} MiB")
    return tuple(grown)


def _mark(done: int, data: Path) -> Mark:
    size = sum(file.stat().st_size for file in data.rglob("*") if file.is_file())
    return Mark(done, _memory(), len(list(Path("/proc/self/fd").iterdir())), size / 2**20)


def _memory() -> float:
    """Return this process's memory in MiB: what it holds now, or at most so far where that is not told."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return most_memory()


def most_memory() -> float:
    """Return the most memory that this process has held, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells there begins with the memory of the process that started this one
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM:"))
        return int(line.split()[1]) / 2**10
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
