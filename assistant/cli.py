"""The command line ``minutebook``: puts the commands together and says failures in one sentence."""

import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer
from typer.exceptions import TyperException

from assistant import log
from assistant.commands import audit, commitments, keeping, papers, questions, service, users
from assistant.terminal import display
from corpus.errors import MinutebookError

NAME = "minutebook"
STOPPED = 130  # what shells call a command that was ended by Ctrl+C

app = typer.Typer(
    name=NAME,
    help="Answers questions about the papers of council and panel meetings, each sentence cited to its page.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(papers.ingest)
app.command()(papers.status)
app.command()(questions.ask)
app.command()(questions.search)
app.add_typer(commitments.app, name="commitments")
app.command()(papers.inspect)
app.command()(service.chat)
app.command()(service.mcp)
app.add_typer(users.app, name="users")
app.add_typer(audit.app, name="audit")
app.command()(papers.verify)
app.command()(keeping.mend)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.command()(service.feedback)
app.command()(service.doctor)


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if show_version:
        typer.echo(f"{NAME} {version(NAME)}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 refused or failed, 130 stopped by Ctrl+C."""
    sys.excepthook = log.report_crash
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # papers hold characters that a Windows console's default cannot
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; expected failures are one sentence on standard error."""
    started = time.monotonic()
    code = _run(arguments)
    known = {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}
    known |= {one.name for one in app.registered_groups if one.name}
    name = next((one for one in arguments[:1] if one in known), "")
    log.note("command", command=name, exit=code, seconds=round(time.monotonic() - started, 3))
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        outcome = typer.main.get_command(app).main(args=list(arguments), prog_name=NAME, standalone_mode=False)
    except MinutebookError as error:
        log.note_failure(error)
        return _refuse(str(error))
    except TyperException as error:
        return _refuse(_usage(error))
    except typer.Abort:
        return _refuse("Stopped.")
    if outcome == STOPPED:
        typer.echo("Stopped; what was finished is kept.", err=True)
    return outcome if isinstance(outcome, int) else 0


def _usage(error: TyperException) -> str:
    """A wrong option or argument in one sentence that says where to read on."""
    message = display.one_line(error.format_message()).rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else NAME
    return f"{message}: see `{command} --help`."


def _refuse(sentence: str) -> int:
    typer.echo(display.one_line(sentence), err=True)
    return 1
