import math
from dataclasses import replace

import pytest
from eval_fixtures import LINES, PAPERS, SOURCE, FakeAssistant, answer, case, hits, placed, refusal

from assistant.records import Status
from eval.asking import ask_all
from eval.cases import Case
from eval.measures import BY_NAME, MEASURES
from eval.reports.figures import Figure, figures, risk_curve, slices, times
from eval.runs import Row
from eval.scoring import best_ranking, score


def rows_of(*asked: tuple[Case, object]) -> tuple[Row, ...]:
    answers = {one.question: said for one, said in asked}
    return ask_all(placed(*(one for one, _ in asked)), FakeAssistant(answers), PAPERS)  # type: ignore[arg-type]


def named(found: tuple[Figure, ...], part: str = "") -> dict[str, float]:
    return {figure.name: figure.value for figure in found if figure.part == part}


def test_a_right_answer_scores_on_every_count() -> None:
    scores = score(rows_of((case("a", 0, never=["thirteen"]), answer(0))))["a"]
    perfect = {name for name, value in scores.items() if value == 1.0}
    assert perfect == set(scores) - {"errors", "answer_words"}
    assert {"recall@750", "answer_right", "clean", "citation_recall", "sentences_supported"} <= perfect
    assert scores["errors"] == 0.0
    assert scores["answer_words"] == len(LINES[0].split()) + 1
    assert "refused" not in scores


def test_a_wrong_answer_scores_where_it_is_wrong() -> None:
    # the second and fourth line are quoted where the first and the third are asked for
    both = case(
        "a",
        0,
        evidence=[{"source": SOURCE, "quote": LINES[0]}, {"source": SOURCE, "quote": LINES[2]}],
        points=["twelve", "moor"],
    )
    said = replace(answer(0, 1, text=f"{LINES[0]} [1] And 7 more. [2]"), hits=hits(1, 0))
    scores = score(rows_of((both, said)))["a"]
    assert scores["recall@750"] == 1 / 2
    assert scores["mrr"] == 1 / 2
    assert scores["ndcg@10"] == pytest.approx(1 / math.log2(3) / (1 + 1 / math.log2(3)))
    assert scores["citation_recall"] == 1 / 2
    assert scores["citation_precision"] == 1 / 2
    assert scores["sentences_supported"] == 1 / 2
    assert scores["figures_supported"] == 0.0
    assert scores["answer_right"] == 1.0


def test_any_way_of_evidence_will_do() -> None:
    either = case("a", 0, evidence_or=[[{"source": SOURCE, "quote": LINES[3]}]])
    row = rows_of((either, answer(3)))[0]
    assert score([row])["a"]["citation_recall"] == 1.0
    assert best_ranking(row) == (("e1",), frozenset({"e1"}))


def test_points_count_within_the_limit_of_their_kind() -> None:
    long = answer(0, text="word " * 130 + "moor [1]")
    assert score(rows_of((case("a", 0), long)))["a"]["answer_right"] == 0.0
    assert score(rows_of((case("a", 0, type="list"), long)))["a"]["answer_right"] == 1.0


def test_refusals_are_scored_by_what_was_expected() -> None:
    unclear = {"type": "underspecified", "status": "clarify"}
    rows = rows_of(
        (case("a", 0), refusal()),
        (case("b"), refusal(Status.CLARIFY)),
        (case("c"), answer(0)),
        (case("d", **unclear), refusal(Status.CLARIFY)),
        (case("e", **unclear), refusal()),
        (case("f", 1), answer(1)),
    )
    measured = named(figures(rows))
    assert measured["answered"] == 1 / 2
    assert measured["refused"] == 1 / 2
    assert measured["asked_back"] == 1 / 2
    assert measured["refusal_balanced"] == (1 / 2 + 1 / 2) / 2
    assert measured["answer_right"] == 1 / 2


def test_forbidden_words_are_not_clean() -> None:
    assert score(rows_of((case("a", never=["twelve"]), answer(0))))["a"]["clean"] == 0.0


def test_confidence_is_scored_against_what_was_right() -> None:
    rows = rows_of(
        (case("a", 0), answer(0, confidence=0.9)),
        (case("b", 1), answer(4, confidence=0.8)),
        (case("c"), refusal(confidence=0.8)),
        (case("d"), refusal(confidence=0.1)),
    )
    measured = named(figures(rows))
    # answerable .9 and .8 against unanswerable .8 and .1: three pairs in order, one tie
    assert measured["auroc"] == 3.5 / 4
    assert risk_curve(rows) == ((1 / 4, 0.0), (3 / 4, 2 / 3), (4 / 4, 3 / 4))
    assert measured["risk_area"] == pytest.approx(2 / 4 * 2 / 3 + 1 / 4 * 3 / 4)
    # of the two at .8 the papers answer one
    assert measured["calibration_error"] == pytest.approx((0.1 + 2 * 0.3 + 0.1) / 4)


def test_without_confidence_there_are_no_figures_of_it() -> None:
    rows = rows_of((case("a", 0), answer(0)), (case("b"), refusal()))
    assert not {"auroc", "risk_area", "calibration_error"} & set(named(figures(rows)))
    assert risk_curve(rows) == ()


def test_a_follow_up_is_measured_with_and_without_its_conversation() -> None:
    follow_up = case("f", 1, turns=["the wardens?", "and calls?"], replies=["twelve"], standalone="calls in time?")
    assistant = FakeAssistant({"and calls?": answer(1)}, {"and calls?": hits(4), "calls in time?": hits(1)})
    scores = score(ask_all(placed(follow_up), assistant, PAPERS))["f"]
    assert (scores["history_gain"], scores["history_gap"]) == (1.0, 0.0)


def test_a_question_in_other_words_is_held_against_the_first() -> None:
    rows = rows_of(
        (case("a", 0), answer(0, 1)),
        (case("b", 0, like="a"), answer(1)),
        (case("c", 0, like="a"), answer(4)),
        (case("d", 0, like="a"), refusal()),
    )
    measured = named(figures(rows))
    assert measured["stable_status"] == 2 / 3
    assert measured["stable_answer"] == 1 / 2


def test_slices_are_by_type_turn_set_form_paper_body_and_tag() -> None:
    rows = rows_of(
        (case("a", 0, held=True, tags=["typo"]), answer(0)),
        (case("b", 2, type="table"), answer(2)),
        (case("c"), refusal()),
    )
    parts = {name: [row.placed.case.id for row in members] for name, members in slices(rows).items()}
    assert parts == {
        "body: Larkmoor Panel": ["a", "b"],
        "form: prose": ["a"],
        "form: table": ["b"],
        "paper: minutes": ["a", "b"],
        "set: held": ["a"],
        "set: open": ["b", "c"],
        "tag: typo": ["a"],
        "turn: first": ["a", "b", "c"],
        "type: fact": ["a"],
        "type: table": ["b"],
        "type: unanswerable": ["c"],
    }
    measured = figures(rows)
    assert named(measured, "form: table")["recall@750"] == 1.0
    assert next(one for one in measured if one.name == "recall@750" and one.part == "set: open").n == 1


def test_an_error_is_counted_and_answers_nothing() -> None:
    measured = named(figures(ask_all(placed(case("a", 0)), FakeAssistant({}), PAPERS)))
    assert (measured["errors"], measured["answered"], measured["recall@750"]) == (1.0, 0.0, 0.0)
    assert times(ask_all(placed(case("a", 0)), FakeAssistant({}), PAPERS)) == ()


def test_times_are_percentiles() -> None:
    row = rows_of((case("a", 0), answer(0)))[0]
    rows = [row.model_copy(update={"elapsed_ms": float(number)}) for number in range(1, 21)]
    middle, most = times(rows)
    assert (middle.name, middle.value, middle.n) == ("time_median", 10.0, 20)
    assert (most.name, most.value, most.n) == ("time_p95", 19.0, 20)
    assert middle.low < 10.0 < middle.high
    assert most.words[0] == "19"


def test_every_figure_has_its_words_and_an_interval_around_it() -> None:
    rows = rows_of((case("a", 0), answer(0)), (case("b", 1), answer(0)), (case("c"), refusal()))
    for figure in figures(rows):
        assert figure.name in BY_NAME
        assert figure.low <= figure.value <= figure.high
        assert figure.n >= 1
    assert len(BY_NAME) == len(MEASURES)
    assert figures(rows) == figures(rows)


def test_an_answer_without_citations_or_words_supports_nothing() -> None:
    scores = score(rows_of((case("a", 0), answer(text=""))))["a"]
    assert scores["quotes_verbatim"] == 0.0
    assert scores["sentences_supported"] == 0.0
    assert scores["citation_precision"] == 0.0
