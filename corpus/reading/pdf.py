"""PDF files into text with page spans, in reading order, with headings, lists, tables and furniture marked.

PDFium (through pypdfium2) reads characters and drawing; what is done with them is ours. Tried on the agenda pack
of the sample papers (28 pages, 20 tables) and on a page with two columns, on two busy cores:

- pypdfium2's own text: 2 ms a page; no tables, footnote marks glued to figures;
- pypdf 7: 23 ms a page, the same;
- pdfplumber 0.11: 158 ms a page; finds the 13 ruled tables, but puts footnote marks before the figures; none of
  the 7 without rules, and its strategy for these sees a table on 25 pages; runs lines of two columns together;
- this: 23 ms a page; all 20 tables, columns one after the other. 1,020 pages take 11 s of one core and 130 MB.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import UnreadablePaperError
from corpus.reading.composing import Reading, real_title
from corpus.reading.pdf_composing import compose
from corpus.reading.pdf_glyphs import Font
from corpus.reading.pdf_layout import lay_out
from corpus.reading.pdf_page import page_content
from corpus.reading.pdf_shapes import PageContent

ONE_AT_A_TIME = threading.Lock()
"""PDFium is not safe for use by two threads."""

_MOST_PAGES = 5000
_TAIL = 8192
_PAGES_NAMED = 20
_HOLD = ("holds no text", "hold no text")
_MOST_UNREADABLE = 0.4


def read_pdf(data: bytes) -> Reading:
    """Return the text of a PDF with the span of each page and what its layout says.

    Raises:
        UnreadablePaperError: for an encrypted, damaged, cut or scanned file, and for one of too many pages.
    """
    if b"%%EOF" not in data[-_TAIL:]:
        raise UnreadablePaperError("it is cut short: download it again, or print it to a new PDF")
    with ONE_AT_A_TIME:
        contents, labels, title = _contents(data)
    without = [number for number, content in enumerate(contents, start=1) if not content.words]
    recognised = _recognise(data, without) if without else {}
    unread = [number for number in without if number not in recognised]
    if len(unread) == len(contents):
        raise UnreadablePaperError(f"it holds scanned pages and no text: {_how_to_read_scans()}")
    contents = [recognised.get(number, content) for number, content in enumerate(contents, start=1)]
    text, marks, pages = compose(lay_out(contents), _printed_labels(labels))
    warnings = tuple(
        f"{_named(some)} {what}"
        for some, what in (
            (list(recognised), "read by OCR: check against the picture"),
            (unread, _HOLD[len(unread) > 1]),
        )
        if some
    )
    return Reading(text, marks=marks, pages=pages, title=title, warnings=warnings)


def _contents(data: bytes) -> tuple[list[PageContent], list[str], str | None]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadablePaperError("it is encrypted: save a copy without a password") from error
        raise UnreadablePaperError("it is damaged: download it again, or print it to a new PDF") from error
    try:
        count = len(document)
        if not count:
            raise UnreadablePaperError("it is damaged and holds no page: download it again")
        if count > _MOST_PAGES:
            raise UnreadablePaperError(f"it has {count:,} pages, at most {_MOST_PAGES:,} are read: split it")
        fonts: dict[int, Font] = {}
        contents: list[PageContent] = []
        for index in range(count):
            page = document[index]
            contents.append(_readable(page_content(page, fonts)))
            page.close()
        labels = [document.get_page_label(index) for index in range(count)]
        title = real_title(document.get_metadata_value("Title"))
    except pypdfium2.PdfiumError as error:
        raise UnreadablePaperError("one of its pages is damaged: print it to a new PDF") from error
    finally:
        document.close()
    return contents, labels, title


def _recognise(data: bytes, pages: Sequence[int]) -> dict[int, PageContent]:
    """Read the pages with these numbers as pictures, where what that takes is installed."""
    from corpus.reading import ocr  # noqa: PLC0415 - only where a page holds no text

    found: dict[int, PageContent] = {}
    if ocr.missing() is not None:
        return found
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
    try:
        for number in pages:
            with ONE_AT_A_TIME:
                page = document[number - 1]
                (width, height), picture = page.get_size(), ocr.picture_of(page)
                page.close()
            content = ocr.words_of(picture, width, height) if picture is not None else None
            if content is not None:
                found[number] = content
    finally:
        with ONE_AT_A_TIME:
            document.close()
    return found


def _how_to_read_scans() -> str:
    from corpus.reading import ocr  # noqa: PLC0415 - as above

    missing = ocr.missing()
    if missing is None:
        return "no words could be recognised on them (OCR), so scan it again, upright and at 300 dots an inch"
    return f"to have them recognised (OCR), {missing}, or use ocrmypdf"


def _readable(content: PageContent) -> PageContent:
    """Drop the words of a page whose font does not say which letters its signs are: they would be gibberish."""
    return replace(content, words=()) if content.unreadable > _MOST_UNREADABLE else content


def _printed_labels(labels: list[str]) -> list[str | None]:
    """Keep a PDF's page labels only where they say something else than the page's place in the file."""
    if all(label in ("", str(number)) for number, label in enumerate(labels, start=1)):
        return [None] * len(labels)
    return [label or None for label in labels]


def _named(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:_PAGES_NAMED]))
    more = f" and {len(pages) - _PAGES_NAMED} more" if len(pages) > _PAGES_NAMED else ""
    return f"page {shown}" if len(pages) == 1 else f"pages {shown}{more}"
