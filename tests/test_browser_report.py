"""The report as people read it, in a real Chromium: on a desk, on a phone and without the network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import IN_BROWSER, PHONE, WIDE, new_page, violations
from playwright.sync_api import Browser, Page, expect
from test_eval_report import RUN, run_of

from eval.reports.report import render

pytestmark = IN_BROWSER


@pytest.fixture(params=[WIDE, PHONE], ids=["desk", "phone"])
def page(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    better = run_of(better=True)
    file = tmp_path / "report.html"
    file.write_text(render(better, RUN), encoding="utf-8")
    asked: list[str] = []
    shown = new_page(browser, request.param)
    shown.on("request", lambda sent: asked.append(sent.url))
    shown.goto(file.as_uri())
    yield shown
    shown.close()
    assert asked == [file.as_uri()]


def test_axe_finds_nothing_serious_with_all_cases_open(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert violations(page) == []


def test_nothing_but_tables_is_wider_than_the_page(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.wait_for_function("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_search_hides_the_other_cases_and_says_how_many(page: Page) -> None:
    page.get_by_label("Find cases").fill("twelve WARDENS")
    expect(page.get_by_role("status")).to_have_text("2 of 4 cases")
    expect(page.locator("details.case:visible")).to_have_count(2)
    page.get_by_label("Find cases").fill("")
    expect(page.locator("details.case:visible")).to_have_count(4)


def test_cases_open_by_keyboard(page: Page) -> None:
    first = page.locator("details.case").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(first.get_by_text("Points of a right answer").or_(first.get_by_text("Expected"))).to_have_count(2)
