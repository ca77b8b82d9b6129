"""From scored cases to figures: means with their intervals, for all cases and for slices of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import isnan
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from assistant.records import Status
from eval import metrics
from eval.checks import abstention
from eval.checks.promises import f1
from eval.intervals import interval, mean_interval
from eval.measures import BY_NAME, MEASURES, SLICED
from eval.runs import Promise, Row, Run, Trial
from eval.scoring import Scores, score

# Which trials of the checkers each figure is about.
TRIED = {
    "caught_figures": ("figure",),
    "caught_dates": ("date",),
    "caught_names": ("name",),
    "caught_negations": ("negation",),
    "caught_directions": ("direction",),
    "caught_citations": ("citation",),
    "caught_quotes": ("moved quote",),
    "caught_in_writing": ("changed in writing",),
    "false_alarms": ("verbatim", "placed quote"),
    "false_alarms_in_writing": ("written",),
}

Statistic = Callable[[NDArray[np.int64]], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over ``n`` cases, with its 95 % interval; ``part`` names the slice, "" is all cases."""

    name: str
    value: float
    low: float
    high: float
    n: int
    part: str = ""

    @property
    def words(self) -> tuple[str, str]:
        """The value and the interval with as many digits as the measure is worth."""
        digits = BY_NAME[self.name].digits if self.name in BY_NAME else 3
        return f"{self.value:.{digits}f}", f"{self.low:.{digits}f} to {self.high:.{digits}f}"


def figures(
    rows: Sequence[Row], trials: Sequence[Trial] = (), promises: Sequence[Promise] = ()
) -> tuple[Figure, ...]:
    """Return the figures of a run: every measure over all cases, then the headline measures over every slice.

    The same rows give the same figures; times are not among them.
    """
    scored = score(rows)
    found = [*_means(rows, scored, [measure.name for measure in MEASURES], ""), *_overall(rows, scored, "")]
    found += [*_checked(trials), *_promised(promises)]
    for part, members in slices(rows).items():
        found += [*_means(members, scored, SLICED, part), *_overall(members, scored, part, SLICED)]
    return tuple(found)


def of_run(run: Run) -> tuple[Figure, ...]:
    """Return the figures of a whole run, see ``figures``."""
    return figures(run.rows, run.trials, run.promises)


def slices(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows of each slice, named ``dimension: value``, in order of the names."""
    parts: dict[str, list[Row]] = {}
    for row in rows:
        for name in _parts(row):
            parts.setdefault(name, []).append(row)
    return dict(sorted(parts.items()))


def risk_curve(rows: Sequence[Row]) -> tuple[tuple[float, float], ...]:
    """Return the risk-coverage curve of a run; empty where the assistant does not say how sure it is."""
    judged = _judged(rows, score(rows))
    return abstention.risk_coverage([sure for sure, _, _ in judged], [right for _, right, _ in judged])


def times(rows: Sequence[Row]) -> tuple[Figure, ...]:
    """Return the median and the 95th percentile of the milliseconds that an answer took.

    They are kept apart from ``figures``: no two runs take the same time.
    """
    taken = np.array([row.elapsed_ms for row in rows if row.status != "error"])
    if not taken.size:
        return ()
    found = []
    for name, share in (("time_median", 0.5), ("time_p95", 0.95)):
        of = partial(_percentile, taken, share)
        found.append(Figure(name, of(np.arange(taken.size)), *interval(taken.size, of), taken.size))
    return tuple(found)


def statistics(rows: Sequence[Row], scored: Mapping[str, Scores]) -> dict[str, tuple[int, Statistic]]:
    """Return the figures that are no mean over cases, by name: of how many cases, and what works them out."""
    own = [scored[row.placed.case.id] for row in rows if row.placed.case.status is not Status.CLARIFY]
    answerable = np.array(["answered" in one for one in own])
    right = np.array([one.get("answered", one.get("refused")) == 1.0 for one in own])
    judged = _judged(rows, scored)
    found: dict[str, tuple[int, Statistic]] = {
        "refusal_balanced": (
            len(own),
            lambda at: abstention.balanced_accuracy(right[at][answerable[at]], right[at][~answerable[at]]),
        )
    }
    if judged:
        found |= _of_confidence(*(np.array(column) for column in zip(*judged, strict=True)))
    return found


def _percentile(values: NDArray[np.float64], share: float, at: NDArray[np.int64]) -> float:
    return metrics.percentile(values[at].tolist(), share)


def _means(rows: Sequence[Row], scored: Mapping[str, Scores], names: Sequence[str], part: str) -> Iterable[Figure]:
    for name in names:
        values = [scored[key][name] for row in rows if name in scored[key := row.placed.case.id]]
        if values:
            yield Figure(name, fmean(values), *mean_interval(values), len(values), part)


def _checked(trials: Sequence[Trial]) -> Iterable[Figure]:
    """How well the checkers tell bad statements and quotes from good ones."""
    for name, kinds in TRIED.items():
        doubted = [float(one.doubted) for one in trials if one.kind in kinds]
        if doubted:
            yield Figure(name, fmean(doubted), *mean_interval(doubted), len(doubted))


def _promised(promises: Sequence[Promise]) -> Iterable[Figure]:
    """How well commitments are found, and whose they are and when due, of those that are agreed."""
    firm = [one for one in promises if one.strength == "agreed"]
    hit = np.array([one.outcome == "found" for one in firm])
    extra = np.array([one.outcome == "extra" for one in firm])
    if firm:
        value = interval(len(firm), lambda at: f1(hit[at], extra[at]))
        yield Figure("commitments_f1", f1(hit, extra), *value, len(firm))
    judged = {
        "commitments_found": [one.outcome == "found" for one in firm if one.outcome != "extra"],
        "commitments_true": [one.outcome == "found" for one in firm if one.outcome != "missed"],
        "commitment_owners": [one.owner for one in firm if one.owner is not None],
        "commitment_dues": [one.due for one in firm if one.due is not None],
        "intentions_found": [one.outcome == "found" for one in promises if one.strength == "intention"],
    }
    for name, told in judged.items():
        values = [float(one) for one in told]
        if values:
            yield Figure(name, fmean(values), *mean_interval(values), len(values))


def _overall(
    rows: Sequence[Row], scored: Mapping[str, Scores], part: str, names: Sequence[str] | None = None
) -> Iterable[Figure]:
    """Figures that are no mean over cases: those that weigh answerable against unanswerable ones."""
    for name, (count, statistic) in statistics(rows, scored).items():
        if count and (names is None or name in names):
            value = statistic(np.arange(count))
            if not isnan(value):
                yield Figure(name, value, *interval(count, statistic), count, part)


def _of_confidence(
    sure: NDArray[np.float64], right: NDArray[np.bool_], answerable: NDArray[np.bool_]
) -> dict[str, tuple[int, Statistic]]:
    return {
        "auroc": (len(sure), lambda at: abstention.auroc(sure[at], answerable[at])),
        "risk_area": (
            len(sure),
            lambda at: abstention.area_under_risk(abstention.risk_coverage(sure[at], right[at])),
        ),
        "calibration_error": (len(sure), lambda at: abstention.calibration_error(sure[at], answerable[at])),
    }


def _judged(rows: Iterable[Row], scored: Mapping[str, Scores]) -> list[tuple[float, bool, bool]]:
    """Confidence, whether an answer was or would be right, and whether the papers answer at all, case by case."""
    return [
        (row.confidence, own.get("answer_right", 0.0) > 0, "answered" in own)
        for row in rows
        if row.confidence is not None and row.placed.case.status is not Status.CLARIFY
        for own in (scored[row.placed.case.id],)
    ]


def _parts(row: Row) -> Iterable[str]:
    case = row.placed.case
    yield f"type: {case.type.value}"
    yield f"turn: {'follow-up' if len(case.turns) > 1 else 'first'}"
    yield f"set: {'held' if case.held else 'open'}"
    yield from (f"tag: {tag}" for tag in case.tags)
    if row.placed.ways:
        first = row.placed.ways[0]
        yield f"form: {'table' if any(piece.table for piece in first) else 'prose'}"
        yield from sorted({f"paper: {piece.part}" for piece in first})
        yield from sorted({f"body: {piece.body or 'not named'}" for piece in first})
