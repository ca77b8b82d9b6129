"""The words of a Word paragraph: insertions kept and deletions dropped, note marks in place, boxes set aside."""

from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.reading.composing import raised
from corpus.reading.word_styles import is_on

_MARKUP_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
_SPACES = frozenset({qn("w:tab"), qn("w:ptab")})
_LEFT_OUT = frozenset({
    qn("w:del"), qn("w:moveFrom"), qn("w:delText"), qn("w:instrText"), qn("w:delInstrText"), qn("w:pPr"),
    qn("w:rPr"), qn("w:sdtPr"), qn("w:sdtEndPr"), qn("w:rt"), qn("w:softHyphen"),
})  # fmt: skip
_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_BOX = qn("w:txbxContent")
_BULLET_CODES = frozenset({0xA7, 0xA8, 0xB7, 0x6E, 0x71, 0x76, 0xD8, 0xFC})  # what symbol fonts show as bullets
_SYMBOL_FONTS_FROM = 0xF000


@dataclass(slots=True)
class Words:
    """What was found in one paragraph.

    ``lines`` are parted by the line breaks in it; ``boxes`` are the text boxes anchored here; ``letters`` and
    ``bold`` count the letters and those of them whose own run is bold (``unset``: that leave it to the style).
    """

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[BaseOxmlElement] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    unset: int = 0

    def is_bold(self, by_style: bool) -> bool:
        """Say whether every letter is bold."""
        return 0 < self.letters == self.bold + (self.unset if by_style else 0)


class NoteMarks:
    """Footnotes and endnotes in the order in which the text refers to them, numbered from 1."""

    def __init__(self) -> None:
        self.order: dict[tuple[str, str], int] = {}

    def mark(self, kind: str, identifier: str) -> str:
        """Return the superscript number of a note."""
        number = self.order.setdefault((kind, identifier), len(self.order) + 1)
        return raised(str(number))


def words_of(paragraph: BaseOxmlElement, notes: NoteMarks) -> Words:
    """Return the words of a ``w:p`` as they read when every tracked change is accepted."""
    words = Words()
    for child in paragraph:
        _inline(child, words, notes)
    return words


def _inline(node: BaseOxmlElement, words: Words, notes: NoteMarks) -> None:
    tag = node.tag
    if not isinstance(tag, str) or tag in _LEFT_OUT:
        return
    if tag == qn("w:r"):
        _run(node, words, notes)
    elif tag == qn("m:t"):
        words.lines[-1] += node.text or ""
    elif tag == f"{_MARKUP_COMPATIBILITY}AlternateContent":
        chosen = node.find(f"{_MARKUP_COMPATIBILITY}Choice")
        if chosen is None:
            chosen = node.find(f"{_MARKUP_COMPATIBILITY}Fallback")
        for child in chosen if chosen is not None else ():
            _inline(child, words, notes)
    elif tag == _BOX:
        words.boxes.append(node)
    else:
        for child in node:
            _inline(child, words, notes)


def _run(run: BaseOxmlElement, words: Words, notes: NoteMarks) -> None:
    properties = run.find(qn("w:rPr"))
    if is_on(properties, "w:vanish"):
        return
    align = None if properties is None else properties.find(qn("w:vertAlign"))
    is_raised = align is not None and align.get(qn("w:val")) == "superscript"
    before = sum(map(len, words.lines))
    for child in run:
        tag = child.tag
        if tag == qn("w:t"):
            text = child.text or ""
            words.lines[-1] += raised(text) if is_raised else text
        elif tag in _BREAKS:
            words.lines.append("")
        elif tag in _SPACES:
            words.lines[-1] += " "
        elif tag == qn("w:noBreakHyphen"):
            words.lines[-1] += "-"
        elif tag == qn("w:sym"):
            words.lines[-1] += _symbol(child.get(qn("w:char"), ""))
        elif tag in _NOTES:
            words.lines[-1] += notes.mark(_NOTES[tag], child.get(qn("w:id"), ""))
        else:
            _inline(child, words, notes)
    letters = sum(map(str.isalnum, "".join(words.lines)[before:]))
    bold = is_on(properties, "w:b")
    words.letters += letters
    words.bold += letters if bold else 0
    words.unset += letters if bold is None else 0


def _symbol(code: str) -> str:
    """Return the character of a symbol font: bullets as "•", what has no meaning outside its font as nothing."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number >= _SYMBOL_FONTS_FROM:
        return "•" if number - _SYMBOL_FONTS_FROM in _BULLET_CODES else ""
    return chr(number)
