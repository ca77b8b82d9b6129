"""Questions on a short paper, from its passages to the answer that is shown."""

import hashlib
from collections.abc import Mapping, Sequence

import pytest

from assistant.answering.answering import compose
from assistant.answering.citations import UnverifiedQuoteError, cite, page_at, verify
from assistant.answering.evidence import Weights
from assistant.answering.excerpts import MOST_CHOSEN
from assistant.records import Answer, Query, Status
from assistant.understanding.query import Vocabulary
from assistant.understanding.quoting import plain
from corpus.chunking import chunk
from corpus.parsing import parse
from corpus.records import Document, Page, SourceText, Span
from corpus.words import stems
from indexes.records import Hit, StoredChunk

PAPER = """Northmoor Police and Crime Panel

Thursday, 14 November 2024, 10.30 am

Minutes

12 Rural crime

The Commissioner said that thefts of tractors had fallen by 14% since April 2024. He thanked the farmers.

In 2019 there had been 55 thefts of quad bikes.

13 Road safety

Measure\tTarget Q1 24/25\tActual Q1 24/25
Speed checks\t400\t412
Drink drive arrests\t90\t71

The Panel asked for a list of schools that had a crossing patrol.

14 Burglary

Victims of burglary were satisfied in 81% of cases.

15 Fraud

Victims of fraud were satisfied in 44% of cases.
"""


def paper(text: str = PAPER) -> Document:
    return parse(SourceText("minutes.txt", text, hashlib.sha256(text.encode()).hexdigest(), "text"))


def stored(document: Document) -> list[StoredChunk]:
    chunks = chunk(document, lambda text: len(text.split()) + 2, 256)
    return [
        StoredChunk(
            chunk=one,
            document_id="d1",
            source=document.source.source,
            title=document.title,
            part=document.parts[one.part],
            item=None if one.item is None else document.parts[one.part].items[one.item],
            headings=document.passages[one.passages[-1]].headings,
        )
        for one in chunks
    ]


def overlap(question: str, text: str) -> float:
    """Stands in for the embedding model: the share of the question's words that a text holds."""
    wanted = set(stems(question))
    return len(wanted & set(stems(text))) / max(1, len(wanted))


def ask(question: str, text: str = PAPER, carried: tuple[str, ...] = (), told: str = "") -> Answer:
    document = paper(text)
    found = stored(document)
    query = Query(" ".join((question, *carried)), question, carried, told=told)
    best = sorted(found, key=lambda one: -overlap(query.text, f"{one.chunk.breadcrumb} {one.chunk.text}"))
    hits = [Hit(rank, 1 - rank / 100, one) for rank, one in enumerate(best, start=1)]
    held = [set(stems(f"{one.chunk.breadcrumb} {one.chunk.text}")) for one in found]

    def frequencies(words: Sequence[str]) -> Mapping[str, int]:
        return {word: sum(word in words_of for words_of in held) for word in words}

    answer = compose(
        query,
        hits,
        documents=lambda _: document,
        papers=lambda _: document,
        weights=Weights(query, Vocabulary(frequencies, lambda words: False, len(found))),
        searched="1 document",
    )
    verify(answer.citations, lambda _: document.source.text)
    return answer


def test_a_fact_is_quoted_with_where_it_stands():
    answer = ask("By how much have thefts of tractors fallen?")
    assert answer.status is Status.ANSWERED
    first = answer.citations[0]
    fallen = "The Commissioner said that thefts of tractors had fallen by 14% since April 2024."
    assert first.quote == f"{fallen} He thanked the farmers."
    assert (first.label, first.item, first.body) == (1, "12", "Northmoor Police and Crime Panel")
    assert answer.text.startswith(f"Minutes of 14 November 2024, item 12: {first.quote} [1]")


def test_a_figure_of_a_table_is_said_with_its_columns_which_the_citation_names_too():
    answer = ask("How many drink drive arrests were made?")
    assert "Drink drive arrests; Target Q1 24/25: 90; Actual Q1 24/25: 71" in answer.text
    first = answer.citations[0]
    assert first.quote == "Drink drive arrests\t90\t71"
    assert first.heading is not None
    assert "Actual Q1 24/25" in first.heading


def test_an_answer_is_short_and_says_nothing_twice():
    text = PAPER.replace("He thanked the farmers.", "Thefts of tractors fell again. " * 12)
    answer = ask("Have thefts of tractors fallen?", text)
    assert len({citation.label for citation in answer.citations}) <= MOST_CHOSEN
    assert answer.text.count("Thefts of tractors fell again.") <= 1


def test_a_sentence_that_leans_on_the_one_before_brings_it_along():
    text = PAPER.replace("He thanked", "This left one theft a week. He thanked")
    answer = ask("How many thefts a week were left?", text)
    assert "fallen by 14% since April 2024. This left one theft a week." in answer.citations[0].quote


def test_a_line_that_introduces_a_list_brings_the_list():
    listed = (
        "The Panel asked that the Commissioner report on:\n\n• hedges\n• verges\n• signs on bends\n\n14 Burglary"
    )
    answer = ask("What did the Panel ask the Commissioner to report on?", PAPER.replace("14 Burglary", listed))
    quotes = [citation.quote for citation in answer.citations]
    assert [one for one in quotes if "hedges" in one or "verges" in one or "bends" in one] == quotes[1:4]
    assert "verges [3]" in answer.text


def test_a_list_too_long_to_read_is_left_out():
    many = "\n".join(f"• hedge number {n} of the county" for n in range(60))
    listed = f"The Panel asked that the Commissioner report on:\n\n{many}\n\n14 Burglary"
    answer = ask("What did the Panel ask the Commissioner to report on?", PAPER.replace("14 Burglary", listed))
    assert len(answer.citations) <= MOST_CHOSEN


def test_papers_that_give_other_figures_for_the_same_are_both_shown_and_said_to_differ():
    said = "The Commissioner told members that thefts of tractors had fallen by {} since April 2024."
    second = (
        "\n\nNorthmoor Police and Crime Panel\n\nWednesday, 8 January 2025, 10.30 am\n\nMinutes\n\n21 Farms\n\n"
    )
    first = PAPER.replace(
        "The Commissioner said that thefts of tractors had fallen by 14% since April 2024.", said.format("14%")
    )
    question = "By how much have thefts of tractors fallen since April 2024?"
    differ = ask(question, first + second + said.format("11%") + "\n")
    assert "14%" in differ.text
    assert "11%" in differ.text
    assert "The papers differ: compare [1] and [2]." in differ.text
    same = ask(question, first + second + said.format("14%") + "\n")
    assert "differ" not in same.text


def test_a_question_about_another_time_is_not_found():
    answer = ask("How many thefts of quad bikes were there in June 2011?")
    assert answer.status is Status.NOT_FOUND
    assert answer.citations == ()
    assert "Searched: 1 document" in answer.text


def test_the_time_in_a_sentence_counts_before_that_of_the_meeting():
    assert ask("How many thefts of quad bikes were there in 2019?").status is Status.ANSWERED


def test_a_quantity_that_no_sentence_gives_is_not_found():
    text = (
        "Northmoor Police and Crime Panel\n\nThe Panel asked for a list of schools that had a crossing patrol.\n"
    )
    assert ask("How many schools had a crossing patrol?", text).status is Status.NOT_FOUND
    assert ask("What did the Panel ask for about schools with a crossing patrol?", text).status is Status.ANSWERED


def test_an_unclear_question_is_asked_back_with_the_choices_of_the_papers():
    answer = ask("What percentage were satisfied?")
    assert answer.status is Status.CLARIFY
    assert set(answer.choices) == {"Burglary", "Fraud"}
    assert answer.text == f"Which of these do you mean: {'; '.join(answer.choices)}?"


def test_a_conversation_makes_the_same_question_clear():
    assert ask("What percentage were satisfied?", carried=("burglary",)).status is Status.ANSWERED


def test_a_name_that_no_paper_has_is_not_found_however_like_it_something_is():
    answer = ask("Did anybody celebrate Ramadan?")
    assert answer.status is Status.NOT_FOUND
    assert "None of them holds “celebrate” or “Ramadan”." in answer.text
    # As a word it may be a resident's, or misspelt.
    assert ask("Did anybody celebrate ramadan?").status is Status.ANSWERED


def test_nothing_retrieved_is_not_found():
    query = Query("anything", "anything")
    answer = compose(
        query,
        (),
        documents=lambda _: paper(),
        papers=lambda _: paper(),
        weights=Weights(query, Vocabulary(lambda words: dict.fromkeys(words, 0), lambda words: False, 0)),
        searched="no documents",
    )
    assert (answer.status, answer.text) == (Status.NOT_FOUND, "Not found in the papers. Searched: no documents.")


def test_the_same_question_gives_the_same_words_twice():
    assert ask("Were speed checks made?").text == ask("Were speed checks made?").text


def test_a_quote_moved_by_one_character_is_never_shown():
    document = paper()
    one = stored(document)[0]
    passage = document.passages[one.chunk.passages[0]]
    citations = cite(1, one, document, passage, passage.spans)
    verify(citations, lambda _: document.source.text)
    with pytest.raises(UnverifiedQuoteError, match="minutebook verify"):
        verify(citations, lambda _: " " + document.source.text)


def test_a_sentence_in_two_stretches_is_cited_in_two_pieces_under_one_label():
    document = paper()
    one = stored(document)[0]
    passage = document.passages[one.chunk.passages[0]]
    pieces = cite(3, one, document, passage, (Span(0, 9), Span(10, 16)))
    assert [(piece.label, piece.quote) for piece in pieces] == [(3, "Northmoor"), (3, "Police")]


def test_pages_are_found_by_offset_and_text_without_pages_has_none():
    pages = (Page(1, 0, 10, "51"), Page(2, 10, 20, "52"))
    assert [page_at(pages, offset).printed for offset in (0, 9, 10, 19)] == ["51", "51", "52", "52"]  # type: ignore[union-attr]
    assert page_at((), 5) is None


def test_marks_of_bold_bullets_and_tags_are_not_shown():
    assert plain("•  **Two**\n<p>lines &lt;</p>") == "Two lines &lt;"


def test_a_name_that_no_paper_holds_is_not_found():
    assert ask("By how much have thefts of tractors fallen in Manchester?").status is Status.NOT_FOUND
    assert ask("By how much have thefts of tractors fallen in NW?").status is Status.ANSWERED


def test_a_name_that_the_evidence_lacks_is_not_found_though_other_papers_hold_it():
    text = f"{PAPER}\n16 Parking\n\nThe car park in Ambleworth would close on Sundays.\n"
    assert ask("By how much have thefts of tractors fallen in Ambleworth?", text).status is Status.NOT_FOUND
    assert ask("When would the car park in Ambleworth close?", text).status is Status.ANSWERED


def test_a_refusal_names_the_words_that_no_paper_holds_and_says_what_to_try():
    answer = ask("By how much have thefts of gliders fallen in Zedtown?")
    assert "None of them holds “gliders” or “Zedtown”." in answer.text
    assert answer.text.endswith("Try other words for it, or name the paper, the meeting or the year.")


def test_an_amount_of_money_that_no_sentence_gives_is_not_found():
    assert ask("How much did the speed checks cost?").status is Status.NOT_FOUND
    priced = PAPER.replace("He thanked", "Thefts of tractors cost farmers £210,000. He thanked")
    assert ask("How much did thefts of tractors cost?", priced).status is Status.ANSWERED


def test_the_thing_counted_must_stand_in_the_evidence():
    counted = PAPER.replace(
        "The Panel asked for a list", "The Commissioner met 14 ferrymen. The Panel asked for a list"
    )
    assert ask("How many ferrymen did the Commissioner meet?", counted).status is Status.ANSWERED
    assert ask("How many ferrymen were victims of burglary?", counted).status is Status.NOT_FOUND


def test_a_question_told_in_minutes_brings_its_answer():
    told = (
        "Councillor Aske asked whether night patrols of the farms would go on. The Superintendent thanked her. He "
        "replied that they would end in June. The Panel had no more questions."
    )
    answer = ask("Will night patrols of the farms go on?", PAPER.replace("He thanked the farmers.", told))
    assert "He replied that they would end in June. [1]" in answer.text


def test_bullets_of_a_list_bring_the_whole_list_with_the_line_that_introduces_it():
    listed = (
        "Forms for tickets were sent back, since:\n\n• the form lacks a name\n\n• the form lacks a date\n\n"
        "• an officer did not sign\n\n14 Burglary"
    )
    answer = ask("Which things does the form lack?", PAPER.replace("14 Burglary", listed))
    said = [citation.quote for citation in answer.citations]
    assert [one.lstrip("• ") for one in said[:4]] == [
        "Forms for tickets were sent back, since:",
        "the form lacks a name",
        "the form lacks a date",
        "an officer did not sign",
    ]


def test_the_short_cells_of_a_long_row_are_read_out_together():
    comment = " ".join(["The team was short of drivers for much of the quarter and will recruit more."] * 4)
    text = PAPER.replace(
        "Measure\tTarget Q1 24/25\tActual Q1 24/25\nSpeed checks\t400\t412\nDrink drive arrests\t90\t71",
        f"Measure\tTarget Q1 24/25\tActual Q1 24/25\tComment\nDrink drive arrests\t90\t71\t{comment}\n"
        f"Speed checks\t400\t412\t{comment}",
    )
    answer = ask("How many drink drive arrests were made?", text)
    assert "Drink drive arrests; Target Q1 24/25: 90; Actual Q1 24/25: 71 [1]" in answer.text
    assert [one.quote for one in answer.citations] == ["Drink drive arrests", "90", "71"]


def test_one_thing_asked_for_is_answered_more_narrowly_than_several():
    one = ask("By how much have thefts of tractors fallen?")
    several = ask("How have thefts of tractors and quad bikes changed?")
    assert len(several.citations) > len(one.citations)


def test_a_follow_up_asks_of_the_item_that_the_last_answer_told_of():
    question, carried = "How satisfied were they?", ("victims", "satisfied")
    for item, told in (("14", "Burglary: 81% of cases satisfied victims of it."), ("15", "Fraud: 44% of cases.")):
        answer = ask(question, carried=carried, told=told)
        assert answer.citations[0].item == item


def test_a_last_answer_that_no_paper_holds_changes_nothing():
    question, carried = "How satisfied were they?", ("victims", "satisfied")
    plainly = ask(question, carried=carried)
    for told in ("", "No.", "Nobody was asked about the weather in Dale."):
        assert ask(question, carried=carried, told=told).citations == plainly.citations


def test_what_is_to_be_compared_is_given_side_by_side():
    table = "Area\tVictims of burglary\tTarget\nEastmoor\t41\t50\nWestmoor\t77\t50\nDale\t19\t50\nWick\t23\t50"
    text = PAPER.replace("15 Fraud", f"{table}\n\n15 Fraud")
    answer = ask("Which area had the most victims of burglary, Westmoor?", text)
    for area, victims in (("Eastmoor", 41), ("Westmoor", 77), ("Dale", 19), ("Wick", 23)):
        assert f"{area}; Victims of burglary: {victims}; Target: 50" in answer.text
    assert "Dale" not in ask("How many victims of burglary had Westmoor?", text).text
