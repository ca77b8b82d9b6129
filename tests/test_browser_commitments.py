"""The register as people use it, in a real Chromium: filters, one commitment, decisions, downloads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import IN_BROWSER, PHONE, WIDE, Opener, fits, violations, windows
from fakes import DOCUMENT, HOSTILE, PROMISES, FakeAssistant
from playwright.sync_api import Browser, Page, expect
from serving import served

from assistant.access.accounts import Accounts
from assistant.access.keeper import Keeper
from assistant.access.people import NOBODY
from assistant.chat import web_app

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(web_app(FakeAssistant(folder=tmp_path_factory.mktemp("desk")))) as address:
        yield address


def ready(page: Page) -> None:
    page.get_by_role("tab", name="Commitments").click()
    page.locator("#register-list table").wait_for()


@pytest.fixture
def register(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens the window at its register."""
    with windows(browser, address, ready) as opened:
        yield opened


def rows(page: Page):
    return page.locator("#register-list tbody tr")


def choose(page: Page, number: int) -> None:
    page.locator(f"[data-commitment={PROMISES[number].id}]").click()
    expect(page.locator("#register-detail dd").first).to_have_text(PROMISES[number].id)


def test_the_table_is_there_at_once_and_filters_narrow_it(register):
    page = register()
    expect(rows(page)).to_have_count(3)
    expect(page.get_by_role("columnheader", name="What came of it")).to_be_visible()
    page.get_by_label("Owner (part of the name)").fill("panel")
    page.get_by_role("button", name="Show commitments").click()
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Owner (part of the name)").fill("")
    page.get_by_label("Overdue").check()
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Done or reported back").check()
    expect(page.locator("#register-list").get_by_role("status")).to_contain_text("No commitment fits")
    page.get_by_label("Due before").fill("soon")
    page.keyboard.press("Enter")
    expect(page.locator("#register-list").get_by_role("alert")).to_contain_text("is not a date")


def test_one_commitment_is_shown_with_its_steps_and_its_source(register):
    page = register()
    choose(page, 0)
    detail = page.locator("#register-detail")
    expect(detail.get_by_role("heading", name="One commitment")).to_be_visible()
    expect(detail.locator(".timeline li")).to_have_count(1)
    detail.locator("a.open-source").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.locator("mark")).to_have_text(PROMISES[0].quote)


def test_words_of_papers_never_become_markup(register):
    page = register()
    expect(page.locator("#register-list")).to_contain_text(HOSTILE[:40])
    choose(page, 2)
    assert page.evaluate("window.hacked") is None


def test_an_officer_decides_and_takes_it_back(register):
    page = register()
    choose(page, 1)
    page.get_by_label("Reject: it is no commitment").check()
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.locator("#register-outcome").get_by_role("alert")).to_contain_text("needs the name")
    page.get_by_label("Your name, as it is to stand").fill("Ada Clerk")
    page.get_by_role("textbox", name="Note", exact=True).fill("Only a note.")
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.locator("#register-outcome").get_by_role("status")).to_contain_text("Kept: reject")
    expect(rows(page)).to_have_count(2)
    expect(page.locator("#register-detail .decisions")).to_contain_text("Ada Clerk")
    page.get_by_label("Undo the last decision about it").check()
    page.get_by_role("button", name="Keep this decision").click()
    expect(rows(page)).to_have_count(3)
    expect(page.locator("#register-detail .decisions")).to_contain_text("undone by Ada Clerk")


def test_two_that_say_the_same_are_merged_and_parted_again(register):
    page = register()
    choose(page, 1)
    expect(page.get_by_label("Reference of the commitment to merge it into")).to_be_hidden()
    expect(page.get_by_label("New owner")).to_be_hidden()
    page.get_by_label("Merge into another: it says the same").check()
    page.get_by_label("Reference of the commitment to merge it into").fill(PROMISES[0].id)
    page.get_by_label("Your name, as it is to stand").fill("Ada Clerk")
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.locator("#register-outcome").get_by_role("status")).to_contain_text("Kept: merge into another")
    expect(page.locator("#register-detail dd").first).to_have_text(PROMISES[0].id)
    expect(page.locator("#register-detail")).to_contain_text("Also said")
    expect(rows(page)).to_have_count(2)
    page.get_by_label("Undo the last decision about it").check()
    page.get_by_role("button", name="Keep this decision").click()
    expect(rows(page)).to_have_count(3)


def test_nothing_is_decided_where_nothing_is_shown(register):
    page = register()
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.locator("#register-outcome").get_by_role("alert")).to_contain_text("No commitment is shown")


def test_one_that_the_list_lacks_is_added(register):
    page = register()
    page.get_by_role("button", name="Add a commitment that the list lacks").click()
    page.get_by_label("Your name, as it is to stand").fill("Ada Clerk")
    page.get_by_label("File of the paper").fill(DOCUMENT.source.source)
    page.get_by_label("Its words, copied from the paper").fill("Nobody said this.")
    page.get_by_role("button", name="Add this commitment").click()
    expect(page.locator("#register-added").get_by_role("alert")).to_contain_text("copy them from the paper")
    page.get_by_label("Its words, copied from the paper").fill("Tractor thefts had halved.")
    page.get_by_label("Due, in words").fill("by Easter")
    assert violations(page) == []
    page.get_by_role("button", name="Add this commitment").click()
    expect(page.locator("#register-added").get_by_role("status")).to_contain_text("Kept: added by hand")
    expect(page.locator("#register-detail")).to_contain_text("by Easter")
    expect(rows(page)).to_have_count(4)
    page.get_by_label("Undo the last decision about it").check()
    page.get_by_role("button", name="Keep this decision").click()
    expect(rows(page)).to_have_count(3)


def test_readers_see_the_register_and_decide_nothing(browser, tmp_path):
    readers = Keeper(Accounts(tmp_path), owner=NOBODY)
    with served(web_app(FakeAssistant(), (), readers)) as address, windows(browser, address, ready) as opened:
        page = opened()
        choose(page, 0)
        expect(page.locator("#register-detail .timeline li")).to_have_count(1)
        expect(page.locator("#register-officers")).to_have_count(0)


def test_the_list_can_be_taken_away(register):
    page = register()
    with page.expect_download() as coming:
        page.get_by_role("link", name="a workbook (Excel)").click()
    assert coming.value.suggested_filename == "commitments.xlsx"
    assert Path(coming.value.path()).read_bytes().startswith(b"PK")


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_the_register_is_accessible_and_does_not_scroll_sideways(register, size, scheme):
    page = register(size, scheme)
    choose(page, 0)
    assert violations(page) == []
    fits(page, size["width"])


def test_it_is_reached_with_the_keyboard(register):
    page = register()
    button = page.locator(f"[data-commitment={PROMISES[0].id}]")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#register-detail dd").first).to_have_text(PROMISES[0].id)
    expect(page.get_by_role("heading", name="One commitment")).to_be_focused()
