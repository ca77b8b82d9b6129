import json
from pathlib import Path

import pytest
from eval_fixtures import PAPERS, FakeAssistant, answer, case, placed, refusal

from eval import suite
from eval.__main__ import main
from eval.asking import ask_all
from eval.runs import Header, Run, save


def write_run(folder: Path, name: str, line: int) -> Path:
    asked = FakeAssistant({"what about a?": answer(line), "what about b?": refusal()})
    run = Run(
        header=Header(name=name, started="now"), rows=ask_all(placed(case("a", 0), case("b")), asked, PAPERS)
    )
    save(run, folder / "runs" / f"{name}.jsonl")
    return folder / "runs" / f"{name}.jsonl"


def test_compare_takes_the_last_two_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, line in (("1", 2), ("2", 0), ("3", 4)):
        write_run(tmp_path, name, line)
    assert main(["compare", "--data", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("2.jsonl against 3.jsonl")
    assert "worse  a: what about a?" in printed


def test_compare_takes_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = write_run(tmp_path, "1", 4), write_run(tmp_path, "2", 0)
    assert main(["compare", str(one), str(two), "--show-held"]) == 0
    assert "better a: what about a?" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "--data", "{tmp}"], "not two runs to compare"),
        (["gate", "{tmp}/none.jsonl"], "cannot be read"),
        (["gate", "--thresholds", "{tmp}/none.toml"], "cannot be read"),
        (["run", "--cases", "{tmp}"], "No cases were found"),
        (["run", "--papers", "{tmp}"], "No papers were found"),
        (["nonsense"], "--help"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main([argument.format(tmp=tmp_path) for argument in arguments]) == 1
    printed = capsys.readouterr()
    assert said in printed.err
    assert "Traceback" not in printed.err


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(command in printed for command in ("run", "compare", "gate"))


def test_a_paper_that_cannot_be_indexed_stops_the_suite(tmp_path: Path) -> None:
    from corpus.errors import MinutebookError
    from indexes.records import FileReport, Outcome

    class Refusing:
        def ingest(self, paths: list[Path], *, prune: bool) -> list[FileReport]:
            assert prune
            return [FileReport("a.pdf", Outcome.READ), FileReport("b.pdf", Outcome.FAILED, "it is encrypted")]

    steps: list[int] = []
    with pytest.raises(MinutebookError, match=r"b\.pdf could not be indexed \(it is encrypted\)"):
        suite.index(Refusing(), tmp_path, lambda: steps.append(1))  # type: ignore[arg-type]
    assert steps == [1]


def test_an_index_made_by_other_code_is_made_anew(tmp_path: Path) -> None:
    folder = suite.fresh_folder(tmp_path / "index")
    (folder / "catalogue").touch()
    assert suite.fresh_folder(folder) == folder
    assert (folder / "catalogue").exists()
    (folder / "CODE").write_text("other", encoding="utf-8")
    suite.fresh_folder(folder)
    assert [file.name for file in folder.iterdir()] == ["CODE"]


def test_a_run_is_written_as_trec_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trec", str(write_run(tmp_path, "1", 0)), "--out", str(tmp_path / "trec")]) == 0
    assert capsys.readouterr().out.count("Written to") == 2
    assert sorted(file.name for file in (tmp_path / "trec").iterdir()) == ["1.qrels", "1.run"]


def test_drafts_are_printed_one_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "Minutes of the meeting of 4 June 2024\n\nThe Commissioner said that 1,860 stops had been made by June.\n"
    )
    (tmp_path / "paper.txt").write_text(text, encoding="utf-8")
    assert main(["draft", "--papers", str(tmp_path), "--count", "1"]) == 0
    assert '"turns": [""]' in capsys.readouterr().out


def test_cases_are_checked_and_counted_without_asking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "paper.txt").write_text(
        "Minutes of the meeting of 4 June 2024\n\nTwelve came.\n", encoding="utf-8"
    )
    one = {
        "id": "a",
        "type": "fact",
        "turns": ["How many?"],
        "answer": "Twelve.",
        "points": ["Twelve"],
        "held": True,
    }
    for quote, code in (("Twelve came.", 0), ("Thirteen came.", 1)):
        line = one | {"tags": ["short"], "evidence": [{"source": "paper.txt", "quote": quote}]}
        (tmp_path / "cases.jsonl").write_text(json.dumps(line), encoding="utf-8")
        arguments = ["check", "--papers", str(tmp_path), "--cases", str(tmp_path / "cases.jsonl")]
        assert main(arguments) == code
    printed = capsys.readouterr()
    counts = dict(line.rsplit(maxsplit=2)[::2] for line in printed.out.splitlines() if line[0] != "C")
    assert (counts["fact"], counts["short"], counts["all, each matching its papers"]) == ("1", "1", "1")
    assert "stands 0 times in paper.txt" in printed.err
