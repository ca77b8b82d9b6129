import json
from pathlib import Path

import pytest
from eval_fixtures import LINES, PAPERS, SOURCE

from assistant.terminal.printing import remark_line
from corpus.errors import MinutebookError
from eval.__main__ import main
from eval.cases import CaseError, load
from eval.exchange.feedback import drafts_of
from indexes.desk.feedback import Judged, Remark

CITED = [
    {"source": SOURCE, "start": 0, "end": len(LINES[0]), "quote": LINES[0]},
    {"source": SOURCE, "start": 5, "end": 9, "quote": "the"},
    {"source": "gone.txt", "start": 0, "end": 5, "quote": "Moor."},
]
SAID = {"question": "How many wardens?", "turns": [], "answer": f"{LINES[0]} [1]", "asked_at": "2024-05-01"}


def drafted(folder: Path, *remarks: dict[str, object]) -> list[dict[str, object]]:
    file = folder / "feedback.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in remarks), encoding="utf-8")
    return [json.loads(line) for line in drafts_of(file, PAPERS)]


def test_of_a_right_answer_its_words_and_its_evidence_are_kept(tmp_path: Path) -> None:
    (made,) = drafted(tmp_path, SAID | {"verdict": "right", "note": "Thank you.", "citations": CITED})
    assert made["turns"] == ["How many wardens?"]
    assert made["answer"] == LINES[0]
    # what stands twice in its paper, or in a paper that is not there, is no evidence
    assert made["evidence"] == [{"source": SOURCE, "quote": LINES[0]}]
    assert made["note"] == "Right, said of the answer of 2024-05-01: Thank you."


def test_of_a_wrong_one_what_was_wrong_is_left_to_a_person(tmp_path: Path) -> None:
    wrong, misplaced = drafted(
        tmp_path,
        SAID | {"verdict": "wrong answer", "citations": CITED},
        SAID | {"verdict": "wrong evidence", "citations": CITED},
    )
    assert (wrong["answer"], wrong["evidence"]) == ("", [])
    assert (misplaced["answer"], misplaced["evidence"]) == (LINES[0], [])
    assert [wrong["held"], misplaced["held"]] == [False, True]


def test_no_draft_passes_for_a_case(tmp_path: Path) -> None:
    remarks = [
        SAID | {"verdict": "right", "citations": CITED},
        SAID | {"verdict": "wrong answer", "turns": ["and before?"]},
        SAID | {"verdict": "right", "status": "not_found", "answer": "Not found in the papers."},
        SAID | {"verdict": "wrong answer", "status": "not_found", "answer": "Not found in the papers."},
    ]
    for number, made in enumerate(drafted(tmp_path, *remarks)):
        file = tmp_path / f"{number}.jsonl"
        file.write_text(json.dumps(made), encoding="utf-8")
        with pytest.raises(CaseError, match="is not a case"):
            load(file)


def test_what_the_window_keeps_is_what_drafts_are_made_of(tmp_path: Path) -> None:
    about = Judged(
        question="and before?", answer=f"{LINES[0]} [1]", status="answered", asked_at="2024-05-01T10:00:00+00:00",
        turns=("How many wardens?",), citations=CITED,
    )  # fmt: skip
    kept = remark_line(Remark(1, "2024-05-02T10:00:00+00:00", "local", "right", "", about))
    (made,) = drafted(tmp_path, kept)
    assert (made["turns"], made["replies"]) == (["How many wardens?", "and before?"], [""])
    assert made["evidence"] == [{"source": SOURCE, "quote": LINES[0]}]


def test_a_line_that_is_no_feedback_is_named(tmp_path: Path) -> None:
    with pytest.raises(MinutebookError, match="no feedback"):
        drafted(tmp_path, SAID | {"verdict": "fine"})
    with pytest.raises(MinutebookError, match="cannot be read"):
        list(drafts_of(tmp_path / "none.jsonl", PAPERS))


def test_the_command_prints_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "paper.txt").write_text(
        "Minutes of the meeting of 4 June 2024\n\nTwelve came.\n", encoding="utf-8"
    )
    (tmp_path / "said.jsonl").write_text(json.dumps(SAID | {"verdict": "right"}) + "\n\n", encoding="utf-8")
    assert main(["draft", "--papers", str(tmp_path), "--feedback", str(tmp_path / "said.jsonl")]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "feedback-001"
