import io
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import reportlab
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadablePaperError
from corpus.reading import ocr, pdf
from corpus.reading.composing import Reading
from corpus.reading.pdf import read_pdf
from corpus.reading.pdf_glyphs import Font, TextReader
from corpus.records import MarkKind

Draw = Callable[[Canvas], None]
WIDTH, HEIGHT = A4


def made(*pages: Draw, **options: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(
    *texts: str, x: float = 60, top: float = 80, leading: float = 12, font: str = "Helvetica", size: float = 10
) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for index, text in enumerate(texts):
            canvas.drawString(x, HEIGHT - top - index * leading, text)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for each in draws:
            each(canvas)

    return draw


def ruled(
    xs: Sequence[float], ys: Sequence[float], gaps: Sequence[tuple[float, float, float, float]] = ()
) -> Draw:
    """Draw a grid; ``gaps`` are rules (x0, y0, x1, y1) drawn instead of all of them."""

    def draw(canvas: Canvas) -> None:
        if gaps:
            for x0, y0, x1, y1 in gaps:
                canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
            return
        for x in xs:
            canvas.line(x, HEIGHT - ys[0], x, HEIGHT - ys[-1])
        for y in ys:
            canvas.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)

    return draw


def cells(xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], headers: int = 0) -> Draw:
    def draw(canvas: Canvas) -> None:
        for index, (y, row) in enumerate(zip(ys, rows, strict=False)):
            canvas.setFont("Helvetica-Bold" if index < headers else "Helvetica", 9)
            for x, text in zip(xs, row, strict=False):
                for at, part in enumerate(text.split("\n")):
                    canvas.drawString(x + 4, HEIGHT - y - 12 - 10 * at, part)

    return draw


def blocks(reading: Reading) -> list[str]:
    return reading.text.strip().split("\n\n")


def marked(reading: Reading, kind: MarkKind) -> list[tuple[int, str]]:
    return [(mark.level, reading.text[mark.start : mark.end]) for mark in reading.marks if mark.kind is kind]


PROSE = (
    "The Commissioner told the Panel that recruitment had gone well in the",
    "first quarter and that the establishment would be reached by the end of",
    "the year. Members asked how the office would report on it.",
)


def test_paragraphs_are_told_by_the_pause_above_them_and_by_a_line_that_had_room() -> None:
    page = both(
        lines(*PROSE),
        lines("The Panel noted the report and thanked the officers for what they had", "done.", top=128),
        lines("Venue: County Hall", "Contact: the clerk of the panel, on weekdays", top=180),
    )
    assert blocks(read_pdf(made(page))) == [
        "\n".join(PROSE),
        "The Panel noted the report and thanked the officers for what they had\ndone.",
        "Venue: County Hall",
        "Contact: the clerk of the panel, on weekdays",
    ]


def test_headings_are_told_by_size_and_weight_and_lists_by_their_bullets() -> None:
    page = both(
        lines("Quarterly report", font="Helvetica-Bold", size=18, top=60),
        lines("1. Purpose", font="Helvetica-Bold", size=13, top=90),
        lines(*PROSE, top=110),
        lines("Recommendation", font="Helvetica-Bold", top=160),
        lines("• first of the things that the panel was asked to agree", "  and its second line", top=180),
        lines("• inner point", x=90, top=204),
        lines("• second", top=216),
        lines("o letter, no bullet", top=240),
        lines("o", x=60, top=260, font="Courier"),
        lines("typed by a word processor", x=75, top=260),
    )
    reading = read_pdf(made(page))
    assert marked(reading, MarkKind.HEADING) == [(1, "Quarterly report"), (2, "1. Purpose"), (3, "Recommendation")]
    assert marked(reading, MarkKind.LIST_ITEM) == [
        (1, "• first of the things that the panel was asked to agree\nand its second line"),
        (2, "• inner point"),
        (1, "• second"),
        (1, "• typed by a word processor"),
    ]
    assert "o letter, no bullet" in blocks(reading)


def test_numbered_paragraphs_stay_apart() -> None:
    page = both(
        lines("1.", "", "2.", "", x=60),
        lines("This report tells the panel what the office has done since the", "last one.", x=80),
        lines("The plan has five priorities, and progress against each of them is", "given here.", x=80, top=104),
    )
    assert blocks(read_pdf(made(page))) == [
        "1. This report tells the panel what the office has done since the\nlast one.",
        "2. The plan has five priorities, and progress against each of them is\ngiven here.",
    ]


CLOSING = "The next meeting is in June, at County Hall, and all members are expected to come to it."
LEFT = (
    "The Commissioner told the Panel that recruit-",
    "ment had gone well, and that the well-",
    "known scheme would go on until the year",
    "ends. Members asked how the office would",
    "report on it, and whether its figures were",
)
RIGHT = (
    "going to be published. It was agreed that the",
    "well-known scheme and its recruitment were",
    "of great concern to rural parishes, and that a",
    "note be circulated before the end of May, so",
    "that each district council could comment on it.",
)


@pytest.mark.parametrize("shift", [0, 5, -30])
def test_columns_of_prose_are_read_one_after_the_other_and_cut_words_made_whole(shift: int) -> None:
    page = both(
        lines("Bulletin of the office", font="Helvetica-Bold", size=14, top=50),
        lines(*LEFT, top=120),
        lines(*RIGHT, x=310, top=120 + shift),
        lines("Attendance", font="Helvetica-Bold", size=12, top=240),
        lines(CLOSING, top=260),
    )
    assert blocks(read_pdf(made(page))) == [
        "Bulletin of the office",
        "The Commissioner told the Panel that recruitment\nhad gone well, and that the well-known\n"
        "scheme would go on until the year\nends. Members asked how the office would\n"
        "report on it, and whether its figures were",
        "\n".join(RIGHT),
        "Attendance",
        CLOSING,
    ]


def test_a_ruled_table_gives_its_rows_once_with_merged_cells_and_headers() -> None:
    xs, ys = (60, 180, 260, 340, 420), (100, 120, 140, 160, 190)
    rules = [(x, 100, x, 190) for x in (60, 180, 260, 420)] + [(340, 120, 340, 190)]
    rules += [(60, y, 420, y) for y in (100, 140, 160, 190)] + [(180, 120, 420, 120)]
    rows = [
        ["Measure", "Target", "Actual", ""],
        ["", "", "2023", "2024"],
        ["Calls\nanswered", "90%", "88%", "91%"],
        ["Visits made by\nthe office", "52", "50", "A Two missed"],
    ]

    def raised_mark(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 5)
        canvas.drawString(283, HEIGHT - 148, "2")

    page = both(
        lines("Table 1: what was measured", top=80),
        ruled(xs, ys, rules),
        cells(xs, ys, rows, headers=2),
        raised_mark,
        lines("2 Provisional.", size=7, top=700),
        lines(*PROSE, top=230),
    )
    reading = read_pdf(made(page))
    table = (
        "Measure\tTarget\tActual\t\n\t\t2023\t2024\nCalls answered\t90%\t88% ²\t91%\n"
        "Visits made by the office\t52\t50\tA Two missed"
    )
    assert [text for _, text in marked(reading, MarkKind.TABLE)] == [table]
    assert marked(reading, MarkKind.TABLE_HEADER) == [(0, "Measure\tTarget\tActual\t\n\t\t2023\t2024")]
    assert marked(reading, MarkKind.FOOTNOTE) == [(0, "2 Provisional.")]
    assert blocks(reading)[0] == "Table 1: what was measured"
    assert reading.text.count("Two missed") == 1


def test_words_that_a_narrow_cell_cut_are_made_whole() -> None:
    xs, ys = (60, 100, 300), (100, 140, 180)
    rows = [["PCP/A4\n1", "Neighbourhood officers"], ["neighb\nour", "the next one"]]
    page = both(ruled(xs, ys), cells(xs, ys, rows), lines("The neighbour and his next neighbour came.", top=250))
    assert "PCP/A41\tNeighbourhood officers\nneighbour\tthe next one" in read_pdf(made(page)).text


def test_a_table_without_rules_is_found_and_a_list_of_names_too() -> None:
    xs, ys = (60, 200, 280, 360), (100, 114, 128, 142, 166)
    rows = [
        ["Area", "2023", "2024", "Change"],
        ["North Vale", "12", "9", "-25%"],
        ["South Vale and the", "30", "36", "+20%"],
        ["coast"],
        ["All", "42", "45", "+7%"],
    ]
    page = both(
        lines("Thefts by area", top=80),
        cells(xs, ys, rows, headers=1),
        lines("Councillor Ann Elder", "Councillor Bob Yew", "Ms Cay Ash", top=220),
        lines("Chairman of the panel", "North Vale Council", "Independent member", x=300, top=220),
        lines(*PROSE, top=300),
    )
    assert [text for _, text in marked(read_pdf(made(page)), MarkKind.TABLE)] == [
        "Area\t2023\t2024\tChange\nNorth Vale\t12\t9\t-25%\nSouth Vale and the coast\t30\t36\t+20%\n"
        "All\t42\t45\t+7%",
        "Councillor Ann Elder\tChairman of the panel\nCouncillor Bob Yew\tNorth Vale Council\n"
        "Ms Cay Ash\tIndependent member",
    ]


def test_a_header_over_two_columns_does_not_merge_them() -> None:
    xs, ys = (60, 200, 250, 320, 370), (100, 114, 128, 142)
    rows = [
        ["", "Satisfied overall", "", "Kept informed", ""],
        ["Area", "2023", "2024", "2023", "2024"],
        ["North Vale", "77.9%", "74.8%", "69.5%", "66.9%"],
        ["South Vale", "71.8%", "72.6%", "61.7%", "63.0%"],
    ]
    reading = read_pdf(made(both(lines(*PROSE, top=50), cells(xs, ys, rows, headers=2))))
    assert [text for _, text in marked(reading, MarkKind.TABLE)] == [
        "\tSatisfied overall\t\tKept informed\t\nArea\t2023\t2024\t2023\t2024\n"
        "North Vale\t77.9%\t74.8%\t69.5%\t66.9%\nSouth Vale\t71.8%\t72.6%\t61.7%\t63.0%"
    ]


def test_headings_in_the_margin_stand_before_the_text_beside_them() -> None:
    text = (
        "The minutes of the last meeting were agreed and signed by the chair.",
        "They will be put on the website.",
        "",
        "The performance report for the first quarter was noted by the panel,",
        "and the members asked for the figures by area.",
        "",
        "",
        "None.",
    )
    margin = (
        "12 Minutes of the",
        "last meeting",
        "",
        "13 Report for the",
        "first quarter of",
        "2024",
        "14 Other",
        "business",
    )
    page = both(
        lines("Also present: the clerk, and two officers of the council.", x=180, top=70),
        lines(*margin, font="Helvetica-Bold", size=9, top=100),
        lines(*text, x=150, top=100),
        lines("The meeting ended at noon, and the members went home by the way that they had come.", top=220),
    )
    reading = read_pdf(made(page))
    assert blocks(reading)[1:] == [
        "12 Minutes of the\nlast meeting",
        f"{text[0]}\n{text[1]}",
        "13 Report for the\nfirst quarter of\n2024",
        f"{text[3]}\n{text[4]}",
        "14 Other\nbusiness",
        "None.",
        "The meeting ended at noon, and the members went home by the way that they had come.",
    ]
    assert len(marked(reading, MarkKind.HEADING)) == 3


def test_rules_drawn_as_thin_boxes_and_inside_forms_make_tables_too() -> None:
    xs, ys = (60, 160, 260), (100, 120, 140)
    rows = [["Area", "Thefts"], ["North", "12"]]

    def boxes(canvas: Canvas) -> None:
        for x in xs:
            canvas.rect(x, HEIGHT - 140, 0.7, 40, stroke=0, fill=1)
        for y in ys:
            canvas.rect(60, HEIGHT - y, 200, 0.7, stroke=0, fill=1)

    def frames(canvas: Canvas) -> None:
        for x, y in ((60, 100), (160, 100), (60, 120), (160, 120)):
            path = canvas.beginPath()
            path.moveTo(x, HEIGHT - y)
            path.lineTo(x + 100, HEIGHT - y)
            path.lineTo(x + 100, HEIGHT - y - 20)
            path.lineTo(x, HEIGHT - y - 20)
            path.close()
            canvas.drawPath(path)

    def form(canvas: Canvas) -> None:
        canvas.beginForm("table")
        canvas.translate(-40, 0)
        ruled(xs, ys)(canvas)
        canvas.endForm()
        canvas.translate(40, 0)
        canvas.doForm("table")
        canvas.translate(-40, 0)

    for rules in (boxes, frames, form):
        reading = read_pdf(made(both(rules, cells(xs, ys, rows))))
        assert [text for _, text in marked(reading, MarkKind.TABLE)] == ["Area\tThefts\nNorth\t12"]


def test_signs_of_symbol_fonts_become_bullets_and_characters_beyond_16_bits_stay_whole() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("ZapfDingbats", 10)
        canvas.drawString(60, 700, "l")
        canvas.setFont("Symbol", 10)
        canvas.drawString(60, 650, "\u2022")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(80, 700, "first point")
        canvas.drawString(80, 650, "second point")

    assert [text for _, text in marked(read_pdf(made(page)), MarkKind.LIST_ITEM)] == [
        "• first point",
        "• second point",
    ]
    reader = TextReader(None, {})
    reader._font = Font(bold=False, symbols=True, typewriter=False)
    assert [reader._letters(code) for code in (0x6C, 0xF0B7, 0xF0E9, 0xFB03, 2, 0x41)] == [
        "•",
        "•",
        "↑",
        "ffi",
        "-",
        "A",
    ]
    assert reader.unreadable_share() == 0
    assert reader._letters(0xE001) == reader._letters(0xFFFE) == "\ufffd"
    assert reader.unreadable_share() == 2 / 8


def test_frames_underlines_and_charts_are_no_tables() -> None:
    def drawing(canvas: Canvas) -> None:
        canvas.rect(50, HEIGHT - 140, 400, 80)
        canvas.line(60, HEIGHT - 82, 160, HEIGHT - 82)
        for index, height in enumerate((40, 80, 60)):
            canvas.rect(100 + 60 * index, HEIGHT - 400, 40, height, fill=0)
            canvas.drawString(110 + 60 * index, HEIGHT - 395 + height / 2, f"{height}%")
        canvas.line(100, HEIGHT - 400, 300, HEIGHT - 400)

    reading = read_pdf(made(both(lines(*PROSE), drawing)))
    assert marked(reading, MarkKind.TABLE) == []
    assert blocks(reading)[0] == "\n".join(PROSE)


def test_minutes_typed_into_a_ruled_table_become_paragraphs() -> None:
    text = [
        line
        for at in range(4)
        for line in (
            f"Paragraph {at} of the minutes says what members asked of the",
            "officers, and what these answered.",
            "",
        )
    ] * 3
    xs, ys = (50, 90, 420, 520), (90, 600)
    page = both(
        ruled(xs, ys),
        lines("12.", x=55, top=110),
        lines(*text, x=95, top=110),
        lines("ACTION: report", x=425, top=110),
    )
    reading = read_pdf(made(page))
    assert blocks(reading)[0].startswith("12. Paragraph 0 of the minutes")
    assert blocks(reading)[-1] == "ACTION: report"
    assert marked(reading, MarkKind.TABLE) == []


def pack(number: int) -> Draw:
    """A page of a pack: the pack's number at the foot, the report's own in a running header from page 4 on."""

    def draw(canvas: Canvas) -> None:
        if number == 5:
            lines("This page is intentionally left blank", top=400)(canvas)
        else:
            lines(f"Words that only page {number} has, and the year 20{number}0.", *PROSE, top=100)(canvas)
        if number > 1:
            lines(f"Page {number + 48}", x=280, top=800)(canvas)
        if number >= 4:
            lines("OFFICIAL", x=280, top=785)(canvas)
            lines("Report of the treasurer", top=40)(canvas)
            lines(f"{number - 3} of 4", x=480, top=40)(canvas)
        if number == 2:
            lines("AGENDA ITEM 7", top=40)(canvas)

    return draw


def test_pages_furniture_and_printed_numbers_of_a_pack() -> None:
    reading = read_pdf(made(*(pack(number) for number in range(1, 8))))
    assert [page.printed for page in reading.pages] == [None, "50", "51", "52", "53", "54", "55"]
    assert [page.number for page in reading.pages] == list(range(1, 8))
    furniture = Counter(text for _, text in marked(reading, MarkKind.FURNITURE))
    assert furniture["OFFICIAL"] == furniture["Report of the treasurer"] == 4
    assert furniture["This page is intentionally left blank"] == 1
    assert {f"Page {number}" for number in range(50, 56)} <= set(furniture)
    assert {f"{number} of 4" for number in range(1, 5)} <= set(furniture)
    assert "AGENDA ITEM 7" not in furniture
    assert not any("Words that only" in text for text in furniture)
    for page in reading.pages:
        own = reading.text[page.start : page.end]
        assert (f"only page {page.number} has" in own) == (page.number != 5)


def test_a_lone_page_says_its_number_and_roman_numbers_count() -> None:
    alone = read_pdf(made(both(lines(*PROSE, top=100), lines("Page 12 of 40", x=280, top=800))))
    assert alone.pages[0].printed == "12"
    roman = [
        both(lines(f"Words {at}", *PROSE, top=200), lines(text, x=280, top=800))
        for at, text in enumerate(("ii", "iii", "iv"))
    ]
    assert [page.printed for page in read_pdf(made(*roman)).pages] == ["ii", "iii", "iv"]


def test_page_labels_serve_where_no_number_is_printed() -> None:
    pages = [lines(f"Words of page {number}", *PROSE, top=200) for number in range(3)]
    data = made(*pages)
    assert [page.printed for page in read_pdf(data).pages] == [None, None, None]
    assert pdf._printed_labels(["1", "2", ""]) == [None, None, None]
    assert pdf._printed_labels(["i", "1", ""]) == ["i", "1", None]


def test_text_that_runs_upwards_is_turned_and_watermarks_are_furniture() -> None:
    def landscape(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.setFont("Helvetica", 9)
        for x in (60, 160, 220, 280):
            canvas.line(x, -100, x, -160)
        for y in (-100, -130, -160):
            canvas.line(60, y, 280, y)
        for y, row in ((-120, ("Measure", "2023", "2024")), (-150, ("Calls answered", "90%", "91%"))):
            for x, text in zip((64, 164, 224), row, strict=True):
                canvas.drawString(x, y, text)
        canvas.drawString(60, -60, "Appendix B: the measures in full")

    def turned_page(canvas: Canvas) -> None:
        landscape(canvas)
        canvas.setPageRotation(90)

    def watermarked(canvas: Canvas) -> None:
        canvas.setPageRotation(0)
        lines(*PROSE)(canvas)
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(45)
        canvas.setFont("Helvetica", 60)
        canvas.drawString(-100, 0, "DRAFT")
        canvas.restoreState()
        canvas.rotate(90)
        canvas.drawString(300, -30, "Sideways note")

    def upside_down(canvas: Canvas) -> None:
        canvas.translate(WIDTH, HEIGHT)
        canvas.rotate(180)
        canvas.drawString(60, 700, "First line of the page")
        canvas.drawString(60, 600, "Second one")

    def downwards(canvas: Canvas) -> None:
        canvas.rotate(-90)
        canvas.drawString(-700, 100, "First line of the page")
        canvas.drawString(-700, 60, "Second one")

    reading = read_pdf(made(landscape, turned_page, watermarked, upside_down, downwards))
    texts = [reading.text[page.start : page.end].strip().split("\n\n") for page in reading.pages]
    expected = ["Appendix B: the measures in full", "Measure\t2023\t2024\nCalls answered\t90%\t91%"]
    assert texts[0] == texts[1] == expected
    assert texts[2] == ["\n".join(PROSE), "Sideways note", "DRAFT"]
    assert texts[3] == texts[4] == ["First line of the page", "Second one"]
    assert marked(reading, MarkKind.FURNITURE)[-1] == (0, "DRAFT")


def test_ligatures_soft_hyphens_and_bold_written_twice() -> None:
    fonts = Path(reportlab.__file__).parent / "fonts"
    pdfmetrics.registerFont(TTFont("Vera", fonts / "Vera.ttf"))

    def page(canvas: Canvas) -> None:
        canvas.setFont("Vera", 11)
        canvas.drawString(72, 700, "The of\ufb01ce \ufb02oor")
        canvas.drawString(72, 600, "Twice as dark")
        canvas.drawString(72.2, 600, "Twice as dark")
        canvas.drawString(-400, 500, "Off the page")

    assert blocks(read_pdf(made(page))) == ["The office floor", "Twice as dark"]


def test_pages_without_text_are_named_and_a_scan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: "install it")

    def picture(canvas: Canvas) -> None:
        canvas.rect(50, 50, 200, 200, fill=1)

    reading = read_pdf(made(lines(*PROSE), picture, lines("Three"), picture))
    assert reading.warnings == ("pages 2, 4 hold no text",)
    assert [page.end - page.start for page in reading.pages][1] == 0
    assert read_pdf(made(lines(*PROSE), picture)).warnings == ("page 2 holds no text",)
    many = read_pdf(made(lines(*PROSE), *[picture] * 25))
    assert many.warnings[0].endswith("20, 21 and 5 more hold no text")
    with pytest.raises(UnreadablePaperError, match="OCR"):
        read_pdf(made(picture, picture))


def scanned(*texts: str) -> bytes:
    """A page of text as a picture of it, and nothing else."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader

    with pypdfium2.PdfDocument(made(lines(*texts, size=12, leading=18))) as document:
        picture = document[0].render(scale=200 / 72).to_pil()

    def page(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)

    return made(lines(*PROSE), page)


SCANNED = ("The Panel resolved that the barn at Ferry Lane", "be sold before the end of September 2024.")


@pytest.mark.skipif(ocr.missing() is not None, reason="tesseract is not installed")
def test_a_picture_of_a_page_is_read_where_tesseract_is_installed() -> None:
    reading = read_pdf(scanned(*SCANNED))
    assert reading.warnings == ("page 2 read by OCR: check against the picture",)
    second = reading.pages[1]
    assert " ".join(reading.text[second.start : second.end].split()) == " ".join(SCANNED)
    assert read_pdf(scanned(*SCANNED)) == reading


def test_what_is_missing_to_read_pictures_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_program(name: str) -> str | None:
        del name
        return None

    monkeypatch.setattr(ocr, "find_spec", lambda name: name)
    monkeypatch.setattr(ocr.shutil, "which", no_program)
    assert "tesseract-ocr" in (ocr.missing() or "")
    assert read_pdf(scanned(*SCANNED)).warnings == ("page 2 holds no text",)
    with pytest.raises(UnreadablePaperError, match="tesseract-ocr"):
        read_pdf(made(lambda canvas: canvas.rect(50, 50, 200, 200, fill=1)))
    monkeypatch.setattr(ocr, "find_spec", no_program)
    assert "minutebook[ocr]" in (ocr.missing() or "")


def test_a_picture_that_cannot_be_read_stays_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    pytesseract = pytest.importorskip("pytesseract")

    def slow(*_: object, **__: object) -> None:
        raise RuntimeError("Tesseract process timeout")

    monkeypatch.setattr(ocr, "missing", lambda: None)
    monkeypatch.setattr(pytesseract, "image_to_data", slow)
    assert read_pdf(scanned(*SCANNED)).warnings == ("page 2 holds no text",)


def test_encrypted_cut_damaged_and_endless_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadablePaperError, match="encrypted"):
        read_pdf(made(lines(*PROSE), encrypt=StandardEncryption("secret", strength=128)))
    open_to_read = made(lines(*PROSE), encrypt=StandardEncryption("", ownerPassword="owner", strength=128))
    assert blocks(read_pdf(open_to_read)) == ["\n".join(PROSE)]
    good = made(*[lines(*PROSE)] * 30)
    for share in (0.3, 0.6, 0.95):
        with pytest.raises(UnreadablePaperError, match="cut short"):
            read_pdf(good[: int(len(good) * share)])
    with pytest.raises(UnreadablePaperError, match="damaged"):
        read_pdf(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF")
    monkeypatch.setattr(pdf, "_MOST_PAGES", 20)
    with pytest.raises(UnreadablePaperError, match="30 pages, at most 20"):
        read_pdf(good)


def test_pages_that_loop_are_refused_or_read_quickly() -> None:
    loop = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 3 0 R/Contents 3 0 R/Resources<</XObject<</A 3 0 R>>>>>>endobj\n"
        b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
    )
    start = time.process_time()
    with pytest.raises(UnreadablePaperError):
        read_pdf(loop)
    assert time.process_time() - start < 60


WORD = st.text("ABCDEFGH", min_size=2, max_size=6)
PLACED = st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 40)), WORD, min_size=1, max_size=60)
RULES = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 40), st.integers(0, 8), st.integers(0, 40)), max_size=12
)


@pytest.mark.no_cover
@given(st.lists(st.tuples(PLACED, RULES), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_every_word_is_read_once_wherever_it_stands(
    pages: list[tuple[dict[tuple[int, int], str], list[tuple[int, int, int, int]]]],
) -> None:
    def drawn(placed: dict[tuple[int, int], str], rules: list[tuple[int, int, int, int]]) -> Draw:
        def draw(canvas: Canvas) -> None:
            for (column, row), word in placed.items():
                canvas.drawString(50 + 60 * column, 60 + 18 * row, word)
            for x0, y0, x1, y1 in rules:
                canvas.line(45 + 60 * x0, 55 + 18 * y0, 45 + 60 * x1, 55 + 18 * y0)
                canvas.line(45 + 60 * x0, 55 + 18 * y0, 45 + 60 * x0, 55 + 18 * y1)

        return draw

    reading = read_pdf(made(*(drawn(placed, rules) for placed, rules in pages)))
    for page, (placed, _) in zip(reading.pages, pages, strict=True):
        assert Counter(reading.text[page.start : page.end].split()) == Counter(placed.values())
    assert reading.pages[0].start == 0
    assert reading.pages[-1].end == len(reading.text)
    assert all(one.end == other.start for one, other in zip(reading.pages, reading.pages[1:], strict=False))
    for mark in reading.marks:
        assert 0 <= mark.start < mark.end <= len(reading.text)
        assert reading.text[mark.start : mark.end].strip("\n") == reading.text[mark.start : mark.end]


@pytest.mark.no_cover
def test_crowded_pages_are_read_in_bounded_time() -> None:
    def crowded(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 2)
        for row in range(150):
            canvas.drawString(10, 10 + 3 * row, " ".join(f"w{row}x{column}" for column in range(60)))

    def hatched(canvas: Canvas) -> None:
        for index in range(2_000):
            canvas.line(10, 10 + index / 4, 590, 10 + index / 4)
            canvas.line(10 + index / 4, 10, 10 + index / 4, 800)
        canvas.drawString(100, 100, "Under the hatching")

    start = time.process_time()
    text = read_pdf(made(crowded, hatched)).text
    assert time.process_time() - start < 30
    assert text.count("w") == 150 * 60
    assert "Under the hatching" in " ".join(text.split())


@pytest.mark.no_cover
@pytest.mark.slow
def test_twenty_pages_keep_to_the_time_that_allows_a_thousand_in_two_minutes() -> None:
    xs, ys = (60, 180, 260, 340), (400, 420, 440, 460)
    rows = [["Measure", "2023", "2024"], ["Calls", "90%", "91%"], ["Visits", "50", "52"]]
    page = both(lines(*PROSE * 8), ruled(xs, ys), cells(xs, ys, rows, headers=1))
    data = made(*[page] * 20)
    start = time.process_time()
    reading = read_pdf(data)
    assert time.process_time() - start < 20 * 0.12 * 2  # twice, for a machine that does other work too
    assert len(marked(reading, MarkKind.TABLE)) == len(reading.pages) == 20


@pytest.mark.no_cover
def test_time_grows_linearly_with_the_pages() -> None:
    def seconds(pages: int) -> float:
        """Processor time of the quickest of three, since a collection of garbage may fall into any of them."""
        data = made(*[lines(*PROSE * 4)] * pages)
        taken = []
        for _ in range(3):
            start = time.process_time()
            read_pdf(data)
            taken.append(time.process_time() - start)
        return min(taken)

    seconds(2)
    assert seconds(32) < 8 * 2.5 * max(seconds(4), 0.02)


def test_threads_may_read_at_the_same_time() -> None:
    data = [made(*[lines(f"File {number}", *PROSE)] * 5) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read_pdf, data)) == [read_pdf(each) for each in data]
