"""Passages into what may be quoted: sentences, and the rows of tables as they are read out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.records import Cell, Document, Passage, PassageKind, Span
from corpus.sentences import sentences, spans_within
from corpus.tables.tables import describe_row

_WHITE = re.compile(r"\s+")
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
# A row of more words than this is not read out whole: the sentences of its long cells stand for themselves.
LONGEST_ROW = 45
# A row's label of so many words stands without the group that it is in.
LABEL_ALONE = 4
# Of such a row the cells of so many words and fewer are read out together: its label, figures, dates and names.
LONGEST_CELL = 8


def quotable(document: Document, passage: Passage) -> Iterator[tuple[tuple[Span, ...], str]]:
    """Yield the sentences of a passage, of a row its short cells together and the sentences of its long ones."""
    if passage.kind is not PassageKind.ROW or not passage.cells:
        for sentence in sentences(passage.text):
            spans = spans_within(passage.spans, sentence.start, sentence.end)
            yield spans, plain(passage.text[sentence.start : sentence.end])
        return
    if len(row_text(document, passage).split()) <= LONGEST_ROW:
        yield passage.spans, read_out(document, passage, passage.cells)
        return
    text, given = document.source.text, [cell for cell in passage.cells if cell.text]
    short = [cell for cell in given if len(cell.text.split()) <= LONGEST_CELL]
    if short == given:
        yield passage.spans, read_out(document, passage, given)
        return
    standing = [cell for cell in short if cell.start < cell.end]  # a mark may be read out of another cell's words
    if len(standing) > 1:
        yield tuple(Span(cell.start, cell.end) for cell in standing), read_out(document, passage, standing)
    for cell in passage.cells:
        for sentence in () if cell in short else sentences(text[cell.start : cell.end]):
            span = Span(cell.start + sentence.start, cell.start + sentence.end)
            yield (span,), plain(text[span.start : span.end])


def read_out(document: Document, passage: Passage, cells: Sequence[Cell]) -> str:
    """Return cells of a row as they are read out: what the row is about, then each figure with its column.

    The group is said where the row's own label is too short to stand without it; notes stand with the citation.
    """
    given = [cell for cell in cells if cell.text]
    if passage.table is None or not given:
        return plain(passage.text)
    label = labelled(passage)
    rest = [cell for cell in cells if cell is not label]
    said = describe_row(replace(document.tables[passage.table], notes=()), rest, None)
    group = passage.group if passage.group and (label is None or len(label.text.split()) < LABEL_ALONE) else None
    return plain("; ".join(filter(None, (group, label.text if label else "", said))))


def labelled(passage: Passage) -> Cell | None:
    """Return the cell that says what a table row is about: its first, where that is short."""
    first = next((cell for cell in passage.cells if cell.text), None)
    return first if first is not None and len(first.text.split()) <= LONGEST_CELL else None


def row_text(document: Document, passage: Passage) -> str:
    """Return a table row as it is read aloud: "Measure: ...; Target: ..."."""
    if passage.table is None or not passage.cells:
        return plain(passage.text)
    return plain(describe_row(document.tables[passage.table], passage.cells, passage.group))


def plain(text: str) -> str:
    """Return text on one line, without the marks of bold and of bullets and the tags that tables hold."""
    return _WHITE.sub(" ", _TAG.sub(" ", text).replace("**", "")).strip().lstrip("•·- ").strip()
