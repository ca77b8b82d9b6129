"""Council web pages whose list of items came out with each item on one line: taken apart again.

On many sites the page of a meeting is a table, "No. | Item |", and text made of it runs an item's title, what the
item is for and its minutes together: "Apologies Minutes: None. |". Lines are cut before such labels, so that a
title
is a line of its own; where nothing numbers the items, the titles are known by what ends the item before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.structure.lines import Line, Shape

_HEADER = re.compile(r"\W*No\.?\s*\|?\s*Item\s*\|?\W*", re.I)
_LABEL = re.compile(
    r"(?<=[^\s:])\s+(?=(?:(?:Additional|Supporting) documents|Minutes|Decisions?|Decision made)\s*:(?:\s|$))"
)
# What an item is for is said in one of these ways, right behind its title.
_PURPOSE = re.compile(
    r"(?<=[\w)?.])\s+(?=(?:To (?:receive|consider|note|agree|approve|confirm|review|discuss|scrutinise|sign|"
    r"elect|appoint|"
    r"answer|report|make)|Members (?:are|will|to)|Report of|Verbal (?:report|update)|A (?:report|verbal|"
    r"presentation))\b)"
)
_FILE = re.compile(r"\s+PDF\s\d+(?:\.\d+)?\s?[KM]B\b")
_LONGEST_TITLE = 160


def unfold(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with the items of a list cut at their labels; other papers are returned as they are.

    A line that opens an item gets the mark of a heading (level 1) and ``opens`` set.
    """
    at = next((line.index for line in lines if len(line.text) < 40 and _HEADER.fullmatch(line.text)), None)
    if at is None:
        return tuple(lines)
    if "|" not in lines[at].text:
        return tuple(_with_titles(lines, at))
    found: list[Line] = []
    fresh = True
    for line in lines:
        if line.index <= at or line.shape in (Shape.RULE, Shape.TABLE):
            found.append(replace(line, index=len(found), furniture=line.furniture or line.index == at))
            continue
        pieces = list(_pieces(line, title=fresh))
        fresh = line.text.endswith("|")
        first = len(found)
        found.extend(replace(piece, index=first + order) for order, piece in enumerate(pieces))
    return tuple(found)


def _with_titles(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """Mark the titles of a list without numbers: short lines below a wider gap than paragraphs have."""
    behind = lines[at + 1 :]
    numbered = any(line.alone and line.shape is Shape.NUMBER for line in behind)
    widest = max((line.gap for line in behind), default=0)
    yield from lines[: at + 1]
    for order, line in enumerate(behind):
        below = behind[order + 1].gap if order + 1 < len(behind) else widest
        opens = not numbered and widest > 2 and len(line.text) <= _LONGEST_TITLE and line.shape is Shape.TEXT
        opens = opens and (line.gap >= widest or order == 0) and 0 < below < widest
        yield replace(line, opens=True, heading=1) if opens else line


def _pieces(line: Line, *, title: bool) -> Iterator[Line]:
    """Cut one line before its labels and, where it opens an item, behind the title."""
    text = line.text.rstrip(" |")
    cuts = [match.end() for match in _LABEL.finditer(text)]
    first = text[: cuts[0]] if cuts else text
    purpose = _PURPOSE.search(first[:_LONGEST_TITLE]) or _FILE.search(first[:_LONGEST_TITLE])
    if title and purpose is not None and purpose.end() < len(text):
        cuts = sorted({purpose.end(), *cuts})
    starts = [0, *cuts]
    for order, (start, end) in enumerate(zip(starts, [*cuts, len(text)], strict=True)):
        words = _FILE.sub("", text[start:end].strip()) if order == 0 else text[start:end].strip()
        if not words:
            continue
        begin = line.start + start
        opens = title and order == 0 and len(words) <= _LONGEST_TITLE
        yield replace(
            line,
            start=begin,
            end=begin + len(words),
            text=words,
            gap=max(line.gap, 1) if order or title else line.gap,
            body=begin if order or line.shape is Shape.TEXT else line.body,
            shape=Shape.TEXT if order else line.shape,
            number=None if order else line.number,
            heading=1 if opens else 0,
            opens=opens,
        )
