import pytest

from assistant.support.support import doubts
from assistant.support.units import other_units, others_figures

TABLE = ["Ambleworth: replies 611; in favour 58%", "Ostbury: replies 498; in favour 51%", "All: replies 1,109"]


@pytest.mark.parametrize(
    ("statement", "source", "strange"),
    [
        ("It was 12%.", "It took 12 months and 37% were seen.", ["12"]),
        ("It was 12%.", "Share: 12; months: 3", []),
        ("It was 12 per cent.", "It was 12%.", []),
        ("It took 4 minutes.", "Four people waited for a minute.", ["4"]),
        ("It took 4 minutes.", "The wait was 4 minutes.", []),
        ("It cost £30.", "It cost 30 people their time.", ["30"]),
        ("There were 30 of them.", "It cost £30.", []),
    ],
)
def test_a_figure_is_of_what_its_source_says(statement: str, source: str, strange: list[str]) -> None:
    assert other_units(statement, [source]) == strange


@pytest.mark.parametrize(
    ("statement", "strange"),
    [
        ("Most in Ambleworth (58%), least in Ostbury (51%).", []),
        ("Most in Ambleworth (51%), least in Ostbury (58%).", ["51", "58"]),
        ("Nobody in Ambleworth asked.", []),
        ("In the North of it 51%.", []),
    ],
)
def test_a_figure_belongs_to_the_name_beside_it(statement: str, strange: list[str]) -> None:
    assert others_figures(statement, TABLE) == strange


def test_what_had_not_opened_until_a_day_opened_then() -> None:
    source = "The counter had not opened until 14 April, as the desk was late."
    assert doubts("The counter opened on 14 April.", [source]) == ()


def test_a_long_name_is_known_by_its_short_form() -> None:
    source = "The signs were put up by ANC at 34 places."
    assert doubts("They were put up by Ambleworth North Council at 34 places.", [source]) == ()
