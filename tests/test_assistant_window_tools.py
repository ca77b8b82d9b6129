"""The MCP server as its clients see it: beside the window over HTTP."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from fakes import CITED, DOCUMENT_ID, SEARCHED, FakeAssistant
from fastapi.testclient import TestClient
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult
from pydantic import BaseModel
from serving import served

from assistant.access.accounts import Accounts
from assistant.access.keeper import Keeper
from assistant.access.people import Role
from assistant.chat import web_app

NAMES = ["coverage", "ask", "search", "commitments", "passage", "verify_quote"]


class Heard(BaseModel):
    """What a client hears of a server: what it says of itself, its tools, and the results of some calls."""

    instructions: str
    tools: list[Any]
    results: list[CallToolResult]


async def listen(session: ClientSession, *calls: tuple[str, dict[str, Any]]) -> Heard:
    said = await session.initialize()
    tools = (await session.list_tools()).tools
    results = [await session.call_tool(name, given) for name, given in calls]
    return Heard(instructions=said.instructions, tools=tools, results=results)


@pytest.fixture(scope="module")
def heard() -> Iterator[Heard]:
    first = CITED[0]
    place = {"document_id": DOCUMENT_ID, "start": first.start, "end": first.end}

    async def use(address: str) -> Heard:
        async with (
            streamable_http_client(f"{address}gradio_api/mcp") as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            return await listen(
                session,
                ("coverage", {}),
                ("ask", {"question": "rural crime"}),
                ("ask", {"question": "moon"}),
                ("search", {"words": "rural crime", "date_from": "2025-01-01"}),
                ("commitments", {"owner": "nobody of that name"}),
                ("passage", place),
                ("verify_quote", {**place, "quote": first.quote}),
                ("passage", {"document_id": "nope", "start": 0, "end": 5}),
                ("search", {"words": "rural crime", "limit": "many"}),
                ("ask", {"question": "fault"}),
                ("nothing", {}),
            )

    with served(web_app(FakeAssistant())) as address:
        yield asyncio.run(use(address))


def test_tools_are_described_with_their_parameters_and_results(heard):
    assert [tool.name for tool in heard.tools] == NAMES
    assert "Call coverage first" in heard.instructions
    for tool in heard.tools:
        assert tool.description
        assert "Args:" not in tool.description
        assert tool.annotations.readOnlyHint
        assert all(parameter["description"] for parameter in tool.inputSchema["properties"].values())
        assert tool.outputSchema["required"] == list(tool.outputSchema["properties"])


def test_results_are_json_of_the_announced_shape(heard):
    covered, asked, _, found, _, read, checked = [one.structuredContent for one in heard.results[:7]]
    assert covered["papers"][0]["document_id"] == DOCUMENT_ID
    assert asked["citations"][0]["meeting_date"] == "2025-03-07"
    assert asked["citations"][0]["link"].startswith(f"source?document={DOCUMENT_ID}&at=")
    assert [hit["rank"] for hit in found["hits"]] == [1, 2]
    assert read["text"] == CITED[0].quote
    assert checked == {"verified": True, "text": CITED[0].quote}
    assert heard.results[6].content[0].text == (
        '{\n  "verified": true,\n  "text": "' + CITED[0].quote + '"\n}'
    )  # fmt: skip


def test_an_empty_result_says_what_was_searched(heard):
    missing, none = heard.results[2].structuredContent, heard.results[4].structuredContent
    assert (missing["status"], missing["searched"], missing["citations"]) == ("not_found", SEARCHED, [])
    assert (none["commitments"], none["fitting"]) == ([], 0)
    assert none["searched"].endswith("of 1 paper of 1 meeting; Owner: nobody of that name")


def test_what_cannot_be_done_is_said_and_a_fault_is_not_told_in_its_words(heard):
    *_, unknown, wrong, fault, nothing = heard.results
    assert all(one.isError for one in (unknown, wrong, fault, nothing))
    assert "There is no paper with the id nope" in unknown.content[0].text
    assert "limit" in wrong.content[0].text
    assert "minutebook.log" in fault.content[0].text
    assert "a fault of ours" not in fault.content[0].text


def test_other_addresses_are_answered_only_with_a_token(tmp_path):
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"accept": "application/json, text/event-stream"}
    accounts = Accounts(tmp_path / "shared")
    accounts.add("Ada", Role.READER, None)
    token = {"authorization": f"Bearer {accounts.new_token('Ada')}"}
    here, shared = Keeper(Accounts(tmp_path / "own")), Keeper(accounts, home=False)
    for guard, name, more, status in ((here, "elsewhere.example", {}, 403), (here, "localhost:80", {}, 200),
                                      (shared, "papers.example", {}, 401),
                                      (shared, "papers.example", token, 200)):  # fmt: skip
        with TestClient(web_app(FakeAssistant(), (), guard)) as client:
            answer = client.post("gradio_api/mcp/", json=call, headers={**headers, **more, "host": name})
            assert answer.status_code == status, name
