"""The door: who comes in, by which way, and what a stranger gets to see."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeAssistant
from fastapi import Request
from fastapi.testclient import TestClient
from starlette.middleware import Middleware

from assistant.access import passwords
from assistant.access.accounts import FILE, Accounts
from assistant.access.door import Door
from assistant.access.keeper import COOKIE, Keeper, keeper, require_guarded
from assistant.access.people import LOCAL, Role, person_of
from assistant.access.signing import add_sign_in
from assistant.access.visits import networks, visit
from assistant.chat import launch
from assistant.settings import Settings
from assistant.window.routes import source_app
from corpus.errors import MinutebookError

GOOD = "kettle orbit walnut"
PAGE = {"accept": "text/html,*/*"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_COST", 2**4)


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path)


def client(guard: Keeper, address: str = "http://127.0.0.1:7860", peer: str = "127.0.0.1") -> TestClient:
    app = source_app(lambda _: None, lambda _: None)
    add_sign_in(app, guard)
    app.user_middleware.append(Middleware(Door, keeper=guard))

    @app.api_route("/who", methods=["GET", "POST"])
    def who(request: Request) -> list[str]:
        person = person_of(request)
        return [person.name, person.role]

    @app.get("/gradio_api/{rest:path}")
    @app.post("/gradio_api/{rest:path}")
    def gradio(rest: str) -> str:
        return rest

    return TestClient(app, base_url=address, client=(peer, 50_000), follow_redirects=False)


def test_on_ones_own_machine_nobody_signs_in(accounts: Accounts) -> None:
    assert client(Keeper(accounts)).get("/who").json() == [LOCAL.name, LOCAL.role]
    for address in ("http://localhost:7860", "http://[::1]"):
        assert client(Keeper(accounts), address).get("/who").status_code == 200


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("http://evil.example:7860", {}),
        ("http://127.0.0.1.evil.example", {}),
        ("http://127.0.0.1", {"x-forwarded-for": "10.0.0.1"}),
        ("http://127.0.0.1", {"via": "1.1 proxy"}),
        ("http://127.0.0.1", {"origin": "http://evil.example"}),
        ("http://127.0.0.1", {"origin": "null"}),
        ("http://127.0.0.1", {"origin": "http://127.0.0.1:99999999"}),
        ("http://127.0.0.1", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}),
    ],
)
def test_nobody_else_gets_at_it_through_a_browser_or_a_forgotten_proxy(
    accounts: Accounts, address: str, headers: dict[str, str]
) -> None:
    assert client(Keeper(accounts), address).get("/who", headers=headers).status_code == 403


def test_links_from_elsewhere_and_the_windows_own_requests_are_answered(accounts: Accounts) -> None:
    here = client(Keeper(accounts))
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert here.get("/who", headers=followed).status_code == 200
    assert here.post("/who", headers={"origin": "http://127.0.0.1:7860"}).status_code == 200


def test_with_a_user_everybody_signs_in(accounts: Accounts) -> None:
    accounts.add("Ada", Role.OFFICER, GOOD)
    here = client(Keeper(accounts))
    assert here.get("/who").status_code == 401
    assert here.get("/who").headers["www-authenticate"] == "Bearer"
    sent = here.get("/source?document=d1&at=3-5", headers=PAGE)
    assert (sent.status_code, sent.headers["location"]) == (303, "sign-in?next=source%3Fdocument%3Dd1%26at%3D3-5")
    assert here.get("/gradio_api/info", headers=PAGE).status_code == 401
    assert here.get("/", headers=PAGE).headers["location"] == "sign-in"
    page = here.get(sent.headers["location"], headers=PAGE)
    assert page.status_code == 200
    assert 'value="source?document=d1&amp;at=3-5"' in page.text
    assert here.get("/window/window.css").status_code == 200
    assert here.get("/window/window.js").status_code == 401
    entered = here.post("/sign-in", data={"name": "ada", "password": GOOD, "next": "source?document=d1&at=3-5"})
    assert (entered.status_code, entered.headers["location"]) == (303, "source?document=d1&at=3-5")
    cookie = entered.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for mark in ("HttpOnly", "SameSite=lax", "Max-Age=43200", "Path=/"):
        assert mark in cookie
    assert "Secure" not in cookie
    assert here.get("/who").json() == ["Ada", "officer"]
    assert "Ada, with the role officer" in here.get("/account").text


@pytest.mark.parametrize("address", ["https://evil.example", "//evil.example", "/\\evil", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(accounts: Accounts, address: str) -> None:
    accounts.add("Ada", Role.READER, GOOD)
    form = {"name": "Ada", "password": GOOD, "next": address}
    assert client(Keeper(accounts)).post("/sign-in", data=form).headers["location"] == "./"


def test_a_wrong_password_says_nothing_of_which_was_wrong_and_is_counted(accounts: Accounts) -> None:
    accounts.add("Ada", Role.READER, GOOD)
    accounts.add("Proxy only", Role.READER, None)
    here = client(Keeper(accounts))

    def said(name: str, password: str) -> tuple[int, str]:
        answer = here.post("/sign-in", data={"name": name, "password": password})
        return answer.status_code, re.search(r'role="alert"[^>]*>([^<]*)', answer.text)[1]

    wrong = {said(name, "not this one") for name in ("Ada", "Nobody", "Proxy only", "<script>")}
    assert wrong == {(403, "Name or password is wrong: try again, or ask an admin for a new password.")}
    for _ in range(4):
        said("Ada", "not this one")
    status, sentence = said("Ada", GOOD)
    assert status == 403
    assert sentence.startswith("There were too many attempts: wait 15 minutes")
    assert here.post("/sign-in", data={"name": "x" * 20_000}).status_code == 403


def test_sessions_end(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.add("Ada", Role.READER, GOOD)
    guard = Keeper(accounts)
    here = client(guard)

    def enter() -> None:
        assert here.post("/sign-in", data={"name": "Ada", "password": GOOD}).status_code == 303
        assert here.get("/who").status_code == 200

    enter()
    stolen = here.cookies[COOKIE]
    assert here.post("/sign-out").headers["location"] == "sign-in"
    other = client(guard)
    other.cookies.set(COOKIE, stolen)
    assert here.get("/who").status_code == other.get("/who").status_code == 401
    for end in (
        lambda: accounts.set_password("Ada", "another three words"),
        lambda: accounts.set_role("Ada", Role.OFFICER),
    ):
        accounts.set_password("Ada", GOOD)
        enter()
        end()
        assert here.get("/who").status_code == 401
    accounts.set_password("Ada", GOOD)
    enter()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 2**33)
    assert here.get("/who").status_code == 401
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 2**30)  # set back: sign in again, and no more
    assert here.get("/who").status_code == 401
    enter()
    monkeypatch.undo()
    assert here.get("/who").status_code == 401
    for forged in ("", "x", "x.y.z", stolen[:-2] + "aa"):
        here.cookies.set(COOKIE, forged)
        assert here.get("/who").status_code == 401


def test_programs_come_in_by_a_token(accounts: Accounts) -> None:
    accounts.add("Ada", Role.OFFICER, GOOD)
    token = accounts.new_token("Ada")
    here = client(Keeper(accounts))
    assert here.get("/who", headers={"authorization": f"bearer {token}"}).json() == ["Ada", "officer"]
    for wrong in (f"Bearer {token}x", f"Basic {token}", token, "Bearer", "Bearer "):
        assert here.get("/who", headers={"authorization": wrong}).status_code == 401


def test_a_proxy_is_believed_from_its_own_address_only(accounts: Accounts) -> None:
    accounts.add("ada@fenmere", Role.ADMIN, None)
    guard = Keeper(accounts, home=False, header="X-Forwarded-Email", trusted=networks("10.0.0.5, fd00::/8"))

    def who(peer: str, name: str) -> Any:
        answer = client(guard, "http://papers.example", peer).get("/who", headers={"x-forwarded-email": name})
        return answer.json() if answer.status_code == 200 else answer.status_code

    assert who("10.0.0.5", "Ada@Fenmere") == ["ada@fenmere", "admin"]
    assert who("fd00::1", "bob@fenmere") == ["bob@fenmere", "reader"]
    assert who("::ffff:10.0.0.5", "bob@fenmere") == ["bob@fenmere", "reader"]
    assert [who(*one) for one in (("10.0.0.6", "ada@fenmere"), ("10.0.0.5", " "), ("x", "ada@fenmere"))] == [
        401
    ] * 3


def test_whom_a_proxy_signs_in_is_noted_once_a_day(accounts: Accounts) -> None:
    noted: list[tuple[str, ...]] = []
    day = [date(2031, 3, 1)]
    guard = Keeper(
        accounts, home=False, header="X-Forwarded-Email", trusted=networks("10.0.0.5"),
        note=lambda *said: noted.append(said), today=lambda: day[0],
    )  # fmt: skip
    here = client(guard, "http://papers.example", "10.0.0.5")
    for names in ("ada", "bob", "ada"), ("ada",):
        for name in names:
            headers = {"x-forwarded-email": name, "x-forwarded-for": "203.0.113.7"}
            assert here.get("/who", headers=headers).status_code == 200
            assert here.get("/who", headers={**headers, "origin": "http://evil.example"}).status_code == 403
        day[0] += timedelta(days=1)
    assert here.get("/who").status_code == 401
    assert noted == [(name, "sign in", "203.0.113.7, by the proxy", "done") for name in ("ada", "bob", "ada")]


def test_what_a_proxy_says_of_address_host_and_https_counts_from_it_alone() -> None:
    headers = [
        (b"host", b"127.0.0.1:7860"),
        (b"x-forwarded-for", b"6.6.6.6, 203.0.113.7, 10.0.0.4"),
        (b"x-forwarded-host", b"papers.example"),
        (b"x-forwarded-proto", b"https"),
        (b"origin", b"https://papers.example"),
    ]
    trusted = networks("10.0.0.0/24")
    seen = visit(headers, "10.0.0.5", "http", trusted, None)
    assert (seen.address, seen.host, seen.https, seen.foreign) == ("203.0.113.7", "papers.example", True, False)
    seen = visit(headers, "10.9.0.5", "http", trusted, None)
    assert (seen.address, seen.host, seen.https, seen.foreign) == ("10.9.0.5", "127.0.0.1:7860", False, True)
    assert not seen.at_home


def test_behind_https_the_cookie_is_for_https_alone(accounts: Accounts) -> None:
    accounts.add("Ada", Role.READER, GOOD)
    guard = Keeper(accounts, trusted=networks("10.0.0.5"))
    here = client(guard, "http://papers.example", "10.0.0.5")
    entered = here.post("/sign-in", data={"name": "Ada", "password": GOOD}, headers={"x-forwarded-proto": "https"})
    assert "Secure" in entered.headers["set-cookie"]


def test_what_no_page_asks_for_is_closed_and_readers_upload_nothing(accounts: Accounts) -> None:
    accounts.add("Ada", Role.READER, GOOD)
    accounts.add("Olu", Role.OFFICER, GOOD)
    here = client(Keeper(accounts))
    reader, officer = ({"authorization": f"Bearer {accounts.new_token(name)}"} for name in ("Ada", "Olu"))
    for path in (
        "proxy=https://evil.example",
        "vibe-edit/",
        "dev/reload",
        "stream/abc",
        "file=/tmp/a.txt",
        "file/tmp",
        "run-history/connect",
    ):
        assert here.post(f"/gradio_api/{path}", headers=officer).status_code == 404
    assert here.get("/gradio_api/info", headers=reader).status_code == 200
    assert here.post("/gradio_api/upload", headers=reader).status_code == 403
    assert here.post("/gradio_api/upload", headers=officer).status_code == 200


def test_a_damaged_list_of_users_opens_no_door(accounts: Accounts, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    answer = client(Keeper(accounts)).get("/who")
    assert answer.status_code == 503
    assert "damaged" in answer.json()["error"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_refused_has_the_headers_too_and_the_pages_keep_the_browser_at_home(accounts: Accounts) -> None:
    accounts.add("Ada", Role.READER, GOOD)
    here = client(Keeper(accounts))
    for answer in (here.get("/who"), here.get("/sign-in")):
        assert answer.headers["x-frame-options"] == "SAMEORIGIN"
        assert answer.headers["referrer-policy"] == "same-origin"
    page = here.get("/sign-in")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text
    for label in ("name", "password"):
        assert f'<label for="{label}">' in page.text
        assert f'id="{label}"' in page.text


def test_the_window_is_opened_to_others_only_where_they_have_to_sign_in(tmp_path: Path) -> None:
    assistant = FakeAssistant(settings=Settings(data=tmp_path, host="0.0.0.0"))
    with pytest.raises(MinutebookError, match="nobody would have to sign in"):
        launch(assistant, host="0.0.0.0", port=7860)
    Accounts(tmp_path).add("Ada", Role.ADMIN, GOOD)
    assert not require_guarded(assistant.settings).is_open
    proxied = Settings(data=tmp_path / "none", host="papers", proxy_header="X-User", proxy_addresses="10.0.0.5")
    assert require_guarded(proxied).header == "X-User"
    assert require_guarded(Settings(data=tmp_path / "none")).is_open


@pytest.mark.parametrize(
    ("named", "said"),
    [({"proxy_header": "X-User"}, "Anybody could send"), ({"proxy_addresses": "nginx"}, "no address")],
)
def test_a_proxy_that_is_named_wrongly_is_said(tmp_path: Path, named: dict[str, str], said: str) -> None:
    with pytest.raises(MinutebookError, match=said):
        keeper(Settings(data=tmp_path, **named))


def test_nobody_signs_in_where_there_are_no_users(accounts: Accounts) -> None:
    guard = Keeper(accounts)
    assert guard._of_session("") is None
    with pytest.raises(MinutebookError, match="There are no users yet"):
        guard._of_session("anything")
    guard.sign_out(LOCAL)
