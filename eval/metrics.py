"""What one answer is worth: pure functions of one case's ranking, citations and text.

A ranking is a sequence of names, best first, and relevance is binary: the classical measures of retrieval. The
names are pieces of evidence: a hit that brings a piece for the first time stands in the ranking under that piece's
name, a hit that brings none under its own. So figures do not depend on how papers are cut into chunks.
"""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.support.likeness import figures, words
from corpus.records import Span
from eval.matching import covered, holds, overlap

# Shares from which a piece counts as found. A retrieved chunk is read, so it has to bring nearly all of the piece;
# a citation is the papers' own sentence, which may be shorter than the quote that an author of cases chose.
FOUND = 0.8
CITED = 0.5
_STATEMENT = re.compile(r"(.*?)((?:\s*\[\d+(?:\s*,\s*\d+)*\])+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was retrieved, cited or asked for: stretches of one paper, and their number of words."""

    source: str
    spans: tuple[Span, ...]
    words: int = 0


# A piece of evidence: every place where the same words stand. A report on its own and in its pack is one piece.
Piece = tuple[Stretch, ...]


def piece_ranking(hits: Sequence[Stretch], pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the ranking of hits as names: ``e1``, ``e2`` ... for pieces when first brought, ``x1`` ... otherwise.

    A hit brings a piece where half of the shorter of the two lies in the other. A hit that brings several pieces
    fills as many places.
    """
    ranking: list[str] = []
    for rank, hit in enumerate(hits, 1):
        new = [
            name
            for number, piece in enumerate(pieces, 1)
            if (name := f"e{number}") not in ranking and brings(hit, piece)
        ]
        ranking.extend(new or [f"x{rank}"])
    return tuple(ranking)


def brings(found: Stretch, piece: Piece) -> bool:
    """Tell whether a hit or citation brings a piece: half of the shorter of the two lies in the other."""
    return any(
        found.source == place.source and overlap(one, other) >= CITED
        for place in piece
        for one in found.spans
        for other in place.spans
    )


def hit_at(ranking: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """Return 1 where any of the first ``depth`` is relevant, else 0."""
    return float(any(name in relevant for name in ranking[:depth]))


def recall_at(ranking: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """Return the share of the relevant that stand among the first ``depth``."""
    return len(set(ranking[:depth]) & set(relevant)) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """Return one over the rank of the first relevant name, 0 where there is none."""
    return next((1 / rank for rank, name in enumerate(ranking, 1) if name in relevant), 0.0)


def ndcg_at(ranking: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """Return the normalised discounted cumulative gain (Järvelin and Kekäläinen 2002) of the first ``depth``."""
    gain = sum(1 / math.log2(rank + 1) for rank, name in enumerate(ranking[:depth], 1) if name in relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), depth) + 1))
    return gain / ideal if ideal else 0.0


def within_budget(hits: Sequence[Stretch], budget: int) -> tuple[Stretch, ...]:
    """Return the first hits that fit ``budget`` words together; the first one always does."""
    taken: list[Stretch] = []
    used = 0
    for hit in hits:
        if taken and used + hit.words > budget:
            break
        taken.append(hit)
        used += hit.words
    return tuple(taken)


def share_found(pieces: Sequence[Piece], among: Sequence[Stretch], least: float) -> float:
    """Return the share of pieces of which at least ``least`` of the characters lie in the stretches."""
    return fmean(max(_share(place, among) for place in piece) >= least for piece in pieces) if pieces else 0.0


def precision(citations: Sequence[Stretch], pieces: Sequence[Piece]) -> float:
    """Return the share of citations that touch a piece of evidence (half of the shorter lies in the other)."""
    return fmean(any(brings(cited, piece) for piece in pieces) for cited in citations) if citations else 0.0


def statements(answer: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Split an answer into what is said and the labels that it rests on; words without a label have none."""
    found, reached = [], 0
    for match in _STATEMENT.finditer(answer):
        labels = tuple(int(number) for number in re.findall(r"\d+", match.group(2)))
        found.append((match.group(1).strip(), labels))
        reached = match.end()
    rest = answer[reached:].strip()
    if words(rest):
        found.append((rest, ()))
    return tuple((said, labels) for said, labels in found if words(said))


def stray_figures(answer: str, told: Sequence[str]) -> frozenset[str]:
    """Return the figures of an answer that nothing cited holds (quotes, and what says where they stand)."""
    return figures(answer) - figures(" ".join(text.replace("-", " ") for text in told))


def points_held(answer: str, points: Sequence[str], limit: int) -> float:
    """Return the share of answer points that the first ``limit`` words of the answer hold."""
    kept = " ".join(answer.split()[:limit])
    return fmean(holds(kept, point) for point in points) if points else 0.0


def f1(found: int, said: int, wanted: int) -> float:
    """Return the harmonic mean of precision (``found / said``) and recall (``found / wanted``)."""
    return 2 * found / (said + wanted) if said + wanted else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` of the values do not exceed (nearest rank)."""
    if not values:
        msg = "a percentile needs at least one value"
        raise ValueError(msg)
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _share(place: Stretch, among: Sequence[Stretch]) -> float:
    spans = [span for other in among if other.source == place.source for span in other.spans]
    return fmean(covered(span, spans) for span in place.spans)
