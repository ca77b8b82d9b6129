"""The suite's own commands: check, run, compare, gate, report and calibrate."""

from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant import offline, settings
from assistant.figures import SHIPPED
from corpus.errors import MinutebookError
from eval import cases as case_files
from eval import gate as gating
from eval import runs
from eval.checks import calibrating
from eval.commands.options import (
    AnyRun,
    Cases,
    Data,
    Form,
    NewRun,
    Only,
    Out,
    Papers,
    ShowExempt,
    ShowHeld,
    Thresholds,
    Which,
    folder_of,
    last,
    progress,
    saved,
    say_written,
)
from eval.reports import compare as comparing
from eval.reports import plain, published, report, section, tables
from eval.reports.figures import of_run, times
from eval.speed import crowd as crowding


def run_cases(
    cases: Cases = case_files.CASES,
    papers: Papers = case_files.PAPERS,
    data: Data = None,
    out: Out = None,
    only: Only = Which.ALL,
) -> None:
    """Ask every case, save the run and print its figures."""
    known = saved(data)
    done, file = _run(cases, papers, data, out, only)
    published.publish(done, runs.load(known[-1]) if known else None, folder_of(data))
    console = Console()
    console.print(tables.of_figures((*of_run(done), *times(done.rows))))
    console.print(f"The cases took {done.header.seconds:.0f} s. Saved as {file}", soft_wrap=True, highlight=False)


def check_cases(cases: Cases = case_files.CASES, papers: Papers = case_files.PAPERS) -> None:
    """Say whether every case is well-formed and matches its papers, and how many there are of each kind."""
    from eval import suite

    known = case_files.load(cases)
    case_files.place(known, suite.read_papers(papers))
    Console().print(tables.of_cases(known))


def compare_runs(
    before: Annotated[Path | None, typer.Argument(metavar="[BEFORE]", help="The earlier run.")] = None,
    after: Annotated[Path | None, typer.Argument(metavar="[AFTER]", help="The later run.")] = None,
    data: Data = None,
    show_held: ShowHeld = False,
) -> None:
    """Compare two runs case by case; without names, the last two."""
    if before is None or after is None:
        known = saved(data)
        if len(known) < 2:
            msg = "There are not two runs to compare yet; run `python -m eval run` first, or name two files."
            raise MinutebookError(msg)
        before, after = known[-2:]
    outcome = comparing.compare(runs.load(before), runs.load(after))
    console = Console()
    console.print(f"{before.name} against {after.name}", highlight=False)
    console.print(tables.of_changes(outcome.changes))
    console.print(tables.of_moved(outcome, show_held=show_held))


def hold_against_thresholds(
    run_file: NewRun = None,
    thresholds: Thresholds = gating.THRESHOLDS,
    cases: Cases = case_files.CASES,
    papers: Papers = case_files.PAPERS,
    data: Data = None,
) -> None:
    """Hold a run against the thresholds; leave with 1 and the failing lines where it falls short."""
    wanted = gating.load(thresholds)
    done = runs.load(run_file) if run_file else _run(cases, papers, data, None, Which.ALL)[0]
    lines = gating.check(wanted, of_run(done))
    failing = [str(line) for line in lines if not line.passed]
    failing += gating.fallen(wanted, gating.earlier(thresholds))
    for line in failing:
        typer.echo(f"FAILED {line}")
    typer.echo(f"{sum(line.passed for line in lines)} of {len(lines)} thresholds reached")
    if failing:
        raise typer.Exit(1)


def report_run(
    run_file: AnyRun = None,
    against: Annotated[Path | None, typer.Option("--against", metavar="RUN", help="Run to compare with.")] = None,
    out: Out = None,
    form: Annotated[Form, typer.Option("--format", help="Web page, Markdown or CSV.")] = Form.HTML,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="PAGE.md",
            help='Write "How good is it?" into a page, and its figures for the window.',
        ),
    ] = None,
    data: Data = None,
    show_held: ShowHeld = False,
    exempt: ShowExempt = False,
) -> None:
    """Write a run as a page: without a name, the last one, compared with the one before."""
    if run_file is None:
        run_file = last(data)
        against = against or next(iter(saved(data)[-2:-1]), None)
    done = runs.load(run_file)
    if into is not None:
        page = section.into(into.read_text(encoding="utf-8"), section.written(done))
        into.write_text(page, encoding="utf-8")
        say_written(into)
        if into.resolve() == settings.home() / "README.md":  # what the README says, the window says too
            published.ship(done, SHIPPED)
            say_written(SHIPPED)
        return
    if form is Form.HTML:
        before = runs.load(against) if against else None
        text = report.render(done, before, show_held=show_held, show_exempt=exempt)
    else:
        found = (*of_run(done), *times(done.rows))
        text = plain.markdown(found) if form is Form.MARKDOWN else plain.table(found)
    file = out or run_file.with_suffix(f".{form.value}")
    file.write_text(text, encoding="utf-8")
    say_written(file)


def ask_together(
    address: Annotated[str, typer.Argument(metavar="[ADDRESS]", help="Of the window.")] = "http://127.0.0.1:7860/",
    people: Annotated[int, typer.Option("--people", min=1, help="How many ask at once.")] = 20,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="How many questions each asks.")] = 3,
    cases: Cases = case_files.CASES,
) -> None:
    """Let many people ask an open window at once; leave with 1 where one fails or gets another's answer."""
    questions = list(dict.fromkeys(case.turns[-1] for case in case_files.load(cases)))
    if people * rounds > len(questions):
        raise MinutebookError(f"There are {len(questions)} questions: ask for fewer people or rounds.")
    each = [questions[number * rounds : (number + 1) * rounds] for number in range(people)]
    done = crowding.crowd(f"{address.rstrip('/')}/", each)
    told = ", ".join(
        f"{name} {done.percentile(of_100):.2f} s" for name, of_100 in (("p50", 50), ("p95", 95), ("most", 100))
    )
    typer.echo(
        f"{people} people asked {rounds} questions each, all at once: {told}; {len(done.problems)} went wrong"
    )
    for one in done.problems:
        typer.echo(f"FAILED person {one.person}, {one.question}: {one.problem}")
    if done.problems:
        raise typer.Exit(1)


def calibrate(
    run_file: AnyRun = None,
    data: Data = None,
    held: Annotated[bool, typer.Option("--held", help="Fit to the held cases, to compare.")] = False,
) -> None:
    """Fit the weights of the assistant's confidence to a run, and print them as they are written down."""
    fitted = calibrating.fit(runs.load(run_file or last(data)).rows, held=held)
    weights = "\n".join(f"    {one.name}={getattr(fitted.weights, one.name)}," for one in fields(fitted.weights))
    typer.echo(f"# {fitted.n} cases\nWEIGHTS = Signs(\n{weights}\n)\nBIAS = {fitted.bias}")


def _run(cases: Path, papers: Path, data: Path | None, out: Path | None, only: Which) -> tuple[runs.Run, Path]:
    offline.prepare()
    from assistant.building import build
    from eval import suite

    chosen = [case for case in case_files.load(cases) if only is Which.ALL or case.held is (only is Which.HELD)]
    folder = folder_of(data)
    read = suite.read_papers(papers)
    placed = case_files.place(chosen, read)  # before the slow part, so that a mistake in a case shows at once
    assistant = build(settings.load(data=suite.fresh_folder(folder / "index")))
    reordered = build(settings.load(data=suite.fresh_folder(folder / "reordered")))
    try:
        with progress("Papers", 2 * len(read)) as step:
            suite.index(assistant, papers, step)
            suite.index(reordered, papers, step, backwards=True)
        started = datetime.now(UTC)
        with progress("Cases", len(chosen)) as step:
            done = suite.run(placed, read, assistant, f"{started:%Y%m%dT%H%M%S}", step, reordered)
    finally:
        assistant.close()
        reordered.close()
    file = out or folder / "runs" / f"{done.header.name}.jsonl"
    runs.save(done, file)
    return done, file
