"""The window's rendering, without a browser: what is shown, and that a paper's words never become markup."""

import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from fakes import (
    ANSWERED,
    BODY,
    CITED,
    DOCUMENT,
    DOCUMENT_ID,
    HOSTILE,
    MET,
    SEARCHED,
    TEXT,
    FakeAssistant,
    FakeCatalogue,
    cite,
    hit,
)
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from test_corpus_reading_pdf import lines, made

from assistant.access.people import LOCAL, NOBODY, Person
from assistant.records import Answer, Query, Status, Turn
from assistant.window import papers, wording
from assistant.window.answers import conversation
from assistant.window.answers.asking import Asking, Order, ordered
from assistant.window.answers.conversation import Exchange, Talk
from assistant.window.answers.evidence import cards, evidence, unused
from assistant.window.answers.limits import Offered, offered_by
from assistant.window.answers.pictures import pictures
from assistant.window.markup import Html, element, escape
from assistant.window.originals import original_pdf
from assistant.window.programs import coverage
from assistant.window.routes import source_app
from assistant.window.saved import saving
from corpus.errors import MinutebookError
from corpus.records import Page, Span
from indexes.desk.conversations import Conversations
from indexes.records import Filters, Scope, StoredDocument

PDF_FILES: dict[str, Path] = {}


class Reader(HTMLParser):
    """Collects the tags, attributes and text of a piece of markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def show(*exchanges: Exchange) -> str:
    return conversation.render(Talk(exchanges), fresh=1)


def rural() -> Answer:
    return FakeAssistant().ask((), "rural crime")


@given(st.text())
def test_any_text_is_shown_and_never_becomes_an_element(text):
    read = Reader(element("p", text, title=text))
    assert read.tags == ["p"]
    assert [name for name, _ in read.attributes] == ["title"]
    if text.isprintable():
        assert read.text == text


def test_markup_is_not_escaped_twice_and_templates_are_not_filled_in():
    assert escape(Html("<b>")) == "<b>"
    assert not set("${}`") & set(re.sub(r"&#\d+;", "", escape("${alert(1)} {{value}} `x`")))


def test_characters_that_turn_text_round_are_named():
    assert escape("a\u202eb\u2066c\x07") == "a[RLO]b[LRI]c[control]"


def test_attributes_are_left_out_or_bare():
    assert (
        element("input", disabled=True, hidden=False, title=None, data_turn=2) == '<input disabled data-turn="2">'
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (wording.day(date(2025, 3, 7)), "7 March 2025"),
        (wording.period(date(2024, 9, 1), date(2025, 3, 7)), "September 2024 to March 2025"),
        (wording.period(date(2025, 3, 1), date(2025, 3, 7)), "March 2025"),
        (wording.period(date(2024, 1, 1), date(2024, 12, 31)), "2024"),
        (wording.period(date(2023, 1, 1), date(2024, 12, 31)), "2023 to 2024"),
        (wording.period(None, None), ""),
        (wording.count(1204, "passage"), "1,204 passages"),
        (wording.count(1, "body", "bodies"), "1 body"),
        (wording.page(12, "9"), "PDF page 12 (printed page 9)"),
        (wording.page(12, None), "PDF page 12"),
        (wording.page(None, None), ""),
        (wording.listed(["a"]), "a"),
        (wording.listed(["a", "b", "c"]), "a, b and c"),
        (wording.listed(["a", "b", "c"], 2), "a, b and 1 more"),
        (wording.meeting("Panel", None), "Panel"),
    ],
)
def test_plain_english(said, expected):
    assert said == expected


def test_an_answer_shows_its_labels_as_links_and_a_card_for_each():
    shown = show(Exchange("rural crime", rural()))
    read = Reader(shown)
    labels = [value for name, value in read.attributes if name == "data-label"]
    assert labels == ["1", "2", "3", "1", "2", "3"]
    for citation in CITED:
        assert f"at={citation.start}-{citation.end}" in shown
    assert "PDF page 3 (printed page 43)" in read.text
    assert "Item 12: Rural crime" in read.text
    assert "Harrowdale Police and Crime Panel, 7 March 2025" in read.text
    assert ("data-announce", "Answer ready, with 3 sources.") in read.attributes
    assert "%" not in read.text


def test_the_name_of_the_paper_stands_above_its_sentences():
    assert '<p class="from">Minutes of 7 March 2025, item 12</p>' in show(Exchange("rural crime", rural()))


def test_a_number_that_is_no_citation_stays_text():
    answer = Answer(Status.ANSWERED, "See [9] and [1].", Query("q", "q"), CITED[:1])
    shown = show(Exchange("q", answer))
    assert "See [9] and <a" in shown


def test_lines_and_lists_are_kept():
    answer = Answer(Status.ANSWERED, "One\ntwo\n\n- three\n- four [1]", Query("q", "q"), CITED[:1])
    shown = show(Exchange("q", answer))
    assert "One<br>two" in shown
    assert "<li>three</li>" in shown
    answer = Answer(Status.ANSWERED, "Minutes:\n- three\n- four [1]\nfive", Query("q", "q"), CITED[:1])
    assert "<p>Minutes:</p><ul><li>three</li><li>four <a" in show(Exchange("q", answer))


def test_pieces_of_one_quote_share_a_card():
    again = type(CITED[1])(*[1, *[getattr(CITED[1], name) for name in CITED[1].__slots__[1:]]])
    (card,) = evidence((CITED[0], again))
    assert card.quote == f"{CITED[0].quote} {CITED[1].quote}"
    assert card.link.count("at=") == 2


def test_what_the_answer_uses_is_not_also_found():
    assert [one.rank for one in unused(rural())] == [2, 3]
    read = Reader(show(Exchange("rural crime", rural())))
    assert "Used in the answer" in read.text
    assert "Also found (2)" in read.text


def test_a_long_passage_is_shortened_at_a_word():
    answer = Answer(Status.NOT_FOUND, "No.", Query("q", "q"), (), (hit(1, 7),))
    long = Answer(Status.NOT_FOUND, "No.", Query("q", "q"), (), (hit(1, 7),) * 5)
    assert show(Exchange("q", answer)).count('class="excerpt"') == 1
    assert show(Exchange("q", long)).count('class="excerpt"') == 3


def test_not_found_says_what_was_searched_and_what_came_nearest():
    read = Reader(show(Exchange("moon", FakeAssistant().ask((), "moon"))))
    assert SEARCHED in read.text
    assert "Nearest passages" in read.text
    assert "What you can try" in read.text
    assert "Used in the answer" not in read.text


def orders(markup: str) -> list[dict[str, object]]:
    return [json.loads(value or "") for name, value in Reader(markup).attributes if name == "data-order"]


def test_clarify_offers_its_choices_as_buttons_that_finish_the_question():
    shown = show(Exchange("What is the target?", FakeAssistant().ask((), "target")))
    assert [one["question"] for one in orders(shown)][:2] == [
        "What is the target: Theft?",
        "What is the target: Arson?",
    ]


def test_a_reworded_question_and_its_filters_are_shown_and_each_can_be_taken_away():
    filters = Filters("Panel", date(2025, 1, 1), date(2025, 3, 31), "a.pdf", "minutes")
    query = Query("rural crime in Ashby", "and in Ashby?", ("rural",), filters, periods=((MET, MET),))
    shown = show(Exchange("and in Ashby?", Answer(Status.ANSWERED, "x", query)))
    assert "Searched for: rural crime in Ashby" in Reader(shown).text
    assert "Papers of March 2025 and after come first" in Reader(shown).text
    *removing, timeless = [one["limits"] for one in orders(shown) if one.get("limits")]
    whole = {
        "body": "Panel", "date_from": "2025-01-01", "date_to": "2025-03-31", "source": "a.pdf", "kind": "minutes",
        "speaker": None,
    }  # fmt: skip
    fields = ("body", "date_from", "date_to", "kind", "source")
    assert removing == [{**whole, field: None} for field in fields]
    assert timeless == whole
    assert [one["periods"] for one in orders(shown) if one.get("limits")] == [None] * len(fields) + [[]]
    assert all(one["place"] == 1 for one in orders(shown) if one.get("limits"))
    assert "Remove “Body: Panel” and ask again" in shown


def test_the_limits_of_a_search_can_be_changed_in_a_form():
    offered = Offered(("Ashby Council", BODY), ("minutes", "report"))
    answer = Answer(
        Status.ANSWERED, "x", Query("Q?", "Q?", filters=Filters("Ashby", kind="report", source="a.pdf"))
    )
    shown = conversation.render(Talk((Exchange("Q?", answer),)), offered)
    checked = re.findall(r'<input type="radio" name="(\w+)" value="([^"]*)" checked>', shown)
    assert checked == [("body", "Ashby Council"), ("kind", "report")]
    assert '<input type="hidden" name="source" value="a.pdf">' in shown
    assert 'name="standing"' not in shown
    many = conversation.render(Talk((Exchange("Q?", answer),)), Offered(tuple(f"Body {n}" for n in range(20))))
    assert '<input type="text" name="body" value="Ashby" list="bodies-1">' in many
    assert '<datalist id="bodies-1"><option value="Body 0">' in many


def test_what_can_be_chosen_is_what_the_papers_have():
    catalogue = FakeCatalogue()
    assert offered_by(catalogue.meetings(None), catalogue.documents(None)) == Offered((BODY,), ("minutes",))


def test_one_day_is_said_once():
    chosen = Filters(date_from=date(2025, 3, 7), date_to=date(2025, 3, 7))
    assert wording.filters(chosen) == {"Meeting of 7 March 2025": ("date_from", "date_to")}


def test_hostile_words_are_text_wherever_they_stand():
    answer = FakeAssistant().ask((), "hostile")
    hostile = Query(HOSTILE, HOSTILE, (), Filters(body=HOSTILE, source=HOSTILE))
    for one in (
        Exchange(HOSTILE, answer),
        Exchange(HOSTILE, Answer(Status.CLARIFY, HOSTILE, hostile, (), (hit(1, 7),), HOSTILE, (HOSTILE,))),
        Exchange(HOSTILE, problem=HOSTILE),
        Exchange(HOSTILE, stage=HOSTILE),
    ):
        read = Reader(show(one))
        assert not {"script", "img", "b"} & set(read.tags)
        assert not [name for name, _ in read.attributes if name.startswith("on")]
        assert HOSTILE.replace("\u202e", "[RLO]") in read.text


def answered(assistant: FakeAssistant, talk: Talk, person: Person = LOCAL, **order: object) -> tuple[str, Talk]:
    *_, last = Asking(assistant).answering(Order(**order), talk, person)
    return last


def test_the_window_says_what_it_does_then_shows_the_answer():
    said = list(Asking(FakeAssistant()).answering(Order(" rural crime "), Talk(), LOCAL))
    assert [len(talk.exchanges) for _, talk in said] == [1, 1]
    assert "Searching 49 passages of 1 meeting" in said[0][0]
    assert "And later" in said[1][0]
    assert ["aria-busy" in shown for shown, _ in said] == [True, False]
    assert ["data-announce" in shown for shown, _ in said] == [False, True]


def test_a_follow_up_hands_on_the_conversation():
    assistant = FakeAssistant()
    _, talk = answered(assistant, Talk(), question="rural crime")
    shown, talk = answered(assistant, talk, question="and next year?")
    assert assistant.asked[-1] == (("rural crime",), "and next year?")
    assert [one.question for one in talk.exchanges] == ["rural crime", "and next year?"]
    assert 'id="exchange-2"' in shown
    assert shown.count("data-announce") == 1
    assert conversation.turns(talk.exchanges)[0] == Turn("rural crime", ANSWERED)


def test_an_empty_question_changes_nothing():
    assert answered(FakeAssistant(), Talk(), question="  ") == ("", Talk())


def test_a_question_asked_alone_begins_a_conversation():
    assistant = FakeAssistant()
    _, talk = answered(assistant, Talk(), question="rural crime")
    shown, talk = answered(assistant, talk, question="and next year?")
    assert {"question": "and next year?", "alone": True} in orders(shown)
    _, talk = answered(assistant, talk, question="and next year?", alone=True)
    _, talk = answered(assistant, talk, question="more?")
    assert [turns for turns, _ in assistant.asked] == [(), ("rural crime",), (), ("and next year?",)]


def test_a_question_can_be_asked_again_in_its_place():
    assistant = FakeAssistant()
    _, talk = answered(assistant, Talk(), question="rural crime")
    _, talk = answered(assistant, talk, question="and next year?")
    shown, talk = answered(assistant, talk, question="urban crime", place=1, limits=Filters("Ashby"))
    assert [one.question for one in talk.exchanges] == ["urban crime", "and next year?"]
    assert assistant.asked[-1] == ((), "urban crime")
    assert assistant.limits[-1] == (Filters("Ashby"), True)
    assert shown.index("data-announce") < shown.index('id="exchange-2"')
    _, talk = answered(assistant, talk, question="beyond", place=9)
    assert [one.question for one in talk.exchanges][-1] == "beyond"


def test_an_order_of_the_page_is_read_and_nonsense_refused():
    order = ordered('{"question": "q", "place": 2, "limits": {"date_from": "2025-01-02", "kind": null}}')
    assert order == Order("q", 2, False, Filters(date_from=date(2025, 1, 2)))
    for nonsense in ("{}}", '{"question": "q", "limits": {"date_from": "soon"}}'):
        with pytest.raises(MinutebookError, match="cannot be asked"):
            ordered(nonsense)
    shown, _ = Asking(FakeAssistant()).refused(Talk(), MinutebookError("No such day."))
    assert 'role="alert">No such day.' in shown


def test_whoever_has_no_name_has_nothing_kept():
    assistant = FakeAssistant()
    shown, talk = answered(assistant, Talk(), NOBODY, question="rural crime")
    assert talk.saved is None
    assert "Was this right?" not in shown
    assert assistant.conversations.list("") == ()


def test_a_conversation_is_kept_and_opened_again():
    assistant = FakeAssistant()
    _, talk = answered(assistant, Talk(), question="rural crime")
    _, talk = answered(assistant, talk, question="broken")
    (listed,) = assistant.conversations.list("local", "theft fallen")
    assert (listed.id, listed.title) == (talk.saved, "rural crime")
    opened = Asking(assistant).opened(LOCAL, listed.id)
    assert [(one.question, one.problem) for one in opened.exchanges] == [
        (one.question, one.problem) for one in talk.exchanges
    ]
    first, again = talk.exchanges[0].answer, opened.exchanges[0].answer
    assert (again.text, again.citations, again.query) == (first.text, first.citations, first.query)
    assert [hit.rank for hit in again.hits] == [hit.rank for hit in first.hits]
    assert "data-announce" not in Asking(assistant).show(opened)


def test_an_answer_whose_paper_has_changed_or_gone_is_not_shown_again():
    assistant = FakeAssistant()
    _, talk = answered(assistant, Talk(), question="rural crime")
    for text in (lambda _: "x" * 9_000, lambda _: " " * 9_000):
        (again,) = saving.read(saving.written(talk.exchanges), text)
        assert again.answer is None
        assert "changed or gone" in again.problem

    def gone(_: str) -> str:
        raise MinutebookError("There is no such paper.")

    (again,) = saving.read(saving.written(talk.exchanges), gone)
    assert again.answer is None
    _, nearest = answered(assistant, Talk(), question="moon")
    (again,) = saving.read(saving.written(nearest.exchanges), gone)
    assert again.answer.hits == ()


def test_a_question_that_was_left_waiting_is_opened_as_such():
    (again,) = saving.read(saving.written((Exchange("q", stage="Searching"),)), str)
    assert again.problem == "This question was left before its answer was ready."


def test_a_desk_that_cannot_be_written_costs_no_answer():
    assistant = FakeAssistant()
    assistant.conversations = Conversations(Path(__file__))
    shown, talk = answered(assistant, Talk(), question="rural crime")
    assert talk.saved is None
    assert "And later" in shown


@pytest.mark.parametrize(("ending", "said"), [("failed", "Something went wrong"), ("stopped", "Stopped before")])
def test_a_question_is_never_left_waiting(ending, said):
    asking = Asking(FakeAssistant())
    running = asking.answering(Order("fault" if ending == "failed" else "slow"), Talk(), LOCAL)
    _, talk = next(running)
    if ending == "failed":
        with pytest.raises(RuntimeError):
            next(running)
    shown, talk = getattr(asking, ending)(talk)
    assert "aria-busy" not in shown
    assert said in shown
    if ending == "stopped":
        assert list(running) == []
    again = {"alone": False, "limits": None, "periods": None}
    assert {"question": talk.exchanges[0].question, "place": 1, **again} in orders(shown)
    assert conversation.turns(talk.exchanges) == ()


def test_a_failure_is_said_and_the_conversation_goes_on():
    shown, talk = answered(FakeAssistant(), Talk(), question="broken")
    assert "The index is being rebuilt" in shown
    assert conversation.turns(talk.exchanges) == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("POLICE AND CRIME PLAN", "Police and Crime Plan"),
        ("CCTV IN ASHBY (ASB)", "CCTV in Ashby (ASB)"),
        ("Report, PLAN UPDATE, JULY TO MAY 2024", "Report, Plan Update, July to May 2024"),
        ("The OPCC said", "The OPCC said"),
    ],
)
def test_a_title_in_capitals_is_calmed(title, expected):
    assert wording.calm(title) == expected


@pytest.mark.parametrize(
    ("quote", "source", "read"),
    [
        ("Arson\t12\t9", "a.pdf", "Arson · 12 · 9"),
        ("| A | 7 | | 8 |", "a.txt", "A · 7 · 8"),
        (r"| A | b\|c |", "a.md", "A · b|c"),
        ("<p>Go live in June.</p>", "a.md", "Go live in June."),
        ("<ul><li>One.</li><li>Two.</li></ul>", "a.MD", "• One. • Two."),
        ("| A | <p>One.</p> |\n| B | Two |", "a.md", "A · One. B · Two"),
        ("## 3. Delivery plan", "a.md", "3. Delivery plan"),
        ("He said <p> and\nleft: a | b", "a.pdf", "He said <p> and left: a | b"),
        ("<script>x</script>", "a.md", "<script>x</script>"),
    ],
)
def test_rows_of_tables_are_shown_as_they_are_read(quote, source, read):
    assert wording.readable(quote, source) == read


def test_a_card_shows_a_row_readably_and_copies_it_letter_by_letter():
    row = cite(1, "Arson\t12\t9")
    shown = cards(1, Answer(Status.ANSWERED, "Arson: 12 [1]", Query("arson", "arson"), (row,), (), SEARCHED))
    assert '<blockquote class="quote">Arson · 12 · 9</blockquote>' in shown
    assert 'data-quote="Arson\t12\t9"' in shown


def marked(markup: str) -> list[str]:
    return [unescape(words) for words in re.findall(r"<mark[^>]*>(.*?)</mark>", markup)]


def test_a_quote_is_marked_in_its_paper():
    start = TEXT.index("rural theft")
    shown = papers.paper(DOCUMENT, [Span(start, start + 11)])
    assert marked(shown) == ["rural theft"]
    assert shown.count('id="quote"') == 1
    assert "PDF page 3 (printed page 43)" in shown


def test_a_quote_over_several_passages_and_cells_is_marked_piece_by_piece():
    start, end = TEXT.index("Tractor"), TEXT.index("\t184")
    assert marked(papers.paper(DOCUMENT, [Span(start, end)])) == ["Tractor thefts had halved.", "Theft", "214"]


def test_a_table_keeps_its_headers_and_its_rows():
    read = Reader(papers.paper(DOCUMENT, []))
    assert read.tags.count("th") == 3
    assert read.tags.count("td") == 6
    assert "Recorded offences" in read.text


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 60)), max_size=4))
def test_marking_never_changes_the_words(places):
    spans = [Span(start, start + length) for start, length in places]
    assert Reader(papers.paper(DOCUMENT, spans)).text.split() != []
    plain = re.sub(r"</?mark[^>]*>", "", papers.paper(DOCUMENT, spans))
    body = '<div class="paper">'
    assert plain[plain.index(body) :] == papers.paper(DOCUMENT, [])[papers.paper(DOCUMENT, []).index(body) :]


def test_a_long_paper_is_opened_around_its_quote(monkeypatch):
    monkeypatch.setattr(papers, "AROUND", 2)
    start = TEXT.index("Paragraph 20")
    shown = papers.paper(DOCUMENT, [Span(start, start + 12)], "source?whole")
    assert "Paragraph 18" in shown
    assert "Paragraph 17 " not in shown
    assert "Earlier pages are left out" in shown
    assert "Later pages are left out" in shown
    assert 'href="source?whole"' in shown


def client() -> TestClient:
    catalogue = FakeCatalogue()
    return TestClient(source_app(catalogue.document, lambda one, _: PDF_FILES.get(one)))


def test_a_source_has_a_page_of_its_own_that_runs_nothing():
    answer = client().get("/source", params={"document": DOCUMENT_ID, "at": ["0-7", "nonsense"]})
    assert answer.status_code == 200
    assert marked(answer.text) == ["Minutes"]
    assert "script" not in Reader(answer.text).tags
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_source_offers_its_pdf_at_the_page_of_the_quote(tmp_path, monkeypatch):
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7")
    assert client().get("/original", params={"document": DOCUMENT_ID}).status_code == 404
    monkeypatch.setitem(PDF_FILES, DOCUMENT_ID, file)
    at = TEXT.index("RESOLVED")
    shown = client().get("/source", params={"document": DOCUMENT_ID, "at": f"{at}-{at + 5}"}).text
    assert f'href="original?document={DOCUMENT_ID}#page=4"' in shown
    opened = client().get("/original", params={"document": DOCUMENT_ID})
    assert opened.content == b"%PDF-1.7"
    assert opened.headers["content-disposition"].startswith("inline")


def test_a_pdf_is_opened_only_as_it_was_read_and_only_if_all_of_it_may_be_seen(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7")
    (seen,) = FakeCatalogue().documents(None)
    whole = replace(seen, path=str(file), sha256=sha256(b"%PDF-1.7").hexdigest())

    def found(public: StoredDocument, officer: StoredDocument, document_id: str = DOCUMENT_ID) -> Path | None:
        both = {Scope.PUBLIC: (public,), Scope.OFFICER: (officer,)}
        return original_pdf(SimpleNamespace(documents=both.get), document_id, Scope.PUBLIC)

    assert found(whole, whole) == file
    assert found(whole, whole, "other") is None
    assert found(whole, replace(whole, parts=whole.parts * 2)) is None
    for changed in (replace(whole, format="html"), replace(whole, path="gone.pdf"), replace(whole, sha256="0")):
        assert found(changed, changed) is None


def test_an_unknown_source_says_what_to_do():
    answer = client().get("/source", params={"document": "<b>"})
    assert answer.status_code == 404
    assert "search again" in answer.text
    assert "<b>" not in answer.text


def test_the_style_and_the_script_are_served_and_nothing_else_is():
    assert client().get("/window/window.css").headers["content-type"].startswith("text/css")
    assert "connect-src" not in client().get("/window/window.js").headers["content-security-policy"]
    assert client().get("/window/secrets").status_code == 404


def test_the_scope_bar_says_what_is_searched():
    catalogue = FakeCatalogue()
    bar = coverage.scope_bar(catalogue.meetings(None), catalogue.documents(None))
    expected = "1 paper · 1 meeting of Harrowdale Police and Crime Panel · March 2025 · indexed 3 November 2026"
    assert expected in Reader(bar).text
    assert "minutebook ingest" in coverage.scope_bar((), ())


def test_a_quote_is_shown_boxed_on_the_picture_of_its_page(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(
        made(lines("Nothing."), lines("Nothing."), lines("RESOLVED: that a report on", "speed cameras"))
    )
    start = TEXT.index("RESOLVED")
    quoted = [Span(start, start + len("RESOLVED: that a report on speed cameras"))]
    three = replace(DOCUMENT, source=replace(DOCUMENT.source, pages=(Page(3, 0, len(TEXT), "43"),)))
    (figure,) = pictures(three, DOCUMENT_ID, quoted, file)
    assert figure.count("<rect") == 2
    assert figure.count('id="quote"') == 1
    assert f'src="page?document={DOCUMENT_ID}&amp;number=3"' in figure
    shown = papers.paper(three, quoted, None, None, (figure,))
    assert shown.count('id="quote"') == 1
    assert "as it was read" in shown
    (figure,) = pictures(three, DOCUMENT_ID, [Span(0, 7)], file)
    assert "could not be boxed" in figure
    assert 'id="quote"' in papers.paper(three, [Span(0, 7)], None, None, (figure,)).split("<mark")[1]
    assert pictures(DOCUMENT, DOCUMENT_ID, quoted, file) == ()


def test_the_picture_of_a_page_is_served_where_its_file_may_be_opened(tmp_path, monkeypatch):
    file = tmp_path / "a.pdf"
    file.write_bytes(made(lines("Nothing.")))
    asked = {"document": DOCUMENT_ID, "number": 1}
    assert client().get("/page", params=asked).status_code == 404
    monkeypatch.setitem(PDF_FILES, DOCUMENT_ID, file)
    assert client().get("/page", params=asked).content.startswith(b"\x89PNG")
    assert client().get("/page", params={**asked, "number": 9}).status_code == 404
