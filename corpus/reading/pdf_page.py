"""What stands on a PDF page: words with their boxes, and the ruling lines, seen upright.

Coordinates are points from the upper left corner of the page as it is read: a page whose text runs upwards (a
landscape table) is turned first.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.reading.composing import raised

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
_WORD_GAP = 0.3
"""Gap that parts words, as a share of the letters' height, where the file writes no space."""

_RAISED_BELOW = 0.88
_RAISED_BY = 0.12
_THICKEST_RULE = 3.0
_MOST_SEGMENTS = 4000
_MOST_RULES = 20_000
_DEEPEST_FORM = 4


@dataclass(slots=True)
class Word:
    """Letters without a space between them. ``turned`` is one that runs in another direction than the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    turned: bool = False
    table: int | None = None  # stands for the whole of a table: an index into the page's tables


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of the drawing, level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page: its size in points, words in the file's order, rules, and the share of unreadable characters."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    unreadable: float


@dataclass(frozen=True, slots=True)
class Font:
    """What a font's name tells."""

    bold: bool
    symbols: bool
    typewriter: bool


def page_content(page: pypdfium2.PdfPage, fonts: dict[int, Font]) -> PageContent:
    """Read one page; ``fonts`` is a cache that the pages of one file share."""
    text_page = page.get_textpage()
    try:
        reader = _TextReader(text_page.raw, fonts)
        words = list(reader.words())
    finally:
        text_page.close()
    left, bottom, right, top = page.get_cropbox()
    turns = Counter[int]()
    for word, angle in words:
        turns[max(angle, 0)] += len(word.text)
    angle = turns.most_common(1)[0][0] if turns else 0
    turn = _Turn(angle, left, bottom, right, top)
    width, height = (right - left, top - bottom) if angle % 2 == 0 else (top - bottom, right - left)
    upright = [turn.word(word, own != angle) for word, own in words]
    seen: set[tuple[str, int, int]] = set()
    kept: list[Word] = []
    for word in upright:
        key = (word.text, round(word.x0), round(word.top))  # some programs print bold by writing twice
        if (
            key not in seen
            and -1 <= (word.x0 + word.x1) / 2 <= width + 1
            and word.bottom >= -1
            and word.top <= height + 1
        ):
            seen.add(key)
            kept.append(word)
    return PageContent(width, height, tuple(kept), tuple(map(turn.rule, _rules(page))), reader.unreadable_share())


class _TextReader:
    """Gathers PDFium's characters into words."""

    def __init__(self, raw: object, fonts: dict[int, Font]) -> None:
        self._raw = raw
        self._fonts = fonts
        self._box = pdfium.FS_RECTF()
        self._unreadable = self._characters = 0

    def unreadable_share(self) -> float:
        return self._unreadable / max(self._characters, 1)

    def words(self) -> Iterator[tuple[Word, int]]:
        """Yield words in the page's own coordinates (``top`` above ``bottom``, upwards) with their quarter turn."""
        raw, box = self._raw, self._box
        word: Word | None = None
        angle = 0
        font = Font(False, False, False)
        first_height = 0.0
        previous_right = 0.0
        high = 0
        for index in range(pdfium.FPDFText_CountChars(raw)):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
                high = 0
            if code in (0x20, 0xA0, 0x0A, 0x0D, 0x09, 0x00) or chr(code).isspace():
                if word is not None:
                    yield _finished(word, font), angle
                word = None
                continue
            pdfium.FPDFText_GetLooseCharBox(raw, index, box)
            x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
            height = y1 - y0
            if word is not None and angle == 0:
                overlap = min(y1, word.top) - max(y0, word.bottom)
                gap = x0 - previous_right
                if (
                    gap > _WORD_GAP * max(height, 1.0)
                    or gap < -height
                    or overlap < 0.3 * min(height, first_height)
                ):
                    yield _finished(word, font), angle
                    word = None
            if word is None:
                angle = _quarter(pdfium.FPDFText_GetCharAngle(raw, index))
                font = self._font(index)
                word = Word("", x0, y1, x1, y0, self._size(index, height), font.bold)
                first_height = height
            letters = self._letters(code, font)
            is_raised = height < _RAISED_BELOW * first_height and y0 > word.bottom + _RAISED_BY * first_height
            word.text += raised(letters) if is_raised and word.text else letters
            previous_right = x1
            word.x0, word.x1 = min(word.x0, x0), max(word.x1, x1)
            if not is_raised:
                word.bottom, word.top = min(word.bottom, y0), max(word.top, y1)
        if word is not None:
            yield _finished(word, font), angle

    def _letters(self, code: int, font: Font) -> str:
        self._characters += 1
        if code == _LINE_END_HYPHEN:
            return "-"
        if code in _LIGATURES:
            return _LIGATURES[code]
        if code in _PRIVATE_USE:
            if code & 0xFF in _SYMBOLS:
                return _SYMBOLS[code & 0xFF]
            self._unreadable += 1
            return ""
        if font.symbols and code in _SYMBOLS:
            return _SYMBOLS[code]
        if code < 0x20 or code in (0xFFFD, 0xFFFE, 0xFFFF):
            self._unreadable += 1
            return _UNREADABLE
        return chr(code)

    def _size(self, index: int, height: float) -> float:
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(self._raw, index, matrix):
            size = pdfium.FPDFText_GetFontSize(self._raw, index) * math.hypot(matrix.c, matrix.d)
            if size > 0:
                return float(size)
        return max(height, 1.0)

    def _font(self, index: int) -> Font:
        holder = pdfium.FPDFText_GetTextObject(self._raw, index)
        handle = pdfium.FPDFTextObj_GetFont(holder) if holder else None
        if not handle:
            return Font(False, False, False)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        font = self._fonts.get(address)
        if font is None:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(handle, buffer, 256)
            name = buffer.value.decode("utf-8", "replace")
            font = Font(bool(_BOLD_NAME.search(name)), bool(_SYMBOL_NAME.search(name)), "courier" in name.lower())
            self._fonts[address] = font
        return font


@dataclass(frozen=True, slots=True)
class _Turn:
    """From the file's coordinates (upwards from a corner) to those of a reader (downwards from the upper left)."""

    angle: int
    left: float
    bottom: float
    right: float
    top: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 1:
            return y - self.bottom, x - self.left
        if self.angle == 2:
            return self.right - x, y - self.bottom
        if self.angle == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def word(self, word: Word, turned: bool) -> Word:
        xs, ys = zip(self.point(word.x0, word.top), self.point(word.x1, word.bottom), strict=True)
        return Word(word.text, min(xs), min(ys), max(xs), max(ys), word.size, word.bold, turned)

    def rule(self, rule: Rule) -> Rule:
        xs, ys = zip(self.point(rule.x0, rule.top), self.point(rule.x1, rule.bottom), strict=True)
        return Rule(min(xs), min(ys), max(xs), max(ys))


def _finished(word: Word, font: Font) -> Word:
    """Word processors show the second level of bullets as an "o" of a typewriter."""
    if word.text == "o" and font.typewriter:
        word.text = "•"
    return word


def _quarter(angle: float) -> int:
    """Return the quarter turn of a direction in radians, or -1 for slanted text (a watermark)."""
    quarters = angle / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.1 else -1


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _rules(page: pypdfium2.PdfPage) -> list[Rule]:
    """Return every straight line that is drawn, also as a thin filled box; none for a drawing such as a map."""
    raw = page.raw
    rules: list[Rule] = []
    for index in range(pdfium.FPDFPage_CountObjects(raw)):
        _rules_of(pdfium.FPDFPage_GetObject(raw, index), _IDENTITY, rules, _DEEPEST_FORM)
        if len(rules) > _MOST_RULES:
            return []
    return rules


def _rules_of(drawn: object, outer: _Matrix, rules: list[Rule], depth: int) -> None:
    kind = pdfium.FPDFPageObj_GetType(drawn)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        inner = _times(_matrix_of(drawn), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(drawn)):
            if len(rules) <= _MOST_RULES:
                _rules_of(pdfium.FPDFFormObj_GetObject(drawn, index), inner, rules, depth - 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
        lines = list(_segments(drawn, _times(_matrix_of(drawn), outer)))
        if stroke.value:
            rules.extend(line for line in lines if _is_straight(line))
        elif fill.value and lines:
            box = Rule(
                min(line.x0 for line in lines),
                min(line.top for line in lines),
                max(line.x1 for line in lines),
                max(line.bottom for line in lines),
            )
            if _is_straight(box):
                rules.append(box)


def _segments(path: object, matrix: _Matrix) -> Iterator[Rule]:
    """Yield the straight pieces of a path as boxes between their ends."""
    x, y = ctypes.c_float(), ctypes.c_float()
    last: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
            yield _between(last, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and first is not None:
            yield _between(point, first)
        last = point


def _between(one: tuple[float, float], other: tuple[float, float]) -> Rule:
    return Rule(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _is_straight(box: Rule) -> bool:
    return min(box.x1 - box.x0, box.bottom - box.top) <= _THICKEST_RULE


def _matrix_of(drawn: object) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
