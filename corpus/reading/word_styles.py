"""What a paragraph of a Word file is by its own properties or by its chain of styles: heading, list item, bold."""

import re
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LIST_NAME = re.compile(r"list (bullet|number) ?([2-9])?", re.IGNORECASE)
_BODY_OUTLINE = 9
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph is meant.

    ``heading`` is its level, 0 for none; ``list_id`` and ``depth`` (from 0) are what Word counts by, ``level``
    (from 1) is how deep an item is shown; ``bulleted`` says that its style is a bulleted list without a list
    behind it.
    """

    heading: int = 0
    list_id: str | None = None
    depth: int = 0
    level: int = 1
    bold: bool = False
    bulleted: bool = False


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, root: BaseOxmlElement | None) -> None:
        self._styles: dict[str, BaseOxmlElement] = {}
        self._default = ""
        for style in root.iterchildren(qn("w:style")) if root is not None else ():
            if style.get(qn("w:type")) == "paragraph":
                identifier = style.get(qn("w:styleId"), "")
                self._styles[identifier] = style
                if style.get(qn("w:default")) in ("1", "true"):
                    self._default = identifier

    def shape(self, paragraph: BaseOxmlElement) -> Shape:
        """Return how ``paragraph`` (a ``w:p``) is meant; its own properties go before those of its styles."""
        own = paragraph.find(qn("w:pPr"))
        chain = self._chain(_value(own, "w:pStyle") or self._default)
        names = [_value(style, "w:name") or "" for style in chain]
        properties = [own, *(style.find(qn("w:pPr")) for style in chain)]
        list_id, depth = _list_of(properties)
        bold = next(
            (flag for style in chain if (flag := is_on(style.find(qn("w:rPr")), "w:b")) is not None), False
        )
        named = next((match for name in names if (match := _LIST_NAME.fullmatch(name))), None)
        level = depth + 1 if depth or named is None else int(named[2] or 1)
        bulleted = list_id is None and named is not None and named[1].lower() == "bullet"
        return Shape(_heading_of(names, properties), list_id, depth, level, bold, bulleted)

    def _chain(self, identifier: str) -> list[BaseOxmlElement]:
        chain: list[BaseOxmlElement] = []
        while identifier in self._styles and len(chain) < _LONGEST_CHAIN:
            style = self._styles[identifier]
            chain.append(style)
            identifier = _value(style, "w:basedOn") or ""
        return chain


def is_on(properties: BaseOxmlElement | None, tag: str) -> bool | None:
    """Return whether a switch such as ``w:b`` is on, or None where it is not named."""
    switch = None if properties is None else properties.find(qn(tag))
    return None if switch is None else switch.get(qn("w:val"), "1") not in ("0", "false", "off")


def _heading_of(names: list[str], properties: list[BaseOxmlElement | None]) -> int:
    for each in properties:
        outline = _value(each, "w:outlineLvl")
        if outline is not None and outline.isdigit():
            return int(outline) + 1 if int(outline) < _BODY_OUTLINE else 0
    for name in names:
        if named := _HEADING_NAME.fullmatch(name):
            return int(named[1])
        if name.lower() == "title":
            return 1
    return 0


def _list_of(properties: list[BaseOxmlElement | None]) -> tuple[str | None, int]:
    """Return list and depth: a paragraph may give one of the two and take the other from its style."""
    list_id: str | None = None
    depth: str | None = None
    for each in properties:
        numbering = None if each is None else each.find(qn("w:numPr"))
        list_id = list_id or _value(numbering, "w:numId")
        depth = depth or _value(numbering, "w:ilvl")
    if list_id in (None, "0"):  # 0 takes a paragraph out of its style's list
        return None, 0
    return list_id, int(depth) if depth is not None and depth.isdigit() else 0


def _value(parent: BaseOxmlElement | None, tag: str) -> str | None:
    child = None if parent is None else parent.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))
