"""Blocks into a Word document: heading and list styles, tables with merged cells, footnotes, a running header."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.sample.markup import SPAN_LEFT, SPAN_UP, Block

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
PIECE = re.compile(r"(\*\*.+?\*\*|\*[^*\s][^*]*\*|\^[0-9a-z]+\^|\[\^[0-9]+\]|\{br\})")
STAMP = (2025, 6, 30, 9, 0, 0)  # every entry of the file carries this time, so that it never shows the clock


def render(blocks: Sequence[Block], settings: Mapping[str, str]) -> bytes:
    """Sets the blocks as a .docx whose bytes depend on nothing but the blocks and settings."""
    document = docx.Document()
    document.core_properties.title = settings["title"]
    document.core_properties.author = settings.get("author", "")
    document.sections[0].header.paragraphs[0].text = settings.get("header", "")
    document.sections[0].footer.paragraphs[0].text = settings.get("footer", "")
    for block in blocks:
        _add(document, block, styled=settings.get("headings", "styled") == "styled")
    notes = {block.level: block.text for block in blocks if block.kind == "footnote"}
    if notes:
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, _footnotes(notes), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    document.save(out)
    return _still(out.getvalue())


def _add(document: Any, block: Block, *, styled: bool) -> None:
    if block.kind == "heading":
        if styled:
            document.add_heading(block.text, block.level)
        else:
            document.add_paragraph().add_run(block.text).bold = True
    elif block.kind in {"bullet", "auto"}:
        style = "List Bullet" if block.kind == "bullet" else "List Number"
        _write(document.add_paragraph(style=style if block.level == 1 else f"{style} {block.level}"), block.text)
    elif block.kind == "page":
        document.add_page_break()
    elif block.kind == "table":
        if title := block.options.get("title"):
            _write(document.add_paragraph(), f"**{title}**")
        _table(document, block)
    elif block.kind != "footnote":
        _write(document.add_paragraph(), block.text)


def _table(document: Any, block: Block) -> None:
    heads = int(block.options.get("header", "1"))
    grid = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    for y, row in enumerate(block.rows):
        for x, cell in enumerate(row):
            if cell == SPAN_UP:
                grid.cell(y - 1, x).merge(grid.cell(y, x))
            elif cell == SPAN_LEFT:
                grid.cell(y, x - 1).merge(grid.cell(y, x))
            else:
                _write(grid.cell(y, x).paragraphs[0], f"**{cell}**" if y < heads and cell else cell)
        if y < heads:
            properties = grid.rows[y]._tr.get_or_add_trPr()  # python-docx has no public name for a header row
            properties.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _write(paragraph: Any, text: str) -> None:
    for piece in PIECE.split(text):
        if piece.startswith("[^"):
            run = paragraph.add_run()
            run.font.superscript = True
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), piece[2:-1])
            run._r.append(reference)
        elif piece == "{br}":
            paragraph.add_run().add_break()
        elif piece.startswith("**") and len(piece) > 4:
            paragraph.add_run(piece[2:-2]).bold = True
        elif piece.startswith("*") and len(piece) > 2:
            paragraph.add_run(piece[1:-1]).italic = True
        elif piece.startswith("^") and len(piece) > 2:
            paragraph.add_run(piece[1:-1]).font.superscript = True
        elif piece:
            paragraph.add_run(piece)


def _footnotes(notes: Mapping[int, str]) -> bytes:
    separator = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'
    entries = [separator.format("separator", -1), separator.format("continuationSeparator", 0)]
    for number, text in sorted(notes.items()):
        words = f'<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r>'
        entries.append(f'<w:footnote w:id="{number}"><w:p>{words}</w:p></w:footnote>')
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:footnotes xmlns:w="{NAMESPACE}">{"".join(entries)}</w:footnotes>'.encode()


def _still(data: bytes) -> bytes:
    """The same file with fixed times, its entries in order of name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, STAMP), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
