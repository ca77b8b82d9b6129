"""One case of a run on a page: what was asked, expected, answered and found."""

from collections.abc import Iterable
from html import escape

from eval.matching import holds
from eval.reports.compare import Moved
from eval.runs import Row
from eval.scoring import Scores, failed, piece_ranks

_READ = 5  # hits whose words stand on the page
_SHOWN = ("answer_right", "recall@750", "citation_recall", "citation_precision", "sentences_supported", "mrr")


def card(row: Row, scores: Scores, moved: Moved | None = None, before: Row | None = None) -> str:
    """Return a case as a block that opens: the question as its title, the rest inside.

    ``moved`` says what came out otherwise than in the run before, where it did, and ``before`` is its row there.
    """
    case = row.placed.case
    mark = '<span class="bad">Wrong</span>' if failed(scores) else '<span class="good">Right</span>'
    title = f"{mark} <strong>{escape(case.question)}</strong> <span class='soft'>{escape(case.id)}</span>"
    blocks = (
        _conversation(row),
        f"<h4>Expected: {escape(case.status.value.replace('_', ' '))}</h4><p>{escape(case.answer)}</p>",
        _points(row),
        f"<h4>Answer: {escape(row.status.replace('_', ' '))}</h4><p>{_lines(row.error or row.text)}</p>",
        _since(moved, before),
        _citations(row),
        _evidence(row),
        _hits(row),
        _figures(scores),
        f"<p class='soft'>Note: {escape(case.note)}</p>" if case.note else "",
    )
    return f'<details class="case"><summary>{title}</summary>{"".join(blocks)}</details>'


def _conversation(row: Row) -> str:
    case = row.placed.case
    said = []
    for question, reply in zip(case.turns, case.replies, strict=False):
        said += [f"<li>Asked: {escape(question)}</li>", f"<li>Answered: {escape(reply)}</li>"]
    told = f"<h4>Conversation before</h4><ul>{''.join(said)}</ul>" if said else ""
    return told + (f"<p class='soft'>Searched for: {escape(row.searched_for)}</p>" if row.searched_for else "")


def _points(row: Row) -> str:
    case = row.placed.case
    lines = [
        f"<li>{_tick(holds(row.text, point))} {escape(' or '.join(point.split('|')))}</li>"
        for point in case.points
    ]
    lines += [f"<li>{_tick(not holds(row.text, one))} must not say {escape(one)}</li>" for one in case.never]
    return f"<h4>Points of a right answer</h4><ul>{''.join(lines)}</ul>" if lines else ""


def _since(moved: Moved | None, before: Row | None) -> str:
    if moved is None or before is None:
        return ""
    better = '<span class="good">Better</span>' if moved.better else '<span class="bad">Worse</span>'
    was = "" if before.text == moved.row.text else f"<p>It was: {_lines(before.error or before.text)}</p>"
    return f"<h4>Since the run before: {better}</h4><p>{escape('; '.join(moved.why))}</p>{was}"


def _citations(row: Row) -> str:
    lines = (
        f"<li>[{one.label}] <q>{escape(one.quote)}</q> <span class='soft'>{escape(one.source)}, {one.start} to "
        f"{one.end}</span>{'' if one.verbatim else ' <span class=bad>not at its place</span>'}</li>"
        for one in row.citations
    )
    return _list("Cited", lines)


def _evidence(row: Row) -> str:
    if not row.placed.ways:
        return ""
    lines = (
        f"<li>{f'rank {rank}' if rank else f'not among {len(row.hits)} hits'}: <q>{escape(piece.quote)}</q> "
        f"<span class='soft'>{escape(piece.source)}</span></li>"
        for piece, rank in zip(row.placed.ways[0], piece_ranks(row), strict=True)
    )
    return _list("Evidence, and the rank of the first hit that brings it", lines)


def _hits(row: Row) -> str:
    lines = (
        f"<li>{escape(hit.text)} <span class='soft'>{escape(hit.source)}</span></li>"
        for hit in row.hits[:_READ]
        if hit.text
    )
    return _list("First hits", lines, ordered=True)


def _figures(scores: Scores) -> str:
    told = ", ".join(f"{name} {scores[name]:.2f}" for name in _SHOWN if name in scores)
    return f"<p class='soft'>{escape(told)}</p>" if told else ""


def _list(title: str, lines: Iterable[str], *, ordered: bool = False) -> str:
    body, kind = "".join(lines), "ol" if ordered else "ul"
    return f"<h4>{title}</h4><{kind}>{body}</{kind}>" if body else ""


def _tick(good: bool) -> str:
    return '<span class="good">yes</span>' if good else '<span class="bad">no</span>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
