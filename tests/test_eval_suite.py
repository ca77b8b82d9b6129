"""The suite over the sample papers, with the real model: one run for all of these tests, and broken builds."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from assistant import settings
from assistant.answering.refusal import Decision
from assistant.building import Assistant, build
from assistant.records import Answer, Status, Turn
from corpus.records import Chunk, Document
from eval import gate, runs, suite
from eval.__main__ import main
from eval.asking import ask_all
from eval.cases import PAPERS, PlacedCase
from eval.measures import HEADLINES
from eval.reports import figures, section
from eval.scoring import score
from indexes.records import Filters, Scope

pytestmark = pytest.mark.model

README = Path(__file__).parents[1] / "README.md"
# A broken build is told from a sound one on a sixteenth of the cases, the same for both.
EVERY = 16


@dataclass(frozen=True)
class Measured:
    folder: Path
    run: runs.Run
    papers: dict[str, Document]

    @property
    def file(self) -> Path:
        return self.folder / "runs" / "one.jsonl"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    folder = tmp_path_factory.mktemp("eval")
    file = folder / "runs" / "one.jsonl"
    assert main(["run", "--data", str(folder), "--out", str(file)]) == 0
    return Measured(folder, runs.load(file), suite.read_papers(PAPERS))


@pytest.fixture
def assistant(measured: Measured) -> Iterator[Assistant]:
    ready = build(settings.load(data=measured.folder / "index"))
    yield ready
    ready.close()


def some(measured: Measured) -> tuple[PlacedCase, ...]:
    return tuple(row.placed for row in measured.run.rows[::EVERY])


def caught(sound: Sequence[runs.Row], broken: Sequence[runs.Row], name: str) -> bool:
    """Whether the gate's own line for a figure fails a broken build, by more than it is off on the same cases."""
    (line,) = (one for one in gate.load() if one.name == name and not one.part)
    reached = next(one for one in figures.figures(sound) if one.name == name and not one.part)
    bars = (line, gate.Threshold("", name, reached.value * 0.9))
    return not any(held.passed for held in gate.check(bars, figures.figures(broken)))


def test_the_sample_papers_reach_every_threshold(measured: Measured, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = main(["gate", str(measured.file)])
    printed = capsys.readouterr().out
    assert outcome == 0, printed
    assert f"{len(gate.load())} of {len(gate.load())} thresholds reached" in printed


def test_a_threshold_out_of_reach_fails_the_gate(
    measured: Measured, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.toml").write_text('["all cases"]\n"answer_words" = 1\nmrr = 0.01\n', encoding="utf-8")
    assert main(["gate", str(measured.file), "--thresholds", str(tmp_path / "t.toml")]) == 1
    printed = capsys.readouterr().out
    assert "FAILED answer_words (all cases): " in printed
    assert "1 of 2 thresholds reached" in printed


@pytest.mark.no_cover
def test_two_runs_give_identical_figures(measured: Measured, assistant: Assistant) -> None:
    rows = ask_all(some(measured), assistant, measured.papers)
    assert figures.figures(rows) == figures.figures(
        [
            row.model_copy(update={"again": again.again, "reordered": None})
            for row, again in zip(measured.run.rows[::EVERY], rows, strict=True)
        ]
    )


def test_every_headline_is_known_to_within_eight_hundredths(measured: Measured) -> None:
    shown = [one for one in figures.figures(measured.run.rows) if not one.part and one.name in HEADLINES]
    assert len(shown) == len(HEADLINES)
    assert [one.name for one in shown if one.high - one.low > 2 * 0.08] == []


def test_a_run_says_what_it_was_run_with(measured: Measured) -> None:
    header = measured.run.header
    assert header.model
    assert header.versions["minutebook"]
    assert all(len(digest) == 16 for digest in (header.settings, header.papers, header.cases))
    assert header.seconds > 0


def test_what_the_readme_says_of_the_figures_is_so(measured: Measured, *, rewrite_golden: bool) -> None:
    if rewrite_golden:
        assert main(["report", str(measured.file), "--into", str(README)]) == 0
    page = README.read_text(encoding="utf-8")
    header, told = measured.run.header, section.stated(page)
    assert all(f"`{digest}`" in page for digest in (header.papers, header.cases))
    found = section.stated(section.into(page, section.written(measured.run)))
    assert told.keys() == found.keys()
    wrong = {name for name, (value, n) in found.items() if abs(told[name][0] - value) > 1 or told[name][1] != n}
    assert wrong == set(), "pytest tests/test_eval_suite.py --rewrite-golden writes what is so now"


@pytest.mark.no_cover
def test_a_break_of_chunking_is_caught(
    measured: Measured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus import chunking

    sound = chunking.chunk

    def halved(document: Document, count: Callable[[str], int], window: int) -> tuple[Chunk, ...]:
        return tuple(
            replace(one, spans=one.spans[:1], text=" ".join(one.text.split()[:5]))
            for one in sound(document, count, window)
        )

    monkeypatch.setattr(chunking, "chunk", halved)
    broken = build(settings.load(data=tmp_path))
    try:
        suite.index(broken, PAPERS)
        rows = ask_all(some(measured), broken, measured.papers)
        assert caught(measured.run.rows[::EVERY], rows, "recall@750")
    finally:
        broken.close()


@pytest.mark.no_cover
def test_a_break_of_fusion_is_caught(
    measured: Measured, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indexes.searching import retrieval

    sound = retrieval.ranked
    monkeypatch.setattr(retrieval, "ranked", lambda scores, ids: sound(scores, ids)[::-1])
    rows = ask_all(some(measured), assistant, measured.papers)
    assert caught(measured.run.rows[::EVERY], rows, "recall@750")


class Shifted:
    """An assistant whose citations stand one character off."""

    def __init__(self, sound: Assistant) -> None:
        self._sound = sound
        self.search = sound.search

    def ask(
        self, turns: Sequence[Turn], question: str, filters: Filters | None = None, scope: Scope = Scope.PUBLIC
    ) -> Answer:
        answer = self._sound.ask(turns, question, filters, scope)
        off = (replace(one, start=one.start + 1, end=one.end + 1) for one in answer.citations)
        return replace(answer, citations=tuple(off))


@pytest.mark.no_cover
def test_a_break_of_citation_offsets_is_caught(measured: Measured, assistant: Assistant) -> None:
    rows = ask_all(some(measured), Shifted(assistant), measured.papers)
    assert caught(measured.run.rows[::EVERY], rows, "quotes_verbatim")


@pytest.mark.no_cover
@pytest.mark.parametrize(("status", "figure"), [(Status.ANSWERED, "refused"), (Status.NOT_FOUND, "answered")])
def test_a_break_of_refusal_is_caught(
    measured: Measured, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, status: Status, figure: str
) -> None:
    from assistant.answering import answering

    def always(*_: Any) -> Decision:
        return Decision(status)

    monkeypatch.setattr(answering, "decide", always)
    sound = [row for row in measured.run.rows if figure in score([row])[row.placed.case.id]]
    sound = sound[:: max(1, len(sound) // 30)]
    rows = ask_all([row.placed for row in sound], assistant, measured.papers)
    assert caught(sound, rows, figure)


def test_a_public_set_is_searched_with_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "moor"
    (folder / "qrels").mkdir(parents=True)
    texts = ("Wardens patrol the moor.", "The budget rose.", "Sheep were stolen in May.")
    lines = [{"_id": str(number), "title": "", "text": text} for number, text in enumerate(texts)]
    (folder / "corpus.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "stolen animals"}', encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\t2\t1\n", encoding="utf-8")
    assert main(["sets", str(folder), "--data", str(tmp_path / "data")]) == 0
    assert "ndcg@5" in capsys.readouterr().out
