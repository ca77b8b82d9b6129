"""What an answer says besides: where else the words it cites stand, and what later minutes put right in them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.answering.citations import page_at
from assistant.records import Answer, Citation
from corpus.records import Document
from corpus.time.dates import british
from indexes.catalogue.agenda_items import UNDER_AN_AGENDA, item_under
from indexes.catalogue.amending import Amendment, stands_in
from indexes.records import Scope
from indexes.store import Store


def annotate(answer: Answer, store: Store, documents: Callable[[str], Document], scope: Scope) -> Answer:
    """Return an answer with the twin places of its citations, and with the corrections of the minutes it quotes.

    A correction is added as a paragraph of its own, in the words of the minutes that record it, and cited.
    """
    citations = tuple(_placed(one, store, scope) for one in answer.citations)
    text, label = answer.text, max((one.label for one in citations), default=0)
    added: list[Citation] = []
    for amendment in _unsaid(citations, store, scope):
        label += 1
        quote = " ".join(amendment.correction.quote.split())
        minute = f", item {amendment.minute}" if amendment.minute else ""
        text += f"\n\nCorrected on {british(amendment.meeting_date)}{minute}: {quote} [{label}]"
        added.append(_citation(label, amendment, documents(amendment.document_id)))
    return replace(answer, text=text, citations=(*citations, *added))


def _placed(citation: Citation, store: Store, scope: Scope) -> Citation:
    """Say where else the words stand, and under which item of the agenda a report is."""
    document, start = citation.document_id, citation.start
    also = store.twins.elsewhere(document, start, citation.end, scope)
    item = item_under(store, document, start, scope) if citation.part_kind in UNDER_AN_AGENDA else None
    return replace(citation, also_at=also, item=item or citation.item)


def _unsaid(citations: tuple[Citation, ...], store: Store, scope: Scope) -> Iterator[Amendment]:
    """Yield the corrections of what is quoted, each once, but not those that are quoted themselves."""
    said = {(one.document_id, one.start) for one in citations}
    seen: set[tuple[str, int]] = set()
    for one in citations:
        for amendment in store.amendments.corrections_of(one.document_id, one.start, one.end, scope):
            correction = amendment.correction
            place = amendment.document_id, correction.start
            quoted = any(
                document == place[0] and correction.start <= start < correction.end for document, start in said
            )
            if not quoted and place not in seen and stands_in(correction.old or "", one.quote):
                seen.add(place)
                yield amendment


def _citation(label: int, amendment: Amendment, document: Document) -> Citation:
    correction = amendment.correction
    page = page_at(document.source.pages, correction.start)
    return Citation(
        label=label,
        quote=correction.quote,
        source=amendment.source,
        start=correction.start,
        end=correction.end,
        page=page.number if page else None,
        printed_page=page.printed if page else None,
        document=amendment.title,
        document_id=amendment.document_id,
        body=amendment.body,
        meeting_date=amendment.meeting_date,
        item=amendment.minute,
        heading=None,
        part_kind=amendment.part_kind,
        exempt=any(one.exempt and one.start <= correction.start < one.end for one in document.parts),
    )
