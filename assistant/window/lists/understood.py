"""What was understood of one paper, for a person to check against it."""

from collections.abc import Iterable, Sequence

from assistant.window import exempt, wording
from assistant.window.markup import Html, element, joined
from corpus import inspect
from corpus.manifest import values_of
from corpus.records import Document, Part, PassageKind
from corpus.structure.corrections import Correction, find
from indexes.records import StoredDocument

_FEW = 8
"""So many entries of a list are in sight; a longer one is folded."""


def understood(document: Document, stored: StoredDocument) -> Html:
    """Return what was understood of a paper: its parts and items, tables, people, dates and short forms."""
    title = element("h3", "What was understood of this paper", id="one-paper", tabindex=-1)
    # Where exempt parts are withheld, the document keeps their places, and the list of its parts does not.
    not_public = any(one.exempt for one in stored.parts)
    parts = [part for part in document.parts if not_public or not part.exempt]
    link = wording.source_link(stored.id, (), whole=True, exempt=not_public)
    opening = element("a", "Open its text", href=link, target="_blank", class_="open-source")
    return element(
        "section",
        title,
        exempt.sign() if not_public else None,
        _facts(document, stored),
        element("p", opening),
        _listed("Warnings", [element("span", one) for one in stored.warnings]),
        element("h4", "Papers in this file, and their items"),
        element("ol", *[_part(part) for part in parts], class_="timeline"),
        _listed("Tables", [element("span", one) for one in _tables(document)]),
        _listed("People", [element("span", one) for one in _people(document)]),
        _listed("Dates", [element("span", f"{day} ({n})") for day, n in inspect.days_of(document)]),
        _listed("Short forms", [element("span", f"{one.short}: {one.long}") for one in document.acronyms]),
        _listed("Corrections of earlier minutes", [element("span", _corrected(one)) for one in find(document)]),
        aria_labelledby="one-paper",
        class_="understood-paper",
    )


def _facts(document: Document, stored: StoredDocument) -> Html:
    kinds = {kind: sum(one.kind is kind for one in document.passages) for kind in PassageKind}
    given = values_of(document.source.given) or {}
    facts = [
        ("File", stored.source),
        ("Title", stored.title),
        ("Pages", f"{stored.pages:,}" if stored.pages else "none: the format has no pages"),
        ("Passages", ", ".join(f"{n:,} {kind.value}" for kind, n in kinds.items() if n) or "none"),
        ("Text in passages", f"{inspect.coverage(document):.1%}; the rest is page heads, feet and numbers"),
        ("Read", f"{stored.ingested_at[:10]} from {stored.format}"),
        ("Manifest", ", ".join(f"{name} {value}" for name, value in given.items()) or "says nothing of it"),
    ]
    return element("dl", *[pair for name, said in facts for pair in (element("dt", name), element("dd", said))])


def _part(part: Part) -> Html:
    where = [
        part.kind.value.capitalize(),
        wording.meeting(part.body, part.meeting_date) or "meeting not known",
        part.status or "",
        f"under item {part.agenda_item}" if part.agenda_item else "",
    ]
    items = [element("li", " ".join(word for word in (item.number, item.title) if word)) for item in part.items]
    folded = _folded(wording.count(len(items), "item"), element("ul", *items)) if items else None
    return element(
        "li",
        element("strong", part.title or "Without a title"),
        exempt.sign() if part.exempt else None,
        element("p", " · ".join(fact for fact in where if fact), class_="where"),
        folded,
    )


def _tables(document: Document) -> Iterable[str]:
    for table, rows in zip(document.tables, inspect.rows_by_table(document), strict=True):
        if not rows:
            continue  # it stands in a part that is withheld
        doubtful = sum(row.doubtful for row in rows)
        size = wording.count(len(rows), "row") + (f", {doubtful} in doubt" if doubtful else "")
        yield f"{table.title or 'without a title'}: {size}; {' | '.join(table.columns) or 'no headers'}"


def _people(document: Document) -> Iterable[str]:
    for one in inspect.people_of(document):
        yield ", ".join(word for word in (one.name, one.role, one.organisation) if word)


def _corrected(one: Correction) -> str:
    day = wording.day(one.minutes_date) if one.minutes_date else "earlier minutes"
    minute = f", minute {one.minute}" if one.minute else ""
    return f"{day}{minute}: for “{one.old or ''}” read “{one.new or ''}”"


def _listed(name: str, entries: Sequence[Html]) -> Html | None:
    if not entries:
        return None
    lines = element("ul", *[element("li", one) for one in entries])
    if len(entries) > _FEW:
        return _folded(f"{name} ({len(entries)})", lines, "section-fold")
    return joined([element("h4", name), lines])


def _folded(name: str, content: Html, class_: str | None = None) -> Html:
    return element("details", element("summary", name), content, class_=class_)
