"""A window as one person sees it in Chromium: what is sent for the page, and that answers are shown."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from chromium import CHROMIUM
from fakes import FakeAssistant
from serving import served

from assistant.chat import web_app
from corpus.errors import MinutebookError
from eval.__main__ import main
from eval.speed import paint as painting
from eval.speed.paint import paint


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(web_app(FakeAssistant())) as address:
        yield address


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")
def test_the_command_says_how_soon_the_page_and_answers_are_seen(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = []
    monkeypatch.setattr(painting, "paint", lambda *asked: opened.append(paint(*asked)) or opened[-1])
    assert main(["paint", address, "--times", "1", "--questions", "2"]) == 0
    (one,) = opened
    assert 0 < one.first <= one.ready
    assert len(one.answers) == 2
    # Sixty-two requests and half a megabyte when this was written; twice that would be another page.
    assert 10 < one.requests < 100
    assert 100_000 < one.sent < 800_000
    said = capsys.readouterr().out
    assert f"{one.requests} requests, {one.sent / 1000:.0f} kB" in said
    assert "first paint: p50" in said
    assert "an answer is shown: p50" in said


def test_files_named_by_content_are_kept_by_browsers_and_nothing_else_is(address: str) -> None:
    page = httpx.get(address, timeout=120)
    file = page.text.partition('src="./assets/')[2].partition('"')[0]
    assert (
        httpx.get(f"{address}assets/{file}", timeout=120).headers["cache-control"]
        == "private, max-age=31536000, immutable"
    )
    for other in (
        page,
        httpx.get(f"{address}assets/none.js", timeout=120),
        httpx.get(f"{address}window/window.js", timeout=120),
    ):
        assert "immutable" not in other.headers.get("cache-control", "")


def test_without_chromium_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painting, "CHROMIUM", Path("none"))
    with pytest.raises(MinutebookError, match="install it"):
        paint("http://127.0.0.1:9/", ["anything"])
