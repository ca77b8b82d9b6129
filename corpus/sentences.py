"""Sentences of a passage, by offsets; the grain in which answers quote."""

import re
from collections.abc import Iterator, Sequence

from corpus.records import Span

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sir cllr cllrs rev hon st no nos para paras ref fig figs approx dept supt insp sgt det "
    "vs etc eg ie e.g i.e cf al inc ltd jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat "
    "sun vol pp p".split()
)
_END = re.compile(r"[.!?][\"'’”)\]*]{0,4}(?=\s)")
_OPENS = re.compile(r"\s+[\"'‘“(\[*•·–-]{0,3}\s?[A-Z0-9£]")
_WORD_BEFORE = re.compile(r"[\w.]+$")
_BREAK = re.compile(r"\n[ \t\u00a0]*\n")
# The longest word that can stand before a full stop and matter here; bounds the look-behind on endless lines.
_LOOK_BEHIND = 24


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text`` as spans without surrounding white space, in order.

    A sentence ends at ``.``, ``!`` or ``?`` before white space and a capital, figure or pound sign, unless
    the word before it is an abbreviation, an initial or a list number; a blank line ends one too. Linear in
    the text.
    """
    found = []
    start = 0
    for end in (*_ends(text), len(text)):
        span = trimmed(text, start, end)
        if span.start < span.end:
            found.append(span)
        start = end
    return tuple(found)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return ``text[start:end]`` without white space at its ends; an empty span where nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def spans_within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Map a stretch of a passage's joined text back to the source.

    ``spans`` are the passage's stretches of the source, joined by one space each in its text; ``start`` and
    ``end`` are offsets into that text. Returns the stretches of the source that hold it, empty ones left out.
    """
    pieces = []
    offset = 0
    for span in spans:
        length = span.end - span.start
        low, high = max(start - offset, 0), min(end - offset, length)
        if low < high:
            pieces.append(Span(span.start + low, span.start + high))
        offset += length + 1
    return tuple(pieces)


def _ends(text: str) -> Iterator[int]:
    breaks = iter(match.start() for match in _BREAK.finditer(text))
    pending = next(breaks, None)
    for match in _END.finditer(text):
        while pending is not None and pending < match.end():
            yield pending
            pending = next(breaks, None)
        if _is_end(text, match):
            yield match.end()
    while pending is not None:
        yield pending
        pending = next(breaks, None)


def _is_end(text: str, match: re.Match[str]) -> bool:
    if not _OPENS.match(text, match.end()):
        return False
    if text[match.start()] != ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - _LOOK_BEHIND), match.start())
    if before is None:
        return True
    word = before.group().lower()
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        return False
    line_start = text.rfind("\n", 0, match.start()) + 1
    return not (word.isdigit() and not text[line_start : before.start()].strip())
