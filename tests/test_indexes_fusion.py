import pytest

from indexes.searching.fusion import SHORTEST, USUAL, convex, follow, lift, min_max, prefer_short, ranked, smooth


def test_min_max_scales_to_nought_and_one():
    assert min_max({"a": 2.0, "b": 4.0, "c": 3.0}) == {"a": 0.0, "b": 1.0, "c": 0.5}
    assert min_max({"a": 2.0}) == {"a": 1.0}
    assert min_max({}) == {}


def test_convex_weighs_both_pools_and_counts_a_missing_chunk_as_lowest():
    fused = convex({"a": 0.9, "b": 0.1}, {"b": 8.0, "c": 4.0}, weight=0.7)
    assert fused == pytest.approx({"a": 0.7 * 1 + 0.3 * 0, "b": 0.7 * 0 + 0.3 * 1, "c": 0.3 * 4 / 8})


def test_smoothing_adds_half_of_each_neighbour_times_the_weight():
    neighbours = {"a": (None, "b"), "b": ("a", "c"), "c": ("b", None)}
    smoothed = smooth({"a": 1.0, "b": 0.5, "c": 0.0}, neighbours, weight=0.5)
    assert smoothed == pytest.approx({"a": 1 + 0.25 * 1.5, "b": 0.5 + 0.25 * 1.0, "c": 0.25 * 0.5})


def test_a_short_paper_loses_nothing_by_having_no_neighbours():
    assert smooth({"a": 1.0}, {"a": (None, None)}, weight=0.5) == {"a": 1.5}
    assert smooth({"a": 1.0}, {"a": ("far", "away")}, weight=0.5) == {"a": 1.0}


def test_the_chunks_of_a_paper_that_fits_as_a_whole_are_lifted():
    papers = {"a": (1, 0), "b": (1, 0), "c": (1, 1), "d": (2, 0)}
    lifted = lift({"a": 1.0, "b": 0.6, "c": 0.8, "d": 0.2, "e": 0.5}, papers, weight=0.2, best=2)
    # The means of the two best are 0.8, 0.6 and 0.15, half of c and d standing in; no paper is known for e.
    assert lifted == pytest.approx({"a": 1.2, "b": 0.8, "c": 0.8 + 0.2 * 0.45 / 0.65, "d": 0.2, "e": 0.5})
    assert lift({}, {}, weight=0.2, best=2) == {}


def test_ties_break_by_id():
    assert ranked({"b": 1.0, "a": 1.0, "c": 2.0}) == [("c", 2.0), ("a", 1.0), ("b", 1.0)]


def test_what_follows_the_best_is_raised_and_nothing_is_lowered():
    scores = {"a": 1.0, "b": 0.2, "c": 0.9, "d": 0.1}
    behind = {"a": "b", "b": "c", "c": "d", "d": None}
    assert follow(scores, behind, share=0.8, best=1) == {"a": 1.0, "b": 0.8, "c": 0.9, "d": 0.1}
    assert follow(scores, behind, share=0.5, best=2) == {"a": 1.0, "b": 0.5, "c": 0.9, "d": 0.45}
    assert follow({}, {}, share=0.8, best=3) == {}


def test_a_short_chunk_gains_what_a_long_one_loses():
    preferred = prefer_short({"a": 0.5, "b": 0.5, "c": 0.5}, {"a": USUAL // 2, "b": USUAL, "c": USUAL * 2}, 0.1)
    assert preferred["b"] == 0.5
    assert preferred["a"] - 0.5 == pytest.approx(0.5 - preferred["c"])
    least = prefer_short({"a": 0.5, "b": 0.5}, {"a": 1, "b": SHORTEST}, 0.1)
    assert least["a"] == least["b"]
