"""A language model as a judge of a run's answers, recorded, and how far it agrees with the figures.

Judges are no part of the gate: they cost a model and its mistakes. What they are for is to see whether the
deterministic figures measure what a reader would say; so their agreement is told with every verdict.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.records import Status
from assistant.writing.writing import neutral
from corpus.errors import MinutebookError
from eval.intervals import interval, mean_interval
from eval.reports.figures import Figure
from eval.runs import Row
from eval.scoring import Scores, score
from prompts.library import Message, load

_LINE = re.compile(r"^\W*(FAITHFUL|MATCH)\W+(yes|no)\b", re.IGNORECASE | re.MULTILINE)


class Model(Protocol):
    """What a judge needs of a language model."""

    @property
    def name(self) -> str:
        """What people call it."""

    def reply(self, messages: Sequence[Message]) -> str:
        """Return its whole reply. Raises MinutebookError where it gives none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of one answer, None where it did not say it in a way that can be read."""

    case: str
    faithful: bool | None
    match: bool | None


class Recorded:
    """Replies that are kept in a file of JSON lines by what was asked, so that no question is asked twice."""

    def __init__(self, file: Path, model: Model | None) -> None:
        """Read the replies so far; without a model only these can be given."""
        self._file = file
        self._model = model
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        try:
            kept = [json.loads(line) for line in text.splitlines() if line.strip()]
            self._kept = {(str(one["model"]), str(one["asked"])): str(one["reply"]) for one in kept}
        except (ValueError, KeyError, TypeError) as error:
            msg = f"{file} holds a line that is no recorded reply ({error}); correct it, or name another file."
            raise MinutebookError(msg) from error

    def reply(self, messages: Sequence[Message]) -> str:
        """Return the reply to a prompt: the kept one, else the model's, which is kept.

        Without a model the reply of any that was asked this is given. Raises MinutebookError where there is none.
        """
        asked = hashlib.sha256("\0".join(f"{one.role} {one.text}" for one in messages).encode()).hexdigest()
        names = [self._model.name] if self._model else sorted({model for model, _ in self._kept})
        for name in names:
            if (name, asked) in self._kept:
                return self._kept[name, asked]
        if self._model is None:
            msg = (
                "No language model is configured and this answer was not judged before: name one in llm_url or "
                "llm_file, or a file of recorded replies with --record."
            )
            raise MinutebookError(msg)
        reply = self._model.reply(messages)
        self._kept[self._model.name, asked] = reply
        with self._file.open("a", encoding="utf-8") as lines:
            kept = {"model": self._model.name, "asked": asked, "reply": reply}
            lines.write(json.dumps(kept, ensure_ascii=False) + "\n")
        return reply


def judged_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows that a judge can say something about: answers to questions that the papers answer."""
    answered = Status.ANSWERED
    return tuple(row for row in rows if row.status == answered.value and row.placed.case.status is answered)


def judge(rows: Sequence[Row], replies: Recorded, done: Callable[[], None] = lambda: None) -> tuple[Verdict, ...]:
    """Have every row judged; ``done`` is called after each. Raises MinutebookError where there is no reply."""
    found = []
    for row in rows:
        said = {
            key.lower(): word.lower() == "yes" for key, word in _LINE.findall(replies.reply(instructions(row)))
        }
        found.append(Verdict(row.placed.case.id, said.get("faithful"), said.get("match")))
        done()
    return tuple(found)


def instructions(row: Row) -> tuple[Message, ...]:
    """Return what a judge is told of a row; its text stands between lines with a code that nobody could know."""
    case = row.placed.case
    texts = {
        "question": neutral(case.standalone or case.question),
        "expected": neutral(case.answer),
        "quotes": "\n".join(f"{one.label}. {neutral(f'{one.quote} ({one.told})')}" for one in row.citations),
        "answer": neutral(row.text),
    }
    marker = hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()[:12]
    return load("judge").fill({"marker": marker, **texts})


def figures(verdicts: Sequence[Verdict], rows: Sequence[Row]) -> tuple[Figure, ...]:
    """Return what the judge found and how far it agrees with the figures, as a share and beyond chance.

    Faithful is held against supported sentences and figures, match against every point being held. A verdict that
    could not be read counts for nothing but ``judge_read``.
    """
    scores = score(rows)
    read = [float(one.faithful is not None and one.match is not None) for one in verdicts]
    found = [_mean("judge_read", read)] if read else []
    for name, ours in (("faithful", _faithful), ("match", _matching)):
        told = [
            (bool(said), ours(scores[one.case])) for one in verdicts if (said := getattr(one, name)) is not None
        ]
        found += _agreement(name, told)
    return tuple(found)


def kappa(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float:
    """Return Cohen's kappa (1960), agreement beyond what chance gives; 1.0 where both say one and the same."""
    same = float((first == second).mean())
    chance = float(first.mean() * second.mean() + (1 - first.mean()) * (1 - second.mean()))
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def _agreement(name: str, told: Sequence[tuple[bool, bool]]) -> Iterator[Figure]:
    if told:
        theirs, ours = (np.array(column) for column in zip(*told, strict=True))
        yield _mean(f"judge_{name}", [float(said) for said in theirs])
        yield _mean(f"judge_{name}_agrees", [float(same) for same in theirs == ours])
        yield Figure(
            f"judge_{name}_kappa",
            kappa(theirs, ours),
            *interval(len(told), lambda at: kappa(theirs[at], ours[at])),
            len(told),
        )


def _mean(name: str, values: Sequence[float]) -> Figure:
    return Figure(name, fmean(values), *mean_interval(values), len(values))


def _faithful(scores: Scores) -> bool:
    return scores["sentences_supported"] == scores["figures_supported"] == 1.0


def _matching(scores: Scores) -> bool:
    return scores["answer_right"] == 1.0
