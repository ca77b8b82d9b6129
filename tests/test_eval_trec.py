from pathlib import Path

import ir_measures
from eval_fixtures import LINES, PAPERS, SOURCE, FakeAssistant, answer, case, placed, refusal
from ir_measures import RR, R, Success, nDCG
from pytest import approx

from eval.asking import ask_all
from eval.exchange.trec import write
from eval.reports.figures import figures
from eval.runs import Header, Run

BOTH = case("a", 0, evidence=[{"source": SOURCE, "quote": LINES[0]}, {"source": SOURCE, "quote": LINES[2]}])


def run_of(*asked: tuple[object, object]) -> Run:
    answers = {one.question: said for one, said in asked}  # type: ignore[attr-defined]
    rows = ask_all(placed(*(one for one, _ in asked)), FakeAssistant(answers), PAPERS)  # type: ignore[arg-type]
    return Run(header=Header(name="one", started="now"), rows=rows)


def test_rankings_and_relevance_are_written_for_cases_with_evidence(tmp_path: Path) -> None:
    ranked, relevant = write(run_of((BOTH, answer(3, 2)), (case("b"), refusal())), tmp_path / "trec")
    assert ranked.read_text() == "a Q0 a.x1 1 1.000000 one\na Q0 a.e2 2 0.500000 one\n"
    assert relevant.read_text() == "a 0 a.e1 1\na 0 a.e2 1\n"


def test_ir_measures_gives_the_figures_of_the_suite(tmp_path: Path) -> None:
    run = run_of(
        (BOTH, answer(3, 2, 1, 0)),
        (case("b", 1), answer(4, 3, 2, 1)),
        (case("c", 2), answer(0, 1)),
        (case("d", 3), answer(3)),
    )
    ranked, relevant = write(run, tmp_path)
    theirs = ir_measures.calc_aggregate(
        [Success @ 1, Success @ 5, R @ 10, RR, nDCG @ 10],
        list(ir_measures.read_trec_qrels(str(relevant))),
        list(ir_measures.read_trec_run(str(ranked))),
    )
    ours = {one.name: one.value for one in figures(run.rows) if not one.part}
    for name, measure in (
        ("hit@1", Success @ 1),
        ("hit@5", Success @ 5),
        ("recall@10", R @ 10),
        ("mrr", RR),
        ("ndcg@10", nDCG @ 10),
    ):
        assert ours[name] == approx(theirs[measure]), name
    # the ranks of the evidence: 2 and 4, 4, none, 1
    assert ours["mrr"] == approx((1 / 2 + 1 / 4 + 0 + 1) / 4)
