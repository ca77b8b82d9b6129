"""The commands about papers: ingest, status, inspect and verify."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import options
from assistant.commands.progress import read_papers
from assistant.terminal import display
from corpus.errors import MinutebookError, UnreadablePaperError
from indexes.records import Outcome, Scope

if TYPE_CHECKING:
    from indexes.records import FileReport

Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH...", help="Files and folders.", show_default=False)
]


def ingest(
    paths: Paths = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove papers that are no longer in the folders given.")
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Index everything anew beside the index in use.")
    ] = False,
    as_json: options.Json = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Read files and folders; unchanged files are skipped, changed ones swapped in whole."""
    wanted = paths or []
    if not wanted and not rebuild:
        raise MinutebookError("There is nothing to read: name files or folders, as in minutebook ingest papers/.")
    require_all(wanted)
    settings = options.start(data, verbose=verbose)
    show = _print_json if as_json else _print_line
    with options.opened(settings, rebuild=rebuild) as assistant:
        reports = read_papers(assistant, wanted, show, prune=prune, rebuild=rebuild)
        counts = Counter(each.outcome for each in reports)
        options.note(settings, "ingest", ", ".join(f"{counts[one]} {one}" for one in Outcome if counts[one]))
    if not reports:
        raise MinutebookError(
            "There are no papers there: give .txt, .md, .html, .pdf or .docx files, or their folder."
        )
    if any(each.outcome is Outcome.FAILED for each in reports):
        raise typer.Exit(1)


def require_all(paths: list[Path]) -> None:
    """Check that every path is there, before anything is read.

    Raises:
        MinutebookError: naming the first that is not.
    """
    for path in paths:
        if not path.exists():
            raise MinutebookError(f"There is no file or folder {path}: check the path.")


def describe_report(report: "FileReport") -> str:
    """What became of a file, in one line."""
    said = [f"{report.passages} passages"] if report.outcome is Outcome.READ else []
    said += [report.reason] if report.reason else []
    said += report.warnings
    line = report.source + (f": {'; '.join(said)}" if said else "")
    return f"{report.outcome.value:<9} {display.one_line(line)}"


def _print_line(report: "FileReport") -> None:
    typer.echo(describe_report(report))


def _print_json(report: "FileReport") -> None:
    from assistant.terminal import printing

    typer.echo(printing.to_json(printing.report_line(report)))


def status(as_json: options.Json = False, data: options.Data = None, verbose: options.Verbose = False) -> None:
    """Say what is there: documents, meetings, passages, commitments, the model, the state of the index."""
    settings = options.start(data, verbose=verbose)
    options.require_data(settings)
    # Without the assistant, whose parts take half a second to import.
    from assistant import opening
    from assistant.terminal import printing

    embedder = opening.make_embedder(settings)
    with opening.open_store(settings, embedder) as store:
        line = printing.status_line(
            store.catalogue.counts(Scope.PUBLIC),
            folder=str(settings.data),
            model=embedder.name,
            # A quick look; minutebook verify compares everything.
            problems=store.health(),
        )
    if as_json:
        typer.echo(printing.to_json(line))
    else:
        display.show_status(options.console(), line)


def inspect(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Papers.", show_default=False)],
    as_json: options.Json = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Say what is understood of a paper, without storing it."""
    require_all(files)
    options.start(data, verbose=verbose)
    from assistant.terminal import printing
    from assistant.terminal.inspection import show_document
    from corpus.inspect import describe
    from corpus.reading.guarding import shared
    from corpus.reading.manifests import Manifests

    failed, manifests, guard = False, Manifests(), shared()
    for file in files:
        try:
            source = guard.read(file, file.name)
            document = guard.parse(replace(source, given=manifests.given(file, file)))
        except UnreadablePaperError as error:
            failed = True
            typer.echo(display.one_line(f"{file}: {error}"), err=True)
            continue
        if as_json:
            typer.echo(printing.to_json(describe(document)))
        else:
            show_document(options.console(), document)
    if failed:
        raise typer.Exit(1)


def verify(as_json: options.Json = False, data: options.Data = None, verbose: options.Verbose = False) -> None:
    """Check that catalogue, Chroma, keyword index and the files on disk agree."""
    with options.opened_where_there_is_data(options.start(data, verbose=verbose), to_write=True) as assistant:
        problems = assistant.store.verify(apart=True)
    if as_json:
        from assistant.terminal import printing

        typer.echo(printing.to_json({"ok": not problems, "problems": list(problems)}))
    else:
        for problem in problems:
            typer.echo(display.one_line(problem))
        if not problems:
            typer.echo("Catalogue, Chroma, keyword index and files agree.")
    if problems:
        raise typer.Exit(1)
