"""How good answers were in a run of the grounding suite: what the suite writes down, and the window shows.

The suite stands above this package, so the two meet in files: one that came with this version, and one that the
last run on this machine left in its folder, beside its report.
"""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import MinutebookError

SHIPPED = Path(__file__).parent / "figures.json"
"""The figures of this version, measured before it was given out; they stand in the README too."""

LAST = "last.json"
"""The figures of the last run, in the suite's folder."""

REPORT = "last.html"
"""The report of the last run, beside them: a page that needs nothing else."""


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Told(_Written):
    """One figure in plain words: ``value``, ``low`` and ``high`` are shares of 1, ``n`` how many they are of.

    ``name`` is what the suite calls it; ``before`` is its value in the run before, None where there was none.
    """

    name: str
    said: str
    value: float
    low: float
    high: float
    n: int
    before: float | None = None


class Case(_Written):
    """A question that went wrong, or came out otherwise than before, and in what."""

    id: str
    question: str
    why: tuple[str, ...] = ()
    better: bool = False


class Figures(_Written):
    """A run in figures. ``started`` is an ISO time; ``held`` of the questions are kept back and never listed.

    ``failed`` of ``open`` questions went wrong; ``against`` names the run before, None where there was none.
    """

    run: str
    started: str
    commit: str | None
    questions: int
    held: int
    writer: str
    told: tuple[Told, ...]
    open: int = 0
    failed: int = 0
    failures: tuple[Case, ...] = ()
    against: str | None = None
    moved: tuple[Case, ...] = ()

    def value(self, name: str) -> Told | None:
        """Return the figure of this name, where the run has it."""
        return next((one for one in self.told if one.name == name), None)


def read(file: Path) -> Figures | None:
    """Return the figures in a file, None where there is no such file.

    Raises:
        MinutebookError: it cannot be read, or is of another version.
    """
    try:
        return Figures.model_validate_json(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise MinutebookError(
            f"The figures in {file} cannot be read: run the suite again with `python -m eval run`."
        ) from error
