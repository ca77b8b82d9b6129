import io
import time
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from corpus.errors import UnreadablePaperError
from corpus.reading import word
from corpus.reading.composing import Reading
from corpus.reading.files import READABLE
from corpus.reading.files import read as read_file
from corpus.reading.word import read_docx
from corpus.records import MarkKind

W = nsdecls("w")


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_parts(data: bytes, parts: dict[str, str], relations: str = "", types: str = "") -> bytes:
    """Put parts into a .docx that python-docx cannot write."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/_rels/document.xml.rels":
                text = text.replace(b"</Relationships>", f"{relations}</Relationships>".encode())
            if name == "[Content_Types].xml":
                text = text.replace(b"</Types>", f"{types}</Types>".encode())
            if name not in parts:
                target.writestr(name, text)
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def with_body(body: str) -> bytes:
    names = nsdecls("w", "wp", "a") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    names += ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    return with_parts(
        saved(docx.Document()),
        {"word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>"},
    )


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def blocks(data: bytes) -> list[str]:
    return read_docx(data).text.split("\n\n")


def marked(reading: Reading, kind: MarkKind) -> list[tuple[int, str]]:
    return [(mark.level, reading.text[mark.start : mark.end]) for mark in reading.marks if mark.kind is kind]


def test_headings_lists_and_tables_stand_in_the_order_of_the_body() -> None:
    document = docx.Document()
    document.core_properties.title = "Notes of the holding to account meeting"
    document.add_heading("Notes", 0)
    document.add_heading("Matters arising", 2)
    document.add_paragraph("The officers had met.")
    for text, style in (
        ("one", "List Number"),
        ("two", "List Number"),
        ("a", "List Bullet"),
        ("b", "List Bullet 2"),
    ):
        document.add_paragraph(text, style=style)
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Area", "Thefts", "North\nVale", "12"), strict=True
    ):
        cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph().add_run("Actions").bold = True
    document.add_paragraph("Nothing more.")
    reading = read_docx(saved(document))
    assert reading.text.split("\n\n") == [
        "Notes",
        "Matters arising",
        "The officers had met.",
        "1. one",
        "2. two",
        "• a",
        "• b",
        "Area\tThefts\nNorth Vale\t12",
        "Actions",
        "Nothing more.",
    ]
    assert marked(reading, MarkKind.HEADING) == [(1, "Notes"), (2, "Matters arising"), (3, "Actions")]
    assert marked(reading, MarkKind.LIST_ITEM) == [(1, "1. one"), (1, "2. two"), (1, "• a"), (2, "• b")]
    assert marked(reading, MarkKind.TABLE_HEADER) == [(0, "Area\tThefts")]
    assert reading.title == "Notes of the holding to account meeting"
    assert reading.pages == ()


@pytest.mark.parametrize(
    "title", ["", "Microsoft Word - notes.doc", "Document1", "Word Document", "notes_v2", "12"]
)
def test_titles_that_programs_make_up_are_none(title: str) -> None:
    document = docx.Document()
    document.core_properties.title = title
    document.add_paragraph("Words")
    assert read_docx(saved(document)).title is None


def test_tracked_changes_are_read_as_accepted() -> None:
    body = paragraph(
        run("The Panel ")
        + f"<w:ins w:id='1' w:author='a'>{run('approved ')}</w:ins>"
        + "<w:del w:id='2' w:author='a'><w:r><w:delText>reviewed </w:delText></w:r></w:del>"
        + f"<w:moveTo w:id='3' w:author='a'>{run('the ')}</w:moveTo>"
        + f"<w:moveFrom w:id='4' w:author='a'>{run('gone ')}</w:moveFrom>"
        + f"<w:hyperlink>{run('plan')}</w:hyperlink><w:smartTag>{run(' of')}</w:smartTag>"
        + f"<w:fldSimple w:instr='DATE'>{run(' May')}</w:fldSimple>"
        + "<w:r><w:instrText>HIDDEN</w:instrText></w:r>"
        + run("secret", "<w:vanish/>")
        + run("2", "<w:vertAlign w:val='superscript'/>")
        + run("nd", "<w:vertAlign w:val='superscript'/>")
        + "<w:r><w:tab/><w:noBreakHyphen/><w:softHyphen/><w:sym w:font='Wingdings' w:char='F0B7'/>"
        + "<w:sym w:font='Wingdings' w:char='F001'/><w:sym w:char='0041'/><w:sym w:char='zz'/></w:r>"
        + "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    )
    assert blocks(with_body(body)) == ["The Panel approved the plan of May²nd -•Ax=1"]


def test_content_controls_text_boxes_and_inserted_blocks_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box'))}</w:txbxContent>"
    anchored = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape>{box}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = (
        f"<w:r><mc:AlternateContent><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('Controlled'))}</w:sdtContent></w:sdt>"
        + paragraph(run("Anchor") + anchored)
        + f"<w:ins>{paragraph('<w:sdt><w:sdtContent>' + run('Inserted') + '</w:sdtContent></w:sdt>')}</w:ins>"
        + paragraph(old)
    )
    assert blocks(with_body(body)) == ["Controlled", "Anchor", "In the box", "Inserted", "In the box"]


def cell(text: str, properties: str = "") -> str:
    paragraphs = "".join(paragraph(run(line)) for line in text.split("|"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def test_merged_cells_stand_at_their_first_place_and_repeated_rows_are_headers() -> None:
    nested = f"<w:tc><w:tbl>{row(cell('in'), cell('ner'))}</w:tbl>{paragraph('')}</w:tc>"
    table = (
        row(cell("Area", "<w:vMerge w:val='restart'/>"), cell("Year", "<w:gridSpan w:val='2'/>"),
            properties="<w:tblHeader/>")
        + row(cell("lost", "<w:vMerge/>"), cell("2023"), cell("2024"), properties="<w:tblHeader w:val='true'/>")
        + row(cell("North"), cell("12|thefts"), nested)
        + row(cell("gone"), cell("x"), cell("y"), properties="<w:del w:id='9'/>")
        + row(cell("late"), cell("z"), properties="<w:gridBefore w:val='1'/>")
        + "<w:sdt><w:sdtContent>"
        + row(f"<w:sdt><w:sdtContent>{cell('All')}</w:sdtContent></w:sdt>", cell("30"))
        + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    reading = read_docx(with_body(f"<w:tbl>{table}</w:tbl>"))
    assert reading.text.split("\n") == [
        "Area\tYear\t",
        "\t2023\t2024",
        "North\t12 thefts\tin ner",
        "\tlate\tz",
        "All\t30\t",
    ]
    assert marked(reading, MarkKind.TABLE_HEADER) == [(0, "Area\tYear\t\n\t2023\t2024")]
    assert marked(reading, MarkKind.TABLE) == [(0, reading.text)]


def test_minutes_typed_into_a_table_become_blocks() -> None:
    prose = (
        "The members talked about the matter for a while and the officers answered their questions in turn. " * 2
    )
    table = row(cell("12"), cell(f"Road safety|{prose}|{prose}|{prose}"), cell("ACTION: report back")) + row(
        cell("13"), cell(""), cell("")
    )
    assert blocks(with_body(f"<w:tbl>{table}</w:tbl>")) == [
        "12 Road safety",
        *[prose.strip()] * 3,
        "ACTION: report back",
        "13",
    ]


def numbering(*levels: tuple[str, str]) -> str:
    made = "".join(
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{style}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for at, (style, text) in enumerate(levels)
    )
    return (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='7'>{made}</w:abstractNum>"
        "<w:num w:numId='3'><w:abstractNumId w:val='7'/></w:num>"
        "<w:num w:numId='4'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/>"
        "</w:lvlOverride></w:num><w:num w:numId='5'><w:abstractNumId w:val='99'/></w:num></w:numbering>"
    )


def item(text: str, depth: int, list_id: str = "3", more: str = "") -> str:
    return paragraph(run(text), f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{list_id}'/></w:numPr>{more}")


def test_numbers_are_those_that_word_shows() -> None:
    body = (
        item("first", 0)
        + item("first of first", 1)
        + item("second of first", 1)
        + item("deep", 2)
        + item("second", 0)
        + item("first of second", 1)
        + item("restarted", 0, "4")
        + item("goes on", 0, "4")
        + item("heading", 0, "4", "<w:outlineLvl w:val='1'/>")
        + item("bullet", 3)
        + item("none", 0, "0")
        + item("unknown list", 0, "44")
        + item("list without levels", 0, "5")
    )
    data = with_parts(
        with_body(body),
        {
            "word/numbering.xml": numbering(
                ("decimal", "%1."), ("lowerLetter", "%1(%2)"), ("lowerRoman", "%3)"), ("bullet", "x")
            )
        },
    )
    reading = read_docx(data)
    assert reading.text.split("\n\n") == [
        "1. first",
        "1(a) first of first",
        "1(b) second of first",
        "i) deep",
        "2. second",
        "2(a) first of second",
        "5. restarted",
        "6. goes on",
        "7. heading",
        "• bullet",
        "none",
        "unknown list",
        "list without levels",
    ]
    assert marked(reading, MarkKind.HEADING) == [(2, "7. heading")]
    assert [level for level, _ in marked(reading, MarkKind.LIST_ITEM)] == [1, 2, 2, 3, 1, 2, 1, 1, 4]


def test_notes_are_marked_in_place_and_stand_at_the_end() -> None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="rId{kind}" Type="{relation}/{kind}s" Target="{kind}s.xml"/>'
        for kind in ("footnote", "endnote")
    )
    types = "".join(
        f'<Override PartName="/word/{kind}s.xml" ContentType="application/xml"/>'
        for kind in ("footnote", "endnote")
    )
    body = paragraph(
        run("It rose to 28")
        + "<w:r><w:footnoteReference w:id='2'/></w:r>"
        + run(" and then 30")
        + "<w:r><w:endnoteReference w:id='5'/></w:r><w:r><w:footnoteReference w:id='77'/></w:r>"
    )
    notes = f"<w:footnotes {W}><w:footnote w:id='2'>{paragraph(run('Provisional.'))}</w:footnote></w:footnotes>"
    ends = f"<w:endnotes {W}><w:endnote w:id='5'>{paragraph(run('See the annex.'))}</w:endnote></w:endnotes>"
    data = with_parts(with_body(body), {"word/footnotes.xml": notes, "word/endnotes.xml": ends}, relations, types)
    reading = read_docx(data)
    assert reading.text.split("\n\n") == ["It rose to 28¹ and then 30²³", "¹ Provisional.", "² See the annex."]
    assert [text for _, text in marked(reading, MarkKind.FOOTNOTE)] == ["¹ Provisional.", "² See the annex."]


def test_styles_pass_on_headings_lists_and_bold() -> None:
    document = docx.Document()
    style = document.styles.add_style("Minute Title", 1)
    style.base_style = document.styles["Heading 3"]
    bold = document.styles.add_style("Strong Line", 1)
    bold.font.bold = True
    bold.font.size = Pt(14)
    document.add_paragraph("By style", style="Minute Title")
    document.add_paragraph("Bold by style", style="Strong Line")
    plain = document.add_paragraph(style="Strong Line")
    plain.add_run("Not bold").bold = False
    document.add_paragraph("• typed bullet")
    document.add_paragraph("first line\nsecond line")
    document.add_paragraph(style="Heading 1").add_run("AGENDA ITEM 7\nRoads")
    reading = read_docx(saved(document))
    assert marked(reading, MarkKind.HEADING) == [(3, "By style"), (4, "Bold by style"), (1, "AGENDA ITEM 7 Roads")]
    assert marked(reading, MarkKind.LIST_ITEM) == [(1, "• typed bullet")]
    assert "Not bold\n\n• typed bullet\n\nfirst line\n\nsecond line" in reading.text


def test_damaged_packages_are_refused() -> None:
    good = saved(docx.Document())
    broken = with_parts(good, {"word/document.xml": "<w:document"})
    empty = with_parts(good, {"word/document.xml": f"<w:document {W}/>"})
    missing = with_parts(good, {"_rels/.rels": "<Relationships/>"})
    no_types = with_parts(good, {"[Content_Types].xml": "<Types xmlns='x'/>"})
    deep = with_body("<w:sdt><w:sdtContent>" * 2_000 + "</w:sdtContent></w:sdt>" * 2_000)
    for data in (broken, empty, missing, no_types, deep, b"PK\x03\x04nonsense", good[:-30]):
        with pytest.raises(UnreadablePaperError, match="damaged"):
            read_docx(data)


def test_zip_bombs_and_encrypted_packages_are_refused_before_they_are_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"")
        with archive.open("word/media/image1.png", "w") as bomb:
            for _ in range(64):
                bomb.write(bytes(1 << 20))
    assert len(buffer.getvalue()) < 1 << 20
    start = time.process_time()
    with pytest.raises(UnreadablePaperError, match="64 MB, which is not safe"):
        read_docx(buffer.getvalue())
    assert time.process_time() - start < 10
    good = saved(docx.Document())
    monkeypatch.setattr(word, "_LARGEST_UNPACKED", 1000)
    with pytest.raises(UnreadablePaperError, match="unpacks to more than"):
        read_docx(good)
    monkeypatch.setattr(word, "_LARGEST_XML", 1000)
    with pytest.raises(UnreadablePaperError, match="not safe"):
        read_docx(good)
    locked = bytearray(good)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadablePaperError, match="encrypted"):
        read_docx(bytes(locked))


@pytest.mark.no_cover
def test_long_and_wide_documents_are_read_in_bounded_time() -> None:
    wide = "<w:tbl>" + row(*[cell("x")] * 5_000) + row(cell("wide", "<w:gridSpan w:val='99999'/>")) + "</w:tbl>"
    body = paragraph(run("word " * 1_000_000)) + wide + paragraph(run("noted")) * 5_000
    start = time.process_time()
    text = read_docx(with_body(body)).text
    assert time.process_time() - start < 60
    assert text.count("noted") == 5_000
    assert text.count("\t") < 12_000


def test_a_list_nested_fifty_deep_is_read() -> None:
    body = "".join(item(f"at {depth}", depth) for depth in range(50))
    texts = blocks(with_parts(with_body(body), {"word/numbering.xml": numbering(*[("bullet", "x")] * 9)}))
    assert texts == [f"• at {depth}" for depth in range(50)]


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        (".dotx", "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        (".dotm", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    ],
)
def test_word_files_with_macros_and_templates_are_read_like_others(suffix: str, kind: str, tmp_path: Path) -> None:
    usual = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    plain = with_body(paragraph(run("The Panel noted the report.")))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if "Content_Types" in entry.filename:
                data = data.replace(usual.encode(), kind.encode())
            new.writestr(entry, data)
        new.writestr("word/vbaProject.bin", b"no words of ours")
    path = tmp_path / f"minutes{suffix}"
    path.write_bytes(out.getvalue())
    assert suffix in READABLE
    found = read_file(path, path.name)
    assert (found.format, found.text.strip()) == ("docx", "The Panel noted the report.")
