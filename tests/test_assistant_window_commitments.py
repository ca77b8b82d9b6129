"""The register's HTML and files, without a browser."""

import json
from pathlib import Path

import pytest
from fakes import DOCUMENT, HOSTILE, PROMISES, FakeAssistant
from fastapi.testclient import TestClient

from assistant.chat import web_app
from assistant.window.lists import commitments, decisions
from corpus.errors import MinutebookError
from indexes.records import Scope

NO_FIELDS = ("", "", "", "")
NO_FILTERS = ("", "", "", "", "All", "As the papers have them")


@pytest.fixture
def fake(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(folder=tmp_path)


def test_the_table_names_its_columns_and_rows(fake: FakeAssistant) -> None:
    shown = commitments.listing(fake.register, *NO_FILTERS)
    assert shown.count('scope="col"') == 6
    assert shown.count('scope="row"') == 3
    assert "3 commitments." in shown
    assert "<script>" not in shown
    assert "tracker?format=xlsx&amp;status=All" in shown


def test_a_long_table_says_that_a_download_holds_the_rest(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commitments, "MOST", 2)
    shown = commitments.listing(fake.register, *NO_FILTERS)
    assert shown.count('scope="row"') == 2
    assert "3 commitments; the first 2 are shown" in shown


def test_filters_are_those_of_the_command_line() -> None:
    wanted = commitments.wanted_of({"owner": " PCC ", "status": "Overdue", "order": "By date due"})
    assert (wanted.owner, wanted.order, [one.value for one in wanted.statuses]) == ("PCC", "due", ["overdue"])
    assert commitments.wanted_of({"due_before": "2025-03-31"}).due_before is not None
    with pytest.raises(MinutebookError, match="is not a date"):
        commitments.wanted_of({"due_before": "soon"})


def test_what_is_not_there_is_said(fake: FakeAssistant) -> None:
    assert 'role="alert"' in commitments.detail(fake.register, "nothing")
    assert "Give the reference" in commitments.detail(fake.register, " ")
    with pytest.raises(MinutebookError, match="there is nothing to undo"):
        decisions.decide(fake.register, "Ada", "c1", "Undo the last decision about it", "", "", *NO_FIELDS)
    with pytest.raises(MinutebookError, match="is no decision"):
        decisions.decide(fake.register, "Ada", "c1", "Burn it", "", "", *NO_FIELDS)


def test_fields_are_changed_and_the_decision_is_listed(fake: FakeAssistant) -> None:
    values = ("Highways", "", "by May", "2025-05")
    said, shown = decisions.decide(
        fake.register, "Ada Clerk", "c1", "Change its fields", "As minuted.", "", *values
    )
    assert shown == "c1"
    assert "Kept: change its fields, by Ada Clerk. It is decision 1, and it can be undone." in said
    shown = commitments.detail(fake.register, "c1")
    assert "Highways" in shown
    assert "owner: Highways, due: by May, due_date: 2025-05 · As minuted." in shown


def test_one_is_merged_into_another_and_that_is_taken_back(fake: FakeAssistant) -> None:
    merging = "Merge into another: it says the same"
    with pytest.raises(MinutebookError, match="Say which commitment"):
        decisions.decide(fake.register, "Ada", "c1", merging, "", " ", *NO_FIELDS)
    _, shown = decisions.decide(fake.register, "Ada", "c1", merging, "Said twice.", "c2", *NO_FIELDS)
    assert shown == "c2"
    both = commitments.detail(fake.register, "c2")
    assert "Also said" in both
    assert "1. merge · into c2 · Ada" in both
    assert "There is no commitment" in commitments.detail(fake.register, "c1")
    said, shown = decisions.decide(fake.register, "Bea", "c2", decisions.UNDOING, "", "", *NO_FIELDS)
    assert shown == "c2"
    assert "by Bea. It is decision 1, and it was taken back." in said
    assert "Also said" not in commitments.detail(fake.register, "c2")
    assert "One commitment" in commitments.detail(fake.register, "c1")


def test_one_is_added_from_the_words_of_a_paper(fake: FakeAssistant) -> None:
    paper, words = DOCUMENT.source.source, "Tractor thefts had halved."
    with pytest.raises(MinutebookError, match="Those words are not in"):
        decisions.add(fake.register, "Ada", paper, "Nobody said this.", "", *NO_FIELDS)
    said, shown = decisions.add(fake.register, "Ada", f" {paper} ", words, "", "The force", "", "", "2025-04")
    assert "Kept: added by hand, by Ada" in said
    made = fake.register.entry(shown, Scope.PUBLIC)
    assert (made.place.quote, made.commitment.owner, made.commitment.due_date) == (words, "The force", "2025-04")
    _, gone = decisions.decide(fake.register, "Ada", shown, decisions.UNDOING, "", "", *NO_FIELDS)
    assert gone == ""


def test_trackers_are_served_with_the_filters_of_the_table(fake: FakeAssistant) -> None:
    client = TestClient(web_app(fake), base_url="http://127.0.0.1")
    made = client.get("tracker", params={"format": "json", "owner": "panel"})
    assert [line["id"] for line in json.loads(made.content)] == ["c2"]
    assert made.headers["content-disposition"] == 'attachment; filename="commitments.json"'
    assert made.headers["x-content-type-options"] == "nosniff"
    assert client.get("tracker", params={"format": "csv"}).content.startswith(b"\xef\xbb\xbfReference")
    assert client.get("tracker", params={"format": "doc"}).status_code == 400
    assert client.get("tracker", params={"due_before": "soon"}).status_code == 400


def test_hostile_words_stay_words(fake: FakeAssistant) -> None:
    shown = commitments.detail(fake.register, PROMISES[2].id)
    assert "<script>" not in shown
    assert HOSTILE not in shown
