"""Passages in the making: what one paper holds before its place in the document is known."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.records import AgendaItem, Passage, PassageKind, SourceText, Span, Table
from corpus.structure.paths import Step
from corpus.tables.tables import ParsedTable

_OWN = 0.6


@dataclass(slots=True)
class Draft:
    """A passage before its place in the document is known. ``rows``: which rows of which of its paper's tables."""

    kind: PassageKind
    spans: tuple[Span, ...]
    item: int | None = None
    headings: tuple[str, ...] = ()
    lead_in: str | None = None
    rows: tuple[tuple[int, int], ...] = ()
    table: int | None = None


@dataclass(slots=True)
class Gathered:
    """What one paper holds: its passages, items and tables, and what is left out of them."""

    drafts: list[Draft] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    tables: list[ParsedTable] = field(default_factory=list)


@dataclass(slots=True)
class Place:
    """Where in its paper the reading stands."""

    item: int | None = None
    row_item: int | None = None
    stack: list[Step] = field(default_factory=list)
    lead_in: str | None = None
    listing: bool = False
    parents: list[tuple[int, str]] = field(default_factory=list)
    previous: ParsedTable | None = None
    noting: bool = False


def without_item(gathered: Gathered, item: int | None, headings: tuple[str, ...]) -> tuple[str, ...]:
    """Leave the item's own title out of the path of headings."""
    return headings if item is None else _without(gathered.items[item].title, headings)


@lru_cache(maxsize=256)
def _without(title: str, headings: tuple[str, ...]) -> tuple[str, ...]:
    own = _squeezed(title)
    return tuple(step for step in headings if not own or not _is_own(_squeezed(step), own))


def _is_own(step: str, title: str) -> bool:
    """Say whether a step is the item's title, its number before it and the pages an agenda names behind it."""
    return step.endswith(title) or (title in step and len(title) >= _OWN * len(step))


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


class Pages:
    """Answers on which page of the file, and on which printed page, an offset stands."""

    def __init__(self, source: SourceText) -> None:
        self._starts = [page.start for page in source.pages]
        self._pages = source.pages

    def at(self, offset: int) -> tuple[int | None, str | None]:
        """Return the page's number and its printed label; None where the format has no pages."""
        if not self._pages:
            return None, None
        page = self._pages[max(0, bisect_right(self._starts, offset) - 1)]
        return page.number, page.printed


def finish(
    source: SourceText, pages: Pages, draft: Draft, gathered: Gathered, *, index: int, part: int, text: str
) -> Passage:
    """Make the passage of a draft."""
    page, printed = pages.at(draft.spans[0].start)
    rows = [gathered.tables[table].rows[row] for table, row in draft.rows]
    return Passage(
        index=index,
        kind=draft.kind,
        spans=draft.spans,
        text=text,
        part=part,
        item=draft.item,
        headings=draft.headings,
        lead_in=draft.lead_in,
        page=page,
        printed_page=printed,
        table=draft.table,
        cells=tuple(cell for row in rows for cell in row.cells),
        group=rows[0].group if rows else None,
        doubtful=any(row.doubtful for row in rows),
    )


def tables_of(gathered: Gathered) -> list[Table]:
    """Return the tables of a paper."""
    return [parsed.table for parsed in gathered.tables]
