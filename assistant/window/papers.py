"""A quote in its paper: the text around it as the paper has it, with the quote marked."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from assistant.window import exempt, wording
from assistant.window.markup import Html, element, escape, joined
from corpus.records import Document, Part, Passage, PassageKind, Span

AROUND = 120
"""Passages shown on each side of a quote: about six pages, quick to open even from a pack of four hundred."""


def paper(
    document: Document,
    quoted: Sequence[Span],
    whole: str | None = None,
    original: str | None = None,
    pictures: Sequence[Html] = (),
) -> Html:
    """Return the source view of a paper around the quoted stretches, or all of it where ``whole`` is None.

    ``whole`` is the address of the entire paper, offered where only a part of it is shown; ``original`` that of
    the PDF, offered at the page of the quote; ``pictures`` are the pages of the quote, shown before the text.
    """
    passages = document.passages
    marks = _Marks(document, quoted, opened=any('id="quote"' in one for one in pictures))
    first, last = (0, len(passages)) if whole is None else _around(passages, quoted)
    shown = passages[first:last]
    more = element("p", element("a", "Show the whole paper", href=whole, class_="whole")) if whole else None
    return joined(
        [
            _heading(document, quoted, original),
            *pictures,
            element("h2", "The text of the paper, as it was read", class_="as-read") if pictures else None,
            element("p", "Earlier pages are left out.", class_="hint") if first else None,
            more if first or last < len(passages) else None,
            element("div", _body(document, shown, marks), class_="paper"),
            element("p", "Later pages are left out.", class_="hint") if last < len(passages) else None,
        ]
    )


class _Marks:
    """Marks the quoted stretches; the first is where the page is opened, unless that is ``opened`` elsewhere."""

    def __init__(self, document: Document, quoted: Sequence[Span], *, opened: bool) -> None:
        self._text = document.source.text
        self._source = document.source.source
        self._quoted = sorted(quoted)
        self._opened = opened

    def text(self, start: int, end: int) -> Html:
        """Return ``text[start:end]`` with its quoted stretches marked."""
        pieces: list[Html] = []
        position = start
        for span in self._quoted:
            begin, stop = max(span.start, position), min(span.end, end)
            if begin < stop:
                mark_id = None if self._opened else "quote"
                self._opened = True
                pieces.append(escape(self._read(position, begin)))
                pieces.append(element("mark", self._read(begin, stop), id=mark_id))
                position = stop
        return joined([*pieces, escape(self._read(position, end))])

    def _read(self, start: int, end: int) -> str:
        return wording.untagged(self._text[start:end], self._source)

    def heading(self, passage: Passage) -> Html:
        """Return a heading's words; where none are quoted, a row of columns as it is read."""
        if any(span.start < passage.end and passage.start < span.end for span in self._quoted):
            return self.passage(passage)
        return escape(wording.readable(passage.text, self._source))

    def passage(self, passage: Passage) -> Html:
        """Return a passage's words, span after span."""
        return joined((self.text(span.start, span.end) for span in passage.spans), between=" ")


def _around(passages: Sequence[Passage], quoted: Sequence[Span]) -> tuple[int, int]:
    touched = [
        place
        for place, passage in enumerate(passages)
        if any(span.start < passage.end and passage.start < span.end for span in quoted)
    ]
    if not touched:
        return 0, min(2 * AROUND, len(passages))
    return max(0, touched[0] - AROUND), min(len(passages), touched[-1] + AROUND + 1)


def _heading(document: Document, quoted: Sequence[Span], original: str | None) -> Html:
    at = quoted[0].start if quoted else 0
    passage = next((p for p in document.passages if p.start <= at < p.end), None)
    facts: list[str] = []
    if passage is not None:
        part = document.parts[passage.part]
        facts = [
            wording.meeting(part.body, part.meeting_date),
            wording.page(passage.page, passage.printed_page),
        ]
    return element(
        "div",
        exempt.sign() if any(document.parts[one.part].exempt for one in document.passages) else None,
        element("h1", document.title),
        element("p", " · ".join(fact for fact in facts if fact), class_="where") if any(facts) else None,
        element("p", f"File: {document.source.source}", class_="where"),
        element("p", _pdf_link(original, passage), class_="where") if original else None,
    )


def _pdf_link(original: str, passage: Passage | None) -> Html:
    page = passage.page if passage is not None and passage.page is not None else 1
    return element(
        "a", f"Open the PDF at page {page}", href=f"{original}#page={page}", target="_blank", class_="pdf"
    )


def _body(document: Document, passages: Sequence[Passage], marks: _Marks) -> Html:
    blocks: list[Html] = []
    part: int | None = None
    page: int | None = None
    for (at_part, at_page, kind, _), run in groupby(passages, key=_run):
        if at_part != part:
            blocks.append(_part_heading(document.parts[at_part]))
            part = at_part
        if at_page != page and at_page is not None:
            blocks.append(_page_line(document, at_page))
            page = at_page
        blocks += _blocks(document, kind, list(run), marks)
    return joined(blocks)


def _run(passage: Passage) -> tuple[int, int | None, PassageKind, int | None]:
    return passage.part, passage.page, passage.kind, passage.table


def _blocks(document: Document, kind: PassageKind, run: Sequence[Passage], marks: _Marks) -> Iterator[Html]:
    """Yield the markup of neighbouring passages of one kind on one page."""
    if kind is PassageKind.ROW:
        yield _table(document, run, marks)
    elif kind is PassageKind.BULLET:
        yield element("ul", *[element("li", marks.passage(passage)) for passage in run])
    elif kind is PassageKind.HEADING:
        for passage in run:
            yield element("h3", marks.heading(passage))
    else:
        for passage in run:
            yield element("p", marks.passage(passage), class_="note" if kind is PassageKind.NOTE else None)


def _table(document: Document, rows: Sequence[Passage], marks: _Marks) -> Html:
    """Return table rows under their headers; rows whose cells are in doubt stand as lines of text."""
    index = rows[0].table
    table = document.tables[index] if index is not None else None
    columns = table.columns if table else ()
    width = max([len(columns), *(len(row.cells) for row in rows)])
    head = element("tr", *[element("th", column, scope="col") for column in _padded(columns, width)])
    body = [_row(row, columns, width, marks) for row in rows]
    caption = element("caption", table.title) if table and table.title else None
    return element(
        "div",
        element("table", caption, element("thead", head) if columns else None, element("tbody", *body)),
        class_="table",
        tabindex=0,
        role="region",
        aria_label=(table.title if table else None) or "Table",
    )


def _row(row: Passage, columns: Sequence[str], width: int, marks: _Marks) -> Html:
    if row.doubtful or not row.cells:
        return element("tr", element("td", marks.passage(row), colspan=width))
    placed: list[list[Html]] = [[] for _ in range(width)]
    # A row whose group label stands in the row above it begins one cell further in.
    first = width - len(row.cells) if row.group else 0
    for number, cell in enumerate(row.cells, start=max(first, 0)):
        named = columns.index(cell.column) if cell.column in columns else number
        placed[min(named, width - 1)].append(marks.text(cell.start, cell.end))
    return element("tr", *[element("td", joined(cells, between=" ")) for cells in placed])


def _padded(columns: Iterable[str], width: int) -> list[str]:
    named = list(columns)
    return named + [""] * (width - len(named))


def _part_heading(part: Part) -> Html:
    facts = [part.kind.value.capitalize(), wording.meeting(part.body, part.meeting_date), part.status or ""]
    return element(
        "div",
        element("h2", part.title),
        exempt.sign() if part.exempt else None,
        element("p", " · ".join(fact for fact in facts if fact), class_="where"),
        class_="part",
    )


def _page_line(document: Document, number: int) -> Html:
    printed = next((page.printed for page in document.source.pages if page.number == number), None)
    return element("p", wording.page(number, printed), class_="page-line")
