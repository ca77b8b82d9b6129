"""What papers tell of earlier business: report-backs, delays, closures and the minutes they name."""

from datetime import date

import pytest
from parsed import read

from corpus.undertakings.backward import (
    DUE,
    SINCE,
    Reference,
    kind_of,
    month_of,
    references_in,
    references_of_cell,
)
from corpus.undertakings.mentions import find_mentions

HEAD = "HARROWDALE POLICE AND CRIME PANEL\n\nMinutes of the meeting held on Friday, 7 March 2031\n\n"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The plan had been sent to every parish in May.", "done"),
        ("The new desk has since been installed.", "done"),
        ("The bridge went live in June.", "done"),
        ("Complete. See item 4.", "done"),
        ("She had still not received the list.", "still open"),
        ("The figures were still awaited.", "still open"),
        ("Not yet due.", "still open"),
        ("The survey had been put back to the autumn.", "put off"),
        ("The scheme would now begin in October.", "put off"),
        ("The new strategy superseded the promise.", "superseded"),
        ("The bid had been withdrawn.", "superseded"),
        ("The Clerk presented the findings of the survey.", "reported back"),
        ("The outcome of the trial was reported.", "reported back"),
        ("The pilot was to have begun in June.", None),
        ("Every team would have completed the course by the spring.", None),
        ("The plan will be shared once it has been published.", None),
        ("Members liked the plan.", None),
    ],
)
def test_a_sentence_tells_what_became_of_something(sentence: str, kind: str | None) -> None:
    assert kind_of(sentence) == kind


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("minute 139 refers", [("139", None)]),
        ("Minute 105 of 14 September 2030", [("105", date(2030, 9, 14))]),
        ("see minute PCP/25/18 and Minute 7.2", [("PCP/25/18", None), ("7.2", None)]),
        ("answered in 2 minutes 48 seconds", []),
        ("in 5 minutes", []),
    ],
)
def test_a_minute_is_named_with_its_day(text: str, named: list[tuple[str, date | None]]) -> None:
    assert references_in(text) == tuple(Reference(minute, met) for minute, met in named)


def test_a_cell_of_an_action_log_names_its_minute() -> None:
    assert references_of_cell("105, 14 September 2030") == (Reference("105", date(2030, 9, 14)),)
    assert references_of_cell("105 lamps") == ()


def test_the_month_of_asking_and_the_month_due_are_told_apart() -> None:
    assert month_of(SINCE, "as the Panel asked in June") == (None, 6)
    assert month_of(SINCE, "the group set up in June 2030") == (2030, 6)
    assert month_of(DUE, "the reply, promised by 31 March 2031") == (2031, 3)
    assert month_of(DUE, "due by the end of May") == (None, 5)
    assert month_of(DUE, "in June") is None


def test_prose_and_logs_of_a_paper_are_read_with_what_stands_around_them() -> None:
    document = read(
        HEAD + "1. Minutes\n\nThe minutes were agreed.\n\n"
        "2. Matters Arising\n\nClosed. The lamp posts in Mill Lane have been mended and painted.\n\n"
        "3. Bridges\n\nAs requested at the last meeting, the Engineer spoke about bridges. All were content.\n\n"
        "Nobody knew of any other bridge.\n"
    )
    told = {mention.text: mention for mention in find_mentions(document)}
    closed = told["Closed. The lamp posts in Mill Lane have been mended and painted."]
    assert (closed.kind, closed.headed, closed.back) == ("done", True, False)
    back = told["As requested at the last meeting, the Engineer spoke about bridges."]
    assert (back.kind, back.back, back.known_by) == ("taken up", True, date(2031, 3, 7))
    assert "Bridges" in back.heading
    assert document.source.text[back.start : back.end] == back.text
    assert not [text for text in told if "any other bridge" in text]


def test_a_row_of_an_action_log_tells_its_status() -> None:
    document = read(
        HEAD + "4. Action Log\n\n"
        "| Minute | Action | Owner | Update |\n|---|---|---|---|\n"
        "| 105, 14 September 2030 | Mend the lamp posts | Clerk | Complete in January. |\n"
        "| 106, 14 September 2030 | Paint the bridge | Clerk | Not yet due. |\n"
    )
    rows = [mention for mention in find_mentions(document) if mention.references]
    assert [(row.kind, row.references[0].minute) for row in rows] == [("done", "105"), ("still open", "106")]
    assert all(row.headed for row in rows)


def test_an_undated_paper_is_known_by_the_latest_day_it_tells_of_as_past() -> None:
    document = read(
        "Agenda item\n\nRoads\n\nThe camera had gone live on 14 October 2030. It was moved on 3 March 2030. "
        "The next one would be ready by 9 May 2031.\n"
    )
    assert {mention.known_by for mention in find_mentions(document)} == {date(2030, 10, 14)}
