"""Sentences that a page break, a running header or a stray heading cut in two, made whole again."""

from collections.abc import Sequence

from corpus.structure.blocks import Block, BlockKind
from corpus.structure.prose import is_cut, is_label, resumes, starts_low

# How many blocks may stand between the halves of a sentence: headings, tables, notes, captions.
_FURTHEST = 6
_LONGEST_CAPTION = 160
# What is kept of the words of a text cut again and again; its ends are all that is looked at.
_KEPT = 1_000


def mend_cuts(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each cut sentence joined to its other half.

    The joined block keeps the place of its first half. A heading that stood between the halves says so
    (``interrupts``): its own text begins later.
    """
    mended: list[Block] = []
    for block in blocks:
        place = _first_half(mended, block)
        if place is None:
            mended.append(block)
            continue
        whole = mended[place]
        whole.lines.extend(block.lines)
        whole.words = (
            f"{whole.words[:_KEPT]} {block.words[-_KEPT:]}" if whole.resumed else f"{whole.words} {block.words}"
        )
        whole.resumed = True
        for between in mended[place + 1 :]:
            between.interrupts = between.kind is BlockKind.HEADING
    return mended


def _first_half(mended: Sequence[Block], block: Block) -> int | None:
    """Return the place of the block whose sentence goes on in ``block``, None where it stands for itself."""
    numbered = block.number is not None and block.closed
    if block.kind is not BlockKind.TEXT or numbered or is_label(block.words):
        return None
    text = block.lines[0].text if block.number is not None else block.words
    low = starts_low(text)
    for step, place in enumerate(range(len(mended) - 1, max(-1, len(mended) - 2 - _FURTHEST), -1)):
        before = mended[place]
        if before.kind in (BlockKind.TEXT, BlockKind.BULLET) and is_cut(before.words):
            if step == 0 or low:
                return place if resumes(before.words, text) else None
            return place if resumes(before.words, text) and _only_headings(mended[place + 1 :]) else None
        if not _may_stand_between(before):
            return None
    return None


def _may_stand_between(block: Block) -> bool:
    if block.kind in (BlockKind.HEADING, BlockKind.TABLE, BlockKind.NOTE):
        return True
    return block.kind is BlockKind.TEXT and len(block.words) <= _LONGEST_CAPTION and not is_cut(block.words)


def _only_headings(between: Sequence[Block]) -> bool:
    return all(block.kind is BlockKind.HEADING for block in between)
