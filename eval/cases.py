"""What is asked of the assistant, and what a right answer holds: the cases of ``eval/cases/*.jsonl``.

A case names its evidence by quote. Every quote has to stand exactly once in the paper it names; a case that no
longer matches its papers is an error, since a suite that skips quietly measures less than it says.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from assistant.records import Status
from corpus.errors import MinutebookError
from corpus.records import Document, Part, PassageKind, Span
from corpus.sentences import spans_within
from corpus.time.dates import british
from eval.matching import holds, places
from indexes.records import Scope

CASES = Path(__file__).parent / "cases"
PAPERS = Path(__file__).resolve().parents[1] / "corpus" / "sample" / "papers"

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class CaseError(MinutebookError):
    """A case that is not well-formed or does not match its papers."""


class CaseType(StrEnum):
    """What kind of thing is asked for."""

    FACT = "fact"
    FIGURE = "figure"
    TABLE = "table"
    LIST = "list"
    WHO = "who"
    WHEN = "when"
    WHY = "why"
    COMPARISON = "comparison"
    CHANGED = "changed"
    COMMITMENT = "commitment"
    UNANSWERABLE = "unanswerable"
    UNDERSPECIFIED = "underspecified"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Frozen):
    """A quote that carries (a part of) the answer, in the paper named by ``source``."""

    source: Words
    quote: Words


class Case(_Frozen):
    """One question, with the turns before it, and what a right answer to it is.

    The last of ``turns`` is asked; ``replies`` are the answers to the earlier ones. ``points`` are what a right
    answer holds, each with its alternatives as ``"a|b"``. All of ``evidence`` is needed, or all of one set of
    ``evidence_or``. ``standalone`` is a follow-up said so that it needs no conversation. ``never`` lists what the
    answer must not hold: a near miss, or what a hostile passage asks for. ``like`` names the case that this one
    asks again in other words. ``held`` cases are never looked at while tuning.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    type: CaseType
    turns: Annotated[tuple[Words, ...], Field(min_length=1, max_length=6)]
    replies: tuple[Words, ...] = ()
    status: Status = Status.ANSWERED
    answer: Words
    points: tuple[Words, ...] = ()
    never: tuple[Words, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evidence_or: tuple[Annotated[tuple[Evidence, ...], Field(min_length=1)], ...] = ()
    standalone: Words | None = None
    like: str | None = None
    scope: Scope = Scope.PUBLIC
    held: bool = False
    tags: tuple[Words, ...] = ()
    note: str = ""

    @property
    def question(self) -> str:
        """The question that is asked: the last turn."""
        return self.turns[-1]

    @property
    def exempt(self) -> bool:
        """Whether the case itself tells what only officers may see: such a case is measured, and not shown."""
        return self.scope is Scope.OFFICER or "exempt" in self.tags

    @property
    def ways(self) -> tuple[tuple[Evidence, ...], ...]:
        """The sets of evidence, each of which carries the answer alone."""
        return (self.evidence, *self.evidence_or) if self.evidence else ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for wrong, why in (
            (len(self.replies) != len(self.turns) - 1, "every earlier turn needs its reply, and only those"),
            (
                len(self.turns) > 1 and not self.standalone,
                "a follow-up needs 'standalone': the question on its own",
            ),
            (len(self.turns) == 1 and bool(self.standalone), "only a follow-up has 'standalone'"),
            (self.like == self.id, "'like' names another case"),
        ):
            if wrong:
                raise ValueError(why)
        if self.status is Status.ANSWERED:
            self._answerable_hangs_together()
        elif self.points or self.evidence or self.evidence_or:
            msg = f"a case with status {self.status.value} has neither points nor evidence"
            raise ValueError(msg)
        return self

    def _answerable_hangs_together(self) -> None:
        if self.type in (CaseType.UNANSWERABLE, CaseType.UNDERSPECIFIED):
            msg = f"type {self.type.value} needs status not_found or clarify"
            raise ValueError(msg)
        if not self.points or not self.evidence:
            msg = "an answerable case needs points and evidence"
            raise ValueError(msg)
        for point in self.points:
            if not holds(self.answer, point):
                msg = f"the answer does not hold its own point {point!r}"
                raise ValueError(msg)
        for wrong in self.never:
            if holds(self.answer, wrong):
                msg = f"the answer holds {wrong!r}, which stands under 'never'"
                raise ValueError(msg)


class Place(_Frozen):
    """Where words stand in a paper: in one stretch, or in more where furniture interrupts a sentence."""

    source: str
    spans: tuple[Span, ...]


class Placed(Place):
    """A piece of evidence where it stands, and in what kind of place.

    ``told`` says in words which paper it is; ``twins`` are the places of the same words in other papers: a report
    stands on its own and in its pack.
    """

    quote: str
    part: str
    body: str | None
    table: bool
    told: str = ""
    twins: tuple[Place, ...] = ()


class PlacedCase(_Frozen):
    """A case whose evidence was found in its papers; ``ways`` are the sets of evidence, the main one first."""

    case: Case
    ways: tuple[tuple[Placed, ...], ...]


def load(folder: Path = CASES) -> tuple[Case, ...]:
    """Read the cases of a folder (or one file), in the order of their ids.

    Raises CaseError with file and line where a line is not a case, an id stands twice, or ``like`` names none.
    """
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else [folder]
    if not files or not all(file.is_file() for file in files):
        msg = f"No cases were found at {folder}; name a .jsonl file or a folder that holds some."
        raise CaseError(msg)
    cases = sorted((case for file in files for case in _read(file)), key=lambda case: case.id)
    ids = Counter(case.id for case in cases)
    twice = sorted(name for name, count in ids.items() if count > 1)
    if twice:
        msg = f"The case id {twice[0]} is used more than once; give each case its own."
        raise CaseError(msg)
    lost = [case for case in cases if case.like is not None and case.like not in ids]
    if lost:
        msg = f"Case {lost[0].id} says it is like {lost[0].like}, which is no case; correct the id."
        raise CaseError(msg)
    return tuple(cases)


def place(cases: Iterable[Case], papers: Mapping[str, Document]) -> tuple[PlacedCase, ...]:
    """Find every case's evidence in the papers, by source name.

    Raises CaseError that names all cases whose quotes do not stand exactly once in the paper they name.
    """
    placed, wrong = [], []
    for case in cases:
        try:
            ways = tuple(tuple(_place(case, piece, papers) for piece in way) for way in case.ways)
        except CaseError as error:
            wrong.append(str(error))
            continue
        placed.append(PlacedCase(case=case, ways=ways))
    if wrong:
        rest = f" and {len(wrong) - 10} more" if len(wrong) > 10 else ""
        msg = f"{len(wrong)} of the cases no longer match the papers: " + "; ".join(wrong[:10]) + rest
        raise CaseError(msg)
    return tuple(placed)


def _read(file: Path) -> Iterator[Case]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield Case.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            msg = (
                f"{file.name} line {number} is not JSON ({error.msg} at column {error.colno}); correct that line."
            )
            raise CaseError(msg) from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            what = f"{where}: {first['msg']}" if where else first["msg"]
            msg = f"{file.name} line {number} is not a case ({what}); eval/README.md lists the fields."
            raise CaseError(msg) from error


def _place(case: Case, piece: Evidence, papers: Mapping[str, Document]) -> Placed:
    document = papers.get(piece.source)
    if document is None:
        msg = f"{case.id} quotes {piece.source}, which is not among the papers"
        raise CaseError(msg)
    found = _found(piece.quote, document)
    if len(found) != 1:
        msg = f"{case.id}'s quote {_short(piece.quote)} stands {len(found)} times in {piece.source}, not once"
        raise CaseError(msg)
    start, end = found[0][0].start, found[0][-1].end
    passage = next((p for p in document.passages if p.start < end and start < p.end), None)
    part = document.parts[passage.part] if passage is not None else None
    return Placed(
        source=piece.source,
        spans=found[0],
        quote=" ".join(document.source.text[span.start : span.end] for span in found[0]),
        part=part.kind.value if part is not None else "other",
        body=part.body if part is not None else None,
        told=_told(part),
        table=passage is not None and passage.kind is PassageKind.ROW,
        twins=tuple(_twins(piece, papers)),
    )


def _told(part: Part | None) -> str:
    if part is None:
        return ""
    date = british(part.meeting_date) if part.meeting_date else ""
    return " ".join(step for step in (part.title, part.body, date) if step)


def _twins(piece: Evidence, papers: Mapping[str, Document]) -> Iterator[Place]:
    for source, document in sorted(papers.items()):
        if source != piece.source:
            for spans in _found(piece.quote, document):
                yield Place(source=source, spans=spans)


def _found(quote: str, document: Document) -> tuple[tuple[Span, ...], ...]:
    """Return every place of a quote: in the text as it stands, or in a passage that furniture interrupts."""
    whole = [(span,) for span in places(quote, document.source.text)]
    pieced = [
        spans
        for passage in document.passages
        if len(passage.spans) > 1
        for place in places(quote, passage.text)
        if (spans := spans_within(passage.spans, place.start, place.end)) and not _among(spans, whole)
    ]
    return (*whole, *pieced)


def _among(spans: tuple[Span, ...], others: Iterable[tuple[Span, ...]]) -> bool:
    return any(other[0].start < spans[-1].end and spans[0].start < other[-1].end for other in others)


def _short(quote: str) -> str:
    return repr(quote if len(quote) <= 60 else f"{quote[:57]}...")
