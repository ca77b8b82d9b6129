"""The commands for bad days: they say what they did, and what they could not do in one sentence."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from index_fakes import FakeEmbedder, ingest, open_store, write

from assistant import building, cli, log, opening
from indexes.desk.desk import Anchor, Desk
from indexes.keeping import checking, mending
from indexes.keeping.probing import look
from indexes.searching.chroma import UnusableVectorsError
from indexes.searching.vectors import Vectors


def probe(name: str, folder: Path) -> str | None:
    vectors = Vectors(name, folder=folder, generation=lambda: 0)
    try:
        return look(vectors)
    except UnusableVectorsError as error:
        return error.reason
    finally:
        vectors.close()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with one paper and one decision, looked at in this process and encoded without a model."""
    for module in (building, opening):
        monkeypatch.setattr(module, "make_embedder", lambda _: FakeEmbedder())
    for module in (checking, mending):
        monkeypatch.setattr(module, "probe", probe)
    with open_store(tmp_path / "var") as store:
        ingest([write(tmp_path / "papers", notes="@ notes\nThe pump was repaired.\n")], store)
    desk = Desk(tmp_path / "var")
    desk.record("confirm", Anchor("c1", "notes.txt", 0, 4, "pump"), "Ada Clerk")
    desk.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINUTEBOOK_DATA", str(tmp_path / "var"))
    yield tmp_path / "var"
    log.close_log()


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert cli.run(arguments) == code
    out, err = capsys.readouterr()
    assert bool(err) == bool(code)
    return (err or out).strip()


def test_a_backup_is_made_and_brought_back(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = said(capsys, "backup", "b.zip")
    assert made.startswith("b.zip: 1 papers, 1 decisions, 0 conversations, 0 judgements, 0 users, ")
    assert "is there already" in said(capsys, "backup", "b.zip", code=1)
    assert "holds an index, decisions or users already" in said(capsys, "restore", "b.zip", code=1)
    brought = said(capsys, "restore", "b.zip", "--data", "elsewhere")
    assert "elsewhere: 1 papers, 1 decisions, 0 conversations, " in brought
    assert brought.endswith("uploaded files")
    assert said(capsys, "verify", "--data", "elsewhere") == "Catalogue, Chroma, keyword index and files agree."
    assert "1 papers" in said(capsys, "restore", "b.zip", "--force")
    Path("b.zip").write_bytes(b"nothing")
    assert "cannot be restored" in said(capsys, "restore", "b.zip", "--force", code=1)


def test_what_was_lost_is_mended(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(data / (data / "CURRENT").read_text().strip() / "chroma")
    assert cli.run(["verify"]) == 1
    assert "run `minutebook mend`" in capsys.readouterr().out
    assert said(capsys, "mend") == "Vectors and keyword index agree with the catalogue."
    assert said(capsys, "verify") == "Catalogue, Chroma, keyword index and files agree."


def test_what_cannot_be_used_is_built_anew(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = data / (data / "CURRENT").read_text().strip()
    (place / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 200)
    assert cli.run(["mend"]) == 0
    assert "agree with the catalogue" in capsys.readouterr().out
    assert said(capsys, "verify") == "Catalogue, Chroma, keyword index and files agree."
