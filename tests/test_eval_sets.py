import json
from pathlib import Path

import pytest
from eval_fixtures import LINES, SOURCE, FakeAssistant, hits, span_of

from assistant.records import Turn
from corpus.errors import MinutebookError
from eval.exchange.sets import measure, read
from eval.reports.figures import Figure
from indexes.records import Hit


def write(file: Path, *rows: dict[str, object]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")


def values(found: tuple[Figure, ...]) -> dict[str, float]:
    return {figure.name: figure.value for figure in found}


def test_a_set_of_spans_is_read_with_its_conversation_and_limits(tmp_path: Path) -> None:
    span = span_of(LINES[1])
    write(
        tmp_path / "queries.jsonl",
        {"id": "1", "query": "and calls?", "turns": ["wardens?", "and calls?"], "context_answers": ["twelve"]},
        {"id": "2", "query": "rescue?", "where": {"source": SOURCE}, "limit": 50},
    )
    write(
        tmp_path / "gold.jsonl",
        {"id": "1", "query": "and calls?", "spans": [{"source": SOURCE, "start": span.start, "end": span.end}]},
        {"id": "2", "spans": [{"source": SOURCE}, {"source": "other.txt"}]},
    )
    documents, questions = read(tmp_path, tmp_path / "work")
    assert documents == tmp_path / "documents"
    assert questions[0].turns == (Turn("wardens?", "twelve"),)
    assert (questions[0].right[0].spans, questions[0].whole) == ((span,), False)
    assert (questions[1].source, questions[1].whole) == (SOURCE, True)
    found = values(measure(questions, FakeAssistant({}, {"and calls?": hits(0, 1), "rescue?": hits(4, 3)})))
    # the first has its line second; the second has one of two documents first, counted once for two chunks
    assert found["hit@1"] == (0 + 1) / 2
    assert found["mrr"] == (1 / 2 + 1) / 2
    assert found["recall@5"] == (1 + 1 / 2) / 2


def test_a_beir_folder_becomes_text_files_and_questions(tmp_path: Path) -> None:
    write(
        tmp_path / "corpus.jsonl",
        {"_id": "d/1", "title": "Moor", "text": "Twelve wardens."},
        {"_id": "d/2", "text": "No title."},
    )
    write(tmp_path / "queries.jsonl", {"_id": "q1", "text": "wardens?"}, {"_id": "q2", "text": "not judged"})
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td/1\t1\nq1\td/2\t0\nq1\tgone\t1\n", encoding="utf-8"
    )
    documents, questions = read(tmp_path, tmp_path / "work")
    assert sorted(file.name for file in documents.iterdir()) == ["0000000.txt", "0000001.txt"]
    assert (documents / "0000000.txt").read_text(encoding="utf-8") == "Moor\n\nTwelve wardens.\n"
    assert [(one.id, [right.source for right in one.right]) for one in questions] == [("q1", ["0000000.txt"])]


def test_a_document_counts_once(tmp_path: Path) -> None:
    write(tmp_path / "queries.jsonl", {"id": "1", "query": "q"})
    write(tmp_path / "gold.jsonl", {"id": "1", "spans": [{"source": SOURCE}]})
    _, questions = read(tmp_path, tmp_path)
    steps: list[int] = []
    found = measure(questions, FakeAssistant({}, {"q": hits(0, 1, 2)}), lambda: steps.append(1))
    assert set(values(found).values()) == {1.0}
    assert steps == [1]
    nothing: tuple[Hit, ...] = ()
    assert set(values(measure(questions, FakeAssistant({}, {"q": nothing}))).values()) == {0.0}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "neither gold.jsonl nor corpus.jsonl"),
        ({"gold.jsonl": "{", "queries.jsonl": ""}, "cannot be read"),
        ({"gold.jsonl": '{"id": "1"}'}, "cannot be read"),
        ({"gold.jsonl": "", "queries.jsonl": '{"id": "1", "query": "q"}'}, "cannot be read"),
        ({"corpus.jsonl": '{"text": "no id"}'}, "cannot be read"),
    ],
)
def test_a_folder_of_neither_layout_is_an_error(tmp_path: Path, files: dict[str, str], said: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(MinutebookError, match=said):
        read(tmp_path, tmp_path / "work")
