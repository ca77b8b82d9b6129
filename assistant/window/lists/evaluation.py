"""How good the answers are, as last measured: figures in plain words, what went wrong, and what changed."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from assistant import figures
from assistant.figures import Case, Figures, Told
from assistant.window import wording
from assistant.window.markup import Html, element, joined

_FEW = 20
"""So many questions are in sight; the report has them all, with what was answered and found."""


def last_run(folders: Sequence[Path]) -> tuple[Figures, Path] | None:
    """Return the figures of the last run and its folder; None where the suite has not been run here.

    Raises:
        MinutebookError: they cannot be read.
    """
    for folder in folders:
        found = figures.read(folder / figures.LAST)
        if found is not None:
            return found, folder
    return None


def report(folders: Sequence[Path]) -> Path | None:
    """Return the report of the last run, None where there is none."""
    last = last_run(folders)
    page = last[1] / figures.REPORT if last else None
    return page if page is not None and page.is_file() else None


def shown(folders: Sequence[Path]) -> Html:
    """Return what is known of how good the answers are: by the last run here, else by that of this version.

    Raises:
        MinutebookError: the figures cannot be read.
    """
    last = last_run(folders)
    run = last[0] if last else figures.read(figures.SHIPPED)
    intro = "How often answers are right, and refusals too, by questions whose right answers are known beforehand."
    pieces = [element("div", element("h2", "Evaluation"), element("p", intro), class_="tab-welcome")]
    if run is None:
        pieces.append(element("p", "There are no figures: measure with “python -m eval run”.", role="status"))
    else:
        pieces += [_run(run), _table(run), *([_failures(run), _since(run)] if last else [_shipped()])]
    return joined(pieces)


def _run(run: Figures) -> Html:
    day = wording.day(datetime.fromisoformat(run.started).date())
    writer = f"written by {run.writer}" if run.writer else "made of the papers' own sentences"
    said = (
        f"{wording.count(run.questions, 'question')} were asked on {day}; {run.held:,} of them are kept back and "
        f"never looked at while Minutebook is improved. Answers were {writer}."
    )
    return element("p", said)


def _table(run: Figures) -> Html:
    columns = ["Out of 100", "So many", "Likely range", "Of how many", *(["Run before"] if run.against else [])]
    head = element("tr", *[element("th", name, scope="col") for name in columns])
    rows = [_row(one, compared=run.against is not None) for one in run.told]
    table = element(
        "table",
        element("caption", "What was measured"),
        element("thead", head),
        element("tbody", *rows),
    )
    range_ = "The likely range says how far luck reaches: other questions of the same kind would give a figure in"
    return joined(
        [
            element("div", table, class_="table", tabindex=0, role="region", aria_label="Figures"),
            element("p", f"{range_} there nineteen times out of twenty.", class_="hint"),
        ]
    )


def _row(one: Told, *, compared: bool) -> Html:
    before = element("td", "none" if one.before is None else _of_100(one.before), class_="number")
    return element(
        "tr",
        element("th", one.said, scope="row"),
        element("td", _of_100(one.value), class_="number"),
        element("td", f"{_of_100(one.low)} to {_of_100(one.high)}", class_="number"),
        element("td", f"{one.n:,}", class_="number"),
        before if compared else None,
    )


def _failures(run: Figures) -> Html:
    link = element("a", "Open the whole report", href="evaluation", target="_blank")
    said = f"{run.failed:,} of {wording.count(run.open, 'question')} that may be shown came out wrong. "
    return joined(
        [
            element("h3", "What went wrong"),
            element("p", said, link, ": every question with what was expected, answered and found."),
            _cases(run.failures),
        ]
    )


def _since(run: Figures) -> Html | None:
    if run.against is None:
        return element("p", "There is no run before this one to compare with.", class_="hint")
    better = [one for one in run.moved if one.better]
    worse = [one for one in run.moved if not one.better]
    return joined(
        [
            element("h3", "Since the run before"),
            element("p", f"{_asked(better)} came out better than in {run.against}, {len(worse):,} worse."),
            *[
                joined([element("h4", name), _cases(cases)])
                for name, cases in (("Worse", worse), ("Better", better))
                if cases
            ],
        ]
    )


def _asked(cases: Sequence[Case]) -> str:
    return wording.count(len(cases), "question")


def _cases(cases: Sequence[Case]) -> Html | None:
    if not cases:
        return None
    lines = [element("li", one.question, element("span", _why(one), class_="reference")) for one in cases]
    rest = element("details", element("summary", f"{len(lines) - _FEW:,} more"), element("ul", *lines[_FEW:]))
    return joined([element("ul", *lines[:_FEW]), rest if len(lines) > _FEW else None])


def _why(one: Case) -> str:
    return f"{one.id}: {', '.join(one.why)}" if one.why else one.id


def _shipped() -> Html:
    here = "These figures came with this version. “python -m eval run” measures again, on this machine."
    return element("p", here, class_="hint")


def _of_100(share: float) -> str:
    return f"{100 * share:.0f}"


def accuracy() -> Html | None:
    """Return the figures of this version that a reader should know before relying on an answer."""
    run = figures.read(figures.SHIPPED)
    if run is None:
        return None
    wanted = ("answered", "answer_right", "refused", "quotes_verbatim", "commitments_found")
    told = [one for name in wanted if (one := run.value(name))]
    lines = [element("li", f"{_of_100(one.value)} of 100 {one.said} (measured on {one.n:,}).") for one in told]
    return joined([element("h3", "How often it is right"), element("ul", *lines)])
