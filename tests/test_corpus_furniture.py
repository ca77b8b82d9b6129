"""Running headers, page numbers and other furniture on papers that have pages."""

from parsed import check, source

from corpus.parsing import parse
from corpus.records import Mark, MarkKind, Page, PartKind, PassageKind
from corpus.structure.furniture import find_furniture
from corpus.structure.lines import read_lines

_BODY = "The Commissioner told Members what was done in the district, and {word} followed\nin the {word} "
"months after it."


def _paper(pages: list[str]) -> tuple[str, tuple[Page, ...]]:
    text, spans = "", []
    for number, page in enumerate(pages, 1):
        spans.append(Page(number, len(text), len(text) + len(page) + 2, str(number + 50)))
        text += page + "\n\n"
    return text, tuple(spans)


def _left(text: str, pages: tuple[Page, ...]) -> list[str]:
    lines = read_lines(source(text, kind="pdf", pages=pages))
    return [lines[index].text for index in sorted(find_furniture(lines))]


def test_lines_at_the_edge_of_each_page_are_furniture_from_the_second_on() -> None:
    text, pages = _paper(
        [
            f"Fenmere Panel - 6 February 2025\n\n{_BODY.format(word=word)}\n\nPage {n}"
            for n, word in enumerate("abcde", 51)
        ]
    )
    left = _left(text, pages)
    assert left.count("Fenmere Panel - 6 February 2025") == 4
    assert [line for line in left if line.startswith("Page")] == [f"Page {number}" for number in range(51, 56)]


def test_a_title_used_on_pages_far_apart_is_kept() -> None:
    filler = [_BODY.format(word=word) for word in "abcd"]
    text, pages = _paper(
        [part for _ in range(4) for part in (f"Contact Points\n\n{_BODY.format(word='x')}", *filler)]
    )
    assert "Contact Points" not in _left(text, pages)


def test_figures_alone_are_page_numbers_unless_they_number_headings() -> None:
    text, pages = _paper([f"{_BODY.format(word=word)}\n\n{number}" for number, word in enumerate("abc", 7)])
    assert _left(text, pages) == ["7", "8", "9"]
    numbered = "Minutes\n\n7\n\nApologies\n\nNone.\n\n8\n\nBudget\n\nNoted.\n\n9\n\nClose\n\nNoted.\n"
    assert _left(numbered, ()) == []


def test_what_the_format_calls_furniture_is_none_of_the_paper() -> None:
    text = "Fenmere Panel\n\nThe Panel noted the report.\n\nCookie settings of this site\n"
    start = text.index("Cookie")
    document = parse(source(text, kind="html", marks=(Mark(MarkKind.FURNITURE, start, len(text) - 1),)))
    check(document)
    assert [text[span.start : span.end] for span in document.furniture] == ["Cookie settings of this site"]


def test_rows_run_on_across_a_running_header() -> None:
    header = "Appendix 1: Delivery plan of the Commissioner"
    rows = "".join(f"\n\n{header}\n\n\tAction {n}\tDone {n}" for n in range(5))
    document = parse(
        source(f"Report\n\nThe plan follows here.\n\n{header}\n\nAim\tAction\tUpdate\nA1\tAction\tDone{rows}\n")
    )
    check(document)
    assert [each.text for each in document.passages].count(header) == 1
    rows_found = [each for each in document.passages if each.kind is PassageKind.ROW]
    assert len(rows_found) == 6


def test_a_running_header_with_the_agenda_item_opens_each_report() -> None:
    def report(item: int, title: str) -> list[str]:
        return [
            f"AGENDA ITEM {item}\n\n{title}\n\nRecommendation\n\n1. The Panel is asked to note the report.",
            f"AGENDA ITEM {item}\n\n{_BODY.format(word='more')}",
            f"AGENDA ITEM {item}\n\n{_BODY.format(word='much')}",
        ]

    front = "Agenda\n\nFenmere Police and Crime Panel\n\nThursday, 6 February 2025, 11.00 am\n\nAll are welcome."
    text, pages = _paper([front, *report(5, "HUB PROJECT REPORT"), *report(6, "RURAL CRIME REPORT")])
    marks = tuple(
        Mark(MarkKind.FURNITURE, line.start, line.end)
        for line in read_lines(source(text, kind="pdf", pages=pages))
        if line.text.startswith("AGENDA ITEM")
    )
    document = parse(source(text, kind="pdf", pages=pages, marks=marks))
    check(document)
    assert [(part.kind, part.title) for part in document.parts[1:]] == [
        (PartKind.REPORT, "HUB PROJECT REPORT"),
        (PartKind.REPORT, "RURAL CRIME REPORT"),
    ]
    first = document.passages[0]
    assert (first.page, first.printed_page) == (1, "51")
    assert {each.page for each in document.passages if each.part == 2} == {5, 6, 7}
