"""A run: every case asked of one assistant, saved whole, so that it can be scored again without asking.

A run is a file of JSON lines: first what was run (settings, papers, model, versions, commit), then one line a case
with the case itself, the rankings, the answer and the time it took, then one line a trial of the checkers
and one a labelled commitment.
"""

import itertools
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.records import Signs
from corpus.errors import MinutebookError
from corpus.records import Span
from eval.cases import PlacedCase

FORMAT = 1
_ROW = '{"placed"'
_PROMISE = '{"outcome"'


class _Saved(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SavedHit(_Saved):
    """A retrieved chunk: where it stands, how many words it has, and its text as far as 1,500 words go."""

    source: str
    spans: tuple[Span, ...]
    words: int
    score: float
    text: str = ""


class SavedCitation(_Saved):
    """A citation; ``verbatim`` says that its quote stood at its offsets, ``told`` is what else it tells."""

    label: int
    quote: str
    source: str
    start: int
    end: int
    verbatim: bool
    told: str


class Row(_Saved):
    """One case and what came of it.

    ``status`` is the answer's, or "error" with the reason in ``error``. ``again`` says that asking a second time
    gave the same, ``reordered`` that papers read in another order did, None where that was not tried. For a
    follow-up ``alone`` holds the hits of its last turn without the conversation and ``standalone`` those of the
    question as the case says it in full.
    """

    placed: PlacedCase
    status: str
    text: str = ""
    searched_for: str = ""
    citations: tuple[SavedCitation, ...] = ()
    hits: tuple[SavedHit, ...] = ()
    alone: tuple[SavedHit, ...] | None = None
    standalone: tuple[SavedHit, ...] | None = None
    confidence: float | None = None
    signs: Signs | None = None
    again: bool | None = None
    reordered: bool | None = None
    error: str | None = None
    elapsed_ms: float = 0.0


class Trial(_Saved):
    """One labelled statement or quote: of what kind, whether it is bad, and whether the checker doubted it."""

    kind: str
    bad: bool
    doubted: bool
    said: str


class Promise(_Saved):
    """One labelled commitment, "found" or "missed", or an "extra" one that no label knows.

    ``owner`` and ``due`` say whether these were right, None where the label does not say.
    """

    outcome: str
    strength: str
    said: str
    owner: bool | None = None
    due: bool | None = None


class Header(_Saved):
    """What was run, when, and with what.

    ``settings``, ``papers`` and ``cases`` are digests; ``model`` embeds, ``reranker`` reads the best hits again,
    ``writer`` writes the answers, the latter two "" where there is none.
    """

    format: int = FORMAT
    name: str
    started: str
    seconds: float = 0.0
    commit: str | None = None
    settings: str = ""
    papers: str = ""
    cases: str = ""
    model: str = ""
    reranker: str = ""
    writer: str = ""
    versions: dict[str, str] = {}


class Run(_Saved):
    """A run: its header, its rows in the order of the cases' ids, the checkers' trials, and the commitments."""

    header: Header
    rows: tuple[Row, ...]
    trials: tuple[Trial, ...] = ()
    promises: tuple[Promise, ...] = ()


def save(run: Run, file: Path) -> None:
    """Write a run as JSON lines; the folder is made where it is missing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    told = (*run.rows, *run.trials, *run.promises)
    lines = (run.header.model_dump_json(), *(one.model_dump_json(exclude_defaults=True) for one in told))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load(file: Path) -> Run:
    """Read a run. Raises MinutebookError where the file is missing, cut short, or of another format."""
    try:
        header, *lines = file.read_text(encoding="utf-8").splitlines()
        rows = itertools.takewhile(lambda line: line.startswith(_ROW), lines)
        rest = [*itertools.dropwhile(lambda line: line.startswith(_ROW), lines)]
        trials = [line for line in rest if not line.startswith(_PROMISE)]
        return Run(
            header=Header.model_validate_json(header),
            rows=tuple(Row.model_validate_json(row) for row in rows),
            trials=tuple(Trial.model_validate_json(trial) for trial in trials),
            promises=tuple(Promise.model_validate_json(line) for line in rest[len(trials) :]),
        )
    except OSError as error:
        msg = f"The run {file} cannot be read ({error.strerror}); name a file that `python -m eval run` wrote."
        raise MinutebookError(msg) from error
    except (ValueError, ValidationError) as error:
        msg = f"{file} is not a whole run of this version; run the suite again with `python -m eval run`."
        raise MinutebookError(msg) from error
