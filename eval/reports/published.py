"""A run as the window shows it: figures in plain words, what went wrong and what changed, beside the report."""

from pathlib import Path

from assistant.figures import LAST, REPORT, Case, Figures, Told
from eval.measures import BY_NAME
from eval.reports import report, section
from eval.reports.compare import Comparison, compare
from eval.reports.figures import Figure, of_run
from eval.runs import Run
from eval.scoring import Scores, failed, score, wrong


def publish(run: Run, before: Run | None, folder: Path) -> None:
    """Write the run's figures and its report into the suite's folder, in place of those of the run before."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / REPORT).write_text(report.render(run, before), encoding="utf-8")
    (folder / LAST).write_text(figures(run, before).model_dump_json(indent=1) + "\n", encoding="utf-8")


def ship(run: Run, file: Path) -> None:
    """Write the run's figures, without its questions, as those that a version comes with."""
    shown = figures(run, None).model_copy(update={"failures": (), "open": 0, "failed": 0})
    file.write_text(shown.model_dump_json(indent=1) + "\n", encoding="utf-8")


def figures(run: Run, before: Run | None) -> Figures:
    """Return what everybody may see of a run, compared with the run before it.

    Held questions, and those about exempt papers, are counted and not shown.
    """
    since = compare(before, run) if before else None
    cases = [row.placed.case for row in run.rows]
    scores = score(run.rows)
    shown = [one for one in cases if not one.held and not one.exempt]
    bad = [one for one in shown if failed(scores[one.id])]
    return Figures(
        run=run.header.name,
        started=run.header.started,
        commit=run.header.commit,
        questions=len(cases),
        held=sum(one.held for one in cases),
        writer=run.header.writer,
        told=tuple(_told(words, one, since) for words, one in section.rows(of_run(run))),
        open=len(shown),
        failed=len(bad),
        failures=tuple(
            Case(
                id=one.id, question=one.question, why=tuple(BY_NAME[name].label for name in wrong(scores[one.id]))
            )
            for one in bad
        ),
        against=before.header.name if before else None,
        moved=_moved(since) if since else (),
    )


def _why(scores: Scores) -> tuple[str, ...]:
    return tuple(BY_NAME[name].label for name in wrong(scores))


def _told(words: str, one: Figure, since: Comparison | None) -> Told:
    changes = {change.measure.name: change.before for change in since.changes} if since else {}
    return Told(
        name=one.name,
        said=words,
        value=one.value,
        low=one.low,
        high=one.high,
        n=one.n,
        before=changes.get(one.name),
    )


def _moved(since: Comparison) -> tuple[Case, ...]:
    return tuple(
        Case(id=one.row.placed.case.id, question=one.row.placed.case.question, why=one.why, better=one.better)
        for one in since.moved
        if not one.row.placed.case.held and not one.row.placed.case.exempt
    )
