"""What becomes of files: read, unchanged, changed, moved, doubled, gone, broken."""

import threading

import pytest
from index_fakes import BODY, FakeEmbedder, extract, found, ingest, open_store, outcomes, parse, texts, write

from corpus.errors import MinutebookError
from corpus.records import PassageKind
from indexes.catalogue.folders import IngestRunningError
from indexes.records import Filters, Progress, Scope

MINUTES = (
    f"@ minutes | {BODY} | 2025-03-07\n# 12. Rural crime\nTheft of tractors fell.\nIt was agreed to report back.\n"
)
NOTES = "@ notes | Quillmouth Fire Authority | 2024-06-01\nThe pump was repaired.\nA new ladder was bought.\n"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "var") as opened:
        yield opened


@pytest.fixture
def papers(tmp_path):
    return write(tmp_path / "papers", minutes=MINUTES, notes=NOTES)


def test_papers_are_read_and_found(store, papers):
    reports = ingest([papers], store, extract=extract)
    assert outcomes(reports) == {"minutes.txt": "read", "notes.txt": "read"}
    assert [(one.passages, one.chunks) for one in reports] == [(2, 2), (2, 2)]
    assert texts(store) == {"minutes.txt": MINUTES, "notes.txt": NOTES}
    assert found(store, "Theft of tractors fell.")[0] == "Theft of tractors fell."
    assert [word for word, _ in store.keywords.search(["ladder"], 5, Filters(), Scope.PUBLIC)]
    (commitment,) = store.catalogue.commitments(Scope.PUBLIC)
    assert commitment.commitment.quote == "It was agreed to report back."
    place = commitment.place
    assert (place.source, place.item.number, place.part.body) == ("minutes.txt", "12", BODY)
    assert store.verify() == ()


def test_a_second_ingest_changes_nothing(store, papers):
    ingest([papers], store)
    before = store.catalogue.generation(), store.vectors.ids(), store.catalogue.documents(Scope.OFFICER)
    embedder = FakeEmbedder()
    assert set(outcomes(ingest([papers], store, embedder)).values()) == {"unchanged"}
    assert embedder.encoded == 0
    assert (store.catalogue.generation(), store.vectors.ids(), store.catalogue.documents(Scope.OFFICER)) == before


def test_a_changed_file_is_swapped_whole(store, papers):
    ingest([papers], store)
    old_ids, generation = store.vectors.ids(), store.catalogue.generation()
    write(papers, minutes=MINUTES.replace("fell", "rose sharply"))
    assert outcomes(ingest([papers], store)) == {"minutes.txt": "read", "notes.txt": "unchanged"}
    assert "rose sharply" in texts(store)["minutes.txt"]
    assert not [one for one in found(store, "Theft of tractors fell.") if "fell" in one]
    assert store.keywords.search(["fell"], 5, Filters(), Scope.OFFICER) == []
    assert len(store.vectors.ids() & old_ids) == 2
    assert store.catalogue.generation() == generation + 1
    assert store.verify() == ()


def test_the_same_bytes_understood_in_another_way_replace_their_vectors(store, papers):
    ingest([papers / "notes.txt"], store)
    vectors = store.vectors.get(sorted(store.vectors.ids()))

    class Other(FakeEmbedder):
        def encode(self, texts):
            return -super().encode(texts)

    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE documents SET fingerprint = 'older'")
    assert outcomes(ingest([papers / "notes.txt"], store, Other())) == {"notes.txt": "read"}
    assert store.verify() == ()
    assert all((store.vectors.get([one])[one] == -vector).all() for one, vector in vectors.items())


def test_a_file_that_fails_is_reported_and_keeps_its_old_version(store, papers):
    ingest([papers], store)
    (papers / "minutes.txt").write_bytes(b"\xff")
    (papers / "new.txt").write_text("CRASH")
    (papers / "photo.png").write_bytes(b"")
    (papers / ".hidden.txt").write_text("not a paper")
    reports = {report.source: report for report in ingest([papers], store)}
    assert outcomes(reports.values()) == {
        "minutes.txt": "failed", "new.txt": "failed", "notes.txt": "unchanged", "photo.png": "skipped",
    }  # fmt: skip
    assert reports["minutes.txt"].reason == "it is not text (the version read before is kept)"
    assert "KeyError: 'a fault of the parser'" in reports["new.txt"].reason
    assert ".png" in reports["photo.png"].reason
    assert texts(store)["minutes.txt"] == MINUTES


def test_a_document_that_does_not_stand_where_it_says_is_refused(store, papers):
    def shifted(source):
        document = parse(source)
        passages = tuple(
            type(one)(one.index, PassageKind.NOTE, one.spans, one.text + "!", one.part)
            for one in document.passages
        )
        return type(document)(source, document.title, document.parts, passages)

    (report,) = ingest([papers / "notes.txt"], store, parse=shifted)
    assert report.outcome.value == "failed"
    assert "was parsed wrongly: passage 0" in report.reason
    assert texts(store) == {}


def test_chunks_out_of_order_are_refused(store, papers):
    (report,) = ingest([papers / "notes.txt"], store, chunk=_reversed)
    assert report.outcome.value == "failed"
    assert "was cut wrongly" in report.reason


def _reversed(*given):
    from index_fakes import chunk

    return tuple(reversed(chunk(*given)))


def test_prune_removes_what_is_gone_below_the_given_paths_only(store, papers, tmp_path):
    elsewhere = write(tmp_path / "elsewhere", agenda="@ agenda\nOne item.\n")
    ingest([papers, elsewhere], store)
    (papers / "minutes.txt").unlink()
    (elsewhere / "agenda.txt").unlink()
    assert outcomes(ingest([papers], store)) == {"notes.txt": "unchanged"}
    assert "minutes.txt" in texts(store)
    assert outcomes(ingest([papers], store, prune=True)) == {"notes.txt": "unchanged", "minutes.txt": "removed"}
    assert set(texts(store)) == {"notes.txt", "agenda.txt"}
    (problem,) = store.verify()
    assert problem.startswith("agenda.txt is no longer at")
    assert f"minutebook ingest {elsewhere} --prune" in problem
    assert ingest([elsewhere], store, prune=True)[0].outcome.value == "removed"
    assert store.verify() == ()


def test_a_file_that_moved_is_followed(store, papers, tmp_path):
    ingest([papers], store)
    generation = store.catalogue.generation()
    papers.rename(tmp_path / "archive")
    assert set(outcomes(ingest([tmp_path / "archive"], store)).values()) == {"unchanged"}
    assert store.catalogue.generation() == generation
    assert store.verify() == ()


def test_a_file_that_was_renamed_is_read_under_its_new_name(store, papers):
    ingest([papers], store)
    (papers / "notes.txt").rename(papers / "record.txt")
    reports = ingest([papers], store, prune=True)
    assert outcomes(reports) == {"minutes.txt": "unchanged", "record.txt": "read", "notes.txt": "removed"}
    assert store.verify() == ()


def test_two_files_of_one_name_are_called_by_their_paths(store, tmp_path):
    papers = write(tmp_path / "papers", north__minutes=MINUTES, other=NOTES)
    assert set(outcomes(ingest([papers], store))) == {"minutes.txt", "other.txt"}
    write(papers, south__minutes=MINUTES)
    reports = ingest([papers], store)
    assert outcomes(reports) == {
        "north/minutes.txt": "read", "south/minutes.txt": "read", "other.txt": "unchanged",
    }  # fmt: skip
    assert set(texts(store)) == {"north/minutes.txt", "south/minutes.txt", "other.txt"}
    assert set(outcomes(ingest([papers], store)).values()) == {"unchanged"}
    assert store.verify() == ()


def test_a_name_that_another_folder_has_taken_is_made_longer(store, tmp_path):
    ingest([write(tmp_path / "a", minutes=MINUTES)], store)
    ingest([write(tmp_path / "b", minutes=NOTES)], store)
    assert set(texts(store)) == {"minutes.txt", "b/minutes.txt"}
    for folder in "ab":
        assert set(outcomes(ingest([tmp_path / folder], store)).values()) == {"unchanged"}


def test_a_path_that_does_not_exist_is_said_before_anything_is_read(store, papers, tmp_path):
    with pytest.raises(MinutebookError, match=r"There is no file or folder .*nowhere"):
        ingest([papers, tmp_path / "nowhere"], store)
    assert texts(store) == {}


def test_two_ingests_at_once_leave_one(store, papers, tmp_path):
    with open_store(tmp_path / "var") as other, other.exclusively():
        with pytest.raises(IngestRunningError, match="Another ingest is writing to"):
            ingest([papers], store)
        (problem,) = store.verify()
        assert "Another ingest" in problem
    assert outcomes(ingest([papers], store)) == {"minutes.txt": "read", "notes.txt": "read"}


def test_questions_are_answered_while_an_ingest_runs(store, papers, tmp_path):
    ingest([papers], store)
    write(papers, minutes=MINUTES.replace("fell", "rose"), more="@ notes\nMore pumps were ordered.\n")
    seen: list[set[str]] = []

    class Watched(FakeEmbedder):
        def encode(self, some):
            thread = threading.Thread(target=lambda: seen.append(set(found(store, "Theft of tractors fell."))))
            thread.start()
            thread.join()
            return super().encode(some)

    ingest([papers], store, Watched())
    assert seen
    assert all("Theft of tractors fell." in texts for texts in seen)
    assert "Theft of tractors rose." in found(store, "Theft of tractors rose.")


def test_small_documents_are_encoded_together(store, tmp_path):
    calls: list[int] = []

    class Counted(FakeEmbedder):
        def encode(self, some):
            calls.append(len(some))
            return super().encode(some)

    lines = "".join(f"Line {number} of a paper.\n" for number in range(100))
    papers = write(tmp_path / "papers", **{f"paper{n}": f"@ notes\nPaper {n}.\n{lines}" for n in range(6)})
    ingest([papers], store, Counted())
    assert calls == [303, 303]


def test_progress_is_told_to_the_end(store, papers):
    told: list[Progress] = []
    ingest([papers], store, progress=told.append)
    assert told[0] == Progress(0, 2, 0, None)
    assert told[-1].files_done == told[-1].files_total == 2
    assert told[-1].passages == 4
    assert told[-1].seconds_left == pytest.approx(0)
    assert [one.passages for one in told] == sorted(one.passages for one in told)


def test_an_ingest_that_is_given_up_leaves_the_store_free(store, papers):
    from index_fakes import READABLE, chunk, read

    from indexes.ingesting import ingest as ingesting

    (papers / "photo.png").write_bytes(b"")
    steps = {"read": read, "parse": parse, "chunk": chunk, "readable": READABLE}
    reports = ingesting.ingest([papers], store, FakeEmbedder(), **steps)
    assert next(reports).source == "photo.png"
    reports.close()
    assert len(ingest([papers], store)) == 3


def test_an_empty_paper_is_stored_without_chunks(store, tmp_path):
    papers = write(tmp_path / "papers", empty="@ notes\n")
    assert outcomes(ingest([papers], store)) == {"empty.txt": "read"}
    assert store.verify() == ()


def ingest_as_parsed(papers, store):
    """Read with the real parser, which is what obeys a manifest."""
    from corpus.chunking import chunk
    from corpus.parsing import parse as real_parse
    from corpus.reading.files import read as real_read
    from indexes.ingesting import ingest as ingesting

    steps = {"read": real_read, "parse": real_parse, "chunk": chunk}
    return list(ingesting.ingest([papers], store, FakeEmbedder(), **steps))


def test_a_changed_manifest_has_the_papers_it_names_read_again(store, tmp_path):
    page = "Agenda item\n\nEstates\n\nMinutes:\n\nThe Panel noted that the barn at Ferry Lane was sold.\n"
    papers = write(tmp_path / "papers", estates=page, deep__other=page.replace("barn", "quay"))
    ingest_as_parsed(papers, store)
    old = {one.source: one.id for one in store.catalogue.documents(Scope.PUBLIC)}
    manifest = papers / "manifest.csv"
    manifest.write_text(f"file,body,date\nestates.txt,{BODY},2025-03-07\nlost.txt,,2025-03-07\n")
    reports = {one.source: one for one in ingest_as_parsed(papers, store)}
    assert outcomes(reports.values()) == {
        "estates.txt": "read", "other.txt": "unchanged", "manifest.csv": "skipped",
    }  # fmt: skip
    assert "lost.txt, which cannot be found" in reports["manifest.csv"].reason
    documents = {one.source: one for one in store.catalogue.documents(Scope.PUBLIC)}
    assert documents["estates.txt"].parts[0].meeting_date.isoformat() == "2025-03-07"
    assert documents["estates.txt"].id != old["estates.txt"]
    assert documents["other.txt"].id == old["other.txt"]
    assert "unchanged" in outcomes(ingest_as_parsed(papers, store)).values()
    assert store.verify() == ()
    manifest.write_text("file,status\n*,exempt\n")
    (problem, _) = store.verify()
    assert problem.startswith("What the manifest says of estates.txt has changed")
    ingest_as_parsed(papers / "deep", store)
    ingest_as_parsed(papers, store)
    assert store.catalogue.documents(Scope.PUBLIC) == ()
    assert len(store.catalogue.documents(Scope.OFFICER)) == 2
    assert found(store, "The barn at Ferry Lane was sold.", Scope.PUBLIC) == []
    for identity in old.values():
        with pytest.raises(MinutebookError, match="There is no paper with the id"):
            store.catalogue.document(identity, Scope.PUBLIC)


def test_a_manifest_above_holds_where_a_folder_below_is_ingested_again(store, tmp_path):
    papers = write(tmp_path / "papers", deep__secret="Estates\n\nThe barn at Ferry Lane was sold.\n")
    (papers / "manifest.toml").write_text('["deep/secret.txt"]\nstatus = "exempt"\n')
    ingest_as_parsed(papers, store)
    write(papers, deep__secret="Estates\n\nThe quay at Ferry Lane was sold.\n")
    assert outcomes(ingest_as_parsed(papers / "deep", store))["secret.txt"] == "read"
    assert store.catalogue.documents(Scope.PUBLIC) == ()


def test_a_manifest_that_cannot_be_understood_stops_the_ingest(store, papers):
    (papers / "manifest.csv").write_text("paper,date\nminutes.txt,2025-03-07\n")
    with pytest.raises(MinutebookError, match="has a column 'paper'"):
        ingest([papers], store)
    assert texts(store) == {}
