"""The window behind nginx, set up as the README says: who comes in, what is believed, and that all of it works."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from chromium import IN_BROWSER, new_page
from fakes import FakeAssistant
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from playwright.sync_api import Browser, expect
from proxies import INSTALLED, SIGNED_IN, documented, nginx, signing_in
from serving import served

from assistant.access.accounts import Accounts
from assistant.access.keeper import COOKIE, keeper
from assistant.access.people import Role
from assistant.chat import web_app
from assistant.settings import Settings

pytestmark = pytest.mark.skipif(INSTALLED is None, reason="nginx is not installed")
ADA, BOB = "ada@fenmere.example", "bob@fenmere.example"
PATIENT = 120
"""How many seconds an answer may take on a busy machine."""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> FakeAssistant:
    data = tmp_path_factory.mktemp("data")
    Accounts(data).add(ADA, Role.OFFICER, None)
    named = {"proxy_header": "X-Forwarded-Email", "proxy_addresses": "127.0.0.1", "proxy_path": "/papers"}
    return FakeAssistant(settings=Settings(data=data, **named))


@pytest.fixture(scope="module")
def address(assistant: FakeAssistant) -> Iterator[str]:
    """The proxy's address; the window is at its top, and below /papers as well."""
    at_top = assistant.settings.model_copy(update={"proxy_path": None})
    plain = FakeAssistant(settings=at_top)
    with served(web_app(plain)) as top, served(web_app(assistant)) as below, served(signing_in()) as signing:
        lines = documented().replace("http://127.0.0.1:4180", signing.rstrip("/"))
        first = lines.replace("http://127.0.0.1:7860", top.rstrip("/"))
        second = first[first.index("location / {") :].replace("location / {", "location /papers/ {")
        with nginx(first + second.replace(f"proxy_pass {top.rstrip('/')};", f"proxy_pass {below};")) as front:
            yield front


def test_who_has_not_signed_in_at_the_proxy_gets_no_further(address: str) -> None:
    for path in ("", "config", "source?document=x", "gradio_api/info", "papers/"):
        answer = httpx.get(
            f"{address}{path}", headers={"X-Forwarded-Email": ADA, "x-forwarded-email": ADA}, timeout=PATIENT
        )
        assert "Sign in at Fenmere" in answer.text, path


def test_the_proxy_alone_says_who_somebody_is(address: str) -> None:
    forged = {
        "X-Forwarded-Email": ADA, "X_Forwarded_Email": ADA, "X-Forwarded-User": ADA,
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.9.8.7", "X-Gradio-Server": "http://evil.example",
        "Forwarded": "for=10.9.8.7;host=evil.example",
    }  # fmt: skip
    for name, role in ((ADA, "officer"), (BOB, "reader")):
        with httpx.Client(base_url=address, cookies={SIGNED_IN: name}, headers=forged, timeout=PATIENT) as client:
            for below in ("", "papers/"):
                assert f"You are {name}, with the role {role}." in client.get(f"{below}account").text
                shown = client.get(below).text
                assert "evil.example" not in shown + client.get(f"{below}config").text
                assert client.post(f"{below}gradio_api/upload").status_code == (403 if name == BOB else 400)
    strange = httpx.get(f"{address}account", cookies={SIGNED_IN: "x" * 300}, timeout=PATIENT)
    assert strange.status_code == 401


def test_requests_that_other_sites_send_are_refused_behind_the_proxy_too(address: str) -> None:
    with httpx.Client(base_url=address, cookies={SIGNED_IN: ADA}, timeout=PATIENT) as client:
        assert client.get("account", headers={"Origin": "http://evil.example"}).status_code == 403
        assert client.get("account", headers={"Origin": address.rstrip("/")}).status_code == 200


def test_sessions_of_the_windows_own_belong_to_its_path_and_are_for_https(tmp_path: Path) -> None:
    """nginx with users of Minutebook's own: a request that it had over https gets a cookie for https alone."""
    Accounts(tmp_path).add("Ada", Role.READER, "kettle orbit walnut")
    settings = Settings(data=tmp_path, proxy_addresses="127.0.0.1", proxy_path="/papers")
    with served(web_app(FakeAssistant(settings=settings), guard=keeper(settings))) as window:
        headers = (
            "Host $http_host",
            "X-Forwarded-Host $http_host",
            "X-Forwarded-Proto https",
            "X-Forwarded-For $remote_addr",
        )
        lines = "".join(f"proxy_set_header {one};" for one in headers)
        with nginx(f"location /papers/ {{ proxy_pass {window}; {lines} }}") as front:
            sent = {"name": "Ada", "password": "kettle orbit walnut"}
            cookie = httpx.post(f"{front}papers/sign-in", data=sent, timeout=PATIENT).headers["set-cookie"]
            assert cookie.startswith(f"{COOKIE}=")
            assert "Path=/papers;" in cookie
            assert "Secure" in cookie
            left = httpx.get(f"{front}papers/", headers={"accept": "text/html"}, timeout=PATIENT)
            assert (left.status_code, left.headers["location"]) == (303, "sign-in")


def test_uploads_of_papers_pass_the_proxy(address: str) -> None:
    with httpx.Client(base_url=address, cookies={SIGNED_IN: ADA}, timeout=PATIENT) as client:
        answer = client.post("gradio_api/upload", files={"files": ("pack.txt", b"a" * 3_000_000)})
        assert answer.status_code == 200  # nginx lets no more than a megabyte pass unless told to
        (laid,) = answer.json()
        assert client.get(f"gradio_api/file={laid}").status_code == 404  # what was uploaded is given to nobody


def test_programs_ask_through_the_proxy(address: str) -> None:
    async def names(at: str) -> set[str]:
        async with (
            httpx.AsyncClient(cookies={SIGNED_IN: BOB}, timeout=PATIENT) as client,
            streamable_http_client(at, http_client=client) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            assert not (await session.call_tool("ask", {"question": "rural crime"})).isError
            return {tool.name for tool in (await session.list_tools()).tools}

    for below in ("", "papers/"):
        assert "search" in asyncio.run(names(f"{address}{below}gradio_api/mcp"))


@pytest.mark.browser
@pytest.mark.skipif(IN_BROWSER[1].args[0], reason="Chromium is not installed")
def test_a_question_is_asked_and_a_source_is_opened_below_a_path_of_the_proxy(
    browser: Browser, address: str
) -> None:
    below = f"{address}papers/"
    page = new_page(browser)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda one: wrong.append(f"{one.status} {one.url}") if one.status >= 400 else None)
    page.context.add_cookies([{"name": SIGNED_IN, "value": BOB, "url": address}])
    page.goto(below)
    page.get_by_label("Your question").fill("rural crime")
    page.keyboard.press("Enter")
    expect(page.locator("ol.cards .card")).to_have_count(3)
    page.goto(f"{below}source?document=harrowdale-minutes&at=10-40")
    expect(page.locator("mark").first).to_be_visible()
    page.goto(f"{below}account")
    page.get_by_role("link", name="Back to the window").click()
    expect(page.get_by_label("Your question")).to_be_visible()
    assert wrong == []
    page.close()
