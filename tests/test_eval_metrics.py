import math
from itertools import pairwise

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from corpus.records import Span
from eval.metrics import (
    Stretch,
    f1,
    hit_at,
    ndcg_at,
    percentile,
    piece_ranking,
    points_held,
    precision,
    recall_at,
    reciprocal_rank,
    share_found,
    statements,
    stray_figures,
    within_budget,
)

RANKING = ("x1", "e2", "x3", "e1", "x5", "x6")
RELEVANT = frozenset({"e1", "e2", "e3"})


def stretch(source: str, start: int, end: int, words: int = 10) -> Stretch:
    return Stretch(source, (Span(start, end),), words)


def test_ranking_names_pieces_once_and_in_order() -> None:
    pieces = [(stretch("a", 0, 10),), (stretch("a", 50, 60),), (stretch("b", 0, 10),)]
    hits = [stretch("c", 0, 10), stretch("a", 0, 100), stretch("a", 0, 20), stretch("b", 6, 30)]
    # the second brings both pieces of a, the third e1 again, the fourth only 4 of b's 10 characters
    assert piece_ranking(hits, pieces) == ("x1", "e1", "e2", "x3", "x4")


def test_rank_measures_by_hand() -> None:
    assert hit_at(RANKING, RELEVANT, 1) == 0.0
    assert hit_at(RANKING, RELEVANT, 2) == 1.0
    assert recall_at(RANKING, RELEVANT, 3) == 1 / 3
    assert recall_at(RANKING, RELEVANT, 10) == 2 / 3
    assert reciprocal_rank(RANKING, RELEVANT) == 1 / 2
    assert reciprocal_rank(("x1",), RELEVANT) == 0.0
    gain = 1 / math.log2(2 + 1) + 1 / math.log2(4 + 1)
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert ndcg_at(RANKING, RELEVANT, 10) == pytest.approx(gain / ideal)
    assert ndcg_at(RANKING, frozenset(), 10) == 0.0
    assert recall_at(RANKING, frozenset(), 10) == 0.0


# What ir-measures 0.4.3 (pytrec_eval) prints for the same rankings.
@pytest.mark.parametrize(
    ("ranking", "relevant", "expected"),
    [
        ("x1 e2 x3 e1 x5 x6", "e1 e2 e3", (0.498189, 0.296082, 0.500000, 0.666667)),
        ("e1 e2 x3", "e1 e2", (1.000000, 1.000000, 1.000000, 1.000000)),
        ("x1 x2 x3 x4 e1", "e1", (0.386853, 0.000000, 0.200000, 1.000000)),
        ("x1 x2", "e1", (0.000000, 0.000000, 0.000000, 0.000000)),
        ("e3 x2 e1 x4 x5 x6 x7 x8 x9 e2 x11 e4", "e1 e2 e3 e4 e5 e6", (0.541375, 0.703918, 1.000000, 0.333333)),
        ("x1 x2 x3 e1 e2 e3 e4 e5", "e1 e2 e3 e4 e5", (0.618131, 0.000000, 0.250000, 0.400000)),
    ],
)
def test_rank_measures_agree_with_ir_measures(
    ranking: str, relevant: str, expected: tuple[float, float, float, float]
) -> None:
    names, wanted = ranking.split(), frozenset(relevant.split())
    measured = (
        ndcg_at(names, wanted, 10),
        ndcg_at(names, wanted, 3),
        reciprocal_rank(names, wanted),
        recall_at(names, wanted, 5),
    )
    assert measured == pytest.approx(expected, abs=5e-5)


@given(st.permutations([*"abcdef"]), st.sets(st.sampled_from([*"abcdefgh"]), min_size=1))
def test_rank_measures_lie_between_0_and_1_and_grow_with_depth(ranking: list[str], relevant: set[str]) -> None:
    for measure in (hit_at, recall_at):
        values = [measure(ranking, relevant, depth) for depth in range(1, 8)]
        assert all(0 <= low <= high <= 1 for low, high in pairwise(values))
    assert 0 <= ndcg_at(ranking, relevant, 5) <= 1
    best = sorted(ranking, key=lambda name: name not in relevant)
    assert ndcg_at(best, relevant, 5) >= ndcg_at(ranking, relevant, 5)


def test_budget_takes_whole_hits_and_always_the_first() -> None:
    hits = [stretch("a", 0, 1, 60), stretch("b", 0, 1, 30), stretch("c", 0, 1, 20), stretch("d", 0, 1, 5)]
    assert [hit.source for hit in within_budget(hits, 100)] == ["a", "b"]
    assert [hit.source for hit in within_budget(hits, 10)] == ["a"]
    assert within_budget([], 10) == ()


def test_share_found_adds_up_what_several_hits_hold() -> None:
    pieces = [(stretch("a", 0, 100),), (stretch("b", 0, 100),)]
    hits = [stretch("a", 0, 50), stretch("a", 50, 85), stretch("b", 0, 70)]
    assert share_found(pieces, hits, 0.8) == 1 / 2
    assert share_found(pieces, hits, 0.5) == 1.0
    assert share_found([], hits, 0.5) == 0.0


def test_the_same_words_in_another_paper_are_the_same_piece() -> None:
    pieces = [(stretch("report", 0, 100), stretch("pack", 500, 600))]
    assert share_found(pieces, [stretch("pack", 480, 640)], 0.8) == 1.0
    assert piece_ranking([stretch("pack", 500, 600), stretch("report", 0, 100)], pieces) == ("e1", "x2")
    assert precision([stretch("pack", 520, 560)], pieces) == 1.0


def test_precision_counts_citations_that_touch_evidence() -> None:
    pieces = [(stretch("a", 0, 100),)]
    cited = [stretch("a", 90, 110), stretch("a", 95, 110), stretch("b", 0, 100), stretch("a", 10, 20)]
    assert precision(cited, pieces) == 2 / 4
    assert precision([], pieces) == 0.0


def test_statements_end_at_their_labels() -> None:
    answer = "Calls rose. They fell again. [1] [3] The PCC agreed [2, 4]. And one thing more."
    assert statements(answer) == (
        ("Calls rose. They fell again.", (1, 3)),
        ("The PCC agreed", (2, 4)),
        (". And one thing more.", ()),
    )
    assert statements("All of it [1].") == (("All of it", (1,)),)
    assert statements("") == ()


def test_stray_figures_looks_at_quotes_and_their_place() -> None:
    answer = "On 14 November 2024 it was 12 [1]."
    assert stray_figures(answer, ["it was 12"]) == {"14", "2024"}
    assert stray_figures(answer, ["it was 12", "2024-11-14"]) == frozenset()


def test_points_count_only_within_the_limit() -> None:
    answer = "The chair was Cllr Moss and the vice chair was Cllr Ode"
    assert points_held(answer, ["Moss", "Ode|Odey"], 100) == 1.0
    assert points_held(answer, ["Moss", "Ode|Odey"], 5) == 1 / 2
    assert points_held(answer, [], 5) == 0.0


def test_f1_by_hand() -> None:
    # precision 3/4, recall 3/6
    assert f1(3, 4, 6) == pytest.approx(2 * (3 / 4) * (3 / 6) / (3 / 4 + 3 / 6))
    assert f1(0, 0, 0) == 0.0


def test_percentile_is_the_nearest_rank() -> None:
    values = [float(n) for n in range(1, 21)]
    assert percentile(values, 0.5) == 10.0
    assert percentile(values, 0.95) == 19.0
    assert percentile([3.0], 0.95) == 3.0
    with pytest.raises(ValueError, match="at least one"):
        percentile([], 0.5)


NAMES = st.lists(st.sampled_from([f"{kind}{n}" for kind in "ex" for n in range(1, 9)]), unique=True, min_size=1)


@given(NAMES, st.sets(st.sampled_from([f"e{n}" for n in range(1, 9)]), min_size=1), st.integers(1, 12))
def test_measures_of_a_ranking_are_those_of_ir_measures(
    ranking: list[str], relevant: set[str], depth: int
) -> None:
    measures = (Success @ depth, R @ depth, nDCG @ depth, RR)
    theirs = ir_measures.calc_aggregate(
        measures,
        [ir_measures.Qrel("q", name, 1) for name in sorted(relevant)],
        [ir_measures.ScoredDoc("q", name, 1 / rank) for rank, name in enumerate(ranking, 1)],
    )
    ours = (
        hit_at(ranking, relevant, depth),
        recall_at(ranking, relevant, depth),
        ndcg_at(ranking, relevant, depth),
        reciprocal_rank(ranking, relevant),
    )
    assert ours == pytest.approx([theirs[measure] for measure in measures])
