"""The gate: figures that a build has to reach, from ``eval/thresholds.toml``.

The file has a table for each slice ("all cases", or a slice such as "form: table"), and in it a line for each
figure: the least it may be, or the most where lower is better. A threshold that falls says why in the file:
``"recall@750" = { value = 0.80, because = "..." }``.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import MinutebookError
from eval.checkout import git
from eval.measures import BY_NAME
from eval.reports.figures import Figure

THRESHOLDS = Path(__file__).parent / "thresholds.toml"
ALL = "all cases"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What one figure of one slice (``part``, "" for all cases) has to reach."""

    part: str
    name: str
    value: float
    because: str | None = None

    @property
    def where(self) -> str:
        """The figure and its slice in words."""
        return f"{self.name} ({self.part or ALL})"


@dataclass(frozen=True, slots=True)
class Line:
    """A threshold held against a run; ``figure`` is None where no case of the run gives one."""

    threshold: Threshold
    figure: Figure | None

    @property
    def passed(self) -> bool:
        """Whether the figure reaches its threshold."""
        if self.figure is None:
            return False
        lower = BY_NAME[self.threshold.name].lower_is_better
        # Half of the last printed digit: what reads as reached is reached.
        margin = self.figure.value - self.threshold.value
        return (-margin if lower else margin) >= -0.0005

    def __str__(self) -> str:
        """One line for people: what was measured and what it had to be."""
        bound = "at most" if BY_NAME[self.threshold.name].lower_is_better else "at least"
        if self.figure is None:
            return f"{self.threshold.where}: no case gives it, must be {bound} {self.threshold.value:.3f}"
        seen = f"{self.figure.value:.3f} ({self.figure.low:.3f} to {self.figure.high:.3f}, n = {self.figure.n})"
        return f"{self.threshold.where}: {seen}, must be {bound} {self.threshold.value:.3f}"


def load(file: Path = THRESHOLDS) -> tuple[Threshold, ...]:
    """Read the thresholds of a file. Raises MinutebookError where it is missing or names no known figure."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        msg = f"The thresholds {file} cannot be read ({error.strerror}); name a TOML file that exists."
        raise MinutebookError(msg) from error
    return parse(text, file.name)


def parse(text: str, name: str = "thresholds") -> tuple[Threshold, ...]:
    """Read thresholds from TOML. Raises MinutebookError that names the line's slice and figure."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{name} is not TOML ({error}); correct it."
        raise MinutebookError(msg) from error
    return tuple(
        _threshold("" if part == ALL else part, figure, said, name)
        for part, lines in tables.items()
        for figure, said in (lines.items() if isinstance(lines, dict) else [(part, None)])
    )


def check(thresholds: Iterable[Threshold], figures: Iterable[Figure]) -> tuple[Line, ...]:
    """Hold a run's figures against the thresholds, in the order of the file."""
    measured = {(figure.part, figure.name): figure for figure in figures}
    return tuple(Line(one, measured.get((one.part, one.name))) for one in thresholds)


def fallen(now: Sequence[Threshold], earlier: Iterable[Sequence[Threshold]]) -> tuple[str, ...]:
    """Return a line for each threshold that once asked for more (or is gone) and gives no reason."""
    today = {(one.part, one.name): one for one in now}
    strictest: dict[tuple[str, str], Threshold] = {}
    for version in earlier:
        for one in version:
            known = strictest.get((one.part, one.name))
            if known is None or _asks_more(one, known):
                strictest[one.part, one.name] = one
    return tuple(_fallen_lines(today, strictest))


def earlier(file: Path = THRESHOLDS) -> tuple[tuple[Threshold, ...], ...]:
    """Return the thresholds of every committed version of the file that git still knows, newest first."""
    folder = file.resolve().parent
    commits = git(folder, "log", "--format=%H", "--", file.name) or ""
    texts = (git(folder, "show", f"{commit}:./{file.name}") for commit in commits.split())
    return tuple(parse(text, file.name) for text in texts if text)


def _fallen_lines(
    today: Mapping[tuple[str, str], Threshold], strictest: Mapping[tuple[str, str], Threshold]
) -> Iterable[str]:
    for key, once in sorted(strictest.items()):
        one = today.get(key)
        if one is None:
            yield f"{once.where}: its threshold of {once.value:.3f} is gone"
        elif _asks_more(once, one) and not one.because:
            yield f"{once.where}: its threshold was {once.value:.3f} and is {one.value:.3f}, with no 'because'"


def _asks_more(one: Threshold, other: Threshold) -> bool:
    measure = BY_NAME.get(one.name)
    if measure is None:
        return False
    return one.value < other.value if measure.lower_is_better else one.value > other.value


def _threshold(part: str, figure: str, said: object, file: str) -> Threshold:
    because = None
    if isinstance(said, dict):
        because, said = said.get("because"), said.get("value")
    if figure not in BY_NAME or not isinstance(said, int | float) or isinstance(said, bool):
        msg = f"{file} has no number for a known figure at {figure!r} ({part or ALL}); eval/README.md lists them."
        raise MinutebookError(msg)
    return Threshold(part, figure, float(said), str(because) if because else None)
