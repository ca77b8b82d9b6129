"""What the window offers to other programs: over HTTP with Gradio's client, and as MCP tools."""

import json
import re
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_type_hints

import jsonschema
import pytest
import uvicorn
from fakes import BODY, CITED, DOCUMENT_ID, SEARCHED, TEXT, FakeAssistant, FakeCatalogue
from gradio_client import Client
from gradio_client.exceptions import AppError
from serving import served

from assistant.chat import launch, web_app
from assistant.window.answers.examples import offered
from assistant.window.programs.functions import (
    Answered,
    Checked,
    Found,
    Functions,
    LinkedCitation,
    LinkedHit,
    Read,
)
from assistant.window.programs.holdings import Covered, Holdings, Paper
from assistant.window.programs.promises import LinkedCommitment, Promised, Promises
from assistant.window.programs.tools import described
from corpus.errors import MinutebookError
from corpus.records import AgendaItem, Part, PartKind
from indexes.records import Filters, Scope, StoredDocument

NAMES = ["coverage", "ask", "search", "commitments", "passage", "verify_quote"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(web_app(FakeAssistant())) as address:
        yield address


@pytest.fixture
def functions() -> Functions:
    return Functions(FakeAssistant(), Scope.PUBLIC)


def test_coverage_says_what_can_be_asked_about():
    coverage = Holdings(FakeCatalogue(), Scope.PUBLIC).coverage
    covered = coverage()
    assert covered["bodies"] == [BODY]
    assert covered["date_from"] == covered["date_to"] == "2025-03-07"
    assert covered["indexed_on"] == "2026-11-03"
    (paper,) = covered["papers"]
    assert (paper["document_id"], paper["meeting_dates"], paper["kinds"]) == (
        DOCUMENT_ID, ["2025-03-07"], ["minutes"],
    )  # fmt: skip
    narrowed = {
        "body": "harrowdale", "date_from": "2025-03-07", "date_to": "2025-03-07", "source": paper["source"],
    }  # fmt: skip
    assert coverage(**narrowed)["fitting"] == 1
    for other in ({"body": "Ashby"}, {"date_from": "2025-03-08"}, {"date_to": "2025-03-06"}):
        assert (coverage(**other)["fitting"], coverage(**other)["papers"]) == (0, [])
    with pytest.raises(MinutebookError, match="no paper with the source name other"):
        coverage(source="other")
    with pytest.raises(MinutebookError, match="swap the two dates"):
        coverage(date_from="2025-02-01", date_to="2025-01-01")


def test_commitments_are_listed_and_narrowed():
    promises = Promises(FakeAssistant(), Scope.PUBLIC)
    every = promises.commitments()
    assert (every["fitting"], every["searched"]) == (3, "0 commitments of 1 paper of 1 meeting")
    assert every["commitments"][0]["link"].startswith(f"source?document={DOCUMENT_ID}&at=")
    assert promises.commitments(topic="nothing of the kind")["searched"].endswith("; About: nothing of the kind")
    assert [one["id"] for one in promises.commitments(commitment_id="c2")["commitments"]] == ["c2"]
    with pytest.raises(MinutebookError, match="There is no commitment 'nope'"):
        promises.commitments(commitment_id="nope")
    assert [one["id"] for one in promises.commitments(owner="panel", status="overdue")["commitments"]] == ["c2"]
    assert promises.commitments(limit=1)["fitting"] == 3
    assert promises.commitments(overdue_at="2025-02-01")["fitting"] == 1
    for wrong in ({"due_before": "soon"}, {"status": "lost"}):
        with pytest.raises(MinutebookError, match="is not"):
            promises.commitments(**wrong)


def test_an_answer_carries_ids_and_links(functions):
    answer = functions.ask("rural crime", ["what about the moon?"])
    assert answer["status"] == "answered"
    assert [one["quote"] for one in answer["citations"]] == [one.quote for one in CITED]
    first = answer["citations"][0]
    assert first["document_id"] == DOCUMENT_ID
    assert first["link"] == f"source?document={DOCUMENT_ID}&at={first['start']}-{first['end']}#quote"
    assert TEXT[answer["passages"][1]["start"] : answer["passages"][1]["end"]] == answer["passages"][1]["text"]
    assert functions.assistant.asked == [(("what about the moon?",), "rural crime")]


def test_what_is_not_found_says_what_was_searched(functions):
    answer = functions.ask("moon", None, BODY, "2025-01-01", "2025-12-31")
    assert (answer["status"], answer["searched"], answer["citations"]) == ("not_found", SEARCHED, [])


def test_a_search_says_what_it_searched(functions):
    found = functions.search("rural", 5, "Panel", "2025-01-01")
    assert [hit["rank"] for hit in found["hits"]] == [1, 2]
    assert found["searched"] == "49 passages of 1 document; Body: Panel; Meetings from 1 January 2025"


def test_questions_and_searches_are_limited_to_a_kind_of_paper_and_to_a_speaker(functions, monkeypatch):
    found = functions.search("rural", kind=" Minutes", speaker="the PCC")
    assert found["searched"].endswith("; Kind: minutes; Said by: the PCC")
    heard, ask = [], functions.assistant.ask
    monkeypatch.setattr(functions.assistant, "ask", lambda *given: heard.append(given[2]) or ask(*given))
    assert functions.ask("rural crime", kind="minutes", speaker="the PCC")["status"] == "answered"
    assert functions.ask("rural crime", speaker=" ")["status"] == "answered"
    assert heard == [Filters(kind="minutes", speaker="the PCC"), Filters()]
    for call in (functions.ask, functions.search):
        with pytest.raises(MinutebookError, match="'letter' is no kind of paper: it is one of agenda, minutes, "):
            call("rural", kind="letter")


def test_the_kinds_of_papers_are_all_named_to_programs():
    for call in (Functions.ask, Functions.search):
        _, arguments = described(call)
        assert all(kind in arguments["kind"] for kind in PartKind)


def test_a_date_that_is_none_is_refused(functions):
    with pytest.raises(MinutebookError, match="write it as 2025-03-31"):
        functions.search("rural", date_from="last March")


def test_nothing_asked_is_refused_and_so_is_a_paper_that_is_not_there(functions):
    for ask in (functions.ask, functions.search):
        with pytest.raises(MinutebookError, match="Nothing is asked for"):
            ask("  ")
        with pytest.raises(MinutebookError, match="no paper with the source name other"):
            ask("rural", source="other")


def test_a_passage_comes_with_what_stands_around_it(functions):
    read = functions.passage(DOCUMENT_ID, CITED[0].start, CITED[0].end)
    assert read["text"] == CITED[0].quote
    assert (
        read["before"] + read["text"] + read["behind"]
        == TEXT[: len(read["before"] + read["text"] + read["behind"])]
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (0, len(TEXT) + 1)])
def test_offsets_outside_the_document_are_refused(functions, start, end):
    with pytest.raises(MinutebookError, match="choose offsets from 0"):
        functions.passage(DOCUMENT_ID, start, end)


def test_a_quote_is_checked_letter_by_letter(functions):
    first = CITED[0]
    assert functions.verify_quote(DOCUMENT_ID, first.start, first.end, first.quote)["verified"]
    with pytest.raises(MinutebookError, match="choose offsets from 0"):
        functions.verify_quote(DOCUMENT_ID, first.end, first.start, "")
    other = functions.verify_quote(DOCUMENT_ID, first.start, first.end, first.quote.replace("14", "15"))
    assert other == {"verified": False, "text": first.quote}


def test_gradio_offers_the_functions_under_their_names(address):
    client = Client(address, verbose=False)
    assert list(client.view_api(return_format="dict", print_info=False)["named_endpoints"]) == [
        f"/{n}" for n in NAMES
    ]
    assert client.predict("rural crime", api_name="/ask")["citations"][0]["quote"] == CITED[0].quote
    with pytest.raises(AppError, match="There is no paper with the id nope"):
        client.predict("nope", 0, 5, api_name="/passage")


def test_gradios_api_describes_every_argument_and_the_fields_of_every_result(address):
    client = Client(address, verbose=False)
    info = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    for name in NAMES:
        for argument in info[f"/{name}"]["parameters"]:
            assert argument["label"] == argument["parameter_name"]
            assert argument["python_type"]["description"].endswith(".")
        (result,) = info[f"/{name}"]["returns"]
        assert result["python_type"]["description"]
        assert "exempt" not in json.dumps(result["type"])
    first = CITED[0]
    calls = {
        "coverage": (), "ask": ("rural crime",), "search": ("rural crime",), "commitments": (),
        "passage": (DOCUMENT_ID, first.start, first.end),
        "verify_quote": (DOCUMENT_ID, first.start, first.end, first.quote),
    }  # fmt: skip
    for name, given in calls.items():
        (result,) = info[f"/{name}"]["returns"]
        said = client.predict(*given, api_name=f"/{name}")
        jsonschema.validate(said, {**result["type"], "additionalProperties": False})


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        ("`coverage`", Covered), ("a paper of `papers`", Paper), ("`ask`", Answered),
        ("a citation of `citations`", LinkedCitation), ("`search`", Found),
        ("a passage of `hits`, `passages`", LinkedHit), ("`commitments`", Promised),
        ("one of `commitments`", LinkedCommitment), ("`passage`", Read), ("`verify_quote`", Checked),
    ],
)  # fmt: skip
def test_the_readme_names_the_fields_of_every_result(result, kind):
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {re.escape(result)} \| (.*) \|$", readme, re.MULTILINE)
    assert re.findall(r"`(\w+)`", row) == [name for name in get_type_hints(kind) if name != "exempt"]


def test_a_port_in_use_is_said():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(MinutebookError, match="choose another --port"):
            launch(FakeAssistant(), host="127.0.0.1", port=taken.getsockname()[1])


def test_the_window_is_served_until_it_is_interrupted(monkeypatch):
    served_at = []

    def run(server: uvicorn.Server) -> None:
        served_at.append((server.config.host, server.config.port))
        raise KeyboardInterrupt

    monkeypatch.setattr(uvicorn.Server, "run", run)
    launch(FakeAssistant(), host="127.0.0.1", port=0)
    assert served_at == [("127.0.0.1", 0)]


def test_prepared_examples_are_offered_where_their_paper_is_indexed():
    documents = FakeCatalogue().documents(None)
    prepared = [("Known?", documents[0].source), ("Unknown?", "other.pdf")]
    assert offered(documents, prepared) == ("Known?",)


def test_other_papers_are_asked_about_their_latest_items():
    def paper(when: date, *titles: str) -> StoredDocument:
        items = tuple(AgendaItem(None, title, 0, 0) for title in titles)
        part = Part(PartKind.MINUTES, "Minutes", 0, 0, BODY, when, items)
        return StoredDocument("d", "s", "p", "t", "0", "pdf", 0, (part,), 0, 0, (), "2026-11-03T09:30:00+00:00")

    older = paper(date(2024, 1, 1), "Apologies for absence", "Road safety")
    newer = paper(date(2025, 1, 1), "ROAD SAFETY GRANTS", "Budget", "Declarations of interest")
    assert offered([older, newer]) == (
        "What was said about road safety grants?",
        "What was said about Road safety?",
    )
    assert offered([]) == ()
