"""PDF files into text with page spans."""

import pypdfium2

from corpus.errors import UnreadablePaperError
from corpus.reading.composing import Reading
from corpus.records import Page


def read_pdf(data: bytes) -> Reading:
    """Return the text of a PDF with the span of each page.

    Raises:
        UnreadablePaperError: for an encrypted, damaged or scanned file.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePaperError("it is damaged or encrypted: download it again, or save a copy") from error
    pieces: list[str] = []
    pages: list[Page] = []
    start = 0
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        text = text_page.get_text_bounded().replace("\r\n", "\n").strip() + "\n\n"
        text_page.close()
        page.close()
        pieces.append(text)
        pages.append(Page(index + 1, start, start + len(text)))
        start += len(text)
    document.close()
    if not any(piece.strip() for piece in pieces):
        raise UnreadablePaperError("it holds scanned pages and no text: recognise its words (OCR) first")
    return Reading("".join(pieces), pages=tuple(pages))
