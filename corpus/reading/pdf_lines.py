"""Words into lines: what stands at one height, from left to right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.reading.composing import raised
from corpus.reading.pdf_shapes import Word

_SAME_LINE = 0.5
"""Share of the lower word's height that must lie beside the line."""

_SAME_LINE_FAR_AWAY = 0.25
"""The same beyond a wide gap: lines of two columns seldom stand at quite the same height."""

_RAISED_BELOW = 0.88
_RAISED_BY = 0.12


@dataclass(slots=True)
class Line:
    """Words at one height, by place; ``top`` and ``bottom`` are those of its largest word."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        """Its words, parted by single spaces."""
        return " ".join(word.text for word in self.words if word.text)

    @property
    def bold(self) -> bool:
        """Whether every letter is bold."""
        lettered = [word for word in self.words if any(map(str.isalnum, word.text))]
        return bool(lettered) and all(word.bold for word in lettered)

    @property
    def table(self) -> int | None:
        """The table that it stands for, if it does."""
        return self.words[0].table if len(self.words) == 1 else None


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Group words into lines, from top to bottom."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda each: ((each.top + each.bottom) / 2, each.x0)):
        for line in lines[-1:-4:-1] if word.table is None else ():
            if line.table is not None:
                continue
            if _is_beside(line, word):
                _join(line, word)
                break
        else:
            lines.append(Line([word], word.x0, word.top, word.x1, word.bottom, word.size))
    for line in lines:
        line.words.sort(key=lambda each: each.x0)
        _raise_marks(line)
    lines.sort(key=lambda line: (line.top + line.bottom) / 2)
    return lines


def segments(line: Line, widest_gap: float) -> list[list[Word]]:
    """Part a line's words where the gap between two is wider than ``widest_gap`` points."""
    parts = [[line.words[0]]]
    for word in line.words[1:]:
        if word.x0 - parts[-1][-1].x1 > widest_gap:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def line_of(words: Sequence[Word]) -> Line:
    """Make a line of words that are known to stand on one."""
    line = Line([words[0]], words[0].x0, words[0].top, words[0].x1, words[0].bottom, words[0].size)
    for word in words[1:]:
        _join(line, word)
    return line


def _is_beside(line: Line, word: Word) -> bool:
    overlap = min(line.bottom, word.bottom) - max(line.top, word.top)
    share = overlap / max(min(line.bottom - line.top, word.bottom - word.top), 0.1)
    is_far = word.x0 > line.x1 + line.size or word.x1 < line.x0 - line.size
    return share > (_SAME_LINE_FAR_AWAY if is_far else _SAME_LINE)


def _join(line: Line, word: Word) -> None:
    line.words.append(word)
    line.x0, line.x1 = min(line.x0, word.x0), max(line.x1, word.x1)
    if word.size > line.size:
        line.top, line.bottom, line.size = word.top, word.bottom, word.size


def _raise_marks(line: Line) -> None:
    """Show small raised figures as superscripts, so that "56" with a note 4 is not 56 4."""
    for word in line.words:
        is_mark = word.size < _RAISED_BELOW * line.size and word.bottom < line.bottom - _RAISED_BY * line.size
        if is_mark and word.text.isdigit():
            word.text = raised(word.text)
