"""When a text holds what a case asks for: words, figures and quotes compared with all spelling noise removed."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from corpus.records import Span

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


def holds(text: str, point: str) -> bool:
    """Tell whether a text holds one of the alternatives of an answer point such as ``"14 days|a fortnight"``.

    Case, white space, kinds of dash and quotation mark, and thousands separators do not matter. An alternative
    that begins or ends with a digit does not match inside a longer number: ``2`` is not in ``12`` nor in ``2.5``.
    """
    bare = _even(text)
    return any(_pattern(alternative).search(bare) for alternative in point.split("|") if alternative.strip())


def places(quote: str, text: str) -> tuple[Span, ...]:
    """Return every place of a quote in a text, whatever the white space, dashes and quotation marks are."""
    pieces = [re.escape(piece) for piece in plain(quote).split()]
    if not pieces:
        return ()
    return tuple(Span(*match.span()) for match in re.finditer(r"\s+".join(pieces), plain(text)))


def covered(span: Span, by: Iterable[Span]) -> float:
    """Return the share of a span's characters that lie in any of the others."""
    reached, total = span.start, 0
    for other in sorted(by):
        low, high = max(reached, other.start), min(span.end, other.end)
        if low < high:
            total += high - low
            reached = high
    return total / max(1, span.end - span.start)


def overlap(first: Span, second: Span) -> float:
    """Return the share of the shorter span that lies in the other."""
    shared = min(first.end, second.end) - max(first.start, second.start)
    return max(0, shared) / max(1, min(first.end - first.start, second.end - second.start))


def _even(text: str) -> str:
    return _GROUPED.sub("", " ".join(plain(text).lower().split()))


@lru_cache(maxsize=4096)
def _pattern(alternative: str) -> re.Pattern[str]:
    bare = _even(alternative)
    before = r"(?<!\d)(?<!\d\.)" if bare[0].isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if bare[-1].isdigit() else ""
    return re.compile(before + re.escape(bare) + after)
