"""Lines into paragraphs: by the pause above a line, its type, its indent, or a line end that was no wrap."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.reading.composing import TYPED_BULLET
from corpus.reading.pdf_lines import Line

_LABEL = re.compile(
    r"([•·▪◦‣⁃●○■□§➢–—*-]|o(?= [A-Z])|\(?\d{1,3}(\.\d{1,3}){0,3}[.):]?|\(?[A-Za-z][.)]|\(?[ivxIVX]{1,5}[.)]"
    r"|[A-Z]{1,6}\d{0,3}/\d[\d/]*)\s"
)
_PAUSE = 0.28
"""Space above a paragraph beyond the usual leading, in sizes of the type."""

_OTHER_SIZE = 0.08
_INDENT = 0.7
_SPACE = 0.28
_WIDEST_LEADING = 1.9
_CENTRED = 3.0


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and how they look."""

    lines: list[str]
    x0: float
    top: float
    bottom: float
    size: float
    bold: bool

    @property
    def is_bullet(self) -> bool:
        """Whether it starts with a bullet."""
        return TYPED_BULLET.match(self.lines[0]) is not None


def paragraphs_of(lines: list[Line]) -> list[Paragraph]:
    """Part a flow of lines into paragraphs."""
    return [_paragraph(part) for group in _groups(lines) for part in _parts(group)]


def _groups(lines: list[Line]) -> Iterable[list[Line]]:
    """Part where the pause is wide or the type changes: what no wrapped line does."""
    steps = [
        (after.bottom - before.bottom) / max(after.size, 1.0)
        for before, after in pairwise(lines)
        if after.bottom > before.bottom
    ]
    close = [step for step in steps if step < _WIDEST_LEADING]
    leading = min(median(close), 1.5 * min(close)) if close else _WIDEST_LEADING
    group: list[Line] = []
    for line in lines:
        if group:
            before = group[-1]
            step = (line.bottom - before.bottom) / max(line.size, 1.0)
            other_size = abs(line.size - before.size) > _OTHER_SIZE * max(line.size, before.size)
            if step > leading + _PAUSE or step <= 0 or other_size or line.bold != before.bold:
                yield group
                group = []
        group.append(line)
    if group:
        yield group


def _parts(group: list[Line]) -> Iterable[list[Line]]:
    """Part a group where a line opens a list item, is indented, or stands where the one above had room for it."""
    right = max(line.x1 for line in group)
    part: list[Line] = []
    for index, line in enumerate(group):
        if part and _opens(part, line, group[index + 1] if index + 1 < len(group) else None, right):
            yield part
            part = []
        part.append(line)
    yield part


def _opens(part: list[Line], line: Line, after: Line | None, right: float) -> bool:
    before = part[-1]
    text = line.text
    had_room = before.x1 + _SPACE * line.size + line.words[0].x1 - line.words[0].x0 < right - 0.5 * line.size
    labelled = _LABEL.match(text) is not None
    if TYPED_BULLET.match(text):
        return True
    if labelled and (
        had_room or before.x0 > line.x0 + _INDENT * line.size or _LABEL.match(before.text) is not None
    ):
        return True
    is_indented = line.x0 > before.x0 + _INDENT * line.size
    if is_indented and len(part) > 1 and (after is None or after.x0 < line.x0 - _INDENT * line.size):
        return True
    shift = abs((line.x0 + line.x1) - (before.x0 + before.x1)) / 2
    is_centred = shift < _CENTRED and abs(line.x0 - before.x0) > _CENTRED
    return had_room and not is_centred and not text[:1].islower()


def _paragraph(lines: list[Line]) -> Paragraph:
    size = median(line.size for line in lines)
    return Paragraph(
        [line.text for line in lines],
        min(line.x0 for line in lines),
        lines[0].top,
        lines[-1].bottom,
        size,
        all(line.bold for line in lines),
    )
