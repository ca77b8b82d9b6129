"""Documents opened in pieces hold the same as documents read whole, and nothing that the scope may not see."""

from dataclasses import replace

import pytest
from index_fakes import BODY, ingest, open_store, write

from corpus.errors import MinutebookError
from indexes.records import Filters, Scope

SECRET = "zanzibar"
PACK = (
    f"@ minutes | {BODY} | 2025-03-07\n# 1. Open business\nTheft fell.\nBurglary rose.\n"
    "# 2. Roads\nA road was shut.\n"
    f"@ report | {BODY} | 2025-03-07 | exempt\n# 3. Sale\nThe {SECRET} was sold.\n"
    f"@ report | {BODY} | 2025-03-07\nThe pump was repaired.\n"
)
HIDDEN = f"@ report | {SECRET} board | 2025-03-07 | exempt\nThe {SECRET} is closed.\n"
NOTES = "@ notes\nA ladder broke.\n"


@pytest.fixture
def store(tmp_path):
    papers = write(tmp_path / "papers", pack=PACK, notes=NOTES, hidden=HIDDEN)
    with open_store(tmp_path / "var") as opened:
        ingest([papers], opened)
        yield opened


def chunks(store, scope):
    return list(store.catalogue.chunks(store.catalogue.chunk_ids(Filters(), scope), scope).values())


@pytest.mark.parametrize("scope", Scope)
def test_the_passages_of_chunks_are_those_of_the_whole_document(store, scope):
    found = chunks(store, scope)
    for some in ([*found], *([one] for one in found)):  # one by one they come from memory
        held = store.papers.holding(some, scope)
        assert held.keys() == {one.document_id for one in some}
        for one, document in held.items():
            whole = store.catalogue.document(one, scope)
            numbers = {number for each in some if each.document_id == one for number in each.chunk.passages}
            wanted = tuple(passage for passage in whole.passages if passage.index in numbers)
            assert len(wanted) == len(numbers)
            source = replace(whole.source, marks=())
            assert document == replace(whole, source=source, passages=wanted, acronyms=())
            assert store.papers.opened([one], scope)[one] == replace(document, passages=())


@pytest.mark.parametrize("scope", Scope)
def test_a_part_has_all_its_passages_in_order(store, scope):
    for one in chunks(store, scope):
        whole = store.catalogue.document(one.document_id, scope)
        wanted = tuple(passage for passage in whole.passages if passage.part == one.chunk.part)
        assert store.papers.part(one.document_id, one.chunk.part, scope).passages == wanted


def test_what_an_officer_read_stays_from_the_public(store):
    for one in chunks(store, Scope.OFFICER):
        store.papers.part(one.document_id, one.chunk.part, Scope.OFFICER)
    hidden = [one for one in chunks(store, Scope.OFFICER) if one.part.exempt]
    assert len(hidden) == 2
    for one in hidden:
        if one.source == "hidden.txt":
            with pytest.raises(MinutebookError, match="There is no paper with the id"):
                store.papers.opened([one.document_id], Scope.PUBLIC)
        else:
            assert SECRET not in repr(store.papers.part(one.document_id, one.chunk.part, Scope.PUBLIC))
            with pytest.raises(MinutebookError, match="There is no paper with the id"):
                store.papers.holding([one], Scope.PUBLIC)


def test_a_paper_that_has_gone_is_said_to_be_gone(store, tmp_path):
    one = next(one for one in chunks(store, Scope.PUBLIC) if one.source == "notes.txt")
    store.papers.opened([one.document_id], Scope.PUBLIC)
    write(tmp_path / "papers", notes=f"{NOTES}It was mended.\n")
    ingest([tmp_path / "papers"], store)
    with pytest.raises(MinutebookError, match="search again"):
        store.papers.holding([one], Scope.PUBLIC)
    with pytest.raises(MinutebookError, match="search again"):
        store.papers.opened(["no such id"], Scope.PUBLIC)


def test_no_more_documents_stay_in_memory_than_are_kept(store, monkeypatch):
    monkeypatch.setattr("indexes.catalogue.papers.KEPT", 1)
    for one in chunks(store, Scope.PUBLIC):
        assert store.papers.holding([one], Scope.PUBLIC)
        assert len(store.papers._kept) == 1
