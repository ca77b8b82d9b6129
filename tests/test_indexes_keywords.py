"""The keyword index against a plain reckoning of BM25, and through everything that changes it."""

import math
import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fakes import BODY, ingest, open_store, write

from corpus.words import stems
from indexes.catalogue.database import writing
from indexes.records import Filters, Scope
from indexes.searching import segments

PUBLIC, OFFICER = Scope.PUBLIC, Scope.OFFICER
WORDS = ("theft", "burglary", "tractor", "panel", "officer", "budget", "precept", "road", "safety", "ladder")


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "var") as opened:
        yield opened


def paper(seed: int, lines: int = 12) -> str:
    chance = random.Random(seed)
    parts = ["@ minutes | " + BODY + " | 2025-03-07" + (" | exempt" if seed % 5 == 0 else "")]
    parts += [" ".join(chance.choices(WORDS, k=chance.randint(1, 9))) for _ in range(lines)]
    return "\n".join(parts) + "\n"


def reckoned(store, terms, scope):
    """BM25 by the book, over the chunks that the scope sees."""
    chunks = store.catalogue.chunks(store.catalogue.chunk_ids(Filters(), scope), scope)
    counts = {one: Counter(stems(f"{s.chunk.breadcrumb}\n{s.chunk.text}")) for one, s in chunks.items()}
    mean = sum(sum(words.values()) for words in counts.values()) / len(counts)
    scores: dict[str, float] = {}
    for term in dict.fromkeys(terms):
        having = sum(term in words for words in counts.values())
        idf = math.log(1 + (len(counts) - having + 0.5) / (having + 0.5))
        for one, words in counts.items():
            if term in words:
                length = 1.2 * (1 - 0.75 + 0.75 * sum(words.values()) / mean)
                scores[one] = scores.get(one, 0.0) + idf * 2.2 * words[term] / (words[term] + length)
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))


def assert_reckoned(store):
    for scope in Scope:
        for question in ("theft of a tractor", "officers", "road safety budget of the panel"):
            expected = reckoned(store, stems(question), scope)
            found = dict(store.keywords.search(stems(question), 1_000, Filters(), scope))
            assert found == pytest.approx(expected, rel=1e-4)
        frequencies = dict.fromkeys(stems(" ".join(WORDS)), 0)
        for one in store.catalogue.chunks(store.catalogue.chunk_ids(Filters(), scope), scope).values():
            for term in set(stems(one.chunk.text)) & set(frequencies):
                frequencies[term] += 1
        del frequencies["panel"]  # it stands in every breadcrumb
        assert store.keywords.frequencies([*frequencies, "unheard"], scope) == frequencies | {"unheard": 0}
        assert store.keywords.count(scope) == store.catalogue.counts(scope).chunks


def test_scores_are_bm25_whatever_was_added_changed_and_removed(store, tmp_path, monkeypatch):
    monkeypatch.setattr(segments, "_SMALLEST", 8)
    monkeypatch.setattr(segments, "_FAN", 3)
    papers = tmp_path / "papers"
    for number in range(14):
        write(papers, **{f"p{number}": paper(number)})
        ingest([papers], store)
    assert_reckoned(store)
    with store.engine.connect() as connection:
        assert len(list(segments.members(connection))) < 14
    for number in range(0, 14, 3):
        write(papers, **{f"p{number}": paper(number + 100, 5)})
    (papers / "p1.txt").unlink()
    ingest([papers], store, prune=True)
    assert_reckoned(store)
    assert store.verify() == ()
    with writing(store.engine) as connection:
        segments.rebuild(connection)
    assert_reckoned(store)


def test_nothing_is_left_of_a_segment_whose_chunks_are_gone(store, tmp_path):
    papers = write(tmp_path / "papers", one=paper(1))
    ingest([papers], store)
    (papers / "one.txt").unlink()
    ingest([papers], store, prune=True)
    with store.engine.connect() as connection:
        for table in ("segments", "postings", "removals"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
    assert store.keywords.search(["theft"], 5, Filters(), OFFICER) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=8), max_size=5))
def test_any_text_is_a_safe_question(searched, terms):
    assert searched.keywords.search(terms, 3, Filters(), PUBLIC) == []
    assert set(searched.keywords.frequencies(terms).values()) <= {0}


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keywords")
    with open_store(folder / "var") as opened:
        ingest([write(folder / "papers", one="@ notes\nConstabulary\n")], opened)
        yield opened


@pytest.mark.parametrize("hostile", ['"', "theft OR", "NEAR(", "*", "theft'; DROP TABLE chunks; --", "\0", ""])
def test_operators_are_only_words_that_do_not_occur(searched, hostile):
    assert searched.keywords.search([hostile], 5, Filters(), PUBLIC) == []


def test_words_that_mean_the_same_count_half_and_only_where_they_are_not_asked_for(searched):
    def scores(terms: str, also: str = "") -> dict[str, float]:
        return dict(searched.keywords.search(stems(terms), 1_000, Filters(), Scope.PUBLIC, also=stems(also)))

    asked, meant = scores("tractor"), scores("officers")
    both = {one: asked.get(one, 0) + 0.5 * meant.get(one, 0) for one in asked | meant}
    assert scores("tractor", "officers tractor") == pytest.approx(both, rel=1e-4)


def test_ties_break_by_id_and_the_limit_holds(store, tmp_path):
    papers = write(tmp_path / "papers", **{f"p{n}": "@ notes\nTheft.\nTheft.\nTheft.\n" for n in range(4)})
    ingest([papers], store)
    every = store.keywords.search(["theft"], 100, Filters(), PUBLIC)
    assert every == sorted(every, key=lambda pair: (-pair[1], pair[0]))
    assert len(every) == 12
    assert store.keywords.search(["theft"], 5, Filters(), PUBLIC) == every[:5]
    assert store.keywords.search(["theft"], 0, Filters(), PUBLIC) == []
    assert store.keywords.search([], 5, Filters(), PUBLIC) == []


def test_an_empty_index_finds_nothing(store):
    assert store.keywords.search(["theft"], 5, Filters(body="x"), PUBLIC) == []
    assert store.keywords.count() == 0
    assert store.keywords.frequencies(["theft"]) == {"theft": 0}


def test_places_and_counts_are_stored_in_few_bytes():
    assert segments.PLACE.itemsize + segments.COUNT.itemsize == 5
    assert np.zeros(1, segments.MEMBER).nbytes == 8 + 8 + 4 + 4 + 1 + 16 + 4 * 4


def test_postings_at_hand_are_let_go_when_there_are_too_many(store, tmp_path, monkeypatch):
    from indexes.searching import keywords, view

    ingest([write(tmp_path / "papers", one=paper(1))], store)
    expected = store.keywords.search(stems("tractor theft"), 5, Filters(), PUBLIC)
    monkeypatch.setattr(keywords, "_KEPT", 2)
    monkeypatch.setattr(view, "_MASKS", 1)
    for word in ("road", "safety", "budget"):
        store.keywords.search(stems(f"{word} theft"), 5, Filters(source=f"{word}.txt"), PUBLIC)
    assert store.keywords.search(stems("tractor theft"), 5, Filters(), PUBLIC) == expected
