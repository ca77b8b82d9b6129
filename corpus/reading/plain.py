"""Plain text and Markdown: the text as it stands, so that offsets are those of the file itself.

Line ends are read as Python reads a text file (CRLF and CR become LF) and nothing else is touched. Markdown keeps
its signs too; its headings and list items only get marks.
"""

import re

from corpus.errors import UnreadablePaperError
from corpus.reading.composing import Reading
from corpus.reading.decoding import decode
from corpus.records import Mark, MarkKind

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.1
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•]|\d{1,9}[.)])[ \t]+(?=\S)")


def read_plain(data: bytes) -> Reading:
    """Return a .txt file as it stands.

    Raises:
        UnreadablePaperError: for bytes that are not text.
    """
    decoded, warnings = decode(data)
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    controls = len(_CONTROL.findall(text))
    if controls > _MOST_CONTROLS * len(text):
        raise UnreadablePaperError("it does not hold text but binary data: save it as text, PDF or .docx again")
    if controls:
        warnings += (f"it holds {controls} control characters, left in place",)
    # The byte order mark is no word, but taking it out would move every offset by one.
    marks = (Mark(MarkKind.FURNITURE, 0, 1),) if text.startswith("\ufeff") else ()
    return Reading(text, marks=marks, warnings=warnings)


def read_markdown(data: bytes) -> Reading:
    """Return a .md file as it stands, with HEADING and LIST_ITEM marks on whole lines.

    Raises:
        UnreadablePaperError: for bytes that are not text.
    """
    plain = read_plain(data)
    marks = list(plain.marks)
    fence: str | None = None
    start = 0
    for line in plain.text.split("\n"):
        end = start + len(line)
        opening = _FENCE.match(line)
        if fence is not None:
            fence = None if opening and opening[1].startswith(fence) else fence
        elif opening:
            fence = opening[1]
        elif heading := _HEADING.match(line):
            marks.append(Mark(MarkKind.HEADING, start, end, len(heading[1])))
        elif item := _ITEM.match(line):
            indent = len(item[1].expandtabs(4))
            marks.append(Mark(MarkKind.LIST_ITEM, start, end, 1 + indent // 2))
        start = end + 1
    return Reading(plain.text, marks=tuple(marks), warnings=plain.warnings)
