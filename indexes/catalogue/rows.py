"""Between the nouns of a paper and the catalogue's rows: pure, both ways, and nothing is lost on the way.

Fields that are asked for have columns of their own; the others travel in one JSON value (``rest``), keyed by their
field's name, so that a field that is added later has its default in rows written before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias

from corpus.errors import MinutebookError
from corpus.records import (
    Acronym,
    AgendaItem,
    Cell,
    Chunk,
    Document,
    Mark,
    MarkKind,
    Page,
    Part,
    PartKind,
    Passage,
    PassageKind,
    SourceText,
    Span,
    SpeechAct,
    Table,
)

if TYPE_CHECKING:
    from corpus.structure.corrections import Correction

Values: TypeAlias = dict[str, Any]
"""A row's columns by name, as SQLAlchemy takes them."""

Row: TypeAlias = Any
"""A row as SQLAlchemy gives it, its columns as attributes."""


def quoted(text: str, spans: Iterable[Span]) -> str:
    """Return what stands at the spans, joined by single spaces: the text of a passage."""
    return " ".join(text[span.start : span.end] for span in spans)


def check(document: Document) -> None:
    """Refuse a document whose passages do not stand where they say.

    Every quotation rests on these offsets, so nothing that breaks them is ever stored.

    Raises:
        MinutebookError: naming the first passage that differs.
    """
    text = document.source.text
    for number, passage in enumerate(document.passages):
        if passage.index != number or quoted(text, passage.spans) != passage.text:
            raise MinutebookError(
                f"{document.source.source} was parsed wrongly: passage {number} is not what stands at "
                f"{passage.start}-{passage.end}; please report this paper."
            )


def check_chunks(document: Document, chunks: Sequence[Chunk]) -> None:
    """Refuse chunks that are not numbered in order, share an id, or stand outside the text.

    Raises:
        MinutebookError: naming the first that does.
    """
    ids: set[str] = set()
    for position, chunk in enumerate(chunks):
        inside = 0 <= chunk.start <= chunk.end <= len(document.source.text)
        if chunk.position != position or chunk.id in ids or not inside:
            raise MinutebookError(
                f"{document.source.source} was cut wrongly: chunk {position} has the position {chunk.position} "
                f"and stands at {chunk.start}-{chunk.end}; please report this paper."
            )
        ids.add(chunk.id)


def original_rest(document: Document) -> Values:
    """Return what is needed only to give the document back whole."""
    from corpus.manifest import values_of  # noqa: PLC0415 - dates are not needed to look at an index

    source = document.source
    return {
        "title": source.title,
        "pages": [[page.number, page.start, page.end, page.printed] for page in source.pages],
        "marks": [[mark.kind.value, mark.start, mark.end, mark.level] for mark in source.marks],
        "warnings": list(source.warnings),
        "given": values_of(source.given),
        "parsing_warnings": list(document.warnings),
        "tables": [asdict(table) for table in document.tables],
        "furniture": _pairs(document.furniture),
    }


def part_rows(document: Document) -> list[Values]:
    """Return a row for each part."""
    return [
        {
            "number": number,
            "kind": part.kind.value,
            "title": part.title,
            "start": part.start,
            "end": part.end,
            "body": part.body,
            "body_folded": part.body.casefold() if part.body else None,
            "meeting_date": part.meeting_date,
            "status": part.status,
            "exempt": part.exempt,
            "agenda_item": part.agenda_item,
        }
        for number, part in enumerate(document.parts)
    ]


def item_rows(document: Document) -> list[Values]:
    """Return a row for each agenda item of each part."""
    return [
        {
            "part": place,
            "number": number,
            "label": item.number,
            "title": item.title,
            "start": item.start,
            "end": item.end,
        }
        for place, part in enumerate(document.parts)
        for number, item in enumerate(part.items)
    ]


def passage_row(passage: Passage) -> Values:
    """Return a passage's row; its text is not in it, since the document's text and the spans give it."""
    rest: Values = {"spans": _pairs(passage.spans)}
    if passage.headings:
        rest["headings"] = list(passage.headings)
    if passage.cells:
        rest["cells"] = [
            [cell.column, cell.text, cell.start, cell.end, list(cell.notes)] for cell in passage.cells
        ]
    for name in ("lead_in", "table", "group", "doubtful"):
        if (value := getattr(passage, name)) is not None and value is not False:
            rest[name] = value
    return {
        "number": passage.index,
        "kind": passage.kind.value,
        "part": passage.part,
        "item": passage.item,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "printed_page": passage.printed_page,
        "speaker": passage.speaker,
        "act": passage.act.value if passage.act else None,
        "rest": rest,
    }


def chunk_row(chunk: Chunk, document: Document) -> Values:
    """Return a chunk's row, with what a hit must say of its place."""
    return {
        "id": chunk.id,
        "position": chunk.position,
        "part": chunk.part,
        "item": chunk.item,
        "page": chunk.page,
        "printed_page": chunk.printed_page,
        "exempt": document.parts[chunk.part].exempt,
        "passages": list(chunk.passages),
        "spans": _pairs(chunk.spans),
        "headings": list(document.passages[chunk.passages[0]].headings) if chunk.passages else [],
        "breadcrumb": chunk.breadcrumb,
        "text": chunk.text,
    }


def correction_row(number: int, correction: "Correction") -> Values:
    """Return a correction's row."""
    return asdict(correction) | {"number": number}


def acronym_row(number: int, acronym: Acronym) -> Values:
    """Return an acronym's row."""
    return asdict(acronym) | {"number": number}


def to_part(row: Row, items: Iterable[Row]) -> Part:
    """Rebuild a part from its row and those of its items, in order."""
    return Part(
        kind=PartKind(row.kind),
        title=row.title,
        start=row.start,
        end=row.end,
        body=row.body,
        meeting_date=row.meeting_date,
        items=tuple(AgendaItem(item.label, item.title, item.start, item.end) for item in items),
        status=row.status,
        exempt=row.exempt,
        agenda_item=row.agenda_item,
    )


def to_passage(row: Row, text: str) -> Passage:
    """Rebuild a passage from its row and the document's text."""
    rest: Mapping[str, Any] = row.rest
    spans = _spans(rest["spans"])
    return Passage(
        index=row.number,
        kind=PassageKind(row.kind),
        spans=spans,
        text=quoted(text, spans),
        part=row.part,
        item=row.item,
        headings=tuple(rest.get("headings", ())),
        lead_in=rest.get("lead_in"),
        page=row.page,
        printed_page=row.printed_page,
        table=rest.get("table"),
        cells=tuple(
            Cell(column, words, start, end, tuple(notes))
            for column, words, start, end, notes in rest.get("cells", ())
        ),
        group=rest.get("group"),
        doubtful=rest.get("doubtful", False),
        speaker=row.speaker,
        act=SpeechAct(row.act) if row.act else None,
    )


def to_chunk(columns: Sequence[Any]) -> Chunk:
    """Rebuild a chunk from its columns, in the order of its fields: by name they take longer than the rest."""
    one, position, passages, spans, *rest = columns
    return Chunk(one, position, tuple(passages), _spans(spans), *rest)


def to_acronym(row: Row) -> Acronym:
    """Rebuild an acronym from its row."""
    return Acronym(row.short, row.long, row.start, row.part)


def to_tables(rest: Mapping[str, Any]) -> tuple[Table, ...]:
    """Rebuild a document's tables."""
    return tuple(
        Table(**table | {"columns": tuple(table["columns"]), "notes": tuple(table["notes"])})
        for table in rest["tables"]
    )


def to_document(row: Row, text: str, rest: Mapping[str, Any], parts: tuple[Part, ...]) -> Document:
    """Rebuild a document, without its passages and acronyms."""
    return Document(
        source=to_source(row, text, rest),
        title=row.title,
        parts=parts,
        passages=(),
        tables=to_tables(rest),
        furniture=_spans(rest["furniture"]),
        warnings=tuple(rest.get("parsing_warnings", ())),
    )


def to_source(row: Row, text: str, rest: Mapping[str, Any]) -> SourceText:
    """Rebuild what was read of a file, from the row of its document."""
    from corpus.manifest import given_of  # noqa: PLC0415 - as above

    return SourceText(
        source=row.source,
        text=text,
        sha256=row.sha256,
        format=row.format,
        pages=tuple(Page(*page) for page in rest["pages"]),
        marks=tuple(Mark(MarkKind(kind), *place) for kind, *place in rest["marks"]),
        title=rest["title"],
        warnings=tuple(rest["warnings"]),
        given=given_of(rest.get("given")),
    )


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple([Span(start, end) for start, end in pairs])
