"""What every command shares: its options, and how it gets settings and an assistant.

Nothing heavy is imported at the top of this package, so that ``--help`` answers at once.
"""

import errno
import getpass
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import MinutebookError
from corpus.records import PartKind
from indexes.records import Filters, Scope

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.access.people import Person
    from assistant.building import Assistant
    from assistant.settings import Settings

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder of the catalogue and indexes.", show_default="var/"),
]
Verbose = Annotated[bool, typer.Option("--verbose", help="Show warnings and tracebacks.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Body = Annotated[
    str | None, typer.Option("--body", metavar="B", help="Only papers of this body (part of its name).")
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only meetings on or after this date.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only meetings on or before this date.")]
Exempt = Annotated[
    bool, typer.Option("--exempt", help="Exempt papers too, where exempt_for_officers is set; each quote says so.")
]
Source = Annotated[str | None, typer.Option("--source", metavar="FILE", help="Only this file, by its name.")]
Kind = Annotated[PartKind | None, typer.Option("--kind", help="Only papers of this kind.")]
Speaker = Annotated[
    str | None, typer.Option("--speaker", metavar="WHO", help="Only what this office or person said.")
]
Batch = Annotated[
    Path | None,
    typer.Option("--batch", metavar="IN.jsonl", help="One question a line, as JSON; - reads standard input."),
]


def start(data: Path | None, *, verbose: bool, **flags: object) -> "Settings":
    """Read the settings, open the log and keep the libraries offline, before anything heavy is imported."""
    from assistant import log, offline, settings

    chosen = settings.load(data=data, **flags)
    log.open_log(chosen.log_file, verbose=verbose, texts=chosen.log_texts)
    offline.prepare(offline=chosen.offline)
    return chosen


def assemble(settings: "Settings", *, rebuild: bool = False) -> "Assistant":
    """The ready assistant of these settings; with ``rebuild`` over a new index beside the one in use."""
    from assistant import building

    return building.build(settings, rebuild=rebuild)


@contextmanager
def opened(settings: "Settings", *, rebuild: bool = False) -> Iterator["Assistant"]:
    """Open an assistant over a data folder that is made where it does not exist, and close it at the end.

    Raises:
        MinutebookError: where the folder cannot be written.
    """
    require_writable(settings.data)
    with closing(assemble(settings, rebuild=rebuild)) as assistant:
        yield assistant


@contextmanager
def opened_where_there_is_data(settings: "Settings", *, to_write: bool = False) -> Iterator["Assistant"]:
    """Open an assistant over a data folder that exists: asking about one must not make it.

    Where nothing can be written it is opened to be asked alone, which is said, unless it is opened ``to_write``.

    Raises:
        MinutebookError: where it does not exist, or cannot be written and has to be.
    """
    require_data(settings)
    if to_write:
        require_writable(settings.data)
    with closing(assemble(settings)) as assistant:
        if assistant.store.read_only:
            said = f"Nothing can be written to {settings.data}, so what is asked is not noted there."
            typer.echo(said, err=True)
        yield assistant


def require_data(settings: "Settings") -> None:
    """Check that the data folder is there.

    Raises:
        MinutebookError: where it does not exist.
    """
    if settings.catalogue_url is None and not settings.data.is_dir():
        raise MinutebookError(_nothing_yet(settings))


@contextmanager
def opened_with_papers(settings: "Settings") -> Iterator["Assistant"]:
    """Open an assistant where there is something to ask it about.

    Raises:
        MinutebookError: where nothing has been ingested yet.
    """
    with opened_where_there_is_data(settings) as assistant:
        if not assistant.store.catalogue.counts(Scope.PUBLIC).documents:
            raise MinutebookError(_nothing_yet(settings))
        yield assistant


def require_writable(folder: Path) -> None:
    """Make the data folder and check that files can be made in it.

    Raises:
        MinutebookError: where they cannot.
    """
    from indexes.catalogue import database

    try:
        folder.mkdir(parents=True, exist_ok=True)
        database.require_writable(folder)
    except OSError as error:
        remedy = "free some space" if error.errno == errno.ENOSPC else "choose another with --data DIR"
        raise MinutebookError(
            f"The data folder {folder} cannot be written ({error.strerror}): {remedy}."
        ) from error


def parse_date(text: str | None, name: str) -> date | None:
    """An ISO date from a flag or a batch line.

    Raises:
        MinutebookError: where it is not a date.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MinutebookError(f"{name} {text!r} is not a date: write it as 2020-09-21.") from None


def make_filters(
    body: str | None,
    date_from: str | None,
    date_to: str | None,
    source: str | None,
    kind: PartKind | None = None,
    speaker: str | None = None,
) -> Filters:
    """Filters from the flags.

    Raises:
        MinutebookError: where a date is none, or the first is after the last.
    """
    filters = Filters(
        body=body,
        date_from=parse_date(date_from, "--from"),
        date_to=parse_date(date_to, "--to"),
        source=source,
        kind=kind and kind.value,
        speaker=speaker,
    )
    if filters.date_from and filters.date_to and filters.date_from > filters.date_to:
        raise MinutebookError(f"--from {date_from} is after --to {date_to}: swap the two.")
    return filters


def narrowed(own: Filters, given: Filters) -> Filters:
    """The filters of a batch line, and where it has none those of the flags."""
    return Filters(
        body=own.body or given.body,
        date_from=own.date_from or given.date_from,
        date_to=own.date_to or given.date_to,
        source=own.source or given.source,
        kind=given.kind,
        speaker=given.speaker,
    )


def operator() -> "Person":
    """Whoever runs the command: by the name of their login, and as an admin, since they can read the folder."""
    from assistant.access.people import Person, Role

    return Person(getpass.getuser(), Role.ADMIN)


def note(settings: "Settings", what: str, words: str = "", *, about: str = "") -> None:
    """Keep in the audit log what whoever runs the command has done; ``about`` names whose account was changed."""
    from assistant.access.audit import Audit

    Audit(settings.data, settings.audit_days).note(operator().name, what, words, about=about)


def scope_of(settings: "Settings", *, exempt: bool) -> Scope:
    """What a command may see: the public papers, unless exempt ones are asked for and the settings allow it.

    Raises:
        MinutebookError: they are asked for and the settings do not.
    """
    if exempt and not settings.exempt_for_officers:
        raise MinutebookError(
            "Exempt papers are not shown: set exempt_for_officers to true, and use --exempt again."
        )
    return operator().scope(exempt=exempt, allowed=settings.exempt_for_officers)


def texts_of(assistant: "Assistant", scope: Scope = Scope.PUBLIC) -> Callable[[str], str]:
    """The text of a document by its id, each fetched once: an id names one version of a document for ever."""
    return lru_cache(maxsize=256)(partial(assistant.store.catalogue.text, scope=scope))


def _nothing_yet(settings: "Settings") -> str:
    place = "the database" if settings.catalogue_url else settings.data
    return f"No papers are in {place} yet: run `minutebook ingest PATH` first, or choose another --data DIR."


def console() -> "Console":
    """The screen, for people: no markup, no emoji and no colouring of what papers say."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)
