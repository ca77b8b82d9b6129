"""An assistant that answers from one invented paper, for tests of the window that need no index."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from types import SimpleNamespace
from weakref import finalize

from assistant.records import Answer, Citation, Query, Status
from assistant.register.ledger import Register
from assistant.settings import Settings
from corpus.errors import MinutebookError
from corpus.records import (
    AgendaItem,
    Cell,
    Chunk,
    Commitment,
    Document,
    Page,
    Part,
    PartKind,
    Passage,
    PassageKind,
    SourceText,
    Span,
    Table,
)
from corpus.undertakings.mentions import find_mentions
from indexes.catalogue.undertakings import place_at
from indexes.desk.conversations import Conversations
from indexes.desk.desk import Desk
from indexes.desk.feedback import Feedback
from indexes.records import (
    Counts,
    Filters,
    Hit,
    Meeting,
    StoredChunk,
    StoredCommitment,
    StoredDocument,
    StoredMention,
)

HOSTILE = (
    "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'> **bold** ${1+1} {{x}} \u202egnp.exe"
)
BODY = "Harrowdale Police and Crime Panel"
MET = date(2025, 3, 7)

_LINES = (
    (PassageKind.HEADING, "Minutes of the Harrowdale Police and Crime Panel"),
    (PassageKind.HEADING, "12. Rural crime"),
    (PassageKind.PARAGRAPH, "The Commissioner reported that rural theft had fallen by 14 per cent over the year."),
    (PassageKind.BULLET, "Two further wildlife officers would be in post by June."),
    (PassageKind.BULLET, "Tractor thefts had halved."),
    (PassageKind.ROW, "Theft\t214\t184"),
    (PassageKind.ROW, "Arson\t12\t9"),
    (PassageKind.PARAGRAPH, f"A member asked that the words {HOSTILE} be recorded."),
    *((PassageKind.PARAGRAPH, f"Paragraph {n} of the discussion of road safety in the dale.") for n in range(40)),
    (PassageKind.PARAGRAPH, "RESOLVED: that a report on speed cameras be brought to the July meeting."),
)
TEXT = "\n".join(text for _, text in _LINES)
_HALF = TEXT.index("Paragraph 0")
_COLUMNS = ("Offence", "2023/24", "2024/25")


def _cells(start: int, text: str) -> tuple[Cell, ...]:
    cells, at = [], start
    for column, words in zip(_COLUMNS, text.split("\t"), strict=True):
        cells.append(Cell(column, words, at, at + len(words)))
        at += len(words) + 1
    return tuple(cells)


def _passages() -> tuple[Passage, ...]:
    passages, at = [], 0
    for index, (kind, text) in enumerate(_LINES):
        span = Span(at, at + len(text))
        page = 3 if at < _HALF else 4
        row = kind is PassageKind.ROW
        passages.append(
            Passage(
                index,
                kind,
                (span,),
                text,
                part=0,
                item=0 if index else None,
                page=page,
                printed_page=str(page + 40),
                table=0 if row else None,
                cells=_cells(at, text) if row else (),
            )
        )
        at = span.end + 1
    return tuple(passages)


ITEM = AgendaItem("12", "Rural crime", TEXT.index("12. Rural"), len(TEXT))
PART = Part(
    PartKind.MINUTES, "Minutes of the Harrowdale Police and Crime Panel", 0, len(TEXT), BODY, MET, (ITEM,), "draft"
)
DOCUMENT = Document(
    SourceText(
        "minutes & <b>notes</b>.pdf",
        TEXT,
        "0" * 64,
        "pdf",
        (Page(3, 0, _HALF, "43"), Page(4, _HALF, len(TEXT), "44")),
    ),
    "Minutes, 7 March 2025",
    (PART,),
    _passages(),
    (Table(0, "Recorded offences", _COLUMNS, TEXT.index("Theft\t"), TEXT.index("A member")),),
)
DOCUMENT_ID = "harrowdale-minutes"


def cite(label: int, quote: str, page: int = 3) -> Citation:
    """A citation of the invented paper."""
    start = TEXT.index(quote)
    return Citation(
        label, quote, DOCUMENT.source.source, start, start + len(quote), page, str(page + 40), DOCUMENT.title,
        DOCUMENT_ID, BODY, MET, "12", "Rural crime", "minutes",
    )  # fmt: skip


def hit(rank: int, passage: int) -> Hit:
    """A retrieved passage of the invented paper."""
    one = DOCUMENT.passages[passage]
    chunk = Chunk(f"c{passage}", passage, (passage,), one.spans, "", one.text, 0, 0, one.page, one.printed_page)
    return Hit(
        rank, 1 / rank, StoredChunk(chunk, DOCUMENT_ID, DOCUMENT.source.source, DOCUMENT.title, PART, ITEM, ())
    )


def _promise(key: str, quote: str, **more: str | None) -> Commitment:
    start = TEXT.index(quote)
    return Commitment(key, start, start + len(quote), quote, "agreed", 0, 0, **more)


PROMISES = (
    _promise("c1", _LINES[3][1], owner="The Commissioner", due="by June", due_date="2025-06"),
    _promise("c2", _LINES[-1][1], owner="The Panel", due="the July meeting", due_date="2025-01"),
    _promise("c3", _LINES[7][1], owner=HOSTILE),
)
SEARCHED = "1 paper of 1 meeting, March 2025"
ANSWERED = (
    "Minutes of 7 March 2025, item 12: "
    + _LINES[2][1]
    + " [1] "
    + _LINES[3][1]
    + " [2]\n\nAnd later: RESOLVED. [3]"
)
CITED = (cite(1, _LINES[2][1]), cite(2, _LINES[3][1]), cite(3, _LINES[-1][1], page=4))


@dataclass
class FakeCatalogue:
    """The reads that the window makes."""

    def text(self, document_id: str, scope: object) -> str:
        return self.document(document_id, scope).source.text

    def document(self, document_id: str, scope: object) -> Document:
        if document_id != DOCUMENT_ID:
            raise MinutebookError(f"There is no paper with the id {document_id}: search again.")
        return DOCUMENT

    def documents(self, scope: object) -> tuple[StoredDocument, ...]:
        return (
            StoredDocument(
                DOCUMENT_ID, DOCUMENT.source.source, "/papers/m.pdf", DOCUMENT.title, "0" * 64, "pdf", 2, (PART,),
                len(DOCUMENT.passages), 9, ("Page 4 is a picture.",), "2026-11-03T09:30:00+00:00",
            ),
        )  # fmt: skip

    def commitments(self, scope: object) -> tuple[StoredCommitment, ...]:
        return tuple(
            StoredCommitment(one, place_at(DOCUMENT, DOCUMENT_ID, one.start, one.end, DOCUMENT.title))
            for one in PROMISES
        )

    def mentions(self, scope: object) -> tuple[StoredMention, ...]:
        return tuple(
            StoredMention(one, place_at(DOCUMENT, DOCUMENT_ID, one.start, one.end, DOCUMENT.title))
            for one in find_mentions(DOCUMENT)
        )

    def speakers(self, scope: object) -> tuple[str, ...]:
        return ("the PCC", "Councillor Ffion Darby")

    def generation(self) -> int:
        return 1

    def counts(self, scope: object) -> Counts:
        return Counts(1, 1, 1, len(DOCUMENT.passages), 9, 0)

    def meetings(self, scope: object) -> tuple[Meeting, ...]:
        return (Meeting(BODY, MET, (DOCUMENT_ID,)),)


@dataclass
class FakeAssistant:
    """Answers by the words of the question, and remembers what it was asked."""

    asked: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    limits: list[tuple[Filters | None, bool]] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)
    store: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(catalogue=FakeCatalogue()))
    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="minutebook-")))

    def __post_init__(self) -> None:
        self.noted: list[tuple[object, ...]] = []
        finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.conversations = Conversations(self.folder)
        self.feedback = Feedback(self.folder)
        catalogue = self.store.catalogue
        self.register = Register(catalogue, Desk(self.folder), catalogue.document)

    def ask(self, turns: tuple, question: str, *_: object, **__: object) -> Answer:  # type: ignore[type-arg]
        self.asked.append((tuple(turn.question for turn in turns), question))
        words = question.lower()
        if "broken" in words:
            raise MinutebookError("The index is being rebuilt: try again in a minute.")
        if "fault" in words:
            raise RuntimeError("a fault of ours")
        text = f"{turns[-1].question} {question}" if turns else question
        meant = ("Police and Crime Commissioner",) if "commissioner" in words else ()
        year = re.search(r"\b20\d\d\b", question)
        named = ((date(int(year[0]), 1, 1), date(int(year[0]), 12, 31)),) if year else ()
        query = Query(text, question, ("rural",) if turns else (), speakers=meant, periods=named)
        if "moon" in words:
            return Answer(
                Status.NOT_FOUND,
                f"Not found in the papers. Searched: {SEARCHED}.",
                query,
                (),
                (hit(1, 7),),
                SEARCHED,
            )
        if "target" in words:
            return Answer(
                Status.CLARIFY, "Which of these do you mean?", query, (), (), SEARCHED, ("Theft", "Arson")
            )
        if "hostile" in words:
            quote = _LINES[7][1]
            return Answer(Status.ANSWERED, f"{quote} [1]", query, (cite(1, quote),), (), SEARCHED)
        return Answer(Status.ANSWERED, ANSWERED, query, CITED, (hit(1, 2), hit(2, 5), hit(3, 9)), SEARCHED)

    def asking(
        self,
        turns: tuple,
        question: str,
        filters: Filters | None,
        *,
        scope: object,
        exactly: bool,  # type: ignore[type-arg]
        periods: object,
    ) -> Iterator[Answer]:
        self.limits.append((filters, exactly))
        answer = self.ask(turns, question)
        query = replace(answer.query, filters=filters or Filters())
        query = replace(query, periods=query.periods if periods is None else periods)
        yield replace(
            answer, query=replace(query, speakers=() if query.filters.speaker is not None else query.speakers)
        )

    def note(self, *said: object) -> None:
        self.noted.append(said)

    def search(self, words: str, *_: object) -> tuple[Hit, ...]:
        return (hit(1, 2), hit(2, 5))
