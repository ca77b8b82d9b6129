"""The commands about commitments: what was promised in the papers, by whom and by when."""

import csv
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import display
from assistant.commands import options
from corpus.errors import MinutebookError
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.printing import CommitmentLine
    from indexes.records import StoredCommitment

COLUMNS = (
    "id",
    "quote",
    "owner",
    "action",
    "due",
    "due_date",
    "status",
    "strength",
    "meeting",
    "meeting_date",
    "item",
    "topics",
    "source",
    "start",
    "end",
)
_FORMULA = ("=", "+", "-", "@", "\t")  # what a spreadsheet takes for the beginning of a formula

app = typer.Typer(help="What was promised in the papers, by whom and by when.")


@app.command("list")
def list_them(
    topic: Annotated[str | None, typer.Option("--topic", metavar="T", help="Words that it is about.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="O", help="Who promised (part of it).")] = None,
    status: Annotated[str | None, typer.Option("--status", metavar="S", help="Such as open.")] = None,
    due_before: Annotated[
        str | None, typer.Option("--due-before", metavar="DATE", help="Due before this date.")
    ] = None,
    body: options.Body = None,
    as_json: options.Json = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """List commitments with the words of the papers."""
    limit = options.parse_date(due_before, "--due-before")
    found = [
        each
        for each in _all(data, verbose=verbose)
        if _is_about(each, topic)
        and _within(owner, each.commitment.owner)
        and _within(body, each.part.body)
        and status in (None, each.commitment.status)
        and (limit is None or is_due_before(each.commitment.due_date, limit))
    ]
    from assistant import printing

    lines = [printing.commitment_line(each) for each in found]
    if as_json:
        typer.echo(printing.to_json(lines))
    else:
        display.show_commitments(options.console(), lines)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="The tracker to write.", show_default=False)],
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Write all commitments as a table for a spreadsheet."""
    if file.suffix.lower() != ".csv":
        raise MinutebookError(f"A tracker can be written as .csv only so far: name it {file.with_suffix('.csv')}.")
    from assistant import printing

    lines = [printing.commitment_line(each) for each in _all(data, verbose=verbose)]
    try:
        write_table(lines, file)
    except OSError as error:
        raise MinutebookError(f"{file} cannot be written ({error.strerror}): choose another place.") from error
    typer.echo(f"{len(lines)} commitments written to {file}.")


def write_table(lines: "Sequence[CommitmentLine]", file: Path) -> None:
    """Write commitments as CSV that a spreadsheet opens as it is.

    The mark at its beginning tells spreadsheets that it is UTF-8. A cell that would be run as a formula gets an
    apostrophe in front: the words come from papers, which anybody may have written.
    """
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for line in lines:
            values = {**line, "topics": "; ".join(line["topics"])}
            writer.writerow([_harmless(values[column]) for column in COLUMNS])


def is_due_before(due: str | None, limit: date) -> bool:
    """Whether an ISO date or month ends before a day; what has no date is not due."""
    if due is None:
        return False
    if len(due) == len("2020-11"):
        year, month = int(due[:4]), int(due[5:])
        return date(year, month, monthrange(year, month)[1]) < limit
    return date.fromisoformat(due) < limit


def _all(data: Path | None, *, verbose: bool) -> "tuple[StoredCommitment, ...]":
    with options.opened_with_papers(options.start(data, verbose=verbose)) as assistant:
        return assistant.store.catalogue.commitments(Scope.PUBLIC)


def _is_about(stored: "StoredCommitment", topic: str | None) -> bool:
    found = stored.commitment
    title = stored.item.title if stored.item else None
    words = " ".join(part for part in (found.quote, found.action, title, *found.topics) if part)
    return all(_within(word, words) for word in (topic or "").split())


def _within(part: str | None, whole: str | None) -> bool:
    return part is None or part.casefold() in (whole or "").casefold()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
