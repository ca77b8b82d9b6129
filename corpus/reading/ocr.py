"""Pages that are pictures, read by tesseract through pytesseract, where both are installed.

Optional (``pip install minutebook[ocr]``, and the program tesseract): without them such pages stay unread and are
named. What is read comes as words with their places, so that columns and tables of a scan are found as on others.
"""

import math
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from statistics import median

import pypdfium2
from PIL import Image

from corpus.reading.pdf_shapes import PageContent, Word

DPI = 300
"""Dots an inch: what tesseract's own notes ask for; less loses small print, more only takes longer."""

_MOST_DOTS = 40_000_000
_SECONDS_A_PAGE = 60
_POINTS = 72
# Tesseract's confidence, 0 to 100; below this it mostly reads specks and drawings.
_LEAST_SURE = 30
# Lines this near the usual height are of the usual type: one without tails or capitals is lower.
_SAME_TYPE = 0.35


# What tesseract makes of a bullet, which alone before a line is nothing else.
_LIKE_BULLETS = frozenset("e¢*°©®»«o·")


def missing() -> str | None:
    """Return what has to be installed before pictures of pages can be read; None where nothing is missing."""
    if find_spec("pytesseract") is None:
        return "pip install minutebook[ocr]"
    if shutil.which("tesseract") is None:
        return "install the program tesseract (the package tesseract-ocr on Debian and Ubuntu)"
    return None


def picture_of(page: pypdfium2.PdfPage) -> Image.Image | None:
    """Return a page as a grey picture, None where nothing is on it; PDFium must be asked by one thread only."""
    width, height = page.get_size()
    scale = min(DPI / _POINTS, math.sqrt(_MOST_DOTS / max(1.0, width * height)))
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    darkest, lightest = picture.getextrema()
    return picture if darkest != lightest else None


def words_of(picture: Image.Image, width: float, height: float) -> PageContent | None:
    """Return the words of a page's picture at their places; None where none can be read in time.

    Args:
        picture: the page.
        width: how wide the page is, in points.
        height: how high it is, in points.
    """
    import pytesseract  # noqa: PLC0415 - optional, and slow to load

    try:
        found = pytesseract.image_to_data(
            picture, lang="eng", timeout=_SECONDS_A_PAGE, output_type=pytesseract.Output.DICT
        )
    except (pytesseract.TesseractError, RuntimeError, OSError):
        return None  # no English data, a picture that it cannot read, or no answer in time: the page stays unread
    words = tuple(_words(found, width / picture.width, height / picture.height))
    return PageContent(width, height, words, (), 0.0) if words else None


def _words(found: dict[str, list[str | int]], across: float, down: float) -> Iterator[Word]:
    """Yield the words; each is as high as its line, and lines of about the usual height are of one size."""
    boxes: dict[tuple[int, ...], tuple[float, float]] = {}
    kept = []
    for at, level in enumerate(found["level"]):
        line = tuple(int(found[name][at]) for name in ("block_num", "par_num", "line_num"))
        top = int(found["top"][at]) * down
        if level == 4:
            boxes[line] = top, top + int(found["height"][at]) * down
        text = str(found["text"][at]).strip()
        if level == 5 and text and float(found["conf"][at]) >= _LEAST_SURE:
            left = int(found["left"][at]) * across
            kept.append((line, text, left, left + int(found["width"][at]) * across))
    if not kept:
        return
    for at, (line, text, left, right) in enumerate(kept):
        if text in _LIKE_BULLETS and (at == 0 or kept[at - 1][0] != line) and kept[at + 1 : at + 2]:
            kept[at] = line, "•", left, right
    usual = median(boxes[line][1] - boxes[line][0] for line, *_ in kept)
    for line, text, left, right in kept:
        top, bottom = boxes[line]
        size = usual if abs(bottom - top - usual) <= _SAME_TYPE * usual else bottom - top
        yield Word(text, left, top, right, bottom, round(size, 1))
