"""The sentences and table rows that an answer may be made of, with how well each meets the question."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from assistant.records import Query
from corpus.records import Document, Passage, PassageKind, Span
from corpus.sentences import sentences, spans_within
from corpus.tables import describe_row
from corpus.words import stems
from indexes.records import Hit, StoredChunk

# A question word met by the heading or breadcrumb counts this much of one met by the sentence itself.
CRUMB_SHARE = 0.5
# What a sentence gains that holds the kind of thing asked for: a figure, a date, a name.
KIND_GAIN = 0.15

_WANTS = (
    (
        re.compile(
            r"\b(how (many|much|far|big|long|often)|what (share|proportion|percentage|number|total)|rate|count)\b"
        ),
        re.compile(r"\d"),
    ),
    (
        re.compile(r"\b(when|what (date|day|month|year)|by when|how soon)\b"),
        re.compile(
            r"\b(\d{4}|January|February|March|April|May|June|July|August|September|October|November|December|"
            r"next meeting|autumn|spring|summer|winter|quarter|week|month|year)\b",
            re.IGNORECASE,
        ),
    ),
    (re.compile(r"\b(who|whose|name)\b"), re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b|\bPCC\b|\bCC\b")),
)
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or row that may be quoted: where it stands, how it reads, and its score (higher is better)."""

    hit: Hit
    passage: Passage
    spans: tuple[Span, ...]
    text: str
    met: frozenset[str]
    score: float


class Weights:
    """Inverse document frequencies of the question's content words."""

    def __init__(
        self, query: Query, frequencies: Callable[[Sequence[str]], Mapping[str, int]], chunks: int
    ) -> None:
        self.words = tuple(dict.fromkeys(stems(query.text)))
        self._held = dict(frequencies(self.words))
        self._chunks = max(1, chunks)
        self.total = sum(self[word] for word in self.words) or 1.0

    def __getitem__(self, word: str) -> float:
        return log(1 + self._chunks / (1 + self._held.get(word, 0)))

    def known(self, word: str) -> bool:
        """Whether any paper holds the word."""
        return self._held.get(word, 0) > 0

    def share(self, words: Iterable[str]) -> float:
        """Return the share of the question's weight that the given stems carry, 0 to 1."""
        return sum(self[word] for word in set(words)) / self.total


def gather(
    query: Query, hits: Sequence[Hit], documents: Callable[[str], Document], weights: Weights
) -> list[Evidence]:
    """Return everything quotable of the given hits, best first; ties by rank, then by place."""
    wanted = [holds for asks, holds in _WANTS if asks.search(query.asked.lower())]
    found = [
        _scored(piece, weights, wanted)
        for hit in hits
        for piece in _pieces(hit, documents(hit.stored.document_id))
    ]
    return sorted(found, key=lambda one: (-one.score, one.hit.rank, one.spans))


def _scored(piece: Evidence, weights: Weights, wanted: Sequence[re.Pattern[str]]) -> Evidence:
    own = set(stems(piece.text))
    crumb = set(stems(piece.hit.stored.chunk.breadcrumb))
    met = frozenset(word for word in weights.words if word in own or word in crumb)
    above = [word for word in met if word not in own]
    share = weights.share(met & own) + CRUMB_SHARE * weights.share(above)
    gain = KIND_GAIN * any(holds.search(piece.text) for holds in wanted)
    return Evidence(piece.hit, piece.passage, piece.spans, piece.text, met, piece.hit.score + 0.5 * share + gain)


def _pieces(hit: Hit, document: Document) -> Iterator[Evidence]:
    chunk = hit.stored.chunk
    for index in chunk.passages:
        # Not simply passages[index]: where a scope may not see a part, its passages are missing.
        passage = document.passages[bisect_left(document.passages, index, key=lambda one: one.index)]
        if passage.kind is PassageKind.HEADING:
            continue
        if passage.kind is PassageKind.ROW and _inside(passage.spans, chunk.spans):
            yield Evidence(hit, passage, passage.spans, row_text(document, passage), frozenset(), 0.0)
            continue
        for sentence in sentences(passage.text):
            spans = spans_within(passage.spans, sentence.start, sentence.end)
            if _inside(spans, chunk.spans):
                text = plain(passage.text[sentence.start : sentence.end])
                yield Evidence(hit, passage, spans, text, frozenset(), 0.0)


def _inside(spans: Sequence[Span], bounds: Sequence[Span]) -> bool:
    return all(any(b.start <= span.start and span.end <= b.end for b in bounds) for span in spans)


def row_text(document: Document, passage: Passage) -> str:
    """Return a table row as it is read aloud: "Measure: ...; Target: ..."."""
    if passage.table is None or not passage.cells:
        return plain(passage.text)
    return plain(describe_row(document.tables[passage.table], passage.cells, passage.group))


def plain(text: str) -> str:
    """Return text on one line, without the marks of bold and of bullets."""
    return _WHITE.sub(" ", text.replace("**", "")).strip().lstrip("•·- ").strip()


def stands_at(stored: StoredChunk) -> str:
    """Say in a few words where a chunk stands: "Minutes of 21 September 2020, item 353"."""
    part = stored.part
    words = part.kind.value.capitalize() if part.kind.value != "other" else (part.title or stored.title)
    if part.meeting_date:
        words += f" of {part.meeting_date.day} {part.meeting_date:%B %Y}"
    elif part.title and part.kind.value != "other":
        words += f", {part.title}"
    if stored.item and stored.item.number:
        words += f", item {stored.item.number}"
    return words
