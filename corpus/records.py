"""The nouns of a paper: what reading, parsing and chunking hand to one another.

Everything here is frozen and holds no behaviour beyond reading itself. Offsets are character offsets into
``SourceText.text`` (Python string indices, end exclusive), on which all rests: passages, commitments and citations
quote ``text[start:end]`` and nothing else. ``VERSION`` grows when a paper's chunks would come out otherwise.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.manifest import Given

VERSION = 9


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the source text: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file: ``number`` from 1, as a PDF viewer counts; ``printed``, the label on it, if any."""

    number: int
    start: int
    end: int
    printed: str | None = None


class MarkKind(StrEnum):
    """What a file format itself says of a stretch of text."""

    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE = "table"
    TABLE_HEADER = "table_header"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Mark:
    """A hint from the format: a Word heading, an HTML list item, a PDF's running header.

    ``level`` is 1 for the highest heading and the outermost list. A TABLE mark covers a whole table, whose rows
    are lines and whose cells are separated by tabs; TABLE_HEADER covers its header rows.
    """

    kind: MarkKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as text, with its pages.

    ``source`` is the file's name (with its path below the ingested folder where two share a name); ``sha256`` is
    that of the file's bytes. Text formats have no pages. ``given`` is what a manifest says of the file.
    """

    source: str
    text: str
    sha256: str
    format: str
    pages: tuple[Page, ...] = ()
    marks: tuple[Mark, ...] = ()
    title: str | None = None
    warnings: tuple[str, ...] = ()
    given: "Given | None" = None


class PassageKind(StrEnum):
    """What a passage is on the paper."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"
    NOTE = "note"
    TURN = "turn"


class SpeechAct(StrEnum):
    """What a passage does: the minutes' own distinction between talk, decision and promise."""

    DISCUSSED = "discussed"
    DECIDED = "decided"
    NOTED = "noted"
    REQUESTED = "requested"
    PROMISED = "promised"
    RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: the header above it (None where the row cannot be assigned) and its words."""

    column: str | None
    text: str
    start: int
    end: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What the rows of one table share. ``index`` is its place in ``Document.tables``."""

    index: int
    title: str | None
    columns: tuple[str, ...]
    start: int
    end: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph, bullet, table row, note or speaker's turn, where it stands in its document.

    ``spans`` is more than one stretch where page furniture or a stray heading interrupts it; ``text`` is the
    spans' text joined by a single space (``corpus.parsing.join_spans``). ``part`` and ``item`` are indices into
    ``Document.parts`` and that part's ``items``. ``headings`` is the path of headings above it, outermost
    first, without the item's own title. ``lead_in`` is the line that introduces a list.
    For a row: ``table`` is an index into ``Document.tables``, ``group`` the label carried down from the row
    that holds it, and ``doubtful`` says that its cells could not be assigned to columns with confidence.
    """

    index: int
    kind: PassageKind
    spans: tuple[Span, ...]
    text: str
    part: int
    item: int | None = None
    headings: tuple[str, ...] = ()
    lead_in: str | None = None
    page: int | None = None
    printed_page: str | None = None
    table: int | None = None
    cells: tuple[Cell, ...] = ()
    group: str | None = None
    doubtful: bool = False
    speaker: str | None = None
    act: SpeechAct | None = None

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.spans[-1].end


class PartKind(StrEnum):
    """What one paper inside a document is."""

    AGENDA = "agenda"
    MINUTES = "minutes"
    NOTES = "notes"
    REPORT = "report"
    APPENDIX = "appendix"
    PLAN = "plan"
    SURVEY = "survey"
    DECISION = "decision"
    TRANSCRIPT = "transcript"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A numbered item of a part: a minute, an agenda item, or a numbered section of a report."""

    number: str | None
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One paper inside a document, with the meeting it belongs to.

    A meeting is a body and a date; either is None where the paper does not say. ``status`` is "draft",
    "approved" or None; ``exempt`` marks business that is not public. ``agenda_item`` is the number of the item of
    an agenda under which a report, an appendix or earlier minutes stand.
    """

    kind: PartKind
    title: str
    start: int
    end: int
    body: str | None = None
    meeting_date: date | None = None
    items: tuple[AgendaItem, ...] = ()
    status: str | None = None
    exempt: bool = False
    agenda_item: str | None = None


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form as a paper explains it, with where it does."""

    short: str
    long: str
    start: int
    part: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file understood: its parts, items, tables and passages, in reading order.

    Every character that is not white space lies in exactly one passage or in one span of ``furniture``
    (running headers, page numbers, navigation, separators), except that the rows of a table may share a span.
    """

    source: SourceText
    title: str
    parts: tuple[Part, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...] = ()
    furniture: tuple[Span, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is embedded and searched: one or more passages of one agenda item, under their breadcrumb.

    ``id`` is made of the document's version and the place, so that the same file gives the same ids.
    ``breadcrumb`` is embedded with the text and never quoted; ``text`` is what stands at ``spans`` (a table
    row as "Measure: ...; Target: ..."), so only ``spans`` may be quoted from. ``position`` counts the chunks of a
    document from 0; neighbours are ``position`` ± 1.
    """

    id: str
    position: int
    passages: tuple[int, ...]
    spans: tuple[Span, ...]
    breadcrumb: str
    text: str
    part: int
    item: int | None = None
    page: int | None = None
    printed_page: str | None = None

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody undertook, in the paper's own words at ``start:end``.

    ``strength`` is "agreed", "intention" or "standing" (a lasting promise of a plan). ``due`` is the phrase as it
    stands, ``due_date`` an ISO date or month worked out from it, None rather than guessed. ``kind`` is
    "resolution", "request", "action", "undertaking", "scheduled", "intention" or "standing". ``context`` is the
    sentence before, where the quote cannot be understood without it.
    """

    id: str
    start: int
    end: int
    quote: str
    strength: str
    part: int
    item: int | None = None
    owner: str | None = None
    recipient: str | None = None
    action: str | None = None
    due: str | None = None
    due_date: str | None = None
    topics: tuple[str, ...] = field(default=())
    status: str = "open"
    kind: str = "undertaking"
    context: Span | None = None
