"""Two windows over one catalogue and one Chroma server, each a process of its own, behind one address."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from index_fakes import BODY, write
from proxies import INSTALLED, nginx
from servers import chroma, free_port, listening, postgres, postgres_programs
from serving import served
from shelves import opened

from assistant.access import passwords
from assistant.access.accounts import Accounts
from assistant.access.keeper import COOKIE, keeper
from assistant.access.people import Role
from assistant.chat import web_app

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(INSTALLED is None, reason="nginx is not installed"),
    pytest.mark.skipif(postgres_programs() is None, reason="PostgreSQL is not installed"),
]
HERE = Path(__file__).parent
SAID, LATER = "Theft of tractors fell.", "The pump of the station was repaired."
PASSWORD = "kettle orbit walnut"


@contextmanager
def elsewhere(*given: object) -> Iterator[str]:
    """Run a window in another process and yield its address."""
    port = free_port()
    command = [sys.executable, str(HERE / "elsewhere.py"), str(port), *map(str, given)]
    window = subprocess.Popen(command)
    try:
        deadline = time.monotonic() + 120
        while not listening(port):
            assert window.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        window.kill()
        window.wait()


def documented(*windows: str) -> str:
    """The lines that go before nginx's server, as the page about several machines has them."""
    page = (HERE.parent / "assistant" / "deploy" / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^( +upstream minutebook \{\n(?:.*\n)*? +\}\n)", page, flags=re.MULTILINE)
    servers = iter(windows)
    return re.sub(r"server [\d.:]+;", lambda _: f"server {httpx.URL(next(servers)).netloc.decode()};", block)


def test_two_windows_behind_one_address_are_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_COST", 2**4)
    papers = write(tmp_path / "papers", minutes=f"@ minutes | {BODY} | 2025-03-07\n{SAID}\n")
    accounts = Accounts(tmp_path / "var")
    accounts.add("Ada", Role.OFFICER, PASSWORD)
    tokens = {"Authorization": f"Bearer {accounts.new_token('Ada')}"}
    with postgres() as database, chroma(tmp_path / "chroma") as vectors:
        shared = {"catalogue_url": database, "chroma_url": vectors}
        with (
            opened(tmp_path / "var", papers, **shared) as assistant,
            served(web_app(assistant, guard=keeper(assistant.settings))) as first,
            elsewhere(tmp_path / "var", database, vectors) as second,
            nginx("location / { proxy_pass http://minutebook; proxy_set_header Host $http_host; }",
                  documented(first, second)) as front,
        ):  # fmt: skip
            clients = [Client(one, headers=tokens, verbose=False) for one in (second, front)]

            def quotes(question: str) -> list[list[str]]:
                said = [one.predict(question, api_name="/ask") for one in clients]
                return [[one["quote"] for one in answer["citations"]] for answer in said]

            assert quotes("What became of the theft of tractors?") == [[SAID]] * 2
            write(papers, notes=f"@ notes | {BODY} | 2025-04-07\n{LATER}\n")
            list(assistant.ingest([papers]))
            assert quotes("Was the pump of the station repaired?") == [[LATER]] * 2
            # Whoever has signed in at one is signed in at both, and stays with one behind the common address.
            with httpx.Client(base_url=front) as browser:
                entered = browser.post("sign-in", data={"name": "Ada", "password": PASSWORD})
                assert entered.status_code == 303
                session = {COOKIE: browser.cookies[COOKIE]}
                for window in (first, second):
                    assert "You are Ada" in httpx.get(f"{window}account", cookies=session).text
                for _ in range(6):
                    assert "You are Ada" in browser.get("account").text
        # The one was stopped, the other killed: both leave everything where it belongs.
        with opened(tmp_path / "another", **shared) as left:
            assert left.store.verify(files=False) == ()
            assert left.ask((), "Was the pump of the station repaired?").citations[0].quote == LATER
