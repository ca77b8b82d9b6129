"""Pages into what stands on them in reading order: furniture, paragraphs and tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.reading.composing import NUMBER_CELL
from corpus.reading.pdf_columns import in_reading_order
from corpus.reading.pdf_furniture import Furniture, find_furniture
from corpus.reading.pdf_grids import Cell, Grid, find_grids
from corpus.reading.pdf_lines import Line, lines_of, segments
from corpus.reading.pdf_paragraphs import Paragraph, paragraphs_of
from corpus.reading.pdf_shapes import PageContent, Word
from corpus.reading.pdf_words import Vocabulary

_MOST_COLUMNS_OF_LAYOUT = 3
_PIECES_APART = 2.0
_WORDS_OF_PROSE = 100
_PARAGRAPHS_OF_PROSE = 3


@dataclass(slots=True)
class PageLayout:
    """What stands on a page.

    Its furniture above and below the rest, paragraphs and tables in reading order, and words that run in another
    direction.
    """

    height: float
    printed: str | None
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    turned: str = ""
    watermark: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of a file, and the words that stand whole in them."""

    pages: tuple[PageLayout, ...]
    vocabulary: Vocabulary


def lay_out(contents: Sequence[PageContent]) -> Layout:
    """Find tables, furniture and reading order on every page; furniture needs them all at once."""
    grids = [find_grids(content.words, content.rules) for content in contents]
    loose: list[list[Word]] = []
    for content, own in zip(contents, grids, strict=True):
        taken = frozenset[int]().union(*(grid.words for grid in own))
        loose.append([word for index, word in enumerate(content.words) if index not in taken])
    lines = [lines_of(word for word in words if not word.turned) for words in loose]
    furniture = find_furniture([(content.height, own) for content, own in zip(contents, lines, strict=True)])
    pages = [
        _page(content, own_lines, own, [word for word in words if word.turned], found)
        for content, own_lines, own, words, found in zip(contents, lines, grids, loose, furniture, strict=True)
    ]
    vocabulary = Vocabulary()
    for block in (block for page in pages for block in page.blocks):
        if isinstance(block, Paragraph):
            vocabulary.add(block.lines)
        else:
            for cell in (cell for row in block.rows for cell in row):
                vocabulary.add([line.text for line in lines_of(cell.words)], is_cell=True)
    return Layout(tuple(pages), vocabulary)


def _page(
    content: PageContent,
    lines: Sequence[Line],
    grids: Sequence[Grid],
    turned: Sequence[Word],
    furniture: Furniture,
) -> PageLayout:
    page = PageLayout(content.height, furniture.printed, watermark=content.watermark)
    words: list[Word] = []
    for line in lines:
        if id(line) not in furniture.lines:
            words.extend(line.words)
        else:
            pieces = [" ".join(word.text for word in part) for part in segments(line, _PIECES_APART * line.size)]
            (page.above if line.top < content.height / 2 else page.below).extend(pieces)
    for index, grid in enumerate(grids):
        box = grid.box
        words.append(Word("", box.x0, box.top, box.x1, box.bottom, 1.0, table=index))
    for block in in_reading_order(words):
        if isinstance(block, list):
            page.blocks.extend(paragraphs_of(block))
        else:
            grid = grids[block] if isinstance(block, int) else block
            page.blocks.extend(_laid_out_by(grid) if _is_layout(grid) else [grid])
    page.turned = " ".join(word.text for word in turned)
    return page


def _is_layout(grid: Grid) -> bool:
    """Say whether a table arranges minutes (number, text, action) rather than holding values."""
    columns = max(map(len, grid.rows))
    return columns <= _MOST_COLUMNS_OF_LAYOUT and any(
        len(cell.words) > _WORDS_OF_PROSE and len(_paragraphs_in(cell)) >= _PARAGRAPHS_OF_PROSE
        for row in grid.rows
        for cell in row
    )


def _laid_out_by(grid: Grid) -> list[Paragraph]:
    """Return the paragraphs of such a table, cell by cell, an item's number before its title."""
    paragraphs: list[Paragraph] = []
    for row in grid.rows:
        number = ""
        for index, cell in enumerate(row):
            own = _paragraphs_in(cell)
            if index == 0 and len(own) == 1 and NUMBER_CELL.fullmatch(own[0].lines[0]) and len(row) > 1:
                number = own[0].lines[0]
                continue
            if own and number:
                own[0].lines[0] = f"{number} {own[0].lines[0]}"
                number = ""
            paragraphs.extend(own)
        if number:
            paragraphs.extend(_paragraphs_in(row[0]))
    return paragraphs


def _paragraphs_in(cell: Cell) -> list[Paragraph]:
    return paragraphs_of(lines_of(word for word in cell.words if not word.turned))
