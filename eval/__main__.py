"""The commands of the grounding suite: ``python -m eval run | compare | gate | report | sets | trec | ...``."""

import sys
from collections.abc import Sequence

import typer

from corpus.errors import MinutebookError
from eval.commands import exchanging, measuring, speed

app = typer.Typer(
    help="Measures how well the assistant answers, and fails a build that answers worse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("check")(measuring.check_cases)
app.command("run")(measuring.run_cases)
app.command("compare")(measuring.compare_runs)
app.command("gate")(measuring.hold_against_thresholds)
app.command("report")(measuring.report_run)
app.command("crowd")(measuring.ask_together)
app.command("calibrate")(measuring.calibrate)
app.command("draft")(exchanging.draft)
app.command("sets")(exchanging.search_set)
app.command("trec")(exchanging.trec)
app.command("ragas")(exchanging.export_ragas)
app.command("judge")(exchanging.judge)
app.command("bench")(speed.bench)
app.command("endure")(speed.endure)
app.command("paint")(speed.paint)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; expected failures are one sentence on standard error."""
    try:
        outcome = typer.main.get_command(app).main(
            args=list(sys.argv[1:] if arguments is None else arguments),
            prog_name="python -m eval",
            standalone_mode=False,
        )
    except MinutebookError as error:
        typer.echo(str(error), err=True)
        return 1
    except typer.exceptions.TyperException as error:
        typer.echo(f"{error.format_message()} See `python -m eval --help`.", err=True)
        return 1
    return outcome if isinstance(outcome, int) else 0


if __name__ == "__main__":
    sys.exit(main())
