import json
from dataclasses import replace

from eval_fixtures import LINES, PAPERS, SOURCE, paper

from eval.cases import Case, place
from eval.exchange.draft import drafts


def test_drafts_hold_a_figure_its_evidence_and_no_question() -> None:
    made = [json.loads(line) for line in drafts(PAPERS, 10)]
    # of the five lines one sentence and one row hold a figure
    assert [one["answer"] for one in made] == [LINES[1], LINES[2].replace("\t", " ")]
    assert [one["points"] for one in made] == [["84"], ["38"]]
    assert all(one["turns"] == [""] for one in made)
    assert [one["held"] for one in made] == [False, True]


def test_a_draft_with_a_question_is_a_case_that_matches_its_paper() -> None:
    cases = [
        Case.model_validate(json.loads(line) | {"turns": ["How many calls were answered in time?"]})
        for line in drafts(PAPERS, 2)
    ]
    assert [one.ways[0][0].quote.split()[0] for one in place(cases, PAPERS)] == ["The", "Burglary"]


def test_drafts_are_taken_from_all_papers_in_turn() -> None:
    other = replace(paper(), source=replace(paper().source, source="other.txt"))
    sources = [
        json.loads(line)["evidence"][0]["source"] for line in drafts({SOURCE: paper(), "other.txt": other}, 3)
    ]
    assert sources == [SOURCE, "other.txt", SOURCE]
    assert drafts({}, 3) == ()
