"""What was understood of a paper, laid out for a person to check."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from corpus.manifest import values_of
from corpus.people.people import Person, people
from corpus.records import AgendaItem, Document, PartKind, Passage, PassageKind
from corpus.structure.corrections import find
from corpus.time.dates import find_dates
from corpus.time.timing import period_of_table


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
        "parts": [_part(document, at) for at in range(len(document.parts))],
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
            for table, rows in zip(document.tables, rows_by_table(document), strict=True)
        ],
        "people": [
            {
                "name": person.name,
                "role": person.role,
                "organisation": person.organisation,
                "aliases": list(person.aliases),
            }
            for person in people_of(document)
        ],
        "speakers": sorted({passage.speaker for passage in passages if passage.speaker}),
        "dates": [{"words": words, "times": times} for words, times in days_of(document)],
        "corrections": [
            {
                "minutes_date": one.minutes_date.isoformat() if one.minutes_date else None,
                "minute": one.minute,
                "old": one.old,
                "new": one.new,
                "start": one.start,
                "end": one.end,
            }
            for one in find(document)
        ],
        "acronyms": [{"short": acronym.short, "long": acronym.long} for acronym in document.acronyms],
    }


def coverage(document: Document) -> float:
    """Return the share of characters, white space aside, that lie in passages rather than in furniture."""
    text = document.source.text
    total = sum(map(len, text.split()))
    left = sum(len(word) for span in document.furniture for word in text[span.start : span.end].split())
    return 1.0 if not total else (total - left) / total


def people_of(document: Document) -> tuple[Person, ...]:
    """Return the people whom a document names with their offices, each once, in the order they come."""
    found = people(document.source.text, document.parts)
    return tuple({(person.name, person.role): person for person in reversed(found)}.values())[::-1]


def days_of(document: Document) -> list[tuple[str, int]]:
    """Return the days and periods that a document names, earliest first, as ISO dates, with how often it does."""
    counts: Counter[tuple[date, date]] = Counter()
    for passage in document.passages:
        counts.update((mention.first, mention.last) for mention in find_dates(passage.text))
    return [
        (first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}", count)
        for (first, last), count in sorted(counts.items())
    ]


def rows_by_table(document: Document) -> list[list[Passage]]:
    """Return the rows of each table of a document."""
    rows: list[list[Passage]] = [[] for _ in document.tables]
    for passage in document.passages:
        if passage.kind is PassageKind.ROW and passage.table is not None:
            rows[passage.table].append(passage)
    return rows


def _period(document: Document, rows: Sequence[Passage]) -> list[str] | None:
    """Return the first and last day of what a table's title and headings speak of."""
    found = period_of_table(document, rows[0]) if rows else None
    return [found.first.isoformat(), found.last.isoformat()] if found is not None else None


def papers_under(document: Document, at: int, item: AgendaItem) -> list[int]:
    """Return the places of the parts that stand under an item of the agenda at a place."""
    if document.parts[at].kind is not PartKind.AGENDA or item.number is None:
        return []
    later = (
        place for place in range(at + 1, len(document.parts)) if document.parts[place].kind is PartKind.AGENDA
    )
    end = next(later, len(document.parts))
    wanted = item.number.lower()
    return [place for place in range(at + 1, end) if (document.parts[place].agenda_item or "").lower() == wanted]


def _part(document: Document, at: int) -> dict[str, object]:
    part = document.parts[at]
    return {
        "kind": part.kind.value,
        "title": part.title,
        "body": part.body,
        "meeting_date": part.meeting_date.isoformat() if part.meeting_date else None,
        "start": part.start,
        "end": part.end,
        "status": part.status,
        "exempt": part.exempt,
        "agenda_item": part.agenda_item,
        "items": [
            {
                "number": item.number,
                "title": item.title,
                "start": item.start,
                "end": item.end,
            }
            | ({"papers": papers_under(document, at, item)} if part.kind is PartKind.AGENDA else {})
            for item in part.items
        ],
    }
