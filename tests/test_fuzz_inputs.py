"""Whatever comes in besides papers (batch lines, settings, manifests, calls) gives answers or one sentence."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from index_fakes import BODY, FakeEmbedder, ingest, open_store, write

from assistant import settings as configuration
from assistant.building import Assistant
from assistant.settings import Settings, load
from assistant.terminal import batch
from assistant.window.programs.functions import Functions
from assistant.window.programs.promises import Promises
from corpus.errors import MinutebookError
from corpus.manifest import COLUMNS, read_csv, read_toml
from indexes.keeping.archives import read_contents
from indexes.records import Scope

MANY = settings(max_examples=80)
FEW = settings(max_examples=25)

WORDS = st.text(max_size=80)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["id", "turns", "context_answers", "query", "words", "where", "limit", "from", "to", "body"]
)
LINES = st.dictionaries(FIELDS, JSON | st.dictionaries(FIELDS, JSON, max_size=3), max_size=5)


def sentence(error: object) -> None:
    said = str(error)
    assert said.strip()
    assert "\n" not in said.strip()


@MANY
@given(st.lists(st.binary(max_size=200) | LINES.map(lambda one: json.dumps(one).encode()), max_size=5))
@example([b'{"where": {"\\n": null}}'])
def test_batches_of_anything_give_requests_or_sentences(tmp_path: Path, lines: list[bytes]) -> None:
    path = tmp_path / "batch.jsonl"
    path.write_bytes(b"\n".join(lines))
    for read in (batch.read_questions, batch.read_searches):
        for one in read(path):
            if isinstance(one, batch.BadLine):
                sentence(one.error)
            else:
                assert one.words.strip()


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"turns": ' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"turns": ["a"], "id": ' + b"9" * 5_000 + b"}",
        b'{"query": "a", "limit": 1' + b"0" * 300 + b"}",
        b'{"turns": ["\\ud800"]}',
        b'{"id": NaN, "turns": [Infinity]}',
        b'{"turns": ["' + b"a" * 300_000 + b'"]}',
        b'{"turns": ["a"], "turns": 3}',
        b"\xef\xbb\xbf{}",
        b"\x00" * 1_000,
    ],
)
def test_hostile_lines_are_one_sentence(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "batch.jsonl"
    path.write_bytes(line + b'\n{"turns": ["Why?"], "query": "why"}\n')
    for read in (batch.read_questions, batch.read_searches):
        *_, last = read(path)
        assert isinstance(last, batch.Request)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(configuration, "home", lambda: tmp_path)
    return tmp_path


_VALUES = st.one_of(st.integers(), st.floats(), st.booleans(), WORDS, st.lists(WORDS, max_size=2))


@MANY
@given(
    st.binary(max_size=200)
    | st.dictionaries(st.sampled_from([*Settings.model_fields, "other"]), _VALUES, max_size=3)
)
def test_settings_of_anything_are_read_or_refused(folder: Path, said: Any) -> None:
    path = folder / configuration.FILE_NAME
    if isinstance(said, bytes):
        path.write_bytes(said)
    else:
        path.write_text(
            "\n".join(f"{name} = {json.dumps(value)}" for name, value in said.items()), "utf-8", "ignore"
        )
    try:
        assert load().port
    except MinutebookError as error:
        sentence(error)


@MANY
@given(
    st.sampled_from(sorted(Settings.model_fields)), st.text(st.characters(codec="utf-8", exclude_characters="\0"))
)
def test_an_environment_of_anything_is_read_or_refused(folder: Path, name: str, value: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(f"{configuration.PREFIX}{name.upper()}", value)
        try:
            assert load().port
        except MinutebookError as error:
            sentence(error)


_CELLS = WORDS | st.sampled_from([
    "", "minutes.txt", "*.pdf", "../x", "31 February 2024", "2024-02-30", "exempt", "draft, exempt", "minutes",
    "nonsense", '"', "[", "2024-06-13", "a,b", "=1+1", "\x00", "**", "[!",
])  # fmt: skip


@MANY
@given(st.lists(st.lists(_CELLS, max_size=7), max_size=5), st.sampled_from(",;\t"), st.booleans())
def test_manifests_of_anything_are_read_or_refused(rows: list[list[str]], separator: str, headed: bool) -> None:
    head = [separator.join(COLUMNS)] if headed else []
    text = "\n".join([*head, *(separator.join(row) for row in rows)])
    try:
        read_csv(text, "manifest.csv")
    except MinutebookError as error:
        sentence(error)
    toml = "\n".join(f"[{json.dumps(row[0])}]\n" + "\n".join(
        f"{column} = {json.dumps(cell)}" for column, cell in zip(COLUMNS[1:], row[1:], strict=False)
    ) for row in rows if row)  # fmt: skip
    for said in (toml, text):
        try:
            read_toml(said, "manifest.toml")
        except MinutebookError as error:
            sentence(error)


@pytest.mark.parametrize(
    "text",
    ["file\n" + '"' * 50_000, "file," * 5_000, "file\n" + "a" * 200_000, "[" * 50_000, "a = " + "[" * 50_000],
)
def test_hostile_manifests_are_refused_in_a_sentence(text: str) -> None:
    for read in (read_csv, read_toml):
        try:
            read(text, "manifest")
        except MinutebookError as error:
            sentence(error)


PAPERS = {
    "minutes": f"@ minutes | {BODY} | 2025-03-07\n# 12. Rural crime\nTheft of tractors fell by 9%.\n"
    "It was agreed that a report be brought by June 2025.\n",
    "secret": f"@ report | {BODY} | 2025-03-08 | exempt\nThe station is sold for £3m.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("asked")
    with open_store(folder / "var") as store:
        ingest([write(folder / "papers", **PAPERS)], store)
        yield Assistant(load(data=folder / "var"), store, FakeEmbedder())  # type: ignore[arg-type]


ASKED = WORDS | st.sampled_from([
    "Did theft of tractors fall?", "and in 2024?", "\ud800", "a" * 20_000, "()[]{}*+?\\", "%s %d {0}",
    "'; DROP TABLE x", "31 February 2024 to Q9 2023/99", "?" * 500, "What did the Panel agree?", "\x00",
    "\u202eabc", "£ 1e999", "AND OR NOT",
])  # fmt: skip
DAYS = (
    st.sampled_from(["", "2024-01-01", "0001-01-01", "9999-12-31", "2024-02-30", "yesterday", "20240101"]) | WORDS
)
NUMBERS = st.integers(-(2**70), 2**70)


def called(function: Any, **values: Any) -> None:
    try:
        result = function(**values)
    except MinutebookError as error:
        sentence(error)
    else:
        assert json.dumps(result)
        assert "station is sold" not in json.dumps(result)


@FEW
@given(ASKED, st.lists(ASKED, max_size=3), DAYS, DAYS, WORDS, WORDS)
def test_asking_anything_gives_an_answer_or_a_sentence(
    assistant: Assistant, question: str, earlier: list[str], first: str, last: str, body: str, source: str
) -> None:
    functions = Functions(assistant, Scope.PUBLIC)
    given = {"body": body, "date_from": first, "date_to": last, "source": source}
    called(functions.ask, question=question, earlier_questions=earlier, **given)
    called(functions.ask, question=question, earlier_questions=earlier)
    called(functions.search, words=question, limit=5, **given)


@FEW
@given(ASKED, NUMBERS, NUMBERS, st.booleans())
def test_reading_anything_gives_a_stretch_or_a_sentence(
    assistant: Assistant, words: str, start: int, end: int, known: bool
) -> None:
    functions = Functions(assistant, Scope.PUBLIC)
    document = assistant.store.catalogue.documents(Scope.PUBLIC)[0].id if known else words
    called(functions.passage, document_id=document, start=start, end=end)
    called(functions.verify_quote, document_id=document, start=start, end=end, quote=words)
    called(functions.search, words=words, limit=start)


@FEW
@given(ASKED, DAYS, WORDS)
def test_commitments_of_anything_give_a_list_or_a_sentence(
    assistant: Assistant, words: str, day: str, other: str
) -> None:
    called(Promises(assistant, Scope.PUBLIC).commitments, topic=words, owner=other, due_before=day)
    called(Promises(assistant, Scope.PUBLIC).commitments, topic=words, status=other)


@FEW
@given(st.binary(max_size=200), JSON)
def test_archives_of_anything_are_refused(tmp_path: Path, data: bytes, contents: Any) -> None:
    import zipfile

    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("backup.json", json.dumps(contents))
        archive.writestr("x", data)
    with zipfile.ZipFile(path) as archive, pytest.raises(MinutebookError):
        read_contents(archive, ("catalogue.sqlite3",))
