"""Papers that the store holds twice: the same report in a pack and alone, draft minutes and the approved ones.

Which parts are the same paper is found when a document goes in, and kept in the catalogue. Passages of two such
parts are the same where their words are; what differs, a corrected figure, stays apart. Parts of one document are
never twins: sections that differ in their heading only are not the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from corpus.records import Document
from indexes import schema
from indexes.conditions import visible_chunks
from indexes.likeness import Sketch, is_same_paper, normal, sketch
from indexes.records import Elsewhere, Scope

_C, _D, _K = schema.chunks.c, schema.documents.c, schema.sketch_keys.c
_S, _T, _W = schema.sketches.c, schema.parts.c, schema.twins.c
_GENERATION = sa.select(schema.meta.c.value).where(schema.meta.c.name == "generation")
_NAMES = ("document", "part", "other", "other_part", "superseded")
_OF_A_MEETING = frozenset({"agenda", "minutes", "notes", "decision", "transcript"})
_SLICE = 10_000

Place = tuple[int, int]
"""A part by its document's key and its number."""

FEWEST_WORDS = 5
"""A shorter chunk is the same as another only where that has no other words: "Total 12" stands everywhere."""

SUPERSEDED_BY = 0.8
"""The share of a draft passage's words that a passage of the approved minutes must hold to stand in its place: the
corrected passages of the sample papers differ in one word of twenty or more."""


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


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk of a part that has twins: where it stands, and its words."""

    id: str
    place: Place
    words: str
    here: Elsewhere


class Twins:
    """What the catalogue knows of papers that are there twice. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pairs: dict[Scope, tuple[str | None, dict[Place, dict[Place, bool]]]] = {}

    def once(
        self, scored: Sequence[tuple[str, float]], scope: Scope
    ) -> tuple[list[tuple[str, float]], dict[str, tuple[Elsewhere, ...]]]:
        """Leave chunks out of a ranking that say the same, in the same paper, as one that ranks higher.

        A passage of draft minutes gives way to the passage of the approved ones that replaces it, wherever they
        rank, and a shorter chunk to a longer one that holds its words.

        Returns:
            The ranking without them, and for each chunk that stands for others, where these stand.
        """
        twins, chunks = self._twinned([one for one, _ in scored], scope)
        if not chunks:
            return list(scored), {}
        kept: list[tuple[str, float]] = []
        at_place: dict[Place, list[int]] = defaultdict(list)
        stands_for: dict[str, list[Elsewhere]] = defaultdict(list)
        for one, score in scored:
            chunk = chunks.get(one)
            others = twins.get(chunk.place, {}) if chunk else {}
            same = [at for other in others for at in at_place[other] if _same(chunks[kept[at][0]], chunk, twins)]
            if chunk is None or not same:
                if chunk is not None:
                    at_place[chunk.place].append(len(kept))
                kept.append((one, score))
                continue
            at = min(same)
            before = chunks[kept[at][0]]
            if _gives_way(before, chunk, twins):
                kept[at] = (one, kept[at][1])
                at_place[before.place].remove(at)
                at_place[chunk.place].append(at)
                stands_for[one] = [before.here, *stands_for.pop(before.id, [])]
            else:
                stands_for[before.id].append(chunk.here)
        return kept, {one: tuple(others) for one, others in stands_for.items()}

    def pairs(self, scope: Scope) -> dict[Place, dict[Place, bool]]:
        """Return, by part, the parts that are the same paper, as far as the scope may see both.

        True says that the part is a draft of the other.
        """
        with self._engine.connect() as connection:
            generation = connection.scalar(_GENERATION)
            known = self._pairs.get(scope)
            if known is None or known[0] != generation:
                known = self._pairs[scope] = generation, _read_pairs(connection, scope)
        return known[1]

    def _twinned(
        self, ids: Sequence[str], scope: Scope
    ) -> tuple[dict[Place, dict[Place, bool]], dict[str, _Chunk]]:
        """Return the parts that have twins, and those of the chunks that stand in them."""
        twins = self.pairs(scope)
        found: dict[str, _Chunk] = {}
        if not twins:
            return {}, {}
        columns = (
            _C.id,
            _C.document,
            _C.part,
            _C.text,
            _C.spans,
            _C.page,
            _C.printed_page,
            _D.id,
            _D.source,
            _T.title,
        )
        query = (
            sa.select(*columns)
            .join(schema.documents, _C.document == _D.key)
            .join(schema.parts, sa.and_(_T.document == _C.document, _T.number == _C.part))
            .where(*visible_chunks(scope))
        )
        with self._engine.connect() as connection:
            for start in range(0, len(ids), _SLICE):
                for row in connection.execute(query.where(_C.id.in_(ids[start : start + _SLICE]))):
                    one, document, part, text, spans, page, printed, paper, source, title = row
                    if (document, part) in twins:
                        here = Elsewhere(paper, source, title, spans[0][0], spans[-1][1], page, printed)
                        found[one] = _Chunk(one, (document, part), " ".join(normal(text)), here)
        return twins, found


def _read_pairs(connection: Connection, scope: Scope) -> dict[Place, dict[Place, bool]]:
    own, theirs = schema.parts.alias("own"), schema.parts.alias("theirs")
    query = (
        sa.select(_W.document, _W.part, _W.other, _W.other_part, _W.superseded)
        .join(own, sa.and_(own.c.document == _W.document, own.c.number == _W.part))
        .join(theirs, sa.and_(theirs.c.document == _W.other, theirs.c.number == _W.other_part))
        .order_by(_W.document, _W.part, _W.other, _W.other_part)
    )
    if scope is not Scope.OFFICER:
        query = query.where(own.c.exempt.is_(False), theirs.c.exempt.is_(False))
    found: dict[Place, dict[Place, bool]] = defaultdict(dict)
    for document, part, other, other_part, superseded in connection.execute(query):
        found[document, part][other, other_part] = bool(superseded)
    return dict(found)


def _same(one: _Chunk, other: _Chunk | None, twins: Mapping[Place, Mapping[Place, bool]]) -> bool:
    """Say whether the words of one chunk stand in the other, in one run; of draft minutes, all but a few."""
    if other is None:
        return False
    shorter, longer = sorted((one.words, other.words), key=len)
    if shorter == longer:
        return True
    few, many = shorter.split(), longer.split()
    if len(few) < FEWEST_WORDS:
        return False
    if f" {shorter} " in f" {longer} ":
        return True
    is_draft = twins[one.place][other.place] or twins[other.place][one.place]
    shared = len(set(few) & set(many)) >= SUPERSEDED_BY * len(set(few))
    return is_draft and shared and len(few) >= SUPERSEDED_BY * len(many)


def _gives_way(one: _Chunk, other: _Chunk, twins: Mapping[Place, Mapping[Place, bool]]) -> bool:
    """Say whether a chunk that ranks higher gives way to one that ranks lower."""
    if twins[one.place][other.place] != twins[other.place][one.place]:
        return twins[one.place][other.place]
    return len(other.words) > len(one.words)


def _bytes(values: Iterable[int]) -> bytes:
    return np.asarray(values, dtype="<u8").tobytes()


def _hashes(stored: bytes) -> NDArray[np.uint64]:
    return np.frombuffer(stored, dtype="<u8").astype(np.uint64)
