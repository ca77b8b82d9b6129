"""The commands for bad days: backup, restore and mend."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import options
from assistant.commands.papers import describe_report
from assistant.terminal import display
from corpus.errors import MinutebookError
from indexes.records import Outcome

if TYPE_CHECKING:
    from assistant.settings import Settings

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
    held = made.contents
    typer.echo(
        f"{file}: {held.papers} papers, {held.decisions} decisions, {held.vectors} vectors, "
        f"{len(held.uploads)} uploaded files; {made.size / 1e6:.1f} MB"
    )
    if made.without:
        typer.echo(f"The vectors are left out ({made.without}): a restore makes them anew.", err=True)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to bring back.", show_default=False)],
    force: Force = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Bring a backup back; nothing in the data folder changes before it has been checked."""
    settings = _in_a_folder(options.start(data, verbose=verbose))
    from assistant.building import make_embedder
    from indexes.keeping.restoring import restore as bring_back

    brought = bring_back(
        file.expanduser(), settings.data, make_embedder(settings), force=force, chroma_url=settings.chroma_url
    )
    options.note(settings, "restore", file.name)
    held = brought.contents
    typer.echo(
        f"The backup of {held.made_at} is in {settings.data}: {held.papers if brought.index else 0} papers, "
        f"{held.decisions} decisions, {len(held.uploads)} uploaded files"
    )
    if not brought.index:
        typer.echo(
            "Its index was made by another version of Minutebook and was left out: build it with "
            "`minutebook ingest --rebuild PATHS...`.",
            err=True,
        )


def mend(data: options.Data = None, verbose: options.Verbose = False) -> None:
    """Make vectors and keyword index agree with the catalogue again, without the papers' files."""
    settings = options.start(data, verbose=verbose)
    from indexes.keeping.mending import mend_in_place

    with options.opened_where_there_is_data(settings) as assistant:
        in_place = mend_in_place(assistant.store, assistant.embedder)
        # Vectors that cannot be used are made anew beside the index in use, from the catalogue alone.
        reports = [] if in_place else list(assistant.ingest((), rebuild=True))
        failed = [each for each in reports if each.outcome is Outcome.FAILED]
        problems = assistant.store.verify(files=False, apart=True)
    options.note(settings, "mend")
    for line in (*map(describe_report, failed), *problems):
        typer.echo(display.one_line(line))
    if failed or problems:
        raise typer.Exit(1)
    typer.echo("Vectors and keyword index agree with the catalogue.")


def _in_a_folder(settings: "Settings") -> "Settings":
    """Return the settings of an installation whose catalogue this program itself keeps.

    Raises:
        MinutebookError: it is in PostgreSQL.
    """
    if settings.catalogue_url:
        raise MinutebookError(
            "The catalogue is in PostgreSQL: back it up and bring it back with pg_dump and pg_restore, then run "
            "`minutebook mend`, which makes the vectors anew from it."
        )
    return settings
