import io
from collections.abc import Mapping

from eval_fixtures import PAPERS, FakeAssistant, answer, case, placed, refusal
from rich.console import Console

from assistant.records import Answer
from eval.asking import ask_all
from eval.cases import Case
from eval.reports.compare import compare
from eval.reports.tables import of_changes, of_moved
from eval.runs import Header, Run

CASES = (case("a", 0), case("b", 1), case("c"), case("d", 3, held=True))


def run_of(answers: Mapping[str, Answer], cases: tuple[Case, ...] = CASES) -> Run:
    asked = FakeAssistant({f"what about {name}?": said for name, said in answers.items()})
    return Run(header=Header(name="r", started="now"), rows=ask_all(placed(*cases), asked, PAPERS))


BEFORE = run_of({"a": answer(0), "b": answer(4, 1), "c": answer(2), "d": answer(3)})
AFTER = run_of({"a": answer(4), "b": answer(1), "c": refusal(), "d": refusal()})


def shown(item: object) -> str:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(item)
    return console.export_text()


def test_changes_count_won_lost_and_same() -> None:
    changes = {change.measure.name: change for change in compare(BEFORE, AFTER).changes}
    right = changes["answer_right"]
    assert (right.before, right.after) == (3 / 3, 1 / 3)
    assert (right.won, right.lost, right.same) == (0, 2, 1)
    assert right.low <= right.after - right.before <= right.high
    assert (changes["refused"].won, changes["refused"].lost) == (1, 0)
    ranks = changes["mrr"]
    assert (ranks.won, ranks.lost, ranks.same) == (1, 2, 0)


def test_lower_is_better_counts_the_other_way() -> None:
    broken = run_of({"a": answer(0)})
    errors = next(change for change in compare(broken, BEFORE).changes if change.measure.name == "errors")
    assert (errors.won, errors.lost, errors.same) == (3, 0, 1)


def test_moved_cases_say_why_losses_first() -> None:
    moved = {one.row.placed.case.id: one for one in compare(BEFORE, AFTER).moved}
    assert [one.better for one in moved.values()] == [False, False, True, True]
    assert moved["c"].why == ("answered became not_found",)
    assert moved["a"].why == (
        "answer_right 1.00 became 0.00",
        "recall@750 1.00 became 0.00",
        "citation_recall 1.00 became 0.00",
        "citation_precision 1.00 became 0.00",
        "first evidence at rank 1 became none",
    )
    assert moved["b"].why == ("citation_precision 0.50 became 1.00", "first evidence at rank 2 became 1")


def test_an_error_says_what_broke() -> None:
    moved = compare(BEFORE, run_of({"b": answer(4, 1), "c": answer(2), "d": answer(3)})).moved
    assert [one.row.placed.case.id for one in moved] == ["a"]
    assert moved[0].why[-1] == "KeyError: 'what about a?'"


def test_only_the_same_cases_are_compared() -> None:
    rewritten = case("b", 1, turns=["asked in another way?"])
    after = Run(
        header=AFTER.header,
        rows=ask_all(
            placed(CASES[0], rewritten, case("z", 0)),
            FakeAssistant(
                {"what about a?": answer(0), "asked in another way?": answer(1), "what about z?": answer(0)}
            ),
            PAPERS,
        ),
    )
    outcome = compare(BEFORE, after)
    assert outcome.only_before == ("c", "d")
    assert outcome.only_after == ("z",)
    assert outcome.rewritten == ("b",)
    assert outcome.moved == ()
    assert "2 cases only in the earlier run: c, d" in shown(of_moved(outcome, show_held=False))


def test_a_run_against_itself_has_no_change() -> None:
    outcome = compare(BEFORE, BEFORE)
    assert all(change.won == change.lost == 0 and change.chance == 1.0 for change in outcome.changes)
    assert shown(of_moved(outcome, show_held=False)).strip() == "No case moved."


def test_held_cases_are_only_counted_unless_asked_for() -> None:
    outcome = compare(BEFORE, AFTER)
    assert "worse  d:" not in shown(of_moved(outcome, show_held=False))
    assert "1 held cases moved too" in shown(of_moved(outcome, show_held=False))
    assert "worse  d:" in shown(of_moved(outcome, show_held=True))


def test_the_table_shows_the_change_with_its_interval() -> None:
    lines = shown(of_changes(compare(BEFORE, AFTER).changes)).splitlines()
    right = next(line for line in lines if line.startswith("answer_right"))
    assert right.split()[1:4] == ["1.000", "0.333", "-0.667"]


def test_two_runs_of_nothing_in_common_have_no_changes() -> None:
    outcome = compare(run_of({"a": answer(0)}, CASES[:1]), run_of({"b": answer(1)}, CASES[1:2]))
    assert (outcome.changes, outcome.moved) == ((), ())
