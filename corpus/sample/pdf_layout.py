"""Blocks into a PDF: covers, running headers, pack page numbers, bookmarks, landscape pages and columns."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.lib.pagesizes import A4, landscape  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    ActionFlowable,
    BaseDocTemplate,
    Frame,
    FrameBreak,
    Indenter,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from corpus.sample.markup import NUMBERED, Block
from corpus.sample.pdf_parts import (
    BODY,
    BULLETS,
    CENTRED,
    COLUMN,
    HEADINGS,
    INDENTED,
    NOTE,
    MarginMinute,
    chart,
    inline,
    table,
)

MARGIN = 62.0
SIDE_HEADING = 118.0


class _Pages(BaseDocTemplate):  # type: ignore[misc]
    """Counts the pack's own pages, remembers where each part starts, and draws headers and footers."""

    def __init__(self, out: io.BytesIO, settings: Mapping[str, str]) -> None:
        super().__init__(out, pagesize=A4, invariant=1, pageCompression=0)
        self.title, self.author = settings["title"], settings.get("author", "")
        self.part: Mapping[str, str] = {}
        self.shown: Mapping[str, str] = {}
        self.unnumbered: int | None = None
        self.part_first = 0
        self.starts: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.addPageTemplates([self._template(name) for name in ("portrait", "landscape", "columns")])

    def _template(self, name: str) -> Any:
        wide, high = landscape(A4) if name == "landscape" else A4
        room = wide - 2 * MARGIN
        if name == "columns":
            half = (room - 22) / 2
            frames = [Frame(MARGIN + i * (half + 22), 66, half, high - 132, 0, 0, 0, 0) for i in (0, 1)]
        else:
            frames = [Frame(MARGIN, 66, room, high - 132, 0, 0, 0, 0)]
        return PageTemplate(name, frames, self._begin, self._finish, (wide, high))

    def _begin(self, canvas: Any, _document: Any) -> None:
        if self.part is not self.shown:
            self.part_first = self.page
        self.shown = self.part
        if self.unnumbered is None and self.shown.get("numbered") == "yes":
            self.unnumbered = self.page - 1
        key = self.shown.get("key", "")
        printed = self.page - (self.unnumbered or 0)
        self.starts.setdefault(key, printed)
        self.ends[key] = printed
        canvas.setFont("Helvetica", 8.5)
        wide, high = canvas._pagesize
        if header := self.shown.get("header"):
            canvas.drawString(MARGIN, high - 42, header)
        if "own_page" in self.shown:
            own = f"{self.shown['own_page']} | {self.page - self.part_first + 1}"
            canvas.drawRightString(wide - MARGIN, high - 42, own)

    def _finish(self, canvas: Any, _document: Any) -> None:
        canvas.setFont("Helvetica", 8.5)
        wide = canvas._pagesize[0]
        if footer := self.shown.get("footer"):
            canvas.drawCentredString(wide / 2, 42, footer)
        if self.shown.get("numbered") == "yes":
            canvas.setFont("Helvetica", 9.5)
            canvas.drawCentredString(wide / 2, 26, f"Page {self.page - (self.unnumbered or 0)}")

    def start_part(self, options: Mapping[str, str]) -> None:
        """Takes effect on the next page, so that the page under way keeps its own header and footer."""
        self.part = options

    def bookmark(self, title: str, level: int) -> None:
        """An entry in the PDF's outline that leads to the page under way."""
        key = f"mark{self.page}-{title}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(title, key, level - 1, closed=False)


class _Call(ActionFlowable):  # type: ignore[misc]
    """Calls one of the document's methods when the layout comes to it."""

    def __init__(self, method: str, *arguments: Any) -> None:
        super().__init__()
        self.method, self.arguments = method, arguments

    def apply(self, doc: Any) -> None:
        """Called by reportlab."""
        getattr(doc, self.method)(*self.arguments)


def render(blocks: Sequence[Block], settings: Mapping[str, str]) -> bytes:
    """Sets the blocks as a PDF, twice: the second time with the page numbers that the contents table needs."""
    pages: dict[str, str] = {}
    for _ in range(2):
        out = io.BytesIO()
        document = _Pages(out, settings)
        document.start_part(blocks[0].options)
        document.build(_Story(settings, pages).flowables(blocks))
        pages = {
            key: f"{first} - {document.ends[key]}" if document.ends[key] > first else str(first)
            for key, first in document.starts.items()
        }
    return out.getvalue()


class _Story:
    """Turns blocks into flowables; it knows which kind of page they will stand on."""

    def __init__(self, settings: Mapping[str, str], pages: Mapping[str, str]) -> None:
        self.pages = pages
        self.template = "portrait"
        self.margin = settings.get("margin_headings") == "yes"
        self.dropped = settings.get("dropped", "").split()
        self.heading: str | None = None
        self.started = False

    def flowables(self, blocks: Sequence[Block]) -> list[Any]:
        """All blocks in order."""
        story: list[Any] = []
        for block in blocks:
            story += getattr(self, f"_{block.kind}")(block)
        return story

    def _room(self) -> float:
        wide = float(landscape(A4)[0] if self.template == "landscape" else A4[0])
        return (wide - 2 * MARGIN) / 2 - 11 if self.template == "columns" else wide - 2 * MARGIN

    def _break(self, template: str) -> list[Any]:
        self.template = template
        return [NextPageTemplate(template), PageBreak()] if self.started else [NextPageTemplate(template)]

    def _part(self, block: Block) -> list[Any]:
        story = [_Call("start_part", block.options), *self._break(block.options.get("page", "portrait"))]
        self.started = True
        if title := block.options.get("bookmark"):
            story.append(_Call("bookmark", title, int(block.options.get("level", "1"))))
        self.margin = self.margin and block.options.get("margin", "yes") == "yes"
        return story

    def _page(self, block: Block) -> list[Any]:
        return self._break(block.text or self.template)

    def _blank(self, _block: Block) -> list[Any]:
        bare = _Call("start_part", {"key": "blank", "numbered": "yes"})
        return [
            bare,
            *self._break("portrait"),
            Spacer(1, 330),
            Paragraph("This page is intentionally left blank", CENTRED),
        ]

    def _column(self, _block: Block) -> list[Any]:
        return [FrameBreak()]

    def _space(self, block: Block) -> list[Any]:
        return [Spacer(1, float(block.text))]

    def _chart(self, block: Block) -> list[Any]:
        return [chart(block, self._room()), Spacer(1, 12)]

    def _centre(self, block: Block) -> list[Any]:
        size = float(block.options.get("size", "12"))
        style = ParagraphStyle("centre", CENTRED, fontSize=size, leading=size * 1.3)
        return [Paragraph(inline(block.options["text"]), style)]

    def _heading(self, block: Block) -> list[Any]:
        if self.margin and block.level == 2:
            self.heading = block.text
            return []
        return [Paragraph(inline(block.text), HEADINGS[block.level])]

    def _para(self, block: Block) -> list[Any]:
        if self.heading is not None:
            heading, self.heading = self.heading, None
            after = 2 if heading.split()[0] in self.dropped else 0
            return [MarginMinute(heading, block.text, SIDE_HEADING, after)]
        return self._aside([Paragraph(inline(block.text), COLUMN if self.template == "columns" else BODY)])

    def _aside(self, flowables: list[Any]) -> list[Any]:
        return [Indenter(SIDE_HEADING), *flowables, Indenter(-SIDE_HEADING)] if self.margin else flowables

    def _numbered(self, block: Block) -> list[Any]:
        match = NUMBERED.match(block.text)
        number = match["number"] if match else ""
        if self.heading is not None:
            return self._para(block)
        words = inline(block.text[match.end() :] if match else block.text)
        return self._aside([Paragraph(words, INDENTED, bulletText=number)])

    def _bullet(self, block: Block) -> list[Any]:
        mark = "•" if block.level == 1 else "–"
        return self._aside([Paragraph(inline(block.text), BULLETS[block.level], bulletText=mark)])

    def _note(self, block: Block) -> list[Any]:
        return [Paragraph(inline(block.text), NOTE)]

    def _table(self, block: Block) -> list[Any]:
        rows = tuple(tuple(self._page_numbers(cell) for cell in row) for row in block.rows)
        return table(Block("table", rows=rows, options=block.options), self._room())

    def _page_numbers(self, cell: str) -> str:
        return self.pages.get(cell[1:-1], "0") if cell.startswith("{") and cell.endswith("}") else cell
