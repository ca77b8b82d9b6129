"""How sure a figure is: percentile bootstrap over cases, seeded, so that the same run gives the same interval.

Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapters 13 (percentile interval) and 16 (tests).
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SEED = 20240917  # any number does; it is fixed so that two reports of one run agree
RESAMPLES = 2000
LEVEL = 0.95

Statistic = Callable[[NDArray[np.int64]], float]


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the bounds of the 95 % bootstrap interval of the mean of per-case values.

    Raises ValueError where there are no values.
    """
    if not values:
        msg = "an interval needs at least one value"
        raise ValueError(msg)
    return _bounds(_drawn(len(values)) @ np.asarray(values, dtype=np.float64) / len(values))


def interval(count: int, statistic: Statistic) -> tuple[float, float]:
    """Return the bounds of the 95 % bootstrap interval of any statistic of ``count`` cases.

    ``statistic`` takes case indices (with repeats) and returns the figure for them, NaN where it has no value (a
    resample without a single unanswerable question, say); such resamples are left out.
    """
    if count < 1:
        msg = "an interval needs at least one case"
        raise ValueError(msg)
    drawn = np.array([statistic(indices) for indices in _resamples(count)])
    drawn = drawn[~np.isnan(drawn)]
    if not drawn.size:
        return (float("nan"), float("nan"))
    return _bounds(drawn)


def paired(before: Sequence[float], after: Sequence[float]) -> tuple[float, float, float, float]:
    """Compare two runs of the same cases: mean difference, its 95 % interval, and a two-sided bootstrap p-value.

    The p-value is the share of resampled differences, centred on nought, that lie as far out as the one seen.
    """
    if len(before) != len(after) or not before:
        msg = "a paired comparison needs the same cases, at least one, on both sides"
        raise ValueError(msg)
    difference = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    return _change(float(difference.mean()), difference[_resamples(len(difference))].mean(axis=1))


def paired_statistic(count: int, before: Statistic, after: Statistic) -> tuple[float, float, float, float]:
    """Compare two runs of the same ``count`` cases by any statistic of them; see ``interval`` and ``paired``."""
    drawn = np.array([after(indices) - before(indices) for indices in _resamples(count)])
    everything = np.arange(count)
    return _change(after(everything) - before(everything), drawn[~np.isnan(drawn)])


def _change(seen: float, drawn: NDArray[np.float64]) -> tuple[float, float, float, float]:
    low, high = _bounds(drawn)
    extreme = int((np.abs(drawn - seen) >= abs(seen) - 1e-12).sum())
    return seen, low, high, (extreme + 1) / (len(drawn) + 1)


@lru_cache(maxsize=4)
def _resamples(count: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, count, size=(RESAMPLES, count))


@lru_cache(maxsize=4)
def _drawn(count: int) -> NDArray[np.float64]:
    """How often each case is drawn in each resample: sums over it are means, twenty times as fast."""
    resamples = _resamples(count) + count * np.arange(RESAMPLES)[:, None]
    return np.bincount(resamples.ravel(), minlength=RESAMPLES * count).reshape(RESAMPLES, count).astype(np.float64)


def _bounds(drawn: NDArray[np.float64]) -> tuple[float, float]:
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return float(low), float(high)
