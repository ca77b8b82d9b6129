import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from eval.intervals import interval, mean_interval, paired

VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_the_interval_of_a_share_is_near_the_normal_one() -> None:
    values = [1.0] * 120 + [0.0] * 40
    low, high = mean_interval(values)
    half = 1.96 * math.sqrt(0.75 * 0.25 / 160)
    assert low == pytest.approx(0.75 - half, abs=0.01)
    assert high == pytest.approx(0.75 + half, abs=0.01)


def test_any_statistic_has_the_interval_of_its_mean() -> None:
    values = [0.0, 1.0, 1.0, 0.5, 0.25]
    data = np.asarray(values)

    def mean(indices: NDArray[np.int64]) -> float:
        return float(data[indices].mean())

    assert interval(5, mean) == pytest.approx(mean_interval(values))


def test_resamples_without_a_value_are_left_out() -> None:
    def only_with_the_first(indices: NDArray[np.int64]) -> float:
        return 1.0 if 0 in indices else math.nan

    assert interval(3, only_with_the_first) == (1.0, 1.0)
    assert all(math.isnan(bound) for bound in interval(3, lambda _: math.nan))


def test_nothing_has_no_interval() -> None:
    with pytest.raises(ValueError, match="at least one value"):
        mean_interval([])
    with pytest.raises(ValueError, match="at least one case"):
        interval(0, lambda _: 1.0)
    with pytest.raises(ValueError, match="same cases"):
        paired([1.0], [1.0, 0.0])


@given(VALUES)
def test_the_interval_is_the_same_twice_and_within_the_values(values: list[float]) -> None:
    low, high = mean_interval(values)
    assert (low, high) == mean_interval(values)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9


def test_a_clear_gain_is_told_from_chance() -> None:
    before = [0.0] * 30 + [1.0] * 30
    after = [1.0] * 20 + [0.0] * 10 + [1.0] * 30
    difference, low, high, chance = paired(before, after)
    assert difference == pytest.approx(20 / 60)
    assert 0 < low < difference < high
    assert chance < 0.01


def test_one_case_either_way_is_chance() -> None:
    difference, low, high, chance = paired([1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0])
    assert difference == 0.0
    assert low <= 0.0 <= high
    assert chance == 1.0
