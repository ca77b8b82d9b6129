"""What was understood of a paper, laid out for a person to check."""

from collections.abc import Sequence

from corpus.manifest import values_of
from corpus.records import Document, Part, Passage, PassageKind
from corpus.timing import period_of_table


def describe(document: Document) -> dict[str, object]:
    """Return what was understood of a document as JSON values: the contract's fields and a few more.

    ``coverage`` is the share of its characters (white space aside) that lie in passages.
    """
    passages = document.passages
    kinds = {kind.value: sum(passage.kind is kind for passage in passages) for kind in PassageKind}
    return {
        "source": document.source.source,
        "title": document.title,
        "pages": len(document.source.pages) or None,
        "coverage": round(coverage(document), 4),
        "warnings": list(document.warnings),
        "manifest": values_of(document.source.given),
        "parts": [_part(part) for part in document.parts],
        "passages": {kind: count for kind, count in kinds.items() if count},
        "tables": [
            {
                "title": table.title,
                "columns": list(table.columns),
                "start": table.start,
                "end": table.end,
                "notes": list(table.notes),
                "period": _period(document, rows),
                "rows": len(rows),
                "doubtful": sum(row.doubtful for row in rows),
            }
            for table, rows in zip(document.tables, _rows(document), strict=True)
        ],
        "people": sorted({passage.speaker for passage in passages if passage.speaker}),
        "acronyms": [{"short": acronym.short, "long": acronym.long} for acronym in document.acronyms],
    }


def coverage(document: Document) -> float:
    """Return the share of characters, white space aside, that lie in passages rather than in furniture."""
    text = document.source.text
    total = sum(map(len, text.split()))
    left = sum(len(word) for span in document.furniture for word in text[span.start : span.end].split())
    return 1.0 if not total else (total - left) / total


def _rows(document: Document) -> list[list[Passage]]:
    rows: list[list[Passage]] = [[] for _ in document.tables]
    for passage in document.passages:
        if passage.kind is PassageKind.ROW and passage.table is not None:
            rows[passage.table].append(passage)
    return rows


def _period(document: Document, rows: Sequence[Passage]) -> list[str] | None:
    """Return the first and last day of what a table's title and headings speak of."""
    found = period_of_table(document, rows[0]) if rows else None
    return [found.first.isoformat(), found.last.isoformat()] if found is not None else None


def _part(part: Part) -> dict[str, object]:
    return {
        "kind": part.kind.value,
        "title": part.title,
        "body": part.body,
        "meeting_date": part.meeting_date.isoformat() if part.meeting_date else None,
        "start": part.start,
        "end": part.end,
        "status": part.status,
        "exempt": part.exempt,
        "items": [
            {"number": item.number, "title": item.title, "start": item.start, "end": item.end}
            for item in part.items
        ],
    }
