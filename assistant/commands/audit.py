"""The commands about the audit log: what is in it, and what of one person is to go."""

from typing import Annotated

import typer

from assistant.commands import options

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
            typer.echo(display.one_line(f"{one.at} {one.person}: {one.what} {one.words}: {one.outcome}{exempt}"))


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
    lines = Audit(settings.data, settings.audit_days).erase(person)
    talks, remarks = Conversations(settings.desk), Feedback(settings.desk)
    try:
        kept, said = talks.erase(person), remarks.erase(person)
    finally:
        talks.close()
        remarks.close()
    typer.echo(f"Erased of {person}: {lines} lines of the audit log, {kept} conversations, {said} remarks.")
    typer.echo("Backups made before still hold them; delete those, or keep them until they expire.", err=True)
