"""Word files into blocks, list items, tables and notes, as they read with every tracked change accepted.

python-docx opens the package and knows its parts; the body is walked as XML, because python-docx's own paragraphs
leave out tracked insertions, content controls, text boxes and notes, and know no list numbers. Headers and footers
are not read: they hold what a PDF repeats on each page. 4,000 paragraphs (1.2 MB of text) take 0.2 s.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from docx.parts.document import DocumentPart

from corpus.errors import UnreadablePaperError
from corpus.reading.composing import (
    LONGEST_HEADING,
    NUMBER_CELL,
    TYPED_BULLET,
    Composer,
    Reading,
    clean,
    has_words,
    real_title,
    unwrapped,
)
from corpus.reading.word_lists import Numbering
from corpus.reading.word_paragraphs import NoteMarks, Words, words_of
from corpus.reading.word_styles import Shape, Styles
from corpus.reading.word_tables import cells_of, grid_of, is_layout, rows_of
from corpus.records import MarkKind

_LARGEST_UNPACKED = 512 * 1024 * 1024
_LARGEST_XML = 64 * 1024 * 1024
_RATIO_OF_A_BOMB = 200
_RATIO_COUNTS_FROM = 16 * 1024 * 1024
_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")))
_NOTE_PARTS = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
# The main parts of .docm, .dotx and .dotm: a document with macros, a template, a template with macros.
_OTHER_MAIN_PARTS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_DAMAGED = "it is damaged: open it in Word and save it again, or download it again"


def read_docx(data: bytes) -> Reading:
    """Return the body of a .docx file with HEADING, LIST_ITEM, TABLE and FOOTNOTE marks; notes stand at the end.

    Raises:
        UnreadablePaperError: for an encrypted or damaged file, and for one that unpacks to far more than it is.
    """
    _refuse_bombs(data)
    try:
        document = _opened(data)
        body = document.element.body
        title = real_title(document.core_properties.title or "")
        reader = _Reader(document)
    except (OpcError, SyntaxError, zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise UnreadablePaperError(_DAMAGED) from error  # lxml's errors of syntax are SyntaxErrors
    except (KeyError, ValueError, AttributeError, TypeError, NotImplementedError) as error:
        raise UnreadablePaperError(_DAMAGED) from error  # what python-docx lets through where a part is missing
    if body is None:
        raise UnreadablePaperError(_DAMAGED)
    reader.blocks(body)  # by recursion: the XML parser refuses what is nested deeper than 256
    reader.notes_at_end()
    return Reading(reader.composer.text(), marks=reader.composer.marks(), title=title)


def _opened(data: bytes) -> Document:
    """Open a Word file of any kind; python-docx itself takes documents only, and no macro is ever run here."""
    for kind in _OTHER_MAIN_PARTS:
        PartFactory.part_type_for.setdefault(kind, DocumentPart)
    main = Package.open(BytesIO(data)).main_document_part
    if not isinstance(main, DocumentPart):
        raise UnreadablePaperError(_DAMAGED)
    document: Document = main.document
    return document


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadablePaperError(_DAMAGED) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadablePaperError("it is encrypted: open it with its password and save a copy without one")
    for entry in entries:
        is_xml = entry.filename.lower().endswith((".xml", ".rels"))
        is_bomb = entry.file_size > max(_RATIO_COUNTS_FROM, _RATIO_OF_A_BOMB * entry.compress_size)
        if is_bomb or (is_xml and entry.file_size > _LARGEST_XML):
            size = f"{entry.file_size >> 20} MB"
            raise UnreadablePaperError(
                f"one part of it unpacks to {size}, which is not safe: save it again or split it"
            )
    if sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
        raise UnreadablePaperError("it unpacks to more than 512 MB and is not safe to open: take out pictures")


class _Reader:
    """Composes the body of one document."""

    def __init__(self, document: Document) -> None:
        self.composer = Composer()
        self._styles = Styles(document.styles.element)
        self._numbering = Numbering(_part_root(document, RELATIONSHIP_TYPE.NUMBERING))
        self._notes = NoteMarks()
        self._note_texts = {
            (kind, note.get(qn("w:id"), "")): note
            for kind, relation in _NOTE_PARTS.items()
            if (root := _part_root(document, relation)) is not None
            for note in root.iterchildren(qn(f"w:{kind}"))
        }
        self._last_heading = 0
        self._number = ""
        self._row_is_fresh = False

    def blocks(self, parent: BaseOxmlElement) -> None:
        """Compose the paragraphs and tables below ``parent``, in order."""
        for child in _blocks_of(parent):
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif is_layout(child):
                self._layout(child)
            else:
                rows, headers = grid_of(child, self._cell)
                self.composer.table(rows, headers)

    def notes_at_end(self) -> None:
        """Compose the notes in the order in which the text named them, each behind its mark."""
        done = 0
        while done < len(self._notes.order):  # a note may refer to another
            key = list(self._notes.order)[done]
            done += 1
            note = self._note_texts.get(key)
            text = "" if note is None else self._inline(note)[0]
            if text:
                self.composer.block(f"{self._notes.mark(*key)} {text}", MarkKind.FOOTNOTE)

    def _layout(self, table: BaseOxmlElement) -> None:
        for row in rows_of(table):
            self._row_is_fresh = True
            for cell in cells_of(row):
                self.blocks(cell)
            number, self._number = self._number, ""
            self.composer.block(number)
            self._row_is_fresh = False

    def _paragraph(self, paragraph: BaseOxmlElement) -> None:
        words = words_of(paragraph, self._notes)
        shape = self._styles.shape(paragraph)
        lines = unwrapped([clean(line) for line in words.lines])
        if lines:
            if shape.heading:
                lines = [" ".join(lines)]
            label = self._label(shape)
            self._block(label, lines[0], words, shape)
            for line in lines[1:]:
                self._block("", line, words, Shape(bold=shape.bold))
        for box in words.boxes:
            self.blocks(box)

    def _label(self, shape: Shape) -> str:
        if shape.list_id is not None:
            return self._numbering.label(shape.list_id, shape.depth)
        return "• " if shape.bulleted else ""

    def _block(self, label: str, text: str, words: Words, shape: Shape) -> None:
        is_fresh, self._row_is_fresh = self._row_is_fresh, False
        if is_fresh and NUMBER_CELL.fullmatch(text):
            self._number = text
            return
        number, self._number = self._number, ""
        if number:
            text = f"{number} {text}"
        if shape.heading:
            self._last_heading = shape.heading
            self.composer.block(label.removeprefix("• ") + text, MarkKind.HEADING, shape.heading)
        elif label:
            self.composer.block(label + TYPED_BULLET.sub("", text, count=1), MarkKind.LIST_ITEM, shape.level)
        elif bullet := TYPED_BULLET.match(text):
            self.composer.block(f"• {text[bullet.end() :]}", MarkKind.LIST_ITEM, 1)
        elif words.is_bold(shape.bold) and len(text) <= LONGEST_HEADING and has_words(text):
            self.composer.block(text, MarkKind.HEADING, self._last_heading + 1)
        else:
            self.composer.block(text)

    def _cell(self, cell: BaseOxmlElement) -> tuple[str, bool]:
        return self._inline(cell)

    def _inline(self, parent: BaseOxmlElement) -> tuple[str, bool]:
        """Return everything below ``parent`` on one line, and whether all of it is bold."""
        pieces: list[str] = []
        is_bold = True
        for child in _blocks_of(parent):
            if child.tag == qn("w:tbl"):
                pieces += [self._inline(cell)[0] for row in rows_of(child) for cell in cells_of(row)]
                continue
            words = words_of(child, self._notes)
            shape = self._styles.shape(child)
            text = clean(" ".join(words.lines))
            if text:
                pieces.append(self._label(shape) + text)
                is_bold = is_bold and words.is_bold(shape.bold)
            pieces += [self._inline(box)[0] for box in words.boxes]
        return clean(" ".join(pieces)), is_bold


def _blocks_of(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Paragraphs and tables below ``parent``, through content controls and tracked insertions."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks_of(child)


def _part_root(document: Document, relation: str) -> BaseOxmlElement | None:
    """Parse a part that python-docx does not model."""
    for each in document.part.rels.values():
        if each.reltype == relation and not each.is_external:
            root: BaseOxmlElement = parse_xml(each.target_part.blob)
            return root
    return None
