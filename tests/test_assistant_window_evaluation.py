"""The Evaluation and About tabs' HTML, from figures in files."""

from pathlib import Path

import pytest
from fakes import HOSTILE, FakeAssistant
from fastapi.testclient import TestClient

from assistant import figures
from assistant.chat import web_app
from assistant.figures import LAST, REPORT, SHIPPED, Case, Figures, Told
from assistant.settings import Settings, suite_folders
from assistant.window.lists import evaluation
from assistant.window.lists.about import about
from assistant.window.programs.functions import Functions
from corpus.errors import MinutebookError
from eval.reports import section
from indexes.records import Scope

RUN = Figures(
    run="20310502T120000",
    started="2031-05-02T12:00:00+00:00",
    commit="abc",
    questions=40,
    held=20,
    writer="",
    told=(
        Told(name="answered", said="questions are answered", value=0.9, low=0.81, high=0.97, n=30, before=0.8),
        Told(name="refused", said="others are refused", value=0.5, low=0.3, high=0.7, n=10),
    ),
    open=20,
    failed=25,
    failures=tuple(Case(id=f"c{n}", question=HOSTILE, why=("everything said",)) for n in range(25)),
    against="20310401T120000",
    moved=(Case(id="m1", question="Is it better?", better=True), Case(id="m2", question="Is it worse?")),
)


def test_the_last_run_is_shown_with_what_went_wrong_and_what_changed(tmp_path: Path) -> None:
    (tmp_path / LAST).write_text(RUN.model_dump_json(), encoding="utf-8")
    shown = evaluation.shown([tmp_path / "nowhere", tmp_path])
    for said in (
        "40 questions were asked on 2 May 2031; 20 of them are kept back",
        "made of the papers&#x27; own sentences",
        "81 to 97",
        "Run before",
        "25 of 20 questions that may be shown came out wrong",
        "5 more",
        "1 question came out better than in 20310401T120000, 1 worse",
    ):
        assert said in shown
    assert "<script>" not in shown
    alone = RUN.model_copy(update={"against": None, "failures": (), "writer": "tiny"})
    (tmp_path / LAST).write_text(alone.model_dump_json(), encoding="utf-8")
    shown = evaluation.shown([tmp_path])
    assert "Run before" not in shown
    assert "There is no run before this one" in shown
    assert "written by tiny" in shown


def test_without_a_run_the_figures_of_this_version_are_shown(tmp_path: Path) -> None:
    shown = evaluation.shown([tmp_path])
    assert "These figures came with this version" in shown
    assert "What went wrong" not in shown


def test_figures_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / LAST).write_text("{}", encoding="utf-8")
    with pytest.raises(MinutebookError, match="python -m eval run"):
        evaluation.shown([tmp_path])


def test_nothing_is_shown_of_figures_that_are_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "SHIPPED", tmp_path / "none.json")
    assert "There are no figures" in evaluation.shown([tmp_path])
    assert evaluation.accuracy() is None


def test_the_report_is_served_apart_from_the_window(tmp_path: Path) -> None:
    client = TestClient(web_app(FakeAssistant(settings=Settings(data=tmp_path))), base_url="http://127.0.0.1")
    folder = suite_folders(Settings(data=tmp_path))[0]
    if not any((one / LAST).is_file() for one in suite_folders(Settings(data=tmp_path))):
        assert client.get("evaluation").status_code == 404
    folder.mkdir()
    (folder / LAST).write_text(RUN.model_dump_json(), encoding="utf-8")
    (folder / REPORT).write_text("<p>All of it</p>", encoding="utf-8")
    answer = client.get("evaluation")
    assert answer.text == "<p>All of it</p>"
    assert "sandbox allow-scripts" in answer.headers["content-security-policy"]


def test_the_readme_and_the_window_tell_the_same_figures() -> None:
    stated = section.stated((Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8"))
    shipped = figures.read(SHIPPED)
    assert shipped is not None
    assert {one.name: (round(100 * one.value), one.n) for one in shipped.told} == stated


def test_about_says_what_it_is_not_how_often_it_is_right_and_what_programs_may_call() -> None:
    functions = Functions(FakeAssistant(), Scope.PUBLIC).all()
    assert "No log of who asked what is kept." in about("", functions)
    shown = about("The papers' own words.", functions, 90)
    for said in ("not the official record", "How often it is right", "of 100 questions", "Privacy",
                 "Nothing is fetched from elsewhere", "for 90 days", "verify_quote", "Use it first."):  # fmt: skip
        assert said in shown
