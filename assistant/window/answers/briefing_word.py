"""A briefing note as a Word file."""

import io

from docx import Document
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from assistant.window import wording
from assistant.window.answers.briefing import RECORD, Note
from assistant.window.exempt import SEARCHED
from assistant.window.markup import visible

_FONT = "Arial"


def word(made: Note) -> bytes:
    """Return the note as .docx, on A4 and with headings that a reader's navigation knows."""
    file = Document()
    _set_up(file, made.title)
    file.add_heading(visible(made.title), 0)
    if made.exempt:
        file.add_paragraph().add_run(SEARCHED).bold = True
    file.add_paragraph(" ".join(made.facts))
    for entry in made.entries:
        if len(made.entries) > 1:
            file.add_heading(visible(entry.question), 1)
            if entry.exempt:
                file.add_paragraph().add_run(SEARCHED).bold = True
        for paragraph in entry.answer:
            _add(file, paragraph)
        if entry.sources:
            file.add_heading("Sources", 2 if len(made.entries) > 1 else 1)
        for source in entry.sources:
            quote = file.add_paragraph(visible(f"[{source.label}] “{source.quote}”"), style="Quote")
            quote.paragraph_format.keep_with_next = True
            file.add_paragraph(visible(source.reference))
        for fact in entry.facts:
            file.add_paragraph(visible(fact))
    file.add_paragraph(RECORD)
    made_file = io.BytesIO()
    file.save(made_file)
    return made_file.getvalue()


def _add(file: WordFile, paragraph: str) -> None:
    for listed, lines in wording.runs(paragraph):
        for said in lines if listed else ["\n".join(lines)]:
            file.add_paragraph(visible(said), style="List Bullet" if listed else None)


def _set_up(file: WordFile, title: str) -> None:
    """Set an A4 page, one typeface, and British English."""
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Quote"):
        style = file.styles[name]
        style.font.name = _FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme"):
            fonts.attrib.pop(qn(theme), None)
    file.styles["Normal"].font.size = Pt(11)
    file.styles["Title"].font.size = Pt(20)
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    file.core_properties.title = visible(title)
    file.core_properties.author = "Minutebook"
    file.core_properties.comments = ""
