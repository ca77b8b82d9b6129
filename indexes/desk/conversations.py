"""Saved conversations, each of one person, on the desk: kept as they were written, found by their words."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, MetaData, Table

from corpus.errors import MinutebookError
from indexes.catalogue.database import writing
from indexes.desk.desk_file import DeskFile, now

LONGEST_TITLE = 120

_metadata = MetaData()
_conversations = Table(
    "conversations",
    _metadata,
    Column("id", sa.Text, primary_key=True),
    Column("person", sa.Text, nullable=False, index=True),
    Column("title", sa.Text, nullable=False),
    Column("begun_at", sa.Text, nullable=False),
    Column("changed_at", sa.Text, nullable=False),
    Column("words", sa.Text, nullable=False),
    Column("content", sa.Text, nullable=False),
)
_C = _conversations.c


@dataclass(frozen=True, slots=True)
class Conversation:
    """A saved conversation as it is listed; times are ISO times in UTC."""

    id: str
    title: str
    begun_at: str
    changed_at: str


class Conversations:
    """The conversations of one data folder; nobody reaches those of another person. Safe between threads."""

    def __init__(self, place: Path | str, clock: Callable[[], str] = now) -> None:
        self._file = DeskFile(place, _metadata)
        self._clock = clock

    def save(self, person: str, content: str, *, title: str, words: str, known: str | None = None) -> str:
        """Keep a conversation and return its id.

        Args:
            person: whose it is.
            content: the conversation, as ``content`` gives it back.
            title: what a new one is called; one that is known keeps its title.
            words: what it is found by.
            known: the id of a saved one that it takes the place of; where that has gone, it is saved anew.

        Raises:
            MinutebookError: the file cannot be written.
        """
        now = self._clock()
        values = {"changed_at": now, "words": " ".join(words.casefold().split()), "content": content}
        with writing(self._file.made()) as connection:
            if known is not None:
                mine = sa.and_(_C.id == known, _C.person == person)
                if connection.execute(sa.update(_conversations).where(mine).values(values)).rowcount:
                    return known
            new = uuid.uuid4().hex
            connection.execute(
                sa.insert(_conversations).values(
                    id=new, person=person, title=_named(title), begun_at=now, **values
                )
            )
        return new

    def list(self, person: str, words: str = "") -> tuple[Conversation, ...]:
        """Return a person's conversations that hold all of the words, the latest first."""
        engine = self._file.opened()
        if engine is None:
            return ()
        query = sa.select(_C.id, _C.title, _C.begun_at, _C.changed_at).where(_C.person == person)
        for word in words.casefold().split():
            titled = sa.func.lower(_C.title).contains(word, autoescape=True)
            query = query.where(sa.or_(_C.words.contains(word, autoescape=True), titled))
        with engine.connect() as connection:
            rows = connection.execute(query.order_by(_C.changed_at.desc(), _C.id))
            return tuple(Conversation(*row) for row in rows)

    def content(self, person: str, conversation: str) -> str:
        """Return a saved conversation as it was saved.

        Raises:
            MinutebookError: this person has no such conversation.
        """
        engine = self._file.opened()
        row: Any = None
        if engine is not None:
            mine = sa.and_(_C.id == conversation, _C.person == person)
            with engine.connect() as connection:
                row = connection.execute(sa.select(_C.content).where(mine)).first()
        if row is None:
            raise MinutebookError("This conversation is not saved any more: choose another, or begin a new one.")
        return str(row.content)

    def rename(self, person: str, conversation: str, title: str) -> None:
        """Give a conversation another title.

        Raises:
            MinutebookError: the title is empty, or this person has no such conversation.
        """
        if not title.strip():
            raise MinutebookError("A conversation needs a title: type one.")
        self.content(person, conversation)
        mine = sa.and_(_C.id == conversation, _C.person == person)
        with writing(self._file.made()) as connection:
            connection.execute(sa.update(_conversations).where(mine).values(title=_named(title)))

    def delete(self, person: str, conversation: str) -> None:
        """Delete a conversation for good.

        Raises:
            MinutebookError: this person has no such conversation.
        """
        self.content(person, conversation)
        mine = sa.and_(_C.id == conversation, _C.person == person)
        with writing(self._file.made()) as connection:
            connection.execute(sa.delete(_conversations).where(mine))

    def erase(self, person: str) -> int:
        """Delete every conversation of a person, and return how many there were."""
        return self._file.erase(_conversations, person)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _named(title: str) -> str:
    plain = " ".join(title.split())
    return plain if len(plain) <= LONGEST_TITLE else f"{plain[: LONGEST_TITLE - 1].rstrip()}…"
