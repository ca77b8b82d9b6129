import pytest
from test_eval_report import RUN

from corpus.errors import MinutebookError
from eval.reports.figures import Figure
from eval.reports.section import BEGIN, END, _strengths, into, stated, written


def test_a_page_gets_its_figures_between_the_marks() -> None:
    page = into(f"a\n{BEGIN}\nold\n{END}\nb", "new\n")
    assert page == f"a\n{BEGIN}\n\nnew\n\n{END}\nb"
    assert into(page, "new\n") == page
    with pytest.raises(MinutebookError, match="no place for the figures"):
        into("a page", "new")


def test_the_section_says_how_many_out_of_a_hundred_and_can_be_read_back() -> None:
    words = written(RUN)
    assert words.startswith("5 questions were asked of the sample papers, 1 of them at the end of a conversation.")
    assert "| questions that the papers answer get an answer | 100 | 100 to 100 | 4 |" in words
    assert max(len(line) for line in words.splitlines() if not line.startswith("|")) <= 115
    said = stated(into(f"{BEGIN}{END}", words))
    assert said["answered"] == (100, 4)
    assert said["answer_right"] == (50, 4)
    assert said["refused"] == (100, 1)
    assert stated("nothing between marks") == {}


def test_kinds_of_questions_are_told_apart_where_enough_were_asked() -> None:
    kinds = [
        Figure("answer_right", value, 0.0, 1.0, n, f"type: {kind}")
        for kind, value, n in (("who", 0.9, 20), ("list", 0.2, 15), ("why", 0.0, 14))
    ]
    assert 'kind is "who" (90 of 100), and fewest where it is "list" (20 of 100).' in " ".join(
        _strengths(kinds).split()
    )
    assert _strengths(kinds[:1]) == ""
