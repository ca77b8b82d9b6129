"""Manifests: what they may say, how their mistakes are named, and what becomes of a paper."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from parsed import source

from corpus.errors import MinutebookError
from corpus.inspect import describe
from corpus.manifest import (
    Entry,
    Given,
    given_by,
    given_of,
    mark,
    merged,
    misnamed,
    overrule,
    read_csv,
    read_toml,
    values_of,
)
from corpus.parsing import parse
from corpus.reading.manifests import Manifests
from corpus.records import Part, PartKind

BODY = "Harrowdale Police and Crime Panel"
HEADER = "file,body,date,kind,title,status\n"


def test_a_table_says_what_it_says_and_nothing_else() -> None:
    entries = read_csv(
        "\ufeffFile, Status ,date\nminutes.txt,draft,2024-06-13\n\n./old/notes.txt,,13/06/2024\nplan.pdf,,\n", "m"
    )
    assert entries == (
        Entry("minutes.txt", Given(meeting_date=date(2024, 6, 13), status="draft")),
        Entry("old/notes.txt", Given(meeting_date=date(2024, 6, 13))),
        Entry("plan.pdf", Given()),
    )


def test_semicolons_and_tabs_part_columns_too() -> None:
    for separator in ";\t":
        text = f'file{separator}title\nfirst.pdf{separator}"Estates, and more"\n'
        assert read_csv(text, "m") == (Entry("first.pdf", Given(title="Estates, and more")),)


@pytest.mark.parametrize("day", ["2024-06-13", "13/06/2024", "13 June 2024", "Thursday, 13th June 2024"])
def test_days_are_read_as_people_write_them(day: str) -> None:
    (entry,) = read_csv(f'file,date\na.txt,"{day}"\n', "m")
    assert entry.given.meeting_date == date(2024, 6, 13)


def test_toml_says_the_same() -> None:
    text = f'["minutes.txt"]\nbody = "{BODY}"\ndate = 2024-06-13\nkind = "minutes"\nstatus = "approved, exempt"\n'
    expected = Given(BODY, date(2024, 6, 13), PartKind.MINUTES, status="approved", exempt=True)
    assert read_toml(text, "m") == (Entry("minutes.txt", expected),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no single column 'file'"),
        ("name,body\na.txt,x\n", "a column 'name'"),
        ("file,file\na.txt,b.txt\n", "no single column 'file'"),
        (f"{HEADER},x,,,,\n", "m, line 2, names no file"),
        (f"{HEADER}../a.txt,x,,,,\n", "not below the manifest"),
        (f"{HEADER}a.txt,,in June,,,\n", "the date 'in June', which is not a day"),
        (f"{HEADER}a.txt,,31/02/2024,,,\n", "which is not a day"),
        (f"{HEADER}a.txt,,,letter,,\n", "the kind 'letter'"),
        (f"{HEADER}a.txt,,,,,secret\n", "the status 'secret'"),
        (f"{HEADER}a.txt,,,,,draft approved\n", "two statuses, draft or approved"),
        (f"{HEADER}a.txt,x,,,,,and,more\n", "more cells than there are columns"),
        (f"{HEADER}a.txt,x,,,,\na.txt,y,,,,\n", "two things of a.txt"),
    ],
)
def test_a_mistake_in_a_table_is_named_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(MinutebookError, match=said) as caught:
        read_csv(text, "m")
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[minutes", "m is not TOML"),
        ('body = "x"\n', "says nothing of a file"),
        ('[minutes.txt]\nbody = "x"\n', "put the file's name in quotes"),
        ('["minutes.txt"]\ncommittee = "x"\n', "the keys are body, date, kind, title or status"),
        ('["minutes.txt"]\ndate = "soon"\n', "which is not a day"),
    ],
)
def test_a_mistake_in_toml_is_named_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(MinutebookError, match=said):
        read_toml(text, "m")


def test_a_files_own_line_beats_a_pattern_and_a_nearer_manifest_one_above() -> None:
    entries = read_csv(f"{HEADER}*,{BODY},,,,\nsub/*.txt,,2024-06-13,,,\nsub/a.txt,Cabinet,,,,\n", "m")
    assert given_by(entries, "b.pdf") == Given(body=BODY)
    assert given_by(entries, "sub/b.txt") == Given(body=BODY, meeting_date=date(2024, 6, 13))
    assert given_by(entries, "sub/a.txt") == Given(body="Cabinet", meeting_date=date(2024, 6, 13))
    assert merged(Given(body=BODY, exempt=True), Given(body="Cabinet")) == Given(body="Cabinet", exempt=True)
    assert list(misnamed(entries, ["b.pdf", "sub/b.txt"])) == ["sub/a.txt"]


def test_marks_tell_givens_apart() -> None:
    marks = [mark(given) for given in (None, Given(), Given(exempt=True), Given(body=BODY))]
    assert marks[0] == ""
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize(
    "given",
    [
        None,
        Given(),
        Given(exempt=True),
        Given(BODY, date(2024, 6, 13), PartKind.PLAN, "A title", "draft", exempt=True),
    ],
)
def test_what_is_stored_is_read_back(given: Given | None) -> None:
    assert given_of(values_of(given)) == given


def test_a_pack_takes_body_and_date_but_its_old_minutes_keep_theirs() -> None:
    agenda = Part(PartKind.AGENDA, "Agenda", 0, 9)
    minutes = Part(PartKind.MINUTES, "Minutes", 10, 19)
    other = Part(PartKind.REPORT, "Report", 20, 29, body="Cabinet", meeting_date=date(2020, 1, 2))
    report = Part(PartKind.REPORT, "Report", 30, 39)
    given = Given(BODY, date(2024, 6, 13), title="The pack", status="draft", exempt=True)
    found = overrule([agenda, minutes, other, report], given)
    assert [part.body for part in found] == [BODY, BODY, "Cabinet", BODY]
    assert [part.meeting_date for part in found] == [
        given.meeting_date,
        None,
        date(2020, 1, 2),
        given.meeting_date,
    ]
    assert [part.title for part in found] == ["The pack", "Minutes", "Report", "Report"]
    assert [part.status for part in found] == ["draft", None, None, None]
    assert all(part.exempt for part in found)
    assert overrule([agenda], None) == [agenda]


def test_a_parsed_paper_is_what_its_manifest_says() -> None:
    page = source("Agenda item\n\nEstates\n\nMinutes:\n\nThe Panel noted the report on Ferry Lane.\n")
    before = parse(page)
    assert "no meeting date is stated" in before.warnings
    given = Given(BODY, date(2024, 6, 13), PartKind.NOTES, "Estates, June", "draft")
    after = parse(replace(page, given=given))
    assert after.title == "Estates, June"
    (part,) = after.parts
    assert (part.kind, part.body, part.meeting_date, part.status) == (
        PartKind.NOTES,
        BODY,
        given.meeting_date,
        "draft",
    )
    assert not [warning for warning in after.warnings if "stated" in warning or "named" in warning]
    assert describe(after)["manifest"] == {
        "body": BODY,
        "date": "2024-06-13",
        "kind": "notes",
        "title": "Estates, June",
        "status": "draft",
    }


def test_manifests_are_found_up_to_the_folder_that_was_named(tmp_path) -> None:
    papers, deep = tmp_path / "papers", tmp_path / "papers" / "2024"
    deep.mkdir(parents=True)
    paper = deep / "minutes.txt"
    paper.write_text("Minutes")
    (tmp_path / "manifest.csv").write_text("file,body\npapers/2024/minutes.txt,Cabinet\n")
    (papers / "manifest.toml").write_text('["2024/minutes.txt"]\nstatus = "exempt"\n')
    (deep / "manifest.csv").write_bytes("file,title,date\nminutes.txt,Café rent,\ngone.txt,x,\n".encode("cp1252"))
    found = Manifests()
    assert found.given(paper, paper) == Given(title="Café rent")
    assert found.given(paper, papers) == Given(title="Café rent", exempt=True)
    assert found.given(paper, tmp_path) == Given(body="Cabinet", title="Café rent", exempt=True)
    assert found.unknown([paper]) == {
        tmp_path / "manifest.csv": (),
        papers / "manifest.toml": (),
        deep / "manifest.csv": ("gone.txt",),
    }
    (deep / "manifest.toml").write_text("")
    with pytest.raises(MinutebookError, match=r"both manifest\.csv and manifest\.toml"):
        Manifests().given(paper, paper)


def test_the_sample_manifest_names_papers_that_are_there() -> None:
    folder = Path(__file__).parents[1] / "corpus" / "sample"
    papers = sorted((folder / "papers").iterdir())
    found = Manifests()
    said = {path.name: given for path in papers if (given := found.given(path, folder)) is not None}
    assert found.unknown(papers) == {folder / "manifest.csv": ()}
    assert len(said) >= 3
    assert {given.status for given in said.values()} >= {"approved"}
    assert [given.meeting_date for given in said.values() if given.meeting_date]
    # Those who ingest the papers' own folder, as the examples do, read them without it.
    assert all(Manifests().given(path, path.parent) is None for path in papers)


@pytest.mark.parametrize(
    "folder", ["exempt", "Exempt papers", "PART 2", "part ii (exempt)", "not for publication"]
)
def test_a_folder_labels_what_lies_below_it(tmp_path: Path, folder: str) -> None:
    deep = tmp_path / "papers" / folder / "2031" / "March"
    deep.mkdir(parents=True)
    paper = deep / "minutes.txt"
    (deep / "manifest.csv").write_text("file,status,body\nminutes.txt,approved,Cabinet\n")
    for root in (tmp_path, deep, paper):
        assert Manifests().given(paper, root) == Given("Cabinet", status="approved", exempt=True)


@pytest.mark.parametrize("folder", ["private", "part 2 of 3", "exemptions", "Part 1", "public"])
def test_other_folders_label_nothing(tmp_path: Path, folder: str) -> None:
    assert Manifests().given(tmp_path / folder / "minutes.txt", tmp_path) is None
