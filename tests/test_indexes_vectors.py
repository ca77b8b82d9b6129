"""Vectors go in and come out as true cosines, from the graph and one by one."""

import threading
from contextlib import suppress
from multiprocessing import get_context

import numpy as np
import pytest
from index_fakes import BODY, DIMENSION, FakeEmbedder, ingest, open_store, write

from corpus.errors import MinutebookError
from indexes.records import Filters, Scope
from indexes.searching import chroma
from indexes.searching.chroma import BusyVectorsError
from indexes.searching.graphfiles import misfit
from indexes.searching.vectors import Vectors


def unit(count: int, seed: int = 0) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.fixture
def vectors(tmp_path):
    opened = Vectors("test-vectors", folder=tmp_path / "chroma", generation=lambda: 0)
    yield opened
    opened.close()


NAMES = [f"c{number:03}" for number in range(120)]


def test_cosines_are_true_and_best_first(vectors):
    made = unit(120)
    vectors.add(NAMES, made)
    question = unit(1, seed=9)[0]
    expected = sorted(zip(NAMES, (made @ question).tolist(), strict=True), key=lambda pair: -pair[1])[:10]
    found = vectors.search(question, 10)
    assert [one for one, _ in found] == [one for one, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)
    assert vectors.search(question, 0) == []
    assert vectors.count() == 120
    assert vectors.ids() == set(NAMES)


def test_vectors_come_back_as_they_were_and_go_when_deleted(vectors):
    made = unit(120)
    vectors.add(NAMES, made)
    found = vectors.get([NAMES[3], "unknown", NAMES[3], NAMES[1]])
    assert list(found) == [NAMES[3], NAMES[1]]
    assert np.allclose(found[NAMES[3]], made[3], atol=1e-6)
    vectors.delete([NAMES[3], "unknown"])
    assert list(vectors.get([NAMES[3], NAMES[1]])) == [NAMES[1]]
    assert vectors.count() == 119
    assert len(vectors.get(NAMES)) == 119


def test_an_empty_collection_finds_nothing(vectors):
    assert vectors.search(unit(1)[0], 5) == []
    assert vectors.get([]) == {}
    assert vectors.count() == 0


def test_equal_vectors_are_ordered_by_id(vectors):
    same = np.repeat(unit(1), 5, axis=0)
    vectors.add(["e", "a", "d", "b", "c"], same)
    assert [one for one, _ in vectors.search(same[0], 5)] == ["a", "b", "c", "d", "e"]


def test_two_users_of_one_folder_share_what_is_written(tmp_path):
    one = Vectors("shared", folder=tmp_path / "chroma", generation=lambda: 0)
    other = Vectors("shared", folder=tmp_path / "chroma", generation=lambda: 0)
    assert other.count() == 0
    one.add(["a"], unit(1))
    one.close()
    assert other.search(unit(1)[0], 1)[0][0] == "a"
    other.drop()
    assert other.count() == 0
    other.drop()
    other.close()


def ask_on(folder, generation, ended) -> None:
    """Ask as a window does while an ingest commits, each time over a graph that is read again."""
    chroma._REFRESH_LEAST_SECONDS = chroma._REFRESH_SHARE = 0
    asking = Vectors("shared", folder=folder, generation=lambda: generation.value)
    while not ended.is_set():
        with suppress(BusyVectorsError):
            asking.search(unit(1, seed=5)[0], 20)
    asking.close()


def test_a_process_that_asks_while_another_writes_breaks_nothing(tmp_path):
    context, folder = get_context("spawn"), tmp_path / "chroma"
    generation, ended = context.Value("i", 1), context.Event()
    asking = context.Process(target=ask_on, args=(folder, generation, ended))
    written = Vectors("shared", folder=folder, generation=lambda: generation.value)
    written.add(["first"], unit(1))
    asking.start()
    for batch in range(5):
        written.add([f"{batch}-{number}" for number in range(1300)], unit(1300, seed=batch))
        generation.value += 1
        written.saw(generation.value)
        written.delete([f"{batch}-{number}" for number in range(300)])
    ended.set()
    asking.join()
    assert asking.exitcode == 0
    assert misfit(folder, thoroughly=True) is None
    assert written.count() == 5001
    written.close()


def test_a_folder_that_others_write_to_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr("indexes.searching.vectors.PATIENCE_SECONDS", 0.1)
    vectors = Vectors("shared", folder=tmp_path / "chroma", generation=lambda: 0)
    adding = threading.Thread(target=vectors.add, args=(["a"], unit(1)))
    with chroma.turn(tmp_path / "chroma"):
        with pytest.raises(BusyVectorsError, match="another process is busy with them"):
            vectors.search(unit(1)[0], 1)
        adding.start()
        adding.join(0.2)
        assert adding.is_alive()
    adding.join()
    with chroma.turn(tmp_path / "chroma"):
        assert vectors.search(unit(1)[0], 1)[0][0] == "a"
    vectors.close()


def test_what_fails_twice_is_said(vectors):
    vectors.add(NAMES[:2], unit(2))
    with pytest.raises(MinutebookError, match=r"cannot be used \(.*dimension.*\): try again"):
        vectors.add(["other"], np.ones((1, 3), dtype=np.float32))
    assert vectors.count() == 2


def test_a_server_that_is_not_there_is_said(monkeypatch):
    gone = Vectors("test-vectors", url="http://127.0.0.1:9", generation=lambda: 0)
    with pytest.raises(MinutebookError, match="start the server or correct `chroma_url`"):
        gone.count()
    gone.close()


def test_a_folder_that_is_damaged_is_said(tmp_path):
    folder = tmp_path / "chroma"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    damaged = Vectors("test-vectors", folder=folder, generation=lambda: 0)
    with pytest.raises(MinutebookError, match="if it stays so run `minutebook mend`"):
        damaged.count()
    damaged.close()


@pytest.mark.parametrize("graph_above", [1, 3, 100])
def test_the_store_finds_the_nearest_that_filters_and_scope_leave(tmp_path, monkeypatch, graph_above):
    import indexes.store

    monkeypatch.setattr(indexes.store, "GRAPH_ABOVE", graph_above)
    secret = "".join(f"Theft number {n} is a secret.\n" for n in range(20))
    papers = write(
        tmp_path / "papers",
        secret=f"@ notes | {BODY} | 2025-01-01 | exempt\n{secret}",
        open=f"@ notes | {BODY} | 2025-01-01\nTheft fell.\nThe budget was set.\n",
        other="@ notes | Quillmouth Fire Authority | 2024-01-01\nTheft of a ladder.\nA pump.\n",
    )
    with open_store(tmp_path / "var") as store:
        ingest([papers], store)
        question = FakeEmbedder().encode(["Theft number 3 is a secret."])[0]

        def texts(limit, filters, scope):
            found = store.nearest(question, limit, filters, scope)
            assert found == sorted(found, key=lambda pair: (-pair[1], pair[0]))
            return [one.chunk.text for one in store.catalogue.chunks([c for c, _ in found], scope).values()]

        assert texts(1, Filters(), Scope.OFFICER) == ["Theft number 3 is a secret."]
        assert set(texts(3, Filters(), Scope.PUBLIC)) <= {
            "Theft fell.", "The budget was set.", "Theft of a ladder.", "A pump.",
        }  # fmt: skip
        assert len(texts(3, Filters(), Scope.PUBLIC)) == 3
        assert set(texts(9, Filters(body="fire"), Scope.PUBLIC)) == {"Theft of a ladder.", "A pump."}
        assert texts(9, Filters(body="nobody"), Scope.PUBLIC) == []
        assert texts(9, Filters(source="secret.txt"), Scope.PUBLIC) == []
        assert len(texts(9, Filters(source="secret.txt"), Scope.OFFICER)) == 9
