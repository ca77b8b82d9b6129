"""The commands that serve and check: chat, mcp, feedback and doctor."""

import gc
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import options
from assistant.commands.papers import describe_report
from assistant.commands.progress import read_papers
from assistant.terminal import display
from corpus.errors import MinutebookError
from indexes.records import FileReport, Outcome, Scope

# Who closes the window does not wait longer than this for what is still loading.
_LEAVING = 5.0

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.building import Assistant
    from indexes.records import StoredDocument


def chat(
    host: Annotated[
        str | None, typer.Option("--host", metavar="H", help="Address to listen on.", show_default="127.0.0.1")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", metavar="P", help="Port to listen on.", show_default="7860")
    ] = None,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Open the chat window; where no papers of your own are there, it shows the sample papers."""
    settings = options.start(data, verbose=verbose, host=host, port=port)
    from assistant.access.keeper import require_guarded

    require_guarded(settings)  # before papers are read for a window that would not be opened
    with options.opened(settings) as assistant:
        sample = sample_folder()
        from indexes.catalogue.folders import IngestRunningError

        if only_sample(assistant.store.catalogue.documents(Scope.OFFICER), sample):
            typer.echo("Reading the sample papers of an invented panel.", err=True)
            try:
                read_papers(assistant, [sample], _print_news, prune=True)
            except IngestRunningError:  # by another process that was opened at the same time
                typer.echo("Another process is reading them already; they appear here as well.", err=True)
        from assistant import chat as window

        # What questions need loads while the window opens, so that neither the page nor the first one waits long.
        loading = Thread(target=_load, args=[assistant], daemon=True)
        loading.start()
        typer.echo(f"Opening the window at http://{settings.host}:{settings.port} (Ctrl+C closes it).")
        window.launch(assistant, host=settings.host, port=settings.port)
        loading.join(_LEAVING)


def mcp(data: options.Data = None, verbose: options.Verbose = False) -> None:
    """Serve ask, search and the other functions to an MCP client, over standard input and output."""
    with options.opened_with_papers(options.start(data, verbose=verbose)) as assistant:
        from assistant.window.programs.functions import Functions
        from assistant.window.programs.tools import server

        # Standard output belongs to the protocol; the model loads while the client makes itself known.
        loading = Thread(target=_load, args=[assistant], daemon=True)
        loading.start()
        with suppress(KeyboardInterrupt):
            server(Functions(assistant, Scope.PUBLIC).all()).run("stdio")
        loading.join(_LEAVING)


def _load(assistant: "Assistant") -> None:
    """Bring to memory what the first question of all, and the first one about commitments, would wait for."""
    with suppress(MinutebookError):  # the first question says it, where it can be read
        assistant.embedder.load()
        assistant.search("Which papers are here?", limit=1)
        assistant.register.ledger(Scope.PUBLIC)
        # It stays for good, so no search for garbage need look through it: with 50,000 passages the register alone
        # would hold up a question for half a second now and then.
        gc.freeze()


def sample_folder() -> Path:
    """The folder of the papers that come with Minutebook."""
    import corpus.sample

    return Path(corpus.sample.__file__).resolve().parent / "papers"


def only_sample(documents: "Sequence[StoredDocument]", sample: Path) -> bool:
    """Whether nothing but sample papers is there: an empty catalogue, or one that an earlier chat filled."""
    return all(Path(document.path).is_relative_to(sample) for document in documents)


def _print_news(report: FileReport) -> None:
    if report.outcome is not Outcome.UNCHANGED:
        typer.echo(describe_report(report), err=True)


def feedback(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Where to write it.", show_default=False)],
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Write down what people said of answers in the window, as JSON lines for the suite to draft from."""
    settings = options.start(data, verbose=verbose)
    import json

    from assistant.terminal.printing import remark_line
    from indexes.desk.feedback import Feedback

    remarks = Feedback(settings.desk).all()
    try:
        lines = [json.dumps(remark_line(remark), ensure_ascii=False) for remark in remarks]
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise MinutebookError(f"{file} cannot be written ({error.strerror}): name another file.") from error
    options.note(settings, "feedback", file.name)
    typer.echo(f"{len(remarks)} answer{'' if len(remarks) == 1 else 's'} judged, written to {file}.")


def doctor(
    offline: Annotated[
        bool, typer.Option("--offline", help="Block the network, then read a paper and answer from it.")
    ] = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Say what is installed, which models load and whether everything works, with the network off if asked."""
    settings = options.start(data, verbose=verbose)
    from assistant.doctor import examine

    failed = 0
    for check in examine(settings, offline=offline):
        failed += not check.ok
        typer.echo(f"{'ok    ' if check.ok else 'FAILED'} {check.name}: {display.one_line(check.detail)}")
    if failed:
        typer.echo(f"{failed} of the checks failed: see the lines that begin with FAILED.", err=True)
        raise typer.Exit(1)
