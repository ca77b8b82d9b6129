"""Sentences into excerpts: what an answer is made of, each readable on its own and cited as one."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from assistant.answering.evidence import Evidence
from assistant.understanding.quoting import quotable
from corpus.records import Document, Passage, PassageKind, Span
from corpus.words import stems
from indexes.records import Hit

# An answer is read, not studied: so many sentences at most, in so many words, of the best of what was found.
# Chosen on half of our cases and half of the gold questions. On the other halves, sentences that bring along what
# stands beside them hold every key fact of 0.48 of the questions as before, at citation precision 0.33 for 0.20.
MOST_CHOSEN = 3
MOST_WORDS = 90
# A sentence scoring this much below the best one says something else, where one thing is asked for; where several
# are, each of them scores less than their best. On the gold questions 0.12 for 0.2 lifts citation precision from
# 0.57 to 0.61 (held back: 0.40 to 0.45) and loses no key fact; without the wider margin for several it does.
WITHIN = 0.12
WITHIN_SEVERAL = 0.2
# What a chosen sentence may bring along from its own passage, in words.
BROUGHT_ALONG = 30
# The bullets under a chosen line are given whole up to so many words.
LIST_WORDS = 120
# Minutes that tell of a question give the answer in the sentences behind it: so many of them, in so many words.
ANSWERS_IN, ANSWER_WORDS = 2, 70
# Where things are to be compared, the rows of a table are given side by side, up to so many words.
TABLE_WORDS = 150
# A list is given whole where so many of its bullets stand among so many of the best sentences.
FEWEST_LISTED, LISTED_AMONG = 2, 10
# Two texts that share more of their words than this say the same.
SAME = 0.8
_LEANS = re.compile(
    r"(?:he|she|it|they|this|that|these|those|such|his|her|its|their|however|but|also|in response|in addition|"
    r"as a result|therefore)\b",
    re.IGNORECASE,
)

_ASKS = re.compile(
    r"\b(?:asked|queried|enquired|inquired|questioned|wondered|requested|sought|referred to|raised)\b|\?$",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:most|least|best|worst|compare[ds]?|each|every|between|"
    r"(?:high|low|larg|small|bigg|quick|fast|slow|strong|weak|keen|saf|bus|few|great|cheap|dear)i?est|"
    r"which (?:of|area|district|council|town|place|force|month|quarter|year)s?)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:and|all|every|each|list|than|versus|vs)\b|\b(?:compar|differ|chang)|\bwhat did\b|\?.+\?|"
    r"\b(?:what|which) (?:are|were|things|kinds|steps|reasons|actions|areas|projects|options|points)\b",
    re.IGNORECASE,
)

Sentence = tuple[tuple[Span, ...], str]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of one passage, or a table row, that an answer quotes: ``text`` is how it reads."""

    evidence: Evidence
    passage: Passage
    spans: tuple[Span, ...]
    text: str


def choose(evidence: Iterable[Evidence], papers: Callable[[Hit], Document], asked: str = "") -> list[Excerpt]:
    """Choose what an answer is made of: the best sentences, each with what it needs or what it introduces.

    Sentences that stand together become one excerpt. Best first.

    Args:
        evidence: what may be quoted, best first.
        papers: gives the document that a hit stands in, with all passages of its part.
        asked: the question, which may ask for several things.
    """
    ranked = tuple(evidence)
    chosen = _best(ranked, WITHIN_SEVERAL if _SEVERAL.search(asked) else WITHIN)
    listed = Counter(_list_of(one) for one in ranked[:LISTED_AMONG] if one.passage.lead_in)
    spare = MOST_WORDS + BROUGHT_ALONG - sum(len(one.text.split()) for one in chosen)
    excerpts: list[Excerpt] = []
    for one in chosen:
        document = papers(one.hit)
        whole = _whole_list(one, document) if listed[_list_of(one)] >= FEWEST_LISTED else []
        if one.passage.table is not None and _COMPARES.search(asked):
            whole = _whole_table(one, document)
        for excerpt in whole or _around(one, document, spare):
            if not any(_overlap(excerpt, other) for other in excerpts):
                excerpts.append(excerpt)
                spare -= max(0, len(excerpt.text.split()) - len(one.text.split()))
    return excerpts


def _best(evidence: Iterable[Evidence], within: float) -> list[Evidence]:
    """Take the best until there is enough, nothing twice, nothing much worse than the best."""
    chosen: list[Evidence] = []
    said: list[frozenset[str]] = []
    words = 0
    for one in evidence:
        if chosen and (len(chosen) == MOST_CHOSEN or one.score < chosen[0].score - within):
            break
        more, own = len(one.text.split()), frozenset(stems(one.text))
        if any(_alike(own, other) for other in said) or (chosen and words + more > MOST_WORDS):
            continue
        chosen.append(one)
        said.append(own)
        words += more
    return chosen


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts say the same: in other figures they do not, however many words they share."""
    return figures_in(one) == figures_in(other) and worded_alike(one, other)


def worded_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of stems are of texts in nearly the same words."""
    return len(one & other) >= SAME * max(1, len(one | other))


def figures_in(words: frozenset[str]) -> frozenset[str]:
    """Return the figures among stems."""
    return frozenset(word for word in words if word[0].isdigit())


def _around(one: Evidence, document: Document, spare: int) -> Iterator[Excerpt]:
    """Yield the excerpt around a chosen sentence, then the bullets that its passage introduces."""
    passage = one.passage
    row = passage.kind is PassageKind.ROW
    # Cells that are read out together stand for themselves.
    sentences = [said for said in quotable(document, passage) if not row or len(said[0]) == 1]
    at = next((place for place, (spans, _) in enumerate(sentences) if spans == one.spans), None)
    if at is None or (row and len(sentences) == 1):
        yield Excerpt(one, passage, one.spans, one.text)
        return
    first, last = _grown(sentences, at, spare)
    yield _joined(one, passage, sentences[first : last + 1], document)
    if last == len(sentences) - 1:
        yield from _listed(one, document, passage)


def _grown(sentences: Sequence[Sentence], at: int, spare: int) -> tuple[int, int]:
    """Return the first and the last sentence to quote: one more behind and one before, where there is room.

    A sentence that leans on the one before it takes that one first, one that tells of a question the answer.
    """
    first = last = at
    order: tuple[int, ...] = (at - 1, at + 1) if _LEANS.match(sentences[at][1]) else (at + 1, at - 1)
    if _ASKS.search(sentences[at][1]):
        order = (*range(at + 1, at + 1 + ANSWERS_IN), at - 1)
        spare = max(spare, ANSWER_WORDS)
    for place in order:
        if 0 <= place < len(sentences):
            words = len(sentences[place][1].split())
            if words <= spare:
                first, last, spare = min(first, place), max(last, place), spare - words
    return first, last


def _joined(one: Evidence, passage: Passage, sentences: Sequence[Sentence], document: Document) -> Excerpt:
    spans: list[Span] = []
    for span in (span for found, _ in sentences for span in found):
        if spans and not document.source.text[spans[-1].end : span.start].strip():
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return Excerpt(one, passage, tuple(spans), " ".join(text for _, text in sentences))


def _listed(one: Evidence, document: Document, passage: Passage) -> Iterator[Excerpt]:
    """Yield the bullets that a passage introduces, where they are few enough to be read."""
    start = bisect_right(document.passages, passage.index, key=lambda other: other.index)
    behind = islice(document.passages, start, None)
    bullets = [_whole(one, other, document) for other in takewhile(lambda other: _led_in(other, passage), behind)]
    if sum(len(bullet.text.split()) for bullet in bullets) <= LIST_WORDS:
        yield from bullets


def _list_of(one: Evidence) -> tuple[str, str | None, int, int | None]:
    passage = one.passage
    return one.hit.stored.document_id, passage.lead_in, passage.part, passage.item


def _whole_list(one: Evidence, document: Document) -> list[Excerpt]:
    """Return the list that a bullet stands in with the line that introduces it, nothing where it is a long one."""
    passages = document.passages
    first = last = bisect_left(passages, one.passage.index, key=lambda other: other.index)
    while first and _beside(passages[first - 1], one.passage):
        first -= 1
    while last + 1 < len(passages) and _beside(passages[last + 1], one.passage):
        last += 1
    bullets = [_whole(one, other, document) for other in passages[first : last + 1]]
    if first and passages[first - 1].kind is not PassageKind.HEADING and _led_in(one.passage, passages[first - 1]):
        lead = list(quotable(document, passages[first - 1]))[-1:]
        bullets.insert(0, _joined(one, passages[first - 1], lead, document))
    return bullets if sum(len(bullet.text.split()) for bullet in bullets) <= LIST_WORDS else []


def _whole_table(one: Evidence, document: Document) -> list[Excerpt]:
    """Return the rows of figures among which a row stands, to be compared; none where they are many."""
    place = (one.passage.part, one.passage.table, one.passage.group)
    rows = [
        (other, list(quotable(document, other)))
        for other in document.passages
        if other.kind is PassageKind.ROW and (other.part, other.table, other.group) == place
    ]
    if any(len(said) != 1 or not any(letter.isdigit() for letter in said[0][1]) for _, said in rows):
        return []
    table = [_joined(one, row, said, document) for row, said in rows]
    return table if sum(len(row.text.split()) for row in table) <= TABLE_WORDS else []


def _beside(passage: Passage, bullet: Passage) -> bool:
    """Whether a passage is another bullet of the same list."""
    place = (bullet.part, bullet.item, bullet.lead_in)
    return passage.kind is PassageKind.BULLET and (passage.part, passage.item, passage.lead_in) == place


def _led_in(bullet: Passage, passage: Passage) -> bool:
    return (
        bullet.kind is PassageKind.BULLET
        and bullet.lead_in is not None
        and (bullet.part, bullet.item) == (passage.part, passage.item)
        and passage.text.rstrip().endswith(bullet.lead_in.strip())
    )


def _whole(one: Evidence, bullet: Passage, document: Document) -> Excerpt:
    return _joined(one, bullet, list(quotable(document, bullet)), document)


def _overlap(one: Excerpt, other: Excerpt) -> bool:
    if one.evidence.hit.stored.document_id != other.evidence.hit.stored.document_id:
        return False
    return any(a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)
