"""Exempt papers do not leak: fifty secrets, every way in, and nothing that a reader is given tells of one.

Two worlds differ in nothing but the words in their exempt business, so what a reader is given must be the same in
both, to the letter: that forbids not only quotes, but counts, rankings, scores and suggestions that tell.
"""

import asyncio
import contextlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx
import pytest
import secret_papers
from docx import Document
from fastapi.testclient import TestClient
from index_fakes import FakeEmbedder
from mcp.shared.memory import create_connected_server_and_client_session
from openpyxl import load_workbook
from serving import served

from assistant import building, cli, doctor, log, opening
from assistant.access.accounts import Accounts
from assistant.access.audit import Audit
from assistant.access.keeper import Keeper
from assistant.access.people import LOCAL, Person, Role
from assistant.building import Assistant
from assistant.chat import web_app
from assistant.figures import LAST
from assistant.records import Turn
from assistant.register.printing import commitment_line
from assistant.register.records import Wanted
from assistant.settings import Settings, suite_folders
from assistant.terminal.printing import answer_line, search_line, to_json
from assistant.window.answers.asking import Asking, Order
from assistant.window.answers.conversation import Talk
from assistant.window.answers.examples import offered
from assistant.window.answers.suggesting import suggested
from assistant.window.lists import commitments, decisions, evaluation
from assistant.window.programs.functions import Functions
from assistant.window.programs.promises import Promises
from assistant.window.programs.tools import server
from corpus.errors import MinutebookError
from eval import suite
from eval.cases import Case, place
from eval.reports import report
from eval.reports.published import publish
from eval.runs import Row
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
        patch.setattr(opening, "Embedder", lambda *_, **__: Embedder())
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


def guarded(tmp_path: Path) -> tuple[Keeper, dict[Role, dict[str, str]]]:
    """Return a doorkeeper who knows a person of each role, and the headers by which each comes in."""
    accounts, tokens = Accounts(tmp_path), {}
    for role in Role:
        accounts.add(role.value, role, None)
        tokens[role] = {"authorization": f"Bearer {accounts.new_token(role.value)}"}
    return Keeper(accounts), tokens


@contextlib.contextmanager
def allowing(assistant: Assistant, allowed: bool = True) -> Iterator[Assistant]:
    """Let officers see exempt papers, or not, for a while."""
    with pytest.MonkeyPatch.context() as patch:
        settings = assistant.settings.model_copy(update={"exempt_for_officers": allowed})
        patch.setattr(assistant, "settings", settings)
        yield assistant


def given_to(component: dict[str, Any], words: str, ticked: bool) -> object:
    """Return what a reader puts into a field who writes the same words everywhere, and ticks every box or none."""
    kind, props = component["type"], component["props"]
    return {"checkbox": ticked, "textbox": words, "radio": props.get("value"), "html": ""}.get(kind)


def pressed(client: httpx.Client, words: str, ticked: bool, only: str | None = None) -> Iterator[str]:
    """Yield what every handler of the window answers where all fields are filled, and all boxes ticked or none.

    With ``only`` those handlers alone which show something in the place of this name, and do nothing else.
    """
    config = client.get("config").json()
    components = {one["id"]: one for one in config["components"]}
    for number, one in enumerate(config["dependencies"]):
        if (
            not one["backend_fn"] or one["api_visibility"] == "public"
        ):  # what programs may call has tests of its own
            continue
        if only and [components[at]["props"].get("elem_id") for at in one["outputs"]] != [only]:
            continue
        session = f"{words}-{number}"
        data = [given_to(components[at], words, ticked) for at in one["inputs"]]
        call = {"data": data, "fn_index": one["id"], "session_hash": session}
        client.post("gradio_api/queue/join", json=call).raise_for_status()
        with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as told_of:
            for line in told_of.iter_lines():
                said = json.loads(line.removeprefix("data: ") or "{}")
                if said.get("msg") in {"process_generating", "process_completed"}:
                    yield json.dumps([number, said["output"].get("data"), said["output"].get("error")])
                if said.get("msg") in {"process_completed", "close_stream"}:
                    break


def test_no_handler_of_the_window_tells_a_reader_of_a_secret(worlds: dict[int, Assistant], tmp_path: Path) -> None:
    """Every tab, and what officers alone are shown too: whoever knows its number may press a button not seen."""
    guard, tokens = guarded(tmp_path)
    officers = worlds[A].store.catalogue.documents(Scope.OFFICER)
    hidden = next(one for one in officers if one.source[0] == "d")  # in the other world there is none of the name
    public = {one.id for one in worlds[A].register.find(Wanted(), Scope.PUBLIC)}
    promised = next(one.id for one in worlds[A].register.find(Wanted(), Scope.OFFICER) if one.id not in public)
    said: dict[int, str] = {}
    for world, assistant in worlds.items():
        with (
            allowing(assistant),
            served(web_app(assistant, (), guard)) as address,
            httpx.Client(base_url=address, headers=tokens[Role.READER], timeout=120) as client,
        ):
            answers: list[str] = []
            for words, ticked in (("harbour wall", False), (hidden.source, True), (promised, True)):
                told_of = "".join(pressed(client, words, ticked))
                answers.append(told_of.replace(words, "what was put in"))  # refusals say it back
            said[world] = anonymous(assistant, "".join(answers))
    assert told(said[A]) == []
    assert "had been repaired in July" in said[A]
    assert "EXEMPT" not in said[A]
    assert unstamped(said[A]) == unstamped(said[B])


def test_officers_see_what_exempt_papers_promise_where_they_tick_the_box_and_readers_never(
    worlds: dict[int, Assistant], tmp_path: Path
) -> None:
    guard, tokens = guarded(tmp_path)
    assistant, sign = worlds[A], "EXEMPT, not for publication"
    shown = {one.id for one in assistant.register.find(Wanted(), Scope.PUBLIC)}
    hidden = [one for one in assistant.register.find(Wanted(), Scope.OFFICER) if one.id not in shown]
    with served(web_app(assistant, (), guard)) as address:
        for allowed, role, ticked in ((True, Role.OFFICER, True), (True, Role.OFFICER, False),
                                      (False, Role.OFFICER, True), (True, Role.READER, True)):  # fmt: skip
            client = httpx.Client(base_url=address, headers=tokens[role], timeout=120)
            with allowing(assistant, allowed), client:
                listed = "".join(pressed(client, "", ticked, "register-list"))
                one = "".join(pressed(client, hidden[0].id, ticked, "register-detail"))
                tracker = client.get("tracker?format=json&exempt=true").text
            sees = (allowed, role, ticked) == (True, Role.OFFICER, True)
            assert "harbour wall" in listed
            assert [hit.id in listed for hit in hidden] == [sees] * 5
            assert (sign in listed, sign in one) == (sees, sees)
            assert bool(told(listed)) == bool(told(one)) == ("exempt=true#quote" in one) == sees
            assert ("tracker?format" in listed) != sees
            assert told(tracker) == []


def test_decisions_about_exempt_commitments_are_seen_by_officers_alone(worlds: dict[int, Assistant]) -> None:
    register = worlds[A].register
    shown = {one.id for one in register.find(Wanted(), Scope.PUBLIC)}
    hidden = next(one.id for one in register.find(Wanted(), Scope.OFFICER) if one.id not in shown)
    confirm = ("Ada", hidden, "Confirm", "Seen.", "", "", "", "", "")
    with pytest.raises(MinutebookError, match="There is no commitment"):
        decisions.decide(register, *confirm)
    decisions.decide(register, *confirm, scope=Scope.OFFICER)
    try:
        assert "Seen." in commitments.detail(register, hidden, scope=Scope.OFFICER)
        assert register.desk.reviews(Scope.PUBLIC) == ()
    finally:
        undo = ("Ada", hidden, decisions.UNDOING, "", "", "", "", "", "")
        decisions.decide(register, *undo, scope=Scope.OFFICER)


def unstamped(text: str) -> str:
    """Return a text without the times at which questions were asked, and the ids of what was kept of them."""
    return re.sub(r"20\d\d-\d\d-\d\dT[\d:.]+\+00:00|[0-9a-f]{32}", "", text)


def test_officers_see_exempt_papers_in_the_window_where_they_choose_to_and_all_of_it_is_marked(
    worlds: dict[int, Assistant], tmp_path: Path
) -> None:
    guard, tokens = guarded(tmp_path)
    assistant = worlds[A]
    hidden = next(one for one in assistant.store.catalogue.documents(Scope.OFFICER) if one.source[0] == "b")
    app = web_app(assistant, (), guard)
    for allowed in (False, True):
        with allowing(assistant, allowed):
            for role, token in tokens.items():
                client = TestClient(app, HOST, headers=token)
                sees = allowed and role is not Role.READER
                assert client.get(f"source?document={hidden.id}&whole=true").status_code == 404
                page = client.get(f"source?document={hidden.id}&whole=true&exempt=true")
                assert (page.status_code, page.headers.get("cache-control")) == (
                    (200, "no-store") if sees else (404, None)
                )
                assert (
                    (HERE[12] in page.text)
                    == ("<strong>EXEMPT, not for publication</strong>" in page.text)
                    == sees
                )
                assert client.get("exempt").status_code == 404
                assert told(client.get("config").text) == []


def test_an_answer_from_exempt_papers_is_marked_wherever_it_goes(worlds: dict[int, Assistant]) -> None:
    assistant, officer = worlds[A], Person("olga", Role.OFFICER)
    question = f"What did the {HERE[1]} consortium offer for the depot?"
    sign = "EXEMPT, not for publication"

    def asked_by(person: Person, talk: Talk, words: str, **order: bool) -> tuple[str, Talk]:
        *_, last = Asking(assistant).answering(Order(words, **order), talk, person)
        return last

    others = tuple(one for one in HERE if one != HERE[1])
    for person, order in ((officer, {}), (Person("rob", Role.READER), {"exempt": True})):
        with allowing(assistant):
            shown, talk = asked_by(person, Talk(), question, **order)
        assert told(shown, others) == []
        assert not talk.exchanges[0].exempt
        assert ("shown only to officers" in shown) == bool(order)
    shown, _ = asked_by(officer, Talk(), question, exempt=True)
    assert "take the tick away" in shown  # the setting does not allow it
    with allowing(assistant):
        shown, talk = asked_by(officer, Talk(), question, exempt=True)
        assert "7.3 million" in shown
        assert shown.count(sign) > 2
        assert f'data-reference="{sign}: ' in shown
        assert "exempt=true#quote" in shown
        assert "Was this right?" not in shown
        assert suggested(assistant, talk.exchanges[0], ()) == ()
        _, public = asked_by(officer, talk, "And who agreed to it?")
        assert told(public.exchanges[1].answer.query.text if public.exchanges[1].answer else "") == []

        app = web_app(assistant, (), Keeper(Accounts(assistant.settings.data), owner=officer))
        client = TestClient(app, HOST)
        assert sign in client.get("conversations").text
        for suffix in ("html", "md", "docx"):
            note = client.get(f"note?conversation={talk.saved}&format={suffix}")
            text = (
                "".join(one.text for one in Document(io.BytesIO(note.content)).paragraphs)
                if suffix == "docx"
                else note.text
            )
            assert text.count(sign) > 1
            assert "7.3 million" in text
            assert suffix == "html" or "exempt-briefing-note" in note.headers["content-disposition"]
        judged = client.post("feedback", json={"conversation": talk.saved, "turn": 1, "verdict": "right"})
        assert (judged.status_code, "not judged here" in judged.text) == (400, True)
        assert sign in Asking(assistant).show(Asking(assistant).opened(officer, talk.saved or ""))
    later = Asking(assistant).show(Asking(assistant).opened(officer, talk.saved or ""))
    assert "7.3 million" not in later
    assert "shown only to officers" in later
    assert told(to_json([one.title for one in assistant.conversations.list(officer.name, "7.3")])) == []


def test_what_is_kept_of_a_conversation_and_taken_away_of_it_tells_nothing(worlds: dict[int, Assistant]) -> None:
    assistant, said = worlds[A], []
    asking, talk = Asking(assistant), Talk()
    for question in QUESTIONS[:6]:
        *_, (shown, talk) = asking.answering(Order(question), talk, LOCAL)
        said.append(shown)
    with TestClient(web_app(assistant), HOST) as client:
        said.append(client.get("conversations").text)
        for turn in range(1, len(talk.exchanges) + 1):
            said.append(client.get(f"next?conversation={talk.saved}&turn={turn}").text)
        for form in ("html", "md", "docx"):
            note = client.get(f"note?conversation={talk.saved}&format={form}")
            assert note.status_code == 200
            said.append(docx_text(note.content) if form == "docx" else note.text)
        for one in assistant.store.catalogue.documents(Scope.OFFICER):
            assert client.get(f"page?document={one.id}&number=1").status_code == 404
    assert told("".join(said)) == []
    assert "harbour wall" in "".join(said)


def docx_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_an_mcp_client_over_standard_input_and_output_is_told_nothing(worlds: dict[int, Assistant]) -> None:
    async def all_of(assistant: Assistant) -> str:
        made = server(Functions(assistant, Scope.PUBLIC).all())
        async with create_connected_server_and_client_session(made._mcp_server) as session:
            said: list[object] = [one.model_dump() for one in (await session.list_tools()).tools]
            for name in ("coverage", "commitments"):
                said.append((await session.call_tool(name, {})).model_dump())
            for one in assistant.store.catalogue.documents(Scope.OFFICER):
                place = {"document_id": one.id, "start": 0, "end": 40}
                said.append((await session.call_tool("passage", place)).model_dump())
                said.append((await session.call_tool("verify_quote", {**place, "quote": HERE[0]})).model_dump())
            for question in QUESTIONS[:4]:
                said.append((await session.call_tool("ask", {"question": question})).model_dump())
        return to_json(said)

    here = asyncio.run(all_of(worlds[A]))
    assert told(here) == []
    assert "harbour wall" in here


def test_an_evaluation_over_exempt_papers_shows_a_reader_none(
    worlds: dict[int, Assistant], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its report nor the window's tab, though officers' questions are asked and measured."""

    def case(number: int, question: str, **more: object) -> dict[str, object]:
        unknown = {"type": "unanswerable", "status": "not_found", "answer": "That is not in the papers."}
        return {"id": f"c{number}", "turns": [question], **unknown, **more}

    assistant = worlds[A]
    papers = suite.read_papers(assistant.settings.data.parent / "papers")
    quote = f"The {HERE[13]} lease costs £88,000 a year."
    known = {"type": "figure", "status": "answered", "points": ["88,000"], "scope": "officer"}
    proof = {"answer": quote, "evidence": [{"source": "b-lease.txt", "quote": quote}]}
    cases = [case(number, question) for number, question in enumerate(QUESTIONS[:5])]
    cases.append(case(7, f"What does the {HERE[13]} lease cost?", **known, **proof))
    cases.append(case(8, "What does the lease cost?", never=[HERE[13]], tags=["exempt"]))
    run = suite.run(place([Case.model_validate(one) for one in cases], papers), papers, assistant, "run")
    assert told(run.model_dump_json())
    publish(run, run.model_copy(update={"rows": turned(run.rows)}), tmp_path / "eval")
    assert told(report.render(run, show_exempt=True))
    settings = assistant.settings.model_copy(update={"data": tmp_path})
    monkeypatch.setattr(assistant, "settings", settings)
    with TestClient(web_app(assistant), HOST) as client:
        page = client.get("evaluation").text
    figures = (tmp_path / "eval" / LAST).read_text()
    shown = (figures, page, evaluation.shown(suite_folders(settings)))
    assert told("".join(shown)) == []
    assert [one for one in shown if "harbour wall" not in one] == []
    assert (json.loads(figures)["questions"], json.loads(figures)["open"]) == (7, 5)


def turned(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows that came out otherwise: every answer is another one."""
    return tuple(row.model_copy(update={"status": "clarify", "text": "Which?", "citations": ()}) for row in rows)


def test_the_commands_that_look_after_an_index_name_no_secret(
    worlds: dict[int, Assistant], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status, verify and doctor speak of counts and files, and the log of neither words nor names."""
    assistant = worlds[A]
    monkeypatch.setattr("assistant.commands.options.assemble", lambda *_, **__: contextlib.nullcontext(assistant))
    monkeypatch.setattr("assistant.commands.options.closing", lambda one: one)
    monkeypatch.setattr("indexes.keeping.checking.probe", lambda *_: None)  # a process of its own, seconds long
    said = [doctor._index(assistant.settings)]
    try:
        for command in (("status",), ("verify",), ("status", "--json"), ("verify", "--json")):
            cli.run([*command, "--data", str(assistant.settings.data)])
            said += capsys.readouterr()
        log.note_failure(MinutebookError(f"{HERE[0]} is damaged."))
    finally:
        log.close_log()
    said += [one.read_text() for one in assistant.settings.data.glob("*.log*")]
    assert told("".join(said)) == []
    assert "refused" in said[-1]
    # What somebody asked is kept as they asked it, and nothing of what they were told.
    asked = [one for one in Audit(assistant.settings.data, 90).records() if not told(one.words)]
    assert told(to_json([asdict(one) for one in asked])) == []
