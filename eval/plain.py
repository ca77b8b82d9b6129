"""A run's figures as Markdown and as CSV, for other pages and programs."""

import csv
import io
from collections.abc import Iterable, Sequence

from corpus.errors import MinutebookError
from eval.figures import Figure
from eval.measures import BY_NAME, HEADLINES

BEGIN, END = "<!-- figures begin -->", "<!-- figures end -->"


def markdown(figures: Sequence[Figure]) -> str:
    """Return the headline figures over all cases as a Markdown table."""
    shown = {one.name: one for one in figures if not one.part}
    lines = ["| figure | value | 95 % interval | n |", "|---|---|---|---|"]
    for name in HEADLINES:
        one = shown.get(name)
        if one is not None:
            what = f"{BY_NAME[name].label}: {BY_NAME[name].says}"
            lines.append(f"| {what} | {one.value:.2f} | {one.low:.2f} to {one.high:.2f} | {one.n} |")
    return "\n".join(lines) + "\n"


def into(page: str, words: str) -> str:
    """Return a page with the words between its two marks replaced.

    Raises MinutebookError where the page does not hold both marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        msg = f"The page has no place for the figures; put {BEGIN} and {END} on lines of their own."
        raise MinutebookError(msg)
    return f"{before}{BEGIN}\n{words}{END}{after}"


def table(figures: Iterable[Figure]) -> str:
    """Return every figure of every slice as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["figure", "slice", "value", "low", "high", "n"])
    writer.writerows([one.name, one.part, one.value, one.low, one.high, one.n] for one in figures)
    return out.getvalue()
