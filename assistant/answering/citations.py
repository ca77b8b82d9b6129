"""Quotes and where they stand, and the check that every one of them is really there."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from assistant.records import Citation
from corpus.errors import MinutebookError
from corpus.records import Document, Page, PartKind, Passage, Span
from indexes.records import StoredChunk

# What a meeting's own record numbers is cited by that number, not by the item under which a later meeting has it.
_OF_A_MEETING = frozenset({PartKind.MINUTES, PartKind.NOTES, PartKind.DECISION, PartKind.TRANSCRIPT})


class UnverifiedQuoteError(MinutebookError):
    """A quote that is not at its offsets: the index and its papers no longer agree."""


def cite(
    label: int, stored: StoredChunk, document: Document, passage: Passage, spans: Sequence[Span]
) -> tuple[Citation, ...]:
    """Make the citations of one quoted sentence or row: one for each stretch of the source that it stands on."""
    heading = heading_of(document, passage)
    return tuple(_citation(label, stored, document, heading, span) for span in spans)


def heading_of(document: Document, passage: Passage) -> str | None:
    """Return the words that a passage stands under: its heading; for a row its table, group, columns and notes."""
    steps = [passage.headings[-1] if passage.headings else None]
    if passage.table is not None:
        from corpus.tables.tables import notes_of_row  # noqa: PLC0415 - a reader's: `status` needs none of it

        steps += [document.tables[passage.table].title, passage.group]
        steps += [cell.column for cell in passage.cells]
        steps += notes_of_row(document.tables[passage.table], passage.cells)
    given = dict.fromkeys(" ".join(step.split()) for step in steps if step)
    return " · ".join(given) or None


def verify(citations: Iterable[Citation], text: Callable[[str], str]) -> None:
    """Check every quote against the stored text before anything is shown.

    Args:
        citations: what is about to be shown.
        text: gives a document's whole text by its id.

    Raises:
        UnverifiedQuoteError: a quote does not equal the text at its offsets.
    """
    for citation in citations:
        if text(citation.document_id)[citation.start : citation.end] != citation.quote:
            raise UnverifiedQuoteError(
                f"A quote from {citation.source} is not in the stored paper where it should be, so no answer is "
                "shown; run `minutebook verify` to see what is wrong with the index."
            )


def page_at(pages: Sequence[Page], offset: int) -> Page | None:
    """Return the page that holds an offset, None in a text without pages."""
    index = bisect_right(pages, offset, key=lambda page: page.start) - 1
    return pages[index] if 0 <= index < len(pages) else None


EXEMPT = "EXEMPT, not for publication"
"""What stands before the place of every quote that is not public."""


class ExemptMark(TypedDict):
    """What a line about exempt words has besides, and no other: so that readers' lines are as they always were."""

    exempt: NotRequired[bool]


def exempt_mark(*, exempt: bool) -> ExemptMark:
    """Return the mark of what is not public, and nothing for what is."""
    return {"exempt": True} if exempt else {}


def _citation(label: int, stored: StoredChunk, document: Document, heading: str | None, span: Span) -> Citation:
    page = page_at(document.source.pages, span.start)
    return Citation(
        label=label,
        quote=document.source.text[span.start : span.end],
        source=stored.source,
        start=span.start,
        end=span.end,
        page=page.number if page else None,
        printed_page=page.printed if page else None,
        document=stored.part.title or stored.title,
        document_id=stored.document_id,
        body=stored.part.body,
        meeting_date=stored.part.meeting_date,
        item=_item(stored),
        heading=heading,
        part_kind=stored.part.kind.value,
        exempt=stored.part.exempt,
    )


def _item(stored: StoredChunk) -> str | None:
    """Return the number that a reader finds it by: of the minute, or of the item that a report is under."""
    if stored.part.agenda_item is not None and stored.part.kind not in _OF_A_MEETING:
        return stored.part.agenda_item
    if stored.item is None:
        return None
    return stored.item.number or stored.item.title
