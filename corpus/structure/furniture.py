"""Page furniture: running headers and footers, page numbers, markings and navigation.

Furniture is known by what it says, by where it stands on its page, and by repeating itself where it interrupts a
sentence or a table. A line that repeats without interrupting anything is kept: sections may well say the same
twice.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.structure.lines import Line, Shape
from corpus.structure.mastheads import body_of, day_of, is_paper_header
from corpus.structure.prose import finished, is_cut, is_heading_text, starts_low

BLANK_PAGE = re.compile(
    r"[\W_]*(?:this )?page (?:is |has been )?(?:intentionally |deliberately )?left blank[\W_]*", re.I
)
CUT_NOTICE = re.compile(
    r"\W*(?:\.\.\.|…)?\s*(?:click here to )?view the full (?:minutes|agenda|decision)\s?(?:text)?\b.{0,60}", re.I
)
_FIXED = re.compile(
    r"\W*(?:"
    r"(?:pack |agenda )?page\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?|-\s?\d{1,4}\s?-|\d{1,4}\s?\|\s?page|"
    r"page\s?\|\s?\d{1,4}|"
    r"page intentionally (?:left )?blank|"
    r"(?:gsc:? ?)?not protectively marked|(?:classification:? ?|gsc:? ?)?(?:official|unclassified)|"
    r"agendas, meetings and minutes\b.{0,40}|agenda item|share this (?:item|page)|"
    r"items?|no\.?|no\.?\s*\|?\s*item\s*\|?|media|meeting documents|"
    r"skip to (?:main )?(?:content|navigation)|back to top|print this page|"
    r"(?:pdf|word|doc|excel) icon\b.{0,40}|(?:view|download) (?:as )?pdf|open in new window|"
    r"you are here:?.{0,80}|cookies? (?:policy|settings)|site ?map|accessibility(?: statement)?|"
    r"(?:page )?last (?:updated|modified|reviewed)\b.{0,40}|(?:copyright )?©.{0,80}|"
    r"copyright\b.{0,20}\d{4}.{0,40}|"
    r"powered by.{0,40}|(?:sign|log) ?in(?: / register)?|contact us|a to z(?: of services)?|follow us.{0,40}|"
    r"home\s?[>»›/→].{0,100}|"
    r"\(?continued\)?|p\.?t\.?o\.?"
    r")\W*",
    re.I,
)
_TRAIL = re.compile(r"(?:home|you are here:?)\b.{0,200}?\s?[>»›/→]\s?\w", re.I)
_SITE_LINES = 60
_LONGEST_LINK = 40
_FEWEST_SITE_WORDS = 2
_LONGEST_FIXED = 120
_PAGE_FIGURE = re.compile(r"^\d{1,4}\s+(?=\D)|\s\d{1,4}$")
_ITEM_HEADER = re.compile(r"\W*agenda item\b", re.I)
_LONGEST = 400
_LONE_NUMBER = re.compile(r"[-–\s]*\d{1,4}[-–\s]*")
_EDGE_LINES = 2
_FEWEST_REPEATS = 3
# At least this share of the places where a line repeats must cut a sentence or a table in two.
_INTERRUPTING = 0.1
# A running line stands on most of the pages between its first and its last.
_RUNNING = 0.6


def find_furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the lines that are furniture."""
    found = {line.index for line in lines if line.furniture or line.shape is Shape.RULE or _is_fixed(line)}
    found |= _site_top(lines, found)
    found |= _page_numbers(lines, found)
    found |= _running_lines(lines, found)
    return frozenset(found)


def _is_fixed(line: Line) -> bool:
    if len(line.text) > _LONGEST_FIXED or line.table is not None:
        return False
    return any(pattern.fullmatch(line.text) is not None for pattern in (BLANK_PAGE, CUT_NOTICE, _FIXED))


def _site_top(lines: Sequence[Line], furniture: Iterable[int]) -> set[int]:
    """Find the names of a site's sections above the trail of links to a page, the council's own name aside."""
    trail = next((line.index for line in lines[:_SITE_LINES] if _TRAIL.match(line.text[:_LONGEST])), 0)
    if sum(index < trail for index in furniture) < _FEWEST_SITE_WORDS:
        return set()
    short = (line for line in lines[:trail] if len(line.text) <= _LONGEST_LINK and not finished(line.text))
    return {line.index for line in short if body_of(line.text) is None and day_of(line.text) is None}


def _page_numbers(lines: Sequence[Line], furniture: Iterable[int]) -> set[int]:
    """Find figures that stand alone and are not the number of a minute or section."""
    lone = [
        line
        for line in lines
        if _LONE_NUMBER.fullmatch(line.text[:12]) and len(line.text) <= 12 and line.closed is False
    ]
    if not lone:
        return set()
    gone = set(furniture)
    titled = [line for line in lone if _heads_a_title(lines, line, gone)]
    # Where most lone figures stand over a title and count on, they number the minutes; else they number pages.
    if len(titled) >= max(2, 0.7 * len(lone)) or _numbers_apart(lines, lone, titled):
        lone = [line for line in lone if line not in titled]
    return {line.index for line in lone if _is_isolated(lines, line, gone)}


def _heads_a_title(lines: Sequence[Line], line: Line, furniture: set[int]) -> bool:
    after = line.index + 1
    return (
        after < len(lines)
        and after not in furniture
        and lines[after].shape is Shape.TEXT
        and lines[after].gap <= 2
        and is_heading_text(lines[after].text.rstrip(":"))
    )


def _numbers_apart(lines: Sequence[Line], lone: Sequence[Line], titled: Sequence[Line]) -> bool:
    """Say whether the paper sets numbers apart from its headings ("2.1" alone)."""
    apart = {line.number for line in lines if line.shape is Shape.NUMBER and line.alone and line.closed}
    return len(titled) == len(lone) and any(number is not None and number[0].isdigit() for number in apart)


def _is_isolated(lines: Sequence[Line], line: Line, furniture: set[int]) -> bool:
    at = line.index
    above = at == 0 or line.gap > 0 or at - 1 in furniture
    below = at + 1 == len(lines) or lines[at + 1].gap > 0 or at + 1 in furniture
    turned = at + 1 < len(lines) and line.page is not None and lines[at + 1].page != line.page
    return (above and (below or turned)) or (turned and at > 0)


def _running_lines(lines: Sequence[Line], furniture: set[int]) -> set[int]:
    """Find lines that repeat at the edges of pages, or that repeat and interrupt what runs on around them."""
    places: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if (
            line.shape not in (Shape.TABLE, Shape.BULLET)
            and line.index not in furniture
            and len(line.text) <= _LONGEST
        ):
            places[_PAGE_FIGURE.sub("#", line.text.lower())].append(line)
    edges = _edges(lines, furniture)
    found: set[int] = set()
    for key, same in places.items():
        if len(same) < _FEWEST_REPEATS or not any(letter.isalpha() for letter in key):
            continue
        at_edge = [line for line in same if line.index in edges]
        if len(at_edge) >= _FEWEST_REPEATS and len(at_edge) >= 0.5 * len(same) and _on_neighbouring_pages(at_edge):
            found |= {line.index for line in _repeats(lines, at_edge)}
            continue
        for text, count in Counter(line.text for line in same).items():
            alike = [line for line in same if line.text == text] if count >= _FEWEST_REPEATS else []
            if sum(_interrupts(lines, line, furniture) for line in alike) >= max(2, _INTERRUPTING * count):
                found |= {line.index for line in _repeats(lines, alike)}
    return found


def _on_neighbouring_pages(same: Sequence[Line]) -> bool:
    """Say whether a line runs from page to page, as a running header does and a section's usual title does not."""
    steps = [(after.page or 0) - (before.page or 0) for before, after in pairwise(same)]
    return sum(0 < step <= 2 for step in steps) >= _RUNNING * len(steps)


def _repeats(lines: Sequence[Line], same: Sequence[Line]) -> Iterable[Line]:
    """Leave out the first of its kind, which may be the paper's title, and headers that open another paper."""
    numbered = same[0].shape is Shape.NUMBER and not same[0].text[-1].isdigit()
    seen: set[str] = set()
    for line in same:
        new = _ITEM_HEADER.match(line.text) is not None and line.text not in seen
        if seen and not new and not numbered and not is_paper_header(lines, line.index):
            yield line
        seen.add(line.text)


def _edges(lines: Sequence[Line], furniture: set[int]) -> set[int]:
    """Return the first and last lines of each page, counted without furniture known by its words."""
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for line in lines:
        if line.page is not None and line.index not in furniture:
            pages[line.page].append(line.index)
    return {index for on_page in pages.values() for index in (*on_page[:_EDGE_LINES], *on_page[-_EDGE_LINES:])}


def _interrupts(lines: Sequence[Line], line: Line, furniture: set[int]) -> bool:
    """Say whether a sentence, or the rows of a table, run on across a line."""
    above = _next_words(lines, line, furniture, -1)
    below = _next_words(lines, line, furniture, +1)
    if above is None or below is None:
        return False
    if above.shape is Shape.TABLE or below.shape is Shape.TABLE:
        return above.shape is below.shape and (
            below.text.startswith("\t") or above.text.count("\t") == below.text.count("\t")
        )
    return is_cut(above.text) and starts_low(below.text)


def _next_words(lines: Sequence[Line], line: Line, furniture: set[int], step: int) -> Line | None:
    at = line.index + step
    for _ in range(4):
        if not 0 <= at < len(lines):
            return None
        if at not in furniture and lines[at].text != line.text:
            return lines[at]
        at += step
    return None
