import pytest
from eval_fixtures import PAPERS, FakeAssistant, answer, case, placed, refusal

from assistant.records import Signs, Status
from corpus.errors import MinutebookError
from eval.asking import ask_all
from eval.checks.calibrating import fit
from eval.runs import Row


def rows(told: dict[str, tuple[bool, Signs]]) -> list[Row]:
    cases = [case(name, 0) if good else case(name) for name, (good, _) in told.items()]
    found = ask_all(placed(*cases), FakeAssistant({f"what about {name}?": answer(0) for name in told}), PAPERS)
    return [row.model_copy(update={"signs": told[row.placed.case.id][1]}) for row in found]


def test_a_sign_that_tells_them_apart_gets_its_weight_and_one_that_does_not_none() -> None:
    told = {}
    for number in range(40):
        good = number % 2 == 0
        wrong = number % 10 == 0
        told[f"c{number}"] = (good, Signs(far=float(good is wrong), fits=0.0, undated=float(good)))
    fitted = fit(rows(told))
    assert fitted.n == 40
    assert fitted.weights.far < -1
    # it would speak for an answer where it means to speak against one
    assert fitted.weights.undated == 0.0
    assert fitted.weights.met == 0.0


def test_too_few_cases_are_an_error() -> None:
    with pytest.raises(MinutebookError, match="fewer than"):
        fit(rows({"a": (True, Signs()), "b": (False, Signs(far=1.0))}))
    assert refusal(Status.CLARIFY).signs is None
