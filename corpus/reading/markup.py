"""HTML pages into blocks, list items and tables, without the site around them.

selectolax (the Lexbor parser) with a walk of our own was chosen against trafilatura 2.3 on three pages shaped
like those of councils' sites: both kept the words, but trafilatura's text ran a table's cells together, lost the
numbers of lists and the trail of links, and kept hidden hints. Damaged markup is read as browsers read it. A page
of 0.6 MB with tables of 42,000 cells takes 0.6 s.

Every word of the page's content is kept: one block a line, blank lines between, "• " or the number shown before
a list item, tables as lines of tab-separated cells. The trail of links to the page ("Home > Committees > ...")
stays, marked as furniture, because it often is the only place that names body and date.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.reading.composing import (
    LONGEST_HEADING,
    NUMBER_CELL,
    TYPED_BULLET,
    Composer,
    Reading,
    clean,
    has_words,
    raised,
    unwrapped,
)
from corpus.reading.decoding import decode
from corpus.reading.markup_pruning import content_of
from corpus.reading.markup_tables import grid_of, is_layout
from corpus.reading.numerals import numeral
from corpus.records import MarkKind

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu"})
_BOLD = frozenset({"b", "strong"})
_LIST_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_html(data: bytes) -> Reading:
    """Return the content of an HTML page as blocks with HEADING, LIST_ITEM, TABLE and FURNITURE marks."""
    declared = _CHARSET.search(data[:4096])
    markup, warnings = decode(data, declared[1].decode("ascii") if declared else None)
    tree = LexborHTMLParser(markup.lstrip("\ufeff"))
    title_node = tree.css_first("head > title")
    title = clean(title_node.text()) if title_node is not None else ""
    content = content_of(tree)
    walker = _Walker(Composer(), left_out=content.left_out if content else frozenset())
    if content is not None:
        walker.composer.block(content.trail, MarkKind.FURNITURE)
        walker.walk(content.root)
    return Reading(walker.composer.text(), marks=walker.composer.marks(), title=title or None, warnings=warnings)


class _List:
    """A list that is open: how its items are marked, and the number of the last one."""

    def __init__(self, node: LexborNode) -> None:
        attributes = node.attributes
        self.style = _LIST_STYLES.get(attributes.get("type") or "1", "decimal") if node.tag == "ol" else None
        start = attributes.get("start") or "1"
        self.number = int(start) - 1 if re.fullmatch(r"-?\d{1,9}", start) else 0

    def marker(self, item: LexborNode) -> str:
        if self.style is None:
            return "• "
        value = item.attributes.get("value") or ""
        self.number = int(value) if re.fullmatch(r"-?\d{1,9}", value) else self.number + 1
        return f"{numeral(self.number, self.style)}. "


@dataclass(slots=True)
class _Line:
    """Words up to the next line break, with how many of their letters are bold."""

    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0


class _Walker:
    """Goes through a tree once, without recursion (hostile pages nest thousands deep), and composes blocks.

    ``flat`` reads tables as plain blocks: it is used for the inside of a cell.
    """

    def __init__(self, composer: Composer, *, left_out: frozenset[int], flat: bool = False) -> None:
        self.composer = composer
        self._left_out = left_out
        self._flat = flat
        self._lines = [_Line()]
        self._bold = self._raised = self._preformatted = 0
        self._lists: list[_List] = []
        self._marker = self._number = ""
        self._row_is_fresh = False
        self._heading = self._last_heading = 0

    def walk(self, root: LexborNode) -> None:
        """Compose everything below ``root``."""
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
            elif node.is_text_node:
                self._take(node.text_content or "")
            elif node.is_element_node and node.mem_id not in self._left_out and self._enter(node):
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
        self._flush()

    def _take(self, text: str) -> None:
        first, *others = text.split("\n") if self._preformatted else [text]
        self._append(raised(first) if self._raised else first)
        for other in others:
            self._lines.append(_Line())
            self._append(other)

    def _append(self, text: str) -> None:
        line = self._lines[-1]
        line.pieces.append(text)
        letters = sum(map(str.isalnum, text))
        line.letters += letters
        line.bold += letters if self._bold else 0

    def _enter(self, node: LexborNode) -> bool:
        """Open an element; False when its children need no visit."""
        tag = node.tag or ""
        if tag == "br":
            if self._heading or self._flat:
                self._append(" ")
            else:
                self._lines.append(_Line())
            return False
        if tag in _BLOCKS:
            self._flush()
        if tag == "table" and not self._flat and not is_layout(node):
            self._table(node)
            return False
        self._bold += tag in _BOLD
        self._raised += tag == "sup"
        self._preformatted += tag == "pre"
        self._heading = _HEADINGS.get(tag, self._heading)
        if tag in _LISTS:
            self._lists.append(_List(node))
        elif tag == "li":
            self._marker = self._lists[-1].marker(node) if self._lists else "• "
        elif tag == "tr":
            self._row_is_fresh = True
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BLOCKS:
            self._flush()
        self._bold -= tag in _BOLD
        self._raised -= tag == "sup"
        self._preformatted -= tag == "pre"
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
        elif tag == "tr" and self._number:
            number, self._number = self._number, ""
            self.composer.block(number)

    def _table(self, node: LexborNode) -> None:
        grid = grid_of(node, self._cell_text)
        self._compose(grid.caption, is_bold=False)
        self.composer.table(grid.rows, grid.header_rows)

    def _cell_text(self, cell: LexborNode) -> str:
        """Return a cell on one line, the items of a list in it as "• ..."."""
        children = list(cell.iter(include_text=True))
        if all(child.is_text_node for child in children):  # most cells are, and large tables have many
            return clean(" ".join(child.text_content or "" for child in children))
        walker = _Walker(Composer(), left_out=self._left_out, flat=True)
        walker.walk(cell)
        return clean(walker.composer.text())

    def _flush(self) -> None:
        """Compose the lines gathered so far, each its own block unless it goes on where the last was cut."""
        lines, self._lines = self._lines, [_Line()]
        texts = [clean("".join(line.pieces)) for line in lines]
        if self._preformatted:
            self._compose("\n".join(filter(None, texts)), is_bold=False)
            return
        bold = {text for text, line in zip(texts, lines, strict=True) if 0 < line.letters == line.bold}
        for block in unwrapped(texts):
            self._compose(block, is_bold=all(text in bold for text in block.split("\n")))

    def _compose(self, text: str, *, is_bold: bool) -> None:
        """Compose one block, with the list marker or the number cell that waits for it."""
        if not text:
            return
        depth = max(len(self._lists), 1)
        marker, self._marker = self._marker, ""
        if self._row_is_fresh and not self._flat and NUMBER_CELL.fullmatch(text):
            self._number, self._row_is_fresh = text, False
            return
        self._row_is_fresh = False
        if self._number:
            text, self._number = f"{self._number} {text}", ""
            is_bold = True  # what stands beside an item's number is its title
        if self._heading:
            self._last_heading = self._heading
            self.composer.block(f"{marker.removeprefix('• ')}{text}", MarkKind.HEADING, self._heading)
        elif marker:
            self.composer.block(marker + TYPED_BULLET.sub("", text, count=1), MarkKind.LIST_ITEM, depth)
        elif bullet := TYPED_BULLET.match(text):
            self.composer.block(f"• {text[bullet.end() :]}", MarkKind.LIST_ITEM, depth)
        elif is_bold and len(text) <= LONGEST_HEADING and has_words(text):
            self.composer.block(text, MarkKind.HEADING, self._last_heading + 1)
        else:
            self.composer.block(text)
