import csv
import io
from pathlib import Path

import pytest
from eval_fixtures import LINES, PAPERS, FakeAssistant, answer, case, placed, refusal

from eval.__main__ import main
from eval.asking import ask_all
from eval.reports.figures import Figure, figures, times
from eval.reports.plain import markdown, table
from eval.reports.plots import curve, intervals
from eval.reports.report import render
from eval.reports.section import BEGIN, END
from eval.runs import Header, Run, save

CASES = (
    case("right", 0, turns=["how many <b>wardens</b>?"]),
    case("wrong", 1, never=["rescue"]),
    case("none", note="Nobody wrote it down."),
    case("kept", 3, held=True),
    case("later", 1, turns=["wardens?", "and calls?"], replies=["twelve"], standalone="calls answered in time?"),
)


def run_of(*, better: bool) -> Run:
    answers = {
        "how many <b>wardens</b>?": answer(0, confidence=0.9),
        "what about wrong?": answer(1 if better else 4, confidence=0.8),
        "what about none?": refusal(confidence=0.2),
        "what about kept?": answer(3 if better else 2, confidence=0.7),
        "and calls?": answer(1, confidence=0.6),
    }
    rows = ask_all(placed(*CASES), FakeAssistant(answers), PAPERS)
    return Run(header=Header(name="one", started="2024-05-01", versions={"numpy": "2"}, model="MiniLM"), rows=rows)


RUN = run_of(better=False)
PAGE = render(RUN)


def test_failures_stand_first_with_all_that_explains_them() -> None:
    assert PAGE.index("what about wrong?") < PAGE.index("what about none?") < PAGE.index("wardens&lt;/b&gt;?")
    failure = PAGE[PAGE.index("what about wrong?") :]
    failure = failure[: failure.index("</details>")]
    for told in (
        "Expected: answered",
        "84% of calls",
        '<span class="bad">no</span> time',
        '<span class="bad">no</span> must not say rescue',
        "not among 1 hits",
        "mountain rescue team",
        "answer_right 0.00",
    ):
        assert told in failure, told


def test_what_papers_and_people_say_is_never_markup() -> None:
    assert "<b>" not in PAGE


def test_the_conversation_and_the_note_are_told() -> None:
    assert "<li>Asked: wardens?</li><li>Answered: twelve</li>" in PAGE
    assert "Note: Nobody wrote it down." in PAGE


def test_held_cases_are_measured_and_not_shown() -> None:
    assert "what about kept?" not in PAGE
    assert "1 of 4 cases failed. 1 held or exempt cases are measured above and not shown." in PAGE
    assert "what about kept?" in render(RUN, show_held=True)


def test_the_page_needs_nothing_from_outside() -> None:
    assert "http" not in PAGE.replace('lang="en-GB"', "")
    assert "<style>" in PAGE
    assert "$style" not in PAGE


def test_what_changed_since_the_run_before_is_told() -> None:
    page = render(run_of(better=True), RUN)
    assert '<span class="good">Better</span>: wrong, what about wrong?' in page
    assert "1 held or exempt cases moved too." in page
    assert "+0.500" in page
    card = page[page.index("what about wrong?", page.index('id="cases"')) :]
    card = card[: card.index("</details>")]
    assert 'Since the run before: <span class="good">Better</span>' in card
    assert f"It was: {LINES[4]} [1]" in card
    assert "No case that may be shown moved." in render(RUN, RUN)


def test_without_confidence_there_is_no_curve() -> None:
    rows = tuple(row.model_copy(update={"confidence": None}) for row in RUN.rows)
    assert "Risk over coverage</h2>" in PAGE
    assert "Risk over coverage</h2>" not in render(Run(header=RUN.header, rows=rows))


def test_plots_stay_within_their_frame_and_say_what_they_show() -> None:
    drawn = intervals([("a & b", Figure("mrr", 0.5, -0.2, 1.4, 3))], 'said "so"')
    assert 'aria-label="said &quot;so&quot;"' in drawn
    assert "<span>a &amp; b</span>" in drawn
    assert "0.50 <span" in drawn
    assert 'x1="0.0%" x2="100.0%"' in drawn
    assert 'points="34.0,230.0 326.0,10.0"' in curve(((0.0, 0.0), (1.0, 1.0)), "t", "x", "y")


def test_markdown_and_csv_hold_every_figure_with_its_interval_and_n() -> None:
    found = (*figures(RUN.rows), *times(RUN.rows))
    lines = markdown(found).splitlines()
    assert lines[0] == "## Headline figures"
    assert "## type: fact" in lines
    right = next(line for line in lines if line.startswith("| Answer holds every point"))
    # of the four answerable ones, "wrong" and "kept" quote the wrong line
    assert "| 0.500 |" in right
    assert right.endswith("| 4 |")
    assert sum(line.startswith("| ") and not line.startswith("| figure") for line in lines) == len(found)
    rows = list(csv.DictReader(io.StringIO(table(found))))
    assert len(rows) == len(found)
    assert {"figure": "errors", "slice": "", "value": "0.0", "low": "0.0", "high": "0.0", "n": "5"} in rows


def test_the_command_writes_each_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, run in (("1", RUN), ("2", run_of(better=True))):
        save(run, tmp_path / "runs" / f"{name}.jsonl")
    page = tmp_path / "README.md"
    page.write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    assert main(["report", "--data", str(tmp_path)]) == 0
    assert (
        main(["report", str(tmp_path / "runs" / "1.jsonl"), "--format", "md", "--out", str(tmp_path / "x")]) == 0
    )
    assert main(["report", "--data", str(tmp_path), "--format", "csv"]) == 0
    assert main(["report", "--data", str(tmp_path), "--into", str(page)]) == 0
    assert "Since the run before" in (tmp_path / "runs" / "2.html").read_text(encoding="utf-8")
    assert (tmp_path / "x").read_text(encoding="utf-8") == markdown((*figures(RUN.rows), *times(RUN.rows)))
    assert (tmp_path / "runs" / "2.csv").is_file()
    assert "likely range" in page.read_text(encoding="utf-8")
    assert main(["report", "--data", str(tmp_path / "none")]) == 1
    assert "no run to report on" in capsys.readouterr().err
