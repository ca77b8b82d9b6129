"""The window as people use it, in a real Chromium: desktop and phone, light and dark, by mouse and keyboard."""

import re
from collections.abc import Iterator

import pytest
from chromium import IN_BROWSER, PHONE, WIDE, Opener, fits, laid_out, violations, windows
from fakes import CITED, HOSTILE, FakeAssistant
from playwright.sync_api import Browser, Page, expect
from serving import served

from assistant.chat import web_app

EXAMPLES = ("What was said about rural crime?", "Who is to be in post by June?")

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(web_app(FakeAssistant(), EXAMPLES)) as address:
        yield address


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens the window at the chat."""
    with windows(
        browser, address, lambda page: page.locator("#question textarea, #question input").wait_for()
    ) as opened:
        yield opened


def ask(page: Page, question: str) -> None:
    """Type a question, send it with Enter, and wait until the answer is announced."""
    before = page.locator(".exchange").count()
    page.locator("#question textarea, #question input").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange")).to_have_count(before + 1)
    expect(page.locator(".exchange[aria-busy]")).to_have_count(0)
    # What could be asked next comes by itself, below the answer, and moves what is below it.
    expect(page.locator(".exchange[data-fresh] [data-next='']")).to_have_count(0)


def test_an_example_is_answered_with_citations_beside_it(window):
    page = window()
    page.locator("#examples").get_by_role("button", name=EXAMPLES[0]).click()
    expect(page.get_by_role("heading", name=EXAMPLES[0])).to_be_visible()
    expect(page.locator("a.label")).to_have_count(3)
    expect(page.locator("ol.cards .card")).to_have_count(3)
    laid_out(page, "(answer, evidence) => evidence.left >= answer.right - 1", ".answer", ".evidence")
    laid_out(page, "(answer, aside) => aside.top >= answer.bottom - 1", ".answer", ".asides")
    page.set_viewport_size({"width": 640, "height": 400})  # the same screen at twice the size
    laid_out(page, "(evidence, aside) => evidence.bottom <= aside.top + 1", ".evidence", ".asides")
    laid_out(page, "(box, another) => another.top >= box.top", "#composer", "#new")
    expect(page.locator("#announcement")).to_have_text("Answer ready, with 3 sources.")
    expect(page.locator("#examples").get_by_role("button", name=EXAMPLES[1])).to_be_hidden()


def test_a_label_marks_its_card_and_opens_the_quote_in_its_paper(window):
    page = window()
    ask(page, "rural crime")
    third = page.locator("a.label").nth(2)
    third.hover()
    expect(page.locator("#card-1-3")).to_have_class(re.compile("marked"))
    third.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="Source 3 of 3")).to_be_visible()
    expect(drawer.locator("mark")).to_have_text(CITED[2].quote)
    expect(drawer.locator("mark")).to_be_in_viewport()
    expect(drawer.get_by_text("PDF page 4 (printed page 44)").first).to_be_attached()
    expect(drawer.get_by_role("button", name="Next")).to_be_disabled()
    drawer.get_by_role("button", name="Previous").click()
    expect(drawer.locator("mark")).to_have_text(CITED[1].quote)
    expect(drawer.locator("mark")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(third).to_be_focused()


def test_a_card_opens_its_source_and_the_quote_can_be_copied(window):
    page = window()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "rural crime")
    page.get_by_role("link", name="Open in the paper, source 1").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("button", name="Copy quote").click()
    expect(drawer.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        f"“{CITED[0].quote}” (Minutes, 7 March 2025, Harrowdale Police and Crime Panel, 7 March"
    )


def test_a_source_opens_in_a_tab_of_its_own(window):
    page = window()
    ask(page, "rural crime")
    with page.context.expect_page() as opened:
        page.locator("a.label").first.click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("mark")).to_have_text(CITED[0].quote)
    assert violations(opened.value) == []


def test_follow_ups_keep_the_conversation_and_a_new_one_forgets_it(window):
    page = window()
    ask(page, "rural crime")
    ask(page, "and next year?")
    expect(page.get_by_text("Searched for: rural crime and next year?")).to_be_visible()
    expect(page.get_by_role("heading", name="rural crime", exact=False).first).to_be_attached()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.locator("#examples").get_by_role("button", name=EXAMPLES[0])).to_be_visible()
    ask(page, "and next year?")
    expect(page.get_by_text("Searched for")).to_have_count(0)


def test_a_question_can_be_asked_on_its_own_without_losing_the_conversation(window):
    page = window()
    ask(page, "rural crime")
    ask(page, "and next year?")
    page.get_by_role("button", name="Ask it on its own").click()
    expect(page.locator(".exchange:not([aria-busy])")).to_have_count(3)
    expect(page.locator("#exchange-3").get_by_text("Searched for")).to_have_count(0)


def test_two_people_do_not_share_a_conversation(window):
    one, other = window(), window()
    ask(one, "rural crime")
    ask(other, "and next year?")
    expect(other.locator(".exchange")).to_have_count(1)
    expect(other.get_by_text("Searched for")).to_have_count(0)


def test_a_choice_is_asked_and_a_question_can_be_edited(window):
    page = window()
    ask(page, "What is the target?")
    page.get_by_role("button", name="Arson").click()
    expect(page.get_by_role("heading", name="What is the target: Arson?")).to_be_visible()
    page.get_by_role("button", name="Edit the question").first.click()
    box = page.locator("#exchange-1").get_by_label("Your question")
    expect(box).to_have_value("What is the target?")
    expect(box).to_be_focused()
    box.fill("rural crime")
    page.keyboard.press("Enter")
    expect(page.locator("#exchange-1").get_by_role("heading", name="rural crime")).to_be_visible()
    expect(page.locator("#exchange-1 a.label")).to_have_count(3)
    expect(page.locator(".exchange")).to_have_count(2)


def test_hostile_words_are_shown_and_never_run(window):
    page = window()
    ask(page, f"hostile {HOSTILE}")
    expect(page.locator(".question")).to_contain_text("<script>window.hacked = 1</script>")
    expect(page.locator(".card .quote")).to_contain_text("<img src=x onerror='window.hacked = 2'> **bold** ${1+1}")
    page.locator("a.label").first.click()
    expect(page.get_by_role("dialog").locator("mark")).to_contain_text("[RLO]gnp.exe")
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    ("question", "said"), [("broken", "The index is being rebuilt"), ("fault", "Something went")]
)
def test_a_failure_is_said_in_the_conversation(window, question, said):
    page = window()
    ask(page, question)
    expect(page.locator(".exchange").get_by_role("alert").filter(has_text=said)).to_be_visible()
    ask(page, "rural crime")
    expect(page.locator("a.label")).to_have_count(3)


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light")])
def test_every_state_is_accessible_and_none_scrolls_sideways(window, size, scheme):
    page = window(size, scheme)
    found = {"first": violations(page)}
    for question in ("rural crime", "moon", "target", "broken"):
        ask(page, question)
        found[question] = violations(page)
        fits(page, size["width"])
    page.locator("a.label").first.click()
    page.get_by_role("dialog").locator("mark").wait_for()
    found["source"] = violations(page)
    fits(page, size["width"], "document.querySelector('.drawer-paper')")
    page.keyboard.press("Escape")
    assert not any(found.values()), found


def test_everything_is_reached_with_the_keyboard(window):
    page = window()
    ask(page, "rural crime")
    focused = "(e => e.getAttribute('aria-label') || e.innerText || e.tagName)(document.activeElement)"
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(focused))
    for name in ("Ask", "Edit the question", "Open in the paper, source 1", "Also found (2)", "TEXTAREA"):
        assert name in reached
    assert "Ask on its own" not in reached
    assert any(name.startswith("[3] Source 3: Minutes, 7 March 2025") for name in reached)
    page.locator("a.label").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator("mark")).to_be_visible()
