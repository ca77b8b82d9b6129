"""Which commitments a later passage could be about: all but what cannot reach the bars of ``following``.

In twelve years of a county's papers there are ten thousand of each. Every pair is weighed here at once, in blocks,
as products of sparse matrices of their words; the rules are tried on the few pairs that are left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped]

from assistant.register.records import Entry
from corpus.undertakings.records import Mention

_BLOCK = 256
# What rounding may take from a sum.
_ROUNDING = 1e-9
_NONE = np.empty(0, np.intp)


@dataclass(frozen=True, slots=True)
class Words:
    """Stems of a commitment or passage: its own, those of the titles above it, and all with what is around it."""

    own: frozenset[str]
    headed: frozenset[str]
    wide: frozenset[str]


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
    weights: Mapping[str, float],
    bars: Bars,
) -> dict[int, list[int]]:
    """Return by number of a passage the numbers of the commitments that it could be about, in order."""
    stems = {stem: number for number, stem in enumerate(weights)}
    weighed = np.fromiter(weights.values(), float, len(weights))
    table = _Entries(entries, words, stems, weighed, bars)
    by_body: dict[str | None, list[int]] = defaultdict(list)
    for number, one in enumerate(later):
        by_body[one.body and one.body.casefold()].append(number)
    found: dict[int, list[int]] = {}
    for body, numbers in by_body.items():
        some = table.of_body(body)
        for first in range(0, len(numbers), _BLOCK):
            block = numbers[first : first + _BLOCK]
            for number, near in zip(block, some.near([later[one] for one in block]), strict=True):
                found[number] = near
    return found


class _Entries:
    """Commitments as rows of matrices with a column for each stem."""

    def __init__(
        self,
        entries: Sequence[Entry],
        words: Sequence[Words],
        stems: Mapping[str, int],
        weights: NDArray[np.float64],
        bars: Bars,
    ) -> None:
        self._stems, self._weights, self._bars = stems, weights, bars
        self._numbers = np.arange(len(entries))
        self._bodies = np.array([(entry.body or "").casefold() for entry in entries], object)
        self._made = np.array([entry.met.toordinal() if entry.met else 0 for entry in entries])
        self._at: dict[str, NDArray[np.intp]] = _by_minute(entries)
        self._wide = self._matrix([one.wide for one in words])
        own = self._matrix([one.own for one in words])
        # A commitment of few words is known by those of its passage.
        brief = (own @ weights < bars.said).astype(float)
        self._said = sparse.diags_array(1 - brief) @ own + sparse.diags_array(brief) @ self._wide

    def of_body(self, body: str | None) -> "_Entries":
        """Return those that a paper of this body may tell of; one that does not say whose it is may be of any."""
        if body is None:
            return self
        some = object.__new__(_Entries)
        chosen = np.flatnonzero((self._bodies == body) | (self._bodies == ""))
        some._stems, some._weights, some._bars = self._stems, self._weights, self._bars
        some._numbers, some._bodies, some._made = self._numbers[chosen], self._bodies[chosen], self._made[chosen]
        some._at = self._at
        some._wide, some._said = self._wide[chosen], self._said[chosen]
        return some

    def near(self, later: Sequence[Later]) -> Iterator[list[int]]:
        """Yield for each passage the numbers of the commitments that it could be about."""
        own = self._shared([one.words.own for one in later], self._said)
        said = self._shared([one.words.own | one.words.headed for one in later], self._wide)
        wide = self._shared([one.words.wide for one in later], self._wide)
        bars = self._bars
        fit = own + bars.headed * (said - own) + bars.around * (wide - said) + _ROUNDING
        for one, fits, shares in zip(later, fit, own + _ROUNDING, strict=True):
            mention = one.mention
            dated = mention.since is not None or mention.due is not None
            could = fits >= (bars.dated if dated else bars.other)
            if not mention.back:
                could &= (shares > 2 * _ROUNDING) if mention.headed else (shares >= bars.own)
            if mention.references:
                could |= (fits >= bars.named) & self._named(mention)
            if one.written is not None:
                could &= self._made < one.written.toordinal()
            yield [int(number) for number in self._numbers[could]]

    def _named(self, mention: Mention) -> NDArray[np.bool_]:
        days = [one.met.toordinal() for one in mention.references if one.met]
        minutes = {one.minute.casefold() for one in mention.references}
        named = np.concatenate([self._at.get(one, _NONE) for one in minutes])
        return np.asarray(np.isin(self._made, days) | np.isin(self._numbers, named))

    def _matrix(self, sets: Iterable[frozenset[str]]) -> sparse.csr_array:
        columns, ends = [], [0]
        for one in sets:
            columns += [self._stems[stem] for stem in one if stem in self._stems]
            ends.append(len(columns))
        return sparse.csr_array(
            (np.ones(len(columns)), np.array(columns, np.int32), np.array(ends)), (len(ends) - 1, len(self._stems))
        )

    def _shared(self, sets: Sequence[frozenset[str]], of: sparse.csr_array) -> NDArray[np.float64]:
        """Return what the words weigh that each of these has in common with each commitment."""
        theirs = self._matrix(sets)
        theirs.data = self._weights[theirs.indices]
        return np.asarray((theirs @ of.T).toarray())


def _by_minute(entries: Sequence[Entry]) -> dict[str, NDArray[np.intp]]:
    """Return by the number of a minute which commitments stand in such a one."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for place in (entry.place, *entry.also):
            if place.item and place.item.number:
                found[place.item.number.strip(" .").casefold()].append(number)
    return {minute: np.array(numbers) for minute, numbers in found.items()}
