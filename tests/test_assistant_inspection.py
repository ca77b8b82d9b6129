"""What `minutebook inspect` prints of a paper."""

from dataclasses import replace
from io import StringIO

from parsed import read
from rich.console import Console

from assistant.terminal.inspection import show_document
from corpus.manifest import Given
from corpus.records import Document

AGENDA = """Agenda

Harrowdale Police and Crime Panel

Thursday, 13 June 2024

| Item No | Subject | Page No |
|---|---|---|
| 1 | Minutes of the previous meeting | |
| 2 | Rural Crime Plan | |

This page is intentionally left blank

HARROWDALE POLICE AND CRIME PANEL

Minutes of the meeting held on 7 March 2024

12 Minutes of the previous meeting

The minutes of 1 February 2024 were agreed, with two corrections: for 'reviewing' read 'approving' in minute 9; the
words 'in part' be deleted from minute 10.

13 Calls

The Chief Constable, Ann Oakes, gave the figures.

Month\tCalls
May\t14
June\t15
"""


def shown(document: Document) -> str:
    out = StringIO()
    show_document(Console(file=out, width=200), document)
    return out.getvalue()


def test_a_person_sees_what_was_understood() -> None:
    said = shown(read(AGENDA))
    for line in (
        "1 · Minutes of the previous meeting -> ",
        "· 2024-03-07 · under item 1 · draft (",
        "Tables: 2",
        "2 rows · Month | Calls",
        "Ann Oakes · Chief Constable",
        "2024-02-01 (1)",
        "Correction of 1 February 2024 · minute 9 · for “reviewing” read “approving”",
        "minute 10 · “in part” taken out",
    ):
        assert line in said, said


def test_long_lists_are_cut_and_a_manifest_is_named() -> None:
    days = " ".join(f"On {day} May 2024 it rained." for day in range(1, 16))
    document = read(f"{AGENDA}\n14 Weather\n\n{days}\n")
    document = replace(document, source=replace(document.source, given=Given(status="draft", exempt=True)))
    said = shown(document)
    assert "more (--json names them)" in said
    assert "Manifest: status draft, exempt" in said
