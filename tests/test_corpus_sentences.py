from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Span
from corpus.sentences import sentences, spans_within


def texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def test_full_stop_question_and_exclamation_mark_end_a_sentence():
    assert texts("It was agreed. Was it? Yes! £5m was spent.") == [
        "It was agreed.",
        "Was it?",
        "Yes!",
        "£5m was spent.",
    ]


def test_abbreviations_initials_and_times_do_not_end_one():
    text = "Mr. A. Vale (Cllr. for Eastmoor) spoke at 10.30 am, i.e. before No. 5. Others followed."
    assert texts(text) == [text[: text.index(" Others")], "Others followed."]


def test_a_list_number_stays_with_its_sentence():
    assert texts("12. The Panel noted the report.\n13. The Panel agreed.") == [
        "12. The Panel noted the report.",
        "13. The Panel agreed.",
    ]


def test_a_year_or_figure_at_the_end_does_end_one():
    assert texts("It rose in 2024. The rest fell to 12. Nobody knew why.") == [
        "It rose in 2024.",
        "The rest fell to 12.",
        "Nobody knew why.",
    ]


def test_a_blank_line_ends_a_sentence_without_a_stop():
    assert texts("Introduction\n \u00a0\nThe report") == ["Introduction", "The report"]


@given(st.text(alphabet="Ab. ?!\n1£\u00a0(”", max_size=60))
def test_sentences_hold_every_visible_character_once_and_in_order(text: str):
    found = sentences(text)
    assert "".join("".join(text[span.start : span.end].split()) for span in found) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 5)), min_size=1, max_size=5), st.data())
def test_spans_within_finds_the_same_characters_in_the_source(
    stretches: list[tuple[int, int]], data: st.DataObject
):
    spans, at = [], 0
    for length, gap in stretches:
        spans.append(Span(at + gap, at + gap + length))
        at += gap + length
    source = "".join(chr(0x4E00 + index) for index in range(at))
    joined = " ".join(source[span.start : span.end] for span in spans)
    start = data.draw(st.integers(0, len(joined)))
    end = data.draw(st.integers(start, len(joined)))
    pieces = spans_within(spans, start, end)
    assert "".join(source[piece.start : piece.end] for piece in pieces) == joined[start:end].replace(" ", "")
