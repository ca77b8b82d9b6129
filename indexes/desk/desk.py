"""The desk: what officers decided about commitments, in a file of its own that no rebuild of the index touches.

A decision is only ever added; undoing one notes who took it back and when. Each holds the quote that it is about,
so that it finds its commitment again when the paper was read anew or has changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, MetaData, Table

from corpus.errors import MinutebookError
from indexes.catalogue.database import writing
from indexes.desk.desk_file import DeskFile, now
from indexes.records import Scope

_metadata = MetaData()
_reviews = Table(
    "reviews",
    _metadata,
    Column("key", sa.Integer, primary_key=True),
    Column("at", sa.Text, nullable=False),
    Column("who", sa.Text, nullable=False),
    Column("decision", sa.Text, nullable=False),
    Column("about", sa.JSON, nullable=False),
    Column("target", sa.JSON),
    Column("changes", sa.JSON, nullable=False),
    Column("note", sa.Text, nullable=False),
    Column("exempt", sa.Boolean, nullable=False),
    Column("undone_at", sa.Text),
    Column("undone_by", sa.Text),
    sqlite_autoincrement=True,
)
_R = _reviews.c


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a decision is about: the commitment's id, and the words by which it is found where the id has changed.

    ``exempt`` says that the words stand in a paper that is not public.
    """

    commitment: str
    source: str
    start: int
    end: int
    quote: str
    meeting_date: str | None = None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One decision: who took it and when (ISO time in UTC), what it is about, and who took it back.

    ``decision`` is confirm, edit, reject, merge, close or add; ``target`` is what it was merged into; ``changes``
    are the fields that were given other words, None where they were emptied.
    """

    key: int
    at: str
    who: str
    decision: str
    about: Anchor
    target: Anchor | None = None
    changes: Mapping[str, str | None] = field(default_factory=dict)
    note: str = ""
    undone_at: str | None = None
    undone_by: str | None = None


class Desk:
    """The decisions of one data folder. Safe to share between threads; the first one makes the file."""

    def __init__(self, place: Path | str, clock: Callable[[], str] = now) -> None:
        self._file = DeskFile(place, _metadata)
        self._clock = clock

    def version(self) -> int:
        """Return a number that changes with every decision and with every one taken back."""
        with_undone = sa.select(sa.func.count() + sa.func.count(_R.undone_at)).select_from(_reviews)
        engine = self._file.opened()
        if engine is None:
            return 0
        with engine.connect() as connection:
            return int(connection.scalar(with_undone) or 0)

    def reviews(self, scope: Scope) -> tuple[Review, ...]:
        """Return all decisions that the scope may see, those taken back too, oldest first."""
        engine = self._file.opened()
        if engine is None:
            return ()
        query = sa.select(_reviews).order_by(_R.key)
        if scope is not Scope.OFFICER:
            query = query.where(_R.exempt.is_(False))
        with engine.connect() as connection:
            return tuple(_to_review(row) for row in connection.execute(query))

    def record(
        self,
        decision: str,
        about: Anchor,
        who: str,
        *,
        target: Anchor | None = None,
        changes: Mapping[str, str | None] | None = None,
        note: str = "",
    ) -> Review:
        """Keep a decision and return it as it was kept.

        Raises:
            MinutebookError: nobody is named, or the file cannot be written.
        """
        if not who.strip():
            raise MinutebookError("A decision needs the name of who takes it: give your name.")
        values = {
            "at": self._clock(),
            "who": " ".join(who.split()),
            "decision": decision,
            "about": _values(about),
            "target": _values(target) if target else None,
            "changes": dict(changes or {}),
            "note": note.strip(),
            "exempt": about.exempt or (target is not None and target.exempt),
        }
        with writing(self._file.made()) as connection:
            key = connection.execute(sa.insert(_reviews).values(values)).inserted_primary_key
            row = connection.execute(sa.select(_reviews).where(_R.key == (key[0] if key else None))).one()
        return _to_review(row)

    def undo(self, key: int, who: str, scope: Scope) -> Review:
        """Take a decision back; it stays on record.

        Raises:
            MinutebookError: there is no such decision for this scope, or it was taken back before.
        """
        if not who.strip():
            raise MinutebookError("Taking a decision back needs a name: give yours.")
        known = {review.key: review for review in self.reviews(scope)}
        if key not in known:
            raise MinutebookError(f"There is no decision number {key}: the history lists them all.")
        if known[key].undone_at is not None:
            raise MinutebookError(f"Decision {key} was taken back already, by {known[key].undone_by}.")
        values = {"undone_at": self._clock(), "undone_by": " ".join(who.split())}
        with writing(self._file.made()) as connection:
            connection.execute(sa.update(_reviews).where(_R.key == key, _R.undone_at.is_(None)).values(values))
            row = connection.execute(sa.select(_reviews).where(_R.key == key)).one()
        return _to_review(row)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _values(anchor: Anchor) -> dict[str, Any]:
    return {name: getattr(anchor, name) for name in Anchor.__dataclass_fields__}


def _to_review(row: Any) -> Review:
    return Review(
        key=row.key,
        at=row.at,
        who=row.who,
        decision=row.decision,
        about=Anchor(**row.about),
        target=Anchor(**row.target) if row.target else None,
        changes=row.changes,
        note=row.note,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )
