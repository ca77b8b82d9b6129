"""Reading papers with a progress bar on standard error: files, passages, time left."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant import log
from indexes.records import FileReport, Outcome

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from assistant.building import Assistant
    from indexes.records import Progress


def read_papers(
    assistant: "Assistant",
    paths: Sequence[Path],
    show: Callable[[FileReport], None],
    *,
    prune: bool = False,
    rebuild: bool = False,
) -> list[FileReport]:
    """Ingest with a bar for people; ``show`` is called with each file as it is done."""
    started = time.monotonic()
    reports = []
    with _bar() as bar:
        task = bar.add_task("Reading", total=None, passages=0, left="")

        def advance(progress: "Progress") -> None:
            bar.update(
                task,
                completed=progress.files_done,
                total=progress.files_total,
                passages=progress.passages,
                left=time_left(progress.seconds_left),
            )

        for report in assistant.ingest(paths, prune=prune, rebuild=rebuild, progress=advance):
            reports.append(report)
            show(report)
    seconds = time.monotonic() - started
    typer.echo(summary(reports, seconds), err=True)
    counts = Counter(report.outcome.value for report in reports)
    log.note("papers", seconds=round(seconds, 3), passages=sum(one.passages for one in reports), **counts)
    return reports


def time_left(seconds: float | None) -> str:
    """How long it will take, for people."""
    return "" if seconds is None else f"{timedelta(seconds=round(seconds))} left"


def summary(reports: Sequence[FileReport], seconds: float) -> str:
    """How many files met which fate, in one line."""
    counts = Counter(report.outcome for report in reports)
    fates = ", ".join(f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome])
    passages = sum(report.passages for report in reports if report.outcome is Outcome.READ)
    return f"{fates or 'nothing to read'}; {passages} passages in {seconds:.1f} s"


def _bar() -> "Bar":
    """A bar on standard error, nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[passages]} passages {task.fields[left]}"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        # Lines that go to the same terminal are printed above the bar; those that go to a file go there untouched.
        redirect_stdout=sys.stdout.isatty(),
    )
