"""Numbers of list items as they are shown: 3, c, C, iii, III, 3rd."""

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_LETTERS = 26 * 30
_MOST_ROMAN = 4000


def _letters(number: int) -> str:
    """After z comes aa, then bb, as word processors and browsers' neighbours do it."""
    if not 1 <= number <= _MOST_LETTERS:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)


def _roman(number: int) -> str:
    if not 1 <= number < _MOST_ROMAN:
        return str(number)
    shown = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        shown += sign * times
    return shown


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


_STYLES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": _ordinal,
    "none": lambda _: "",
}


def numeral(number: int, style: str) -> str:
    """Return ``number`` in a style named as in WordprocessingML; an unknown style counts in decimals."""
    return _STYLES.get(style, str)(number)
