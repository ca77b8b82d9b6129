"""Which commitments a later passage could be about: all but what cannot reach the bars of ``following``.

In twelve years of a county's papers there are ten thousand of each. All pairs are weighed here at once, in blocks,
as one product of sparse matrices of their words that no pair's fit exceeds; what stays is weighed as it is, and
the rules are tried on the few pairs that are left.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped]

from assistant.register.records import Entry
from assistant.register.telling import Words
from corpus.undertakings.records import Mention

_BLOCK = 512
# Pairs that are weighed at once.
_TOGETHER = 100_000
# What rounding may take from a sum.
_ROUNDING = 1e-9

_NEVER = date.max.toordinal() + 1

_Ints = NDArray[np.intp]
_Floats = NDArray[np.float64]
_NO_PAIRS: tuple[_Ints, _Ints, _Floats] = np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0)


@dataclass(frozen=True, slots=True)
class Bars:
    """The least fit of a passage that names the minute or its day, of one that is dated, of any other.

    ``own`` is the least that its own words weigh where it does not point back; ``headed`` and ``around`` are what
    a word of the titles and of the passage around counts for; a commitment whose own words weigh less than
    ``said`` is known by those of its whole passage.
    """

    named: float
    dated: float
    other: float
    own: float
    headed: float
    around: float
    said: float


@dataclass(frozen=True, slots=True)
class Later:
    """A later passage: its words, whose paper it stands in, and when that was written at the latest."""

    mention: Mention
    words: Words
    body: str | None
    written: date | None


def candidates(
    entries: Sequence[Entry],
    words: Sequence[Words],
    later: Sequence[Later],
    weights: Sequence[float],
    bars: Bars,
) -> dict[int, list[int]]:
    """Return by number of a passage the numbers of the commitments that it could be about, in order."""
    pairs = _Pairs(entries, words, later, weights, bars)
    by_body: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(later):
        by_body[(one.body or "").casefold()].append(number)
    blocks = [block for body, numbers in by_body.items() for block in pairs.near(body, np.array(numbers))]
    told, made, most = map(np.concatenate, zip(_NO_PAIRS, *blocks, strict=True))
    found: dict[int, list[int]] = defaultdict(list)
    for first in range(0, len(told), _TOGETHER):
        some = slice(first, first + _TOGETHER)
        could = pairs.fit(told[some], made[some], most[some])
        for passage, commitment in zip(told[some][could].tolist(), made[some][could].tolist(), strict=True):
            found[passage].append(commitment)
    return {passage: sorted(commitments) for passage, commitments in sorted(found.items())}


class _Pairs:
    """Commitments and later passages as rows of matrices with a column for each stem."""

    def __init__(
        self,
        entries: Sequence[Entry],
        words: Sequence[Words],
        later: Sequence[Later],
        weights: Sequence[float],
        bars: Bars,
    ) -> None:
        self._bars = bars
        weighed = np.array(weights)
        self._wide = _matrix([one.wide for one in words], len(weights))
        own = _matrix([one.own for one in words], len(weights))
        # A commitment of few words is known by those of its passage.
        brief = (own @ weighed < bars.said).astype(float)
        self._said = sparse.diags_array(1 - brief) @ own + sparse.diags_array(brief) @ self._wide
        self._unsaid = self._wide - self._said
        self._bodies = np.array([(entry.body or "").casefold() for entry in entries], object)
        self._made = np.array([entry.met.toordinal() if entry.met else 0 for entry in entries], int)

        self._own = _matrix([one.words.own for one in later], len(weights))
        titled = _matrix([one.words.own | one.words.headed for one in later], len(weights))
        self._most = (1 - bars.headed) * self._own + (bars.headed - bars.around) * titled
        self._most += bars.around * _matrix([one.words.wide for one in later], len(weights))
        for matrix in (self._own, self._most):
            matrix.data *= weighed[matrix.indices]
        self._bar = np.array([bars.dated if _is_dated(one.mention) else bars.other for one in later])
        self._pointing = np.array([bool(one.mention.references) for one in later])
        self._least = np.where(self._pointing, np.minimum(self._bar, bars.named), self._bar) - _ROUNDING
        self._fewest = np.array([_fewest(one.mention, bars) for one in later]) - _ROUNDING
        self._written = np.array([one.written.toordinal() if one.written else _NEVER for one in later])

        numbers: dict[date | str, int] = {}
        at = [{numbers.setdefault(key, len(numbers)) for key in _stands_at(entry)} for entry in entries]
        named = [{numbers.setdefault(key, len(numbers)) for key in _named_by(one.mention)} for one in later]
        self._at, self._named = _matrix(at, len(numbers)), _matrix(named, len(numbers))

    def near(self, body: str, numbers: _Ints) -> Iterator[tuple[_Ints, _Ints, _Floats]]:
        """Yield pairs of a body's passages and commitments, by their numbers, and what they may weigh at most.

        A paper that does not say whose it is ("") may tell of any, and anybody's of what does not say whose it is.
        """
        chosen = np.flatnonzero((self._bodies == body) | (self._bodies == "") | (not body))
        made, wide = self._made[chosen], self._wide[chosen].T.tocsr()
        for first in range(0, len(numbers), _BLOCK):
            block = numbers[first : first + _BLOCK]
            most = self._most[block] @ wide
            could = np.flatnonzero(most.data >= np.repeat(self._least[block], np.diff(most.indptr)))
            told = block[np.searchsorted(most.indptr, could, "right") - 1]
            later = made[most.indices[could]] < self._written[told]
            could, told = could[later], told[later]
            yield told, chosen[most.indices[could]], most.data[could]

    def fit(self, told: _Ints, made: _Ints, most: _Floats) -> NDArray[np.bool_]:
        """Return which pairs weigh enough; ``most`` counts every word as the commitment's own."""
        own = _shared(self._own[told], self._said[made])
        fit = most - (1 - self._bars.headed) * _shared(self._own[told], self._unsaid[made]) + _ROUNDING
        could = (fit >= self._bar[told]) & (own >= self._fewest[told])
        named = np.flatnonzero(~could & self._pointing[told] & (fit >= self._bars.named))
        could[named] = _shared(self._named[told[named]], self._at[made[named]]) > 0
        return np.asarray(could)


def _matrix(sets: Sequence[Set[int]], columns: int) -> sparse.csr_array:
    """Return a row for each set, with ones in the columns that it holds."""
    held = np.fromiter(chain.from_iterable(sets), np.int32)
    ends = np.concatenate([[0], np.cumsum(np.fromiter(map(len, sets), np.int32))]).astype(np.int32)
    matrix = sparse.csr_array((np.ones(len(held)), held, ends), (len(sets), columns))
    matrix.sort_indices()
    return matrix


def _shared(one: sparse.csr_array, other: sparse.csr_array) -> _Floats:
    """Return row by row what two matrices have in common."""
    return np.asarray(one.multiply(other).sum(axis=1))


def _is_dated(mention: Mention) -> bool:
    return mention.since is not None or mention.due is not None


def _fewest(mention: Mention, bars: Bars) -> float:
    """Return what a passage's own words weigh at least."""
    if mention.back:
        return 0.0
    return 2 * _ROUNDING if mention.headed else bars.own


def _stands_at(entry: Entry) -> Iterator[date | str]:
    """Yield the day and the numbers of the minutes that a commitment stands in."""
    if entry.met:
        yield entry.met
    for place in (entry.place, *entry.also):
        if place.item and place.item.number:
            yield place.item.number.strip(" .").casefold()


def _named_by(mention: Mention) -> Iterator[date | str]:
    """Yield the minutes and days that a passage names."""
    for one in mention.references:
        yield one.minute.casefold()
        if one.met:
            yield one.met
