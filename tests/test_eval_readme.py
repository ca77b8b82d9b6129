"""What the suite's README says is so."""

import json
import re
from collections import Counter
from pathlib import Path

import eval as package
from eval.cases import Case, CaseType, load
from eval.gate import parse
from eval.measures import BY_NAME

FOLDER = Path(package.__file__).parent
README = (FOLDER / "README.md").read_text(encoding="utf-8")


def rows(title: str) -> list[list[str]]:
    """The rows of the first table under a heading or a table's head."""
    after = README[README.index(title) :]
    lines = after.partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_figure_is_explained() -> None:
    told = {name for row in rows("| Figure | What it says |") for name in named(row[0])}
    assert told == set(BY_NAME)


def test_every_field_and_type_is_explained() -> None:
    fields = rows("| Field | What to write |")
    assert {name for row in fields for name in named(row[0])} == set(Case.model_fields)
    assert all(kind.value in fields[1][1] for kind in CaseType)


def test_every_file_is_listed() -> None:
    told = {name.rstrip("/") for row in rows("| File | What it does |") for name in named(row[0])}
    ours = {path.name for path in FOLDER.iterdir() if not path.name.startswith("__")} - {"README.md"}
    assert told == ours


def test_the_example_is_a_case_of_the_suite() -> None:
    block = README[README.index('    {"id"') : README.index("(One line in the file")]
    example = Case.model_validate(json.loads(block))
    assert example.model_copy(update={"evidence_or": ()}) in [
        case.model_copy(update={"evidence_or": (), "held": False}) for case in load()
    ]


def test_the_example_of_a_threshold_is_one() -> None:
    line = next(line for line in README.splitlines() if "because =" in line)
    assert parse(f'["all cases"]\n{line.strip()}')[0].because


def test_half_of_the_cases_are_held_and_all_kinds_are_there() -> None:
    cases = load()
    assert 0.4 < sum(case.held for case in cases) / len(cases) < 0.6
    assert {case.type for case in cases} == set(CaseType)
    assert min(Counter(case.type for case in cases).values()) >= 15
    tags = Counter(tag for case in cases for tag in case.tags)
    fewest = {"typo": 20, "short": 30, "acronym": 20, "formal": 30, "near-miss": 30, "hostile": 15, "exempt": 5}
    assert {tag: tags[tag] for tag, least in fewest.items() if tags[tag] < least} == {}
    lengths = Counter(len(case.turns) for case in cases)
    assert min(lengths[turns] for turns in (2, 3, 4)) >= 5
    assert {source.startswith("northmoor") for case in cases if case.type is CaseType.COMPARISON
            for source in (case.evidence[0].source, case.evidence[-1].source)} == {True, False}  # fmt: skip
    by_id = {case.id: case for case in cases}
    assert all(by_id[case.like].held is case.held for case in cases if case.like)
