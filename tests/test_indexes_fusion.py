import numpy as np
import pytest

from indexes.searching.fusion import SHORTEST, USUAL, convex, follow, lift, min_max, prefer_short, ranked, smooth


def scores(*values: float) -> np.ndarray:
    return np.array(values, np.float64)


def at(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def ids(letters: str) -> np.ndarray:
    return np.frombuffer(b"".join(one.encode() * 16 for one in letters), "V16")


def test_min_max_scales_to_nought_and_one():
    assert min_max(scores(2, 4, 3)).tolist() == [0.0, 1.0, 0.5]
    assert min_max(scores(2)).tolist() == [1.0]
    assert min_max(scores()).tolist() == []


def test_convex_weighs_both_and_counts_keyword_scores_from_nought():
    fused = convex(scores(0.9, 0.1, 0.5), scores(0, 8, 4), weight=0.7)
    assert fused == pytest.approx([0.7, 0.3, 0.7 * 0.5 + 0.3 * 0.5])
    assert convex(scores(0.9, 0.1), scores(0, 0), weight=0.7) == pytest.approx([0.7, 0.0])
    assert convex(scores(), scores(), weight=0.7).tolist() == []


def test_smoothing_adds_half_of_each_neighbour_times_the_weight():
    smoothed = smooth(scores(1.0, 0.5, 0.0), at(0, 0, 1), at(1, 2, 2), weight=0.5)
    assert smoothed == pytest.approx([1 + 0.25 * 1.5, 0.5 + 0.25 * 1.0, 0.25 * 0.5])


def test_a_short_paper_loses_nothing_by_having_no_neighbours():
    assert smooth(scores(1.0), at(0), at(0), weight=0.5).tolist() == [1.5]
    assert smooth(scores(1.0), at(1), at(1), weight=0.5).tolist() == [1.0]


def test_the_chunks_of_a_paper_that_fits_as_a_whole_are_lifted():
    lifted = lift(scores(1.0, 0.8, 0.6, 0.2), at(7, 9, 7, 8), weight=0.2, best=2)
    # The means of the two best are 0.8, 0.6 and 0.15, half of the second and fourth standing in.
    assert lifted == pytest.approx([1.2, 0.8 + 0.2 * 0.45 / 0.65, 0.8, 0.2])
    assert lift(scores(0.4, 0.3), at(1, 1), weight=0.2, best=3) == pytest.approx([0.4, 0.3])
    assert lift(scores(), at(), weight=0.2, best=2).tolist() == []


def test_ties_break_by_id():
    assert ranked(scores(1, 1, 2), ids("bac")).tolist() == [2, 1, 0]


def test_what_follows_the_best_is_raised_and_nothing_is_lowered():
    given, behind = scores(1.0, 0.2, 0.9, 0.1), at(1, 2, 3, 3)
    assert follow(given, behind, 0.8, 1, ids("abcd")).tolist() == [1.0, 0.8, 0.9, 0.1]
    assert follow(given, behind, 0.5, 2, ids("abcd")).tolist() == [1.0, 0.5, 0.9, 0.45]
    assert follow(scores(1.0, -np.inf), at(1, 2), 0.8, 3, ids("ab")).tolist() == [1.0, -np.inf]
    assert follow(scores(), at(), 0.8, 3, ids("")).tolist() == []


def test_a_short_chunk_gains_what_a_long_one_loses():
    short, usual, long = prefer_short(scores(0.5, 0.5, 0.5), at(USUAL // 2, USUAL, USUAL * 2), 0.1)
    assert usual == 0.5
    assert short - 0.5 == pytest.approx(0.5 - long)
    least = prefer_short(scores(0.5, 0.5), at(1, SHORTEST), 0.1)
    assert least[0] == least[1]
