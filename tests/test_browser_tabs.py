"""Every tab of the window in a real Chromium: screens, schemes, zoom, keyboard; no papers, and five hundred."""

from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from chromium import IN_BROWSER, PATIENCE, PHONE, WIDE, Opener, fits, violations, windows
from fakes import BODY, DOCUMENT, PART, FakeAssistant, FakeCatalogue
from playwright.sync_api import Browser, Page, expect
from serving import served
from shelves import opened
from test_assistant_window_evaluation import RUN
from test_browser_chat import ask

from assistant.chat import web_app
from assistant.figures import LAST, REPORT
from assistant.settings import Settings
from corpus.records import Document
from indexes.records import Meeting, StoredDocument

TABS = {
    "Ask": "Your question",
    "Commitments": "What was agreed, promised and intended",
    "Papers": "What is indexed here",
    "Evaluation": "How often answers are right",
    "About": "About Minutebook",
}
ZOOMED = {"width": 640, "height": 400}
"""What is left of a laptop's screen at 200 %."""

pytestmark = IN_BROWSER


@dataclass
class ManyPapers(FakeCatalogue):
    """A dozen papers of as many meetings, a week apart; where it is asked for five hundred."""

    number: ClassVar[int] = 12

    def documents(self, scope: object) -> tuple[StoredDocument, ...]:
        (one,) = super().documents(scope)
        return tuple(
            replace(one, id=f"d{n}", source=f"paper-{n}.pdf", parts=(replace(PART, meeting_date=_week(n)),))
            for n in range(self.number)
        )

    def document(self, document_id: str, scope: object) -> Document:
        return DOCUMENT

    def meetings(self, scope: object) -> tuple[Meeting, ...]:
        return tuple(Meeting(BODY, _week(n), (f"d{n}",)) for n in range(self.number))


def _week(number: int) -> date:
    return date(2016, 1, 4) + timedelta(weeks=number)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("tabs")
    (data / "eval").mkdir()
    (data / "eval" / LAST).write_text(RUN.model_dump_json(), encoding="utf-8")
    (data / "eval" / REPORT).write_text("<title>Report</title><p>All of it</p>", encoding="utf-8")
    assistant = FakeAssistant(
        settings=Settings(data=data), store=SimpleNamespace(catalogue=ManyPapers()), folder=data
    )
    with served(web_app(assistant)) as address:
        yield address


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[Opener]:
    with windows(browser, address, lambda page: page.get_by_label("Your question").wait_for()) as opened:
        yield opened


def show(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=tab, exact=True).click()
    page.get_by_text(TABS[tab]).locator("visible=true").first.wait_for()


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "dark"), (PHONE, "light"), (ZOOMED, "light")])
def test_every_tab_is_in_sight_accessible_and_no_wider_than_the_screen(window, size, scheme):
    page = window(size, scheme)
    found = {}
    for tab in TABS:
        expect(page.get_by_role("tab", name=tab, exact=True)).to_be_in_viewport()
        show(page, tab)
        found[tab] = violations(page)
        fits(page, size["width"])
    assert not any(found.values()), found


def arrow_to(page: Page, before: str, tab: str) -> None:
    """Open the next tab by keyboard, again where Gradio lays the tabs out anew in between, as on loading."""
    for patience in (5_000, 10_000, PATIENCE):
        page.get_by_role("tab", name=before, exact=True).focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        with nullcontext() if patience == PATIENCE else suppress(AssertionError):
            expect(page.get_by_text(TABS[tab]).locator("visible=true").first).to_be_visible(timeout=patience)
            break


def test_every_tab_is_reached_with_the_keyboard_in_order_and_the_focus_is_seen(window):
    page = window()
    page.get_by_role("tab", name="Ask", exact=True).focus()
    for before, tab in pairwise(TABS):
        arrow_to(page, before, tab)
    show(page, "Papers")
    expect(page.locator("#papers-list tbody tr")).to_have_count(ManyPapers.number)
    page.get_by_label("Find (title, body, file, kind or date)").focus()
    order, outlines = [], []
    for _ in range(6):
        order.append(
            page.evaluate("(e => e.ariaLabel || e.innerText || e.value || e.type)(document.activeElement)")
        )
        outlines.append(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
        page.keyboard.press("Tab")
    expected = ["A list of papers", "A timeline of meetings", "Show papers", "Papers", "Minutes, 7 March 2025"]
    assert [name.strip() for name in order[1:]] == expected
    assert set(outlines[1:]) == {"solid"}


def test_five_hundred_papers_are_found_by_their_words(window, monkeypatch):
    monkeypatch.setattr(ManyPapers, "number", 500)
    page = window()
    show(page, "Papers")
    rows = page.locator("#papers-list tbody tr")
    expect(rows).to_have_count(200)
    expect(page.locator("#papers-list")).to_contain_text("500 papers; the first 200 are shown")
    expect(rows.locator("visible=true")).to_have_count(25)
    page.get_by_text("Show 175 more papers").click()
    expect(rows.locator("visible=true")).to_have_count(200)
    page.get_by_label("Find (title, body, file, kind or date)").fill("January 2017")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(5)
    page.get_by_label("A timeline of meetings").check()
    expect(page.locator("#papers-list .timeline > li")).to_have_count(5)


def test_on_a_phone_each_paper_is_a_card_with_all_that_is_told_of_it(window, monkeypatch):
    monkeypatch.setattr(ManyPapers, "number", 27)
    page = window(PHONE)
    show(page, "Papers")
    row = page.get_by_role("row").nth(1)
    row.scroll_into_view_if_needed()
    expect(row.get_by_role("rowheader")).to_be_in_viewport()
    for told in row.get_by_role("cell").all():
        box = told.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    expect(row.get_by_role("button")).to_be_visible()
    page.get_by_text("Show 2 more papers").click()
    fits(page, PHONE["width"])
    assert violations(page) == []


def test_the_report_of_the_last_run_opens_beside_the_window(window):
    page = window()
    show(page, "Evaluation")
    page.locator("#evaluation summary").click()
    expect(page.get_by_role("cell", name="81 to 97")).to_be_visible()
    with page.context.expect_page() as report:
        page.get_by_role("link", name="Open the whole report").click()
    expect(report.value.get_by_text("All of it")).to_be_visible()
    assert page.evaluate("window.hacked") is None


def test_without_papers_every_tab_says_what_to_do(browser, tmp_path: Path):
    said = {
        "Ask": "No papers are indexed yet",
        "Commitments": "No commitment fits",
        "Papers": "No papers are indexed yet: add some below",
        "Evaluation": "These figures came with this version",
        "About": "not the official record",
    }
    settle = lambda page: page.get_by_label("Your question").wait_for()  # noqa: E731
    with (
        opened(tmp_path) as assistant,
        served(web_app(assistant)) as address,
        windows(browser, address, settle) as open_window,
    ):
        page = open_window(PHONE)
        for tab, words in said.items():
            show(page, tab)
            expect(page.get_by_text(words).locator("visible=true").first).to_be_visible()
        show(page, "Ask")
        ask(page, "What was agreed about the harbour wall?")
        expect(page.locator(".exchange .answer").first).to_contain_text("add some in the Papers tab of the window")
        expect(page.get_by_text("What you can try")).to_have_count(0)
