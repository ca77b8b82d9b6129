"""Uploaded papers: what is kept, under which name, and what is turned away."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.access.people import NOBODY, Person, Role
from assistant.access.uploads import Limits, admit, safe_name
from corpus.errors import MinutebookError
from corpus.reading.files import READABLE
from indexes.ingesting.walking import walk

OFFICER = Person("Ada", Role.OFFICER)
SAMPLE = Path(__file__).parents[1] / "corpus" / "sample" / "papers"


def file(folder: Path, name: str, content: bytes = b"Minutes of the panel.") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_papers_are_kept_under_their_names_and_can_be_ingested(tmp_path: Path) -> None:
    brought = sorted(SAMPLE.iterdir())
    data = tmp_path / "data"
    kept = admit(OFFICER, brought, data)
    assert [path.read_bytes() for path in kept] == [path.read_bytes() for path in brought]
    assert {path.parent for path in kept} == {data / "papers"}
    assert sorted(kept) == sorted(path for path in (data / "papers").rglob("*") if path.is_file())


def test_a_paper_of_the_same_name_is_replaced_and_exempt_ones_lie_apart(tmp_path: Path) -> None:
    incoming = tmp_path / "in"
    incoming.mkdir()
    first = admit(OFFICER, [file(incoming, "a.txt", b"Old.")], tmp_path)
    again = admit(OFFICER, [file(incoming, "a.txt", b"New.")], tmp_path)
    assert first == again == (tmp_path / "papers" / "a.txt",)
    assert again[0].read_text() == "New."
    (apart,) = admit(OFFICER, [file(incoming, "a.txt", b"Secret.")], tmp_path, exempt=True)
    assert apart == tmp_path / "papers" / "exempt" / "a.txt"


@pytest.mark.parametrize("person", [NOBODY, Person("Bob", Role.READER)])
def test_readers_bring_no_papers(tmp_path: Path, person: Person) -> None:
    with pytest.raises(MinutebookError, match="takes the role officer"):
        admit(person, [file(tmp_path, "a.txt")], tmp_path)
    assert not (tmp_path / "papers").exists()


def bomb(tmp_path: Path) -> bytes:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 10_000_000)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"<html><body>Not found</body></html>", "web page"),
        ("a.docx", b"no such thing", "damaged"),
        ("a.txt", b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 40, "program"),
        ("a.html", b"MZ\x90\x00\x03" + bytes(range(40)) * 40, "program"),
        ("a.txt", b"\x89PNG\r\n", "picture"),
        ("a.txt", b"", "empty"),
        ("a.exe", b"MZ", "no paper"),
        ("a.svg", b"<svg onload='alert(1)'/>", "no paper"),
        ("manifest.csv", b"file,status", "no paper"),
        (".pdf", b"%PDF-1.7", "no name"),
        ("con.txt", b"words", "no name"),
    ],
)
def test_what_is_no_paper_is_turned_away(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    good = file(tmp_path, "good.txt")
    with pytest.raises(MinutebookError, match=said):
        admit(OFFICER, [good, file(tmp_path, name, content)], tmp_path)
    assert not (tmp_path / "papers").exists()


def test_an_archive_is_no_paper_whatever_it_is_called(tmp_path: Path) -> None:
    with pytest.raises(MinutebookError, match="ZIP archive"):
        admit(OFFICER, [file(tmp_path, "a.docx", bomb(tmp_path))], tmp_path)


def test_links_and_missing_files_are_turned_away(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(file(tmp_path, "real.txt"))
    for name in ("link.txt", "gone.txt"):
        with pytest.raises(MinutebookError, match="did not arrive"):
            admit(OFFICER, [tmp_path / name], tmp_path)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(files=1), "2 files are too many"),
        (Limits(largest=10), "A file is larger"),
        (Limits(together=30), "together"),
    ],
)
def test_too_much_at_a_time_is_turned_away(tmp_path: Path, limits: Limits, said: str) -> None:
    files = [file(tmp_path, "a.txt"), file(tmp_path, "b.txt")]
    with pytest.raises(MinutebookError, match=said):
        admit(OFFICER, files, tmp_path, limits=limits)


def test_nothing_and_two_of_a_name_are_turned_away(tmp_path: Path) -> None:
    with pytest.raises(MinutebookError, match="No file"):
        admit(OFFICER, [], tmp_path)
    (tmp_path / "b").mkdir()
    with pytest.raises(MinutebookError, match=r"Two of the files are named a\.txt"):
        admit(OFFICER, [file(tmp_path, "a.txt"), file(tmp_path / "b", "a.txt")], tmp_path)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/minutes.txt", "minutes.txt"),
        ("C:\\papers\\minutes.pdf", "minutes.pdf"),
        ("..\\minutes.md", "minutes.md"),
        ("mi\u202ennutes\x00.txt", "minnutes.txt"),
        ('a<b>:"|?*.txt', "ab.txt"),
        (f"{'x' * 300}.docx", "x" * 146 + ".docx"),
        ("Report – final (2).PDF", "Report – final (2).PDF"),
    ],
)
def test_a_name_leads_nowhere_else(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(), st.sampled_from(sorted(READABLE)))
def test_no_name_leaves_the_folder(tmp_path_factory: pytest.TempPathFactory, text: str, suffix: str) -> None:
    try:
        name = safe_name(text + suffix)
    except MinutebookError:
        return
    assert Path(name).name == name
    assert not name.startswith(".")
    assert name.isprintable()
    assert len(name) <= 150


def test_what_is_on_its_way_is_no_paper_yet(tmp_path: Path) -> None:
    file(tmp_path, ".abc.part")
    assert walk([tmp_path]) == ()
