"""The commands for bad days: backup, restore and mend."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import options
from assistant.terminal import display
from corpus.errors import MinutebookError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from indexes.keeping.archives import Contents

Force = Annotated[bool, typer.Option("--force", help="Write over what is there.")]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to write.", show_default=False)],
    force: Force = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Write the index, officers' decisions and uploaded papers into one file; also while papers are being read."""
    settings = _in_a_folder(options.start(data, verbose=verbose))
    from indexes.keeping.backup import back_up

    with options.opened_where_there_is_data(settings) as assistant:
        made = back_up(assistant.store, file.expanduser().absolute(), force=force)
    options.note(settings, "backup", file.name)
    typer.echo(f"{file}: {_held(made.contents)}; {made.size / 1e6:.1f} MB")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to bring back.", show_default=False)],
    force: Force = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Bring a backup back; nothing in the data folder changes before it has been checked."""
    settings = _in_a_folder(options.start(data, verbose=verbose))
    from assistant.opening import make_embedder
    from indexes.keeping.restoring import restore as bring_back

    brought = bring_back(
        file.expanduser(), settings.data, make_embedder(settings), force=force, chroma_url=settings.chroma_url
    )
    options.note(settings, "restore", file.name)
    held = brought.contents
    typer.echo(f"The backup of {held.made_at} is in {settings.data}: {_held(held, index=brought.index)}")
    if held.users:
        typer.echo("Users sign in as they did then: see `minutebook users list` for whom to change or remove.")
    if not brought.index:
        typer.echo(
            "Its index was made by another version of Minutebook and was left out: build it with "
            "`minutebook ingest --rebuild PATHS...`.",
            err=True,
        )


def mend(data: options.Data = None, verbose: options.Verbose = False) -> None:
    """Make vectors and keyword index agree with the catalogue again, without the papers' files."""
    settings = options.start(data, verbose=verbose)
    from indexes.keeping.mending import mend_all

    with options.opened_where_there_is_data(settings, to_write=True) as assistant:
        mend_all(assistant.store, assistant.embedder)
        problems = assistant.store.verify(files=False, apart=True)
    options.note(settings, "mend")
    for line in problems:
        typer.echo(display.one_line(line))
    if problems:
        raise typer.Exit(1)
    typer.echo("Vectors and keyword index agree with the catalogue.")


def _held(contents: "Contents", *, index: bool = True) -> str:
    counted = {
        "papers": contents.papers if index else 0,
        "decisions": contents.decisions,
        "conversations": contents.conversations,
        "judgements": contents.judgements,
        "users": contents.users,
        "lines of the audit log": contents.noted,
        "uploaded files": len(contents.uploads),
    }
    return ", ".join(f"{count:,} {what}" for what, count in counted.items())


def _in_a_folder(settings: "Settings") -> "Settings":
    """Return the settings of an installation whose catalogue this program itself keeps.

    Raises:
        MinutebookError: it is in PostgreSQL.
    """
    if settings.catalogue_url:
        raise MinutebookError(
            "The catalogue is in PostgreSQL: back it up and bring it back with pg_dump and pg_restore, copy "
            f"users, audit log and uploaded papers from {settings.data}, then run `minutebook mend`."
        )
    return settings
