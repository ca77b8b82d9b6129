"""What stands on a PDF page, as the other pdf modules pass it on: words, ruling lines, and the page itself.

Coordinates are points from the upper left corner of the page as it is read.
"""

from dataclasses import dataclass


@dataclass(slots=True)
class Word:
    """Letters without a space between them. ``turned`` is one that runs in another direction than the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    turned: bool = False
    table: int | None = None  # stands for the whole of a table: an index into the page's tables


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of the drawing, level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page: its size in points, words in the file's order, rules, and the share of unreadable characters.

    ``watermark`` is what runs across it at a slant; ``turn`` the quarter turns to the right by which the page of
    the file was set upright.
    """

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    unreadable: float
    watermark: str = ""
    turn: int = 0
