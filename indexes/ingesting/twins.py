"""Papers that the store holds twice: the same report in a pack and alone, draft minutes and the approved ones.

Which parts are the same paper is known from when they went in (``indexes.ingesting.twinning``). Passages of two
such parts are the same where their words are; what differs, a corrected figure, stays apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from corpus.errors import MinutebookError
from corpus.records import Document
from indexes.catalogue import schema
from indexes.catalogue.papers import Papers
from indexes.ingesting.likeness import normal
from indexes.ingesting.twinning import Place
from indexes.records import Elsewhere, Scope, StoredChunk

_D, _W = schema.documents.c, schema.twins.c
# Chunks whose words stay in memory.
_KEPT = 20_000

FEWEST_WORDS = 5
"""A shorter chunk is the same as another only where that has no other words: "Total 12" stands everywhere."""

SUPERSEDED_BY = 0.8
"""The share of a draft passage's words that a passage of the approved minutes must hold to stand in its place: the
corrected passages of the sample papers differ in one word of twenty or more."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk of a part that has twins: where it stands, its words, and these as one text with spaces around."""

    id: str
    place: Place
    words: tuple[str, ...]
    said: str
    here: Elsewhere


@dataclass(slots=True)
class Known:
    """What was read of one generation: which parts are the same, the words of chunks, documents' ids and keys."""

    generation: int
    pairs: dict[Place, dict[Place, bool]]
    words: dict[str, _Chunk]
    ids: dict[int, str]
    keys: dict[str, int]

    def doubled(self, papers: Iterable[Place]) -> set[Place]:
        """Return which of some parts have another copy among them."""
        there = set(papers)
        return {paper for paper in there & self.pairs.keys() if not there.isdisjoint(self.pairs[paper])}

    def once(
        self,
        scored: Sequence[tuple[str, float]],
        places: Mapping[str, Place],
        stored: Mapping[str, StoredChunk],
    ) -> tuple[list[tuple[str, float]], dict[str, tuple[Elsewhere, ...]]]:
        """Leave chunks out of a ranking that say the same, in the same paper, as one that ranks higher.

        A passage of draft minutes gives way to the passage of the approved ones that replaces it, wherever they
        rank, and a shorter chunk to a longer one that holds its words.

        Args:
            scored: chunks of parts that have twins, by id, with their scores, best first.
            places: the part that each stands in.
            stored: what they say; one that is not among these stays.

        Returns:
            The ranking without them, and for each chunk that stands for others, where these stand.
        """
        twins = self.pairs
        if len(self.words) > _KEPT:
            self.words = {}
        words = self.words
        chunks = {
            one: words.get(one) or words.setdefault(one, _chunk(places[one], stored[one]))
            for one, _ in scored
            if one in stored
        }
        kept: list[tuple[str, float]] = []
        at_place: dict[Place, list[int]] = defaultdict(list)
        stands_for: dict[str, list[Elsewhere]] = defaultdict(list)
        for one, score in scored:
            chunk = chunks.get(one)
            if chunk is None:
                kept.append((one, score))
                continue
            others = twins.get(chunk.place, {})
            same = [at for other in others for at in at_place[other] if _same(chunks[kept[at][0]], chunk, twins)]
            if not same:
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


class Twins:
    """What the catalogue knows of papers that are there twice. Safe to share between threads."""

    def __init__(self, engine: Engine, papers: Papers) -> None:
        self._engine = engine
        self._papers = papers
        self._known: dict[Scope, Known] = {}

    def pairs(self, scope: Scope) -> dict[Place, dict[Place, bool]]:
        """Return, by part, the parts that are the same paper, as far as the scope may see both.

        True says that the part is a draft of the other.
        """
        return self.now(scope).pairs

    def now(self, scope: Scope, generation: int | None = None) -> Known:
        """Return what is known of the present generation; whoever has just read which that is, gives it."""
        known = self._known.get(scope)
        if known is None or known.generation != generation:
            with self._engine.connect() as connection:
                generation = int(connection.scalar(schema.GENERATION) or 0)
                if known is None or known.generation != generation:
                    known = self._known[scope] = _read(connection, generation, scope)
        return known

    def others(self, document_id: str, part: int, scope: Scope) -> list[tuple[Document, str, int]]:
        """Return where else a part of a document stands: documents without passages, their ids, and their part."""
        known = self.now(scope)
        place = (known.keys.get(document_id, 0), part)
        places = [(known.ids[key], number) for key, number in sorted(known.pairs.get(place, ()))]
        try:
            papers = self._papers.opened((one for one, _ in places), scope)
        except MinutebookError:  # an ingest has just replaced one of them
            return []
        return [(papers[one], one, number) for one, number in places]

    def elsewhere(self, document_id: str, start: int, end: int, scope: Scope) -> tuple[Elsewhere, ...]:
        """Return where the words of a stretch stand once more: in the same paper, in other documents.

        A twin that does not hold them in one run, or holds them more than once, is left out.
        """
        document = self._papers.opened([document_id], scope)[document_id]
        parts = [number for number, one in enumerate(document.parts) if one.start <= start and end <= one.end]
        others = self.others(document_id, parts[0], scope) if parts else []
        words = [re.escape(word).replace("'", "['’]") for word in normal(document.source.text[start:end])]
        if not others or not words:
            return ()
        sought = re.compile(r"(?<!\w)" + r"[\W_]+".join(words) + r"(?!\w)", re.IGNORECASE)
        found = (_find(one, other, number, sought) for other, one, number in others)
        return tuple(one for one in found if one is not None)


def _chunk(place: Place, stored: StoredChunk) -> _Chunk:
    chunk, part = stored.chunk, stored.part
    here = Elsewhere(
        stored.document_id,
        stored.source,
        part.title,
        chunk.start,
        chunk.end,
        chunk.page,
        chunk.printed_page,
        part.status,
    )
    words = tuple(normal(chunk.text))
    return _Chunk(chunk.id, place, words, f" {' '.join(words)} ", here)


def _find(document_id: str, document: Document, number: int, sought: re.Pattern[str]) -> Elsewhere | None:
    part = document.parts[number]
    matches = list(sought.finditer(document.source.text, part.start, part.end))
    if len(matches) != 1:
        return None
    start, end = matches[0].span()
    page = next((page for page in document.source.pages if page.start <= start < page.end), None)
    number_there, printed = (page.number, page.printed) if page else (None, None)
    source = document.source.source
    return Elsewhere(document_id, source, part.title, start, end, number_there, printed, part.status)


def _read(connection: Connection, generation: int, scope: Scope) -> Known:
    own, theirs = schema.parts.alias("own"), schema.parts.alias("theirs")
    query = (
        sa.select(_W.document, _D.id, _W.part, _W.other, _W.other_part, _W.superseded)
        .join(schema.documents, _D.key == _W.document)
        .join(own, sa.and_(own.c.document == _W.document, own.c.number == _W.part))
        .join(theirs, sa.and_(theirs.c.document == _W.other, theirs.c.number == _W.other_part))
        .order_by(_W.document, _W.part, _W.other, _W.other_part)
    )
    if scope is not Scope.OFFICER:
        query = query.where(own.c.exempt.is_(False), theirs.c.exempt.is_(False))
    ids: dict[int, str] = {}
    found: dict[Place, dict[Place, bool]] = defaultdict(dict)
    for document, one, part, other, other_part, superseded in connection.execute(query):
        ids[document] = one
        found[document, part][other, other_part] = bool(superseded)
    return Known(generation, dict(found), {}, ids, {one: key for key, one in ids.items()})


def _same(one: _Chunk, other: _Chunk, twins: Mapping[Place, Mapping[Place, bool]]) -> bool:
    """Say whether the words of one chunk stand in the other, in one run; of draft minutes, all but a few."""
    few, many = (one, other) if len(one.said) <= len(other.said) else (other, one)
    if few.said == many.said:
        return True
    if len(few.words) < FEWEST_WORDS:
        return False
    if few.said in many.said:
        return True
    if not (twins[one.place][other.place] or twins[other.place][one.place]):
        return False
    unique = set(few.words)
    shared = len(unique.intersection(many.words)) >= SUPERSEDED_BY * len(unique)
    return shared and len(few.words) >= SUPERSEDED_BY * len(many.words)


def _gives_way(one: _Chunk, other: _Chunk, twins: Mapping[Place, Mapping[Place, bool]]) -> bool:
    """Say whether a chunk that ranks higher gives way to one that ranks lower."""
    if twins[one.place][other.place] != twins[other.place][one.place]:
        return twins[one.place][other.place]
    return len(other.said) > len(one.said)
