"""The papers as people see and change them, in a real Chromium over a real index: added, found, read, removed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import IN_BROWSER, PHONE, WIDE, Opener, fits, violations, windows
from fakes import HOSTILE
from playwright.sync_api import Browser, Page, expect
from serving import served
from shelves import opened
from test_assistant_window_papers import MINUTES

from assistant.access.accounts import Accounts
from assistant.access.keeper import Keeper
from assistant.access.people import NOBODY
from assistant.chat import web_app

pytestmark = IN_BROWSER

HOSTILE_NAME = "<img src=x onerror=alert(1)>.txt"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("shelf")
    papers = folder / "papers"
    papers.mkdir()
    (papers / HOSTILE_NAME).write_text(MINUTES.replace("Lamp posts", HOSTILE), encoding="utf-8")
    with opened(folder / "data", papers) as assistant, served(web_app(assistant)) as address:
        yield address


def ready(page: Page) -> None:
    page.get_by_role("tab", name="Papers").click()
    page.locator("#papers-list [role=status]").wait_for()


@pytest.fixture
def shelf(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens the window at its papers."""
    with windows(browser, address, ready) as opened:
        yield opened


def rows(page: Page):
    return page.locator("#papers-list tbody tr")


def add(page: Page, *papers: Path) -> None:
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Choose papers and add them").click()
    choosing.value.set_files([str(paper) for paper in papers])


def test_a_paper_is_added_read_again_found_and_removed(shelf, tmp_path):
    page = shelf()
    expect(rows(page)).to_have_count(1)
    paper = tmp_path / "lamps.txt"
    paper.write_text(MINUTES, encoding="utf-8")
    add(page, paper)
    expect(page.locator("#papers-outcome").get_by_role("status")).to_have_text("Done: 1 read.")
    expect(rows(page)).to_have_count(2)
    expect(page.locator("#scope")).to_contain_text("2 papers")

    page.get_by_label("Find (title, body, file, kind or date)").fill("lamps.txt")
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="Show what was understood of lamps.txt").click()
    expect(page.get_by_role("heading", name="What was understood of this paper")).to_be_focused()
    expect(page.locator("#paper-detail")).to_contain_text("Ashcombe Panel, 2 May 2031")
    page.get_by_role("button", name="Read it again").click()
    expect(page.locator("#paper-outcome").get_by_role("status")).to_have_text("Done: 1 read.")
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("#paper-outcome").get_by_role("alert")).to_contain_text("tick the box")
    page.get_by_label("Yes, remove it from the index").check()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("#paper-outcome").get_by_role("status")).to_have_text("Done: 1 removed.")
    expect(page.locator("#papers-list [role=status]")).to_contain_text("None of 1 paper fits")
    expect(page.locator("#scope")).to_contain_text("1 paper")


def test_what_cannot_be_read_is_named_with_the_reason(shelf, tmp_path):
    page = shelf()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nonsense")
    add(page, broken)
    expect(page.locator("#papers-outcome").get_by_role("alert")).to_have_text("Done: 1 failed.")
    expect(page.locator("#papers-outcome li")).to_contain_text("broken.pdf: could not be read")
    page.get_by_label("A folder on this machine").fill("/no/such/folder")
    page.get_by_role("button", name="Read this folder").click()
    expect(page.locator("#papers-folder-outcome").get_by_role("alert")).to_contain_text(
        "There is no file or folder"
    )


def test_a_whole_folder_is_added(shelf, tmp_path):
    page = shelf()
    folder = tmp_path / "folder"
    (folder / "2031").mkdir(parents=True)
    (folder / "2031" / "posts.txt").write_text(MINUTES, encoding="utf-8")
    (folder / "map.jpg").write_bytes(b"no paper")
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Choose a folder and add its papers").click()
    choosing.value.set_files(str(folder))
    expect(page.locator("#papers-outcome").get_by_role("status")).to_have_text("Done: 1 read, 1 skipped.")
    expect(page.locator("#papers-outcome")).to_contain_text("map.jpg: passed over")
    assert violations(page) == []
    page.get_by_label("File of one paper").fill("posts.txt")
    page.get_by_label("Yes, remove it from the index").check()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("#paper-outcome").get_by_role("status")).to_have_text("Done: 1 removed.")


def test_hostile_names_and_words_are_shown_and_never_run(shelf):
    page = shelf()
    expect(rows(page)).to_contain_text(HOSTILE_NAME)
    page.locator("[data-paper]").click()
    expect(page.locator("#paper-detail")).to_contain_text(HOSTILE_NAME)
    page.locator("#paper-detail a.open-source").click()
    expect(page.get_by_role("dialog")).to_contain_text("<script>window.hacked = 1</script>")
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_the_papers_are_accessible_and_do_not_scroll_sideways(shelf, size, scheme):
    page = shelf(size, scheme)
    page.locator("[data-paper]").click()
    page.get_by_role("heading", name="What was understood of this paper").wait_for()
    assert violations(page) == []
    page.get_by_label("A timeline of meetings").check()
    page.get_by_role("heading", name="2031").wait_for()
    assert violations(page) == []
    fits(page, size["width"])


def test_an_officer_sees_exempt_papers_where_the_box_is_ticked_and_the_screen_says_so(browser, tmp_path):
    secret = tmp_path / "exempt" / "lamps.txt"
    secret.parent.mkdir()
    secret.write_text(MINUTES, encoding="utf-8")
    with opened(tmp_path / "data", secret.parent) as assistant:
        assistant.settings = assistant.settings.model_copy(update={"exempt_for_officers": True})
        question = lambda page: page.get_by_label("Your question").wait_for()  # noqa: E731
        with served(web_app(assistant)) as address, windows(browser, address, question) as open_window:
            page = open_window(PHONE, "dark")
            box = page.get_by_label("Include exempt papers: not for the public").locator("visible=true")
            expect(page.locator("#scope")).to_contain_text("No papers are indexed yet")
            expect(box).not_to_be_checked()
            box.check()
            expect(page.locator("#scope")).to_contain_text("exempt papers included: not for the public")
            page.get_by_label("Your question").fill("What about the lamp posts?")
            page.keyboard.press("Enter")
            expect(page.locator(".exchange:not([aria-busy])")).to_contain_text("EXEMPT, not for publication")
            expect(page.locator(".card").first).to_contain_text("EXEMPT, not for publication")
            assert violations(page) == []
            page.locator(".card a.open-source").first.click()
            expect(page.get_by_role("dialog")).to_contain_text("EXEMPT, not for publication")
            page.keyboard.press("Escape")
            page.get_by_role("tab", name="Papers").click()
            expect(page.locator("#papers-list")).to_contain_text("No papers are indexed yet")
            box.check()
            expect(rows(page)).to_contain_text("EXEMPT, not for publication")
            page.locator("[data-paper]").click()
            expect(page.locator("#paper-detail")).to_contain_text("EXEMPT, not for publication")
            assert violations(page) == []
            fits(page, PHONE["width"])
            page.get_by_role("tab", name="Commitments").click()
            expect(page.locator("#register-list")).to_contain_text("No commitment fits")
            box.check()
            expect(page.locator("#register-list tbody tr")).to_contain_text("EXEMPT, not for publication")
            page.locator("[data-commitment]").click()
            expect(page.locator("#register-detail")).to_contain_text("EXEMPT, not for publication")
            assert violations(page) == []
            fits(page, PHONE["width"])
            page.get_by_role("tab", name="Ask").click()
            page.reload()
            expect(box).not_to_be_checked()


def test_readers_see_the_papers_and_change_nothing(browser, tmp_path):
    readers = Keeper(Accounts(tmp_path), owner=NOBODY)
    with opened(tmp_path) as assistant, served(web_app(assistant, (), readers)) as address:

        def empty(page: Page) -> None:
            page.get_by_role("tab", name="Papers").click()
            page.get_by_text("No papers are indexed yet: add some below").wait_for()

        with windows(browser, address, empty) as open_window:
            page = open_window()
            assert violations(page) == []
            expect(page.locator("#papers-officers")).to_have_count(0)
