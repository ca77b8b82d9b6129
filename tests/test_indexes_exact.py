"""Chunks compared with a question in memory: all of them, or those that a sketch lets through."""

import numpy as np
import pytest
from index_fakes import BODY, DIMENSION, FakeEmbedder, ingest, open_store, write

from indexes.records import Filters, Scope
from indexes.searching import exact
from indexes.searching.exact import Sketch


def alike(count: int, dimension: int = 48, seed: int = 0) -> np.ndarray:
    """Return vectors of unit length that differ mostly in a few directions, as those of papers do."""
    random = np.random.default_rng(seed)
    spread = random.normal(size=(count, dimension)) * np.geomspace(1, 0.05, dimension)
    made = (spread + 2 * random.normal(size=dimension)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.mark.parametrize("share", [1.0, 0.1])
def test_a_sketch_lets_the_nearest_through_and_few_others(monkeypatch, share):
    monkeypatch.setattr(exact, "SKETCHED", 24)
    vectors, random = alike(6_000), np.random.default_rng(1)
    sketch = Sketch.of(vectors, np.ones(len(vectors), np.bool_))
    where = np.flatnonzero(random.random(len(vectors)) <= share)
    found = []
    for question in vectors[:40]:
        let_through = sketch.sieve(question, where, 300)
        assert 300 <= len(let_through) <= 600
        assert np.isin(let_through, where).all()
        nearest = where[np.argsort(-(vectors[where] @ question))[:20]]
        found.append(np.isin(nearest, let_through).mean())
    assert np.mean(found) > 0.98


def test_no_fewer_are_let_through_than_are_wanted_where_all_are_the_same():
    vectors = np.repeat(alike(1), 500, axis=0)
    sketch = Sketch.of(vectors, np.ones(500, np.bool_))
    assert len(sketch.sieve(vectors[0], np.arange(500), 120)) >= 120


def test_what_is_new_is_compared_and_what_is_gone_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr(exact, "FEW", 1)
    monkeypatch.setattr(exact, "SKETCHED_ABOVE", 1)
    monkeypatch.setattr(exact, "SKETCHED", DIMENSION)
    monkeypatch.setattr(exact, "SIEVED", 20)
    papers = tmp_path / "papers"
    lines = "".join(f"Line {number} of the talk about pumps.\n" for number in range(40))
    write(
        papers,
        talk=f"@ notes | {BODY} | 2025-01-01\n{lines}",
        old=f"@ notes | {BODY} | 2025-02-01\nThe old one.\n",
    )
    with open_store(tmp_path / "var") as store:

        def nearest(words, scope=Scope.PUBLIC):
            question = FakeEmbedder().encode([words])[0]
            ids = [one for one, _ in store.nearest(question, 3, Filters(), scope)]
            return [one.chunk.text for one in store.catalogue.chunks(ids, scope).values()]

        ingest([papers], store)
        assert nearest("Line 7 of the talk about pumps.")[0] == "Line 7 of the talk about pumps."
        read = []
        sound = store.exact._read
        monkeypatch.setattr(store.exact, "_read", lambda keys, size: read.extend(keys) or sound(keys, size))
        (papers / "old.txt").unlink()
        write(
            papers,
            new=f"@ notes | {BODY} | 2025-03-01\nA ladder was bought.\n",
            secret=f"@ notes | {BODY} | 2025-03-01 | exempt\nA ladder was sold in private.\n",
        )
        ingest([papers], store, prune=True)
        assert nearest("A ladder was bought.")[0] == "A ladder was bought."
        assert not any("private" in text for text in nearest("A ladder was sold in private."))
        assert nearest("A ladder was sold in private.", Scope.OFFICER)[0] == "A ladder was sold in private."
        assert len(read) == 2  # the vectors of the paper that stayed were taken over
