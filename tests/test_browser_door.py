"""Signing in as people do it, in a real Chromium, and as programs do it, against the same window."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from chromium import IN_BROWSER, PHONE, WIDE, new_page, violations
from fakes import FakeAssistant
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from playwright.sync_api import Browser, expect
from serving import served

from assistant.access import passwords
from assistant.access.accounts import Accounts
from assistant.access.people import Role
from assistant.chat import web_app
from assistant.settings import Settings

GOOD = "kettle orbit walnut"


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Accounts]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_COST", 2**4)
        made = Accounts(tmp_path_factory.mktemp("data"))
        made.add("Ada", Role.OFFICER, GOOD)
        yield made


@pytest.fixture(scope="module")
def address(accounts: Accounts) -> Iterator[str]:
    assistant = FakeAssistant(settings=Settings(data=accounts._path.parent))
    with served(web_app(assistant)) as address:
        yield address


def test_a_token_opens_the_functions_to_a_program(accounts: Accounts, address: str) -> None:
    async def call(headers: dict[str, str]) -> object:
        at = f"{address}gradio_api/mcp/"
        async with (
            httpx.AsyncClient(headers=headers, timeout=120) as client,
            streamable_http_client(at, http_client=client) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            names = {tool.name for tool in (await session.list_tools()).tools}
            return names, (await session.call_tool("ask", {"question": "rural crime"})).isError

    names, failed = asyncio.run(call({"Authorization": f"Bearer {accounts.new_token('Ada')}"}))
    assert "search" in names
    assert not failed
    assert httpx.post(f"{address}gradio_api/mcp/", json={}, timeout=120).status_code == 401


@pytest.mark.browser
@pytest.mark.skipif(IN_BROWSER[1].args[0], reason="Chromium is not installed")
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_a_person_signs_in_asks_and_signs_out(
    browser: Browser, address: str, size: dict[str, int], scheme: str
) -> None:
    page = new_page(browser, size, scheme)
    page.goto(address)
    expect(page.get_by_role("heading", name="Sign in to Minutebook")).to_be_visible()
    expect(page.get_by_label("Name")).to_be_focused()
    assert violations(page) == []
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Name or password is wrong")
    assert violations(page) == []
    page.get_by_label("Password").fill(GOOD)
    page.keyboard.press("Enter")
    page.get_by_label("Your question").fill("rural crime")
    page.keyboard.press("Enter")
    expect(page.locator("ol.cards .card")).to_have_count(3)
    page.get_by_role("link", name="Your account").click()
    expect(page.locator("main")).to_contain_text("You are Ada, with the role officer.")
    assert violations(page) == []
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to Minutebook")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("heading", name="Sign in to Minutebook")).to_be_visible()
    page.close()
