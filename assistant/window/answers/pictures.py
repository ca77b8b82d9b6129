"""The pages of a quote as pictures, with the quote boxed."""

from collections.abc import Sequence
from pathlib import Path

from assistant.window import wording
from assistant.window.markup import Html, element
from corpus.errors import UnreadablePaperError
from corpus.reading.guarding import showing
from corpus.reading.pdf_pictures import PictureOf
from corpus.records import Document, Page, Span

MOST = 3
"""So many pages of one quote are shown."""


def pictures(
    document: Document, document_id: str, quoted: Sequence[Span], path: Path, *, exempt: bool = False
) -> tuple[Html, ...]:
    """Return the pages of a PDF on which the quoted stretches stand, each as a figure."""
    pages = [page for page in document.source.pages if any(_on(page, span) for span in quoted)]
    figures = []
    for number, page in enumerate(pages[:MOST]):
        try:
            found = showing().places(path, page.number, _stretches(document, page, quoted))
        except UnreadablePaperError:
            continue
        link = wording.page_link(document_id, page.number, exempt=exempt)
        figures.append(_figure(link, page, found, first=number == 0))
    return tuple(figures)


def _on(page: Page, span: Span) -> bool:
    return span.start < page.end and page.start < span.end


def _stretches(document: Document, page: Page, quoted: Sequence[Span]) -> list[tuple[str, float]]:
    """Return what of the quote stands on a page, and how far down its text each stretch begins."""
    length = max(1, page.end - page.start)
    cut = [Span(max(span.start, page.start), min(span.end, page.end)) for span in quoted if _on(page, span)]
    return [(document.source.text[one.start : one.end], (one.start - page.start) / length) for one in cut]


def _figure(link: str, page: Page, found: PictureOf, *, first: bool) -> Html:
    where = wording.page(page.number, page.printed)
    boxed = f"{where}, with the quote boxed." if found.boxes else f"{where}."
    sorry = "The quote could not be boxed on this picture: its words are marked in the text below."
    return element(
        "figure",
        element(
            "div",
            element(
                "img",
                src=link,
                alt=f"Picture of {boxed}",
                width=round(found.width),
                height=round(found.height),
            ),
            _overlay(found, first=first) if found.boxes else None,
            class_="sheet",
        ),
        element("figcaption", boxed if found.boxes else f"{boxed} {sorry}"),
        class_="page-picture",
    )


def _overlay(found: PictureOf, *, first: bool) -> Html:
    """Return the boxes as a drawing over the picture; the page is opened at the first of them."""
    boxes = [
        element(
            "rect",
            x=f"{box.x0:.1f}",
            y=f"{box.top:.1f}",
            width=f"{box.x1 - box.x0:.1f}",
            height=f"{box.bottom - box.top:.1f}",
            id="quote" if first and number == 0 else None,
        )
        for number, box in enumerate(found.boxes)
    ]
    size = f"0 0 {found.width:.1f} {found.height:.1f}"
    return element("svg", *boxes, viewBox=size, aria_hidden="true", class_="boxes")
