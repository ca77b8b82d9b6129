"""Ruling lines of a PDF page: what is drawn straight, level or upright, also as a thin filled box."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.reading.pdf_shapes import Rule

_THICKEST_RULE = 3.0
_MOST_SEGMENTS = 4000
_MOST_RULES = 20_000
_DEEPEST_FORM = 4

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def rules_of(page: pypdfium2.PdfPage) -> list[Rule]:
    """Return every straight line of a page, upwards from its corner; none for a drawing such as a map."""
    raw = page.raw
    rules: list[Rule] = []
    for index in range(pdfium.FPDFPage_CountObjects(raw)):
        _collect(pdfium.FPDFPage_GetObject(raw, index), _IDENTITY, rules, _DEEPEST_FORM)
        if len(rules) > _MOST_RULES:
            return []
    return rules


def _collect(drawn: object, outer: _Matrix, rules: list[Rule], depth: int) -> None:
    kind = pdfium.FPDFPageObj_GetType(drawn)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        inner = _times(_matrix_of(drawn), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(drawn)):
            if len(rules) <= _MOST_RULES:
                _collect(pdfium.FPDFFormObj_GetObject(drawn, index), inner, rules, depth - 1)
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
