import math
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.checks.abstention import area_under_risk, auroc, balanced_accuracy, calibration_error, risk_coverage

JUDGED = st.lists(st.tuples(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), st.booleans()), min_size=1, max_size=20)


def test_balanced_accuracy_is_the_mean_of_both_kinds() -> None:
    assert balanced_accuracy([True, True, False, True], [True, False]) == (3 / 4 + 1 / 2) / 2
    assert math.isnan(balanced_accuracy([], [True]))


def test_auroc_by_hand() -> None:
    # pairs (positive, negative): .9>.5, .9>.4, .4<.5, .4=.4 -> 1 + 1 + 0 + 1/2 of 4
    assert auroc([0.9, 0.4, 0.5, 0.4], [True, True, False, False]) == 2.5 / 4
    assert math.isnan(auroc([0.3], [True]))


@given(JUDGED)
def test_auroc_is_the_share_of_pairs_in_order(judged: list[tuple[float, bool]]) -> None:
    ups = [sure for sure, good in judged if good]
    downs = [sure for sure, good in judged if not good]
    measured = auroc([sure for sure, _ in judged], [good for _, good in judged])
    if not ups or not downs:
        assert math.isnan(measured)
    else:
        pairs = [1.0 if up > down else 0.5 if up == down else 0.0 for up, down in product(ups, downs)]
        assert measured == pytest.approx(sum(pairs) / len(pairs))


def test_risk_coverage_by_hand() -> None:
    curve = risk_coverage([0.9, 0.8, 0.8, 0.1], [True, True, False, False])
    assert curve == ((1 / 4, 0.0), (3 / 4, 1 / 3), (4 / 4, 2 / 4))
    assert area_under_risk(curve) == pytest.approx(1 / 4 * 0 + 2 / 4 * 1 / 3 + 1 / 4 * 2 / 4)


@given(JUDGED)
def test_risk_coverage_ends_at_the_overall_error(judged: list[tuple[float, bool]]) -> None:
    curve = risk_coverage([sure for sure, _ in judged], [good for _, good in judged])
    assert all(low[0] < high[0] for low, high in pairwise(curve))
    assert curve[-1][0] == 1.0
    assert curve[-1][1] == pytest.approx(sum(not good for _, good in judged) / len(judged))
    assert 0 <= area_under_risk(curve) <= 1


def test_calibration_error_by_hand() -> None:
    # bin .9-1: two answers at .95 and 1.0, one right: gap .475; bin .1-.2: one at .15, wrong: gap .15
    measured = calibration_error([0.95, 1.0, 0.15], [True, False, False])
    assert measured == pytest.approx((2 * (0.975 - 0.5) + 1 * 0.15) / 3)
    assert math.isnan(calibration_error([], []))
    assert calibration_error([1.0, 0.0], [True, False]) == 0.0
