from eval_fixtures import LINES, PAPERS, SOURCE, case, placed
from test_assistant_support import CALLS

from eval.checks.checkers import some, trials
from eval.reports.figures import figures
from eval.runs import Trial

CASES = placed(
    case("wardens", 0),
    case("calls", 1, answer="84% of calls were answered in time."),
    case("table", 2),
    case("drone", 3, evidence_or=[[{"source": SOURCE, "quote": LINES[4]}]]),
    case("none"),
)


def test_good_and_bad_ones_are_made_of_prose_and_told_apart() -> None:
    found = trials(CASES, PAPERS)
    assert found == trials(CASES, PAPERS)
    kinds = {one.kind for one in found}
    assert {"verbatim", "placed quote", "moved quote", "figure", "negation", "citation", "written"} <= kinds
    assert all(one.doubted is one.bad for one in found if one.kind != "changed in writing")
    # the four lines of prose, and the four answers that have evidence
    assert [sum(one.kind == kind for one in found) for kind in ("verbatim", "moved quote", "written")] == [4, 8, 4]


def test_figures_of_the_checkers_are_shares_doubted() -> None:
    made = [Trial(kind="figure", bad=True, doubted=good, said=CALLS) for good in (True, True, False, True)]
    made += [
        Trial(kind=kind, bad=False, doubted=kind == "verbatim", said="x") for kind in ("verbatim", "placed quote")
    ]
    found = {one.name: (one.value, one.n) for one in figures((), made)}
    assert found == {"caught_figures": (3 / 4, 4), "false_alarms": (1 / 2, 2)}
    assert some(made, "figure", 2) == (made[2],)
