"""Batch files: a question a line as JSON, each checked on its own so that a bad line does not stop the rest."""

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, BinaryIO, ClassVar

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    ValidationError,
)

from assistant.records import Turn
from corpus.errors import MinutebookError
from indexes.records import Filters

Key = str | int | None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used: its id where one can be read, and one sentence that says why."""

    id: Key
    error: str


@dataclass(frozen=True, slots=True)
class Request:
    """One question or search: the words, the conversation before them, and the papers that are meant."""

    id: Key
    words: str
    turns: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)
    limit: int | None = None


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("it is empty")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("it holds half a character (a lone surrogate)") from None
    return text


Words = Annotated[str, AfterValidator(_said)]


class _Where(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")  # a filter that is not known would widen

    source: str | None = None
    body: str | None = None
    date_from: date | None = Field(default=None, alias="from")
    date_to: date | None = Field(default=None, alias="to")

    def filters(self) -> Filters:
        return Filters(body=self.body, date_from=self.date_from, date_to=self.date_to, source=self.source)


class _Line(BaseModel):
    id: StrictStr | StrictInt | None = None
    context_answers: list[str | None] = []
    where: _Where | None = None

    def conversation(self, questions: list[str]) -> tuple[Turn, ...]:
        """Earlier questions with the answers that were given; an answer that is missing is empty."""
        answers = self.context_answers[: len(questions)]
        return tuple(Turn(q or "", a or "") for q, a in zip_longest(questions, answers))

    def filters(self) -> Filters:
        return self.where.filters() if self.where else Filters()


class _AskLine(_Line):
    turns: Annotated[list[Words], Field(min_length=1)]

    def request(self) -> Request:
        return Request(self.id, self.turns[-1], self.conversation(self.turns[:-1]), self.filters())


class _SearchLine(_Line):
    query: Annotated[Words, Field(validation_alias=AliasChoices("query", "words"))]
    turns: list[Words] = []
    limit: Annotated[int, Field(ge=1)] | None = None

    def request(self) -> Request:
        ends_with_it = self.turns[-1:] == [self.query]  # some write the conversation with the query as its end
        earlier = self.turns[:-1] if ends_with_it else self.turns
        return Request(self.id, self.query, self.conversation(earlier), self.filters(), self.limit)


def read_questions(path: Path) -> Iterator[Request | BadLine]:
    """The lines of an ``ask`` batch, in order.

    Raises:
        MinutebookError: where the file cannot be read at all.
    """
    return _read(path, _AskLine)


def read_searches(path: Path) -> Iterator[Request | BadLine]:
    """The lines of a ``search`` batch, in order.

    Raises:
        MinutebookError: where the file cannot be read at all.
    """
    return _read(path, _SearchLine)


def _read(path: Path, shape: type[_AskLine] | type[_SearchLine]) -> Iterator[Request | BadLine]:
    with _opened(path) as lines:
        for number, raw in enumerate(lines, start=1):
            line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if line.strip():
                yield _understand(line, number, shape)


def _opened(path: Path) -> "BinaryIO | nullcontext[BinaryIO]":
    if str(path) == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return path.open("rb")
    except OSError as error:
        raise MinutebookError(
            f"The batch file {path} cannot be read ({error.strerror}): give a file with one JSON object a line."
        ) from error


def _understand(line: bytes, number: int, shape: type[_AskLine] | type[_SearchLine]) -> Request | BadLine:
    try:
        values = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):  # JSONDecodeError and UnicodeDecodeError are ValueErrors
        return BadLine(None, f"Line {number} is not JSON in UTF-8: write one object a line.")
    if not isinstance(values, dict):
        return BadLine(None, f"Line {number} is not a JSON object: write {{...}}, one a line.")
    key = values.get("id")
    known = key if isinstance(key, str | int) and not isinstance(key, bool) else None
    try:
        return shape.model_validate(values).request()
    except ValidationError as error:
        return BadLine(known, _sentence(error, number))


def _sentence(error: ValidationError, number: int) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    name = ".".join(str(part) for part in first["loc"] if not str(part).startswith("function-"))
    name = " ".join(name.split()) or "it"  # a field's name may hold anything, as what is said may not
    what = first["msg"].removeprefix("Value error, ")
    return (
        f"Line {number} cannot be used ({name}: {what[:1].lower()}{what[1:]}): correct the line and send it again."
    )
