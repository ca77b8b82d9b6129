"""What is understood of a paper, laid out for a person to check against the paper."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from assistant.terminal.display import indented, one_line, place
from corpus.inspect import coverage, days_of, papers_under, people_of, rows_by_table
from corpus.manifest import values_of
from corpus.records import Document, Part, Passage, Table
from corpus.structure.corrections import Correction, find
from corpus.time.dates import british

_SHOWN = 12
"""How many tables, people and days are printed; ``--json`` has them all."""


def show_document(console: Console, document: Document) -> None:
    """Print what is understood of a paper: its parts with their meetings and items, and what is doubtful.

    Below them stand its tables, the people and days it names, what it corrects in earlier minutes, and warnings.
    """
    pages = f"{len(document.source.pages)} pages" if document.source.pages else "no pages"
    size = (
        f"{len(document.passages)} passages, {len(document.tables)} tables, {coverage(document):.1%} of its text"
    )
    console.print(Text(one_line(document.source.source), style="bold"))
    indented(console, f"{document.title} ({pages}; {size})", 2)
    for number, part in enumerate(document.parts):
        _show_part(console, document, number, part)
    given = values_of(document.source.given)
    if given:
        indented(console, f"Manifest: {', '.join(f'{name} {value}' for name, value in given.items())}", 4, first=2)
    _list(console, "Tables", list(_tables(document)))
    _list(console, "People", [place(*one) for one in _people(document)])
    days = days_of(document)
    _list(console, "Dates", [f"{words} ({count})" for words, count in days])
    for correction in find(document):
        indented(console, f"Correction of {_corrected(correction)}", 4, first=2)
    for warning in document.warnings:
        indented(console, f"Warning: {warning}", 2)
    console.print()


def _show_part(console: Console, document: Document, number: int, part: Part) -> None:
    date = part.meeting_date.isoformat() if part.meeting_date else None
    exempt = "exempt" if part.exempt else None
    item = f"under item {part.agenda_item}" if part.agenda_item else None
    where = place(part.kind.value, part.title, part.body, date, item, part.status, exempt)
    indented(console, f"{where} ({part.start}-{part.end})", 4, first=2)
    for entry in part.items:
        papers = [document.parts[at].title for at in papers_under(document, number, entry)]
        under = f" -> {'; '.join(papers)}" if papers else ""
        indented(console, f"{place(entry.number, entry.title)}{under}", 6)


def _list(console: Console, name: str, entries: Sequence[str]) -> None:
    if not entries:
        return
    indented(console, f"{name}: {len(entries)}", 2)
    for entry in entries[:_SHOWN]:
        indented(console, entry, 6, first=4)
    if len(entries) > _SHOWN:
        indented(console, f"and {len(entries) - _SHOWN} more (--json names them)", 4)


def _tables(document: Document) -> Iterator[str]:
    for table, rows in zip(document.tables, rows_by_table(document), strict=True):
        yield place(table.title or "without a title", _size(rows), _columns(table))


def _size(rows: Sequence[Passage]) -> str:
    doubtful = sum(row.doubtful for row in rows)
    said = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    return f"{said}, {doubtful} in doubt" if doubtful else said


def _columns(table: Table) -> str:
    return " | ".join(table.columns) or "no headers"


def _people(document: Document) -> Iterator[tuple[str | None, ...]]:
    for person in people_of(document):
        also = f"also {', '.join(person.aliases)}" if person.aliases else None
        yield person.name, person.role, person.organisation, also


def _corrected(correction: Correction) -> str:
    day = british(correction.minutes_date) if correction.minutes_date else "earlier minutes"
    minute = f"minute {correction.minute}" if correction.minute else None
    if correction.old and correction.new:
        words = f"for “{correction.old}” read “{correction.new}”"
    else:
        words = f"“{correction.old}” taken out" if correction.old else f"“{correction.new}” put in"
    return place(day, minute, words)
