"""Passages found for a question: fused, narrowed, within the scope, and the same every time."""

from datetime import date

import pytest
from index_fakes import BODY, OTHER_BODY, FakeEmbedder, ingest, open_store, write

from indexes.records import Filters, Hints, Scope
from indexes.searching.retrieval import Retriever, Tuning

PUBLIC, OFFICER = Scope.PUBLIC, Scope.OFFICER
LINES = "\n".join(f"Paragraph {number} of the talk about drains and lamps." for number in range(12))
PAPERS = {
    "dale": f"@ minutes | {BODY} | 2025-03-07\nTheft of tractors fell.\nNobody knew why it had.\n{LINES}\n",
    "fire": f"@ notes | {OTHER_BODY} | 2024-06-01\nTheft of ladders rose.\n",
    "sale": f"@ report | {BODY} | 2025-03-08 | exempt\nTheft of the tractors was insured by Zanzibar.\n",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("retrieval")
    write(folder / "papers", **PAPERS)
    with open_store(folder / "var") as opened:
        ingest([folder / "papers"], opened)
        yield opened


def retrieve(store, question, filters=None, scope=PUBLIC, limit=10, **tuning):
    retriever = Retriever(store, lambda text: FakeEmbedder().encode([text])[0], Tuning(**tuning))
    return retriever.retrieve(question, limit, filters or Filters(), scope)


def said(hits):
    return [hit.stored.chunk.text for hit in hits]


def test_the_passage_that_holds_the_words_comes_first_and_ranks_count_from_one(store):
    hits = retrieve(store, "theft of tractors")
    assert said(hits)[0] == "Theft of tractors fell."
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert hits[0].score == 1.0
    assert sorted((hit.score for hit in hits), reverse=True) == [hit.score for hit in hits]


def test_what_stands_beside_the_best_passage_is_lifted(store):
    beside = "Nobody knew why it had."
    alone = {"neighbour_weight": 0.0, "follow_share": 0.0, "short_weight": 0.0, "limit": 20}

    def rank(**tuning):
        return said(retrieve(store, "theft of tractors", **(alone | tuning))).index(beside)

    assert rank(neighbour_weight=1.0) < rank()
    assert rank(follow_share=0.9) < rank()


def test_the_papers_of_a_time_the_question_names_are_lifted_and_no_other_is_lost(store):
    def sources(*periods):
        retriever = Retriever(store, lambda text: FakeEmbedder().encode([text])[0], Tuning(meeting_weight=5.0))
        hits = retriever.retrieve("theft", 50, Filters(), PUBLIC, Hints(periods=periods))
        return [hit.stored.source for hit in hits]

    assert sources((date(2024, 5, 1), date(2024, 5, 31)))[0] == "fire.txt"
    assert sources((date(2025, 1, 1), date(2025, 3, 31)))[0] == "dale.txt"
    assert sorted(sources()) == sorted(sources((date(2024, 5, 1), date(2024, 5, 31))))


def test_exempt_passages_are_found_by_officers_only(store):
    secret = "Theft of the tractors was insured by Zanzibar."
    assert secret not in said(retrieve(store, "Zanzibar", limit=50))
    assert said(retrieve(store, "Zanzibar", scope=OFFICER))[0] == secret


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        (Filters(body="fire"), {"fire.txt"}),
        (Filters(date_from=date(2025, 1, 1)), {"dale.txt"}),
        (Filters(source="dale.txt"), {"dale.txt"}),
        (Filters(body="nowhere"), set()),
        (Filters(source="sale.txt"), set()),
    ],
)
def test_filters_narrow_and_what_matches_nothing_finds_nothing(store, filters, sources):
    assert {hit.stored.source for hit in retrieve(store, "theft", filters, limit=50)} == sources


def test_no_more_than_asked_for_and_the_same_twice(store):
    assert len(retrieve(store, "drains and lamps", limit=3)) == 3
    assert retrieve(store, "drains and lamps") == retrieve(store, "drains and lamps")


def test_words_that_stand_nowhere_still_find_the_nearest(store):
    assert retrieve(store, "xylophone") != ()


def test_a_search_shows_what_stands_together_as_one_hit(store):
    retriever = Retriever(store, lambda text: FakeEmbedder().encode([text])[0])
    hits = retriever.search("theft of tractors", 10, Filters(), PUBLIC)
    assert said(hits)[0].startswith("Theft of tractors fell.\nNobody knew why it had.")
    assert hits[0].score == 1.0
    places = [(hit.stored.source, number) for hit in hits for number in hit.stored.chunk.passages]
    assert len(places) == len(set(places))
    assert not any("Zanzibar" in text for text in said(retriever.search("Zanzibar", 10, Filters(), PUBLIC)))
    assert retriever.search("theft", 10, Filters(body="nowhere"), PUBLIC) == ()
    assert len(retriever.search("drains and lamps", 1, Filters(), PUBLIC)) == 1
