"""The commands about commitments: what was promised in the papers, by whom and by when, and what came of it."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import options
from corpus.errors import MinutebookError
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.register.ledger import Register
    from assistant.register.records import Wanted

Topic = Annotated[str | None, typer.Option("--topic", metavar="T", help="What it is about, in plain words.")]
Owner = Annotated[str | None, typer.Option("--owner", metavar="O", help="Who promised (part of the name).")]
Status = Annotated[
    str | None,
    typer.Option("--status", metavar="S", help="Such as open, overdue, done; outstanding is all not finished."),
]
Strength = Annotated[
    str | None, typer.Option("--strength", metavar="S", help="agreed, intention or standing (of a plan).")
]
DueBefore = Annotated[str | None, typer.Option("--due-before", metavar="DATE", help="Due before this date.")]
OverdueAt = Annotated[
    str | None, typer.Option("--overdue-at", metavar="DATE", help="Due before this date and not done by then.")
]
Sort = Annotated[str | None, typer.Option("--sort", metavar="BY", help="due or made.")]

app = typer.Typer(help="What was promised in the papers, by whom and by when, and what came of it.")


@app.command("list")
def list_them(
    topic: Topic = None,
    owner: Owner = None,
    status: Status = None,
    strength: Strength = None,
    due_before: DueBefore = None,
    overdue_at: OverdueAt = None,
    made_from: options.From = None,
    made_to: options.To = None,
    body: options.Body = None,
    source: options.Source = None,
    sort: Sort = None,
    counts: Annotated[bool, typer.Option("--counts", help="How many by owner, topic and status.")] = False,
    exempt: options.Exempt = False,
    as_json: options.Json = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """List commitments with the words of the papers."""
    wanted = _wanted(
        topic, owner, status, strength, due_before, overdue_at, made_from, made_to, body, source, sort
    )
    settings = options.start(data, verbose=verbose)
    scope = options.scope_of(settings, exempt=exempt)
    with options.opened_with_papers(settings) as assistant:
        from assistant.register import printing as lines
        from assistant.register import searching
        from assistant.terminal import display, printing

        found = assistant.register.find(wanted, scope)
        if counts and as_json:
            typer.echo(printing.to_json({name: dict(pairs) for name, pairs in searching.counts(found).items()}))
        elif counts:
            display.show_counts(options.console(), searching.counts(found))
        elif as_json:
            typer.echo(printing.to_json([lines.commitment_line(entry) for entry in found]))
        else:
            display.show_commitments(options.console(), [lines.commitment_line(entry) for entry in found])


@app.command()
def show(
    commitment: Annotated[str, typer.Argument(metavar="ID", help="Its id, or how it begins.", show_default=False)],
    proposed: Annotated[
        bool, typer.Option("--propose", help="Let the language model propose owner, action and due.")
    ] = False,
    exempt: options.Exempt = False,
    as_json: options.Json = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Show one commitment with all that was said of it later, and what officers decided."""
    settings = options.start(data, verbose=verbose)
    scope = options.scope_of(settings, exempt=exempt)
    with options.opened_with_papers(settings) as assistant:
        from assistant.register import printing as lines
        from assistant.register.proposing import propose
        from assistant.terminal import display, printing

        entry = assistant.register.entry(commitment, scope)
        line = lines.commitment_line(entry)
        proposal = lines.proposal_line(propose(entry, assistant.writer)) if proposed else None
        if as_json:
            typer.echo(printing.to_json({**line, "proposal": proposal} if proposal else line))
        else:
            display.show_commitment(options.console(), line)
            if proposal:
                display.show_proposal(options.console(), proposal)


@app.command()
def export(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The file to write: .csv, .xlsx, .ics or .json.", show_default=False),
    ],
    topic: Topic = None,
    owner: Owner = None,
    status: Status = None,
    strength: Strength = None,
    due_before: DueBefore = None,
    overdue_at: OverdueAt = None,
    made_from: options.From = None,
    made_to: options.To = None,
    body: options.Body = None,
    source: options.Source = None,
    sort: Sort = None,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Write commitments as a tracker for a spreadsheet, as a calendar of due dates or as JSON."""
    wanted = _wanted(
        topic, owner, status, strength, due_before, overdue_at, made_from, made_to, body, source, sort
    )
    with _register(data, verbose=verbose) as register:
        from assistant.register.exporting import write

        count = write(register.find(wanted, Scope.PUBLIC), file)
    typer.echo(f"{count} commitment{'' if count == 1 else 's'} written to {file}.")


@app.command()
def review(
    decision: Annotated[
        str,
        typer.Argument(
            metavar="DECISION",
            help="confirm, edit, reject, merge, close, add or undo; history lists all decisions.",
            show_default=False,
        ),
    ],
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="The commitment; for add the paper, for undo the decision's number.",
            show_default=False,
        ),
    ] = None,
    into: Annotated[str | None, typer.Option("--into", metavar="ID", help="What to merge it into.")] = None,
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="WORDS", help="The paper's words to add.")
    ] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="O", help="Who is to do it.")] = None,
    action: Annotated[str | None, typer.Option("--action", metavar="A", help="What is to be done.")] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="WHEN", help="By when, in words.")] = None,
    due_date: Annotated[
        str | None, typer.Option("--due-date", metavar="DATE", help="By when, as 2025-03-31 or 2025-03.")
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="WORDS", help="Why.")] = "",
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who decides.", show_default="your login")
    ] = None,
    as_json: options.Json = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Confirm, edit, reject, merge or close a commitment, or add one; everything is kept and can be undone."""
    with _register(data, verbose=verbose) as register:
        from assistant.register import printing as lines
        from assistant.register.deciding import Clerk
        from assistant.terminal import display, printing

        clerk = Clerk(register, by or getpass.getuser(), Scope.PUBLIC)
        changes = {"owner": owner, "action": action, "due": due, "due_date": due_date}
        given = {name: value or None for name, value in changes.items() if value is not None}
        if decision == "history":
            made = register.desk.reviews(Scope.PUBLIC)
        else:
            made = (clerk.decide(decision, what, given, note=note, into=into, quote=quote),)
        if as_json:
            typer.echo(printing.to_json([lines.review_line(one) for one in made]))
        else:
            display.show_reviews(options.console(), [lines.review_line(one) for one in made])
        for sentence in clerk.lost():
            typer.echo(display.one_line(sentence), err=True)


@contextmanager
def _register(data: Path | None, *, verbose: bool) -> "Iterator[Register]":
    with options.opened_with_papers(options.start(data, verbose=verbose)) as assistant:
        yield assistant.register


def _wanted(
    topic: str | None,
    owner: str | None,
    status: str | None,
    strength: str | None,
    due_before: str | None,
    overdue_at: str | None,
    made_from: str | None,
    made_to: str | None,
    body: str | None,
    source: str | None,
    sort: str | None,
) -> "Wanted":
    from assistant.register.records import Wanted
    from assistant.register.searching import named_statuses

    filters = options.make_filters(body, made_from, made_to, source)
    if sort not in (None, "due", "made"):
        raise MinutebookError(f"--sort {sort} is not known: it is due or made.")
    if strength not in (None, "agreed", "intention", "standing"):
        raise MinutebookError(f"--strength {strength} is not known: it is agreed, intention or standing.")
    return Wanted(
        topic=topic,
        owner=owner,
        body=filters.body,
        source=filters.source,
        strength=strength,
        statuses=named_statuses(status),
        made_from=filters.date_from,
        made_to=filters.date_to,
        due_before=options.parse_date(due_before, "--due-before"),
        overdue_at=options.parse_date(overdue_at, "--overdue-at"),
        order=sort,
    )
