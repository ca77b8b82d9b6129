"""What people said of answers, on the desk: right, wrong, or resting on the wrong evidence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Column, MetaData, Table

from corpus.errors import MinutebookError
from indexes.catalogue.database import writing
from indexes.desk.desk_file import DeskFile, now

VERDICTS = ("right", "wrong answer", "wrong evidence")
LONGEST_NOTE = 2_000

_metadata = MetaData()
_feedback = Table(
    "feedback",
    _metadata,
    Column("key", sa.Integer, primary_key=True),
    Column("at", sa.Text, nullable=False),
    Column("person", sa.Text, nullable=False),
    Column("verdict", sa.Text, nullable=False),
    Column("note", sa.Text, nullable=False),
    Column("asked_at", sa.Text, nullable=False),
    Column("question", sa.Text, nullable=False),
    Column("turns", sa.JSON, nullable=False),
    Column("answer", sa.Text, nullable=False),
    Column("status", sa.Text, nullable=False),
    Column("citations", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)
_F = _feedback.c


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer that somebody judged.

    ``turns`` are the questions before it, ``citations`` its quotes with ``source``, ``start``, ``end``, ``quote``;
    ``asked_at`` is an ISO time in UTC.
    """

    question: str
    answer: str
    status: str
    asked_at: str
    turns: Sequence[str] = ()
    citations: Sequence[Mapping[str, str | int]] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A judgement: ``verdict`` is one of ``VERDICTS``; ``at`` an ISO time in UTC."""

    key: int
    at: str
    person: str
    verdict: str
    note: str
    about: Judged


class Feedback:
    """The judgements of one data folder, oldest first. Safe to share between threads."""

    def __init__(self, place: Path | str, clock: Callable[[], str] = now) -> None:
        self._file = DeskFile(place, _metadata)
        self._clock = clock

    def record(self, person: str, verdict: str, note: str, about: Judged) -> None:
        """Keep a judgement; the same person's later one of the same answer takes the place of the earlier.

        Raises:
            MinutebookError: the verdict is none, the note too long, or the file cannot be written.
        """
        if verdict not in VERDICTS:
            raise MinutebookError(f"Feedback is one of {', '.join(VERDICTS)}: choose one of these.")
        if len(note) > LONGEST_NOTE:
            raise MinutebookError(f"A note may have {LONGEST_NOTE:,} characters: shorten it.")
        same = sa.and_(_F.person == person, _F.question == about.question, _F.asked_at == about.asked_at)
        with writing(self._file.made()) as connection:
            connection.execute(sa.delete(_feedback).where(same))
            connection.execute(
                sa.insert(_feedback).values(
                    at=self._clock(),
                    person=person,
                    verdict=verdict,
                    note=note.strip(),
                    asked_at=about.asked_at,
                    question=about.question,
                    turns=list(about.turns),
                    answer=about.answer,
                    status=about.status,
                    citations=[dict(one) for one in about.citations],
                )
            )

    def all(self) -> tuple[Remark, ...]:
        """Return every judgement, oldest first."""
        engine = self._file.opened()
        if engine is None:
            return ()
        with engine.connect() as connection:
            rows = connection.execute(sa.select(_feedback).order_by(_F.key)).all()
        return tuple(
            Remark(
                row.key,
                row.at,
                row.person,
                row.verdict,
                row.note,
                Judged(row.question, row.answer, row.status, row.asked_at, tuple(row.turns), tuple(row.citations)),
            )
            for row in rows
        )

    def erase(self, person: str) -> int:
        """Delete every judgement of a person, and return how many there were."""
        return self._file.erase(_feedback, person)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
