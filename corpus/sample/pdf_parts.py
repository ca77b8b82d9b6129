"""The styles, tables and small drawings that the PDF layout sets its blocks with."""

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.charts.barcharts import VerticalBarChart  # type: ignore[import-untyped]
from reportlab.graphics.shapes import Drawing, String  # type: ignore[import-untyped]
from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_CENTER  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle  # type: ignore[import-untyped]

from corpus.sample.markup import SPAN_LEFT, SPAN_UP, Block

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8)
INDENTED = ParagraphStyle("numbered", BODY, leftIndent=28, bulletIndent=0, bulletFontSize=11)
BULLETS = {
    n: ParagraphStyle(f"bullet{n}", BODY, leftIndent=18 * n + 10, bulletIndent=18 * n - 6) for n in (1, 2, 3)
}
BOLD = {"fontName": "Helvetica-Bold", "keepWithNext": 1}
CELL = ParagraphStyle("cell", BODY, fontSize=9.5, leading=11.8, spaceAfter=0)
HEAD_CELL = ParagraphStyle("head", CELL, fontName="Helvetica-Bold")
NOTE = ParagraphStyle("note", BODY, fontSize=8.5, leading=10.5, spaceAfter=3)
CENTRED = ParagraphStyle("centred", BODY, fontName="Helvetica-Bold", alignment=TA_CENTER, spaceAfter=14)
COLUMN = ParagraphStyle("column", BODY, fontSize=10, leading=13)
HEADINGS = {
    1: ParagraphStyle("h1", BODY, **BOLD, fontSize=15, leading=19, spaceAfter=12),
    2: ParagraphStyle("h2", BODY, **BOLD, fontSize=12, leading=15, spaceBefore=6),
    3: ParagraphStyle("h3", BODY, fontName="Helvetica-BoldOblique", spaceBefore=4, keepWithNext=1),
}
TABLE_TITLE = ParagraphStyle("title", BODY, fontName="Helvetica-Bold", fontSize=10, spaceAfter=4)
RAG = {"G": colors.HexColor("#9fd39f"), "A": colors.HexColor("#f6cf7f"), "R": colors.HexColor("#ec9a92")}
GREY = colors.HexColor("#dde3ea")


def inline(text: str) -> str:
    """The source's inline marks as reportlab's paragraph markup."""
    safe = escape(text)
    safe = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", safe)
    safe = re.sub(r"(?<!\*)\*([^*\s][^*]*)\*", r"<i>\1</i>", safe)
    safe = re.sub(r"\^([0-9a-z*]+)\^", r"<super>\1</super>", safe)
    return safe.replace("{-}", "-<br/>").replace("{br}", "<br/>")


def table(block: Block, width: float) -> list[Any]:
    """A table and its title: ruled or not, header rows repeated after a page break, cells spanned as marked."""
    options = block.options
    heads = int(options.get("header", "1"))
    shares = [float(share) for share in options["widths"].split()]
    cells: list[list[Any]] = []
    for number, row in enumerate(block.rows):
        style = HEAD_CELL if number < heads else CELL
        words = ["" if cell in {SPAN_UP, SPAN_LEFT} else cell for cell in row]
        cells.append([Paragraph(inline(word), style) if word else "" for word in words])
    commands = [*_rules(options, heads, len(cells)), *_spans(block.rows), *_rag(block.rows, heads)]
    grid = Table(
        cells,
        colWidths=[share / sum(shares) * width for share in shares],
        repeatRows=heads if options.get("repeat", "yes") == "yes" else 0,
        style=TableStyle(commands),
        hAlign="LEFT",
        spaceAfter=10,
    )
    title = options.get("title")
    return [Paragraph(inline(title), TABLE_TITLE), grid] if title else [grid]


def _rules(options: Mapping[str, str], heads: int, rows: int) -> list[tuple[Any, ...]]:
    commands: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if options.get("ruled", "yes") == "yes":
        commands += [("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]
        if heads:
            commands += [("BACKGROUND", (0, 0), (-1, heads - 1), GREY)]
    else:
        commands += [("TOPPADDING", (0, 0), (-1, rows - 1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, rows - 1), 1.5)]
    return commands


def _spans(rows: tuple[tuple[str, ...], ...]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell in {SPAN_UP, SPAN_LEFT}:
                continue
            down, right = y, x
            while down + 1 < len(rows) and rows[down + 1][x] == SPAN_UP:
                down += 1
            while right + 1 < len(row) and row[right + 1] == SPAN_LEFT:
                right += 1
            if (down, right) != (y, x):
                found.append(("SPAN", (x, y), (right, down)))
    return found


def _rag(rows: tuple[tuple[str, ...], ...], heads: int) -> list[tuple[Any, ...]]:
    return [
        ("BACKGROUND", (-1, y), (-1, y), RAG[row[-1][0]])
        for y, row in enumerate(rows)
        if y >= heads and (row[-1] in RAG or row[-1][:2] in {"G ", "A ", "R "})
    ]


def chart(block: Block, width: float) -> Any:
    """A bar chart whose labels and values stand on the page as loose words, as survey charts do."""
    labels = block.options["labels"].split(";")
    values = [float(value) for value in block.options["values"].split(";")]
    bars = VerticalBarChart()
    bars.x, bars.y, bars.width, bars.height = 30, 28, width - 60, 95
    bars.data, bars.categoryAxis.categoryNames = [values], labels
    bars.valueAxis.valueMin, bars.valueAxis.valueMax, bars.valueAxis.valueStep = 0, 100, 25
    bars.bars[0].fillColor = colors.HexColor("#44658c")
    bars.barLabels.nudge, bars.barLabelFormat = 7, "%d%%"
    bars.categoryAxis.labels.fontSize = bars.barLabels.fontSize = 7.5
    drawing = Drawing(width, 150)
    drawing.add(bars)
    drawing.add(String(0, 2, block.options["title"], fontName="Helvetica-Oblique", fontSize=9))
    return drawing


class MarginMinute(Flowable):  # type: ignore[misc]
    """A minute whose heading stands in the left margin, written after the paragraph's first lines.

    That is the order in which such a page's words come out of the file: the heading lands in mid-sentence.
    """

    def __init__(self, heading: str, text: str, margin: float, after: int) -> None:
        super().__init__()
        self.heading = Paragraph(inline(heading), ParagraphStyle("margin", HEAD_CELL, fontSize=10, leading=12.5))
        self.text = Paragraph(inline(text), BODY)
        self.margin, self.after = margin, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Room for the text and for the heading beside it."""
        self.width = width
        self.height = max(
            self.text.wrap(width - self.margin, height)[1], self.heading.wrap(self.margin - 12, height)[1]
        )
        return width, self.height

    def draw(self) -> None:
        """First lines, heading, remaining lines; or the heading first."""
        room = self.width - self.margin
        pieces = self.text.split(room, self.after * BODY.leading + 0.1) if self.after else [self.text]
        order = [*pieces[:1], self.heading, *pieces[1:]] if self.after else [self.heading, *pieces]
        top = self.height
        for piece in order:
            if piece is self.heading:
                piece.drawOn(self.canv, 0, self.height - piece.height)
            else:
                top -= piece.wrap(room, self.height)[1]
                piece.drawOn(self.canv, self.margin, top)

    def getSpaceAfter(self) -> float:  # noqa: N802 - the name that reportlab calls
        """Space below the minute's first paragraph, in points."""
        return 8.0
