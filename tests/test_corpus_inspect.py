"""What a person or a script is told of a paper."""

import json

import pytest
from parsed import read

from corpus.inspect import coverage, describe

_TEXT = """Draft Minutes

Fenmere Police and Crime Panel

Monday, 9 December 2024

41 Apologies

The Police and Crime Commissioner (PCC) sent apologies.

42 Budget

The PCC agreed to share the figures below.

Month\tSpent
May\t£14m
June\t£15m

Page 9
"""


def test_the_fields_of_the_contract_and_more() -> None:
    told = describe(read(_TEXT))
    assert json.loads(json.dumps(told)) == told
    assert told["source"] == "paper.txt"
    assert told["pages"] is None
    (part,) = told["parts"]  # type: ignore[misc]
    assert {key: part[key] for key in ("kind", "body", "meeting_date", "status", "exempt")} == {
        "kind": "minutes",
        "body": "Fenmere Police and Crime Panel",
        "meeting_date": "2024-12-09",
        "status": "draft",
        "exempt": False,
    }
    assert [(item["number"], item["title"]) for item in part["items"]] == [("41", "Apologies"), ("42", "Budget")]
    assert _TEXT[part["items"][1]["start"] :].startswith("42 Budget")
    (table,) = told["tables"]  # type: ignore[misc]
    assert (table["columns"], table["rows"]) == (["Month", "Spent"], 2)
    assert told["acronyms"] == [{"short": "PCC", "long": "Police and Crime Commissioner"}]


def test_people_days_and_corrections_are_told() -> None:
    text = _TEXT.replace(
        "42 Budget\n",
        "42 Minutes\n\nThe minutes of 4 November 2024 were agreed, with minute 38: for 'May' read 'June'.\n\n"
        "The Chief Constable, Ann Oakes, spoke. Chief Constable Ann Oakes was thanked on 9 December 2024.\n\n"
        "43 Budget\n",
    )
    told = describe(read(text))
    oakes = {"name": "Ann Oakes", "role": "Chief Constable", "organisation": None, "aliases": []}
    assert oakes in told["people"]  # type: ignore[operator]
    assert told["dates"] == [{"words": "2024-11-04", "times": 1}, {"words": "2024-12-09", "times": 2}]
    (correction,) = told["corrections"]  # type: ignore[misc]
    assert {name: correction[name] for name in ("minutes_date", "minute", "old", "new")} == {
        "minutes_date": "2024-11-04",
        "minute": "38",
        "old": "May",
        "new": "June",
    }


def test_coverage_leaves_out_furniture_and_white_space() -> None:
    document = read(_TEXT)
    letters = len("".join(_TEXT.split()))
    assert coverage(document) == pytest.approx((letters - len("Page9")) / letters)
    assert coverage(read("\n")) == 1.0


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("Report\n\nThe report is here.\n", "no meeting date is stated"),
        ("Report\n\nThe report is here.\n", "the body that met is not named"),
        ("Minutes:\n\nIt was said ...  view the full minutes text for item 3.\n", "the text is cut"),
        ("1. APOLOGIES\n\n2. BUDGET\n", "no paragraph was found"),
        (
            "Report\n\nA\tTarget\tActual\nCalls\t12 14\t13\t15\t19\nDays\t3\t4\n",
            "could not be put under the columns",
        ),
    ],
)
def test_warnings_say_what_is_missing(text: str, warning: str) -> None:
    assert any(warning in said for said in read(text).warnings)


def test_minutes_without_a_date_in_a_pack_are_pointed_out() -> None:
    document = read(
        "Agenda\n\nFenmere Panel\n\nThursday, 6 February 2025\n\nAll are welcome to come and hear what is "
        "said.\n\n"
        "This page is intentionally left blank\n\nMINUTES OF THE FENMERE PANEL\n\n1. Apologies\n\nNone were "
        "sent.\n\n"
        "2. Budget\n\nIt was noted.\n"
    )
    assert any("state no date" in warning for warning in document.warnings)
    assert document.parts[1].meeting_date is None
