"""Answers that say where else their words stand, and what later minutes put right in them."""

from functools import partial

import pytest
from index_fakes import FakeEmbedder, open_store

from assistant.answering.annotating import annotate
from assistant.answering.citations import verify
from assistant.records import Answer, Citation, Query, Status
from corpus.chunking import chunk
from corpus.parsing import parse
from corpus.reading.files import read
from indexes.ingesting import ingest as ingesting
from indexes.records import Scope

PANEL = "Harrowdale Police and Crime Panel"
FILLING = " ".join(f"The {word} of the barn was seen by {count} Members in May." for count, word in enumerate(
    "roof floor door wall yard gate loft stair window lock key sign lamp".split(), 21))  # fmt: skip
MARCH = f"""{PANEL}

STATUSMinutes of the meeting held on 7 March 2024

11 Apologies

Apologies were received from Cllr Oakes.

12 Estates

The Board was responsible for reviewing the sale of a barn. Its roof was sound.

{FILLING}
"""
JUNE = f"""{PANEL}

Minutes of the meeting held on 13 June 2024

21 Minutes of the previous meeting

The minutes of 7 March 2024 were agreed, but in minute 12 for 'reviewing' read 'approving'.

22 Boats

The Panel noted the cost of a boat.
"""


@pytest.fixture
def store(tmp_path):
    papers = {"march": MARCH.replace("STATUS", ""), "draft": MARCH.replace("STATUS", "DRAFT\n\n"), "june": JUNE}
    (tmp_path / "papers").mkdir()
    for name, text in papers.items():
        (tmp_path / "papers" / f"{name}.txt").write_text(text)
    steps = {"read": read, "parse": parse, "chunk": chunk}
    with open_store(tmp_path / "var") as opened:
        list(ingesting.ingest([tmp_path / "papers"], opened, FakeEmbedder(), **steps))
        yield opened


def answer(store, *quotes):
    ids = {one.source: one.id for one in store.catalogue.documents(Scope.PUBLIC)}
    found = []
    for label, (source, quote) in enumerate(quotes, 1):
        start = store.catalogue.text(ids[source], Scope.PUBLIC).index(quote)
        found.append(
            Citation(label, quote, source, start, start + len(quote), None, None, "Minutes", ids[source], PANEL,
                     None, None, None, "minutes")
        )  # fmt: skip
    said = Answer(Status.ANSWERED, "It was said. [1]", Query("who?", "who?"), tuple(found))
    documents = partial(store.catalogue.document, scope=Scope.PUBLIC)
    noted = annotate(said, store, documents, Scope.PUBLIC)
    verify(noted.citations, lambda document: documents(document).source.text)
    return noted


def test_a_correction_of_what_is_quoted_is_added_and_cited(store):
    noted = answer(store, ("march.txt", "The Board was responsible for reviewing the sale of a barn."))
    said, added = noted.text.split("\n\n")
    assert said == "It was said. [1]"
    assert added.startswith("Corrected on 13 June 2024, item 21: The minutes of 7 March 2024 were agreed")
    assert added.endswith("[2]")
    own, correction = noted.citations
    assert (correction.source, correction.item, correction.label) == ("june.txt", "21", 2)
    assert [(place.source, place.status) for place in own.also_at] == [("draft.txt", "draft")]


def test_what_is_not_corrected_is_left_as_it_is(store):
    assert answer(store, ("march.txt", "Its roof was sound.")).text == "It was said. [1]"


def test_a_correction_that_is_quoted_itself_is_not_said_again(store):
    quotes = [
        ("march.txt", "responsible for reviewing"),
        ("june.txt", "in minute 12 for 'reviewing' read 'approving'"),
    ]
    assert answer(store, *quotes).text == "It was said. [1]"
