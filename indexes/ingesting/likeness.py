"""How much two papers say the same: sketches of their words and figures, small enough to keep for every paper.

A paper's shingles (runs of four words) are hashed and the least hashes kept: a bottom-k sketch, from which the
share of shingles in common is estimated as from MinHash with as many permutations (Broder, "On the resemblance and
containment of documents", 1997). Its figures are sketched apart: reports of two quarters share nearly all their
words and hardly a figure. The same text always gives the same sketch.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

RUN = 4
KEPT = 256
"""Hashes kept of a paper's shingles: the share in common is then off by 0.03 or so."""

FIGURES_KEPT = 256
KEYS = 16
"""Hashes by which papers that may be alike are found: two that share half their shingles surely share one."""

FEWEST = 40
"""Shorter papers say too little to be told apart by it: a cover sheet, a blank form."""

ENOUGH_WORDS = 0.7
"""The share of the shorter paper's shingles that the other must hold. On the sample papers the same report in a
pack and alone, and minutes before and after correction, reach 1.0; of the others a plan and its update come
nearest, with 0.34."""

ENOUGH_FIGURES = 0.75
"""The share of the figures of the one with fewer that the other must hold; 1.0 for the same in the sample."""

FEWEST_FIGURES = 3
NEARLY_ALL = 0.9
"""The share of shingles that papers with fewer figures, or of two meetings, must have in common."""
ALL_BUT_FEW = 0.97

_WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a paper's words: how many shingles it has, the least of their hashes, and its figures'."""

    size: int
    least: Hashes
    figures: Hashes

    @property
    def keys(self) -> tuple[int, ...]:
        """The hashes by which others like it are found, as signed numbers."""
        return tuple(int(one) for one in self.least[:KEYS].view(np.int64))


def sketch(text: str) -> Sketch | None:
    """Return a sketch of a paper's words; None where they are too few to tell it from another."""
    words = normal(text)
    hashes = np.array([_hashed(word) for word in words], dtype=np.uint64)
    if len(hashes) < FEWEST + RUN:
        return None
    mixed = np.zeros(len(hashes) - RUN + 1, dtype=np.uint64)
    for step in range(RUN):
        mixed = mixed * _MULTIPLIER + hashes[step : step + len(mixed)]
    shingles = np.unique(_spread(mixed))
    figures = np.array(sorted({_hashed(word) for word in words if _is_figure(word)}), dtype=np.uint64)
    return Sketch(len(shingles), shingles[:KEPT], np.unique(_spread(figures))[:FIGURES_KEPT])


def normal(text: str) -> list[str]:
    """Return the words of a text as they are compared: lower case, plain quotes, without marks."""
    return _WORD.findall(text.lower().replace("’", "'"))


def is_same_paper(one: Sketch, other: Sketch, *, strictly: bool = False) -> bool:
    """Say whether one paper's words, and its figures where it has enough of them, all but stand in the other.

    ``strictly`` is for papers that are of two meetings: nearly all must be the same.
    """
    words = _contained(one.least, one.size, other.least, other.size)
    fewer, more = sorted((one.figures, other.figures), key=len)
    if len(fewer) < FEWEST_FIGURES:
        return words >= (ALL_BUT_FEW if strictly else NEARLY_ALL)
    if len(more) == FIGURES_KEPT:
        figures = _shared(fewer, more, FIGURES_KEPT) * (2 - ENOUGH_FIGURES)
    else:
        figures = float(np.isin(fewer, more).mean())
    if strictly:
        return words >= NEARLY_ALL and figures >= ALL_BUT_FEW
    return words >= ENOUGH_WORDS and figures >= ENOUGH_FIGURES


def _contained(one: Hashes, one_size: int, other: Hashes, other_size: int) -> float:
    """Estimate the share of the smaller set that is in the larger one."""
    resemblance = _shared(one, other, KEPT)
    both = resemblance / (1 + resemblance) * (one_size + other_size)
    return min(1.0, both / min(one_size, other_size))


def _shared(one: Hashes, other: Hashes, kept: int) -> float:
    """Estimate how much of the union two sets share, from the least hashes of each."""
    union = np.union1d(one, other)[:kept]
    return float((np.isin(union, one) & np.isin(union, other)).mean()) if len(union) else 0.0


def _spread(values: Hashes) -> Hashes:
    """Spread hashes over all 64 bits, so that the least of them are a sample (splitmix64's finish)."""
    values = (values ^ (values >> np.uint64(30))) * _SPREAD
    return values ^ (values >> np.uint64(31))


@lru_cache(maxsize=100_000)
def _hashed(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def _is_figure(word: str) -> bool:
    """Say whether a word is a figure that tells papers apart: not a list's number."""
    return any(letter.isdigit() for letter in word) and len(word) > 1
