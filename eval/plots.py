"""Plots as SVG, drawn here so that a report needs nothing from outside."""

from collections.abc import Sequence
from html import escape

from eval.figures import Figure

_LABELS, _WIDTH, _ROW = 230, 640, 24
_SCALE = _WIDTH - _LABELS - 60


def intervals(figures: Sequence[tuple[str, Figure]], title: str) -> str:
    """Draw labelled figures between 0 and 1 as dots on their intervals, one a row."""
    height = _ROW * len(figures) + 30
    rows = (_interval(number, label, figure) for number, (label, figure) in enumerate(figures))
    ticks = (
        f'<line class="axis" x1="{_across(tick):.0f}" x2="{_across(tick):.0f}" y1="4" y2="{height - 22}"/>'
        f'<text x="{_across(tick):.0f}" y="{height - 6}" text-anchor="middle">{tick:g}</text>'
        for tick in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    return _svg(height, title, "".join((*ticks, *rows)))


def curve(points: Sequence[tuple[float, float]], title: str, across: str, up: str) -> str:
    """Draw a curve of points between 0 and 1, with the words for its two axes."""
    size = 220
    at = [(60 + share * (_WIDTH - 120), 10 + (1 - risk) * size) for share, risk in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    body = (
        f'<line class="axis" x1="60" x2="{_WIDTH - 60}" y1="{10 + size}" y2="{10 + size}"/>'
        f'<line class="axis" x1="60" x2="60" y1="10" y2="{10 + size}"/>'
        f'<text x="52" y="{14 + size}" text-anchor="end">0</text><text x="52" y="18" text-anchor="end">1</text>'
        f'<text x="{_WIDTH - 60}" y="{size + 28}" text-anchor="end">{escape(across)} (to 1)</text>'
        f'<text x="66" y="22">{escape(up)}</text>'
        f'<polyline class="curve" points="{line}"/>'
    )
    return _svg(size + 40, title, body)


def _interval(number: int, label: str, figure: Figure) -> str:
    y = 14 + _ROW * number
    low, high, dot = (_across(value) for value in (figure.low, figure.high, figure.value))
    return (
        f'<text x="{_LABELS - 10}" y="{y + 4}" text-anchor="end">{escape(label)}</text>'
        f'<line class="interval" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>'
        f'<circle class="dot" cx="{dot:.1f}" cy="{y}" r="5"/>'
        f'<text x="{_WIDTH - 44}" y="{y + 4}">{figure.value:.2f}</text>'
    )


def _across(value: float) -> float:
    return _LABELS + min(1.0, max(0.0, value)) * _SCALE


def _svg(height: int, title: str, body: str) -> str:
    return f'<svg role="img" viewBox="0 0 {_WIDTH} {height}" aria-label="{escape(title, quote=True)}">{body}</svg>'
