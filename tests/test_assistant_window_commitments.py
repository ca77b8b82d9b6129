"""The register's HTML and files, without a browser."""

import json
from pathlib import Path

import pytest
from fakes import HOSTILE, PROMISES, FakeAssistant
from fastapi.testclient import TestClient

from assistant.chat import build_app, web_app
from assistant.window import commitments
from corpus.errors import MinutebookError

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
    said, shown = commitments.decide(
        fake.register, "c1", "Undo the last decision about it", "Ada", "", "", "", "", ""
    )
    assert "there is nothing to undo" in said
    assert "One commitment" in shown


def test_fields_are_changed_and_the_decision_is_listed(fake: FakeAssistant) -> None:
    values = ("Highways", "", "by May", "2025-05")
    said, shown = commitments.decide(fake.register, "c1", "Change its fields", "Ada Clerk", "As minuted.", *values)
    assert "Kept: change its fields, by Ada Clerk. It is decision 1" in said
    assert "Highways" in shown
    assert "owner: Highways, due: by May, due_date: 2025-05 · As minuted." in shown


def test_trackers_are_served_with_the_filters_of_the_table(fake: FakeAssistant) -> None:
    client = TestClient(web_app(fake))
    made = client.get("tracker", params={"format": "json", "owner": "panel"})
    assert [line["id"] for line in json.loads(made.content)] == ["c2"]
    assert made.headers["content-disposition"] == 'attachment; filename="commitments.json"'
    assert made.headers["x-content-type-options"] == "nosniff"
    assert client.get("tracker", params={"format": "csv"}).content.startswith(b"\xef\xbb\xbfReference")
    assert client.get("tracker", params={"format": "doc"}).status_code == 400
    assert client.get("tracker", params={"due_before": "soon"}).status_code == 400


def test_decisions_are_offered_on_this_machine_only(fake: FakeAssistant) -> None:
    def labels(reviews: bool) -> set[str]:
        config = build_app(fake, reviews=reviews).get_config_file()
        return {str(one["props"].get("label")) for one in config["components"]}

    assert "Your name" in labels(True)
    assert "Your name" not in labels(False)


def test_hostile_words_stay_words(fake: FakeAssistant) -> None:
    shown = commitments.detail(fake.register, PROMISES[2].id)
    assert "<script>" not in shown
    assert HOSTILE not in shown
