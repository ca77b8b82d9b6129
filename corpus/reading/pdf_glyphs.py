"""Characters of a PDF page into words, as PDFium gives them: in the order of the file, with their type."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from corpus.reading.composing import raised
from corpus.reading.pdf_shapes import Word

_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_SYMBOLS = {
    0x6C: "•", 0x6E: "•", 0x71: "•", 0x76: "•", 0x77: "•", 0xA7: "•", 0xA8: "•", 0xB7: "•", 0xD8: "•",
    0xE8: "→", 0xE9: "↑", 0xEA: "↓", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFE: "☑",
}  # fmt: skip
_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_SYMBOL_NAME = re.compile(r"wingding|webding|zapfdingbat", re.IGNORECASE)
_PRIVATE_USE = range(0xE000, 0xF900)
_UNREADABLE = "\ufffd"
_LINE_END_HYPHEN = 2  # what PDFium gives for a hyphen that it takes for the end of a line
_BLANKS = frozenset({0x20, 0xA0, 0x0A, 0x0D, 0x09, 0x00})
_WORD_GAP = 0.3
"""Gap that parts words, as a share of the letters' height, where the file writes no space."""

_BESIDE = 0.3
SLANTED = -1
_RAISED_BELOW = 0.88
_RAISED_BY = 0.12


@dataclass(frozen=True, slots=True)
class Font:
    """What a font's name tells."""

    bold: bool
    symbols: bool
    typewriter: bool


NO_FONT = Font(bold=False, symbols=False, typewriter=False)


class TextReader:
    """Gathers the characters of one page into words; ``raw`` is PDFium's text page, ``fonts`` a cache."""

    def __init__(self, raw: object, fonts: dict[int, Font]) -> None:
        self._raw = raw
        self._fonts = fonts
        self._font = NO_FONT
        self._word: Word | None = None
        self._angle = 0
        self._height = self._right = 0.0  # of the word's first letter; of its last one
        self._unreadable = self._characters = 0

    def unreadable_share(self) -> float:
        """Return the share of the characters read so far that have no meaning in Unicode."""
        return self._unreadable / max(self._characters, 1)

    def words(self) -> Iterator[tuple[Word, int]]:
        """Yield words with their quarter turn (-1 for slanted ones), boxes in the page's own coordinates.

        Those run upwards, so ``top`` is the larger of the two.
        """
        box = pdfium.FS_RECTF()
        for index, code in self._codes():
            if code in _BLANKS or chr(code).isspace():
                yield from self._finished()
                continue
            pdfium.FPDFText_GetLooseCharBox(self._raw, index, box)
            if self._word is not None and self._angle == 0 and self._is_apart(box):
                yield from self._finished()
            if self._word is None:
                self._begin(index, box)
            self._add(code, box)
        yield from self._finished()

    def _codes(self) -> Iterator[tuple[int, int]]:
        """Yield place and code point of each character; PDFium gives characters beyond 16 bits in two halves."""
        high = 0
        for index in range(pdfium.FPDFText_CountChars(self._raw)):
            code = pdfium.FPDFText_GetUnicode(self._raw, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            yield index, min(code, 0x10FFFF)

    def _is_apart(self, box: pdfium.FS_RECTF) -> bool:
        """Say whether a letter stands too far from the word to belong to it."""
        word = self._word
        if word is None:
            return False
        height = box.top - box.bottom
        gap = box.left - self._right
        overlap = min(box.top, word.top) - max(box.bottom, word.bottom)
        is_beside: bool = overlap >= _BESIDE * min(height, self._height)
        is_next: bool = -height <= gap <= _WORD_GAP * max(height, 1.0)
        return not (is_beside and is_next)

    def _begin(self, index: int, box: pdfium.FS_RECTF) -> None:
        self._height = box.top - box.bottom
        self._angle = _quarter(pdfium.FPDFText_GetCharAngle(self._raw, index))
        self._font = self._font_at(index)
        size = self._size(index, self._height)
        self._word = Word("", box.left, box.top, box.right, box.bottom, size, self._font.bold)

    def _add(self, code: int, box: pdfium.FS_RECTF) -> None:
        word = self._word
        if word is None:
            return
        is_raised = (
            self._angle == 0
            and box.top - box.bottom < _RAISED_BELOW * self._height
            and box.bottom > word.bottom + _RAISED_BY * self._height
        )
        letters = self._letters(code)
        word.text += raised(letters) if is_raised and word.text else letters
        self._right = box.right
        word.x0, word.x1 = min(word.x0, box.left), max(word.x1, box.right)
        if not is_raised:
            word.bottom, word.top = min(word.bottom, box.bottom), max(word.top, box.top)

    def _finished(self) -> Iterator[tuple[Word, int]]:
        word, self._word = self._word, None
        if word is None or not word.text:
            return
        if word.text == "o" and self._font.typewriter:
            word.text = "•"  # word processors show the second level of bullets so
        yield word, self._angle

    def _letters(self, code: int) -> str:
        """Return what a character reads as: ligatures in letters, symbol fonts' signs as their like in Unicode."""
        self._characters += 1
        if code == _LINE_END_HYPHEN:
            return "-"
        if code in _LIGATURES:
            return _LIGATURES[code]
        is_private = code in _PRIVATE_USE
        if (is_private or (self._font.symbols and code < 0x100)) and code & 0xFF in _SYMBOLS:
            return _SYMBOLS[code & 0xFF]
        is_unreadable = is_private or code < 0x20 or code in (0xFFFD, 0xFFFE, 0xFFFF)
        self._unreadable += is_unreadable
        return _UNREADABLE if is_unreadable else chr(code)

    def _size(self, index: int, height: float) -> float:
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(self._raw, index, matrix):
            size = pdfium.FPDFText_GetFontSize(self._raw, index) * math.hypot(matrix.c, matrix.d)
            if size > 0:
                return float(size)
        return max(height, 1.0)

    def _font_at(self, index: int) -> Font:
        holder = pdfium.FPDFText_GetTextObject(self._raw, index)
        handle = pdfium.FPDFTextObj_GetFont(holder) if holder else None
        if not handle:
            return NO_FONT
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        font = self._fonts.get(address)
        if font is None:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(handle, buffer, 256)
            name = buffer.value.decode("utf-8", "replace")
            font = Font(bool(_BOLD_NAME.search(name)), bool(_SYMBOL_NAME.search(name)), "courier" in name.lower())
            self._fonts[address] = font
        return font


def _quarter(angle: float) -> int:
    """Return the quarter turns to the left of a direction in radians, or -1 for slanted text (a watermark)."""
    quarters = -angle / (math.pi / 2)  # PDFium counts clockwise
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.1 else SLANTED
