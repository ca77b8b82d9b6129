"""The commands about the audit log: what is in it, and what of one person is to go."""

from pathlib import Path
from typing import Annotated

import typer

from assistant import log
from assistant.commands import options
from corpus.errors import MinutebookError

app = typer.Typer(help="Who asked what and when, and how to be rid of what is kept of one person.")


@app.command()
def show(
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="Only what this one did.")] = None,
    as_json: options.Json = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Print the log, oldest first; --json prints a line for each."""
    settings = options.start(data, verbose=verbose)
    from dataclasses import asdict

    from assistant.access.audit import Audit
    from assistant.terminal import display, printing

    for one in Audit(settings.data, settings.audit_days).records(person):
        if as_json:
            typer.echo(printing.to_json(asdict(one)))
        else:
            exempt = " (exempt papers too)" if one.exempt else ""
            what = " ".join(filter(None, (one.what, one.about, one.words)))
            typer.echo(display.one_line(f"{one.at} {one.person}: {what}: {one.outcome}{exempt}"))


@app.command()
def erase(
    person: Annotated[str, typer.Argument(metavar="NAME", help="The person, as the log names them.")],
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Erase a person's questions: from the log, with their saved conversations and feedback."""
    settings = options.start(data, verbose=verbose)
    from assistant.access.audit import Audit
    from indexes.desk.conversations import Conversations
    from indexes.desk.feedback import Feedback

    options.require_writable(settings.data)
    audit = Audit(settings.data, settings.audit_days)
    lines, told = audit.erase(person), _erased_of_the_log(settings.log_file)
    talks, remarks = Conversations(settings.desk), Feedback(settings.desk)
    try:
        kept, said = talks.erase(person), remarks.erase(person)
    finally:
        talks.close()
        remarks.close()
    options.note(settings, "erase")  # that it was done, and not of whom
    typer.echo(f"Erased of {person}: {lines} lines of the audit log, {kept} conversations, {said} remarks.")
    if told:
        typer.echo(f"The log does not tell people apart: its texts of everybody are gone ({told} lines).")
    typer.echo("Backups made before still hold them; delete those, or keep them until they expire.", err=True)


def _erased_of_the_log(path: Path) -> int:
    try:
        return log.erase_texts(path)
    except OSError as error:
        raise MinutebookError(
            f"The log {path} cannot be rewritten ({error.strerror}): check its permissions."
        ) from error
