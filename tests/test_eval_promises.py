"""Commitments held against labels, worked out by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from parsed import read

from corpus.commitments import find_commitments
from corpus.errors import MinutebookError
from corpus.records import Span
from eval.checks.promises import LABELS, Label, Placed, f1, judge, load, promises
from eval.reports.figures import Figure, figures
from eval.runs import Header, Promise, Run, save
from eval.runs import load as load_run

TEXT = """Larchmere Panel

Minutes of the meeting held on 6 February 2024

1. Custody

The PCC agreed to publish the figures by 31 March 2024.

The Panel requested a report on cells.
"""
PAPERS = {"paper.txt": read(TEXT)}
FIGURES = Label(
    source="paper.txt", quote="The PCC agreed to publish the figures", owner="the PCC", due_date="2024-03-31"
)
CELLS = Label(source="paper.txt", quote="requested a report on cells", owner="Treasurer", due_date="2024-05")
SAID = Label(source="paper.txt", quote="Larchmere Panel", strength="intention")


def by_name(found: tuple[Figure, ...]) -> dict[str, tuple[float, int]]:
    return {figure.name: (figure.value, figure.n) for figure in found}


def test_what_is_found_missed_and_found_besides_is_told_apart() -> None:
    assert promises(PAPERS, [FIGURES, CELLS, SAID]) == (
        Promise(outcome="found", strength="agreed", said=FIGURES.quote, owner=True, due=True),
        Promise(outcome="found", strength="agreed", said=CELLS.quote, owner=False, due=False),
        Promise(outcome="missed", strength="intention", said=SAID.quote),
    )
    (one, extra) = promises(PAPERS, [CELLS.model_copy(update={"owner": None, "due_date": None})])
    assert (one.outcome, one.owner, one.due) == ("found", None, None)
    assert (extra.outcome, extra.said) == ("extra", "The PCC agreed to publish the figures by 31 March 2024.")


def test_intentions_that_no_label_knows_are_not_wrong() -> None:
    commitments = [replace(one, strength="intention") for one in find_commitments(PAPERS["paper.txt"])]
    assert list(judge([Placed(FIGURES, Span(0, 5))], commitments)) == [
        Promise(outcome="missed", strength="agreed", said=FIGURES.quote)
    ]


def test_f1_is_twice_the_found_over_the_labelled_and_the_said() -> None:
    # Three labels, two of them found, and one extra: 2 * 2 / (3 + 3).
    assert f1(np.array([True, True, False, False]), np.array([False, False, False, True])) == pytest.approx(4 / 6)
    assert f1(np.array([], dtype=bool), np.array([], dtype=bool)) == 0.0


def test_a_run_keeps_its_promises_and_gives_their_figures(tmp_path: Path) -> None:
    told = (
        *promises(PAPERS, [FIGURES, CELLS, SAID]),
        Promise(outcome="extra", strength="agreed", said="The meeting closed."),
        Promise(outcome="missed", strength="agreed", said="Nobody saw this."),
    )
    run = Run(header=Header(name="one", started="now"), rows=(), promises=told)
    save(run, tmp_path / "run.jsonl")
    assert load_run(tmp_path / "run.jsonl") == run
    found = by_name(figures((), (), told))
    # Of three agreed labels two are found; of three called agreed two are; one owner of two and one date of two.
    assert found["commitments_found"] == (pytest.approx(2 / 3), 3)
    assert found["commitments_true"] == (pytest.approx(2 / 3), 3)
    assert found["commitments_f1"] == (pytest.approx(2 / 3), 4)
    assert found["commitment_owners"] == (0.5, 2)
    assert found["commitment_dues"] == (0.5, 2)
    assert found["intentions_found"] == (0.0, 1)


def test_labels_of_other_papers_are_left_aside_and_wrong_ones_refused(tmp_path: Path) -> None:
    assert promises(PAPERS, [Label(source="elsewhere.txt", quote="anything")]) == ()
    with pytest.raises(MinutebookError, match="does not hold 'never said'"):
        promises(PAPERS, [Label(source="paper.txt", quote="never said")])
    (tmp_path / "labels.jsonl").write_text('{"source": "a"}\n', encoding="utf-8")
    with pytest.raises(MinutebookError, match=r"Line 1 of labels\.jsonl is no label"):
        load(tmp_path / "labels.jsonl")


def test_the_labels_are_many_and_of_both_kinds() -> None:
    labels = load(LABELS)
    assert sum(label.strength == "agreed" for label in labels) > 80
    assert sum(label.strength == "intention" for label in labels) >= 25
