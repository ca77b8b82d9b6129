"""Which item of its agenda a paper of a pack belongs to, and whether its minutes are a draft."""

import pytest
from parsed import SHARED, read

from corpus.inspect import describe
from corpus.parsing import parse
from corpus.reading.files import read as read_file
from corpus.records import AgendaItem, Document, PartKind
from corpus.structure.agendas import alike

PANEL = "HARROWDALE POLICE AND CRIME PANEL"
ITEMS = ("Apologies", "Minutes of the previous meeting", "Rural Crime Plan", "Estates: sale of barns", "Drones")


def pack(*papers: str, items: tuple[str, ...] = ITEMS) -> Document:
    rows = "".join(f"| {number} | {item} | |\n" for number, item in enumerate(items, 1))
    agenda = "Agenda\n\nHarrowdale Police and Crime Panel\n\nThursday, 13 June 2024, 10.30 am\n\n"
    table = f"| Item No | Subject | Page No |\n|---|---|---|\n{rows}\n"
    blank = "\n\nThis page is intentionally left blank\n\n"
    return read(agenda + table + "".join(blank + paper for paper in papers))


def report(title: str, head: str = "", words: str = "") -> str:
    return (
        f"{head}{PANEL}\n13 JUNE 2024\n\n{title}\n\nRecommendation\n\nThe Panel is asked to note the report.\n\n"
        f"Background\n\n1. It was written by the officers of the Commissioner in May. {words}\n"
    )


def links(document: Document) -> list[str | None]:
    return [part.agenda_item for part in document.parts[1:]]


def test_a_head_says_the_item() -> None:
    assert links(pack(report("SOMETHING ELSE", "AGENDA ITEM 4\n\n"))) == ["4"]


def test_a_title_finds_its_item() -> None:
    assert links(pack(report("RURAL CRIME PLAN"), report("SALE OF BARNS (ESTATES)"))) == ["3", "4"]


def test_a_title_that_the_agenda_does_not_have_is_left_open() -> None:
    assert links(pack(report("MOTOR TAX"))) == [None]


def test_an_appendix_stands_where_its_report_does() -> None:
    appendix = "Appendix A: Barns by parish\n\nThere are two barns in the parish of Ostley, and both are empty.\n"
    document = pack(report("SALE OF BARNS"), appendix, report("MOTOR TAX"))
    assert [part.kind for part in document.parts[1:]] == [PartKind.REPORT, PartKind.APPENDIX, PartKind.REPORT]
    assert links(document) == ["4", "4", None]


def test_an_appendix_says_the_item_itself() -> None:
    appendix = "Appendix 1 to item 5\n\nFlights by month\n\nThere were two flights in May, and both were short.\n"
    assert links(pack(report("SALE OF BARNS"), appendix)) == ["4", "5"]


MINUTES = (
    f"{PANEL}\n\nMinutes of the meeting held on 7 March 2024\n\n12 Apologies\n\n"
    "Apologies were received from Cllr Oakes.\n\n13 Drones\n\nThe Panel noted that two drones had been bought.\n"
)


def test_minutes_of_an_earlier_meeting_stand_under_the_item_that_confirms_them_as_a_draft() -> None:
    document = pack(MINUTES)
    assert links(document) == ["2"]
    assert [part.status for part in document.parts] == [None, "draft"]


@pytest.mark.parametrize(
    ("tail", "status"),
    [
        ("", None),
        ("\nChairman ..............................\n", None),
        ("\nChairman S Oakes          Date 13 June 2024\n", "approved"),
        ("\nSigned (Chair): ____________   Date: 7 March 2024\n", None),
        ("\nApproved as a correct record on 13 June 2024\n", "approved"),
        ("\nThese minutes are draft until the Panel has confirmed them.\n", "draft"),
        ("\nThese minutes are subject to approval at the next meeting.\n", "draft"),
    ],
)
def test_minutes_say_whether_they_were_approved(tail: str, status: str | None) -> None:
    assert [part.status for part in read(MINUTES + tail).parts] == [status]


def test_one_item_is_meant_or_none() -> None:
    items = [AgendaItem(str(n), title, 0, 1) for n, title in enumerate(["Crime in Ostley", "Crime in Wenbridge"])]
    assert alike("CRIME IN OSTLEY", items) == "0"
    assert alike("Crime", items) is None
    far = [AgendaItem("1", "Police and Crime Plan - Performance Monitoring, Quarter 2", 0, 1), *items]
    assert alike("PERFORMANCE MONITORING REPORT, QUARTER 2 2019/20", far) == "1"
    assert alike("Report", items) is None
    assert alike("Crime in Ostley", []) is None


def test_inspect_shows_the_papers_of_each_item() -> None:
    told = describe(pack(report("RURAL CRIME PLAN"), report("SALE OF BARNS")))
    agenda, *others = told["parts"]  # type: ignore[misc]
    assert [item["papers"] for item in agenda["items"]] == [[], [], [1], [2], []]
    assert [part["agenda_item"] for part in others] == ["3", "4"]


def test_every_paper_of_the_sample_pack_is_linked() -> None:
    from corpus.sample.make_papers import PAPERS

    path = PAPERS / "severn-vale-agenda-pack-2024-09-19.pdf"
    assert links(parse(read_file(path, path.name))) == ["4", "5", "6", "6", "7", "8", "9", "10", "11"]


@pytest.mark.skipif(not (SHARED / "documents").is_dir(), reason="the real papers are not here")
def test_every_paper_of_a_real_pack_is_linked() -> None:
    (path,) = (SHARED / "documents").glob("002_*.txt")
    assert links(parse(read_file(path, path.name))) == ["5", "6", "6", "7", "7", "7", "7", "8"]
