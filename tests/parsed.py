"""Helpers of the parsing tests: sources made of text, and the invariants that every parsed paper keeps."""

from pathlib import Path

from corpus.parsing import join_spans, parse
from corpus.records import Document, Mark, Page, Passage, PassageKind, SourceText

SHARED = Path(__file__).parents[2] / "shared"


def source(
    text: str, *, kind: str = "txt", marks: tuple[Mark, ...] = (), pages: tuple[Page, ...] = ()
) -> SourceText:
    return SourceText("paper.txt", text, "0" * 64, kind, pages, marks)


def read(text: str) -> Document:
    """Parse a text and check what must hold of every paper."""
    document = parse(source(text))
    check(document)
    return document


def of_kind(document: Document, kind: PassageKind) -> list[str]:
    return [passage.text for passage in document.passages if passage.kind is kind]


def passage(document: Document, beginning: str) -> Passage:
    """Return the one passage that begins with some words."""
    found = [each for each in document.passages if each.text.startswith(beginning)]
    assert len(found) == 1, f"{len(found)} passages begin with {beginning!r}"
    return found[0]


def item_of(document: Document, beginning: str) -> str | None:
    """Return the number of the item that the passage with this beginning belongs to."""
    found = passage(document, beginning)
    return None if found.item is None else document.parts[found.part].items[found.item].number


def check(document: Document) -> None:
    """Assert the invariants of a parsed document."""
    text = document.source.text
    held = bytearray(len(text))
    for place, each in enumerate(document.passages):
        assert each.index == place
        assert each.text == join_spans(text, each.spans)
        assert each.spans == tuple(sorted(each.spans))
        part = document.parts[each.part]
        assert each.item is None or 0 <= each.item < len(part.items)
        own = bytearray(each.end - each.start)
        for span in each.spans:
            assert 0 <= span.start < span.end <= len(text)
            assert part.start <= span.start
            assert span.end <= part.end
            for at in range(span.start, span.end):
                assert not own[at - each.start]
                own[at - each.start] = 1
                shared = each.kind in (PassageKind.ROW, PassageKind.NOTE) and each.table is not None
                assert not held[at] or shared or text[at].isspace(), f"{at} is in two passages"
                held[at] = 1
        for cell in each.cells:
            assert 0 <= cell.start <= cell.end <= len(text)
        assert each.table is None or document.tables[each.table].index == each.table
    for span in document.furniture:
        assert text[span.start : span.end].strip()
        for at in range(span.start, span.end):
            assert not held[at], f"{at} is in a passage and in furniture"
            held[at] = 1
    assert all(held[at] or text[at].isspace() for at in range(len(text)))
    starts = [each.start for each in document.passages]
    assert starts == sorted(starts)
    for before, after in zip(document.parts, document.parts[1:], strict=False):
        assert before.end <= after.start
    for part in document.parts:
        for item in part.items:
            assert part.start <= item.start <= item.end <= part.end
