"""What the public is given of a document that holds exempt business: pure, and nothing moves.

Offsets, and the numbers by which passages name parts and tables, stay as they are: exempt text becomes spaces,
an exempt part keeps its place and loses its words.
"""

from dataclasses import replace

from corpus.records import Document, Part, PartKind, Span, Table
from indexes.records import Scope


def title(stored: str, source: str, parts: tuple[Part, ...], scope: Scope) -> str:
    """Return a document's title; a title that may come from an exempt part gives way to the file's name."""
    if scope is Scope.OFFICER or not parts or not parts[0].exempt:
        return stored
    return source


def public(document: Document) -> Document:
    """Return the document without its exempt parts."""
    hidden = [part for part in document.parts if part.exempt]
    if not hidden:
        return document
    source = replace(
        document.source, text=_blanked(document.source.text, hidden), title=None, warnings=(), given=None
    )
    return Document(
        source=source,
        title=title(document.title, source.source, document.parts, Scope.PUBLIC),
        parts=tuple(_empty(part) if part.exempt else part for part in document.parts),
        passages=tuple(passage for passage in document.passages if not document.parts[passage.part].exempt),
        tables=tuple(_without_words(table) if _within(table, hidden) else table for table in document.tables),
        furniture=tuple(span for span in document.furniture if not _within(span, hidden)),
        acronyms=tuple(short for short in document.acronyms if not document.parts[short.part].exempt),
        # Warnings may quote the paper.
        warnings=(),
    )


def _blanked(text: str, hidden: list[Part]) -> str:
    for part in hidden:
        text = text[: part.start] + " " * (part.end - part.start) + text[part.end :]
    return text


def _empty(part: Part) -> Part:
    return Part(kind=PartKind.OTHER, title="", start=part.start, end=part.end, exempt=True)


def _without_words(table: Table) -> Table:
    return Table(index=table.index, title=None, columns=(), start=table.start, end=table.end)


def _within(place: Span | Table, hidden: list[Part]) -> bool:
    return any(place.start < part.end and part.start < place.end for part in hidden)
