from dataclasses import replace
from pathlib import Path

import pytest
from eval_fixtures import LINES, PAPERS, FakeAssistant, answer, case, hits, placed, refusal, span_of

from assistant.records import Turn
from corpus.errors import MinutebookError
from eval.asking import KEPT, ask_all
from eval.runs import Header, Run, load, save
from indexes.records import Scope


def test_a_row_holds_what_was_said_and_where() -> None:
    row = ask_all(placed(case("a", 0)), FakeAssistant({"what about a?": answer(0, 3, confidence=0.9)}), PAPERS)[0]
    assert (row.status, row.confidence, row.again, row.error) == ("answered", 0.9, True, None)
    assert row.searched_for == "searched"
    assert [hit.spans for hit in row.hits] == [(span_of(LINES[0]),), (span_of(LINES[3]),)]
    assert row.hits[0].words == len(LINES[0].split())
    assert [one.verbatim for one in row.citations] == [True, True]
    assert row.citations[0].told == "Minutes minutes Larkmoor Panel"
    assert row.elapsed_ms >= 0


def test_a_quote_off_its_place_is_seen() -> None:
    shifted = answer(0)
    moved = replace(shifted.citations[0], start=1, end=1 + len(LINES[0]))
    row = ask_all(
        placed(case("a", 0)), FakeAssistant({"what about a?": replace(shifted, citations=(moved,))}), PAPERS
    )
    assert not row[0].citations[0].verbatim


def test_only_the_words_that_figures_look_at_are_kept() -> None:
    length = len(LINES[0].split())
    fit = KEPT // length
    many = replace(answer(0), hits=hits(*([0] * (fit + 2))))
    row = ask_all(placed(case("a", 0)), FakeAssistant({"what about a?": many}), PAPERS)[0]
    assert [bool(hit.text) for hit in row.hits] == [True] * fit + [False] * 2


def test_papers_read_in_another_order_should_give_the_same() -> None:
    asked = {"what about a?": answer(0, confidence=0.9)}
    same, other = FakeAssistant(asked), FakeAssistant({"what about a?": answer(1)})
    for reordered, told in ((same, True), (other, False), (None, None)):
        row = ask_all(placed(case("a", 0)), FakeAssistant(asked), PAPERS, reordered=reordered)[0]
        assert row.reordered is told


def test_a_follow_up_is_asked_with_its_conversation_and_searched_without() -> None:
    follow_up = case(
        "f",
        1,
        turns=["the wardens?", "and the calls?"],
        replies=["twelve"],
        standalone="calls in time?",
        scope="officer",
    )
    assistant = FakeAssistant(
        {"and the calls?": answer(1)}, {"and the calls?": hits(4), "calls in time?": hits(1, 0)}
    )
    row = ask_all(placed(follow_up), assistant, PAPERS)[0]
    assert assistant.asked[0] == ((Turn("the wardens?", "twelve"),), "and the calls?", Scope.OFFICER)
    assert row.alone is not None
    assert row.standalone is not None
    assert (len(row.alone), len(row.standalone)) == (1, 2)


def test_a_case_that_raises_is_an_error_and_the_rest_goes_on() -> None:
    steps: list[int] = []
    rows = ask_all(
        placed(case("a", 0), case("b")),
        FakeAssistant({"what about b?": refusal()}),
        PAPERS,
        lambda: steps.append(1),
    )
    assert [row.status for row in rows] == ["error", "not_found"]
    assert rows[0].error == "KeyError: 'what about a?'"
    assert len(steps) == 2


def test_an_answer_that_changes_is_not_repeatable() -> None:
    class Fickle(FakeAssistant):
        def ask(self, *arguments: object, **more: object) -> object:  # type: ignore[override]
            self.asked.append(((), "", Scope.PUBLIC))
            return answer(len(self.asked) % 2)

    assert not ask_all(placed(case("a", 0)), Fickle({}), PAPERS)[0].again


def test_a_run_is_read_back_as_it_was(tmp_path: Path) -> None:
    rows = ask_all(
        placed(case("a", 0), case("b")),
        FakeAssistant({"what about a?": answer(0), "what about b?": refusal(confidence=0.2)}),
        PAPERS,
    )
    run = Run(header=Header(name="one", started="2024-05-01T10:00:00+00:00", versions={"numpy": "2"}), rows=rows)
    save(run, tmp_path / "deep" / "run.jsonl")
    assert load(tmp_path / "deep" / "run.jsonl") == run


@pytest.mark.parametrize("text", ["", "{}", '{"name": "x", "started": "now"}\n{"placed": '])
def test_a_file_that_is_no_whole_run_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(MinutebookError, match="not a whole run"):
        load(tmp_path / "run.jsonl")


def test_a_missing_run_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MinutebookError, match="cannot be read"):
        load(tmp_path / "run.jsonl")
