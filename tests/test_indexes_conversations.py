"""Saved conversations: each person's own, found by their words, renamed and deleted."""

from itertools import count
from pathlib import Path

import pytest

from corpus.errors import MinutebookError
from indexes.desk.conversations import LONGEST_TITLE, Conversations


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    seconds = count()
    return Conversations(tmp_path / "new", clock=lambda: f"2031-06-01T10:00:{next(seconds):02}+00:00")


def test_reading_makes_no_file(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    assert kept.list("ada") == ()
    with pytest.raises(MinutebookError, match="not saved any more"):
        kept.content("ada", "x")
    assert list(tmp_path.iterdir()) == []
    kept.close()


def test_a_conversation_is_saved_and_saved_again_in_its_place(kept: Conversations) -> None:
    first = kept.save("ada", "[1]", title="Lamp  posts?", words="Lamp posts nine")
    other = kept.save("ada", "[2]", title="Roads?", words="roads")
    assert [one.title for one in kept.list("ada")] == ["Roads?", "Lamp posts?"]
    assert kept.save("ada", "[1, 3]", title="ignored", words="lamp posts ten", known=first) == first
    assert [one.id for one in kept.list("ada")] == [first, other]
    assert kept.content("ada", first) == "[1, 3]"
    assert kept.list("ada")[0].begun_at < kept.list("ada")[0].changed_at


def test_it_is_found_by_all_of_the_words_and_signs_are_no_wildcards(kept: Conversations) -> None:
    kept.save("ada", "", title="Lamp posts?", words="Nine LAMP posts, 100% mended")
    kept.save("ada", "", title="Roads?", words="the lamp is mended")
    assert [one.title for one in kept.list("ada", "Lamp mended")] == ["Roads?", "Lamp posts?"]
    assert [one.title for one in kept.list("ada", "nine lamp")] == ["Lamp posts?"]
    assert [one.title for one in kept.list("ada", "roads")] == ["Roads?"]
    assert [one.title for one in kept.list("ada", "100%")] == ["Lamp posts?"]
    assert kept.list("ada", "%_%") == ()


def test_nobody_reaches_the_conversations_of_another(kept: Conversations) -> None:
    mine = kept.save("ada", "mine", title="Mine", words="")
    assert kept.list("bo") == ()
    for attempt in (
        lambda: kept.content("bo", mine),
        lambda: kept.rename("bo", mine, "Bo's"),
        lambda: kept.delete("bo", mine),
    ):
        with pytest.raises(MinutebookError, match="not saved any more"):
            attempt()
    theirs = kept.save("bo", "theirs", title="Theirs", words="", known=mine)
    assert theirs != mine
    assert kept.content("ada", mine) == "mine"


def test_it_is_renamed_and_deleted(kept: Conversations) -> None:
    one = kept.save("ada", "", title="x" * 500, words="")
    assert len(kept.list("ada")[0].title) == LONGEST_TITLE
    kept.rename("ada", one, "  Lamps  of Ashcombe ")
    assert kept.list("ada")[0].title == "Lamps of Ashcombe"
    with pytest.raises(MinutebookError, match="needs a title"):
        kept.rename("ada", one, " ")
    kept.delete("ada", one)
    assert kept.list("ada") == ()
    again = kept.save("ada", "", title="Again", words="", known=one)
    assert again != one


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MinutebookError, match="cannot be written"):
        Conversations(tmp_path / "file").save("ada", "", title="t", words="")
