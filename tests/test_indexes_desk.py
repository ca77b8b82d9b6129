"""The desk: decisions are added, taken back and never lost."""

from pathlib import Path

import pytest

from corpus.errors import MinutebookError
from indexes.desk.desk import Anchor, Desk
from indexes.records import Scope

ABOUT = Anchor("c1", "lamps.txt", 10, 20, "nine lamps", "2031-05-02")
SECRET = Anchor("c2", "exempt.txt", 0, 5, "hush", None, exempt=True)


def test_reading_makes_no_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.reviews(Scope.OFFICER) == ()
    assert desk.version() == 0
    assert list(tmp_path.iterdir()) == []
    desk.close()


def test_decisions_are_kept_with_who_and_when(tmp_path: Path) -> None:
    times = iter(["2031-06-01T10:00:00+00:00", "2031-06-02T10:00:00+00:00"])
    desk = Desk(tmp_path / "new", clock=lambda: next(times))
    made = desk.record("edit", ABOUT, " Ada  Clerk ", changes={"owner": None, "due": "May"}, note=" Why. ")
    assert (made.who, made.note, made.changes, made.about) == (
        "Ada Clerk",
        "Why.",
        {"owner": None, "due": "May"},
        ABOUT,
    )
    undone = desk.undo(made.key, "Bo Chief", Scope.PUBLIC)
    assert (undone.at, undone.undone_at, undone.undone_by) == (
        "2031-06-01T10:00:00+00:00",
        "2031-06-02T10:00:00+00:00",
        "Bo Chief",
    )
    desk.close()
    again = Desk(tmp_path / "new")
    assert again.reviews(Scope.PUBLIC) == (undone,)
    assert again.version() == 1 + 1
    with pytest.raises(MinutebookError, match="taken back already, by Bo Chief"):
        again.undo(made.key, "Bo Chief", Scope.PUBLIC)
    again.close()


def test_decisions_about_exempt_papers_are_seen_by_officers_only(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    hidden = desk.record("confirm", SECRET, "Ada Clerk")
    merged = desk.record("merge", ABOUT, "Ada Clerk", target=SECRET)
    open_one = desk.record("confirm", ABOUT, "Ada Clerk")
    assert desk.reviews(Scope.PUBLIC) == (open_one,)
    assert desk.reviews(Scope.OFFICER) == (hidden, merged, open_one)
    with pytest.raises(MinutebookError, match="no decision number"):
        desk.undo(hidden.key, "Ada Clerk", Scope.PUBLIC)
    desk.close()


def test_a_decision_needs_a_name_and_a_place(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for act in (lambda: desk.record("confirm", ABOUT, " "), lambda: desk.undo(1, "", Scope.PUBLIC)):
        with pytest.raises(MinutebookError, match="name"):
            act()
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(MinutebookError, match="cannot be written"):
        Desk(blocked / "below").record("confirm", ABOUT, "Ada Clerk")
    desk.close()
