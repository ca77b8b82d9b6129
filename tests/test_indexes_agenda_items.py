"""The item of an agenda in another document that a paper is under."""

import pytest
from index_fakes import BODY, ingest, open_store, write

from indexes.catalogue.agenda_items import item_under
from indexes.records import Scope

AGENDA = f"@ agenda | {BODY} | 2025-03-07\n# 1. Apologies\nNone.\n# 2. The report of the drones\nTo note.\n"
LINES = " ".join(f"The {word} of the barn had been mended for £{cost}." for cost, word in enumerate(
    "roof floor door wall yard gate loft stair window lock key sign lamp".split(), 210))  # fmt: skip


@pytest.fixture
def item(tmp_path):
    with open_store(tmp_path / "var") as store:

        def ask(scope=Scope.PUBLIC, **papers):
            ingest([write(tmp_path / "papers", **papers)], store)
            ids = {one.source: one.id for one in store.catalogue.documents(Scope.OFFICER)}
            return item_under(store, ids["report.txt"], 3, scope)

        yield ask


def report(body=BODY, day="2025-03-07", kind="report"):
    # The fake parser titles a part by its kind and body.
    return f"@ {kind} | {body} | {day}\n{LINES}\n"


def test_an_agenda_of_the_same_meeting_tells(item):
    agenda = AGENDA.replace("The report of the drones", f"Report of {BODY}")
    assert item(agenda=agenda, report=report()) == "2"


def test_no_other_title_body_or_day_tells(item):
    agenda = AGENDA.replace("The report of the drones", f"Report of {BODY}")
    assert item(agenda=AGENDA, report=report()) is None
    assert item(agenda=agenda, report=report(day="2025-03-08")) is None
    assert item(agenda=agenda, report=report(body="Quillmouth Fire Authority")) is None
    assert item(agenda=agenda, report=report(kind="notes")) is None


def test_an_exempt_agenda_tells_officers_only(item):
    agenda = AGENDA.replace("The report of the drones", f"Report of {BODY}").replace("03-07", "03-07 | exempt")
    assert item(agenda=agenda, report=report()) is None
    assert item(Scope.OFFICER, agenda=agenda, report=report()) == "2"


def test_the_same_paper_in_a_pack_tells(tmp_path):
    from index_fakes import FakeEmbedder

    from corpus.chunking import chunk
    from corpus.parsing import parse
    from corpus.reading.files import read
    from indexes.ingesting import ingest as ingesting

    panel = BODY.upper()
    title = "REPAIRS\n\nRecommendation\n\nThe Panel is asked to note the report.\n\nBackground\n\n"
    pack = f"AGENDA ITEM 7\n\n{panel}\n7 MARCH 2025\n\n{title}{LINES}\n"
    papers = write(tmp_path / "papers", pack=pack, report=f"{title}{LINES}\n")
    with open_store(tmp_path / "var") as store:
        steps = {"read": read, "parse": parse, "chunk": chunk}
        list(ingesting.ingest([papers], store, FakeEmbedder(), **steps))
        ids = {one.source: one.id for one in store.catalogue.documents(Scope.PUBLIC)}
        assert item_under(store, ids["report.txt"], 0, Scope.PUBLIC) == "7"
