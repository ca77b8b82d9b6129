"""Papers whose format says itself what is a heading, a list or a table."""

from parsed import check, item_of, passage, source

from corpus.parsing import parse
from corpus.reading.composing import Composer
from corpus.records import Document, MarkKind, PassageKind


def _parsed(composer: Composer, kind: str = "docx") -> Document:
    document = parse(source(composer.text(), kind=kind, marks=composer.marks()))
    check(document)
    return document


def test_marked_headings_nest_by_their_level_and_short_lines_are_none() -> None:
    composer = Composer()
    composer.block("Custody report", MarkKind.HEADING, 1)
    composer.block("Visits", MarkKind.HEADING, 2)
    composer.block("Oxley", MarkKind.HEADING, 3)
    composer.block("Ten visits were made.")
    composer.block("Teal", MarkKind.HEADING, 3)
    composer.block("A short line")
    composer.block("Nine visits were made.")
    composer.block("Costs", MarkKind.HEADING, 2)
    composer.block("They fell.")
    document = _parsed(composer)
    assert passage(document, "Ten visits").headings == ("Visits", "Oxley")
    assert passage(document, "Nine visits").headings == ("Visits", "Teal")
    assert passage(document, "They fell").headings == ("Costs",)
    assert passage(document, "A short line").kind is PassageKind.PARAGRAPH


def test_marked_lists_and_their_levels() -> None:
    composer = Composer()
    composer.block("The Panel heard that:")
    for words, level in (("Oxley had:", 1), ("two vans", 2), ("one car", 2), ("Teal had none", 1)):
        composer.block(words, MarkKind.LIST_ITEM, level)
    document = _parsed(composer)
    assert passage(document, "two vans").kind is PassageKind.BULLET
    assert passage(document, "one car").lead_in == "Oxley had:"
    assert passage(document, "Teal had").lead_in == "The Panel heard that:"


def test_marked_tables_have_their_headers_and_their_title() -> None:
    composer = Composer()
    composer.block("Calls", MarkKind.HEADING, 2)
    composer.block("Calls answered, by month")
    composer.table([["Month", "999", "101"], ["May", "14", "20"], ["June", "", "21"]], [0])
    composer.block("They rose.")
    document = _parsed(composer)
    (table,) = document.tables
    assert table.columns == ("Month", "999", "101")
    assert table.title == "Calls answered, by month"
    june = next(each for each in document.passages if each.text.startswith("June"))
    assert [(cell.column, cell.text) for cell in june.cells if cell.text] == [("Month", "June"), ("101", "21")]
    assert june.table == table.index
    header = next(each for each in document.passages if each.text.startswith("Month"))
    assert (header.kind, header.table) == (PassageKind.HEADING, table.index)


def test_numbered_headings_with_marks_are_items() -> None:
    composer = Composer()
    composer.block("Fenmere Police and Crime Panel", MarkKind.HEADING, 1)
    composer.block("Monday, 9 December 2024")
    composer.block("Minutes", MarkKind.HEADING, 1)
    for number, title in enumerate(("Apologies", "Budget", "Close"), 1):
        composer.block(f"{number}. {title}", MarkKind.HEADING, 2)
        composer.block(f"Members spoke of the {title.lower()} for some time.")
    document = _parsed(composer)
    assert [(item.number, item.title) for item in document.parts[0].items] == [
        ("1", "Apologies"),
        ("2", "Budget"),
        ("3", "Close"),
    ]
    assert item_of(document, "Members spoke of the budget") == "2"
