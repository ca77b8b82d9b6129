"""Lines into blocks: the paragraphs, bullets, headings and tables that they were before a page was laid out.

Three ways of writing are told apart line by line: a paragraph a line, paragraphs wrapped at a margin (with or
without blank lines between them), and bullets or numbers that stand apart from their words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from corpus.records import Span
from corpus.structure.lines import Line, Shape, is_contents_line
from corpus.structure.prose import (
    FUNCTION_WORDS,
    finished,
    first_word,
    is_heading_text,
    is_label,
    is_upper,
    last_word,
    opens_sentence,
    starts_low,
)

# A paper is wrapped at a margin where at least this share of its neighbouring lines run on in lower case.
_WRAPPED_SHARE = 0.2
_WIDEST_MARGIN = 170
_NARROWEST_MARGIN = 50
# A line this much shorter than the margin could have held the next word: its paragraph ended there.
_SLACK = 4
_SHORT = 0.62
_FULL = 0.75
_DENSE = 0.25
_SHORT_PAPER = 6
_SHORTEST_CUT = 20
_LONGEST_FIELD = 14
_MOST_HEADING_LINES = 5


_WORDS = (Shape.TEXT, Shape.NUMBER)
_YEAR = re.compile(r"(?:19|20)\d\d")


class BlockKind(StrEnum):
    """What a block looks like."""

    HEADING = "heading"
    TEXT = "text"
    BULLET = "bullet"
    NOTE = "note"
    TABLE = "table"


@dataclass(slots=True)
class Block:
    """Lines that belong together. ``number`` is the number that opens it, ``words`` its text behind the number.

    ``level`` is that of the format's mark (0: none); ``rank`` orders headings (lower is higher up, 0: none).
    ``interrupts`` says that a heading stands inside a sentence of the block before it. ``page_turn`` tells that
    something was left out between its lines.
    """

    kind: BlockKind
    lines: list[Line]
    number: str | None = None
    closed: bool = True
    words: str = ""
    level: int = 0
    rank: float = 0.0
    interrupts: bool = False
    resumed: bool = False
    markers: list[Line] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Offset of the first character, its number included, its bullet not."""
        return self.spans()[0].start

    @property
    def gap(self) -> int:
        """Blank lines above."""
        return (self.markers or self.lines)[0].gap

    @property
    def apart(self) -> bool:
        """True where the number stands on a line of its own."""
        return self.number is not None and bool(self.markers)

    def spans(self) -> tuple[Span, ...]:
        """Return the stretches of the source that the block's words cover, cut where a gap parts its lines."""
        found: list[Span] = []
        last = -2
        for line in (*(marker for marker in self.markers if marker.number is not None), *self.lines):
            start = line.body if line.shape is Shape.BULLET else line.start
            if start == line.end:
                continue
            if line.index == last + 1 and not line.gap:
                found[-1] = Span(found[-1].start, line.end)
            else:
                found.append(Span(start, line.end))
            last = line.index
        return tuple(found)


def is_dense(lines: Sequence[Line]) -> bool:
    """Say whether a paper is set without blank lines between its paragraphs, so that headings stand in no gap."""
    words = [line for line in lines if line.shape is not Shape.TABLE]
    gaps = sum(line.gap > 0 for line in words[1:])
    return (len(words) > 20 and gaps < _DENSE * len(words)) or (len(words) > _SHORT_PAPER and not gaps)


def build_blocks(lines: Sequence[Line]) -> list[Block]:
    """Join the lines of one paper (furniture left out) into blocks."""
    lines = _titles_behind_numbers(lines)
    margins = _margins(lines)
    blocks: list[Block] = []
    waiting: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.alone and line.shape in (Shape.BULLET, Shape.NUMBER) and (line.closed or _heads_words(lines, at)):
            # A bullet waits for its words, numbers for theirs each: "1." and "1.1" may stand above two headings.
            waiting = [*([] if waiting and waiting[-1].shape is Shape.BULLET else waiting), line]
            at += 1
            continue
        if waiting and line.shape is not Shape.TEXT:
            blocks.extend(_leftover(waiting))
            waiting = []
        end = _table_end(lines, at) if line.shape is Shape.TABLE else _block_end(lines, at, margins, bool(waiting))
        block = _block(lines[at:end], waiting)
        blocks.append(block)
        waiting = waiting[1:] if waiting and waiting[0] in block.markers else []
        at = end
    blocks.extend(_leftover(waiting))
    return blocks


def _titles_behind_numbers(lines: Sequence[Line]) -> list[Line]:
    """Take "Minute 6 - Hub" below a number that stands apart for that number's title, not for another number."""
    found = list(lines)
    for at, (before, line) in enumerate(pairwise(lines), 1):
        if before.alone and before.shape is Shape.NUMBER and line.shape is Shape.NUMBER and line.text[0].isalpha():
            found[at] = replace(line, shape=Shape.TEXT, number=None, body=line.start)
    return found


def _leftover(waiting: Sequence[Line]) -> list[Block]:
    """Make text of numbers whose words never came; bullets without words are furniture."""
    return [Block(BlockKind.TEXT, [line], words=line.text) for line in waiting if line.shape is Shape.NUMBER]


def _heads_words(lines: Sequence[Line], at: int) -> bool:
    """Say whether a bare figure alone on its line may number the words below it; a year does not."""
    number = lines[at].number or ""
    return at + 1 < len(lines) and lines[at + 1].shape is Shape.TEXT and not _YEAR.fullmatch(number)


def _block(lines: Sequence[Line], waiting: Sequence[Line]) -> Block:
    first = lines[0]
    if first.shape is Shape.TABLE:
        return Block(BlockKind.TABLE, list(lines))
    words = " ".join([first.words, *(line.text for line in lines[1:])])
    block = Block(BlockKind.TEXT, list(lines), first.number, first.closed, words, first.heading)
    if waiting and first.shape is Shape.TEXT:
        marker = waiting[0]
        block.markers.append(marker)
        block.number, block.closed = marker.number, True
        if marker.shape is Shape.BULLET:
            block.kind = BlockKind.BULLET
    if first.shape is Shape.BULLET or (first.item and not first.heading):
        block.kind = BlockKind.BULLET
    if first.heading:
        block.kind = BlockKind.HEADING
    return block


def _table_end(lines: Sequence[Line], at: int) -> int:
    end = at + 1
    while end < len(lines) and _same_table(lines[end - 1], lines[end]):
        end += 1
    return end


def _same_table(before: Line, line: Line) -> bool:
    if line.table is not None or before.table is not None:
        return line.table == before.table and line.index == before.index + 1
    return line.shape is Shape.TABLE and line.gap == 0 and line.index == before.index + 1


def _block_end(lines: Sequence[Line], at: int, margins: Sequence[int], numbered: bool) -> int:
    """Return the position behind the last line that belongs to the block beginning at a line."""
    end = at + 1
    stars = lines[at].text.count("**") if len(lines[at].text) < _WIDEST_MARGIN else 0
    while end < len(lines):
        before, line = lines[end - 1], lines[end]
        if line.gap == 0 and stars % 2 and end - at < _MOST_HEADING_LINES and line.shape in _WORDS:
            stars += line.text.count("**")
        elif not _continues(before, line, margins[end], first=lines[at], numbered=numbered and end == at + 1):
            break
        end += 1
    return end


def _continues(before: Line, line: Line, margin: int, *, first: Line, numbered: bool) -> bool:
    """Say whether a line goes on where the line before it stopped. ``margin`` is 0 where lines are not wrapped."""
    if line.heading and line.heading == first.heading and not line.gap and line.text[0] != "#":
        return line.shape is not Shape.TABLE  # "(January - March" / "2024)" in one heading
    opens = line.shape in (Shape.TABLE, Shape.BULLET) or (
        line.shape is Shape.NUMBER and not _is_wrapped_number(before, line, margin)
    )
    if line.gap or opens or is_contents_line(before.text):
        return False
    if (line.heading, line.item) != (first.heading, first.item):
        return bool(first.item and not line.item and not line.heading)
    if line.heading:
        return True
    if margin:
        titled = before is first and first.number is not None and is_heading_text(first.words)
        return not (titled and opens_sentence(line.text)) and _wraps(before, line, margin, numbered)
    return _runs_on(before, line)


def _runs_on(before: Line, line: Line) -> bool:
    """Decide for lines that are not wrapped: only a sentence cut short, or a title in capitals, goes on."""
    if finished(before.text) or is_label(before.text):
        return False
    if starts_low(line.text):
        return True
    if len(before.text) <= _SHORTEST_CUT:
        return False
    if is_upper(before.text) and is_upper(line.text):
        return True
    return last_word(before.text) in FUNCTION_WORDS and before.text[-1].isalpha()


def _is_wrapped_number(before: Line, line: Line, margin: int) -> bool:
    """Say whether a figure opens a line only because the line before was full ("... of the / 16 cases")."""
    if line.closed and is_heading_text(line.words):
        return False
    full = margin and len(before.text) >= 0.8 * margin
    return bool(not finished(before.text) and (full or (not line.closed and len(before.text) > 60)))


def _wraps(before: Line, line: Line, margin: int, numbered: bool) -> bool:
    """Decide for lines wrapped at a margin."""
    length = len(before.text) + before.indent
    if is_label(before.text) or (before.text.endswith(":") and not starts_low(line.text)):
        return False
    if numbered and (length < _FULL * margin or opens_sentence(line.text)):
        return False
    if is_label(line.text) and len(line.text) <= _LONGEST_FIELD:
        return False
    if not finished(before.text):
        return starts_low(line.text) or length >= _SHORT * margin
    return length + 1 + len(first_word(line.text)) > margin - _SLACK


def _margins(lines: Sequence[Line]) -> list[int]:
    """Return for each line the width at which its surroundings are wrapped, 0 where they are not."""
    pairs = low = 0
    for before, line in pairwise(lines):
        if line.gap == 0 and before.shape is not Shape.TABLE and line.shape is Shape.TEXT:
            pairs += 1
            low += starts_low(line.text) and not finished(before.text)
    if not pairs or low < _WRAPPED_SHARE * pairs or low < 3:
        return [0] * len(lines)
    lengths = sorted(len(line.text) + line.indent for line in lines if line.shape is not Shape.TABLE)
    usual = min(lengths[int(0.95 * (len(lengths) - 1))], _WIDEST_MARGIN)
    margins: list[int] = []
    for stanza in _stanzas(lines):
        longest = max(len(line.text) + line.indent for line in stanza)
        width = longest if len(stanza) > 3 and longest >= _NARROWEST_MARGIN else max(usual, longest)
        margins += [0 if longest > _WIDEST_MARGIN else width] * len(stanza)
    return margins


def _stanzas(lines: Sequence[Line]) -> Iterator[list[Line]]:
    stanza: list[Line] = []
    for line in lines:
        if stanza and (line.gap or line.shape is Shape.TABLE or stanza[-1].shape is Shape.TABLE):
            yield stanza
            stanza = []
        stanza.append(line)
    if stanza:
        yield stanza
