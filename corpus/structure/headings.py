"""Which blocks are headings, how they nest, and the path of headings above each block."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.structure.blocks import Block, BlockKind
from corpus.structure.lines import Shape, is_contents_line
from corpus.structure.particulars import states_particulars
from corpus.structure.paths import DIVISION
from corpus.structure.prose import (
    finished,
    is_bold,
    is_heading_text,
    is_keyword_heading,
    is_label,
    is_plain_heading,
    is_upper,
    plain,
    starts_low,
)

# Ranks: a heading ends all headings of its own rank and of higher ones. Marks of the format come first, as far as
# they go; then what kinds of heading commonly stand above one another in papers.
_DIVISION, _MARK, _CAPITALS, _NUMBER, _KEYWORD, _BOLD, _PLAIN, _NESTED, _RECURRING = (
    10,
    20,
    28,
    30,
    40,
    45,
    50,
    52,
    55,
)
STRAY_NUMBER = 38
"""The rank of a numbered heading that is no item, inside a paper whose items are numbered."""

RUN_IN = _NUMBER
"""The rank of an item's title that runs into its first paragraph."""

_DIVISIONS = re.compile(r"\W*(?:appendix|annexe?|section|chapter|schedule)\b", re.I)
_APPENDIX = re.compile(r"\W*(?:appendix|annexe?)\s", re.I)
APPENDIX_LIST = re.compile(
    r"\W*(?:(?:supporting|additional) (?:information|documents|papers)|(?:list of )?appendices|"
    r"(?:list of )?annexes|attachments|enclosures|"
    r"background (?:papers|documents)|contents)\W*(?:\(.*\))?\W*", re.I
)  # fmt: skip
_CONTENTS = re.compile(r"\W*(?:table of )?contents(?: page)?\W*", re.I)
_CONTENTS_ENTRY = re.compile(r".{2,100}?[\s.…]\d{1,3}")
_RESOLVED = re.compile(
    r"\W*(?:it was )?(?:unanimously )?(?:resolved|agreed|decided|recommended|actions?)"
    r"(?: \([^()]{1,80}\)| unanimously)?(?: that)?\W*", re.I
)  # fmt: skip
_DECIDES = re.compile(r"\W*(?:it was )?(?:unanimously )?(?:resolved|agreed|decided)(?: that)?\W*", re.I)
_ACTION = re.compile(r"actions?\s*(?:point\s*\d*\s*)?[:–—-]", re.I)
_LONGEST_SENTENCE_HEADING = 12
_FIELD = re.compile(r"\W*(?:contact|tel|telephone|e-?mail|venue|enquiries)\b", re.I)
_NOTE = re.compile(
    r"(?:[¹²³⁰⁴-⁹†‡]+\s?\S|\*{1,3}\s?(?![*\s])[^*]+$|(?:please )?note(?::|s:\s?\S|s\s[^\s:]{1,30}:)|nb[.:]|"
    r"n\.b\.|source:)",
    re.I,
)
# What stands at a chart or table names that alone, and nothing that follows it.
_CAPTION = re.compile(
    r"(?:figure|fig\.?|chart|graph|table|map|image|diagram)\s*\d{1,3}[a-z]?(?:\.\d{1,2})?\b", re.I
)
_MOST_IN_A_ROW = 3
_LONGEST_ENTRY = 120
_LONGEST_DENSE = 60
_LONGEST_TITLE = 230
_MOST_LINES = 5


def mark_headings(blocks: list[Block], *, agenda: bool = False, marked: bool = False, dense: bool = False) -> None:
    """Set the kind of each block that is a heading, a note or a list entry, and the rank of the headings.

    ``agenda`` says that numbered lines in a row are items, not a list. ``marked`` says that the format names the
    headings itself, so that a plain short line is not taken for one. ``dense`` says that no blank lines part
    paragraphs.
    """
    _mark_contents(blocks)
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.BULLET and _is_starred(blocks, at):
            block.kind = BlockKind.NOTE
            block.lines[0] = replace(block.lines[0], shape=Shape.TEXT, body=block.lines[0].start)
            block.words = " ".join(line.text for line in block.lines)
        elif block.kind is BlockKind.HEADING and (_is_sentence(block.words) or _CAPTION.match(plain(block.words))):
            block.kind = BlockKind.TEXT
        elif block.kind is BlockKind.TEXT:
            block.kind = _kind(blocks, at, agenda=agenda, marked=marked, dense=dense)
    _thin_out(blocks)
    _rank(blocks)


def _mark_contents(blocks: list[Block]) -> None:
    """Make the entries of a table of contents bullets, so that no entry is taken for the heading it lists."""
    inside = False
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            inside = inside and block.kind is BlockKind.BULLET
            continue
        text = plain(block.lines[0].text)
        if inside or is_contents_line(text):
            entry = is_contents_line(text) or (
                len(block.lines) == 1 and _CONTENTS_ENTRY.fullmatch(text) is not None
            )
            if entry:
                block.kind = BlockKind.BULLET
            inside = entry
        elif _CONTENTS.fullmatch(text):
            inside = True


def _kind(blocks: Sequence[Block], at: int, *, agenda: bool, marked: bool, dense: bool) -> BlockKind:
    block = blocks[at]
    text = plain(" ".join(line.text for line in block.lines))
    if block.number is not None:
        return _numbered_kind(blocks, at, agenda=agenda, dense=dense)
    if _NOTE.match(block.words) and not is_bold(block.words):
        return BlockKind.NOTE
    if states_particulars(text) or _CAPTION.match(text) or _DECIDES.fullmatch(text):
        return BlockKind.TEXT
    if at + 1 >= len(blocks) or len(block.lines) > _MOST_LINES or len(block.words) > _LONGEST_TITLE:
        return BlockKind.TEXT
    stands = block.gap > 0 or at == 0 or blocks[at - 1].kind in (BlockKind.HEADING, BlockKind.TABLE)
    stands = stands or (dense and finished(blocks[at - 1].words))
    if is_keyword_heading(text) and (stands or len(block.lines) == 1):
        heading = not _is_listed(blocks, at)
    elif is_bold(block.words) or (is_upper(text) and len(text) > 3):
        signed = len(block.lines) > 2 and not is_upper(text)  # a name, an office and a place in bold
        heading = stands and not signed and is_heading_text(text.rstrip(":")) and not _is_sentence(text)
    else:
        heading = (
            stands
            and not marked
            and len(block.lines) == 1
            and "__" not in block.words
            and _is_plain_title(text, blocks[at + 1], dense)
        )
    return BlockKind.HEADING if heading else BlockKind.TEXT


def _is_plain_title(text: str, below: Block, dense: bool) -> bool:
    """Say whether a short line that nothing sets off is a heading: parted from what follows it, and a name."""
    parted = below.gap > 0 or below.kind in (BlockKind.TABLE, BlockKind.BULLET)
    if dense and len(text) <= _LONGEST_DENSE:
        parted = parted or below.number is not None or len(below.words) > _LONGEST_ENTRY
    return parted and not starts_low(below.words) and is_plain_heading(text)


def _is_sentence(words: str) -> bool:
    """Say whether what the format calls a heading (a line in bold) is a resolution, an action or a sentence."""
    text = plain(words)
    if _RESOLVED.fullmatch(text) or _ACTION.match(text):
        return True
    return text.endswith((".", ";")) and len(text.split()) > _LONGEST_SENTENCE_HEADING


def _is_starred(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a lone "* ..." is a note to a figure rather than the only entry of a list."""
    if blocks[at].lines[0].text[0] != "*" or blocks[at].level or blocks[at].lines[0].item:
        return False
    beside = [blocks[other] for other in (at - 1, at + 1) if 0 <= other < len(blocks)]
    return not any(other.lines and other.lines[0].shape is Shape.BULLET for other in beside)


def _is_listed(blocks: Sequence[Block], at: int) -> bool:
    """Say whether an appendix is only named, in a report's list of its appendices."""
    above = plain(blocks[at - 1].words)[:200] if at else ""
    if not _APPENDIX.match(plain(blocks[at].words)) or not above:
        return False
    return APPENDIX_LIST.fullmatch(above) is not None or (
        blocks[at - 1].kind is not BlockKind.HEADING and _APPENDIX.match(above) is not None
    )


def _numbered_kind(blocks: Sequence[Block], at: int, *, agenda: bool, dense: bool) -> BlockKind:
    """A number opens a heading, a list entry or a numbered paragraph."""
    block = blocks[at]
    words = plain(block.words)
    number = block.number or ""
    if block.apart or is_upper(words):
        words = words.rstrip(":")
    titled = is_heading_text(words) or (block.apart and _could_be_title(words))
    titled = titled and (len(block.lines) <= 3 or is_bold(block.lines[0].text + block.lines[-1].text))
    listed = not agenda and _in_list(blocks, at)
    if number.isalpha():  # (a), (iv), B.
        return BlockKind.BULLET if block.closed else BlockKind.TEXT
    if titled and not listed and (block.closed or block.gap > 0 or at == 0 or dense or agenda):
        if not block.closed and not _plausible_bare(block):
            return BlockKind.TEXT
        ends = at + 1 == len(blocks) and not (agenda or block.apart or is_upper(words))
        return BlockKind.TEXT if ends else BlockKind.HEADING
    if listed and block.closed and len(words) < _LONGEST_ENTRY:
        return BlockKind.BULLET
    return BlockKind.TEXT


def _could_be_title(words: str) -> bool:
    """Say whether words below a number that stands apart are its title, however long or like a sentence."""
    return 2 <= len(words) <= _LONGEST_TITLE and words[0].isupper() and words[-1] not in ".;,"


def _plausible_bare(block: Block) -> bool:
    """A bare figure numbers a minute only before a title in capitals or title case; "40 logs" is an amount."""
    first = plain(block.words)[:1]
    return first.isupper()


def _in_list(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a numbered block stands right above or below another of its list."""
    depth = (blocks[at].number or "").count(".")
    for other, gap in ((at - 1, blocks[at].gap), (at + 1, blocks[at + 1].gap if at + 1 < len(blocks) else 1)):
        if 0 <= other < len(blocks) and gap == 0 and not blocks[other].apart:
            number = blocks[other].number
            same = number is not None and number.count(".") == depth and blocks[other].closed == blocks[at].closed
            if number is not None and same and number[:1].isdigit() == (blocks[at].number or "")[:1].isdigit():
                return True
    return False


def _thin_out(blocks: list[Block]) -> None:
    """Turn long rows of plain short lines (labels of a chart, answers of a form) back into text."""
    run: list[int] = []
    for at, block in enumerate([*blocks, Block(BlockKind.TABLE, [])]):
        if block.kind is BlockKind.HEADING and _is_plain(block):
            run.append(at)
            continue
        if len(run) > _MOST_IN_A_ROW:
            for place in run[1:-1] if at < len(blocks) and block.kind is not BlockKind.HEADING else run[1:]:
                blocks[place].kind = BlockKind.TEXT
        run = []


def _is_plain(block: Block) -> bool:
    text = plain(block.words)
    return not (block.level or block.number or is_bold(block.words) or is_upper(text) or is_keyword_heading(text))


def _rank(blocks: list[Block]) -> None:
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    titles = Counter(plain(block.words).lower() for block in headings if _is_plain(block))
    last: Block | None = None
    nested = False
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING:
            last = None
            continue
        block.rank = _own_rank(block)
        if block.rank < _PLAIN:
            nested = False
        elif titles[plain(block.words).lower()] > 1:
            block.rank = _RECURRING + (1 if last is not None and last.rank >= _RECURRING else 0)
        else:
            opens = at + 1 < len(blocks) and blocks[at + 1].kind is BlockKind.HEADING and _is_plain(blocks[at + 1])
            if last is not None and last.rank >= _PLAIN:
                nested = True
                block.rank = last.rank + 2
            elif nested and not (opens and titles[plain(blocks[at + 1].words).lower()] == 1):
                block.rank = _NESTED
            else:
                nested = False
        if last is not None and last.rank == block.rank and block.number is None:
            block.rank += 0.5
        last = block


def _own_rank(block: Block) -> float:
    text = plain(block.words)
    if block.level:
        return _MARK + min(block.level, 7)
    if block.number is not None:
        return _NUMBER + min((block.number or "").count("."), 5)
    if is_keyword_heading(text):
        return DIVISION if _DIVISIONS.match(text) else _KEYWORD
    if is_upper(text):
        return _CAPITALS
    return _BOLD if is_bold(block.words) else _PLAIN


def is_lead_in(block: Block) -> bool:
    """Say whether a block introduces what follows it: it ends in a colon."""
    if _FIELD.match(block.words):
        return False
    if _RESOLVED.fullmatch(block.words):
        return True
    tail = block.words.rstrip("* _)\"'’”")
    return (
        block.kind in (BlockKind.TEXT, BlockKind.BULLET)
        and tail.endswith((":", ":-", "...", ". ."))
        and (is_label(block.words) or tail.endswith(":") or not finished(block.words))
    )
