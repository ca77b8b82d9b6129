"""Chunks of one ranking joined where they stand together: each place once, never across agenda items."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Chunk, Part, PartKind, Span
from indexes.records import Place, StoredChunk
from indexes.searching.stretches import LONGEST, gather, join


def line(count, *, item=lambda position: 0, size=100, left_out=()):
    """Chunks named by their position in one document."""
    return {str(at): Place((1, 0), item(at), at, size) for at in range(count) if str(at) not in left_out}


def gathered(ranking, places):
    scored = [(one, 1 - rank / 100) for rank, one in enumerate(ranking.split())]
    return [(stretch.best, " ".join(stretch.ids)) for stretch in gather(scored, places)]


def test_neighbours_join_the_better_one_in_reading_order():
    assert gathered("4 8 3 5", line(9)) == [("4", "3 4 5"), ("8", "8")]


def test_one_chunk_may_lie_between_but_not_two():
    assert gathered("4 6", line(9)) == [("4", "4 5 6")]
    assert gathered("4 7", line(9)) == [("4", "4"), ("7", "7")]


def test_a_chunk_that_is_not_in_the_ranking_is_not_reached_across():
    assert gathered("4 6", line(9, left_out=("5",))) == [("4", "4"), ("6", "6")]


def test_no_stretch_reaches_across_two_agenda_items():
    assert gathered("4 5", line(9, item=lambda at: at // 5)) == [("4", "4"), ("5", "5")]
    assert gathered("4 6", line(9, item=lambda at: int(at == 5))) == [("4", "4"), ("6", "6")]


def test_a_stretch_stays_short():
    assert gathered("4 3 5", line(9, size=LONGEST // 2)) == [("4", "3 4"), ("5", "5")]


def test_what_another_paper_says_joins_a_stretch_and_makes_none():
    stretches = gather([("4", 1.0)], line(12), [("6", 0.0), ("5", 0.0), ("9", 0.0)])
    assert [" ".join(one.ids) for one in stretches] == ["4 5 6"]


def test_the_same_position_of_another_document_is_another_place():
    places = line(3) | {"x": Place((2, 0), 0, 1, 10)}
    assert gathered("0 x", places) == [("0", "0"), ("x", "x")]


@given(st.permutations(range(12)), st.integers(1, 12), st.integers(1, LONGEST))
def test_no_chunk_is_in_two_stretches_and_none_is_lost(order, kept, size):
    places = line(12, item=lambda at: at // 5, size=size)
    ranking = [(str(one), -float(rank)) for rank, one in enumerate(order[:kept])]
    stretches = gather(ranking, places)
    ids = [one for stretch in stretches for one in stretch.ids]
    assert len(ids) == len(set(ids))
    assert {one for one, _ in ranking} <= set(ids)
    assert [stretch.score for stretch in stretches] == sorted((s.score for s in stretches), reverse=True)
    for stretch in stretches:
        at = [int(one) for one in stretch.ids]
        assert at == list(range(at[0], at[0] + len(at)))
        assert len({places[one].item for one in stretch.ids}) == 1
        assert len(at) == 1 or len(at) * size <= LONGEST


def stored(number):
    chunk = Chunk(
        str(number), number, (number,), (Span(number * 10, number * 10 + 9),), "crumb", f"text {number}", 0
    )
    return StoredChunk(chunk, "doc", "a.txt", "A", Part(PartKind.MINUTES, "A", 0, 99), None, ())


def test_a_joined_stretch_has_the_best_ones_name_and_the_words_of_all():
    (stretch,) = gather([("4", 1.0), ("3", 0.5), ("5", 0.4)], line(9))
    chunk = join(stretch, {str(number): stored(number) for number in (3, 4, 5)}).chunk
    assert (chunk.id, chunk.text, chunk.passages) == ("4", "text 3\ntext 4\ntext 5", (3, 4, 5))
    assert (chunk.start, chunk.end, chunk.position) == (30, 59, 3)


def test_a_stretch_whose_best_is_not_stored_is_dropped():
    (stretch,) = gather([("4", 1.0), ("3", 0.5)], line(9))
    assert join(stretch, {"3": stored(3)}) is None
    assert join(stretch, {"4": stored(4)}) == stored(4)
