"""The commands that measure speed, size and long runs: bench, endure and paint."""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from assistant import offline, settings
from corpus.errors import MinutebookError
from eval import cases as case_files
from eval.commands.options import Cases, Data, Out, folder_of, progress, say_written

Sizes = Annotated[
    str, typer.Option("--sizes", metavar="N,N,...", help="How many passages; none leaves questions out.")
]


def bench(
    sizes: Sizes = "5000,50000,500000",
    questions: Annotated[int, typer.Option("--questions", min=1, help="How many are asked of each size.")] = 100,
    times: Annotated[int, typer.Option("--times", min=1, help="How often each command is started.")] = 3,
    data: Data = None,
    out: Out = None,
) -> None:
    """Measure speed, memory and size, each beside a bare baseline where there is one."""
    offline.prepare()
    from eval.speed import bench as benches
    from eval.speed import page

    say = Console(stderr=True).print
    folder = folder_of(data) / "bench"
    found: list[page.Measured] = []
    with TemporaryDirectory() as papers:
        benches.index_sample(Path(papers))
        found += benches.start(Path(papers), times)
    say("Commands are measured; now reading papers.")
    found += benches.ingest(times)
    for size in (int(one) for one in sizes.split(",") if one.strip()):
        say(f"Now {size:,} passages.")
        found += benches.questions(benches.made_index(folder, size, say), questions)
    found += benches.growth(found)
    table = page.as_markdown(found)
    Console().print(table, highlight=False, markup=False, soft_wrap=True)
    _write(out or folder_of(data) / "bench.json", "Speed, memory and size", table, page.as_json(found))


def endure(
    questions: Annotated[int, typer.Option("--questions", min=1, help="How many are asked.")] = 10_000,
    readings: Annotated[int, typer.Option("--readings", min=1, help="How often papers are read again.")] = 100,
    out: Out = None,
) -> None:
    """Ask and read again for long, and fail where memory, open files or the index grow beyond a bound."""
    offline.prepare()
    from assistant.building import build
    from eval.speed import endurance, page

    console, outcomes = Console(), []
    with TemporaryDirectory() as folder:
        data = Path(folder)
        assistant = build(settings.load(data=data))
        try:
            for what, work, count in (
                ("Readings", endurance.read_on, readings),
                ("Questions", endurance.ask_on, questions),
            ):
                with progress(what, count) as step:
                    outcomes.append(work(assistant, data, count, step))
        finally:
            assistant.close()
    for outcome in outcomes:
        for mark in outcome.marks:
            held = f"memory {mark.memory:.0f} MiB, {mark.files} open files, index {mark.index:.1f} MiB"
            console.print(f"after {mark.done} {outcome.what}: {held}", highlight=False)
    if out is not None:
        _write(out, "Long runs", page.outlasted_markdown(outcomes), page.outlasted_json(outcomes))
    grown = [one for outcome in outcomes for one in outcome.grown]
    if grown:
        raise MinutebookError(f"Long runs leave something behind: {'; '.join(grown)}.")


def _write(file: Path, title: str, table: str, as_json: str) -> None:
    """Write figures as the file's ending says: a page in Markdown, or JSON."""
    from eval.speed import page

    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page.paged(title, table) if file.suffix == ".md" else as_json, encoding="utf-8")
    say_written(file)


def paint(
    address: Annotated[str, typer.Argument(metavar="[ADDRESS]", help="Of the window.")] = "http://127.0.0.1:7860/",
    times: Annotated[int, typer.Option("--times", min=1, help="How often the page is opened.")] = 5,
    questions: Annotated[int, typer.Option("--questions", min=1, help="How many are asked each time.")] = 5,
    cases: Cases = case_files.CASES,
) -> None:
    """Open an open window's page in Chromium, ask questions there, and say how soon each is seen."""
    from eval.speed import paint as painting

    known = list(dict.fromkeys(case.turns[-1] for case in case_files.load(cases)))
    asked = [known[place % len(known)] for place in range(times * questions)]
    opened = [
        painting.paint(f"{address.rstrip('/')}/", asked[first : first + questions])
        for first in range(0, len(asked), questions)
    ]
    say = Console().print
    for what, seconds in (
        ("first paint", [one.first for one in opened]),
        ("a question can be typed", [one.ready for one in opened]),
        ("an answer is shown", [answer for one in opened for answer in one.answers]),
    ):
        say(f"{what}: p50 {median(seconds):.2f} s, most {max(seconds):.2f} s", highlight=False)
    say(f"{opened[0].requests} requests, {opened[0].sent / 1000:.0f} kB to open the page", highlight=False)
