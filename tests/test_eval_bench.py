"""Speed, size and long runs are measured on corpora that are what real ones are: whole, checked, searchable."""

from pathlib import Path

import numpy as np
import pytest
from index_fakes import BODY, DIMENSION, FakeEmbedder, chunk, extract, open_store, parse, read, write

from corpus.errors import MinutebookError
from corpus.undertakings.mentions import find_mentions
from eval.speed import bench, copied, endurance, made, page
from eval.speed.endurance import Mark, Outlasted
from eval.speed.page import Measured
from eval.speed.stages import Clock
from indexes.records import Filters, Scope

PAPER = f"@ minutes | {BODY} | 2025-03-07\nTheft of 12 tractors fell.\nIt was agreed to ask.\n"


@pytest.fixture
def samples(tmp_path):
    papers = write(tmp_path / "papers", one=PAPER, two=PAPER.replace("tractors", "ladders"))
    found = []
    for path in sorted(papers.iterdir()):
        document = parse(read(path, path.name))
        chunks = chunk(document, len, 0)
        vectors = FakeEmbedder().encode([one.text for one in chunks])
        found.append(made.Sample(document, chunks, tuple(extract(document)), find_mentions(document), vectors))
    return found


def test_a_made_corpus_is_whole_and_its_copies_are(samples, tmp_path):
    with open_store(tmp_path / "var") as store:
        made.fill(store, samples, 10)
        assert store.catalogue.counts(Scope.OFFICER).chunks == 10
        copied.multiply(store, 3)
        assert store.catalogue.counts(Scope.OFFICER).chunks == store.vectors.count() == 30
        assert not [one for one in store.verify() if "no longer at" not in one]
        everything = store.catalogue.chunk_ids(Filters(), Scope.OFFICER)
        chroma = store.vectors.get(everything)
        question = FakeEmbedder().encode(["Theft of tractors fell."])[0]
        cosines = dict(store.nearest(question, 30, Filters(), Scope.OFFICER))
        assert all(cosines[one] == pytest.approx(float(chroma[one] @ question), abs=1e-5) for one in everything)
        assert len(store.nearest(question, 40, Filters(), Scope.PUBLIC)) == 30
        texts = {one.chunk.text for one in store.catalogue.chunks(everything, Scope.OFFICER).values()}
        assert "Theft of 12 tractors fell." in texts
        assert len(texts) > 5


def test_vectors_that_are_made_have_length_one(samples):
    drawn = made._Variation(3, samples)._vectors(samples[0].vectors, samples[1].vectors)
    assert drawn.shape == (2, DIMENSION)
    assert np.linalg.norm(drawn, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_stage_inside_another_counts_there_alone(monkeypatch):
    now = iter(range(100))
    monkeypatch.setattr("eval.speed.stages.time.perf_counter", lambda: next(now))
    clock = Clock()
    with clock.question():  # each look at the clock is a second later
        clock.timed("fuse", clock.timed("dense", lambda: None))()
    (spent,) = clock.questions
    assert (spent["compose"], spent["fuse"], spent["dense"]) == (2000, 2000, 1000)
    assert clock.quantile(0.95, ["fuse", "dense"]) == 3000


def test_figures_stand_beside_their_baseline():
    found = [Measured("ask", 2.0, "s", 4.0, "under 1.3 times bare"), Measured("index", 1.5, "GiB")]
    assert page.as_markdown(found).splitlines()[2:] == [
        "| ask | 2 s | 4 s | 0.50 | under 1.3 times bare |",
        "| index | 1.5 GiB |  |  |  |",
    ]
    assert '"ratio": 0.5' in page.as_json(found)


def test_a_question_may_cost_more_by_the_square_root_of_the_corpus():
    costs = {5_000: 10.0, 50_000: 20.0, 500_000: 80.0}
    found = [Measured(f"{size:,} passages: retrieval, p50", cost, "ms") for size, cost in costs.items()]
    grown = list(bench.growth(found))
    assert [one.name for one in grown] == [
        "retrieval, p50, at 50,000 by 5,000 passages",
        "retrieval, p50, at 500,000 by 50,000 passages",
    ]
    assert [one.value for one in grown] == [2.0, 4.0]
    assert all(one.wanted.startswith("under 3.16") for one in grown)


def test_a_page_says_what_was_measured_on_and_no_path():
    runs = [Outlasted("questions", (Mark(10, 500.0, 12, 30.0),), ("memory grew",))]
    text = page.paged("Long runs", page.outlasted_markdown(runs))
    assert text.startswith("# Long runs\n\n- date: ")
    assert "| 10 questions | 500 | 12 | 30.0 |" in text
    assert "| questions: memory grew |" in text
    assert str(Path.home()) not in text
    assert str(Path.cwd()) not in text
    assert '"open files"' not in page.outlasted_json(runs)


def test_growth_is_told_from_the_first_fifth_on():
    steady = [Mark(n, 100.0 if n > 1 else 10.0, 5, 2.0) for n in range(1, 11)]
    assert endurance._grown(steady) == ()
    grown = [*steady, Mark(11, 200.0, 14, 90.0)]
    assert [one.split(" grew")[0] for one in endurance._grown(grown)] == ["memory", "open files", "the index"]


@pytest.mark.model
@pytest.mark.slow
def test_a_short_long_run_leaves_nothing_behind(tmp_path, monkeypatch):
    from assistant import settings
    from assistant.building import build

    few = write(
        tmp_path / "few", one="Harbour Committee\nMinutes of 4 March 2031\n\n1. Wall\nThe wall was mended.\n"
    )
    monkeypatch.setattr(endurance, "PAPERS", few)
    assistant = build(settings.load(data=tmp_path / "var"))
    try:
        assert endurance.read_on(assistant, tmp_path / "var", 10).grown == ()
        assert endurance.ask_on(assistant, tmp_path / "var", 30).grown == ()
    finally:
        assistant.close()


def test_a_paper_that_cannot_be_read_again_ends_the_run(tmp_path, monkeypatch):
    class Failing:
        def ingest(self, paths, *, prune):
            from indexes.records import FileReport, Outcome

            yield FileReport("one.txt", Outcome.FAILED, "it is not text")

    monkeypatch.setattr(endurance, "PAPERS", write(tmp_path / "few", one="Words."))
    with pytest.raises(MinutebookError, match="could not be read again"):
        endurance.read_on(Failing(), Path(tmp_path / "var"), 1)
