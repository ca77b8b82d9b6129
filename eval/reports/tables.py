"""Cases, figures and comparisons as tables for a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from eval.cases import Case, CaseType
from eval.measures import BY_NAME
from eval.reports.compare import Change, Comparison
from eval.reports.figures import Figure


def of_figures(figures: Iterable[Figure]) -> Table:
    """Return a table of the figures over all cases."""
    table = Table("Figure", "", "95 % interval", "n", box=None, header_style="bold", pad_edge=False)
    for figure in figures:
        if not figure.part:
            known = BY_NAME.get(figure.name)
            table.add_row(
                f"{known.label} ({figure.name})" if known else figure.name,
                *figure.words,
                f"{figure.n}",
            )
    return table


def of_cases(cases: Sequence[Case]) -> Table:
    """Return a table of how many cases there are of each type, with each tag and in all."""
    table = Table("Cases", "all", "held", box=None, header_style="bold", pad_edge=False)
    for name, members in (
        *((kind.value, [case for case in cases if case.type is kind]) for kind in CaseType),
        ("follow-ups", [case for case in cases if len(case.turns) > 1]),
        *(
            (tag, [case for case in cases if tag in case.tags])
            for tag in sorted({t for c in cases for t in c.tags})
        ),
        ("all, each matching its papers", cases),
    ):
        table.add_row(name, f"{len(members)}", f"{sum(case.held for case in members)}")
    return table


def of_changes(changes: Iterable[Change]) -> Table:
    """Return a table of what changed from one run to the next; a star marks what chance hardly explains."""
    table = Table(
        "Figure",
        "before",
        "after",
        "change (95 %)",
        "n",
        "won",
        "lost",
        "same",
        box=None,
        header_style="bold",
        pad_edge=False,
    )
    for one in changes:
        star = " *" if one.chance < 0.05 else ""
        table.add_row(
            one.measure.name,
            f"{one.before:.3f}",
            f"{one.after:.3f}",
            f"{one.after - one.before:+.3f} ({one.low:+.3f} to {one.high:+.3f}){star}",
            f"{one.n}",
            f"{one.won}",
            f"{one.lost}",
            f"{one.same}",
        )
    return table


def of_moved(outcome: Comparison, *, show_held: bool) -> Group:
    """Return the cases that moved, losses first; held ones are only counted unless asked for."""
    lines, hidden = [], 0
    for one in outcome.moved:
        case = one.row.placed.case
        if case.held and not show_held:
            hidden += 1
            continue
        style = "green" if one.better else "red"
        lines.append(Text(f"{'better' if one.better else 'worse '} {case.id}: {case.question}", style=style))
        lines.append(Text(f"       {'; '.join(one.why)}"))
    if hidden:
        lines.append(Text(f"{hidden} held cases moved too; --show-held lists them, and spends them."))
    for ids, what in (
        (outcome.only_before, "only in the earlier run"),
        (outcome.only_after, "only in the later run"),
        (outcome.rewritten, "rewritten in between, not compared"),
    ):
        if ids:
            lines.append(Text(f"{len(ids)} cases {what}: {', '.join(ids[:10])}{' ...' if len(ids) > 10 else ''}"))
    return Group(*(lines or [Text("No case moved.")]))
