"""The cells of a table's lines: cut, cleaned, and told apart as figures, marks and words."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.records import Span
from corpus.sentences import trimmed
from corpus.structure.spacing import gutters

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
# Superscripts and daggers are footnote marks, except where they make a square metre.
_MARK = re.compile(r"(?<!\bm)(?<!km)(?<!cm)(?<!ft)[¹²³⁰⁴-⁹†‡]{1,4}")
_FIGURE = re.compile(
    r"\d{1,2}:\d\d(?::\d\d)?|[^\w\s]{0,4}\s?[^\w\s]{0,3}\d[\d,]{0,20}(?:\.\d{1,8})?\s?(?:%|pp|m|k|bn|million)?[^\w\s]{0,4}",
    re.I,
)
_PERIOD = re.compile(r"(?:19|20)\d\d")
_PLACEHOLDER = re.compile(r"[^\w\s]{1,3}|n/?a\.?|tbc|tba|nil|not available|not applicable|no data|none", re.I)
_CODE = re.compile(r"\(?[A-Z]{0,3}\d{1,3}[a-z]?(?:\.\d{1,2})?\)?\.?")
_MOSTLY = 0.7
_GAPS = re.compile(r"\s{2,}")
_RULE_CHARACTERS = "|+:_=-–— \t\u00a0\r"
_RULES = ("--", "==", "__", "––", "——", "–-")
_NOTE = re.compile(
    r"(?:[¹²³⁰⁴-⁹†‡]|\*(?!\*)|\(?\d\)\s|(?:please )?note\b|notes?:|n\.?b\.?[\s:]|source\b|key:)", re.I
)


@dataclass(frozen=True, slots=True)
class RawCell:
    """What stands between two separators: the trimmed stretch, its words without tags and marks, and the marks."""

    start: int
    end: int
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table.

    ``separated`` says that it holds a tab or a pipe; ``after_gap`` that a blank line precedes it. ``filled`` are
    the places of the cells that are not empty. ``unsure`` says that its cells could not be told apart.
    """

    start: int
    end: int
    cells: tuple[RawCell, ...]
    separated: bool
    after_gap: bool
    filled: tuple[int, ...]
    unsure: bool = False


def lines_of(text: str, start: int, end: int) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    """Cut ``text[start:end]`` into its table lines; the second value is what only rules it ("---").

    Where no tab and no pipe parts any cells, spaces do: in the stripes that all rows leave blank.
    """
    if not any(separator in text[start:end] for separator in "\t|"):
        return _spaced_lines(text, start, end)
    lines: list[Line] = []
    furniture: list[Span] = []
    position, gap = start, False
    outer = _has_outer_pipes(text[start:end])
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        span = trimmed(text, position, stop)
        if span.start == span.end:
            gap = True
        elif _is_rule(text[span.start : span.end]):
            furniture.append(span)
        else:
            line = _line(text, position, stop, span, gap, outer)
            if line.filled:
                lines.append(line)
                gap = False
            else:
                furniture.append(span)
        position = stop + 1
    return tuple(lines), tuple(furniture)


def _spaced_lines(text: str, start: int, end: int) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    """Cut a table that only spaces align; a row whose cells reach over a gutter is ``unsure``."""
    spans: list[tuple[int, Span]] = []
    position = text.rfind("\n", 0, start) + 1
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        span = trimmed(text, max(position, start), stop)
        if span.start < span.end:
            spans.append((position, span))
        position = stop + 1
    rows = [text[begin : span.end] for begin, span in spans]
    pieces = [_GAPS.split(row.strip()) for row in rows]
    most = max(map(len, pieces), default=1)
    cuts = gutters([row for row, own in zip(rows, pieces, strict=True) if len(own) >= max(2, 0.6 * most)])
    rules = tuple(span for _, span in spans if _is_rule(text[span.start : span.end]))
    full = [own for own in map(len, pieces) if own == most]
    if most > len(cuts) + 1 and len(full) >= _MOSTLY * sum(len(own) > 1 for own in pieces):
        return _lines_by_pieces(text, [span for span in spans if span[1] not in rules], most), rules
    lines = [
        _spaced_line(text, begin, span, cuts) for begin, span in spans if not _is_rule(text[span.start : span.end])
    ]
    return tuple(line for line in lines if line.filled), rules


def _lines_by_pieces(text: str, spans: Sequence[tuple[int, Span]], most: int) -> tuple[Line, ...]:
    """Cut rows whose columns touch: nearly all have as many cells as there are columns, the others go by place."""
    rows = [(span, _pieces(text, begin, span)) for begin, span in spans]
    full = [own for _, own in rows if len(own) == most]
    columns = [(min(own[at][0] for own in full), max(own[at][1] for own in full)) for at in range(most)]
    return tuple(
        _line_by_pieces(text, begin, span, own, columns)
        for (begin, span), (_, own) in zip(spans, rows, strict=True)
    )


def _pieces(text: str, begin: int, span: Span) -> list[tuple[int, int]]:
    """Return where the cells of a row begin and end, in columns of its line."""
    words = re.finditer(r"\S+(?:\s\S+)*", text[span.start : span.end])
    return [(span.start - begin + match.start(), span.start - begin + match.end()) for match in words]


def _line_by_pieces(
    text: str, begin: int, span: Span, own: Sequence[tuple[int, int]], columns: Sequence[tuple[int, int]]
) -> Line:
    full = len(own) == len(columns)
    places = list(range(len(own))) if full else [_nearest(piece, columns) for piece in own]
    unsure = len(set(places)) < len(places)
    if unsure or len(own) == 1:
        return Line(span.start, span.end, (_cell(text, span.start, span.end),), len(own) > 1, False, (0,), unsure)
    cells = [RawCell(span.start, span.start, "") for _ in columns]
    for place, (first, last) in zip(places, own, strict=True):
        cells[place] = _cell(text, begin + first, begin + last)
    return Line(span.start, span.end, tuple(cells), True, False, tuple(sorted(places)))


def _nearest(piece: tuple[int, int], columns: Sequence[tuple[int, int]]) -> int:
    """Return the column that a cell lies in or, where it lies in none, the one it is nearest to."""
    gaps = [max(first - piece[1], piece[0] - last) for first, last in columns]  # negative: how far they overlap
    return gaps.index(min(gaps))


def _spaced_line(text: str, begin: int, span: Span, cuts: Sequence[int]) -> Line:
    own = len(_GAPS.split(text[span.start : span.end]))
    edges = [begin, *(begin + cut for cut in cuts), max(span.end, begin + cuts[-1] if cuts else 0)]
    bounds = [(max(first, span.start), min(last, span.end)) for first, last in pairwise(edges)]
    torn = any(
        not text[last - 1].isspace() and not text[last].isspace() for _, last in bounds[:-1] if last < span.end
    )
    if torn or own == 1:  # a label, or words that run on over the columns
        bounds = [(span.start, span.end)]
    cells = tuple(_cell(text, first, max(first, last)) for first, last in bounds)
    filled = tuple([place for place, cell in enumerate(cells) if cell.text])
    return Line(span.start, span.end, cells, own > 1, False, filled, torn and own > 1)


def _is_rule(words: str) -> bool:
    return not words.strip(_RULE_CHARACTERS) and (any(rule in words for rule in _RULES) or not words.strip("|\t "))


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a cell's words without tags, bold marks and footnote marks, and those footnote marks."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    if "**" in text or "__" in text:
        text = text.replace("**", "").replace("__", "")
    notes = () if text.isascii() else tuple(_MARK.findall(text))
    text = " ".join((_MARK.sub("", text) if notes else text).split())
    if text.endswith("*") and len(text) > 1:
        notes, text = (*notes, "*"), text.rstrip("* ")
    return text, notes


def is_figure(text: str) -> bool:
    """Whether a cell holds one figure and nothing else: "1,639", "-12%", "£0.5m"; also a bare year."""
    return _FIGURE.fullmatch(text) is not None


def is_value(text: str) -> bool:
    """Whether a cell holds data, not the name of a column: a figure that is no year, or a stand-in for one."""
    return (is_figure(text) and not is_year(text)) or is_fused(text) or is_placeholder(text)


def is_year(text: str) -> bool:
    """Whether a cell holds a bare year."""
    return _PERIOD.fullmatch(text) is not None


def is_placeholder(text: str) -> bool:
    """Whether a cell stands in for a missing figure: "N/A", "-", "TBC"; an arrow too."""
    return _PLACEHOLDER.fullmatch(text) is not None


def is_fused(text: str) -> bool:
    """Whether several figures share the cell: "24420 19173"."""
    if not text[:1].isdigit() or len(text) > 120:
        return False
    words = text.split()
    return len(words) > 1 and all(is_figure(word) for word in words) and not text.startswith("0")


def is_code(text: str) -> bool:
    """Whether a cell is a reference such as "B2" or "12."."""
    return len(text) <= 10 and _CODE.fullmatch(text) is not None


def is_note(text: str) -> bool:
    """Whether a line's words (uncleaned) begin as a footnote does."""
    return _NOTE.match(text) is not None


def _line(text: str, start: int, stop: int, span: Span, gap: bool, outer: bool) -> Line:
    if text.find("\t", start, stop) >= 0:
        bounds = _cuts(text, start, stop, "\t")
    elif text.find("|", span.start, span.end) >= 0:
        inner = span.start + (outer and text[span.start] == "|"), span.end - (text[span.end - 1] == "|")
        bounds = _cuts(text, inner[0], max(inner), "|")
    else:
        bounds = [(span.start, span.end)]
    cells = tuple(_cell(text, *bound) for bound in bounds)
    filled = tuple([place for place, cell in enumerate(cells) if cell.text])
    return Line(span.start, span.end, cells, len(bounds) > 1 or text[span.start] == "|", gap, filled)


def _has_outer_pipes(table: str) -> bool:
    """Whether pipes stand around the rows, so that the first of a row opens its first cell and parts none."""
    rows = table.count("\n") + 1
    return 2 * (table.count("\n|") + table.startswith("|")) >= rows


def _cuts(text: str, start: int, stop: int, separator: str) -> list[tuple[int, int]]:
    bounds = []
    while (cut := text.find(separator, start, stop)) >= 0:
        bounds.append((start, cut))
        start = cut + 1
    return [*bounds, (start, stop)]


def _cell(text: str, start: int, stop: int) -> RawCell:
    span = trimmed(text, start, stop)
    words, notes = clean(text[span.start : span.end])
    return RawCell(span.start, span.end, words, notes)
