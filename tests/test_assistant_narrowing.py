from collections.abc import Sequence
from datetime import date

import pytest

from assistant.answering.searched import limited
from assistant.records import Query, Turn
from assistant.understanding.narrowing import Held, area_of, held_by, narrow
from assistant.understanding.query import Vocabulary, understand
from indexes.records import Filters, Meeting

BODIES = (
    "Northmoor Police and Crime Panel",
    "Severn Vale Police and Crime Panel",
    "Police and Crime Commissioner",
)


@pytest.mark.parametrize(
    ("body", "area"),
    [
        ("Northmoor Police and Crime Panel", "Northmoor"),
        ("Severn Vale Overview and Scrutiny Committee", "Severn Vale"),
        ("Northmoor Council Safer Homes Scrutiny Committee", "Northmoor"),
        ("Police and Crime Panel for Northmoor", "Northmoor"),
        ("Cabinet", ""),
    ],
)
def test_the_area_is_what_no_other_kind_of_body_is_called(body: str, area: str):
    assert area_of(body) == area


def test_a_question_that_names_one_area_is_asked_of_its_papers():
    assert narrow("How safe is Severn Vale's night bus?", Filters(), BODIES) == Filters(body="Severn Vale")


@pytest.mark.parametrize(
    "question", ["Who chairs the panel?", "Is Northmoor safer than Severn Vale?", "What of Northmoorland?"]
)
def test_none_or_two_areas_narrow_nothing(question: str):
    assert narrow(question, Filters(), BODIES) == Filters()


def test_with_papers_of_one_area_there_is_nothing_to_narrow():
    assert narrow("How safe is Northmoor?", Filters(), BODIES[:1]) == Filters()


@pytest.mark.parametrize("given", [Filters(body="Police"), Filters(source="one.pdf")])
def test_what_the_user_set_stays(given: Filters):
    assert narrow("How safe is Northmoor?", given, BODIES) == given


def test_a_follow_up_keeps_the_area_until_it_names_another():
    def filters(question: str) -> Filters:
        turns = [Turn("How many burglaries were there in Northmoor?")]
        known = Vocabulary(lambda words: dict.fromkeys(words, 1), lambda words: False, 9, BODIES)
        return understand(question, turns, Filters(), known).filters

    assert filters("and robberies?") == Filters(body="Northmoor")
    assert filters("and in Severn Vale?") == Filters(body="Severn Vale")


def met(body: str, *days: date | None) -> list[Meeting]:
    return [Meeting(body, day, ()) for day in days]


MARCH, JUNE = date(2024, 3, 7), date(2024, 6, 6)
PANEL, VALE, OFFICE = BODIES[0], BODIES[1], "Northmoor Police and Crime Commissioner"


def test_meetings_of_several_areas_are_none_that_can_be_meant():
    meetings = (*met(PANEL, MARCH), *met(VALE, JUNE))
    assert held_by(None, meetings, "at the last meeting") == Held()
    assert held_by("Northmoor", meetings, "at the last meeting") == Held((MARCH,))


def test_the_kind_of_body_named_with_the_meeting_chooses_among_them():
    meetings = (*met(PANEL, MARCH), *met(OFFICE, JUNE, None))
    assert held_by(None, meetings, "at the last meeting") == Held((MARCH, JUNE), complete=False)
    assert held_by(None, meetings, "at the last panel meeting") == Held((MARCH,))
    assert held_by(None, meetings, "at the last cabinet meeting").days == (MARCH, JUNE)


def asked(*said: str, meetings: Sequence[Meeting] = (), filters: Filters | None = None) -> Query:
    known = Vocabulary(lambda words: dict.fromkeys(words, 1), lambda words: True, 9, BODIES[:1], tuple(meetings))
    return understand(said[-1], [Turn(one) for one in said[:-1]], filters or Filters(), known)


def test_a_question_about_one_meeting_is_asked_of_its_papers():
    query = asked("Which drains were spoken of at the June 2024 meeting?", meetings=met(PANEL, MARCH, JUNE))
    assert query.filters == Filters(date_from=date(2024, 6, 1), date_to=date(2024, 6, 30))


def test_a_follow_up_keeps_the_meeting_until_it_names_another():
    first = "Which drains were spoken of at the last meeting?"
    meetings = met(PANEL, MARCH, JUNE)
    assert asked(first, "and which lamps?", meetings=meetings).filters == Filters(date_from=JUNE, date_to=JUNE)
    assert asked(first, "and at the meeting before?", meetings=meetings).filters == Filters(
        date_from=MARCH, date_to=MARCH
    )
    assert asked(first, "Where are road lamps mended?", meetings=meetings).filters == Filters()


def test_where_a_paper_does_not_tell_its_meeting_the_last_one_known_is_only_lifted():
    query = asked("Which drains were spoken of at the last meeting?", meetings=met(PANEL, MARCH, JUNE, None))
    assert query.filters == Filters()
    assert query.periods == ((JUNE, JUNE),)


def test_dates_that_the_user_set_stay():
    given = Filters(date_from=date(2020, 1, 1))
    assert asked("Which drains at the last meeting?", meetings=met(PANEL, MARCH), filters=given).filters == given


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(), "9 papers"),
        (Filters(date_from=date(2025, 1, 1)), "9 papers, limited to papers of meetings since 1 January 2025"),
        (
            Filters(body="Northmoor", date_to=date(2025, 1, 1), kind="minutes"),
            "9 papers, limited to minutes of Northmoor of meetings up to 1 January 2025",
        ),
        (
            Filters(date_from=date(2025, 1, 1), date_to=date(2025, 1, 1), kind="report"),
            "9 papers, limited to reports of the meeting on 1 January 2025",
        ),
        (Filters(speaker="Darby"), "9 papers, limited to what was said by Darby"),
        (
            Filters(speaker="Darby", source="a.pdf"),
            "9 papers, limited to what was said by Darby in papers in a.pdf",
        ),
    ],
)
def test_what_filters_leave_is_said_in_a_sentence(filters: Filters, said: str):
    assert limited("9 papers", filters) == said
