"""Pages as pictures: the boxes lie around the very words, however the page is turned or the words are set."""

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from test_corpus_reading_pdf import cells, lines, made, ruled

from corpus.errors import UnreadablePaperError
from corpus.reading.pdf_pictures import DPI, Box, picture, places

QUOTE = "Nine lamp posts had been mended."


def saved(folder: Path, *pages: object, **options: object) -> Path:
    file = folder / "paper.pdf"
    file.write_bytes(made(*pages, **options))
    return file


def ink(file: Path, number: int = 1) -> Box:
    """Where the picture is not white, in points."""
    grey = Image.open(io.BytesIO(picture(file, number))).convert("L").point(lambda level: 255 * (level < 128))
    x0, top, x1, bottom = (place * 72 / DPI for place in grey.getbbox())
    return Box(x0, top, x1, bottom)


def holds(box: Box, other: Box) -> bool:
    return box.x0 <= other.x0 and box.top <= other.top and other.x1 <= box.x1 and other.bottom <= box.bottom


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn", [0, 90])
def test_a_box_holds_the_quote_however_the_page_is_turned(tmp_path, turned, drawn):
    def page(canvas):
        canvas.setPageRotation(turned)
        canvas.translate(250, 300)
        canvas.rotate(drawn)
        canvas.drawString(20, 30, QUOTE)

    file = saved(tmp_path, page)
    found = places(file, 1, [(QUOTE, 0.0)])
    (box,) = found.boxes
    assert holds(box, ink(file))
    assert box.bottom - box.top < 20
    shown = Image.open(io.BytesIO(picture(file, 1)))
    assert shown.width / shown.height == pytest.approx(found.width / found.height, rel=0.01)
    assert {round(found.width), round(found.height)} == {round(side) for side in A4}


def test_each_line_has_its_box_and_a_word_cut_at_a_lines_end_is_found(tmp_path):
    page = lines(
        "Before it. Nine lamp posts and the commis-", "sioner's file had been mended by", "then. After it."
    )
    file = saved(tmp_path, page)
    text = "Nine lamp posts and the commissioner’s ﬁle\nhad been mended by\nthen."
    boxes = places(file, 1, [(text, 0.0)]).boxes
    assert len(boxes) == 3
    assert [round(box.top) for box in boxes] == sorted(round(box.top) for box in boxes)
    assert boxes[0].x0 > boxes[1].x0


def test_a_row_is_boxed_where_its_label_stands(tmp_path):
    xs, ys = (60, 200, 300, 400), (80, 100, 120, 140)
    rows = (("Area", "May", "June"), ("Ashby", "12", "14"), ("Thornby", "14", "12"))

    def page(canvas):
        ruled(xs, ys)(canvas)
        cells(xs, ys, rows, headers=1)(canvas)

    file = saved(tmp_path, page)
    boxes = places(file, 1, [("Thornby\t14\t12", 0.9)]).boxes
    assert all(box.top + 3 >= 120 and box.bottom - 3 <= 140 for box in boxes)


def test_of_two_places_that_say_the_same_the_one_at_the_quotes_place_is_taken(tmp_path):
    file = saved(tmp_path, lines(QUOTE, *["Something else was said of them."] * 20, QUOTE))
    (first,) = places(file, 1, [(QUOTE, 0.0)]).boxes
    (second,) = places(file, 1, [(QUOTE, 0.95)]).boxes
    assert second.top - first.top > 200


@pytest.mark.parametrize("text", ["", "\n", "Ten chairs had been bought for the hall."])
def test_what_is_not_on_the_page_has_no_box(tmp_path, text):
    assert places(saved(tmp_path, lines(QUOTE)), 1, [(text, 0.0)]).boxes == ()


def test_a_page_or_file_that_is_not_there_is_refused(tmp_path):
    file = saved(tmp_path, lines(QUOTE))
    for number in (0, 2):
        with pytest.raises(UnreadablePaperError, match="no page"):
            picture(file, number)
    file.write_bytes(b"no pdf")
    with pytest.raises(UnreadablePaperError, match="cannot be opened"):
        places(file, 1, [])
