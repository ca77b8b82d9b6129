"""What is indexed, for programs: bodies, dates and papers with their ids, and filters checked against them."""

from collections.abc import Iterable
from dataclasses import dataclass

from typing_extensions import TypedDict

from assistant.window import wording
from corpus.errors import MinutebookError
from corpus.records import Part, PartKind
from indexes.catalogue.catalogue import Catalogue
from indexes.records import Filters, Scope, StoredDocument

_MOST = 200


class Paper(TypedDict):
    """One indexed document."""

    document_id: str
    source: str
    title: str
    bodies: list[str]
    meeting_dates: list[str]
    kinds: list[str]
    pages: int
    passages: int
    link: str


class Covered(TypedDict):
    """What is indexed: the counts are of everything, ``papers`` are those that were asked for, newest first.

    ``fitting`` is how many papers fit, of which no more than asked for are listed.
    """

    documents: int
    meetings: int
    passages: int
    bodies: list[str]
    date_from: str | None
    date_to: str | None
    indexed_on: str | None
    fitting: int
    papers: list[Paper]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What programs may ask of the list of papers, over one catalogue and for one scope."""

    catalogue: Catalogue
    scope: Scope

    def coverage(
        self, body: str = "", date_from: str = "", date_to: str = "", source: str = "", limit: int = 50
    ) -> Covered:
        """Say which papers can be asked about: bodies, dates and documents with their ids. Use it first.

        Args:
            body: List only papers of bodies whose name holds this.
            date_from: List only papers of meetings on or after this ISO date.
            date_to: List only papers of meetings on or before this ISO date.
            source: List only the document with this source name.
            limit: List so many papers at most, from 1 to 200.
        """
        filters = filters_of(self.catalogue, self.scope, body, date_from, date_to, source)
        catalogue = self.catalogue
        counts, meetings = catalogue.counts(self.scope), catalogue.meetings(self.scope)
        documents = catalogue.documents(self.scope)
        dates = sorted(meeting.date.isoformat() for meeting in meetings if meeting.date)
        fitting = sorted((one for one in documents if _fits(one, filters)), key=_newest, reverse=True)
        return {
            "documents": counts.documents,
            "meetings": counts.meetings,
            "passages": counts.passages,
            "bodies": sorted({meeting.body for meeting in meetings if meeting.body}),
            "date_from": dates[0] if dates else None,
            "date_to": dates[-1] if dates else None,
            "indexed_on": max((one.ingested_at[:10] for one in documents), default=None),
            "fitting": len(fitting),
            "papers": [_paper(one) for one in fitting[: at_most(limit)]],
        }


def at_most(limit: int) -> int:
    """Return how many a program gets that asks for so many."""
    return max(1, min(limit, _MOST))


def filters_of(
    catalogue: Catalogue,
    scope: Scope,
    body: str,
    date_from: str,
    date_to: str,
    source: str,
    kind: str = "",
    speaker: str = "",
) -> Filters:
    """Return filters as a program gives them.

    Raises:
        MinutebookError: a date is none, the first is after the last, there is no such kind of paper, or no paper
            with that source name.
    """
    filters = Filters(
        body or None,
        wording.iso_day(date_from),
        wording.iso_day(date_to),
        source or None,
        _kind(kind),
        speaker.strip() or None,
    )
    if source and all(one.source != source for one in catalogue.documents(scope)):
        raise MinutebookError(f"There is no paper with the source name {source}: coverage lists them.")
    if filters.date_from and filters.date_to and filters.date_from > filters.date_to:
        raise MinutebookError(f"{date_from} is after {date_to}: swap the two dates.")
    return filters


def _kind(named: str) -> str | None:
    kind = named.strip().casefold()
    if kind and kind not in set(PartKind):
        raise MinutebookError(f"{named.strip()!r} is no kind of paper: it is one of {', '.join(PartKind)}.")
    return kind or None


def _paper(one: StoredDocument) -> Paper:
    return {
        "document_id": one.id,
        "source": one.source,
        "title": one.title,
        "bodies": sorted({part.body for part in one.parts if part.body}),
        "meeting_dates": _days(one.parts),
        "kinds": sorted({part.kind.value for part in one.parts}),
        "pages": one.pages,
        "passages": one.passages,
        "link": wording.source_link(one.id, (), whole=True),
    }


def _days(parts: Iterable[Part]) -> list[str]:
    return sorted({part.meeting_date.isoformat() for part in parts if part.meeting_date})


def _newest(one: StoredDocument) -> tuple[str, str]:
    return max(_days(one.parts), default=""), one.source


def _fits(one: StoredDocument, filters: Filters) -> bool:
    """Whether a part of the paper is of a meeting that the filters leave."""
    if filters.source not in {None, one.source}:
        return False
    return any(_of_meeting(part, filters) for part in one.parts)


def _of_meeting(part: Part, filters: Filters) -> bool:
    if filters.body and filters.body.casefold() not in (part.body or "").casefold():
        return False
    if not (filters.date_from or filters.date_to):
        return True
    day = part.meeting_date
    return (
        day is not None
        and (filters.date_from is None or day >= filters.date_from)
        and (filters.date_to is None or day <= filters.date_to)
    )
