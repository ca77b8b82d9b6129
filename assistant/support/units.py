"""What a figure is a figure of: a share, money, a length of time; one statement's against its sources'."""

import re
from collections.abc import Sequence

from assistant.support.likeness import figures
from assistant.support.spelling import counted

_TIMES = r"seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?"
_FIGURE = re.compile(
    rf"(£)?(?<![\w.,/:-])(\d[\d,]*(?:\.\d+)?)(?:(%| ?per cent\b)|[ -]({_TIMES})\b|(?= ([a-z]{{3,}})))?",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[;,] |[()]|(?<=\w)\. |\band\b")
_NO_NAMES = frozenset(
    "January February March April May June July August September October November December Yes From The "
    "And".split()
)
_NAME = re.compile(r"\b[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]+)*")


def other_units(statement: str, sources: Sequence[str]) -> list[str]:
    """Return the figures that a statement gives as a share, money or a time, and its sources as something else.

    A figure that stands bare in a source, as in a table, may be of any unit.
    """
    theirs: dict[str, set[str]] = {}
    for source in sources:
        for figure, unit in _units(source):
            theirs.setdefault(figure, set()).add(unit)
    return [
        figure
        for figure, unit in _units(statement)
        if unit in ("share", "time", "money") and figure in theirs and not theirs[figure] & {unit, ""}
    ]


def others_figures(statement: str, sources: Sequence[str]) -> list[str]:
    """Return the figures that a statement gives beside a name, and its sources only beside another one.

    Looked at are short pieces that hold one name and figures ("Ambleworth (51%)"): some source has to hold the
    name and the figure together. A name that no source with figures holds is left alone: it may be a table's.
    """
    held = [(set(_NAME.findall(source)), _bare(source)) for source in sources]
    found: list[str] = []
    for name, values in _beside_names(statement):
        own = [theirs for names, theirs in held if name in names and theirs]
        if own:
            found += [value for value in values if not any(value in theirs for theirs in own)]
    return found


def _units(text: str) -> list[tuple[str, str]]:
    """Return each figure of a text with what it is of: share, money, time, a thing, or "" where it is bare."""
    found = []
    for match in _FIGURE.finditer(counted(text)):
        money, figure, share, time, thing = match.groups()
        unit = "share" if share else "money" if money else "time" if time else "thing" if thing else ""
        found += [(value, unit) for value in figures(figure)]
    return found


def _bare(text: str) -> frozenset[str]:
    return figures(counted(text))


def _beside_names(statement: str) -> list[tuple[str, frozenset[str]]]:
    found, name = [], ""
    # The first word has a capital without being a name.
    for piece in _PIECE.split(statement[:1].lower() + statement[1:]):
        if ": " in piece:
            # A column's head before a cell, in a table's row read out: the row itself does not hold it.
            name = ""
            continue
        names = [one for one in _NAME.findall(piece) if one not in _NO_NAMES]
        name = names[-1] if names else name
        values = frozenset(value for value in figures(piece) if len(value) > 1)
        if name and values and len(names) <= 1:
            found.append((name, values))
    return found
