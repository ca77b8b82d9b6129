"""Exempt papers do not leak: fifty secrets, every way in, and nothing that a reader is given tells of one.

Two worlds differ in nothing but the words in their exempt business, so what a reader is given must be the same in
both, to the letter: that forbids not only quotes, but counts, rankings, scores and suggestions that tell.
"""

import contextlib
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import secret_papers
from fastapi.testclient import TestClient
from index_fakes import FakeEmbedder
from openpyxl import load_workbook

from assistant import building, cli, log
from assistant.access.accounts import Accounts
from assistant.access.keeper import Keeper
from assistant.access.people import Role
from assistant.building import Assistant
from assistant.chat import web_app
from assistant.records import Turn
from assistant.register.printing import commitment_line
from assistant.register.records import Wanted
from assistant.settings import Settings
from assistant.terminal.printing import answer_line, search_line, to_json
from assistant.window.answers.examples import offered
from assistant.window.programs.functions import Functions
from assistant.window.programs.promises import Promises
from corpus.errors import MinutebookError
from indexes.records import Filters, Outcome, Scope

A, B = 1, 2
HOST = "http://127.0.0.1:7860"
HERE, THERE = secret_papers.secrets(A), secret_papers.secrets(B)
QUESTIONS = (
    "What was agreed about the harbour wall?",
    "What did members decide in private?",
    "How much was offered for the depot?",
    "Which land at Quay Street was valued, and at how much?",
    "What was income from markets in 2030/31?",
    "What does ZKG stand for?",
    "What does BZA advise?",
    "Who has seen the file?",
    "Who declared an interest?",
    "Which commitments are overdue?",
    "Which commitments does the Head of Property have?",
    "What happened in September 2031?",
    "What was decided at the meeting of 9 September 2031?",
    "What came of the list of vacant allotments?",
    "Was the harbour wall repaired in June or in July?",
    "Who promised to write to whom?",
    "lease",
    "exempt",
)


class Embedder(FakeEmbedder):
    window = 200

    def load(self) -> None:
        """Nothing is to load."""


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Assistant]]:
    with contextlib.ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(building, "Embedder", lambda *_, **__: Embedder())
        made = {}
        for world in (A, B):
            folder = tmp_path_factory.mktemp("world")
            assistant = building.build(Settings(data=folder / "data"))
            stack.callback(assistant.close)
            reports = list(assistant.ingest([secret_papers.write(folder, world)]))
            assert [one for one in reports if one.outcome is Outcome.FAILED] == []
            made[world] = assistant
        yield made


def told(text: str, words: tuple[str, ...] = HERE) -> list[str]:
    """Return the secrets that stand in a text, in any case or form."""
    return [word for word in words if word[:-1] in text.casefold()]


def anonymous(assistant: Assistant, text: str) -> str:
    """Return a text without what differs between the worlds by right: ids made of content, times, roundings."""
    for number, one in enumerate(assistant.store.catalogue.documents(Scope.PUBLIC)):
        text = text.replace(one.id, f"document {number}")
    for number, entry in enumerate(assistant.register.find(Wanted(order="made"), Scope.PUBLIC)):
        text = text.replace(entry.id, f"commitment {number}")
    text = re.sub(r"(\d\.\d{4})\d+", r"\1", text)
    return re.sub(r"elapsed_ms\W+[\d.]+", "", text)


def test_the_papers_hold_their_secrets_for_officers_alone(worlds: dict[int, Assistant]) -> None:
    """Or the tests below would pass for nothing."""
    catalogue = worlds[A].store.catalogue
    officers = "".join(catalogue.text(one.id, Scope.OFFICER) for one in catalogue.documents(Scope.OFFICER))
    officers += to_json([one.source for one in catalogue.documents(Scope.OFFICER)])
    officers += to_json(
        [(part.title, part.body) for one in catalogue.documents(Scope.OFFICER) for part in one.parts]
    )
    assert told(officers) == list(HERE)
    assert {one.source for one in catalogue.documents(Scope.PUBLIC)} == set(secret_papers.PUBLIC)
    promised = worlds[A].register.find(Wanted(), Scope.OFFICER)
    assert len(promised) > len(worlds[A].register.find(Wanted(), Scope.PUBLIC)) > 2
    found = worlds[A].search(f"sale of the {HERE[0]} depot", scope=Scope.OFFICER)
    assert HERE[0] in found[0].stored.chunk.text


def asked(assistant: Assistant, question: str) -> str:
    """Everything that asking and searching give a reader, in one text."""
    text_of = assistant.store.catalogue
    answer = assistant.ask((), question)
    hits = assistant.search(question, limit=50)
    lines = [
        answer_line(answer, "a", lambda one: text_of.text(one, Scope.PUBLIC)),
        search_line(hits, "s", 0.0, lambda one: text_of.text(one, Scope.PUBLIC)),
    ]
    return anonymous(assistant, to_json(lines) + repr(answer.confidence) + repr(answer.choices))


def test_questions_get_the_same_answers_whatever_the_exempt_papers_say(worlds: dict[int, Assistant]) -> None:
    for question in QUESTIONS:
        here = asked(worlds[A], question)
        assert told(here) == []
        assert here == asked(worlds[B], question), question


def test_to_ask_for_a_secret_gets_what_asking_for_nothing_gets(worlds: dict[int, Assistant]) -> None:
    """Also where it is misspelled, or begun: no suggestion finishes it."""
    for word in HERE:
        here = asked(worlds[A], f"What was said about {word}?")
        assert here == asked(worlds[B], f"What was said about {word}?"), word
        assert told(here) == [word]  # the question itself is said back
    for word, other in list(zip(HERE, THERE, strict=True))[::10]:
        assert told(asked(worlds[A], f"What was said about {other}?")) == []
        for form in (word[:-1], word[:3] + word[4:]):
            assert asked(worlds[A], f"Who is {form}?") == asked(worlds[B], f"Who is {form}?"), form


def test_a_conversation_that_names_a_secret_draws_out_no_more(worlds: dict[int, Assistant]) -> None:
    for word in HERE[::10]:
        turns = [Turn(f"Who offered for the {word} depot?", "Not found in the papers.")]
        said = [
            anonymous(worlds[one], to_json(answer_line(worlds[one].ask(turns, "And who agreed to it?"), "a", str)))
            for one in (A, B)
        ]
        assert said[0] == said[1]


def refused(call: Callable[[], object]) -> str:
    try:
        return to_json(call())
    except MinutebookError as error:
        return str(error)


def test_filters_and_functions_tell_nothing(worlds: dict[int, Assistant]) -> None:
    def all_of(assistant: Assistant) -> str:
        functions, promises = Functions(assistant, Scope.PUBLIC), Promises(assistant, Scope.PUBLIC)
        coverage = next(one for one in functions.all() if one.__name__ == "coverage")
        said: list[object] = [coverage(), promises.commitments(limit=200)]
        for number, one in enumerate(assistant.store.catalogue.documents(Scope.OFFICER)):
            # An exempt paper's own id and name are refused in the words in which any other is.
            name = one.id if one.source in secret_papers.PUBLIC else f"hidden {number}"
            for call in (
                lambda one=one: functions.passage(one.id, 0, 40),
                lambda one=one: functions.passage(one.id, 900, 1500),
                lambda one=one: functions.verify_quote(one.id, 0, 7, HERE[0]),
                lambda one=one: functions.search("harbour wall", source=one.source),
            ):
                said.append(refused(call).replace(one.id, name).replace(one.source, "source"))
        for body in ("Zoning", "Negotiating Board", HERE[26], HERE[39]):
            said += [functions.search("harbour wall", body=body), promises.commitments(owner=body)]
            said.append(refused(lambda body=body: functions.ask("Was the harbour wall repaired?", body=body)))
        return anonymous(assistant, to_json(said))

    here, there = all_of(worlds[A]), all_of(worlds[B])
    assert set(told(here)) <= {HERE[26], HERE[39]}
    assert here == there


def test_the_register_its_files_and_the_first_questions_tell_nothing(worlds: dict[int, Assistant]) -> None:
    def all_of(assistant: Assistant) -> str:
        catalogue, register = assistant.store.catalogue, assistant.register
        said: list[object] = [commitment_line(one) for one in register.find(Wanted(order="made"), Scope.PUBLIC)]
        said += [commitment_line(one) for one in register.find(Wanted(topic="sale of the depot"), Scope.PUBLIC)]
        said += [[one.short, one.long] for one in catalogue.acronyms(Scope.PUBLIC)]
        said += [str(catalogue.counts(Scope.PUBLIC)), offered(catalogue.documents(Scope.PUBLIC))]
        said += [[one.body, str(one.date), len(one.documents)] for one in catalogue.meetings(Scope.PUBLIC)]
        shown = {one.id for one in register.find(Wanted(), Scope.PUBLIC)}
        hidden = [one.id for one in register.find(Wanted(), Scope.OFFICER) if one.id not in shown]
        assert len(hidden) == 5
        for one in hidden:
            with pytest.raises(MinutebookError) as caught:
                register.entry(one, Scope.PUBLIC)
            assert told(str(caught.value)) == []
        return anonymous(assistant, to_json(said))

    here, there = all_of(worlds[A]), all_of(worlds[B])
    assert told(here) == []
    assert here == there
    assert "alone" not in here
    assert "circulated to" not in here


def test_no_address_of_the_window_tells_of_a_secret(worlds: dict[int, Assistant]) -> None:
    assistant = worlds[A]
    catalogue, said = assistant.store.catalogue, []
    with TestClient(web_app(assistant, offered(catalogue.documents(Scope.PUBLIC))), HOST) as client:
        for path in ("", "config", "gradio_api/info", "gradio_api/startup-events", "account", "sign-in"):
            said.append(client.get(path).text)
        for one in catalogue.documents(Scope.OFFICER):
            for query in ("at=0-40", "at=900-1500&whole=true", "whole=true"):
                said.append(client.get(f"source?document={one.id}&{query}").text)
            opened = client.get(f"original?document={one.id}")
            assert opened.status_code == 404
            said.append(opened.text)
        for form in ("csv", "json", "ics"):
            said.append(client.get(f"tracker?format={form}").text)
        book = load_workbook(io.BytesIO(client.get("tracker?format=xlsx").content))
        said += [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        calls = [("tools/list", {})]
        calls += [("tools/call", {"name": "ask", "arguments": {"question": one}}) for one in QUESTIONS]
        calls += [("tools/call", {"name": name, "arguments": {}}) for name in ("coverage", "commitments")]
        for number, (method, given) in enumerate(calls):
            call = {"jsonrpc": "2.0", "id": number, "method": method, "params": given}
            answer = client.post(
                "gradio_api/mcp", json=call, headers={"accept": "application/json, text/event-stream"}
            )
            assert answer.status_code == 200
            said.append(answer.text)
        for place in ("/etc/passwd", catalogue.documents(Scope.OFFICER)[0].path, "../papers/b-lease.txt"):
            for path in ("gradio_api/file=", "window/", "file/"):
                assert client.get(f"{path}{place}").status_code in {403, 404}
    assert told("".join(said)) == []
    assert "harbour wall" in "".join(said)


def test_no_command_of_a_reader_tells_of_a_secret(
    worlds: dict[int, Assistant],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = worlds[A].settings.data
    monkeypatch.setattr("assistant.commands.options.assemble", lambda *_, **__: contextlib.nullcontext(worlds[A]))
    monkeypatch.setattr("assistant.commands.options.closing", lambda one: one)
    batch = tmp_path / "in.jsonl"
    lines: list[dict[str, Any]] = [{"id": one, "turns": [question]} for one, question in enumerate(QUESTIONS)]
    lines += [{"id": "worse", "turns": []}, {"id": "s", "query": "lease", "where": {"source": "b-lease.txt"}}]
    batch.write_text("\n".join(json.dumps(one) for one in lines))
    register = worlds[A].register
    hidden = {one.id for one in register.find(Wanted(), Scope.OFFICER)}
    hidden -= {one.id for one in register.find(Wanted(), Scope.PUBLIC)}
    said = []

    def run(*arguments: str) -> None:
        cli.run([*arguments, "--data", str(data), "--verbose"])
        said.extend(capsys.readouterr())

    try:
        for one in ("ask", "search"):
            run(one, "--batch", str(batch), "--json")
            run(one, "What was agreed about the depot?")
            run(one, "lease", "--source", "b-lease.txt")
        run("status", "--json")
        run("commitments", "list", "--json")
        run("commitments", "list", "--topic", "sale of land")
        run("commitments", "review", "history", "--json")
        for one in sorted(hidden):
            run("commitments", "show", one)
            run("commitments", "review", "confirm", one, "--by", "Ada")
        for suffix in ("csv", "ics", "json"):
            run("commitments", "export", str(tmp_path / f"out.{suffix}"))
            said.append((tmp_path / f"out.{suffix}").read_text(encoding="utf-8-sig"))
    finally:
        log.close_log()
    said += [one.read_text() for one in data.glob("*.log*")]
    assert told("".join(said)) == []
    assert "harbour wall" in "".join(said)


def test_filters_that_name_exempt_papers_find_nothing(worlds: dict[int, Assistant]) -> None:
    assistant = worlds[A]
    for one in assistant.store.catalogue.documents(Scope.OFFICER):
        if one.source not in secret_papers.PUBLIC:
            assert assistant.search("harbour wall repaired", filters=Filters(source=one.source)) == ()


def test_officers_see_them_where_they_ask_and_the_settings_allow_it_and_every_quote_says_so(
    worlds: dict[int, Assistant], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = worlds[A].settings
    monkeypatch.setattr("assistant.commands.options.assemble", lambda *_, **__: contextlib.nullcontext(worlds[A]))
    monkeypatch.setattr("assistant.commands.options.closing", lambda one: one)

    def run(*arguments: str) -> tuple[str, str]:
        try:
            cli.run([*arguments, "--exempt", "--data", str(settings.data)])
        finally:
            log.close_log()
        return tuple(capsys.readouterr())  # type: ignore[return-value]

    question = f"What did the {HERE[1]} consortium offer for the depot?"
    for command in (("ask", question), ("search", "depot"), ("commitments", "list")):
        printed, problem = run(*command)
        assert (printed, "Exempt papers are not shown" in problem) == ("", True)
    monkeypatch.setenv("MINUTEBOOK_EXEMPT_FOR_OFFICERS", "true")
    for command in (("ask", question), ("search", "offered for the depot"), ("commitments", "list")):
        printed, _ = run(*command)
        assert told(printed), command
        assert "EXEMPT, not for publication" in printed
        for line in json.loads(run("search", "offered for the depot", "--json")[0])["hits"]:
            assert bool(told(line["text"])) <= line.get("exempt", False)


def test_the_page_of_exempt_papers_is_for_officers_where_the_settings_allow_it(
    worlds: dict[int, Assistant], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant, accounts = worlds[A], Accounts(tmp_path)
    tokens = {}
    for role in Role:
        accounts.add(role.value, role, None)
        tokens[role] = {"authorization": f"Bearer {accounts.new_token(role.value)}"}
    question = {"question": f"What did the {HERE[1]} consortium offer for the depot?"}
    for allowed in (False, True):
        settings = assistant.settings.model_copy(update={"exempt_for_officers": allowed})
        monkeypatch.setattr(assistant, "settings", settings)
        app = web_app(assistant, (), Keeper(accounts))
        for role, token in tokens.items():
            client = TestClient(app, HOST, headers=token)
            assert ("Ask the exempt papers" in client.get("account").text) == (allowed and role is not Role.READER)
            answers = client.get("exempt"), client.post("exempt", data=question)
            for answer in answers:
                assert answer.status_code == (200 if allowed and role is not Role.READER else 404)
                assert answer.headers["cache-control"] == "no-store"
            seen = told(answers[1].text, tuple(one for one in HERE if one != HERE[1]))
            assert bool(seen) == ("<strong>EXEMPT, not for publication</strong>" in answers[1].text)
            assert bool(seen) == (answers[1].status_code == 200)
            assert client.post("exempt", data={"question": " "}).status_code == answers[0].status_code
            assert told(client.get("config").text) == []
