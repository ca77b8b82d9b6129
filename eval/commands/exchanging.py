"""The commands that take from elsewhere and give there: sets, trec, ragas, judge and draft."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant import offline, settings
from assistant.writing import llm
from eval import cases as case_files
from eval import runs
from eval.commands.options import JUDGED, RAGAS, AnyRun, Data, Out, Papers, folder_of, last, progress, say_written
from eval.exchange import draft as drafting
from eval.exchange import judging, ragas
from eval.exchange import sets as public_sets
from eval.exchange import trec as trecs
from eval.exchange.feedback import drafts_of
from eval.reports import tables


def search_set(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A set in BEIR's layout or that of spans.")],
    data: Data = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only so many questions.")] = None,
) -> None:
    """Search a public set of questions and print how well its documents are found."""
    offline.prepare()
    from assistant.building import build
    from eval import suite

    work = folder_of(data) / "sets" / folder.resolve().name
    documents, questions = public_sets.read(folder, work)
    chosen = questions[:limit]
    assistant = build(settings.load(data=suite.fresh_folder(work / "index")))
    try:
        with progress("Documents", sum(1 for _ in documents.iterdir())) as step:
            suite.index(assistant, documents, step)
        with progress("Questions", len(chosen)) as step:
            found = public_sets.measure(chosen, assistant, step)
    finally:
        assistant.close()
    Console().print(tables.of_figures(found))


def trec(
    run_file: Annotated[Path, typer.Argument(metavar="RUN", help="A saved run.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the two files.")],
) -> None:
    """Write a run's rankings and relevance as TREC files."""
    for file in trecs.write(runs.load(run_file), out):
        say_written(file)


def export_ragas(run_file: AnyRun = None, out: Out = None, data: Data = None) -> None:
    """Write a run's answers as JSON lines that RAGAS reads."""
    run_file = run_file or last(data)
    file = out or run_file.with_suffix(RAGAS)
    file.write_text("".join(f"{line}\n" for line in ragas.lines(runs.load(run_file))), encoding="utf-8")
    say_written(file)


def judge(
    run_file: AnyRun = None,
    record: Annotated[
        Path | None, typer.Option("--record", metavar="FILE", help="Replies so far, asked for only once.")
    ] = None,
    data: Data = None,
) -> None:
    """Have the configured language model judge a run's answers, and say how far it agrees with the figures."""
    run_file = run_file or last(data)
    done = runs.load(run_file)
    offline.prepare()
    model = llm.connect(settings.load())
    replies = judging.Recorded(record or run_file.with_suffix(JUDGED), model)
    asked = judging.judged_rows(done.rows)
    with progress("Answers", len(asked)) as step:
        verdicts = judging.judge(asked, replies, step)
    Console().print(tables.of_figures(judging.figures(verdicts, asked)))


def draft(
    papers: Papers = case_files.PAPERS,
    count: Annotated[int, typer.Option("--count", min=1, help="How many.")] = 20,
    feedback: Annotated[
        Path | None, typer.Option("--feedback", metavar="FILE", help="From what people said of answers instead.")
    ] = None,
) -> None:
    """Print candidate cases from the papers or from feedback, for a person to finish."""
    from eval import suite

    read = suite.read_papers(papers)
    for line in drafts_of(feedback, read) if feedback else drafting.drafts(read, count):
        typer.echo(line)
