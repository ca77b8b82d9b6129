"""A run's figures as Markdown and as CSV, for other pages and programs."""

import csv
import io
from collections.abc import Iterable, Sequence

from eval.measures import BY_NAME, HEADLINES
from eval.reports.figures import Figure


def markdown(figures: Sequence[Figure]) -> str:
    """Return all figures as Markdown: the headlines, then the others over all cases, then slice by slice."""
    whole = [one for one in figures if not one.part]
    headlines = sorted((one for one in whole if one.name in HEADLINES), key=lambda one: HEADLINES.index(one.name))
    parts = {
        "Headline figures": headlines,
        "Other figures": [one for one in whole if one.name not in HEADLINES],
        **{
            part: [one for one in figures if one.part == part]
            for part in dict.fromkeys(one.part for one in figures)
            if part
        },
    }
    return "\n".join(f"## {title}\n\n{_table(shown)}" for title, shown in parts.items() if shown)


def _table(shown: Iterable[Figure]) -> str:
    lines = ["| figure | value | 95 % interval | n |", "|---|---|---|---|"]
    for one in shown:
        value, interval = one.words
        measure = BY_NAME[one.name]
        lines.append(f"| {measure.label}: {measure.says} | {value} | {interval} | {one.n} |")
    return "\n".join(lines) + "\n"


def table(figures: Iterable[Figure]) -> str:
    """Return every figure of every slice as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["figure", "slice", "value", "low", "high", "n"])
    writer.writerows([one.name, one.part, one.value, one.low, one.high, one.n] for one in figures)
    return out.getvalue()
