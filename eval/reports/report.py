"""A run as one web page that needs nothing else: figures, what changed, and every case, failures first.

Held cases are counted in the figures and not shown, so that reading a report does not spend them; nor are cases
about exempt papers, since the window shows the page to everybody.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template

from eval.measures import BY_NAME, HEADLINES
from eval.reports import plots
from eval.reports.case_cards import card
from eval.reports.compare import Change, Comparison, compare
from eval.reports.figures import Figure, of_run, risk_curve, times
from eval.runs import Row, Run
from eval.scoring import failed, score

_PAGE = Path(__file__).parent / "page"
# Shown slice by slice: what a reader asks first. The other headline figures stand in the table of all figures.
_SLICED = ("recall@750", "answer_right", "citation_recall")


def render(run: Run, before: Run | None = None, *, show_held: bool = False, show_exempt: bool = False) -> str:
    """Return the report of a run as a web page, compared with the run ``before`` where there is one."""

    def shown(row: Row) -> bool:
        case = row.placed.case
        return (show_held or not case.held) and (show_exempt or not case.exempt)

    found = of_run(run)
    since = compare(before, run) if before else None
    curve = risk_curve(run.rows)
    return Template((_PAGE / "report.html").read_text(encoding="utf-8")).substitute(
        name=escape(run.header.name),
        style=(_PAGE / "report.css").read_text(encoding="utf-8"),
        script=(_PAGE / "report.js").read_text(encoding="utf-8"),
        facts=_facts(run),
        headline=_headline(found, since),
        since=_since(since, shown),
        cases=_cases(run, before, since, shown),
        slices=_slices(found),
        confidence=_confidence(curve),
        all=_table([*(one for one in found if not one.part), *times(run.rows)])
        + _table([one for one in found if one.part]),
    )


def _facts(run: Run) -> str:
    header, cases = run.header, [row.placed.case for row in run.rows]
    facts = {
        "Run": f"{header.name}, started {header.started}",
        "Cases": f"{len(cases)}, of which {sum(case.held for case in cases)} held back from tuning",
        "Commit": header.commit or "not known",
        "Model": header.model + (f", reranked by {header.reranker}" if header.reranker else ""),
        "Answers": f"written by {header.writer}" if header.writer else "the papers' own sentences",
        "Papers, cases, settings": f"{header.papers}, {header.cases}, {header.settings}",
        "Versions": ", ".join(f"{name} {version}" for name, version in header.versions.items()),
        "Time": f"{header.seconds:.0f} s for all cases",
    }
    rows = (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    return f'<dl class="facts">{"".join(rows)}</dl>'


def _headline(found: Iterable[Figure], since: Comparison | None) -> str:
    shown = [one for one in found if not one.part and one.name in HEADLINES]
    ordered = sorted(shown, key=lambda one: HEADLINES.index(one.name))
    plot = plots.intervals(
        [(BY_NAME[one.name].label, one) for one in ordered],
        "Headline figures with their 95 % intervals",
    )
    return plot + _table(ordered, since)


def _table(shown: Sequence[Figure], since: Comparison | None = None) -> str:
    if not shown:
        return ""
    changes = {change.measure.name: change for change in since.changes} if since else {}
    sliced = any(one.part for one in shown)
    lines = []
    for one in shown:
        measure = BY_NAME[one.name]
        numbers = [*one.words, str(one.n), *([_moved_by(changes.get(one.name))] if changes else [])]
        lines.append(
            f'<tr><td>{escape(measure.label)}<br><span class="soft">{escape(measure.says)}</span></td>'
            + (f"<td>{escape(one.part)}</td>" if sliced else "")
            + "".join(f'<td class="number">{escape(cell)}</td>' for cell in numbers)
            + "</tr>"
        )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Figure", *(["Cases"] if sliced else [])))
    names = ("Value", "95 % interval", "n", *(["Change, 95 % interval"] if changes else []))
    head += "".join(f'<th scope="col" class="number">{name}</th>' for name in names)
    # A region that scrolls has to be reachable by keyboard.
    name = "Figures by slice" if sliced else "Figures"
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody>"
    return f'<div class="scroll" role="region" aria-label="{name}" tabindex="0"><table>{body}</table></div>'


def _moved_by(change: Change | None) -> str:
    if change is None:
        return ""
    return f"{change.after - change.before:+.3f} ({change.low:+.3f} to {change.high:+.3f})"


def _since(since: Comparison | None, may_be_shown: Callable[[Row], bool]) -> str:
    if since is None:
        return ""
    shown = [one for one in since.moved if may_be_shown(one.row)]
    lines = (
        f'<li><span class="{"good" if one.better else "bad"}">{"Better" if one.better else "Worse"}</span>: '
        f"{escape(one.row.placed.case.id)}, {escape(one.row.placed.case.question)} "
        f'<span class="soft">({escape("; ".join(one.why))})</span></li>'
        for one in shown
    )
    hidden = len(since.moved) - len(shown)
    more = f"<p>{hidden} held or exempt cases moved too.</p>" if hidden else ""
    moved = f"<ul>{''.join(lines)}</ul>" if shown else "<p>No case that may be shown moved.</p>"
    return f'<section aria-labelledby="since"><h2 id="since">Since the run before</h2>{moved}{more}</section>'


def _cases(run: Run, before: Run | None, since: Comparison | None, may_be_shown: Callable[[Row], bool]) -> str:
    scores = score(run.rows)
    moved = {one.row.placed.case.id: one for one in since.moved} if since else {}
    earlier = {row.placed.case.id: row for row in before.rows} if before else {}
    shown = [row for row in run.rows if may_be_shown(row)]
    ordered = sorted(shown, key=lambda row: (not failed(scores[row.placed.case.id]), row.placed.case.id))
    wrong = sum(failed(scores[row.placed.case.id]) for row in shown)
    hidden = len(run.rows) - len(shown)
    intro = (
        f"<p>{wrong} of {len(shown)} cases failed. {hidden} held or exempt cases are measured above and not shown."
        "</p>"
    )
    search = (
        '<p class="search"><label for="find">Find cases</label><br>'
        '<input id="find" type="search" autocomplete="off"> <span id="found" role="status"></span></p>'
    )
    return (
        intro
        + search
        + "".join(
            card(row, scores[name], moved.get(name), earlier.get(name))
            for row in ordered
            for name in (row.placed.case.id,)
        )
    )


def _slices(found: Sequence[Figure]) -> str:
    blocks = []
    for name in _SLICED:
        shown = [(f"{one.part} ({one.n})", one) for one in found if one.part and one.name == name]
        if shown:
            label = BY_NAME[name].label
            plot = plots.intervals(shown, f"{label} by slice")
            blocks.append(f"<h3>{escape(label)}</h3>{plot}")
    return "".join(blocks)


def _confidence(curve: Sequence[tuple[float, float]]) -> str:
    if not curve:
        return ""
    plot = plots.curve(curve, "Share of wrong answers over the share of questions answered", "answered", "wrong")
    return (
        '<section aria-labelledby="confidence"><h2 id="confidence">Risk over coverage</h2>'
        f"<p>If only the surest answers were given: how many would be wrong.</p>{plot}</section>"
    )
