"""The whole of it, in a real Chromium: the sample papers are asked, a source is opened, a follow-up is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import IN_BROWSER, new_page
from playwright.sync_api import Browser, Page, expect
from serving import served
from test_browser_chat import ask

import corpus.sample
from assistant.building import build
from assistant.chat import web_app
from assistant.settings import load
from assistant.window.answers.examples import SAMPLE, offered
from indexes.records import Outcome, Scope

MINUTES = Path(corpus.sample.__file__).parent / "papers" / "severn-vale-signed-minutes-2024-06-13.pdf"
QUESTION = next(question for question, source in SAMPLE if source == MINUTES.name)

pytestmark = [pytest.mark.model, *IN_BROWSER]


@pytest.fixture(scope="module")
def window(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    assistant = build(load(data=tmp_path_factory.mktemp("data")))
    assert [report.outcome for report in assistant.ingest([MINUTES])] == [Outcome.READ]
    examples = offered(assistant.store.catalogue.documents(Scope.PUBLIC))
    with served(web_app(assistant, examples)) as address:
        page = new_page(browser)
        page.goto(address)
        page.get_by_label("Your question").wait_for()
        yield page
        page.close()
    assistant.close()


def test_a_sample_question_is_answered_its_source_opened_and_a_follow_up_asked(window):
    expect(
        window.get_by_text("1 paper · 1 meeting of Severn Vale Police and Crime Panel · June 2024")
    ).to_be_visible()
    window.get_by_role("button", name=QUESTION).click()
    labels = window.locator("#exchange-1:not([aria-busy]) a.label")
    expect(labels.first).to_be_visible()
    quote = window.locator("#card-1-1 .quote").inner_text()
    expect(window.locator("#card-1-1")).to_contain_text("PDF page")

    labels.first.click()
    drawer = window.get_by_role("dialog")
    expect(drawer.locator("rect").first).to_be_in_viewport()
    window.wait_for_function("document.querySelector('#drawer img')?.naturalWidth > 1000")
    marked = " ".join(drawer.locator("mark").all_inner_texts())
    assert " ".join(marked.split()) == " ".join(quote.split())
    expect(drawer.get_by_role("link", name="Open the PDF at page")).to_be_visible()
    window.keyboard.press("Escape")

    ask(window, "And what was agreed about them?")
    expect(window.locator("#exchange-2 a.label").first).to_be_visible()
    expect(window.locator("#exchange-2").get_by_text("Searched for")).to_be_visible()


def test_the_pdf_of_a_source_is_the_file_that_was_read(window):
    ask(window, QUESTION)
    window.locator("a.label").first.click()
    link = window.get_by_role("dialog").get_by_role("link", name="Open the PDF at page")
    address = link.evaluate("link => link.href")
    assert "#page=" in address
    assert window.request.get(address).body() == MINUTES.read_bytes()
