import hashlib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.chunking import TARGET_WORDS, chunk
from corpus.parsing import parse
from corpus.records import Chunk, Document, PassageKind, SourceText

MINUTES = """Northmoor Police and Crime Panel

Thursday, 14 November 2024, 10.30 am

Minutes

12 Rural crime

The Commissioner introduced the rural crime plan and said that thefts of machinery had fallen since the spring.

The following points were made:

- Members asked why hedge cutting had been reported to the police.
- The Chief Constable explained that nesting birds were protected by law.

13 Road safety

Measure\tTarget\tActual
Speed checks\t400\t412
Drink drive arrests\t90\t71

The Panel noted the report.
"""


def document(text: str) -> Document:
    return parse(SourceText("paper.txt", text, hashlib.sha256(text.encode()).hexdigest(), "text"))


def words(text: str) -> int:
    return len(text.split()) + 2


def chunks(
    text: str, count: Callable[[str], int] = words, window: int = 256
) -> tuple[Document, tuple[Chunk, ...]]:
    paper = document(text)
    return paper, chunk(paper, count, window)


def test_each_chunk_keeps_to_one_item_and_names_it_in_its_breadcrumb():
    paper, found = chunks(MINUTES)
    by_item = {one.item: one for one in found if one.item is not None}
    titles = [paper.parts[one.part].items[item].title for item, one in by_item.items()]
    assert titles == ["Rural crime", "Road safety"]
    rural = next(one for one in found if "nesting birds" in one.text)
    assert "12 Rural crime" in rural.breadcrumb or "12 Rural crime" in rural.text
    assert "14 November 2024" in rural.breadcrumb
    assert paper.parts[rural.part].meeting_date == date(2024, 11, 14)


def test_a_row_is_a_chunk_of_its_own_said_with_its_columns():
    _, found = chunks(MINUTES)
    row = next(one for one in found if "Speed checks" in one.text)
    assert "Target: 400" in row.text
    assert "Actual: 412" in row.text
    assert "Drink drive" not in row.text


def test_ids_are_the_same_for_the_same_paper_and_differ_for_another():
    _, once = chunks(MINUTES)
    _, twice = chunks(MINUTES)
    _, other = chunks(MINUTES + "\nIt closed at noon.\n")
    assert [one.id for one in once] == [one.id for one in twice]
    assert len({one.id for one in (*once, *other)}) == len(once) + len(other)


def test_a_long_passage_is_cut_between_sentences():
    sentence = (
        "The Commissioner told the Panel that the force would keep its promise to every village in the county."
    )
    _, found = chunks(f"12 Long item\n\n{' '.join([sentence] * 30)}\n")
    pieces = [one for one in found if "promise" in one.text]
    assert len(pieces) > 1
    assert [one.position for one in found] == list(range(len(found)))
    assert all(one.text.rstrip().endswith(".") for one in pieces)
    assert all(len(one.text.split()) <= TARGET_WORDS * 1.5 for one in pieces)


@pytest.mark.parametrize("window", [32, 64])
def test_nothing_is_longer_than_the_window(window: int):
    long_word = "x" * 40
    text = MINUTES.replace("rural crime plan", " ".join([long_word] * 200))
    _, found = chunks(text, count=lambda one: len(one) // 4 + 2, window=window)
    assert all(len(f"{one.breadcrumb}\n{one.text}") // 4 + 2 <= window for one in found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "12 Rural crime",
                "A short line",
                "- a bullet of talk",
                "a\tb\tc",
                "1\t2",
                "The Panel agreed. It did.",
                "",
                " ",
            ]
        )
        | st.text(alphabet="abc .\t\n-•1", max_size=30),
        max_size=25,
    )
)
def test_every_passage_is_in_a_chunk_within_its_item_and_at_its_offsets(lines: list[str]):
    paper, found = chunks("\n".join(lines), count=lambda one: len(one) // 3 + 2, window=64)
    held = {index for one in found for index in one.passages}
    assert held == {passage.index for passage in paper.passages}
    for one in found:
        inside = [paper.passages[index] for index in one.passages]
        assert {passage.part for passage in inside} == {one.part}
        assert {passage.item for passage in inside if passage.kind is not PassageKind.HEADING} <= {one.item}
        bounds = [span for passage in inside for span in passage.spans]
        assert all(any(b.start <= span.start and span.end <= b.end for b in bounds) for span in one.spans)
    assert [one.position for one in found] == list(range(len(found)))
