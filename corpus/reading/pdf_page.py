"""One PDF page read and set upright: a page whose text runs upwards (a landscape table) is turned first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

import pypdfium2

from corpus.reading.pdf_glyphs import SLANTED, Font, TextReader
from corpus.reading.pdf_rules import rules_of
from corpus.reading.pdf_shapes import PageContent, Rule, Word


def page_content(page: pypdfium2.PdfPage, fonts: dict[int, Font]) -> PageContent:
    """Read one page; ``fonts`` is a cache that the pages of one file share."""
    text_page = page.get_textpage()
    try:
        reader = TextReader(text_page.raw, fonts)
        words = list(reader.words())
    finally:
        text_page.close()
    turns = Counter[int]()
    for word, angle in words:
        turns[angle] += len(word.text)
    del turns[SLANTED]
    angle = turns.most_common(1)[0][0] if turns else 0
    left, bottom, right, top = page.get_cropbox()
    turn = _Turn(angle, left, bottom, right, top)
    width, height = (right - left, top - bottom) if angle % 2 == 0 else (top - bottom, right - left)
    upright = [turn.word(word, own != angle) for word, own in words if own != SLANTED]
    return PageContent(
        width,
        height,
        tuple(_once(upright, width, height)),
        tuple(turn.rule(rule) for rule in rules_of(page) if isfinite(rule.x0 + rule.top + rule.x1 + rule.bottom)),
        reader.unreadable_share(),
        _joined([word.text for word, own in words if own == SLANTED]),
        angle,
    )


def _once(words: Iterable[Word], width: float, height: float) -> Iterator[Word]:
    """Yield the words that can be seen; some programs print bold by writing twice."""
    seen: set[tuple[str, int, int]] = set()
    for word in words:
        if not isfinite(word.x0 + word.x1 + word.top + word.bottom + word.size):
            continue  # a damaged file may place words nowhere
        key = (word.text, round(word.x0), round(word.top))
        is_on_page = -1 <= (word.x0 + word.x1) / 2 <= width + 1 and word.bottom >= -1 and word.top <= height + 1
        if is_on_page and key not in seen:
            seen.add(key)
            yield word


def _joined(slanted: Sequence[str]) -> str:
    """Return a watermark's words; its letters often come one by one."""
    return ("" if all(len(text) == 1 for text in slanted) else " ").join(slanted)


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
