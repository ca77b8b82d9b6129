"""An invented paper, cases about it and an assistant that says what it is told to: a suite in a second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.records import Answer, Citation, Query, Status, Turn
from corpus.records import Chunk, Document, Part, PartKind, Passage, PassageKind, SourceText, Span
from eval.cases import Case, PlacedCase, place
from indexes.records import Filters, Hit, Scope, StoredChunk

SOURCE = "larkmoor.txt"
LINES = (
    "The Commissioner had hired twelve wardens for the moor.",
    "The Chief Constable said that 84% of calls were answered in time.",
    "Burglary\t41\t38",
    "It was agreed that the drone trial would be reported back in March.",
    "Members thanked the volunteers of the mountain rescue team.",
)
TEXT = "\n".join(LINES)
PART = Part(PartKind.MINUTES, "Minutes", 0, len(TEXT), body="Larkmoor Panel")


def span_of(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(start, start + len(quote))


def paper() -> Document:
    kinds = [PassageKind.ROW if "\t" in line else PassageKind.PARAGRAPH for line in LINES]
    passages = tuple(
        Passage(number, kind, (span_of(line),), line, part=0)
        for number, (kind, line) in enumerate(zip(kinds, LINES, strict=True))
    )
    return Document(SourceText(SOURCE, TEXT, "5" * 64, "txt"), "Minutes", (PART,), passages)


PAPERS = {SOURCE: paper()}


def hits(*numbers: int) -> tuple[Hit, ...]:
    """Hits on lines of the paper, by number, best first."""
    return tuple(
        Hit(rank, 1 / rank, StoredChunk(_chunk(number), "d1", SOURCE, "Minutes", PART, None, ()))
        for rank, number in enumerate(numbers, 1)
    )


def _chunk(number: int) -> Chunk:
    return Chunk(f"d1-{number}", number, (number,), (span_of(LINES[number]),), "Larkmoor", LINES[number], part=0)


def cite(label: int, number: int, shift: int = 0) -> Citation:
    """A citation of a whole line; ``shift`` moves its offsets off the quote."""
    span = span_of(LINES[number])
    return Citation(
        label=label,
        quote=LINES[number],
        source=SOURCE,
        start=span.start + shift,
        end=span.end + shift,
        page=None,
        printed_page=None,
        document="Minutes",
        document_id="d1",
        body="Larkmoor Panel",
        meeting_date=None,
        item=None,
        heading=None,
        part_kind="minutes",
    )


def answer(
    *numbers: int, text: str | None = None, status: Status = Status.ANSWERED, confidence: float | None = None
) -> Answer:
    """An answer that quotes lines of the paper, or has the given text."""
    citations = tuple(cite(label, number) for label, number in enumerate(numbers, 1))
    said = text if text is not None else " ".join(f"{one.quote} [{one.label}]" for one in citations)
    return Answer(status, said, Query("searched", "asked"), citations, hits(*numbers), confidence=confidence)


def refusal(status: Status = Status.NOT_FOUND, confidence: float | None = None) -> Answer:
    """A refusal that has looked at the last line."""
    return Answer(status, "The papers do not say.", Query("q", "q"), hits=hits(4), confidence=confidence)


def case(name: str, line: int | None = None, **changed: Any) -> Case:
    """A case whose evidence is a line of the paper, or one that the paper does not answer."""
    values: dict[str, Any] = {"id": name, "turns": [f"what about {name}?"], "answer": "The papers do not say."}
    if line is None:
        values |= {"type": "unanswerable", "status": "not_found"}
    else:
        values |= {
            "type": "fact",
            "answer": LINES[line],
            "points": [LINES[line].split()[-1].strip(".")],
            "evidence": [{"source": SOURCE, "quote": LINES[line]}],
        }
    return Case.model_validate(values | changed)


def placed(*cases: Case) -> tuple[PlacedCase, ...]:
    return place(cases, PAPERS)


@dataclass
class FakeAssistant:
    """Answers by question from a table; a question that is not in it raises KeyError."""

    answers: Mapping[str, Answer]
    found: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    asked: list[tuple[tuple[Turn, ...], str, Scope]] = field(default_factory=list)

    def ask(
        self,
        turns: Sequence[Turn],
        question: str,
        filters: Filters | None = None,
        scope: Scope = Scope.PUBLIC,
    ) -> Answer:
        del filters
        self.asked.append((tuple(turns), question, scope))
        return self.answers[question]

    def search(
        self,
        words: str,
        turns: Sequence[Turn] = (),
        filters: Filters | None = None,
        limit: int = 50,
        scope: Scope = Scope.PUBLIC,
    ) -> tuple[Hit, ...]:
        del turns, filters, scope
        return self.found.get(words, ())[:limit]
