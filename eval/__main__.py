"""The commands of the grounding suite: ``python -m eval run | compare | gate | report | sets | trec | draft``."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant import offline, settings
from corpus.errors import MinutebookError
from eval import cases as case_files
from eval import compare as comparing
from eval import draft as drafting
from eval import figures as aggregating
from eval import gate as gating
from eval import plain, runs, tables
from eval import report as reporting
from eval import sets as public_sets
from eval import trec as trecs

app = typer.Typer(
    help="Measures how well the assistant answers, and fails a build that answers worse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


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
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where the run is written.")]
Only = Annotated[Which, typer.Option("--only", help="Which cases are asked.")]
RunFile = Annotated[Path | None, typer.Argument(metavar="[RUN]", help="A run; without one, the suite runs now.")]
Thresholds = Annotated[Path, typer.Option("--thresholds", metavar="FILE", help="What has to be reached.")]


@app.command()
def run(
    cases: Cases = case_files.CASES,
    papers: Papers = case_files.PAPERS,
    data: Data = None,
    out: Out = None,
    only: Only = Which.ALL,
) -> None:
    """Ask every case, save the run and print its figures."""
    done, file = _run(cases, papers, data, out, only)
    console = Console()
    console.print(tables.of_figures(aggregating.figures(done.rows, done.trials, done.promises)))
    console.print(tables.of_times(aggregating.times(done.rows), done.header.seconds))
    console.print(f"Saved as {file}", soft_wrap=True, highlight=False)


@app.command()
def compare(
    before: Annotated[Path | None, typer.Argument(metavar="[BEFORE]", help="The earlier run.")] = None,
    after: Annotated[Path | None, typer.Argument(metavar="[AFTER]", help="The later run.")] = None,
    data: Data = None,
    show_held: Annotated[bool, typer.Option("--show-held", help="Also list held cases.")] = False,
) -> None:
    """Compare two runs case by case; without names, the last two."""
    if before is None or after is None:
        known = _saved(_folder(data))
        if len(known) < 2:
            msg = "There are not two runs to compare yet; run `python -m eval run` first, or name two files."
            raise MinutebookError(msg)
        before, after = known[-2:]
    outcome = comparing.compare(runs.load(before), runs.load(after))
    console = Console()
    console.print(f"{before.name} against {after.name}", highlight=False)
    console.print(tables.of_changes(outcome.changes))
    console.print(tables.of_moved(outcome, show_held=show_held))


@app.command()
def gate(
    run_file: RunFile = None,
    thresholds: Thresholds = gating.THRESHOLDS,
    cases: Cases = case_files.CASES,
    papers: Papers = case_files.PAPERS,
    data: Data = None,
) -> None:
    """Hold a run against the thresholds; leave with 1 and the failing lines where it falls short."""
    wanted = gating.load(thresholds)
    done = runs.load(run_file) if run_file else _run(cases, papers, data, None, Which.ALL)[0]
    lines = gating.check(wanted, aggregating.figures(done.rows, done.trials, done.promises))
    failing = [str(line) for line in lines if not line.passed]
    failing += gating.fallen(wanted, gating.earlier(thresholds))
    for line in failing:
        typer.echo(f"FAILED {line}")
    typer.echo(f"{len(lines) - sum(not line.passed for line in lines)} of {len(lines)} thresholds reached")
    if failing:
        raise typer.Exit(1)


@app.command()
def report(
    run_file: RunFile = None,
    against: Annotated[Path | None, typer.Option("--against", metavar="RUN", help="Run to compare with.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where the report is written.")] = None,
    form: Annotated[Form, typer.Option("--format", help="Web page, Markdown table or CSV.")] = Form.HTML,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="PAGE.md", help="Write the Markdown table into a page.")
    ] = None,
    data: Data = None,
    show_held: Annotated[bool, typer.Option("--show-held", help="Also show held cases.")] = False,
) -> None:
    """Write a run as a page: without a name, the last one, compared with the one before."""
    known = _saved(_folder(data))
    if run_file is None:
        if not known:
            msg = "There is no run to report on yet; run `python -m eval run` first, or name a file."
            raise MinutebookError(msg)
        run_file = known[-1]
        against = against or (known[-2] if len(known) > 1 else None)
    done = runs.load(run_file)
    found = aggregating.figures(done.rows, done.trials, done.promises)
    if into is not None:
        into.write_text(plain.into(into.read_text(encoding="utf-8"), plain.markdown(found)), encoding="utf-8")
        return
    if form is Form.HTML:
        since = comparing.compare(runs.load(against), done) if against else None
        text = reporting.render(done, since, show_held=show_held)
    else:
        text = plain.markdown(found) if form is Form.MARKDOWN else plain.table(found)
    file = out or run_file.with_suffix(f".{form.value}")
    file.write_text(text, encoding="utf-8")
    Console().print(f"Written to {file}", soft_wrap=True, highlight=False)


@app.command()
def sets(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A set in BEIR's layout or that of spans.")],
    data: Data = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only so many questions.")] = None,
) -> None:
    """Search a public set of questions and print how well its documents are found."""
    offline.prepare()
    from assistant.building import build  # noqa: PLC0415 - heavy; --help does without
    from eval import suite  # noqa: PLC0415

    work = _folder(data) / "sets" / folder.resolve().name
    documents, questions = public_sets.read(folder, work)
    chosen = questions[:limit]
    assistant = build(settings.load(data=suite.fresh_folder(work / "index")))
    try:
        with _progress("Documents", sum(1 for _ in documents.iterdir())) as step:
            suite.index(assistant, documents, step)
        with _progress("Questions", len(chosen)) as step:
            found = public_sets.measure(chosen, assistant, step)
    finally:
        assistant.close()
    Console().print(tables.of_figures(found))


@app.command()
def trec(
    run_file: Annotated[Path, typer.Argument(metavar="RUN", help="A saved run.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the two files.")],
) -> None:
    """Write a run's rankings and relevance as TREC files."""
    for file in trecs.write(runs.load(run_file), out):
        Console().print(f"Written to {file}", soft_wrap=True, highlight=False)


@app.command()
def draft(
    papers: Papers = case_files.PAPERS,
    count: Annotated[int, typer.Option("--count", min=1, help="How many.")] = 20,
) -> None:
    """Print candidate cases from the papers, for a person to give them their questions."""
    from eval import suite  # noqa: PLC0415 - heavy; --help does without

    for line in drafting.drafts(suite.read_papers(papers), count):
        typer.echo(line)


def _run(cases: Path, papers: Path, data: Path | None, out: Path | None, only: Which) -> tuple[runs.Run, Path]:
    offline.prepare()
    from assistant.building import build  # noqa: PLC0415 - heavy; --help does without
    from eval import suite  # noqa: PLC0415

    chosen = [case for case in case_files.load(cases) if only is Which.ALL or case.held is (only is Which.HELD)]
    folder = _folder(data)
    read = suite.read_papers(papers)
    case_files.place(chosen, read)  # before the slow part, so that a mistake in a case shows at once
    assistant = build(settings.load(data=suite.fresh_folder(folder / "index")))
    try:
        with _progress("Papers", len(read)) as step:
            suite.index(assistant, papers, step)
        started = datetime.now(UTC)
        with _progress("Cases", len(chosen)) as step:
            done = suite.run(chosen, read, assistant, f"{started:%Y%m%dT%H%M%S}", step)
    finally:
        assistant.close()
    file = out or folder / "runs" / f"{done.header.name}.jsonl"
    runs.save(done, file)
    return done, file


def _folder(data: Path | None) -> Path:
    return data or settings.home() / "var" / "eval"


def _saved(folder: Path) -> list[Path]:
    return sorted((folder / "runs").glob("*.jsonl"))


@contextmanager
def _progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; expected failures are one sentence on standard error."""
    try:
        outcome = typer.main.get_command(app).main(
            args=list(sys.argv[1:] if arguments is None else arguments),
            prog_name="python -m eval",
            standalone_mode=False,
        )
    except MinutebookError as error:
        typer.echo(str(error), err=True)
        return 1
    except typer.exceptions.TyperException as error:
        typer.echo(f"{error.format_message()} See `python -m eval --help`.", err=True)
        return 1
    return outcome if isinstance(outcome, int) else 0


if __name__ == "__main__":
    sys.exit(main())
