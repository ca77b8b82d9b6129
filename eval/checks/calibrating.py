"""Fitting ``assistant.answering.confidence`` to a run: which signs say that the papers answer a question."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from assistant.records import Signs, Status
from corpus.errors import MinutebookError
from eval.runs import Row

# The penalty on the square of each weight, of signs scaled to a spread of one: a weak prior of none.
RIDGE = 3.0
_STEPS = 25
_FEWEST = 20

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """The weights of the signs and their bias, ready to be written into ``assistant.answering.confidence``."""

    weights: Signs
    bias: float
    n: int


def fit(rows: Sequence[Row], *, held: bool = False) -> Fit:
    """Fit a logistic model to the open cases of a run, or to the held ones, by Newton's method.

    A sign that comes out against its meaning says more of the cases than of the world, and is left out one after
    the other, the strongest first.

    Raises MinutebookError where the run has too few cases with signs of either kind.
    """
    told = [(row.signs, answerable(row)) for row in rows if usable(row) and row.placed.case.held is held]
    signs = np.array([astuple(one) for one, _ in told if one is not None], dtype=np.float64)
    truth = np.array([good for _, good in told])
    if min(truth.sum(), (~truth).sum()) < _FEWEST:
        raise MinutebookError(
            f"The run holds fewer than {_FEWEST} answerable or unanswerable cases with signs; run all cases first."
        )
    for_it = np.array([one.default == 1.0 for one in fields(Signs)])
    kept = signs.std(axis=0) > 0
    while True:
        weights, bias = _newton(signs[:, kept], truth)
        wrong = np.where(for_it[kept], -weights, weights)
        if not len(wrong) or wrong.max() <= 0:
            break
        kept[np.flatnonzero(kept)[wrong.argmax()]] = False
    whole = np.zeros(len(kept))
    whole[kept] = weights
    return Fit(Signs(*(round(float(one), 2) for one in whole)), round(bias, 2), len(truth))


def usable(row: Row) -> bool:
    """Whether a case of a run tells something of confidence: it has signs, and is not one to ask back."""
    return row.signs is not None and row.placed.case.status is not Status.CLARIFY


def answerable(row: Row) -> bool:
    """Whether the papers answer the case of a row."""
    return row.placed.case.status is Status.ANSWERED


def _newton(signs: Matrix, truth: NDArray[np.bool_]) -> tuple[Matrix, float]:
    """Return the weights of the signs as they are, and the bias."""
    middle, spread = signs.mean(axis=0), signs.std(axis=0)
    scaled = np.column_stack(((signs - middle) / spread, np.ones(len(signs))))
    ridge = np.diag([RIDGE] * signs.shape[1] + [0.0])
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (truth - sure) - ridge @ weights
        weights += np.linalg.solve((scaled.T * (sure * (1 - sure) + 1e-9)) @ scaled + ridge, slope)
    raw = weights[:-1] / spread
    return raw, float(weights[-1] - raw @ middle)
