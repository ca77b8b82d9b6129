"""What people do with an answer and with kept conversations, in a real Chromium, by mouse and keyboard."""

import threading
from collections.abc import Iterator

import pytest
from chromium import IN_BROWSER, PHONE, WIDE, Opener, fits, violations, windows
from fakes import HOSTILE, FakeAssistant
from playwright.sync_api import Browser, Page, expect
from serving import served
from test_browser_chat import ask

from assistant.chat import web_app
from assistant.records import Answer
from indexes.records import Filters

pytestmark = IN_BROWSER

HOLD = threading.Event()


class Slow(FakeAssistant):
    """Answers a slow question only when it is let."""

    def asking(self, turns: tuple, question: str, *rest: object, **named: object) -> Iterator[Answer]:  # type: ignore[type-arg]
        if "slow" in question:
            HOLD.wait(600)
        yield from super().asking(turns, question, *rest, **named)


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return Slow()


@pytest.fixture(scope="module")
def address(assistant: FakeAssistant) -> Iterator[str]:
    with served(web_app(assistant)) as address:
        yield address
        HOLD.set()


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[Opener]:
    with windows(
        browser, address, lambda page: page.locator("#question textarea, #question input").wait_for()
    ) as opened:
        yield opened


def test_a_question_is_stopped_and_asked_again(window):
    page = window()
    HOLD.clear()
    page.get_by_label("Your question").fill("slow rural crime")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Searching 49 passages of 1 meeting")).to_be_visible()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped before the answer was ready.")).to_be_visible()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    HOLD.set()
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator("a.label")).to_have_count(3)
    expect(page.locator("#announcement")).to_have_text("Answer ready, with 3 sources.")
    expect(page.locator(".exchange")).to_have_count(1)


def test_limits_are_set_and_taken_away(window, assistant):
    page = window()
    ask(page, "rural crime")
    page.get_by_text("Change what is searched").click()
    page.get_by_label("Meetings from").fill("2025-01-31")
    page.get_by_role("radio", name="Minutes").check()
    assert violations(page) == []
    page.get_by_role("button", name="Ask with these limits").click()
    remove = page.get_by_role("button", name="Remove “Meetings from 31 January 2025” and ask again")
    remove.click()
    expect(remove).to_have_count(0)
    expect(page.get_by_role("button", name="Remove “Kind: minutes” and ask again")).to_be_visible()
    assert [(one.date_from and one.date_from.day, one.kind) for one, exactly in assistant.limits if exactly] == [
        (31, "minutes"),
        (None, "minutes"),
    ]
    assert assistant.limits[-1] == (Filters(kind="minutes"), True)


def test_whose_words_come_first_is_told_made_a_limit_and_taken_away(window, assistant):
    page = window(PHONE)
    ask(page, "What did the Commissioner say of rural crime?")
    who = "Police and Crime Commissioner"
    expect(page.get_by_text(f"Words of {who} come first")).to_be_visible()
    page.get_by_role("button", name=f"Only what {who} said: ask again").click()
    page.get_by_role("button", name=f"Remove “Said by: {who}” and ask again").click()
    expect(page.get_by_text(who)).to_have_count(0)
    page.get_by_text("Change what is searched").click()
    page.get_by_label("Said by (an office or a name)").fill("Darby")
    assert violations(page) == []
    fits(page, PHONE["width"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove “Said by: Darby” and ask again")).to_be_visible()
    assert [one.speaker for one, exactly in assistant.limits[-3:] if exactly] == [who, "", "Darby"]


def test_which_papers_come_first_is_told_and_taken_away_for_good(window, assistant):
    page = window(PHONE)
    ask(page, "What was said of rural crime in 2024?")
    said = "Papers of 2024 and after come first"
    expect(page.get_by_text(said)).to_be_visible()
    fits(page, PHONE["width"])
    assert violations(page) == []
    page.get_by_role("button", name=f"Remove “{said}” and ask again").click()
    expect(page.get_by_text(said)).to_have_count(0)
    page.get_by_text("Change what is searched").click()
    page.get_by_label("Meetings from").fill("2025-01-31")
    page.get_by_role("button", name="Ask with these limits").click()
    page.get_by_role("button", name="Remove “Meetings from 31 January 2025” and ask again").click()
    expect(page.get_by_role("button", name="Remove", exact=False)).to_have_count(0)
    expect(page.get_by_text(said)).to_have_count(0)
    page.get_by_role("button", name="Edit the question").click()
    page.keyboard.press("Enter")
    expect(page.get_by_text(said)).to_be_visible()


def test_what_comes_next_is_asked_with_a_click(window):
    page = window()
    ask(page, "rural crime")
    page.get_by_role("button", name="What was agreed about Rural crime?").click()
    expect(page.locator(".exchange:not([aria-busy])")).to_have_count(2)
    expect(page.get_by_role("heading", name="What was agreed about Rural crime?")).to_be_visible()


def test_an_answer_is_judged_with_the_keyboard(window, assistant):
    page = window()
    ask(page, "rural crime")
    page.get_by_text("Was this right?").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="It rests on the wrong passages").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type(HOSTILE[:40])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Thank you. This is kept.")).to_be_visible()
    assert (assistant.feedback.all()[-1].verdict, assistant.feedback.all()[-1].note) == (
        "wrong evidence",
        HOSTILE[:40],
    )


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "dark"), (PHONE, "light")])
def test_conversations_are_found_opened_renamed_and_deleted(window, size, scheme):
    page = window(size, scheme)
    ask(page, f"hostile {HOSTILE}")
    page.get_by_role("button", name="New conversation").click()
    kept = page.locator(".saved li")
    expect(kept.first).to_contain_text("<script>window.hacked = 1</script>")
    assert violations(page) == []
    fits(page, size["width"])
    page.get_by_role("button", name="Rename").first.click()
    page.get_by_label("Title").fill(f"Named {scheme} {size['width']}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your conversations")).to_be_focused()
    search(page, f"recorded {scheme} {size['width']}")
    expect(kept).to_have_count(1)
    expect(page.get_by_label("Search your conversations")).to_be_focused()
    page.get_by_role("button", name=f"Named {scheme} {size['width']}", exact=True).click()
    expect(page.locator(".exchange .card .quote")).to_contain_text("<img src=x")
    expect(page.locator("#announcement")).to_have_text("Answer ready, with 1 source.")
    page.get_by_role("button", name="New conversation").click()
    search(page, f"recorded {scheme} {size['width']}")
    expect(kept).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete").click()
    expect(kept).to_have_count(0)
    assert page.evaluate("window.hacked") is None


def search(page: Page, words: str) -> None:
    page.get_by_label("Search your conversations").fill(words)
    page.keyboard.press("Enter")


def test_notes_are_saved_and_a_page_is_printed(window):
    page = window()
    ask(page, "rural crime")
    page.get_by_text("Save as a briefing note").click()
    assert violations(page) == []
    for name, suffix in (("Word (DOCX)", "docx"), ("Markdown", "md")):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"This answer: {name}").click()
        assert download.value.suggested_filename.endswith(suffix)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="The whole conversation: Page for printing").click()
    expect(opened.value.get_by_role("heading", name="Sources")).to_be_visible()
    assert violations(opened.value) == []
    page.emulate_media(media="print")
    expect(page.locator("#composer")).to_be_hidden()
    expect(page.locator(".card").first).to_be_visible()
