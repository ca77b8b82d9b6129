"""Earlier minutes as later ones put them right: which correction changes which passage."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from corpus.records import Passage, PassageKind
from indexes.catalogue import schema
from indexes.catalogue.conditions import visible_parts
from indexes.catalogue.papers import Papers
from indexes.records import Scope

if TYPE_CHECKING:
    from corpus.structure.corrections import Correction

_D, _I, _R, _T = schema.documents.c, schema.items.c, schema.corrections.c, schema.parts.c
_KINDS = ("minutes", "notes", "decision")
# Meetings whose corrections stay in memory.
_KEPT = 4_096


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction, where it is recorded, and the passage that it changes.

    ``start`` and ``end`` are offsets of the passage, in the document that was asked about. The correction's own
    offsets are in the document ``document_id``, in a part of this kind, title, body and date; ``minute`` is the
    number of the item there.
    """

    start: int
    end: int
    correction: "Correction"
    document_id: str
    source: str
    part_kind: str
    title: str
    body: str | None
    meeting_date: date
    minute: str | None


class Amendments:
    """What the catalogue knows of corrected minutes. Safe to share between threads."""

    def __init__(self, engine: Engine, papers: Papers) -> None:
        self._engine = engine
        self._papers = papers
        # Kept as long as the catalogue stays as it is.
        self._later = lru_cache(maxsize=_KEPT)(self._read_later)

    def corrections_of(self, document_id: str, start: int, end: int, scope: Scope) -> tuple[Amendment, ...]:
        """Return the corrections of the passages that a stretch of a document touches, in the order of their days.

        A correction is of the same body's minutes of the day that it names; where it names none, of the meeting
        before its own. The words that it replaces must stand in the minute that it numbers, or in one passage only
        where it numbers none; so minutes that were put right already have none.
        """
        parts = self._papers.opened([document_id], scope)[document_id].parts
        found: dict[tuple[object, ...], Amendment] = {}
        for number, part in enumerate(parts):
            if not (part.start < end and part.end > start and part.kind.value in _KINDS):
                continue
            later = self._later(self._generation(), part.body, part.meeting_date, scope)
            if not later:
                continue
            labels = {_plain(item.number): at for at, item in enumerate(part.items) if item.number}
            whole = self._papers.part(document_id, number, scope).passages
            passages = [one for one in whole if one.kind is not PassageKind.HEADING]
            for one in later:
                for passage in _changed(one.correction, passages, labels):
                    if passage.start < end and start < passage.end:
                        said = (passage.start, one.correction.minute, one.correction.old, one.correction.new)
                        found.setdefault(said, replace(one, start=passage.start, end=passage.end))
        return tuple(sorted(found.values(), key=lambda one: (one.meeting_date, one.start, one.correction.start)))

    def _generation(self) -> int:
        with self._engine.connect() as connection:
            return int(connection.scalar(schema.GENERATION) or 0)

    def _read_later(
        self, generation: int, body: str | None, day: date | None, scope: Scope
    ) -> tuple[Amendment, ...]:
        """Return what later minutes of a body may put right in those of a day; approved minutes before drafts."""
        del generation
        if body is None or day is None:
            return ()
        with self._engine.connect() as connection:
            return tuple(_later(connection, body.casefold(), day, scope))


def _later(connection: Connection, body: str, day: date, scope: Scope) -> Iterator[Amendment]:
    from corpus.structure.corrections import Correction  # noqa: PLC0415 - a parser's: `status` needs none of it

    met = (_T.body_folded == body, _T.meeting_date > day)
    following = connection.scalar(sa.select(sa.func.min(_T.meeting_date)).where(*met, _T.kind.in_(_KINDS)))
    of_the_one_before = sa.and_(_R.minutes_date.is_(None), _T.meeting_date <= (following or date.max))
    item = sa.select(_I.label).where(_I.document == _R.document, _I.part == _R.part, _I.number == _R.item)
    query = (
        sa.select(schema.corrections, _D.id.label("paper"), _D.source, _T.kind, _T.title, _T.body, _T.meeting_date)
        .add_columns(item.scalar_subquery().label("label"))
        .join(schema.documents, _R.document == _D.key)
        .join(schema.parts, sa.and_(_T.document == _R.document, _T.number == _R.part))
        .where(*met, sa.or_(_R.minutes_date == day, of_the_one_before), *visible_parts(scope))
        .order_by(sa.func.coalesce(_T.status, "") == "draft", _D.source, _R.number)
    )
    for row in connection.execute(query).all():
        correction = Correction(
            row.start, row.end, row.quote, row.part, row.item, row.minutes_date, row.minute, row.old, row.new
        )
        yield Amendment(
            0, 0, correction, row.paper, row.source, row.kind, row.title, row.body, row.meeting_date, row.label
        )


def _changed(correction: "Correction", passages: Sequence[Passage], labels: dict[str, int]) -> list[Passage]:
    """Return the passages of minutes that a correction changes, none where that cannot be told."""
    inside = list(passages)
    if correction.minute is not None:
        item = labels.get(_plain(correction.minute))
        inside = [] if item is None else [passage for passage in passages if passage.item == item]
    if correction.old is None:
        return inside if correction.minute is not None else []
    old = correction.old
    holding = [passage for passage in inside if stands_in(old, passage.text)]
    return holding if correction.minute is not None or len(holding) == 1 else []


def stands_in(words: str, text: str) -> bool:
    """Say whether some words stand in a text, as whole words and however it sets its quotes and spaces."""
    return re.search(rf"(?<!\w){re.escape(_plain(words))}(?!\w)", _plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").replace("‘", "'").split()).rstrip(".")
