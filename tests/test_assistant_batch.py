"""Batch files: what is understood, and how each kind of bad line is refused on its own."""

import io
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Turn
from assistant.terminal.batch import BadLine, Request, read_questions, read_searches
from corpus.errors import MinutebookError
from indexes.records import Filters


def batch(folder: Path, *lines: object) -> Path:
    path = folder / "in.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_the_last_turn_is_asked_and_the_others_keep_their_answers(tmp_path: Path) -> None:
    path = batch(
        tmp_path, {"id": "q1", "turns": ["one", "two", "three"], "context_answers": ["first"], "gold": [1]}
    )
    assert list(read_questions(path)) == [Request("q1", "three", (Turn("one", "first"), Turn("two", "")))]


def test_more_answers_than_earlier_questions_do_no_harm(tmp_path: Path) -> None:
    path = batch(tmp_path, {"id": 7, "turns": ["one", "two"], "context_answers": ["first", "second", None]})
    assert list(read_questions(path)) == [Request(7, "two", (Turn("one", "first"),))]


def test_a_search_line_says_where_and_how_many(tmp_path: Path) -> None:
    where = {"source": "a.txt", "body": None, "from": "2020-01-31", "to": "2021-01-31"}
    path = batch(tmp_path, {"id": "s1", "query": "speeding", "where": where, "limit": 3})
    filters = Filters(source="a.txt", date_from=date(2020, 1, 31), date_to=date(2021, 1, 31))
    assert list(read_searches(path)) == [Request("s1", "speeding", (), filters, 3)]


@pytest.mark.parametrize("turns", [["before"], ["before", "speeding"]])
def test_a_conversation_may_end_with_the_query_or_before_it(tmp_path: Path, turns: list[str]) -> None:
    path = batch(tmp_path, {"id": "s", "query": "speeding", "turns": turns, "context_answers": ["so"]})
    assert list(read_searches(path)) == [Request("s", "speeding", (Turn("before", "so"),))]


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ("{not json", None, "Line 2 is not JSON"),
        ("[1, 2]", None, "not a JSON object"),
        ("[" * 100_000, None, "not JSON"),
        ('{"id": ' + "9" * 5000 + "}", None, "not JSON"),
        ({"id": "b"}, "b", "turns: field required"),
        ({"id": "b", "turns": []}, "b", "turns"),
        ({"id": "b", "turns": ["  "]}, "b", "turns.0: it is empty"),
        ({"id": "b", "turns": "why?"}, "b", "turns"),
        ({"id": True, "turns": ["why?"]}, None, "id"),
        ({"id": {"x": 1}, "turns": ["why?"]}, None, "id"),
        ('{"id": "b", "turns": ["\\ud800"]}', "b", "half a character"),
        ({"id": "b", "turns": ["why?"], "where": {"bodi": "x"}}, "b", "where.bodi"),
        ({"id": "b", "turns": ["why?"], "where": {"from": "last March"}}, "b", "where.from"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_runs(tmp_path: Path, line: object, key: str | None, said: str) -> None:
    path = batch(tmp_path, {"id": "a", "turns": ["first"]}, line, {"id": "c", "turns": ["third"]})
    first, bad, third = read_questions(path)
    assert isinstance(bad, BadLine)
    assert (bad.id, said in bad.error, "\n" in bad.error) == (key, True, False), bad.error
    assert [first.id, third.id] == ["a", "c"]


def test_a_search_without_words_is_named(tmp_path: Path) -> None:
    (bad,) = read_searches(batch(tmp_path, {"id": "s", "limit": 0}))
    assert isinstance(bad, BadLine)
    assert "query" in bad.error


def test_bytes_that_are_no_text_spoil_one_line_only(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"turns": ["one"]}\r\n\xff\xfe\n\n{"turns": ["four"]}')
    kinds = [type(line) for line in read_questions(path)]
    assert kinds == [Request, BadLine, Request]


def test_standard_input_is_a_batch_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"id": 1, "turns": ["one"]}')))
    assert list(read_questions(Path("-"))) == [Request(1, "one")]


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(MinutebookError, match="cannot be read"):
        next(read_questions(tmp_path / name))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(["id", "turns", "where", "query", "limit", "context_answers"]) | st.text(), x
            )
        ),
    )
)
def test_any_json_gives_a_request_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    path = batch(tmp_path_factory.getbasetemp(), json.dumps(value))
    for lines in (read_questions(path), read_searches(path)):
        (one,) = lines
        assert isinstance(one, Request | BadLine)
        if isinstance(one, BadLine):
            assert one.error.startswith("Line 1 ")
            assert "\n" not in one.error
