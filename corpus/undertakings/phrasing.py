"""Phrases into patterns: one phrase a line, as a paper would print it."""

import re

_GOES_ON = re.compile(r"\\\n\s*")


def any_of(lines: str) -> str:
    """Return a pattern that matches any of the lines; each is a pattern of its own, blank lines are left out.

    A space stands for itself: sentences are looked at with their line breaks made spaces (``flat``). A line
    that ends with a backslash goes on in the next.
    """
    whole = _GOES_ON.sub("", lines)
    return "(?:" + "|".join(line.strip() for line in whole.splitlines() if line.strip()) + ")"


def phrases(lines: str, *, case: bool = False) -> re.Pattern[str]:
    """Return ``any_of`` compiled, without regard to case unless ``case`` is set."""
    return re.compile(any_of(lines), 0 if case else re.IGNORECASE)


def flat(text: str) -> str:
    """Return the text with line breaks, tabs and non-breaking spaces made spaces, character for character."""
    return text.translate(_SPACES)


_SPACES = str.maketrans("\n\r\t\u00a0\u2009\u202f", "      ")
