import pytest

from assistant.narrowing import area_of, narrow
from assistant.query import Vocabulary, understand
from assistant.records import Turn
from indexes.records import Filters

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
