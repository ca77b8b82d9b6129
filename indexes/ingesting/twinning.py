"""Which papers of the store are the same, found when a document goes in and kept in the catalogue.

Parts of one document are never twins, nor are minutes or agendas of two meetings, however alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import permutations

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection

from corpus.records import Document
from indexes.catalogue import schema
from indexes.ingesting.likeness import Sketch, is_same_paper, sketch

_K, _S, _T = schema.sketch_keys.c, schema.sketches.c, schema.parts.c
_NAMES = ("document", "part", "other", "other_part", "superseded")
_OF_A_MEETING = frozenset({"agenda", "minutes", "notes", "decision", "transcript"})

Place = tuple[int, int]
"""A part by its document's key and its number."""


def note(connection: Connection, key: int, document: Document) -> None:
    """Sketch the parts of a document that has just been put in, and note which others are the same paper."""
    sketches = {number: one for number, one in enumerate(_sketches(document)) if one is not None}
    if not sketches:
        return
    rows = [
        {
            "document": key,
            "part": number,
            "size": one.size,
            "least": _bytes(one.least),
            "figures": _bytes(one.figures),
        }
        for number, one in sketches.items()
    ]
    keys = [
        {"key": value, "document": key, "part": number} for number, one in sketches.items() for value in one.keys
    ]
    connection.execute(sa.insert(schema.sketches), rows)
    connection.execute(sa.insert(schema.sketch_keys), keys)
    for number, one in sketches.items():
        _pair(connection, (key, number), one)


def _sketches(document: Document) -> list[Sketch | None]:
    words: list[list[str]] = [[] for _ in document.parts]
    for passage in document.passages:
        words[passage.part].append(passage.text)
    return [sketch(" ".join(some)) for some in words]


def _pair(connection: Connection, own: Place, one: Sketch) -> None:
    near = sa.select(_K.document, _K.part).where(_K.key.in_(one.keys), _K.document != own[0]).distinct()
    mine, rows = _about(connection, own), []
    for document, part in connection.execute(near.order_by(_K.document, _K.part)).all():
        kept = sa.select(schema.sketches).where(_S.document == document, _S.part == part)
        row = connection.execute(kept).one()
        theirs = _about(connection, (document, part))
        other = Sketch(row.size, _hashes(row.least), _hashes(row.figures))
        if mine.may_be(theirs) and is_same_paper(one, other, strictly=mine.day != theirs.day):
            for (here, about_here), (there, about_there) in permutations(
                ((own, mine), ((document, part), theirs))
            ):
                superseded = about_here.is_draft_of(about_there)
                rows.append(dict(zip(_NAMES, (*here, *there, superseded), strict=True)))
    if rows:
        connection.execute(sa.insert(schema.twins), rows)


@dataclass(frozen=True, slots=True)
class _About:
    """What is known of a part's meeting."""

    kind: str
    body: str | None
    day: date | None
    status: str | None

    def may_be(self, other: "_About") -> bool:
        """Whether it may be the same paper: minutes and agendas of two meetings are not, however alike."""
        if self.kind not in _OF_A_MEETING and other.kind not in _OF_A_MEETING:
            return True
        pairs = ((self.body, other.body), (self.day, other.day))
        return all(None in pair or pair[0] == pair[1] for pair in pairs)

    def is_draft_of(self, other: "_About") -> bool:
        """Whether it is a draft of minutes that are none."""
        same = (self.body, self.day) == (other.body, other.day)
        return same and self.status == "draft" and other.status != "draft"


def _about(connection: Connection, place: Place) -> _About:
    query = sa.select(_T.kind, _T.body_folded, _T.meeting_date, _T.status)
    return _About(*connection.execute(query.where(_T.document == place[0], _T.number == place[1])).one())


def _bytes(values: Iterable[int]) -> bytes:
    return np.asarray(values, dtype="<u8").tobytes()


def _hashes(stored: bytes) -> NDArray[np.uint64]:
    return np.frombuffer(stored, dtype="<u8").astype(np.uint64)
