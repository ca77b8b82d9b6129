"""Commitments found against commitments labelled: how many, whose, and when due.

The labels of ``eval/promised.jsonl`` name commitments of the sample papers by their words. They were drafted from
what was found and put right by reading the papers' minutes and notes sentence by sentence. Those called agreed are
labelled without a gap there, so that what is found besides them counts as wrong; intentions are a choice of clear
ones, so that only how many of them are found can be said.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.support.likeness import words
from corpus.commitments import find_commitments
from corpus.errors import MinutebookError
from corpus.records import Commitment, Document, Span
from eval.matching import overlap, places
from eval.runs import Promise

LABELS = Path(__file__).parent / "promised.jsonl"
# Share of the shorter of two stretches that has to lie in the other for both to be one commitment.
SAME = 0.5
_SMALL_WORDS = frozenset({"the", "of", "and", "to"})


class Label(BaseModel):
    """A commitment as a person reads it; owner and due date are left out where the paper leaves them open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    quote: str
    strength: str = "agreed"
    owner: str | None = None
    due_date: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A label and where its words stand, the first time in the paper."""

    label: Label
    span: Span


def load(file: Path = LABELS) -> tuple[Label, ...]:
    """Read labels. Raises MinutebookError that names the line which is no label."""
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(Label.model_validate(json.loads(line)))
        except (ValueError, ValidationError) as error:
            msg = f"Line {number} of {file.name} is no label of a commitment ({error}); correct it."
            raise MinutebookError(msg) from error
    return tuple(found)


def promises(papers: Mapping[str, Document], labels: Sequence[Label] | None = None) -> tuple[Promise, ...]:
    """Find the commitments of papers and hold them against the labels for those papers; none for other papers.

    Raises MinutebookError where a label's words do not stand in its paper.
    """
    found: list[Promise] = []
    told = load() if labels is None else labels
    for source in sorted({label.source for label in told} & set(papers)):
        placed = [_place(label, papers[source]) for label in told if label.source == source]
        found += judge(placed, find_commitments(papers[source]))
    return tuple(found)


def judge(labels: Sequence[Placed], found: Sequence[Commitment]) -> Iterator[Promise]:
    """Yield a row for each label, found or missed, then one for each agreed commitment that no label knows."""
    known: set[str] = set()
    for placed in labels:
        one = max(found, key=lambda one: _same(one, placed), default=None)
        if one is None or _same(one, placed) < SAME:
            yield Promise(outcome="missed", strength=placed.label.strength, said=placed.label.quote)
            continue
        known.add(one.id)
        yield _row(placed.label, one)
    near = {one.id for one in found for placed in labels if _same(one, placed) >= SAME}
    for one in found:
        if one.strength == "agreed" and one.id not in known | near:
            yield Promise(outcome="extra", strength=one.strength, said=one.quote)


def f1(hit: NDArray[np.bool_], extra: NDArray[np.bool_]) -> float:
    """Return twice what was found over what was labelled and what was said; 0.0 where nothing was.

    ``hit`` and ``extra`` hold a value for each label and each extra: a label is hit or not, an extra is no label.
    """
    labelled, said = int((~extra).sum()), int(hit.sum()) + int(extra.sum())
    return 2 * int(hit.sum()) / (labelled + said) if labelled + said else 0.0


def _row(label: Label, one: Commitment) -> Promise:
    theirs = set(words(label.owner or "")) - _SMALL_WORDS
    owner = bool(theirs & set(words(one.owner or ""))) if theirs else None
    due = (one.due_date or "")[:7] == label.due_date[:7] if label.due_date else None
    return Promise(outcome="found", strength=label.strength, owner=owner, due=due, said=label.quote)


def _same(one: Commitment, placed: Placed) -> float:
    return overlap(Span(one.start, one.end), placed.span)


def _place(label: Label, paper: Document) -> Placed:
    spans = places(label.quote, paper.source.text)
    if not spans:
        msg = f"{label.source} does not hold {label.quote[:60]!r}; correct {LABELS.name}."
        raise MinutebookError(msg)
    return Placed(label, spans[0])
