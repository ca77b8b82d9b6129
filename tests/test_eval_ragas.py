import json
from pathlib import Path

import pytest
from eval_fixtures import LINES
from test_eval_report import RUN

from eval.__main__ import main
from eval.exchange.ragas import lines
from eval.runs import save


def test_a_sample_holds_what_ragas_asks_for() -> None:
    samples = [json.loads(line) for line in lines(RUN)]
    # the unanswerable case has no reference, so it is none
    assert len(samples) == len(RUN.rows) - 1
    right = next(one for one in samples if "<b>" in one["user_input"])
    assert right == {
        "user_input": "how many <b>wardens</b>?",
        "retrieved_contexts": [LINES[0]],
        "response": f"{LINES[0]} [1]",
        "reference": LINES[0],
        "reference_contexts": [LINES[0]],
    }


def test_a_follow_up_is_asked_in_full() -> None:
    assert "calls answered in time?" in [json.loads(line)["user_input"] for line in lines(RUN)]


def test_the_command_writes_the_last_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(RUN, tmp_path / "runs" / "one.jsonl")
    assert main(["ragas", "--data", str(tmp_path), "--out", str(tmp_path / "out.jsonl")]) == 0
    assert "Written to" in capsys.readouterr().out
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == len(RUN.rows) - 1
