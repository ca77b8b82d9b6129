"""What the suite leaves for the window: figures in words, what went wrong, what changed; nothing that is held."""

from pathlib import Path

from test_eval_report import RUN, run_of

from assistant import figures
from assistant.figures import LAST, REPORT
from eval.reports.published import publish, ship


def test_a_run_is_left_with_its_report_and_without_its_held_questions(tmp_path: Path) -> None:
    publish(RUN, None, tmp_path / "eval")
    found = figures.read(tmp_path / "eval" / LAST)
    assert found is not None
    assert (found.run, found.questions, found.held, found.open, found.against) == ("one", 5, 1, 4, None)
    assert [one.id for one in found.failures] == ["wrong"]
    assert found.failures[0].why
    assert "what about kept?" not in (tmp_path / "eval" / LAST).read_text(encoding="utf-8")
    assert "what about wrong?" in (tmp_path / "eval" / REPORT).read_text(encoding="utf-8")
    answered = found.value("answered")
    assert answered is not None
    assert answered.value == 1.0
    assert found.value("nothing") is None


def test_a_run_is_compared_with_the_one_before(tmp_path: Path) -> None:
    publish(run_of(better=True), RUN, tmp_path)
    found = figures.read(tmp_path / LAST)
    assert found is not None
    assert [(one.id, one.better) for one in found.moved] == [("wrong", True)]
    told = found.value("answer_right")
    assert told is not None
    assert told.before is not None
    assert told.before < told.value


def test_a_version_comes_with_figures_alone(tmp_path: Path) -> None:
    ship(RUN, tmp_path / "figures.json")
    found = figures.read(tmp_path / "figures.json")
    assert found is not None
    assert (found.failures, found.failed, found.moved) == ((), 0, ())
    assert found.told
