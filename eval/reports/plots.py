"""Plots that need nothing from outside: intervals as rows of a list, a curve as one SVG.

A row's line and dot stand at shares of its width, so that a plot is as wide as the screen and its words stay as
large as any others; what it shows stands in it as words too.
"""

from collections.abc import Sequence
from html import escape

from eval.reports.figures import Figure

_SIZE, _EDGE = 220, 34
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def intervals(figures: Sequence[tuple[str, Figure]], title: str) -> str:
    """Draw labelled figures between 0 and 1 as dots on their intervals, one a row."""
    axis = "".join(f'<line class="axis" x1="{tick:.0%}" x2="{tick:.0%}" y1="0" y2="100%"/>' for tick in _TICKS)
    rows = (
        f"<li><span>{escape(label)}</span>"
        f'<svg aria-hidden="true" height="22">{axis}'
        f'<line class="interval" x1="{_at(one.low)}" x2="{_at(one.high)}" y1="50%" y2="50%"/>'
        f'<circle class="dot" cx="{_at(one.value)}" cy="50%" r="5"/></svg>'
        f'<span class="number">{one.value:.2f} '
        f'<span class="soft">({one.low:.2f} to {one.high:.2f})</span></span></li>'
        for label, one in figures
    )
    return f'<ul class="plot" role="list" aria-label="{escape(title, quote=True)}">{"".join(rows)}</ul>'


def curve(points: Sequence[tuple[float, float]], title: str, across: str, up: str) -> str:
    """Draw a curve of points between 0 and 1, with the words for its two axes."""
    left, right, low = _EDGE, 360 - _EDGE, 10 + _SIZE
    at = [(left + share * (right - left), low - risk * _SIZE) for share, risk in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    body = (
        f'<line class="axis" x1="{left}" x2="{right}" y1="{low}" y2="{low}"/>'
        f'<line class="axis" x1="{left}" x2="{left}" y1="10" y2="{low}"/>'
        f'<text x="{left - 6}" y="{low + 4}" text-anchor="end">0</text>'
        f'<text x="{left - 6}" y="18" text-anchor="end">1</text>'
        f'<text x="{right}" y="{low + 18}" text-anchor="end">{escape(across)} (to 1)</text>'
        f'<text x="{left + 6}" y="20">{escape(up)}</text>'
        f'<polyline class="curve" points="{line}"/>'
    )
    name = escape(title, quote=True)
    return f'<svg class="curve" role="img" viewBox="0 0 360 {low + 28}" aria-label="{name}">{body}</svg>'


def _at(value: float) -> str:
    return f"{100 * min(1.0, max(0.0, value)):.1f}%"
