"""A window as one person sees it: how soon the page is there, what is sent for it, and how soon an answer is seen.

Measured in Chromium, a fresh one each time, so that nothing comes from its cache.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import MinutebookError

CHROMIUM = Path("/usr/bin/chromium")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_PATIENCE = 60_000  # milliseconds until an answer is given up
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
_READY = "() => document.querySelector('#question textarea') !== null"
_ANSWERED = """(count) => document.querySelectorAll('.exchange').length === count
    && !document.querySelector('.exchange[aria-busy]')"""


@dataclass(frozen=True, slots=True)
class Painted:
    """One opening of the page: seconds until something is seen, until a question can be typed, and for answers.

    ``requests`` and ``sent`` (bytes, as they travelled) are those until a question could be typed.
    """

    first: float
    ready: float
    requests: int
    sent: int
    answers: tuple[float, ...]


def paint(address: str, questions: Sequence[str]) -> Painted:
    """Open the page and ask some questions, one after the other, in one conversation.

    Raises:
        MinutebookError: there is no Chromium, or no window at that address.
    """
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - only this needs it
    except ImportError as error:
        raise MinutebookError("Painting is measured with playwright: install the extra `test`.") from error
    if not CHROMIUM.exists():
        raise MinutebookError(
            f"There is no Chromium at {CHROMIUM}: install it to measure how the page is painted."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(_QUIET))
        try:
            return _painted(browser, address, questions)
        except Error as error:
            raise MinutebookError(f"The window at {address} could not be used: {error.message}.") from error
        finally:
            browser.close()


def _painted(browser: Any, address: str, questions: Sequence[str]) -> Painted:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(_PATIENCE)
    network = page.context.new_cdp_session(page)
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda one: sizes.append(int(one["encodedDataLength"])))
    network.send("Network.enable")
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(_READY)
    ready = time.perf_counter() - started
    requests, sent = len(sizes), sum(sizes)
    first = page.evaluate(_PAINTED)
    answers = []
    for count, question in enumerate(questions, start=1):
        page.fill("#question textarea", question)
        asked = time.perf_counter()
        page.press("#question textarea", "Enter")
        page.wait_for_function(_ANSWERED, arg=count)
        answers.append(time.perf_counter() - asked)
    return Painted((first or 1000 * ready) / 1000, ready, requests, sent, tuple(answers))
