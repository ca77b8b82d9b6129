"""What the browser tests share: Debian's Chromium, sizes of screens, and a window in which nothing may fail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]

Opener = Callable[..., Page]

# How soon something is shown is measured elsewhere: here a machine may be as busy as it likes.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield chromium
        chromium.close()


def new_page(browser: Browser, size=WIDE, scheme="light") -> Page:
    """Return a page without anything that moves by itself, of a browser that is told nothing of other pages."""
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce", locale="en-GB")
    page.set_default_timeout(PATIENCE)
    return page


@contextmanager
def windows(browser: Browser, address: str, ready: Callable[[Page], object]) -> Iterator[Opener]:
    """Gives what opens the window and makes it ready; nothing may fail in it, nothing may leave this machine."""
    pages: list[Page] = []
    asked: list[str] = []
    wrong: list[str] = []

    def opened(size=WIDE, scheme="light") -> Page:
        page = new_page(browser, size, scheme)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        pages.append(page)
        page.goto(address)
        ready(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert not wrong, wrong
    assert asked
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}


def violations(page: Page) -> list[str]:
    """Return what axe calls serious or critical, and still does when the page has had time to settle."""
    for patience in (0, 500, 2_000):
        page.wait_for_timeout(patience)
        if not (found := _violations(page)):
            break
    return found


def _violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[n['html'][:120] for n in one['nodes']]}" for one in found
            if one["impact"] in ("serious", "critical")]  # fmt: skip


def fits(page: Page, width: int, element: str = "document.documentElement") -> None:
    """Wait until nothing makes the page, or an element of it, scroll sideways on a screen so wide."""
    page.wait_for_function(f"width => {element}.scrollWidth <= width", arg=width)


def laid_out(page: Page, condition: str, *selectors: str) -> None:
    """Wait until a condition in JavaScript holds of the rectangles of elements, all measured at the same moment.

    Two calls of Playwright's bounding_box may have a scroll or a new layout between them.
    """
    page.wait_for_function(
        f"selectors => ({condition})(...selectors.map(one => document.querySelector(one)"
        ".getBoundingClientRect()))",
        arg=list(selectors),
    )
