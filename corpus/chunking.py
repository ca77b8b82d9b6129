"""Passages into chunks: what is embedded and searched, never across two agenda items.

Neighbouring passages under the same headings are joined up to TARGET_WORDS; a longer passage is cut between
sentences. Every chunk with its breadcrumb fits the embedding model's window, counted by that model's own
tokenizer: nothing is cut off silently. A table row is a chunk of its own.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.records import VERSION, Chunk, Document, Passage, PassageKind, Span
from corpus.sentences import sentences, spans_within
from corpus.tables.tables import describe_row
from corpus.time.dates import british

TARGET_WORDS = 80
# The breadcrumb may take this share of the model's window; what is longer loses its outermost steps first.
BREADCRUMB_SHARE = 0.4

# A row answers by itself, and a speaker's turn is not mixed with the next one's.
_ALONE = frozenset({PassageKind.ROW, PassageKind.TURN})

Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A passage, or the sentences of one that is too long, ready to be put into a chunk."""

    passage: Passage
    spans: tuple[Span, ...]
    text: str


def chunk(document: Document, count: Count, window: int) -> tuple[Chunk, ...]:
    """Cut a document into chunks.

    Args:
        document: the parsed paper.
        count: the number of word pieces of a text, special ones included, as the embedding model counts them.
        window: how many of them the model reads.

    Returns:
        Chunks in reading order. Each passage is in at least one of them.
    """
    chunks: list[Chunk] = []
    for group in _groups(document.passages):
        breadcrumb = _fitting(_steps(document, group), count, int(window * BREADCRUMB_SHARE))
        room = window - count(breadcrumb)
        pieces = [piece for passage in group for piece in _pieces(document, passage, count, room)]
        for run in _runs(pieces, count, room):
            chunks.append(_chunk(document, len(chunks), breadcrumb, run))
    return tuple(chunks)


def _groups(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield the passages that may share a chunk; headings lead their group."""
    group: list[Passage] = []
    for passage in passages:
        if group and not _together(group[-1], passage):
            yield group
            group = []
        group.append(passage)
    if group:
        yield group


def _together(last: Passage, passage: Passage) -> bool:
    if (last.part, last.item) != (passage.part, passage.item):
        return False
    if _ALONE & {passage.kind, last.kind}:
        return False
    if last.kind is PassageKind.HEADING:
        return True
    return passage.kind is not PassageKind.HEADING and last.headings == passage.headings


def _steps(document: Document, group: Sequence[Passage]) -> list[str]:
    """Return the breadcrumb's steps, outermost first, without repeats."""
    last = group[-1]
    part = document.parts[last.part]
    steps = [
        part.body or "",
        british(part.meeting_date) if part.meeting_date else "",
        part.title or document.title,
    ]
    if last.item is not None:
        item = part.items[last.item]
        steps.append(f"{item.number} {item.title}" if item.number else item.title)
    steps.extend(last.headings)
    if last.table is not None:
        steps.append(document.tables[last.table].title or "")
    if last.lead_in:
        steps.append(last.lead_in)
    own = {_plain(passage.text) for passage in group if passage.kind is PassageKind.HEADING}
    kept: list[str] = []
    for step in steps:
        plain = _plain(step)
        if plain and plain not in own and plain not in (_plain(one) for one in kept):
            kept.append(" ".join(step.split()))
    return kept


def _plain(text: str) -> str:
    return " ".join(text.lower().strip(" *:.").split())


def _fitting(steps: list[str], count: Count, room: int) -> str:
    """Join the steps; while they are too long, drop the outermost, and cut words off the last one left."""
    steps = list(steps)
    while len(steps) > 1 and count(" · ".join(steps)) > room:
        steps.pop(0)
    text = " · ".join(steps)
    while text and count(text) > room:
        text = " ".join(text.split()[: max(0, len(text.split()) * 3 // 4 - 1)])
    return text


def _pieces(document: Document, passage: Passage, count: Count, room: int) -> Iterator[_Piece]:
    text = _text(document, passage)
    if len(text.split()) <= TARGET_WORDS * 1.5 and count(text) <= room:
        yield _Piece(passage, passage.spans, text)
        return
    run: list[Span] = []
    for span in _cut(passage.text, count, room):
        joined = passage.text[run[0].start if run else span.start : span.end]
        if run and (len(joined.split()) > TARGET_WORDS or count(joined) > room):
            yield _piece(passage, run)
            run = []
        run.append(span)
    if run:
        yield _piece(passage, run)


def _piece(passage: Passage, run: Sequence[Span]) -> _Piece:
    start, end = run[0].start, run[-1].end
    return _Piece(passage, spans_within(passage.spans, start, end), passage.text[start:end])


def _cut(text: str, count: Count, room: int) -> Iterator[Span]:
    """Yield sentences, and halves of those that do not fit the window by themselves."""
    waiting = list(reversed(sentences(text)))
    while waiting:
        span = waiting.pop()
        if span.end - span.start < 2 or count(text[span.start : span.end]) <= room:
            yield span
            continue
        middle = (span.start + span.end) // 2
        space = text.find(" ", middle, span.end - 1)
        at = space if space > 0 else middle
        waiting.extend((Span(at, span.end), Span(span.start, at)))


def _text(document: Document, passage: Passage) -> str:
    if passage.kind is PassageKind.ROW and passage.cells and passage.table is not None:
        return describe_row(document.tables[passage.table], passage.cells, passage.group)
    return passage.text


def _runs(pieces: Sequence[_Piece], count: Count, room: int) -> Iterator[list[_Piece]]:
    """Join neighbouring pieces up to TARGET_WORDS and the room there is."""
    run: list[_Piece] = []
    words = 0
    for piece in pieces:
        more = len(piece.text.split())
        full = words + more > TARGET_WORDS and any(one.passage.kind is not PassageKind.HEADING for one in run)
        if run and (full or count("\n".join(one.text for one in (*run, piece))) > room):
            yield run
            run, words = [], 0
        run.append(piece)
        words += more
    if run:
        yield run


def _chunk(document: Document, position: int, breadcrumb: str, run: Sequence[_Piece]) -> Chunk:
    first = next((piece.passage for piece in run if piece.passage.kind is not PassageKind.HEADING), run[0].passage)
    spans = tuple(span for piece in run for span in piece.spans)
    text = "\n".join(piece.text for piece in run)
    source = document.source
    # With its words, since a paper's date or body may come from outside its file and change the breadcrumb.
    place = f"{source.source}\0{source.sha256}\0{VERSION}\0{position}\0{spans[0].start}\0{breadcrumb}\0{text}"
    return Chunk(
        id=hashlib.sha256(place.encode()).hexdigest()[:32],
        position=position,
        passages=tuple(dict.fromkeys(piece.passage.index for piece in run)),
        spans=spans,
        breadcrumb=breadcrumb,
        text=text,
        part=first.part,
        item=first.item,
        page=first.page,
        printed_page=first.printed_page,
    )
