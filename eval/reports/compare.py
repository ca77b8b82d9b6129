"""Two runs side by side: what was won and lost, whether that is more than chance, and which cases moved."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from statistics import fmean

import numpy as np

from eval.intervals import paired, paired_statistic
from eval.measures import BY_NAME, MEASURES, Measure
from eval.reports.figures import TRIED, statistics
from eval.runs import Row, Run, Trial
from eval.scoring import Scores, best_ranking, score

_SAME = 1e-9
# What is told of a case that moved: the measures a reader can act on.
_TOLD = ("answer_right", "recall@750", "citation_recall", "citation_precision", "clean", "quotes_verbatim")


@dataclass(frozen=True, slots=True)
class Change:
    """One measure over the cases that both runs have it for.

    ``won``, ``lost`` and ``same`` count cases by the good direction; ``low`` and ``high`` bound the mean
    difference with 95 % confidence, ``chance`` is the paired bootstrap's two-sided p-value.
    """

    measure: Measure
    before: float
    after: float
    low: float
    high: float
    chance: float
    won: int
    lost: int
    same: int

    @property
    def n(self) -> int:
        """How many cases both runs have it for."""
        return self.won + self.lost + self.same


@dataclass(frozen=True, slots=True)
class Moved:
    """A case that came out otherwise, and how."""

    row: Row
    better: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs compared; cases that only one of them has, or that were rewritten in between, are named apart."""

    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    rewritten: tuple[str, ...]


def compare(before: Run, after: Run) -> Comparison:
    """Compare two runs case by case, over the cases that are the same in both."""
    old = {row.placed.case.id: row for row in before.rows}
    new = {row.placed.case.id: row for row in after.rows}
    common = sorted(set(old) & set(new))
    kept = [case for case in common if old[case].placed.case == new[case].placed.case]
    scores_old, scores_new = score(before.rows), score(after.rows)
    changes = (
        *(
            _change(measure, _named(measure, kept, scores_old), _named(measure, kept, scores_new))
            for measure in MEASURES
        ),
        *_overall([old[case] for case in kept], [new[case] for case in kept], scores_old, scores_new),
        *(
            _change(BY_NAME[name], _tried(before.trials, kinds), _tried(after.trials, kinds))
            for name, kinds in TRIED.items()
        ),
    )
    moved = (_moved(old[case], new[case], scores_old[case], scores_new[case]) for case in kept)
    return Comparison(
        changes=tuple(change for change in changes if change is not None),
        moved=tuple(sorted((one for one in moved if one is not None), key=lambda one: one.better)),
        only_before=tuple(sorted(set(old) - set(new))),
        only_after=tuple(sorted(set(new) - set(old))),
        rewritten=tuple(case for case in common if case not in set(kept)),
    )


def _change(measure: Measure, before: Mapping[str, float], after: Mapping[str, float]) -> Change | None:
    """Compare values by case (or statement), over those that both runs have."""
    common = [(value, after[key]) for key, value in before.items() if key in after]
    if not common:
        return None
    first, second = [pair[0] for pair in common], [pair[1] for pair in common]
    _, low, high, chance = paired(first, second)
    won, lost = _moves(measure, first, second)
    return Change(measure, fmean(first), fmean(second), low, high, chance, won, lost, len(common) - won - lost)


def _overall(
    old: Sequence[Row], new: Sequence[Row], scores_old: Mapping[str, Scores], scores_new: Mapping[str, Scores]
) -> Iterator[Change]:
    """Compare the figures that are no mean over cases, so that no case can be said to have won or lost them."""
    before, after = statistics(old, scores_old), statistics(new, scores_new)
    for name in before.keys() & after.keys():
        (count, first), (again, second) = before[name], after[name]
        at = np.arange(count)
        if count and count == again and not isnan(first(at) + second(at)):
            seen, low, high, chance = paired_statistic(count, first, second)
            yield Change(BY_NAME[name], first(at), first(at) + seen, low, high, chance, 0, 0, count)


def _named(measure: Measure, cases: Iterable[str], scores: Mapping[str, Scores]) -> dict[str, float]:
    return {case: scores[case][measure.name] for case in cases if measure.name in scores[case]}


def _tried(trials: Sequence[Trial], kinds: Collection[str]) -> dict[str, float]:
    return {f"{one.kind} {one.said}": float(one.doubted) for one in trials if one.kind in kinds}


def _moves(measure: Measure, before: Sequence[float], after: Sequence[float]) -> tuple[int, int]:
    sign = -1 if measure.lower_is_better else 1
    gains = [sign * (second - first) for first, second in zip(before, after, strict=True)]
    return sum(gain > _SAME for gain in gains), sum(gain < -_SAME for gain in gains)


def _moved(old: Row, new: Row, before: Scores, after: Scores) -> Moved | None:
    why, balance = [], 0.0
    if old.status != new.status:
        why.append(f"{old.status} became {new.status}")
        wanted = new.placed.case.status.value
        balance += (new.status == wanted) - (old.status == wanted)
    for name in _TOLD:
        gain = after.get(name, 0.0) - before.get(name, 0.0)
        if abs(gain) > _SAME and name in before and name in after:
            why.append(f"{name} {before[name]:.2f} became {after[name]:.2f}")
            balance += gain
    if new.placed.ways and (ranks := (_first(old), _first(new))) and ranks[0] != ranks[1]:
        why.append(f"first evidence at rank {ranks[0] or 'none'} became {ranks[1] or 'none'}")
        balance += 0.01 * ((ranks[0] or 99) - (ranks[1] or 99)) / 99
    if new.error is not None and old.error is None:
        why.append(new.error)
    return Moved(new, balance > 0, tuple(why)) if why else None


def _first(row: Row) -> int | None:
    ranking, relevant = best_ranking(row)
    return next((rank for rank, name in enumerate(ranking, 1) if name in relevant), None)
