"""An assistant that answers from one invented paper without an index, for tests of the command line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from assistant.records import Answer, Citation, Query, Status, Turn
from assistant.register.ledger import Register
from corpus.errors import MinutebookError
from corpus.records import (
    AgendaItem,
    Chunk,
    Commitment,
    Document,
    Part,
    PartKind,
    Passage,
    PassageKind,
    SourceText,
    Span,
)
from indexes.catalogue.undertakings import place_at
from indexes.desk.desk import Desk
from indexes.records import (
    Counts,
    FileReport,
    Filters,
    Hit,
    Meeting,
    Outcome,
    Progress,
    Scope,
    StoredChunk,
    StoredCommitment,
    StoredDocument,
)

TEXT = "Ashcombe Panel\n12. Lamp posts\nThe Panel agreed to mend [sic] nine lamp posts.\n"
START = TEXT.index("The Panel")
END = TEXT.index("posts.\n") + len("posts.")
PART = Part(PartKind.MINUTES, "Minutes", 0, len(TEXT), body="Ashcombe Panel", meeting_date=date(2031, 5, 2))
ITEM = AgendaItem("12", "Lamp posts", 15, len(TEXT))
PAPER = Document(
    SourceText("lamps.txt", TEXT, "00", "text"),
    "Lamps",
    (Part(PART.kind, PART.title, 0, len(TEXT), PART.body, PART.meeting_date, (ITEM,)),),
    (
        Passage(
            0, PassageKind.PARAGRAPH, (Span(START, END),), TEXT[START:END], 0, 0, headings=("Street lighting",)
        ),
    ),
)
DOCUMENT = StoredDocument(
    "d1", "lamps.txt", "/papers/lamps.txt", "Lamps", "00", "text", 0, (PART,), 3, 1, (), "2031-06-01T09:00:00"
)


def hit(rank: int = 1) -> Hit:
    """A hit on the one sentence of the paper."""
    chunk = Chunk(
        "c1", 0, (0,), (Span(START, END),), "Ashcombe Panel", TEXT[START:END], 0, 0, page=2, printed_page="14"
    )
    return Hit(rank, 0.75, StoredChunk(chunk, "d1", "lamps.txt", "Lamps", PART, ITEM, ()))


def citation() -> Citation:
    """A citation of that sentence."""
    return Citation(
        label=1,
        quote=TEXT[START:END],
        source="lamps.txt",
        start=START,
        end=END,
        page=2,
        printed_page="14",
        document="Lamps",
        document_id="d1",
        body="Ashcombe Panel",
        meeting_date=date(2031, 5, 2),
        item="12",
        heading=None,
        part_kind="minutes",
    )


def promise(
    due_date: str | None, owner: str | None = "The Panel", topics: tuple[str, ...] = (), key: str = "p1"
) -> StoredCommitment:
    """A commitment to mend the lamp posts."""
    found = Commitment(
        key, START, END, TEXT[START:END], "agreed", 0, 0, owner=owner, due_date=due_date, topics=topics
    )
    return StoredCommitment(found, place_at(PAPER, "d1", START, END, "Lamps"))


@dataclass
class FakeAssistant:
    """Answers every question with the sentence, "nothing" with not_found, "which" with clarify.

    "broken" is a failure that may be shown and "bug" one that may not.
    """

    documents: tuple[StoredDocument, ...] = (DOCUMENT,)
    commitments: tuple[StoredCommitment, ...] = ()
    problems: tuple[str, ...] = ()
    asked: list[tuple[object, ...]] = field(default_factory=list)
    reports: tuple[FileReport, ...] = (FileReport("lamps.txt", Outcome.READ, passages=3, chunks=1),)
    loaded: int = 0
    closed: int = 0
    folder: Path = Path("no-such-folder")
    reply: str | None = None
    noted: list[tuple[object, ...]] = field(default_factory=list)

    @property
    def writer(self) -> SimpleNamespace:
        if self.reply is None:
            raise MinutebookError("No language model is configured.")
        return SimpleNamespace(reply=lambda messages: self.reply)

    @property
    def store(self) -> SimpleNamespace:
        catalogue = SimpleNamespace(
            text=lambda document_id, scope: TEXT,
            documents=lambda scope: self.documents,
            counts=lambda scope: Counts(len(self.documents), 1, 1, 3, 1, len(self.commitments)),
            commitments=lambda scope: self.commitments,
            mentions=lambda scope: (),
            generation=lambda: 1,
            meetings=lambda scope: (Meeting(PART.body, PART.meeting_date, ("d1",)),),
            document=lambda document_id, scope: PAPER,
        )
        return SimpleNamespace(
            catalogue=catalogue,
            verify=lambda **_: self.problems,
            health=lambda: self.problems,
            read_only=False,
        )

    @property
    def register(self) -> Register:
        catalogue = self.store.catalogue
        return Register(catalogue, Desk(self.folder), catalogue.document)

    @property
    def embedder(self) -> SimpleNamespace:
        return SimpleNamespace(load=self._load, name="tiny")

    def _load(self) -> None:
        self.loaded += 1

    def ask(
        self, turns: Sequence[Turn], question: str, filters: Filters | None = None, scope: Scope = Scope.PUBLIC
    ) -> Answer:
        self.asked.append((tuple(turns), question, filters))
        if question == "broken":
            raise MinutebookError("The index is damaged: rebuild it.")
        if question == "bug":
            raise KeyError("a bug")
        query = Query(question.lower(), question, filters=filters or Filters())
        if question == "nothing":
            return Answer(Status.NOT_FOUND, "The papers do not say.", query, searched="1 document")
        if question == "which":
            return Answer(Status.CLARIFY, "Which meeting?", query, choices=("May 2031",))
        return Answer(
            Status.ANSWERED,
            f"{TEXT[START:END]} [1]",
            query,
            (citation(),),
            (hit(),),
            "1 document",
            elapsed_ms=12.34,
        )

    def asking(
        self, turns: Sequence[Turn], question: str, filters: Filters | None = None, *_: object
    ) -> Iterator[Answer]:
        whole = self.ask(turns, question, filters)
        yield replace(whole, text=whole.text.split(" ")[0], citations=())
        yield whole

    def search(
        self,
        words: str,
        turns: Sequence[Turn] = (),
        filters: Filters | None = None,
        limit: int = 50,
        scope: Scope = Scope.PUBLIC,
    ) -> tuple[Hit, ...]:
        self.asked.append((tuple(turns), words, filters, limit))
        return () if words == "nothing" else (hit(),)

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        prune: bool = False,
        rebuild: bool = False,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> Iterator[FileReport]:
        self.asked.append((tuple(paths), prune, rebuild))
        for number, report in enumerate(self.reports, start=1):
            progress(Progress(number, len(self.reports), report.passages, 1.5))
            yield report

    def note(self, *said: object) -> None:
        self.noted.append(said)

    def close(self) -> None:
        self.closed += 1
