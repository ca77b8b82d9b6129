"""The words and figures of a text with all spelling noise removed, so that two texts can be held side by side."""

import re
from collections import Counter

# One character for one, so that offsets stay true.
_SAME = str.maketrans(
    {
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
    }
)
_WORD = re.compile(r"[a-z0-9£%]+")
_FIGURE = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
_LABELS = re.compile(r"\[\d+(?:\s*,\s*\d+)*\]")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def plain(text: str) -> str:
    """Return the text with one kind of space, dash and quotation mark; as long as it was."""
    return text.translate(_SAME)


def even(text: str) -> str:
    """Return the text on one line, plain, in lower case and without thousands separators."""
    return _GROUPED.sub("", " ".join(plain(text).lower().split()))


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case, in order."""
    return _WORD.findall(plain(text).lower())


def coverage(needle: str, text: str) -> float:
    """Return the share of the needle's words, counted as often as they stand there, that the text holds."""
    want, have = Counter(words(needle)), Counter(words(text))
    total = sum(want.values())
    return sum(min(count, have[word]) for word, count in want.items()) / total if total else 0.0


def figures(text: str) -> frozenset[str]:
    """Return the numbers in a text: ``1,860`` and ``1860`` are one, and labels such as [2] are none."""
    bare = _LABELS.sub(" ", plain(text))
    return frozenset(_GROUPED.sub("", found).lstrip("0") or "0" for found in _FIGURE.findall(bare))
