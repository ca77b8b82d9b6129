"""What is said of an answer that a language model wrote, in the window, on the command line and as JSON."""

import io
from collections.abc import Iterator
from dataclasses import replace

from fakes import ANSWERED, CITED, HOSTILE, SEARCHED, FakeAssistant
from rich.console import Console

from assistant.access.people import LOCAL
from assistant.records import Answer, Query, Sentence, Status, Verdict
from assistant.settings import load
from assistant.terminal import display, printing
from assistant.window.answers.asking import Asking, Order
from assistant.window.answers.conversation import Exchange, Talk, render
from assistant.window.answers.written import written
from assistant.writing.llm import writer_in_words

PLAIN = Answer(Status.ANSWERED, ANSWERED, Query("q", "q"), CITED, (), SEARCHED)
NOTICE = "Of what the language model wrote, 1 sentence was left out: not found in the papers."
WRITTEN = replace(
    PLAIN,
    text="Rural theft had fallen. [1]",
    citations=CITED[:1],
    writer="small",
    notice=NOTICE,
    sentences=(
        Sentence("Rural theft had fallen.", Verdict.SUPPORTED, (1,)),
        Sentence(f"The moon fell {HOSTILE}.", Verdict.UNSUPPORTED, (), ("name moon",)),
    ),
)


def test_an_extract_is_shown_as_it_always_was() -> None:
    assert written(PLAIN) is None
    assert "written" not in render(Talk((Exchange("q", PLAIN),)))
    assert {"writer", "notice", "sentences"} & set(printing.answer_line(PLAIN, "q", str)) == set()


def test_a_written_answer_says_who_wrote_it_and_what_was_left_out() -> None:
    page = render(Talk((Exchange("q", WRITTEN),)))
    assert (
        "Written by small from the passages shown. Each sentence was checked: 1 borne out by the papers." in page
    )
    assert NOTICE in page
    assert "Not found in the papers</span> The moon fell" in page
    assert "<script>" not in page


def test_a_notice_alone_is_shown_without_a_writer() -> None:
    fallen = replace(PLAIN, notice="The language model small cannot be reached: is it running?")
    page = render(Talk((Exchange("q", fallen),)))
    assert "cannot be reached" in page
    assert "Written by" not in page


def test_the_command_line_says_it_too() -> None:
    out = io.StringIO()
    display.show_answer(Console(file=out, width=100), WRITTEN)
    assert NOTICE in out.getvalue()
    line = printing.answer_line(WRITTEN, "q", str)
    assert (line["writer"], line["notice"]) == ("small", NOTICE)
    assert line["sentences"][0] == {
        "text": "Rural theft had fallen.",
        "labels": [1],
        "verdict": "borne out by the papers",
        "reasons": [],
    }


def test_who_writes_is_said_in_words() -> None:
    assert "none is used" in writer_in_words(load())
    here = writer_in_words(load(llm_url="http://127.0.0.1:11434/v1", llm_model="small"))
    assert "small at 127.0.0.1:11434" in here
    assert "sent there" not in here
    away = writer_in_words(load(llm_url="https://user:secret@models.example.org/v1", llm_model="small"))
    assert "passages are sent there" in away
    assert "secret" not in away
    assert "m.gguf on this computer" in writer_in_words(load(llm_file="m.gguf"))


class Growing(FakeAssistant):
    """Writes its answer in two steps."""

    def asking(self, *_: object, **__: object) -> Iterator[Answer]:
        yield replace(WRITTEN, text="", citations=(), sentences=(), notice="")
        yield replace(WRITTEN, text="Rural theft had", notice="")
        yield WRITTEN


def test_the_window_shows_an_answer_as_it_is_written() -> None:
    shown = [page for page, _ in Asking(Growing()).answering(Order("What of rural theft?"), Talk(), LOCAL)]
    assert "Searching 49 passages of 1 meeting" in shown[0]
    assert "small is reading the best of them" in shown[1]
    assert "Rural theft had" in shown[2]
    assert 'aria-busy="true"' in shown[2]
    assert "written and checked against the papers. Writing the next" in shown[2]
    assert "Written by small" not in shown[2]
    assert "Rural theft had fallen." in shown[-1]
    assert "Written by small" in shown[-1]
