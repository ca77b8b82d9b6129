"""The nouns of the store: who asks, which papers are meant, what comes back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.records import AgendaItem, Chunk, Commitment, Part
from corpus.undertakings.records import Mention


class Scope(StrEnum):
    """Who asks. Exempt papers are seen by officers only; every read of the store takes a scope."""

    PUBLIC = "public"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which papers a question is about; None means any. They narrow, and an empty result stays empty.

    ``body`` matches case-insensitively as a part of the body's name; the dates are those of meetings, both
    inclusive, and leave out papers whose meeting date is not known; ``source`` is a document's source name;
    ``kind`` is a kind of paper (``corpus.records.PartKind``), such as minutes; ``speaker`` an office or a
    name whose words are meant (``corpus.people.roles.is_meant``), "" anybody's, whoever the question names.
    """

    body: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    source: str | None = None
    kind: str | None = None
    speaker: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is filtered."""
        return self in (Filters(), Filters(speaker=""))


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk as the catalogue gives it back, with what a citation needs to say where it stands."""

    chunk: Chunk
    document_id: str
    source: str
    title: str
    part: Part
    item: AgendaItem | None
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chunk stands: in which part of which document (by key), and in which of that part's agenda items.

    ``position`` is the chunk's in its document, ``size`` its characters.
    """

    paper: tuple[int, int]
    item: int | None
    position: int
    size: int


@dataclass(frozen=True, slots=True)
class Hints:
    """What a question tells beside its words, which lifts chunks and leaves none out.

    ``also`` holds words that mean the same as some of the question's; ``periods`` the times it names, each from
    its first day to its last; ``carried`` those of its words that come from the conversation and count less.
    """

    also: tuple[str, ...] = ()
    periods: tuple[tuple[date, date], ...] = ()
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place where the same words stand: the same paper, in another document.

    ``status`` is that of the paper there, "draft" or "approved".
    """

    document_id: str
    source: str
    title: str
    start: int
    end: int
    page: int | None = None
    printed_page: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved chunk. ``rank`` counts from 1; ``score`` is the fused score, higher is better, 0 to 1.

    ``also`` names the places where the same paper holds the same words once more. ``cosine`` is the chunk's own
    likeness to the question, None where it was not measured.
    """

    rank: int
    score: float
    stored: StoredChunk
    also: tuple[Elsewhere, ...] = ()
    cosine: float | None = None


class Outcome(StrEnum):
    """What became of one file in an ingest."""

    READ = "read"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One line of an ingest: what became of a file, and why."""

    source: str
    outcome: Outcome
    reason: str | None = None
    passages: int = 0
    chunks: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the catalogue, without its text.

    ``parts``, ``passages`` and ``chunks`` (counts) leave out what the asking scope may not see. ``pages`` is 0 for
    formats without pages; ``ingested_at`` is an ISO time in UTC.
    """

    id: str
    source: str
    path: str
    title: str
    sha256: str
    format: str
    pages: int
    parts: tuple[Part, ...]
    passages: int
    chunks: int
    warnings: tuple[str, ...]
    ingested_at: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A body's meeting on a day, and the ids of the documents that hold papers of it."""

    body: str | None
    date: date | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearnedAcronym:
    """A short form as a paper explains it, with the meeting whose paper does."""

    short: str
    long: str
    document_id: str
    start: int
    body: str | None
    meeting_date: date | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote in a paper: ``quote`` is the paper's text at ``start:end``.

    ``headings`` are those above it, ``around`` is the passage that it stands in, ``row`` says that this is a
    row of a table.
    """

    document_id: str
    source: str
    title: str
    part: Part
    item: AgendaItem | None
    start: int
    end: int
    quote: str
    headings: tuple[str, ...] = ()
    around: str = ""
    row: bool = False
    page: int | None = None
    printed_page: str | None = None

    @property
    def met(self) -> date | None:
        """The day of the meeting whose paper it is."""
        return self.part.meeting_date


@dataclass(frozen=True, slots=True)
class StoredCommitment:
    """A commitment and where it stands."""

    commitment: Commitment
    place: Quoted


@dataclass(frozen=True, slots=True)
class StoredMention:
    """What a paper tells of earlier business, and where."""

    mention: Mention
    place: Quoted


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the catalogue holds, as far as the asking scope may see."""

    documents: int
    parts: int
    meetings: int
    passages: int
    chunks: int
    commitments: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is; ``seconds_left`` is None until it can be told."""

    files_done: int
    files_total: int
    passages: int
    seconds_left: float | None
