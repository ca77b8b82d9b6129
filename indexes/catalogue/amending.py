"""Earlier minutes as later ones put them right: which correction changes which passage."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from corpus.records import Passage, PassageKind
from indexes.catalogue import schema
from indexes.catalogue.catalogue import Catalogue
from indexes.catalogue.conditions import visible_parts
from indexes.records import Scope

if TYPE_CHECKING:
    from corpus.structure.corrections import Correction

_D, _I, _R, _T = schema.documents.c, schema.items.c, schema.corrections.c, schema.parts.c
_KINDS = ("minutes", "notes", "decision")


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

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self._engine = engine
        self._catalogue = catalogue

    def corrections_of(self, document_id: str, start: int, end: int, scope: Scope) -> tuple[Amendment, ...]:
        """Return the corrections of the passages that a stretch of a document touches, in the order of their days.

        A correction is of the same body's minutes of the day that it names; where it names none, of the meeting
        before its own. The words that it replaces must stand in the minute that it numbers, or in one passage only
        where it numbers none; so minutes that were put right already have none.
        """
        found: dict[tuple[object, ...], Amendment] = {}
        for number, candidates in self._candidates(document_id, start, end, scope):
            passages = [
                one
                for one in self._catalogue.passages(document_id, None, scope)
                if one.part == number and one.kind is not PassageKind.HEADING
            ]
            for one, labels in candidates:
                for passage in _changed(one.correction, passages, labels):
                    if passage.start < end and start < passage.end:
                        said = (passage.start, one.correction.minute, one.correction.old, one.correction.new)
                        found.setdefault(said, replace(one, start=passage.start, end=passage.end))
        return tuple(sorted(found.values(), key=lambda one: (one.meeting_date, one.start, one.correction.start)))

    def _candidates(
        self, document_id: str, start: int, end: int, scope: Scope
    ) -> Iterator[tuple[int, list[tuple[Amendment, dict[str, int]]]]]:
        """Yield each part that the stretch touches, with what may put it right and its items by number."""
        parts = (
            sa.select(_T.document, _T.number, _T.body_folded, _T.meeting_date)
            .join(schema.documents, _T.document == _D.key)
            .where(
                _D.id == document_id, _T.start < end, _T.end > start, _T.kind.in_(_KINDS), *visible_parts(scope)
            )
            .where(_T.body_folded.is_not(None), _T.meeting_date.is_not(None))
        )
        with self._engine.connect() as connection:
            for key, number, body, day in connection.execute(parts).all():
                later = list(_later(connection, key, body, day, scope))
                if later:
                    items = sa.select(_I.label, _I.number).where(_I.document == key, _I.part == number)
                    labels = {_plain(label): at for label, at in connection.execute(items) if label}
                    yield number, [(one, labels) for one in later]


def _later(connection: Connection, key: int, body: str, day: date, scope: Scope) -> Iterator[Amendment]:
    """Yield what later minutes of a body may put right in those of a day; approved minutes before drafts."""
    from corpus.structure.corrections import Correction  # noqa: PLC0415 - a parser's: `status` needs none of it

    item = sa.select(_I.label).where(_I.document == _R.document, _I.part == _R.part, _I.number == _R.item)
    query = (
        sa.select(schema.corrections, _D.id.label("paper"), _D.source, _T.kind, _T.title, _T.body, _T.meeting_date)
        .add_columns(item.scalar_subquery().label("label"))
        .join(schema.documents, _R.document == _D.key)
        .join(schema.parts, sa.and_(_T.document == _R.document, _T.number == _R.part))
        .where(_T.body_folded == body, _T.meeting_date > day, *visible_parts(scope))
        .where(sa.or_(_R.minutes_date == day, _R.minutes_date.is_(None)))
        .order_by(sa.func.coalesce(_T.status, "") == "draft", _D.source, _R.number)
    )
    for row in connection.execute(query).all():
        if row.minutes_date is None and _met_between(connection, body, day, row.meeting_date):
            continue
        correction = Correction(
            row.start, row.end, row.quote, row.part, row.item, row.minutes_date, row.minute, row.old, row.new
        )
        yield Amendment(
            0, 0, correction, row.paper, row.source, row.kind, row.title, row.body, row.meeting_date, row.label
        )


def _met_between(connection: Connection, body: str, first: date, last: date) -> bool:
    between = (_T.body_folded == body, _T.meeting_date > first, _T.meeting_date < last, _T.kind.in_(_KINDS))
    return connection.scalar(sa.select(_T.number).where(*between).limit(1)) is not None


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
