"""How the keyword index is kept: segments of postings, inside the catalogue's database and transactions.

SQLite's own full-text index ranks every row that holds any of the words, which takes a second for a question over
100,000 chunks; here a word's postings are two arrays, which numpy adds up in milliseconds, and scope and filters
are masks. A segment is written once, with the documents that were swapped in together, and never changed: chunks
that are gone are marked, and segments of a size are merged as they gather (the log-structured merge of O'Neil et
al., 1996, as search engines do it).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection

from corpus.words import stems
from indexes.catalogue import schema
from indexes.catalogue.conditions import in_parts

ID = np.dtype("V16")
"""A chunk's id as its bytes, half as long as in letters."""

MEMBER = np.dtype(
    [
        ("key", "<i8"),
        ("document", "<i8"),
        ("part", "<u4"),
        ("length", "<u4"),
        ("exempt", "?"),
        ("id", ID),
        ("item", "<i4"),
        ("position", "<u4"),
        ("size", "<u4"),
        ("met", "<u4"),
    ]
)
"""A chunk as a segment knows it: its key, its part, the number of its stems, whether it is exempt, its id, its
agenda item (-1: none), its position in its document, its characters, the day of its meeting (0: unknown)."""

PLACE, COUNT = np.dtype("<u4"), np.dtype("u1")
"""A posting: a member's place in its segment, and how often the term stands in it (at most 255)."""

# So many segments of one tier become one; a tier's segments are so many times as large as those of the one before.
_FAN = 8
_SMALLEST = 256
_REBUILD_BATCH = 20_000

_Chunk: TypeAlias = "sa.Row[*tuple[Any, ...]]"
Members: TypeAlias = NDArray[np.void]
Bits: TypeAlias = NDArray[np.bool_]


def add(connection: Connection, documents: Sequence[int]) -> None:
    """Index the chunks of documents (by key) that were just inserted, as one segment; merges where it is time."""
    chunk = schema.chunks.c
    query = _WHAT_IS_INDEXED.where(chunk.document.in_(documents))
    rows = connection.execute(query).all()
    if rows:
        _write(connection, rows)
        merge(connection)


def remove(connection: Connection, keys: Iterable[int]) -> None:
    """Mark chunks as gone, by key; a segment of which nothing is left goes whole."""
    wanted = np.array(sorted(keys), dtype=np.int64)
    if not wanted.size:
        return
    segment = schema.segments.c
    touched = sa.select(segment.id, segment.members).where(
        segment.first_key <= int(wanted[-1]), segment.last_key >= int(wanted[0])
    )
    for number, blob in connection.execute(touched).all():
        members = np.frombuffer(blob, MEMBER)
        before = _gone(connection, number, len(members))
        gone = before | np.isin(members["key"], wanted)
        if gone.all():
            _drop(connection, [number])
        elif (gone != before).any():
            connection.execute(sa.delete(schema.removals).where(schema.removals.c.segment == number))
            connection.execute(
                sa.insert(schema.removals), [{"segment": number, "gone": np.packbits(gone).tobytes()}]
            )


def rebuild(connection: Connection) -> None:
    """Make the whole keyword index anew from the catalogue's chunks."""
    connection.execute(sa.delete(schema.postings))
    connection.execute(sa.delete(schema.removals))
    connection.execute(sa.delete(schema.segments))
    gathered: list[_Chunk] = []
    # A document's chunks stay together and in order, since what stands beside a chunk is looked up there.
    for _, rows in groupby(connection.execute(_WHAT_IS_INDEXED), key=itemgetter(1)):
        gathered.extend(rows)
        if len(gathered) >= _REBUILD_BATCH:
            _write(connection, gathered)
            gathered = []
    if gathered:
        _write(connection, gathered)
    merge(connection)


def members(connection: Connection) -> Iterator[tuple[int, Members, Bits]]:
    """Yield each segment's number, its members, and which of them are gone."""
    query = (
        sa.select(schema.segments.c.id, schema.segments.c.members, schema.removals.c.gone)
        .select_from(schema.segments.outerjoin(schema.removals))
        .order_by(schema.segments.c.id)
    )
    for number, blob, gone in connection.execute(query):
        whole = np.frombuffer(blob, MEMBER)
        yield number, whole, _bits(gone, len(whole))


_C = schema.chunks.c
_WHAT_IS_INDEXED = (
    sa.select(
        *(_C.key, _C.document, _C.part, _C.exempt, _C.id, _C.item, _C.position),
        *(schema.parts.c.meeting_date, _C.breadcrumb, _C.text),
    )
    .select_from(in_parts(schema.chunks))
    .order_by(_C.key)
)


def _write(connection: Connection, rows: Sequence[_Chunk]) -> None:
    known = np.zeros(len(rows), MEMBER)
    places: dict[str, list[int]] = defaultdict(list)
    counts: dict[str, list[int]] = defaultdict(list)
    for place, (key, document, part, exempt, one, item, position, met, breadcrumb, text) in enumerate(rows):
        words = stems(f"{breadcrumb}\n{text}")
        stands = (bytes.fromhex(one), -1 if item is None else item, position, len(text))
        known[place] = (key, document, part, len(words), exempt, *stands, met.toordinal() if met else 0)
        for term, count in Counter(words).items():
            places[term].append(place)
            counts[term].append(min(count, 255))
    _store(
        connection,
        known,
        ((term, np.array(places[term], PLACE), np.array(counts[term], COUNT)) for term in sorted(places)),
    )


def _store(
    connection: Connection, known: Members, postings: Iterable[tuple[str, NDArray[np.uint32], NDArray[np.uint8]]]
) -> None:
    number = connection.execute(
        sa.insert(schema.segments).returning(schema.segments.c.id),
        {
            "size": len(known),
            "first_key": int(known["key"].min()),
            "last_key": int(known["key"].max()),
            "members": known.tobytes(),
        },
    ).scalar_one()
    values = [
        {"segment": number, "term": term, "members": where.tobytes(), "counts": how_often.tobytes()}
        for term, where, how_often in postings
        if where.size
    ]
    if values:
        connection.execute(sa.insert(schema.postings), values)


def merge(connection: Connection) -> None:
    """Make one segment of those of a tier, wherever there are enough of them."""
    while True:
        tiers: dict[int, list[int]] = defaultdict(list)
        for number, size in connection.execute(sa.select(schema.segments.c.id, schema.segments.c.size)):
            tiers[_tier(size)].append(number)
        due = [numbers for _, numbers in sorted(tiers.items()) if len(numbers) >= _FAN]
        if not due:
            return
        _merge(connection, due[0])


def _tier(size: int) -> int:
    tier = 0
    while size > _SMALLEST * _FAN**tier * 2:
        tier += 1
    return tier


def _merge(connection: Connection, numbers: Sequence[int]) -> None:
    """Write segments as one, without what is gone from them."""
    kept: list[Members] = []
    moved: dict[int, NDArray[np.int64]] = {}
    offset = 0
    for number, whole, gone in members(connection):
        if number in numbers:
            # Where each member goes in the new segment; those that are gone go nowhere.
            moved[number] = np.where(gone, -1, offset + np.cumsum(~gone) - 1)
            kept.append(whole[~gone])
            offset += len(kept[-1])
    posting = schema.postings.c
    query = sa.select(posting.term, posting.segment, posting.members, posting.counts)
    rows = connection.execute(query.where(posting.segment.in_(numbers)).order_by(posting.term, posting.segment))
    merged = [_merged(term, list(group), moved) for term, group in groupby(rows, key=itemgetter(0))]
    _drop(connection, numbers)
    _store(connection, np.concatenate(kept), merged)


def _merged(
    term: str, rows: Sequence[sa.Row[str, int, bytes, bytes]], moved: dict[int, NDArray[np.int64]]
) -> tuple[str, NDArray[np.uint32], NDArray[np.uint8]]:
    where = np.concatenate([moved[number][np.frombuffer(blob, PLACE)] for _, number, blob, _ in rows])
    how_often = np.concatenate([np.frombuffer(blob, COUNT) for *_, blob in rows])
    return term, where[where >= 0].astype(PLACE), how_often[where >= 0]


def _gone(connection: Connection, number: int, size: int) -> Bits:
    removal = schema.removals.c
    return _bits(connection.scalar(sa.select(removal.gone).where(removal.segment == number)), size)


def _bits(blob: bytes | None, size: int) -> Bits:
    if blob is None:
        return np.zeros(size, np.bool_)
    return np.unpackbits(np.frombuffer(blob, np.uint8), count=size).astype(np.bool_)


def _drop(connection: Connection, numbers: Sequence[int]) -> None:
    connection.execute(sa.delete(schema.postings).where(schema.postings.c.segment.in_(numbers)))
    connection.execute(sa.delete(schema.removals).where(schema.removals.c.segment.in_(numbers)))
    connection.execute(sa.delete(schema.segments).where(schema.segments.c.id.in_(numbers)))
