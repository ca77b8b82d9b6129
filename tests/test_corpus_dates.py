"""Dates as papers write them, and due phrases against the day of a meeting."""

import re
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.time.calendars import financial_year, month_end, quarter, safe_date, year_pair
from corpus.time.dates import DueDate, british, find_dates, find_meeting_date, resolve

MEETING = date(2023, 11, 17)


@pytest.mark.parametrize(
    "head",
    [
        "Northmoor Police and Crime Panel - Friday, 17th November, 2023 10.30 am\nVenue: Council Chamber",
        "Northmoor Police and Crime Panel\n\nFriday, 17 November 2023, - 11.00 am\n\nMinutes",
        "NORTHMOOR POLICE AND CRIME PANEL 17 NOVEMBER 2023\n\nBUDGET REPORT",
        "Monthly Accountability Meeting\nDate:\nChair:\n\nFriday 17th November 2023 @ 10:00\nMeeting Room 2",
        "Scrutiny Committee\nDate: 17/11/2023\nTime: 2pm",
        "Minutes of the meeting of the Northmoor Panel held on Friday 17 November 2023 at 10.30 am",
        "**Friday, 17 November 2023, 11.00 am\nOnline**",
        "AGENDA\n17.11.2023",
        "Agenda\nFri 17 Nov 2023\nTown Hall",
        "Report of the Clerk\nMeeting date: 2023-11-17",
        "Cabinet\n17 November\u00a02023",
    ],
)
def test_meeting_date_in_every_header(head: str) -> None:
    assert find_meeting_date(head) == MEETING


@pytest.mark.parametrize(
    "head",
    [
        "",
        "Agenda item\n\nMinutes:\n\nThe Panel received an update on the plan.",
        "Purpose\n\nThis report covers the period 1 April 2013 to 30 June 2013 and is the first of its kind.",
        "Work programme\nTo confirm the minutes of the meeting held on 21 September 2020.",
        "Date of Issue: Thursday, 9 November 2023",
        "Date of next meeting: Friday 9 February 2024 at 10.30 am",
        "Date of next meeting:\nFriday 9 February 2024",
        "The Strategy was adopted by the Board on 3 March 2021 and is in force in all districts.",
    ],
)
def test_no_meeting_date_is_guessed(head: str) -> None:
    assert find_meeting_date(head) is None


def test_the_meetings_own_date_wins_over_others_near_it() -> None:
    head = (
        "Northmoor Police and Crime Panel\nFriday, 17 November 2023, 10.30 am\n\n"
        "5 Minutes\nTo confirm the minutes of the Panel held on 8 September 2023.\n"
        "Date of issue: 9 November 2023\n"
    )
    assert find_meeting_date(head) == MEETING


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("on 17 November 2023", date(2023, 11, 17), date(2023, 11, 17), "day"),
        ("on 1st of May, 2024", date(2024, 5, 1), date(2024, 5, 1), "day"),
        ("November 17, 2023", date(2023, 11, 17), date(2023, 11, 17), "day"),
        ("28/05/2019", date(2019, 5, 28), date(2019, 5, 28), "day"),
        ("28/05/19", date(2019, 5, 28), date(2019, 5, 28), "day"),
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29), "day"),
        ("14-Nov-24", date(2024, 11, 14), date(2024, 11, 14), "day"),
        ("in May 2019", date(2019, 5, 1), date(2019, 5, 31), "month"),
        ("May2019", date(2019, 5, 1), date(2019, 5, 31), "month"),
        ("Feb-20", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("Q2 2020/21", date(2020, 7, 1), date(2020, 9, 30), "quarter"),
        ("Qtr 4 20/21", date(2021, 1, 1), date(2021, 3, 31), "quarter"),
        ("quarter two of 2020/21", date(2020, 7, 1), date(2020, 9, 30), "quarter"),
        ("the third quarter of 2022-23", date(2022, 10, 1), date(2022, 12, 31), "quarter"),
        ("2020/21 Q1", date(2020, 4, 1), date(2020, 6, 30), "quarter"),
        ("Quarter 1 2021", date(2021, 4, 1), date(2021, 6, 30), "quarter"),
        ("July - September 2020", date(2020, 7, 1), date(2020, 9, 30), "quarter"),
        ("May-Sep 20", date(2020, 5, 1), date(2020, 9, 30), "range"),
        ("December to February 2021", date(2020, 12, 1), date(2021, 2, 28), "range"),
        ("5-7 June 2020", date(2020, 6, 5), date(2020, 6, 7), "range"),
        ("29 March to 4 April 2021", date(2021, 3, 29), date(2021, 4, 4), "range"),
        ("1 April 2013 – 30 June 2013", date(2013, 4, 1), date(2013, 6, 30), "quarter"),
        ("between May 2019 and July 2020", date(2019, 5, 1), date(2020, 7, 31), "range"),
        ("2013/14", date(2013, 4, 1), date(2014, 3, 31), "financial year"),
        ("2019-20", date(2019, 4, 1), date(2020, 3, 31), "financial year"),
        ("2020/2021", date(2020, 4, 1), date(2021, 3, 31), "financial year"),
        ("the 19/20 survey", date(2019, 4, 1), date(2020, 3, 31), "financial year"),
        ("the municipal year 2023/24", date(2023, 5, 1), date(2024, 4, 30), "municipal year"),
        ("2023/24 academic year", date(2023, 9, 1), date(2024, 8, 31), "academic year"),
        ("the plan for 2016-2021", date(2016, 1, 1), date(2021, 12, 31), "range"),
        ("Winter 2021", date(2021, 12, 1), date(2022, 2, 28), "season"),
        ("in 2019, and", date(2019, 1, 1), date(2019, 12, 31), "year"),
    ],
)
def test_a_time_is_read(text: str, first: date, last: date, precision: str) -> None:
    [mention] = find_dates(text)
    assert (mention.first, mention.last, mention.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "text",
    ["31/02/2020", "12/13/2020", "section 1.2.10", "11/12 members", "they may 2019 times", "of 2000 officers",
     "01905 844 963", "99/98", "24 June", "2021/19", "paragraph 5-7 June", "COVID-19 June"],
)  # fmt: skip
def test_what_is_no_full_date_is_left_out(text: str) -> None:
    assert find_dates(text) == ()


def test_two_months_joined_by_and_are_two_unless_between_them() -> None:
    assert [mention.precision for mention in find_dates("in May 2019 and in July 2020")] == ["month", "month"]


def test_year_to_date_needs_the_meeting() -> None:
    assert find_dates("burglary year to date") == ()
    [mention] = find_dates("burglary year to date", meeting=date(2024, 2, 9))
    assert (mention.first, mention.last, mention.precision) == (date(2023, 4, 1), date(2024, 2, 9), "year to date")


@pytest.mark.parametrize(
    ("phrase", "value", "precision"),
    [
        ("by 31 March 2024", "2024-03-31", "day"),
        ("28/09/2024", "2024-09-28", "day"),
        ("between 3 and 5 June 2024", "2024-06-05", "day"),
        ("in January 2024", "2024-01", "month"),
        ("By Dec. 24", "2024-12", "month"),
        ("Q3 2023/24", "2023-12", "quarter"),
        ("early 2024", "2024-01", "month"),
        ("by the end of 2024", "2024-12", "month"),
        ("by the end of 2024/25", "2025-03", "month"),
        ("autumn 2024", "2024-11", "season"),
        ("by 9 December", "2023-12-09", "day"),
        ("by 9 January", "2024-01-09", "day"),
        ("by the end of September", "2023-09", "month"),
        ("by the end of July", "2024-07", "month"),
        ("in November", "2023-11", "month"),
        ("around November/December", "2023-12", "month"),
        ("in the New Year", "2024-01", "month"),
        ("run up to Christmas", "2023-12", "month"),
        ("within two weeks", "2023-12-01", "day"),
        ("within 5 working days", "2023-11-24", "day"),
        ("in six months' time", "2024-05", "month"),
        ("in three weeks' time", "2023-12-08", "day"),
        ("within a year", "2024-11", "month"),
        ("Q3/4", "2024-03", "quarter"),
        ("by Q1", "2024-06", "quarter"),
        ("end of the financial year", "2024-03", "month"),
        ("end of the municipal year", "2024-04", "month"),
        ("by the end of the year", "2023-12", "month"),
        ("in the spring", "2024-05", "season"),
        ("next month", "2023-12", "month"),
        ("this week", "2023-11-19", "day"),
        ("next week", "2023-11-26", "day"),
    ],
)
def test_due_phrases(phrase: str, value: str, precision: str) -> None:
    assert resolve(phrase, MEETING) == DueDate(value, precision)


@pytest.mark.parametrize(
    "phrase",
    ["in due course", "as soon as practicable", "at its next meeting", "over the coming months",
     "2024/25", "in 2025", "when the report may be ready", "they march on", "within 999 days", ""],
)  # fmt: skip
def test_open_phrases_stay_open(phrase: str) -> None:
    assert resolve(phrase, MEETING) is None


def test_the_next_meeting_comes_from_the_calendar() -> None:
    calendar = [date(2024, 2, 9), date(2023, 9, 8), date(2023, 12, 15), MEETING]
    assert resolve("to the Panel at its next meeting", MEETING, calendar) == DueDate("2023-12-15", "day")
    assert resolve("the following meeting", date(2024, 2, 9), calendar) is None
    assert resolve("at the February meeting", MEETING, calendar) == DueDate("2024-02-09", "day")
    assert resolve("at the March meeting", MEETING, calendar) == DueDate("2024-03", "month")


def test_without_a_meeting_only_full_dates_count() -> None:
    assert resolve("by September", None) is None
    assert resolve("at the next meeting", None, [MEETING]) is None
    assert resolve("by September 2024", None) == DueDate("2024-09", "month")


def test_leap_day_without_a_year() -> None:
    assert resolve("by 29 February", date(2023, 6, 1)) == DueDate("2024-02-29", "day")
    assert resolve("by 29 February", date(2021, 6, 1)) is None


def test_british_spelling() -> None:
    assert british(date(2020, 9, 1)) == "1 September 2020"


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    for written in (british(day), f"{day:%d/%m/%Y}", day.isoformat(), f"{day.day}th {day:%b} {day.year}"):
        [mention] = find_dates(f"on {written}.")
        assert (mention.first, mention.last, mention.precision) == (day, day, "day")


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_quarters_fill_the_financial_year(day: date) -> None:
    start = financial_year(day)
    quarters = [quarter(start, number) for number in (1, 2, 3, 4)]
    assert sum(first <= day <= last for first, last in quarters) == 1
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(quarters))
    assert (quarters[0][0], quarters[3][1]) == (date(start, 4, 1), month_end(start + 1, 3))


@given(st.text(alphabet="0123456789/.-– JanuryMchQ tof,\n'", max_size=80))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    mentions = find_dates(text)
    assert all(before.end <= after.start for before, after in pairwise(mentions))
    assert all(mention.first <= mention.last and text[mention.start : mention.end].strip() for mention in mentions)


@given(st.text(max_size=60), st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_resolve_takes_any_phrase(phrase: str, meeting: date | None) -> None:
    due = resolve(phrase, meeting, (date(2030, 1, 1),))
    assert due is None or re.fullmatch(r"\d{4}-\d\d(-\d\d)?", due.value)


def test_pairs_of_years_must_follow_each_other() -> None:
    assert [year_pair(pair) for pair in ("1999/00", "2019-2020", "19/20", "2019/22", "11/12")] == [
        1999, 2019, 2019, None, None,
    ]  # fmt: skip
    assert safe_date(2024, 13, 1) is None


@pytest.mark.no_cover
@pytest.mark.parametrize("unit", ["1 ", "May ", "2019/", "12/", "Q2 ", "1 May ", "-", "20"])
def test_endless_lines_are_read_in_linear_time(unit: str) -> None:
    began = time.process_time()
    find_dates(unit * (400_000 // len(unit)))
    find_meeting_date(unit * (400_000 // len(unit)))
    assert time.process_time() - began < 60
