"""The sentences and table rows that an answer may be made of, with how well each meets the question."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise
from math import log

from assistant.answering.anchors import Anchors, contradicts, holds_kind, read_anchors
from assistant.answering.citations import heading_of
from assistant.records import Query
from assistant.understanding.query import Vocabulary
from assistant.understanding.quoting import quotable, row_text
from assistant.understanding.thesaurus import meanings
from assistant.understanding.wants import Wants, read_wants, says, suits
from corpus.records import AgendaItem, Document, Part, Passage, PassageKind, Span
from corpus.words import stems, words
from indexes.catalogue.agenda_items import UNDER_AN_AGENDA
from indexes.records import Hit, StoredChunk

# A sentence's score is that of its chunk (1 for the best) plus these, fitted by logistic regression over pairs on
# half of our cases and half of the gold questions: what it meets of the question's words and of the papers' words
# for them, how many pairs of neighbouring words it shares; less where it speaks of another time, lacks the kind of
# thing asked for or what the question names. On the held-back half of the gold questions the right sentence comes
# first for 0.36 and among the first three for 0.55. The sentences' own vectors add 0.02 and double the time.
OWN_WORDS = 0.45
SAME_MEANING = 0.6
MOST_SAME_MEANING = 0.6
PAIRS = 0.55
WRONG_TIME = 0.2
WRONG_KIND = 0.15
WRONG_NAME = 0.2
# A sentence that the next one takes up only leads up to it: less by so much of what that one meets of the
# question. Every key fact of the gold questions in 0.65 of the answers for 0.63 (held back: 0.55 for 0.52), every
# point of the own cases in 0.50 for 0.49. To prefer longer sentences puts the right one first more often, and
# answers worse.
LEADS_UP = 0.2
# What a sentence gains by each thing that the question wants of it besides its words (see
# ``assistant.understanding.wants``).
WANTED = 0.1
# Of so many sentences and rows the stems stay in memory, since questions meet the same ones again.
TEXTS_KEPT = 20_000
# Sentences with no more characters between them stand together.
NEXT_TO = 40
# What a word that was carried from earlier turns counts of one that was asked: sentences that answered those turns
# hold it as well. Own cases that follow up: every point in 0.66 of them for 0.62; gold follow-ups the same.
FAINT = 0.7
# What has fewer words than this and no figure is a label and answers nothing.
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or row that may be quoted: where it stands, how it reads, and its score (higher is better).

    ``contradicts`` says that it speaks of another time than the question, ``holds_kind`` that it holds the kind of
    thing asked for (a quantity, a time).
    """

    hit: Hit
    passage: Passage
    spans: tuple[Span, ...]
    text: str
    score: float
    contradicts: bool = False
    holds_kind: bool = True


class Weights:
    """Inverse document frequencies of the question's content words."""

    def __init__(self, query: Query, vocabulary: Vocabulary) -> None:
        self.words = tuple(dict.fromkeys(stems(query.text)))
        own = set(stems(query.asked))
        self._faint = {word for word in self.words if word not in own} if query.carried else set()
        self._written = {one.stem: query.asked[one.start : one.end] for one in words(query.asked)}
        self.asked = tuple(self._written)
        self.also = tuple(word for word in dict.fromkeys(stems(" ".join(query.also))) if word not in self.words)
        self._held = dict(vocabulary.frequencies((*self.words, *self.also)))
        self._chunks = max(1, vocabulary.chunks)
        self.total = sum(self[word] for word in self.words) or 1.0
        self._pairs = tuple(pairwise(stems(query.asked)))
        self._meanings = {
            word: [set(stems(phrase)) for phrase in phrases] for word, phrases in meanings(query.text).items()
        }

    def __getitem__(self, word: str) -> float:
        weight = log(1 + self._chunks / (1 + self._held.get(word, 0)))
        return weight * FAINT if word in self._faint else weight

    @property
    def strange(self) -> frozenset[str]:
        """The stems of the question's own words that no paper holds, nor the papers' words for them."""
        return frozenset(
            stem
            for stem in self.asked
            if not self.known(stem) and not any(map(self.known, chain(*self._meanings.get(stem, ()))))
        )

    @property
    def unknown(self) -> tuple[str, ...]:
        """The question's own words, as it writes them, that no paper holds, nor the papers' words for them."""
        return tuple(self._written[stem] for stem in self.asked if stem in self.strange)

    @property
    def standing(self) -> tuple[tuple[str, int], ...]:
        """The question's own words, as it writes them, that papers hold, each with how many chunks do."""
        return tuple((text, self._held[stem]) for stem, text in self._written.items() if self._held.get(stem))

    def known(self, word: str) -> bool:
        """Whether any paper holds the word."""
        return self._held.get(word, 0) > 0

    def share(self, words: Iterable[str]) -> float:
        """Return the share of the question's weight that the given stems carry, 0 to 1."""
        given = set(words)
        return sum(self[word] for word in self.words if word in given) / self.total

    def meant(self, words: Iterable[str]) -> float:
        """Return how much the given stems say of the same in the papers' words, 0 to ``MOST_SAME_MEANING``."""
        given = set(words)
        return min(MOST_SAME_MEANING, sum(self[word] for word in self.also if word in given) / self.total)

    def says(self, word: str, words: Set[str]) -> bool:
        """Whether the given stems hold a word of the question, or the papers' words for it."""
        return word in words or any(phrase <= words for phrase in self._meanings.get(word, ()))

    def paired(self, words: Sequence[str]) -> float:
        """Return the share of the question's pairs of neighbouring words that stand so in the given stems."""
        given = set(pairwise(words))
        return sum(pair in given for pair in self._pairs) / max(1, len(self._pairs))


def gather(
    query: Query, hits: Sequence[Hit], documents: Callable[[str], Document], weights: Weights
) -> list[Evidence]:
    """Return what is quotable of the given hits, best first; ties by rank, then by place.

    Args:
        query: the question.
        hits: what was retrieved, best first.
        documents: gives a document by its id, with the passages of the hits.
        weights: the question's content words.
    """
    found: dict[tuple[str, tuple[Span, ...]], Evidence] = {}
    for hit in hits:
        for piece in pieces(hit, documents(hit.stored.document_id), query.filters.speaker):
            found.setdefault((hit.stored.document_id, piece.spans), piece)
    anchors = read_anchors(query.asked)
    wants = read_wants(query.asked, (*weights.words, *weights.also), query.speakers)
    ordered = sorted(found.values(), key=lambda one: (one.hit.stored.document_id, one.spans))
    said = [_stems(_weighed(one, documents(one.hit.stored.document_id))) for one in ordered]
    behind = [
        weights.share(said[place + 1]) if _next_to(one, other) else 0.0
        for place, (one, other) in enumerate(pairwise(ordered))
    ]
    scored = [
        _scored(one, own, next_share, weights, (anchors, wants), documents(one.hit.stored.document_id))
        for one, own, next_share in zip(ordered, said, (*behind, 0.0), strict=False)
    ]
    return sorted(scored, key=lambda one: (-one.score, one.hit.rank, one.spans))


def _next_to(one: Evidence, other: Evidence) -> bool:
    same = one.hit.stored.document_id == other.hit.stored.document_id
    return same and other.spans[0].start - one.spans[-1].end < NEXT_TO


def _scored(
    piece: Evidence,
    own: Sequence[str],
    behind: float,
    weights: Weights,
    asked: tuple[Anchors, Wants],
    document: Document,
) -> Evidence:
    stored, (anchors, wants) = piece.hit.stored, asked
    met = OWN_WORDS * weights.share(own) + SAME_MEANING * weights.meant(own) + PAIRS * weights.paired(own)
    met += WANTED * suits(wants, piece.text, piece.passage)
    under = heading_of(document, piece.passage) or ""
    contradicts_it = contradicts(anchors, f"{piece.text} ({under})", stored.part, _title(stored))
    kind = holds_kind(anchors, piece.text)
    less = WRONG_TIME * contradicts_it + WRONG_KIND * (not kind) + LEADS_UP * behind
    if anchors.names:
        around = {*own, *stems(f"{stored.chunk.breadcrumb} {under}")}
        less += WRONG_NAME * sum(name not in around for name in anchors.names) / len(anchors.names)
    return replace(piece, score=piece.hit.score + met - less, contradicts=contradicts_it, holds_kind=kind)


@lru_cache(maxsize=TEXTS_KEPT)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stems(text))


def _weighed(piece: Evidence, document: Document) -> str:
    """Return the words by which a piece is weighed: of a row all of them, since it is read out shortened."""
    row = piece.passage.kind is PassageKind.ROW and piece.spans == piece.passage.spans
    return row_text(document, piece.passage) if row else piece.text


def _title(stored: StoredChunk) -> str:
    return stored.item.title if stored.item else ""


def pieces(hit: Hit, document: Document, speaker: str | None = None) -> Iterator[Evidence]:
    """Yield what is quotable of a hit, in the paper's order, not scored yet; of a speaker's, only their words."""
    chunk = hit.stored.chunk
    for index in chunk.passages:
        # Not simply passages[index]: where a scope may not see a part, its passages are missing.
        passage = document.passages[bisect_left(document.passages, index, key=lambda one: one.index)]
        if passage.kind is not PassageKind.HEADING:
            for spans, text in quotable(document, passage):
                theirs = not speaker or says(speaker, text, passage)
                if theirs and _inside(spans, chunk.spans) and _tells(text):
                    yield Evidence(hit, passage, spans, text, 0.0)


def _tells(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS or any(letter.isdigit() for letter in text)


def _inside(spans: Sequence[Span], bounds: Sequence[Span]) -> bool:
    return all(any(b.start <= span.start and span.end <= b.end for b in bounds) for span in spans)


def stands_at(stored: StoredChunk) -> str:
    """Say in a few words where a chunk stands: "Minutes of 21 September 2020, item 353"."""
    return named_paper(stored.part, stored.title, stored.item)


def named_paper(part: Part, title: str, item: AgendaItem | None) -> str:
    """Name an item of a paper in a few words, by its kind and meeting; ``title`` is the document's.

    A report is known by the item of the agenda that it stands under, not by the numbers of its own sections.
    """
    words = part.kind.value.capitalize() if part.kind.value != "other" else (part.title or title)
    if part.meeting_date:
        words += f" of {part.meeting_date.day} {part.meeting_date:%B %Y}"
    elif part.title and part.kind.value != "other":
        words += f", {part.title}"
    number = part.agenda_item if part.kind.value in UNDER_AN_AGENDA else item and item.number
    return f"{words}, item {number}" if number else words
