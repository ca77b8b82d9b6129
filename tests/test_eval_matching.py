import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.support.likeness import coverage, figures, plain, words
from corpus.records import Span
from eval.matching import covered, holds, overlap, places

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def test_plain_keeps_offsets() -> None:
    text = "It’s 5\u00a0–\u202f6 “on call”"
    assert plain(text) == 'It\'s 5 - 6 "on call"'
    assert len(plain(text)) == len(text)


def test_words_are_lower_case_and_keep_money_and_percent() -> None:
    assert words("The £30 rise, 12% of it.") == ["the", "£30", "rise", "12%", "of", "it"]


def test_coverage_counts_repeats() -> None:
    assert coverage("ten of ten", "ten of the members") == 2 / 3
    assert coverage("", "anything") == 0.0


def test_figures_are_written_one_way_and_labels_are_none() -> None:
    assert figures("1,860 stops in 2024/25, £5.284m [2] and 007 [3, 4].") == {"1860", "2024", "25", "5.284", "7"}


def test_figures_of_a_list_stay_apart() -> None:
    assert figures("items 1,2 and 3") == {"1", "2", "3"}


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("It rose to 1,860 stops.", "1860", True),
        ("It rose to 1860 stops.", "1,860|lots", True),
        ("Within a Fortnight", "14 days|a fortnight", True),
        ("12 officers", "2", False),
        ("2.5 officers", "2", False),
        ("2.5 officers", "5", False),
        ("There were 2.", "2", True),
        ("It cost £30.00", "£30", False),
        ("It cost £30", "£30", True),
        ("the PCC’s  plan", "pcc's plan", True),
        ("anything", "|", False),
    ],
)
def test_holds(text: str, point: str, expected: bool) -> None:
    assert holds(text, point) is expected


def test_places_ignores_line_breaks_and_kinds_of_dash() -> None:
    text = "Item 4\nThe force’s target\n was 80 – 85 per cent. The force's target was 80 - 85 per cent"
    found = places("The force's target was 80-85", text)
    assert found == ()
    found = places("the", text)
    assert found == ()
    found = places("The force's target was 80 - 85 per cent", text)
    assert [text[span.start : span.end].split(maxsplit=1)[0] for span in found] == ["The", "The"]
    assert found[0].start == 7


def test_an_empty_quote_stands_nowhere() -> None:
    assert places("  ", "text") == ()


def test_covered_and_overlap_by_hand() -> None:
    assert covered(Span(10, 20), [Span(0, 12), Span(11, 14), Span(18, 30)]) == (4 + 2) / 10
    assert overlap(Span(0, 10), Span(8, 12)) == 2 / 4
    assert overlap(Span(0, 10), Span(10, 12)) == 0


@given(SPANS, st.lists(SPANS, max_size=6))
def test_covered_is_what_counting_characters_gives(span: Span, by: list[Span]) -> None:
    reached = {at for other in by for at in range(other.start, other.end)}
    wanted = range(span.start, span.end)
    assert covered(span, by) == sum(at in reached for at in wanted) / len(wanted)


@given(st.lists(st.sampled_from(["ten", "Members", "£30", "1,860"]), min_size=1, max_size=6), st.text(max_size=20))
def test_a_text_holds_its_own_words(chosen: list[str], around: str) -> None:
    quote = " ".join(chosen)
    text = f"{around} | {quote} | {around}"
    assert coverage(quote, text) == 1.0
    assert figures(quote) <= figures(text)
    assert places(quote, text)
