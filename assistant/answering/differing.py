"""Where the papers that an answer quotes contradict each other."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from assistant.answering.excerpts import Excerpt, figures_in, worded_alike
from corpus.records import PassageKind
from corpus.time.dates import find_dates
from corpus.words import stems


def differing(excerpts: Sequence[Excerpt]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of excerpts, by place, that say the same of the same time in other figures.

    Only sentences of two papers can: the rows of a table differ in figures because they speak of different things.
    """
    said = [frozenset(stems(one.text)) for one in excerpts]
    return tuple(
        (first, second)
        for first, second in combinations(range(len(excerpts)), 2)
        if _of_two_papers(excerpts[first], excerpts[second])
        and worded_alike(said[first] - figures_in(said[first]), said[second] - figures_in(said[second]))
        and _undated(said[first], excerpts[first]) != _undated(said[second], excerpts[second])
        and _days(excerpts[first]) == _days(excerpts[second])
    )


def _of_two_papers(one: Excerpt, other: Excerpt) -> bool:
    mine, theirs = one.evidence.hit.stored, other.evidence.hit.stored
    rows = PassageKind.ROW in (one.passage.kind, other.passage.kind)
    return not rows and (mine.document_id, mine.chunk.part) != (theirs.document_id, theirs.chunk.part)


def _days(one: Excerpt) -> frozenset[tuple[date, date]]:
    return frozenset((mention.first, mention.last) for mention in find_dates(one.text))


def _undated(said: frozenset[str], one: Excerpt) -> frozenset[str]:
    dates = (one.text[mention.start : mention.end] for mention in find_dates(one.text))
    return figures_in(said) - frozenset(stems(" ".join(dates)))
