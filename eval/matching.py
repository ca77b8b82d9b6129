"""When a text holds what a case asks for: points and quotes compared with all spelling noise removed."""

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.support.likeness import even, plain
from corpus.records import Span


def holds(text: str, point: str) -> bool:
    """Tell whether a text holds one of the alternatives of an answer point such as ``"14 days|a fortnight"``.

    Case, white space, kinds of dash and quotation mark, and thousands separators do not matter. An alternative
    that begins or ends with a digit does not match inside a longer number: ``2`` is not in ``12`` nor in ``2.5``.
    """
    bare = even(text)
    return any(_pattern(alternative).search(bare) for alternative in point.split("|") if alternative.strip())


def places(quote: str, text: str) -> tuple[Span, ...]:
    """Return every place of a quote in a text, whatever the white space, dashes and quotation marks are."""
    pieces = [re.escape(piece) for piece in plain(quote).split()]
    if not pieces:
        return ()
    return tuple(Span(*match.span()) for match in re.finditer(r"\s+".join(pieces), _plain(text)))


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


@lru_cache(maxsize=64)  # every quote is looked for in every paper
def _plain(text: str) -> str:
    return plain(text)


@lru_cache(maxsize=4096)
def _pattern(alternative: str) -> re.Pattern[str]:
    bare = even(alternative)
    before = r"(?<!\d)(?<!\d\.)" if bare[0].isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if bare[-1].isdigit() else ""
    return re.compile(before + re.escape(bare) + after)
