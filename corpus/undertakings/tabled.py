"""Undertakings in the rows of tables: action logs, plans with dates, the commitments of a plan."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.records import Cell
from corpus.time.calendars import MONTH
from corpus.undertakings.duephrases import is_due_phrase

_ACTION = re.compile(
    r"\b(?:actions?|tasks?|what|agreed action|recommendations?|request(?:ed|s)?|undertaking|matter)\b", re.I
)
_OWNER = re.compile(
    r"\b(?:owner|lead|who|by whom|responsib\w+|officer|assigned|action by|actioned by|named?)\b", re.I
)
_DUE = re.compile(
    r"\b(?:due|deadline|when|date|timescales?|target date|by|completion|timing|timeframe|milestone)\b", re.I
)
_STATUS = re.compile(r"\b(?:status|update|progress|outcome|comments?|response|position|rag)\b", re.I)
_STANDING = re.compile(r"\b(?:commitments?|pledges?|promises?|we will|priorit(?:y|ies) commitments?)\b", re.I)
_UPDATE = re.compile(r"\b(?:update|progress|position|commentary|activity this)\b", re.I)
_MEASURE = re.compile(r"\b(?:measure|milestone|deliverable|activity|action|outcome|objective|success)\b", re.I)
_BY_DATE = re.compile(
    rf"\b(?:by|in\splace\sby|before|due)\s(?:the\s)?(?:end\sof\s|mid\s|early\s|late\s)?(?:{MONTH}\.?|20\d\d"
    rf"|Q[1-4])|^\s?\w+\sby\s{MONTH}|^\s?{MONTH}\.?\s\d\d",
    re.I,
)
_DEVELOP = re.compile(
    r"^\W*(?:development|implementation|delivery|introduction|establishment|creation|publication|roll"
    r"|launch|completion|review|performance management|[\w &]{0,80}\bto be\b|develop|implement|introduce"
    r"|establish|create|publish|launch|complete|agree|produce|deliver)\w*\b|\bframework\b|\bstrategy\b",
    re.I,
)
_PROGRAMME = re.compile(r"\b(?:work|forward) (?:programme|plan|programmes)\b|\bforward plan\b", re.I)
_MEETING = re.compile(r"^(?:meeting|date|month|when)\b|\b(?:meeting date|date of meeting|committee date)\b", re.I)
_ITEM = re.compile(
    r"\b(?:items?|topics?|subjects?|issues?|reports?|area of scrutiny|business|title)\b(?! date)", re.I
)
_DATED = re.compile(rf"\b{MONTH}\b.{{0,6}}\b20\d\d\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b", re.I)
_ACTION_COLUMN = re.compile(r"^\W*(?:agreed )?actions?(?: (?:by|points?|required|arising))?\W*$", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z]+)[^<>]{0,200}>")
_INLINE = frozenset("b i em strong sup sub span u a font".split())
_BULLET = re.compile(r"(?:^|\n|(?<=\s))[•●▪·◦–-]\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a row at source offsets, and whose it is and when it is due where other cells tell."""

    start: int
    end: int
    kind: str
    owner: str | None = None
    due: str | None = None
    action: tuple[int, int] | None = None


def is_action_table(columns: Sequence[str]) -> bool:
    """Whether columns are those of an action log: what, and who or by when."""
    names = [column.split("›")[-1] for column in columns]
    return any(_ACTION.search(name) for name in names) and any(
        _OWNER.search(name) or _DUE.search(name) for name in names if not _ACTION.fullmatch(name.strip())
    )


def pieces(cells: Sequence[Cell], text: str, group: str | None, headings: Sequence[str]) -> Iterator[Piece]:
    """Yield what a row holds that may be an undertaking.

    ``group`` is the label that the row stands under and ``headings`` those above its table, which tell a work
    programme.
    """
    columns = [cell.column or "" for cell in cells]
    if any(_PROGRAMME.search(heading) for heading in headings[-2:]):
        yield from _planned(cells, group)
        return
    if is_action_table(columns):
        yield from _logged(cells)
        return
    for cell in cells:
        if cell.column and _ACTION_COLUMN.match(cell.column):
            yield Piece(cell.start, cell.end, "shorthand")
        elif cell.column and _STANDING.search(cell.column):
            yield from (Piece(start, end, "standing") for start, end in lines(text, cell.start, cell.end))
        elif cell.column and _UPDATE.search(cell.column):
            yield Piece(cell.start, cell.end, "update")
    for measure, target in itertools.pairwise(cells):
        if _BY_DATE.search(target.text) and len(target.text) < 60 and _DEVELOP.search(measure.text):
            yield Piece(
                measure.start,
                cells[-1].end,
                "scheduled",
                None,
                target.text.strip(" ."),
                (measure.start, measure.end),
            )


def _planned(cells: Sequence[Cell], group: str | None) -> Iterator[Piece]:
    """Yield a row of a work programme: what comes to which meeting."""
    when = next((cell for cell in cells if cell.column and _MEETING.search(cell.column)), None)
    what = next((cell for cell in cells if cell.column and _ITEM.search(cell.column) and cell is not when), None)
    who = next(
        (cell for cell in cells if cell.column and _OWNER.search(cell.column) and cell not in (what, when)), None
    )
    date = when.text if when else group
    if what is None or date is None or len(what.text) < 8 or not _DATED.search(date):
        return
    start, end = (min(when.start, what.start), max(when.end, what.end)) if when else (what.start, what.end)
    owner = who.text.strip() if who else None
    yield Piece(start, end, "scheduled", owner, " ".join(date.split()), (what.start, what.end))


def _logged(cells: Sequence[Cell]) -> Iterator[Piece]:
    what = next(
        (cell for cell in cells if cell.column and _ACTION.search(cell.column) and not _OWNER.search(cell.column)),
        None,
    )
    if what is None or len(what.text) < 12:
        return
    owner = next((cell for cell in cells if cell is not what and cell.column and _OWNER.search(cell.column)), None)
    due = next(
        (
            cell
            for cell in cells
            if cell not in (what, owner)
            and cell.column
            and _DUE.search(cell.column)
            and not _STATUS.search(cell.column)
        ),
        None,
    )
    if due is not None and not is_due_phrase(due.text):
        due = None
    near = [cell for cell in (what, owner, due) if cell is not None]
    yield Piece(
        min(cell.start for cell in near),
        max(cell.end for cell in near),
        "log",
        owner.text.strip() if owner else None,
        due.text.strip() if due else None,
        (what.start, what.end),
    )


def masked(text: str, start: int, end: int) -> str:
    """Return a stretch of the source with its tags blanked, character for character; block tags break lines."""
    return _TAG.sub(_blank, text[start:end])


def _blank(match: re.Match[str]) -> str:
    width = len(match[0])
    return " " * width if match[2].lower() in _INLINE else "\n" + " " * (width - 2) + "\n"


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bullets or blocks of a cell as source offsets, tags and bullet marks left out."""
    plain = masked(text, start, end)
    cuts = sorted(
        {
            0,
            len(plain),
            *(match.start() for match in _BULLET.finditer(plain)),
            *(match.start() for match in re.finditer(r"\n[ \t\u00a0]*\n", plain)),
        }
    )
    for low, high in itertools.pairwise(cuts):
        piece = plain[low:high]
        bare = re.match(r"[\s•●▪·◦–-]*", piece)
        left = low + (bare.end() if bare else 0)
        right = low + len(piece.rstrip())
        if right - left >= 12:
            yield start + left, start + right
