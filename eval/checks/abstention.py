"""Knowing when not to answer: how well confidence and refusal tell right answers from wrong ones."""

from collections.abc import Sequence
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

Values = Sequence[float] | NDArray[np.float64]
Flags = Sequence[bool] | NDArray[np.bool_]


def balanced_accuracy(answerable_answered: Flags, unanswerable_refused: Flags) -> float:
    """Return the mean of the share of answerable questions answered and of unanswerable ones refused.

    NaN where there is none of either kind: half of the truth is no figure.
    """
    if not len(answerable_answered) or not len(unanswerable_refused):
        return float("nan")
    return float((np.mean(answerable_answered) + np.mean(unanswerable_refused)) / 2)


def auroc(confidence: Values, positive: Flags) -> float:
    """Return the chance that a positive has more confidence than a negative; ties count half. NaN without either.

    The Mann-Whitney form (Hanley and McNeil 1982), through mean ranks.
    """
    values, flags = np.asarray(confidence, dtype=np.float64), np.asarray(positive, dtype=bool)
    ups, downs = int(flags.sum()), int((~flags).sum())
    if not ups or not downs:
        return float("nan")
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[place]
    return float((ranks[flags].sum() - ups * (ups + 1) / 2) / (ups * downs))


def risk_coverage(confidence: Values, right: Flags) -> tuple[tuple[float, float], ...]:
    """Return (coverage, risk) for every threshold: the share answered, surest first, and how much of it is wrong.

    The equally sure are answered together, so the order of the cases does not matter (El-Yaniv and Wiener 2010).
    """
    order = sorted(zip(confidence, right, strict=True), key=lambda pair: -pair[0])
    curve, wrong = [], 0
    for position, (sure, good) in enumerate(order, 1):
        wrong += not good
        if position == len(order) or order[position][0] != sure:
            curve.append((position / len(order), wrong / position))
    return tuple(curve)


def area_under_risk(curve: Sequence[tuple[float, float]]) -> float:
    """Return the mean risk over all coverages, each step of the curve weighed by its width. Lower is better."""
    area, before = 0.0, 0.0
    for coverage, risk in curve:
        area += (coverage - before) * risk
        before = coverage
    return area


def calibration_error(confidence: Values, right: Flags, bins: int = 10) -> float:
    """Return the expected calibration error: mean gap of confidence and accuracy over equal-width bins (Guo 2017).

    ``confidence`` lies between 0 and 1.
    """
    if not len(confidence):
        return float("nan")
    groups: dict[int, list[tuple[float, bool]]] = {}
    for sure, good in zip(confidence, right, strict=True):
        groups.setdefault(min(int(sure * bins), bins - 1), []).append((sure, good))
    gaps = (
        len(group) * abs(fmean(sure for sure, _ in group) - fmean(good for _, good in group))
        for group in groups.values()
    )
    return sum(gaps) / len(confidence)
