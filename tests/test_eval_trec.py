from pathlib import Path

from eval_fixtures import LINES, PAPERS, SOURCE, FakeAssistant, answer, case, placed, refusal

from eval.asking import ask_all
from eval.runs import Header, Run
from eval.trec import write


def test_rankings_and_relevance_are_written_for_cases_with_evidence(tmp_path: Path) -> None:
    both = case(
        "a",
        0,
        evidence=[{"source": SOURCE, "quote": LINES[0]}, {"source": SOURCE, "quote": LINES[2]}],
    )
    asked = FakeAssistant({"what about a?": answer(3, 2), "what about b?": refusal()})
    run = Run(header=Header(name="one", started="now"), rows=ask_all(placed(both, case("b")), asked, PAPERS))
    ranked, relevant = write(run, tmp_path / "trec")
    assert ranked.read_text() == "a Q0 a.x1 1 1.000000 one\na Q0 a.e2 2 0.500000 one\n"
    assert relevant.read_text() == "a 0 a.e1 1\na 0 a.e2 1\n"
