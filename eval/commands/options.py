"""What the suite's commands share: their options, the folder of runs, and progress bars."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant import settings
from corpus.errors import MinutebookError

JUDGED, RAGAS = ".judged.jsonl", ".ragas.jsonl"
"""How the files end that are made of a run: a judge's replies, and samples for RAGAS."""


class Which(StrEnum):
    """Which cases: those looked at while tuning, those kept back, or all."""

    ALL = "all"
    OPEN = "open"
    HELD = "held"


class Form(StrEnum):
    """What a report is written as; the values are file suffixes."""

    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"


Cases = Annotated[Path, typer.Option("--cases", metavar="PATH", help="Folder or file of cases.")]
Papers = Annotated[Path, typer.Option("--papers", metavar="DIR", help="Folder of the papers they are about.")]
Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder of the suite's index and runs.", show_default="var/eval"),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where it is written.")]
Only = Annotated[Which, typer.Option("--only", help="Which cases are asked.")]
AnyRun = Annotated[Path | None, typer.Argument(metavar="[RUN]", help="A run; without one, the last.")]
NewRun = Annotated[Path | None, typer.Argument(metavar="[RUN]", help="A run; without one, the suite runs now.")]
Thresholds = Annotated[Path, typer.Option("--thresholds", metavar="FILE", help="What has to be reached.")]
ShowExempt = Annotated[bool, typer.Option("--exempt", help="Also show cases about exempt papers.")]
ShowHeld = Annotated[bool, typer.Option("--show-held", help="Also show held cases.")]


def folder_of(data: Path | None) -> Path:
    """Return the folder of the suite's index and runs."""
    return data or settings.home() / "var" / "eval"


def saved(data: Path | None) -> list[Path]:
    """Return the runs of a folder, oldest first; what was made of a run and lies beside it is none."""
    files = (folder_of(data) / "runs").glob("*.jsonl")
    return sorted(file for file in files if not file.name.endswith((JUDGED, RAGAS)))


def last(data: Path | None) -> Path:
    """Return the last run of a folder. Raises MinutebookError where there is none."""
    known = saved(data)
    if not known:
        msg = "There is no run to report on yet; run `python -m eval run` first, or name a file."
        raise MinutebookError(msg)
    return known[-1]


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar while something goes on, and give what moves it on by one."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


def say_written(file: Path) -> None:
    """Say where something was written, the path in one piece."""
    Console().print(f"Written to {file}", soft_wrap=True, highlight=False)
