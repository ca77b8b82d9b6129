"""Lines of a paragraph, or of a cell, into text: words cut at a line's end are made whole again.

Whether a hyphen at a line's end belongs to the word is asked of the paper itself: "well-known" stands elsewhere
with its hyphen, "commis-sioner" elsewhere without.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.reading.pdf_grids import Cell
from corpus.reading.pdf_lines import lines_of

_CUT = re.compile(r"\b(\w*[^\W\d_])[-\u00ad‐]$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SOFT = "\u00ad"
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Za-z/])\S+")


class Vocabulary:
    """The words of a paper that stand within a line, and so are whole."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, lines: Sequence[str], *, is_cell: bool = False) -> None:
        """Count the words of a paragraph's or cell's lines, but for those that may be halves.

        These are the two beside a hyphen at a line's end; in a cell the first and last of every line, because
        narrow cells cut words without a hyphen.
        """
        is_cut = is_cell
        for line in lines:
            words = line.split()
            start = int(is_cut)
            is_cut = is_cell or line.endswith(("-", _SOFT, "‐"))
            for word in words[start : len(words) - is_cut]:
                self._counts.update(part.casefold() for part in _WORD.findall(word))

    def has(self, word: str) -> bool:
        """Say whether ``word`` stands anywhere within a line."""
        return self._counts[word.casefold()] > 0


def joined(lines: Sequence[str], vocabulary: Vocabulary, between: str = "\n") -> str:
    """Return the lines as one text with ``between`` at their ends, cut words made whole before it."""
    done: list[str] = []
    for line in lines:
        cut = _CUT.search(done[-1]) if done and line[:1].islower() else None
        if cut is None:
            done.append(line)
            continue
        tail, *rest = line.split(" ", 1)
        ending = _WORD.match(tail)
        is_soft = done[-1].endswith(_SOFT)
        keeps = not is_soft and _keeps_hyphen(cut[1], ending[0] if ending else tail, vocabulary)
        done[-1] = f"{done[-1] if keeps else done[-1][:-1]}{tail}"
        done.extend(rest)
    return between.join(done).replace(_SOFT, "")


def _keeps_hyphen(head: str, tail: str, vocabulary: Vocabulary) -> bool:
    if vocabulary.has(f"{head}{tail}"):
        return False
    if vocabulary.has(f"{head}-{tail}"):
        return True
    return vocabulary.has(head) and vocabulary.has(tail) and min(len(head), len(tail)) > 2


def cell_text(cell: Cell, vocabulary: Vocabulary) -> str:
    """Return a cell on one line; words that a narrow cell cut without a hyphen are made whole where sure."""
    turned = [word.text for word in cell.words if word.turned]
    lines = lines_of(word for word in cell.words if not word.turned)
    if not lines:
        return " ".join(turned)
    padding = max(min(line.x0 for line in lines) - cell.x0, 0.0)
    texts = [lines[0].text]
    for before, line in pairwise(lines):
        is_full = cell.x1 - padding - before.x1 < 0.6 * before.size
        if is_full and _is_one_word(texts[-1], line.text, vocabulary):
            texts[-1] += line.text
        else:
            texts.append(line.text)
    return " ".join([joined(texts, vocabulary, between=" "), *turned])


def _is_one_word(before: str, after: str, vocabulary: Vocabulary) -> bool:
    head, tail = before.rsplit(" ", 1)[-1], after.split(" ", 1)[0]
    if _CODE.fullmatch(head) and tail.isdigit() and " " not in before and len(tail) < 3:
        return True
    ending = _WORD.match(tail)
    if not head[-1:].isalpha() or ending is None or not tail[:1].islower():
        return False
    start = _WORD.findall(head)[-1]
    if vocabulary.has(f"{start}{ending[0]}"):
        return not (vocabulary.has(start) and vocabulary.has(ending[0]))
    return not vocabulary.has(start) and not vocabulary.has(ending[0])
