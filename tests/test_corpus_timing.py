"""The periods that labels and headings speak of, and the terse forms in which papers and questions write them."""

from datetime import date

import pytest

from corpus.time.periods import find_dates
from corpus.time.timing import period_of


def days(found: object) -> str | None:
    return f"{found.first}/{found.last}" if found is not None else None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("apr-jun 2020", "2020-04-01/2020-06-30"),
        ("2013 q1", "2013-04-01/2013-06-30"),
        ("q2 20/21", "2020-07-01/2020-09-30"),
        ("FY21/22", "2021-04-01/2022-03-31"),
        ("in may 2019", "2019-05-01/2019-05-31"),
        ("burglary may 2019", "2019-05-01/2019-05-31"),
        ("july to september 2020", "2020-07-01/2020-09-30"),
        ("between may 2019 and june 2020", "2019-05-01/2020-06-30"),
        ("Q3 (Oct-Dec) 2020/21", "2020-10-01/2020-12-31"),
        ("Q1-Q3 2020/21", "2020-04-01/2020-12-31"),
        ("Apr 20 - Mar 21", "2020-04-01/2021-03-31"),
        ("the 12 months to September 2020", "2019-10-01/2020-09-30"),
        ("year ending 31 March 2021", "2020-04-01/2021-03-31"),
        ("quarter to June 2020", "2020-04-01/2020-06-30"),
        ("six months to June 2020", "2020-01-01/2020-06-30"),
        ("first half of 2020/21", "2020-04-01/2020-09-30"),
        ("H2 2020/21", "2020-10-01/2021-03-31"),
        ("3rd quarter 2021/22", "2021-10-01/2021-12-31"),
        ("Jan-Mar 2019/20", "2020-01-01/2020-03-31"),
        ("February 2019/20", "2020-02-01/2020-02-29"),
        ("Period 6 2022/23", "2022-09-01/2022-09-30"),
        ("winter 2019/20", "2019-12-01/2020-02-29"),
        ("14th day of November 2024", "2024-11-14/2024-11-14"),
        ("met on 9.11.21", "2021-11-09/2021-11-09"),
        ("municipal year 2019/20", "2019-05-01/2020-04-30"),
    ],
)
def test_terse_forms(text: str, expected: str) -> None:
    (found,) = find_dates(text)
    assert days(found) == expected


@pytest.mark.parametrize(
    "text",
    ["officers may 2019 times", "they march 2019 miles", "section 1.2.10", "H1 N1", "year to come"],
)
def test_what_is_no_time(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Q2", "Performance 2020/21"), "2020-07-01/2020-09-30"),
        (("Actual", "Calls answered", "Q2 2020/21 performance"), "2020-07-01/2020-09-30"),
        (("Quarter 3", "Report for Quarter 2 2022/23"), "2022-10-01/2022-12-31"),
        (("Jan-Mar", "Recorded crime 2020/21"), "2021-01-01/2021-03-31"),
        (("July", "2020"), "2020-07-01/2020-07-31"),
        (("2019", "2020"), "2019-01-01/2019-12-31"),
        (("Full year", "Budget 2019/20"), "2019-04-01/2020-03-31"),
        (("Average", "Contact (July - September 2020)"), "2020-07-01/2020-09-30"),
        (("2020/21 (April to June 2020)",), "2020-04-01/2021-03-31"),
        (("Q2",), None),
        (("Q2 20/21 against Q2 19/20",), None),
        (("Target", "Appendix B"), None),
        (("Oct-Apr", "2020/21"), None),
    ],
)
def test_a_label_is_completed_by_what_stands_around_it(texts: tuple[str, ...], expected: str | None) -> None:
    assert days(period_of(texts)) == expected


def test_the_year_to_date_ends_with_the_meeting() -> None:
    found = period_of(("Year to date", "Burglary"), date(2021, 2, 5))
    assert days(found) == "2020-04-01/2021-02-05"
