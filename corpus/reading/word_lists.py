"""Numbers and bullets that Word shows before a paragraph but does not write into its text."""

import re
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.reading.numerals import numeral

_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 8
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    shown: str
    start: int
    legal: bool


class Numbering:
    """The lists of a document, counted as its paragraphs go by."""

    def __init__(self, root: BaseOxmlElement | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}  # abstract id, levels, restarts
        self._counts: dict[str, dict[int, int]] = {}  # of an abstract list: lists that share one go on counting
        self._seen: set[str] = set()
        if root is None:
            return
        for abstract in root.iterchildren(qn("w:abstractNum")):
            self._abstract[abstract.get(qn("w:abstractNumId"), "")] = _levels(abstract)
        for number in root.iterchildren(qn("w:num")):
            pointer = number.find(qn("w:abstractNumId"))
            own: dict[int, _Level] = {}
            restarts: dict[int, int] = {}
            for override in number.iterchildren(qn("w:lvlOverride")):
                own |= _levels(override)
                start = _value(override, "w:startOverride")
                if start is not None:
                    restarts[_integer(override.get(qn("w:ilvl")))] = _integer(start)
            abstract_id = "" if pointer is None else pointer.get(qn("w:val"), "")
            self._lists[number.get(qn("w:numId"), "")] = (abstract_id, own, restarts)

    def label(self, list_id: str, depth: int) -> str:
        """Count one paragraph at ``depth`` (0 for the outermost) and return what Word shows before it.

        "• " for every kind of bullet, the number with a space behind it, or "" where nothing is shown.
        """
        if list_id not in self._lists:
            return ""
        abstract_id, own, restarts = self._lists[list_id]
        levels = self._abstract.get(abstract_id, {}) | own
        depth = min(max(depth, 0), _DEEPEST)
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract_id, {})
        if list_id not in self._seen:
            self._seen.add(list_id)
            for at, start in restarts.items():
                counts[at] = start - 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        if level.style == "bullet":
            return "• "
        shown = _PLACE.sub(lambda place: _shown(int(place[1]) - 1, counts, levels, level), level.shown).strip()
        return f"{shown[:_LONGEST_LABEL]} " if shown else ""


def _shown(at: int, counts: dict[int, int], levels: dict[int, _Level], asking: _Level) -> str:
    level = levels.get(at)
    if level is None:
        return ""
    number = counts.setdefault(
        at, level.start
    )  # a list may begin at an inner level: the outer one counts as begun
    return numeral(number, "decimal" if asking.legal else level.style)


def _levels(parent: BaseOxmlElement) -> dict[int, _Level]:
    return {
        _integer(level.get(qn("w:ilvl"))): _Level(
            style=_value(level, "w:numFmt") or "decimal",
            shown=_value(level, "w:lvlText") or "",
            start=_integer(_value(level, "w:start") or "1"),
            legal=level.find(qn("w:isLgl")) is not None,
        )
        for level in parent.iterchildren(qn("w:lvl"))
    }


def _value(parent: BaseOxmlElement, tag: str) -> str | None:
    child = parent.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))


def _integer(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else 0
