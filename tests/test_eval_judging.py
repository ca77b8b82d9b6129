import json
from pathlib import Path

import numpy as np
import pytest
from scripted import Scripted
from test_eval_report import RUN

from assistant.writing import llm
from corpus.errors import MinutebookError
from eval.__main__ import main
from eval.exchange.judging import Recorded, figures, instructions, judge, judged_rows, kappa
from eval.runs import save

ROWS = judged_rows(RUN.rows)
YES = "FAITHFUL: yes\nMATCH: yes"


class ByCase:
    """A judge that finds a case right unless told otherwise, and counts how often it was asked."""

    name = "by case"

    def __init__(self, **said: str) -> None:
        self.said, self.asked = said, 0

    def reply(self, messages):
        self.asked += 1
        text = messages[-1].text
        return next((reply for word, reply in self.said.items() if word in text), YES)


def named(verdicts) -> dict[str, tuple[float, int]]:
    return {one.name: (one.value, one.n) for one in figures(verdicts, ROWS)}


def test_only_answers_to_answerable_questions_are_judged() -> None:
    assert [row.placed.case.id for row in ROWS] == ["right", "wrong", "kept", "later"]


def test_a_judge_is_told_the_question_in_full_what_was_cited_and_what_was_said() -> None:
    later = next(row for row in ROWS if row.placed.case.id == "later")
    told = instructions(later)[-1].text
    assert "calls answered in time?" in told
    assert "1. The Chief Constable said that 84% of calls" in told
    marker = told[len("<question ") : told.index(">")]
    assert told.count(marker) == 8
    assert marker in instructions(later)[0].text


def test_agreement_is_told_as_a_share_and_beyond_chance(tmp_path: Path) -> None:
    # by the figures two of four answers hold every point; the judge finds three right, two of them the same
    found = named(judge(ROWS, Recorded(tmp_path / "r.jsonl", ByCase(rescue="FAITHFUL: yes\nMATCH: no"))))
    assert found["judge_read"] == (1.0, 4)
    assert found["judge_match"] == (3 / 4, 4)
    assert found["judge_match_agrees"] == (3 / 4, 4)
    # chance: 3/4 * 2/4 + 1/4 * 2/4 = 1/2
    assert found["judge_match_kappa"] == (pytest.approx((3 / 4 - 1 / 2) / (1 / 2)), 4)
    assert found["judge_faithful"] == (1.0, 4)


def test_kappa_is_cohens() -> None:
    first, second = np.array([True] * 25 + [False] * 25), np.array([True] * 20 + [False] * 15 + [True] * 15)
    # observed (20 + 10) / 50; chance 1/2 * 35/50 + 1/2 * 15/50 = 1/2
    assert kappa(first, second) == pytest.approx((30 / 50 - 1 / 2) / (1 / 2))
    assert kappa(first[:25], first[:25]) == 1.0


def test_what_cannot_be_read_counts_for_nothing_else(tmp_path: Path) -> None:
    replies = Recorded(tmp_path / "r.jsonl", ByCase(rescue="I am not sure.", wardens="FAITHFUL: yes"))
    found = named(judge(ROWS, replies))
    assert found["judge_read"] == (1 / 2, 4)
    assert (found["judge_faithful"][1], found["judge_match"][1]) == (3, 2)
    assert figures((), ()) == ()


def test_replies_are_kept_and_given_again_without_the_model(tmp_path: Path) -> None:
    file, model = tmp_path / "r.jsonl", ByCase()
    first = judge(ROWS, Recorded(file, model))
    assert judge(ROWS, Recorded(file, model)) == first
    assert judge(ROWS, Recorded(file, None)) == first
    assert model.asked == len(ROWS)
    with pytest.raises(MinutebookError, match="No language model is configured"):
        judge(ROWS, Recorded(tmp_path / "other.jsonl", None))


def test_a_file_of_something_else_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"model": "x"}\n', encoding="utf-8")
    with pytest.raises(MinutebookError, match="no recorded reply"):
        Recorded(tmp_path / "r.jsonl", None)


def test_the_command_judges_the_last_run_and_says_how_far_the_judge_agrees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    save(RUN, tmp_path / "runs" / "one.jsonl")
    assert main(["judge", "--data", str(tmp_path)]) == 1
    assert "No language model is configured" in capsys.readouterr().err
    model = Scripted(YES)
    monkeypatch.setattr(llm, "connect", lambda _: model)
    assert main(["judge", "--data", str(tmp_path)]) == 0
    assert "Judge and points agree" in capsys.readouterr().out
    kept = (tmp_path / "runs" / "one.judged.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["model"] for line in kept] == ["scripted"] * len(ROWS)
    # the file of replies is no run
    assert main(["judge", "--data", str(tmp_path)]) == 0
