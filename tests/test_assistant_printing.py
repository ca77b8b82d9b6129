"""The JSON that scripts rely on, and what people see: nothing of a paper is taken for markup."""

import io
import json
from dataclasses import replace

from fake_assistant import END, START, TEXT, FakeAssistant, citation, hit
from rich.console import Console

from assistant.terminal import display, printing
from assistant.terminal.batch import BadLine
from indexes.records import Elsewhere


def text_of(document_id: str) -> str:
    assert document_id == "d1"
    return TEXT


def test_an_answer_has_the_agreed_shape() -> None:
    line = json.loads(printing.to_json(printing.answer_line(FakeAssistant().ask((), "Lamps?"), "q1", text_of)))
    assert (line["id"], line["status"], line["question"]) == ("q1", "answered", "lamps?")
    assert line["answer"].endswith("[1]")
    assert line["elapsed_ms"] == 12.3
    (quoted,) = line["citations"]
    assert quoted == {
        "label": 1,
        "quote": TEXT[START:END],
        "source": "lamps.txt",
        "start": START,
        "end": END,
        "page": 2,
        "printed_page": "14",
        "document": "Lamps",
        "body": "Ashcombe Panel",
        "meeting_date": "2031-05-02",
        "item": "12",
        "heading": None,
        "also_at": [],
    }
    (passage,) = line["passages"]
    assert passage["text"] == TEXT[passage["start"] : passage["end"]] == quoted["quote"]
    assert (passage["rank"], passage["score"], passage["source"]) == (1, 0.75, "lamps.txt")
    assert line["where"] == {"source": None, "body": None, "from": None, "to": None}


def test_each_document_is_fetched_once() -> None:
    fetched: list[str] = []

    def once(document_id: str) -> str:
        fetched.append(document_id)
        return TEXT

    line = printing.search_line([hit(1), hit(2)], "s", 1.26, once)
    assert [each["rank"] for each in line["hits"]] == [1, 2]
    assert (fetched, line["elapsed_ms"]) == (["d1"], 1.3)


def test_a_bad_line_keeps_its_id() -> None:
    assert printing.error_line(BadLine("q", "Why.")) == {"id": "q", "status": "error", "error": "Why."}


def test_json_keeps_the_papers_characters() -> None:
    assert printing.to_json({"a": "£5 – “x”\n"}) == '{"a": "£5 – “x”\\n"}'


def shown(question: str) -> str:
    screen = io.StringIO()
    console = Console(file=screen, width=200, highlight=False, markup=False, emoji=False)
    display.show_answer(console, FakeAssistant().ask((), question))
    return screen.getvalue()


def test_people_see_the_answer_and_where_it_stands() -> None:
    screen = shown("Lamps?")
    assert "mend [sic] nine lamp posts. [1]" in screen
    place = f"Lamps · Ashcombe Panel · 2031-05-02 · item 12 · page 2 (printed 14) · lamps.txt {START}-{END}"
    assert screen.splitlines()[1:] == ["", f"[1] {place}", "", "Searched: 1 document."]


def test_people_see_what_was_searched_in_vain_and_what_to_choose_from() -> None:
    assert shown("nothing") == "The papers do not say.\n\nSearched: 1 document.\n"
    assert shown("which") == "Which meeting?\n  - May 2031\n"


def test_a_quote_that_the_answer_words_otherwise_is_shown() -> None:
    screen = io.StringIO()
    display.show_citation(Console(file=screen, width=200, markup=False), citation(), said=False)
    assert f"    “{TEXT[START:END]}”\n" in screen.getvalue()


def test_an_answer_keeps_its_paragraphs_and_no_line_ends_in_a_blank() -> None:
    screen = io.StringIO()
    answer = replace(FakeAssistant().ask((), "nothing"), text="First, at length. [1]\n\nSecond. [2]", searched="")
    display.show_answer(Console(file=screen, width=12, markup=False), answer)
    assert screen.getvalue() == "First, at\nlength. [1]\n\nSecond. [2]\n"


def test_a_quote_over_two_lines_is_still_said_by_the_answer() -> None:
    screen = io.StringIO()
    found = FakeAssistant().ask((), "Lamps?")
    quote = TEXT[START:END].replace(" nine", "\n   nine")
    answer = replace(found, citations=(replace(citation(), quote=quote),))
    display.show_answer(Console(file=screen, width=200, markup=False), answer)
    assert "“" not in screen.getvalue()


def test_nothing_found_says_what_to_try() -> None:
    screen = io.StringIO()
    display.show_hits(Console(file=screen), (), ())
    assert "fewer filters" in screen.getvalue()


def test_a_paper_cannot_drive_the_terminal() -> None:
    assert display.plain("a\x1b[31mb\x07c\n\td\x9b") == "a[31mbc\n\td"
    assert display.one_line(" a \n b ") == "a b"


def test_a_page_is_named_once_where_both_numbers_agree() -> None:
    assert display.page_name(3, "3") == display.page_name(3, None) == "page 3"
    assert display.page_name(None, "3") is None


def test_other_places_of_the_same_words_are_said() -> None:
    other = Elsewhere("d2", "pack.pdf", "Lamps", 7, 9, 51, "48", "draft")
    quoted = replace(citation(), also_at=(other,))
    answer = replace(
        FakeAssistant().ask((), "Lamps?"), citations=(quoted,), hits=(replace(hit(1), also=(other,)),)
    )
    line = printing.answer_line(answer, "q1", text_of)
    place = {"source": "pack.pdf", "start": 7, "end": 9, "page": 51}
    assert line["citations"][0]["also_at"] == line["passages"][0]["also_at"] == [place]
    out = io.StringIO()
    display.show_citation(Console(file=out, width=200), quoted, said=True)
    assert "also in Lamps · page 51 (printed 48) · draft · pack.pdf 7-9" in out.getvalue()
