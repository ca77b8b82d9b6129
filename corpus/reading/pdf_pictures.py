"""A page of a PDF as a picture, and where words of it stand on that picture.

The page is turned as it is read, so that a table set sideways stands upright.
"""

import io
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pypdfium2
from PIL import Image

from corpus.errors import UnreadablePaperError
from corpus.reading.pdf import ONE_AT_A_TIME
from corpus.reading.pdf_page import page_content
from corpus.reading.pdf_shapes import PageContent, Word

DPI = 144
"""Dots an inch of a picture: small print can be read when it fills half a screen, in about 150 kB a page."""

MOST_DOTS = 8_000_000

FOUND = 0.8
"""So much of a stretch has to be found on the page; what is missing is mostly a mark that the reading left out."""

_PADDING = 2.0
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PictureOf:
    """A page's size in points and the boxes around a stretch of its text, none where it is not found there."""

    width: float
    height: float
    boxes: tuple[Box, ...]


def picture(path: Path, number: int) -> bytes:
    """Return the page with this number, which counts from 1, as a PNG.

    Raises:
        UnreadablePaperError: the file cannot be read, or has no such page.
    """
    with ONE_AT_A_TIME, _opened(path, number) as page:
        turn = page_content(page, {}).turn
        width, height = page.get_size()
        scale = min(DPI / 72, (MOST_DOTS / max(1.0, width * height)) ** 0.5)
        image = page.render(scale=scale, rotation=(90 * turn - page.get_rotation()) % 360).to_pil()
    made = io.BytesIO()
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(made, "PNG")
    return made.getvalue()


def places(path: Path, number: int, stretches: Sequence[tuple[str, float]]) -> PictureOf:
    """Return where stretches of a page's text stand on its picture.

    Args:
        path: the PDF.
        number: the page, from 1.
        stretches: each as its text and how far down the page's text it begins, from 0 to 1, which tells places
            apart that say the same.

    Raises:
        UnreadablePaperError: the file cannot be read, or has no such page.
    """
    with ONE_AT_A_TIME, _opened(path, number) as page:
        content = page_content(page, {})
    boxes = tuple(box for text, at in stretches for box in _boxes(content, text, at))
    return PictureOf(content.width, content.height, boxes)


@contextmanager
def _opened(path: Path, number: int) -> Iterator[pypdfium2.PdfPage]:
    """Open one page; PDFium must be asked by one thread only."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise UnreadablePaperError("it cannot be opened: download it again") from error
    try:
        if not 1 <= number <= len(document):
            raise UnreadablePaperError(f"it has no page {number}")
        page = document[number - 1]
        yield page
        page.close()
    finally:
        document.close()


def _boxes(content: PageContent, text: str, at: float) -> Iterator[Box]:
    """Yield a box for each line of the stretch, none where too little of it is on the page."""
    words = [word for word in content.words if word.table is None]
    plain = [_plain(word.text) for word in words]
    page = "".join(plain)
    ends = list(accumulate(map(len, plain)))
    # Lines of a paragraph and cells of a table each stand together on the page, whatever comes between them.
    pieces = [piece for piece in map(_plain, re.split(r"[\n\t]+", text)) if piece]
    if not pieces:
        return
    anchor = max(pieces, key=len)
    starts = _occurrences(page, anchor)
    if not starts:
        return
    first = min(starts, key=lambda start: abs(start / max(1, len(page)) - at))
    level = words[bisect_right(ends, first)].top
    found: set[int] = set()
    length = 0
    for piece in pieces:
        near = [first] if piece is anchor else _occurrences(page, piece)
        if not near:
            continue
        tops = {place: words[bisect_right(ends, place)].top for place in near}
        start = min(near, key=lambda place: (abs(tops[place] - level), abs(place - first)))
        found.update(range(bisect_right(ends, start), bisect_right(ends, start + len(piece) - 1) + 1))
        length += len(piece)
    if length >= FOUND * sum(map(len, pieces)):
        yield from _lines([words[index] for index in sorted(found)])


def _plain(text: str) -> str:
    """Return letters and figures alone: white space, hyphens at a line's end and dashes are set anyhow."""
    return "".join(_LETTERS.findall(unicodedata.normalize("NFKC", text).casefold()))


def _occurrences(page: str, piece: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(piece), page)]


def _lines(words: Sequence[Word]) -> Iterator[Box]:
    """Yield a box around the words of each line."""
    line: list[Word] = []
    for word in words:
        if line and (word.top > line[-1].bottom or word.bottom < line[-1].top or word.x0 < line[-1].x0):
            yield _around(line)
            line = []
        line.append(word)
    if line:
        yield _around(line)


def _around(words: Sequence[Word]) -> Box:
    return Box(
        min(word.x0 for word in words) - _PADDING,
        min(word.top for word in words) - _PADDING,
        max(word.x1 for word in words) + _PADDING,
        max(word.bottom for word in words) + _PADDING,
    )
