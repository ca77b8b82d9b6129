"""A conversation as a note: all of it is there, in three forms, and no word of a paper becomes markup."""

import io
from dataclasses import replace
from datetime import date
from html import unescape

from docx import Document
from fakes import ANSWERED, CITED, HOSTILE, SEARCHED, FakeAssistant
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_assistant_window_saved import client, keep

from assistant.records import Answer, Query, Status
from assistant.window.answers.briefing import RECORD, Note, markdown, note, page
from assistant.window.answers.briefing_word import word
from assistant.window.answers.conversation import Exchange

MADE = date(2026, 11, 22)
RURAL = Answer(Status.ANSWERED, ANSWERED, Query("rural crime in Ashby", "and crime?"), CITED, (), SEARCHED)
NOTHING = Answer(Status.NOT_FOUND, f"Not found. Searched: {SEARCHED}.", Query("m", "m"), (), (), SEARCHED)


def one(**changes: object) -> Note:
    return note((Exchange("and crime?", replace(RURAL, **changes)),), made=MADE, indexed="3 November 2026")


def text_of(made: Note) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(word(made))).paragraphs)


def test_a_note_holds_question_answer_quotes_places_and_what_was_searched():
    for form in (markdown(one()).replace("\\", ""), unescape(page(one())), text_of(one())):
        for said in (
            "and crime?",
            "rural theft had fallen",
            CITED[1].quote,
            "Item 12, PDF page 3 (printed page 43)",
            "Searched for: rural crime in Ashby",
            f"Searched in: {SEARCHED}.",
            "Made on 22 November 2026. The papers were last indexed on 3 November 2026.",
            RECORD,
        ):
            assert said in form


def test_a_conversation_has_a_heading_for_each_question_and_leaves_out_what_failed():
    exchanges = (Exchange("and crime?", RURAL), Exchange("broken", problem="No."), Exchange("moon", NOTHING))
    made = note(exchanges, made=MADE, indexed="")
    assert [entry.question for entry in made.entries] == ["and crime?", "moon"]
    assert made.facts == ("Made on 22 November 2026.",)
    assert "## and crime?" in markdown(made)
    assert "### Sources" in markdown(made)
    headings = [p.text for p in Document(io.BytesIO(word(made))).paragraphs if p.style.name == "Heading 1"]
    assert headings == ["and crime?", "moon"]
    assert not [fact for fact in made.entries[1].facts if "Searched in" in fact]


def test_choices_and_lists_stay_lists():
    made = one(text="First:\n\n- one\n- two", choices=("Theft", "Arson"), citations=())
    assert page(made).count("<li>") == 4
    assert "- one  \n- two" in markdown(made)
    bullets = [p.text for p in Document(io.BytesIO(word(made))).paragraphs if p.style.name == "List Bullet"]
    assert bullets == ["one", "two", "Theft", "Arson"]


def test_who_wrote_it_is_said():
    made = one(writer="small", notice="1 sentence was left out.")
    assert made.entries[0].facts[-2:] == (
        "Written by small from the passages quoted, and checked against them.",
        "1 sentence was left out.",
    )


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60))
def test_no_words_become_markup(text):
    hostile = f"{text} {HOSTILE}"
    quote = replace(CITED[0], quote=hostile, document=hostile, source=hostile)
    answer = Answer(Status.ANSWERED, f"x {hostile}", Query("q", hostile), (quote,))
    made = note((Exchange(hostile, answer),), made=MADE, indexed="")
    kinds = {token.type for token in MarkdownIt().parse(markdown(made))}
    assert kinds <= {
        "heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close", "blockquote_open",
        "blockquote_close", "hr",
    }  # fmt: skip
    inner = {child.type for token in MarkdownIt().parse(markdown(made)) for child in token.children or ()}
    assert inner <= {"text", "softbreak", "hardbreak", "text_special"}
    assert "<script>" not in page(made)
    assert "[RLO]" in text_of(made)


def test_notes_are_served_for_ones_own_conversations():
    assistant = FakeAssistant()
    asked = {"conversation": keep(assistant), "format": "md"}
    own = client(assistant)
    whole = own.get("/note", params=asked)
    assert whole.headers["content-disposition"].endswith('.md"')
    assert "## rural crime" in whole.text
    assert own.get("/note", params={**asked, "turn": 1}).text.startswith("# rural crime")
    assert own.get("/note", params={**asked, "format": "docx"}).content.startswith(b"PK")
    shown = own.get("/note", params={**asked, "format": "html"})
    assert shown.headers["content-security-policy"].startswith("default-src 'none'")
    assert "3 November 2026" in shown.text
    assert own.get("/note", params={**asked, "format": "exe"}).status_code == 400
    assert own.get("/note", params={**asked, "turn": 9}).status_code == 400
