"""Which files are found, and what they are called."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import MinutebookError
from indexes.ingesting.walking import Found, names, walk


def touch(folder: Path, *places: str) -> None:
    for place in places:
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


def test_files_are_found_in_sorted_order_each_once(tmp_path):
    touch(tmp_path, "b.txt", "a.txt", "c/d.txt", ".git/x.txt", "~$b.txt", ".hidden", "c/.e.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "missing")
    found = walk([tmp_path, tmp_path / "c", tmp_path / "a.txt"])
    assert [one.path.relative_to(tmp_path).as_posix() for one in found] == ["a.txt", "b.txt", "c/d.txt"]
    assert {one.root for one in found} == {tmp_path}


def test_a_file_is_its_own_root(tmp_path):
    touch(tmp_path, "a.txt")
    assert walk([tmp_path / "a.txt"]) == (Found(tmp_path / "a.txt", tmp_path / "a.txt"),)


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(MinutebookError, match="There is no file or folder"):
        walk([tmp_path / "missing"])


def test_a_folder_that_cannot_be_listed_is_said(tmp_path, monkeypatch):
    import indexes.ingesting.walking

    def refused(folder, onerror):
        onerror(PermissionError(13, "Permission denied", str(folder)))
        yield from ()

    monkeypatch.setattr(indexes.ingesting.walking.os, "walk", refused)
    with pytest.raises(MinutebookError, match="cannot be listed \\(Permission denied\\)"):
        walk([tmp_path])


def called(root: str, *places: str, taken: dict[str, str] | None = None) -> dict[str, str]:
    found = [Found(Path(root) / place, Path(root)) for place in places]
    given_names = {Path(path): name for path, name in (taken or {}).items()}
    return {path.relative_to(root).as_posix(): name for path, name in names(found, given_names).items()}


def test_names_are_those_of_the_files_unless_shared():
    assert called("/p", "a.txt", "n/b.txt") == {"a.txt": "a.txt", "n/b.txt": "b.txt"}
    assert called("/p", "a/m.txt", "b/m.txt", "b/x.txt") == {
        "a/m.txt": "a/m.txt", "b/m.txt": "b/m.txt", "b/x.txt": "x.txt",
    }  # fmt: skip
    assert called("/p", "m.txt", "b/m.txt") == {"m.txt": "m.txt", "b/m.txt": "b/m.txt"}


def test_names_that_others_hold_are_made_longer():
    assert called("/p/q", "m.txt", taken={"/r/m.txt": "m.txt"}) == {"m.txt": "q/m.txt"}
    assert called("/p/q", "m.txt", taken={"/r/m.txt": "m.txt", "/r/q/m.txt": "q/m.txt"}) == {"m.txt": "p/q/m.txt"}
    assert called("/p", "m.txt", taken={"/r/other.txt": "other.txt"}) == {"m.txt": "m.txt"}


_STEP = st.sampled_from(["a", "b", "c"])
_PATHS = st.lists(st.lists(_STEP, min_size=1, max_size=4), min_size=1, max_size=8, unique_by=tuple)


@given(_PATHS, st.integers(0, 2))
def test_no_two_files_are_called_the_same(paths, depth):
    """Also where the files come from different roots; and every name ends in the file's own."""
    found = []
    for steps in paths:
        path = Path("/", *steps).with_suffix(".txt") / "m.txt"
        found.append(Found(path, Path("/", *path.parts[1 : 1 + depth])))
    chosen = names(found, {Path("/z/m.txt"): "m.txt"})
    assert len(set(chosen.values()) | {"m.txt"}) == len(found) + 1
    assert all(Path(name).name == path.name for path, name in chosen.items())
    assert names(list(reversed(found)), {Path("/z/m.txt"): "m.txt"}) == chosen
