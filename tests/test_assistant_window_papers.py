"""The list of papers, what was understood of one, and papers added and removed, without a browser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fakes import BODY, DOCUMENT, HOSTILE, FakeCatalogue
from shelves import opened

from assistant.access.people import LOCAL, NOBODY, Person, Role
from assistant.window.lists import library
from assistant.window.lists.shelving import Shelf
from assistant.window.lists.understood import understood
from corpus.errors import MinutebookError
from corpus.records import Part, PartKind
from indexes.records import Meeting, Scope, StoredDocument

OFFICER = Person("ada", Role.OFFICER)
MINUTES = """Ashcombe Panel

Minutes of the meeting held on 2 May 2031

12. Lamp posts

The Panel agreed to mend nine lamp posts in Ashcombe by July 2031.
"""
(PAPER,) = FakeCatalogue().documents(None)
MEETINGS = FakeCatalogue().meetings(None)


def lists(words: str = "", *papers: StoredDocument) -> str:
    return library.shown(library.LIST, words, papers or (PAPER,), MEETINGS)


def test_papers_are_a_table_with_what_is_known_of_each() -> None:
    shown = lists()
    for said in ("Minutes, 7 March 2025", BODY, "7 March 2025", "minutes", "draft", "Page 4 is a picture.", "49"):
        assert said in shown
    assert shown.count('scope="col"') == 9
    assert "1 paper." in shown
    bare = lists("", replace(PAPER, parts=(Part(PartKind.OTHER, "", 0, 1),), pages=0, warnings=()))
    for said in ("not named", "not known", "not said", "no pages", "none"):
        assert said in bare


@pytest.mark.parametrize("words", ["harrowdale", "2025-03", "MARCH minutes", "notes</b>.pdf"])
def test_papers_are_found_by_their_words(words: str) -> None:
    assert "1 paper." in lists(words)


def test_what_does_not_fit_is_said() -> None:
    assert "None of 1 paper fits" in lists("april")
    assert "None of 1 paper fits" in library.shown(library.TIMELINE, "april", (PAPER,), MEETINGS)
    assert "No papers are indexed yet" in library.shown(library.LIST, "", (), ())


def test_a_long_list_says_that_it_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "MOST", 2)
    papers = [replace(PAPER, id=f"d{n}", source=f"{n}.pdf") for n in range(3)]
    shown = lists("", *papers)
    assert shown.count('scope="row"') == 2
    assert "3 papers; the first 2 are shown" in shown


def test_meetings_are_a_timeline_by_year() -> None:
    meetings = (*MEETINGS, Meeting(BODY, date(2024, 1, 9), ("gone",)), Meeting(BODY, None, (PAPER.id,)))
    shown = library.shown(library.TIMELINE, "", (PAPER,), meetings)
    years = [shown.index(f"<h3>{year}</h3>") for year in ("2025", "2024", "No date is known")]
    assert years == sorted(years)
    assert "(minutes)" in shown
    assert "3 meetings." in shown
    assert shown.count('<details class="year" open>') == 3


def test_of_a_long_timeline_the_newest_year_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "IN_SIGHT", 2)
    meetings = [Meeting(BODY, date(2025 - year, 1, day), ("gone",)) for year in range(3) for day in (1, 2, 3)]
    shown = library.shown(library.TIMELINE, "", (PAPER,), meetings)
    assert shown.index('<details class="year" open>') < shown.index("2025") < shown.index("2024")
    assert shown.count(" open>") == 1
    assert shown.count(" (3 meetings)") == 3


def test_what_was_understood_is_laid_out() -> None:
    shown = understood(DOCUMENT, PAPER)
    for said in ("Recorded offences: 2 rows; Offence | 2023/24 | 2024/25", "Minutes · Harrowdale", "1 item",
                 "Rural crime", "2026-11-03 from pdf", "says nothing of it", "Page 4 is a picture."):  # fmt: skip
        assert said in shown


def test_hostile_names_stay_text() -> None:
    paper = replace(PAPER, source=HOSTILE, title=HOSTILE, warnings=(HOSTILE,))
    for shown in (lists("", paper), understood(DOCUMENT, paper)):
        assert "<script>" not in shown
        assert "<img" not in shown


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with opened(tmp_path / "data") as assistant:
        yield Shelf(assistant)


def upload(folder: Path, name: str, content: bytes) -> str:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return str(folder / name)


def test_uploads_are_kept_in_the_data_folder_and_read(shelf: Shelf, tmp_path: Path) -> None:
    sent = [upload(tmp_path / "sent", "lamps.txt", MINUTES.encode()),
            upload(tmp_path / "sent", "broken.pdf", b"%PDF-1.7 nonsense")]  # fmt: skip
    *under_way, done = shelf.add(OFFICER, sent, exempt=False)
    assert all("Reading: " in said for said in under_way)
    assert "Done: 1 read, 1 failed." in done
    assert done.index("broken.pdf") < done.index("lamps.txt")
    kept = tmp_path / "data" / "papers"
    assert [one.name for one in kept.iterdir()] == ["lamps.txt"]
    assert list((tmp_path / "sent").iterdir()) == []
    assert shelf.stored(" lamps.txt ", Scope.PUBLIC).path == str((kept / "lamps.txt").resolve())

    *_, again = shelf.read_again(OFFICER, "lamps.txt")
    assert "Done: 1 read." in again
    with pytest.raises(MinutebookError, match="tick the box"):
        shelf.remove(OFFICER, "lamps.txt", sure=False)
    assert "Its file is deleted." in shelf.remove(OFFICER, "lamps.txt", sure=True)
    assert list(kept.iterdir()) == []
    with pytest.raises(MinutebookError, match=r"There is no paper 'lamps\.txt'"):
        shelf.stored("lamps.txt", Scope.PUBLIC)


def test_of_a_folder_each_file_is_told_by_itself(shelf: Shelf, tmp_path: Path) -> None:
    program = b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 40
    files = ("lamps.txt", MINUTES.encode()), ("notes.txt", program), ("map.jpg", b"no paper")
    sent = [upload(tmp_path / "sent", *one) for one in files]
    sent.append(upload(tmp_path / "sub", "lamps.txt", b"Others."))
    *_, done = shelf.add(OFFICER, sent, exempt=False)
    assert "Done: 1 read, 1 skipped, 2 failed." in done
    for said in (
        "passed over; map.jpg is no paper",
        "notes.txt cannot be added",
        "Another of the files has the name",
    ):
        assert said in done
    assert len(shelf.assistant.store.catalogue.documents(Scope.PUBLIC)) == 1
    *_, none = shelf.add(OFFICER, [upload(tmp_path / "sent", "map.jpg", b"no paper")], exempt=False)
    assert "Done: 1 skipped." in none


def test_exempt_uploads_are_withheld(shelf: Shelf, tmp_path: Path) -> None:
    *_, done = shelf.add(OFFICER, [upload(tmp_path / "sent", "lamps.txt", MINUTES.encode())], exempt=True)
    assert "Done: 1 read." in done
    catalogue = shelf.assistant.store.catalogue
    assert (len(catalogue.documents(Scope.PUBLIC)), len(catalogue.documents(Scope.OFFICER))) == (0, 1)


def test_officers_read_again_and_remove_exempt_papers_where_the_settings_allow_it(
    shelf: Shelf, tmp_path: Path
) -> None:
    list(shelf.add(OFFICER, [upload(tmp_path / "sent", "lamps.txt", MINUTES.encode())], exempt=True))
    assistant, reader = shelf.assistant, Person("bo", Role.READER)
    for person in (OFFICER, LOCAL):
        with pytest.raises(MinutebookError, match=r"There is no paper 'lamps\.txt'"):
            list(shelf.read_again(person, "lamps.txt", exempt=True))
    assistant.settings = assistant.settings.model_copy(update={"exempt_for_officers": True})
    with pytest.raises(MinutebookError, match=r"There is no paper 'lamps\.txt'"):
        list(shelf.read_again(OFFICER, "lamps.txt"))
    with pytest.raises(MinutebookError, match="may not add and remove papers"):
        shelf.remove(reader, "lamps.txt", sure=True, exempt=True)
    assert (shelf.seen(reader, True), shelf.seen(OFFICER, True)) == (Scope.PUBLIC, Scope.OFFICER)
    catalogue = assistant.store.catalogue
    (stored,) = catalogue.documents(Scope.OFFICER)
    listed = library.shown(library.LIST, "", (stored,), ())
    shown = understood(catalogue.document(stored.id, Scope.OFFICER), stored)
    assert "<strong>EXEMPT, not for publication</strong>" in listed
    assert "<strong>EXEMPT, not for publication</strong>" in shown
    assert "&amp;exempt=true#quote" in shown
    *_, again = shelf.read_again(OFFICER, "lamps.txt", exempt=True)
    assert "Done: 1 read." in again
    assert "Its file is deleted." in shelf.remove(OFFICER, "lamps.txt", sure=True, exempt=True)
    assert catalogue.documents(Scope.OFFICER) == ()


def test_what_is_understood_of_a_paper_that_is_exempt_in_part_does_not_tell_of_the_part() -> None:
    hidden = Part(PartKind.OTHER, "", 0, 0, exempt=True)
    empty = replace(DOCUMENT.tables[0], index=1, title=None, columns=())
    withheld = replace(DOCUMENT, parts=(*DOCUMENT.parts, hidden), tables=(*DOCUMENT.tables, empty))
    assert understood(withheld, PAPER) == understood(DOCUMENT, PAPER)
    whole = replace(PAPER, parts=(*PAPER.parts, hidden))
    assert "EXEMPT, not for publication, in part" in lists("", whole)


def test_a_folder_is_read_where_it_lies(shelf: Shelf, tmp_path: Path) -> None:
    paper = Path(upload(tmp_path / "folder", "lamps.txt", MINUTES.encode()))
    *_, done = shelf.add_folder(LOCAL, f" {paper.parent} ")
    assert "Done: 1 read." in done
    assert f"Its file stays at {paper}" in shelf.remove(LOCAL, "lamps.txt", sure=True)
    assert paper.is_file()
    (tmp_path / "empty").mkdir()
    *_, done = shelf.add_folder(LOCAL, str(tmp_path / "empty"))
    assert "There are no papers there" in done


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda shelf: shelf.add(NOBODY, [], exempt=False), "may not add and remove papers"),
        (lambda shelf: shelf.add(OFFICER, [], exempt=False), "No file was chosen"),
        (lambda shelf: shelf.add_folder(NOBODY, "/"), "may not add and remove papers"),
        (lambda shelf: shelf.add_folder(OFFICER, "/"), "upload the papers instead"),
        (lambda shelf: shelf.add_folder(LOCAL, " "), "No folder is named"),
        (lambda shelf: shelf.add_folder(LOCAL, "/no/such/folder"), "There is no file or folder"),
        (lambda shelf: shelf.read_again(NOBODY, "x"), "may not add and remove papers"),
        (lambda shelf: shelf.read_again(OFFICER, "x"), "There is no paper 'x'"),
        (lambda shelf: [shelf.remove(NOBODY, "x", sure=True)], "may not add and remove papers"),
        (lambda shelf: list(shelf.assistant.remove(["x"])), "There is no paper 'x'"),
    ],
)
def test_what_may_not_be_done_is_said(shelf: Shelf, act, said: str) -> None:
    with pytest.raises(MinutebookError, match=said):
        list(act(shelf))
