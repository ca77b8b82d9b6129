from hypothesis import given
from hypothesis import strategies as st

from corpus.words import stem, stems, words


def test_stop_words_are_left_out_and_the_rest_is_stemmed():
    assert stems("What was the Commissioner reporting on burglaries?") == ["commission", "report", "burglari"]


def test_possessives_and_curly_quotes_make_no_difference():
    assert stems("the Panel’s officers") == stems("Panel's officers") == ["panel", "offic"]


def test_figures_lose_what_their_writing_adds():
    assert stems("£280,000 85% 1,860") == stems("280000 85 1860")
    assert stem("15th") == "15"


def test_offsets_are_those_of_the_word():
    text = "On 3 May the Force agreed."
    assert [text[word.start : word.end] for word in words(text)] == ["3", "May", "Force", "agreed"]


@given(st.text(max_size=80))
def test_any_text_is_analysed_and_offsets_stay_inside(text: str):
    assert all(0 <= word.start < word.end <= len(text) for word in words(text))
