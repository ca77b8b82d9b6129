from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from assistant.records import Turn
from assistant.understanding.context import CARRIED_TERMS, Vocabulary
from assistant.understanding.query import understand
from corpus.words import stem
from indexes.records import Filters

HELD = {stem(word): count for word, count in {"burglary": 5, "Eastmoor": 2, "report": 80, "arrests": 9}.items()}


def frequencies(stems: Sequence[str]) -> Mapping[str, int]:
    return {one: HELD[one] for one in stems if one in HELD}


def together(stems: Sequence[str]) -> bool:
    return set(stems) <= {stem(word) for word in ("road", "safety", "camera")}


def ask(question: str, *earlier: str) -> tuple[str, tuple[str, ...]]:
    turns = [Turn(one) for one in earlier]
    query = understand(question, turns, Filters(), Vocabulary(frequencies, together, 100))
    assert query.asked == question
    return query.text, query.carried


def test_a_first_question_is_searched_as_it_stands():
    assert ask("How many burglaries were there?") == ("How many burglaries were there?", ())


def test_a_follow_up_carries_the_rarest_words_first_and_only_those_that_papers_hold():
    text, carried = ask("and last year?", "What does the report say of burglary in Eastmoor, zebra?")
    assert carried == ("Eastmoor", "burglary", "report")
    assert text == "and last year? (report, burglary, Eastmoor)"


def test_words_that_stood_together_are_kept_together():
    known = Vocabulary(lambda stems: dict.fromkeys(stems, 1), together, 100)
    turns = [Turn("How many hire cars are used by the Eastmoor Crime Team?")]
    assert understand("What do they cost?", turns, Filters(), known).text == (
        "What do they cost? (hire cars, Eastmoor Crime Team)"
    )


@pytest.mark.parametrize("question", ["How many road cameras are there?", "How many road cameras work now?"])
def test_words_that_only_ask_make_no_follow_up(question):
    assert ask(question, "What does the report say of burglary?") == (question, ())


def test_there_as_a_place_leans_on_what_was_said():
    assert ask("Which road cameras stand there?", "What is the report on burglary?")[1] == ("burglary", "report")


def test_words_already_asked_are_not_carried_again():
    assert ask("burglaries in Westmoor?", "burglary report?")[1] == ("report",)


def test_a_later_turn_outweighs_an_earlier_one():
    # Eastmoor is the rarer word; it stands one turn further back.
    assert ask("why?", "Eastmoor?", "burglary?")[1] == ("burglary", "Eastmoor")


def test_no_more_than_a_few_words_are_carried():
    many = " ".join(f"word{letter}" for letter in "abcdefghijkl")
    known = Vocabulary(lambda stems: dict.fromkeys(stems, 1), together, 100)
    query = understand("why?", [Turn(many)], Filters(), known)
    assert len(query.carried) == CARRIED_TERMS


def test_words_that_only_ask_are_not_carried():
    known = Vocabulary(lambda stems: dict.fromkeys(stems, 1), together, 100)
    query = understand("why?", [Turn("Hello, can you please explain how drains work?")], Filters(), known)
    assert query.carried == ("drains",)


def test_a_word_of_a_name_is_carried_whatever_it_is():
    known = Vocabulary(lambda stems: dict.fromkeys(stems, 1), together, 100)
    query = understand("who runs it?", [Turn("Is the Right Place scheme of May 2019 good?")], Filters(), known)
    assert query.text == "who runs it? (Right Place scheme, May 2019)"


@pytest.mark.parametrize("asked", ["why?", "who said that?", "did they say so?"])
def test_a_question_without_a_subject_takes_words_of_the_last_answer(asked):
    turns = [Turn("burglary?", "Arrests were reported."), Turn("Eastmoor?", "Minutes of the report: [1]")]
    query = understand(asked, turns, Filters(), Vocabulary(frequencies, together, 100))
    assert "report" in query.carried
    assert "Arrests" not in query.carried


def test_a_question_with_a_subject_leaves_the_answer_alone():
    turns = [Turn("burglary?", "The report has them.")]
    query = understand("and arrests?", turns, Filters(), Vocabulary(frequencies, together, 100))
    assert query.carried == ("burglary",)


def test_a_place_or_time_gives_way_to_the_one_that_is_asked_for():
    known = Vocabulary(lambda stems: dict.fromkeys(stems, 1), together, 100)
    turns = [Turn("How many hire cars are there in Eastmoor in June 2020?")]
    assert understand("OK, and Westmoor, what do they cost?", turns, Filters(), known).carried == (
        "2020", "June", "cars", "hire",
    )  # fmt: skip
    assert "2020" not in understand("What did they cost in May 2019?", turns, Filters(), known).carried


@pytest.mark.parametrize(("asked", "alone"), [
    ("How many police dogs does Westmoor have?", True),
    ("What became of the front counter at Tarrowby?", True),
    ("What was the target in Westmoor?", False),
    ("How many police dogs are kept?", False),
])  # fmt: skip
def test_a_subject_with_a_name_stands_alone_though_no_paper_knows_it(asked, alone):
    assert (ask(asked, "How many burglaries were there in Eastmoor?")[1] == ()) is alone


def test_a_change_of_subject_carries_nothing():
    assert ask("Where are the road safety cameras?", "How many burglaries were there in Eastmoor?")[1] == ()


@pytest.mark.parametrize(
    "asked",
    [
        "Are they road safety cameras?",
        "and road safety?",
        "Where do trams run?",
        "Road safety",
        "Is road safety better?",
    ],
)
def test_a_question_that_leans_on_the_last_one_carries_its_words(asked):
    assert ask(asked, "How many burglaries were there in Eastmoor?")[1] != ()


def test_a_follow_up_that_changes_a_part_becomes_the_question_with_that_part():
    query = understand(
        "and in Westmoor?",
        [Turn("How many arrests were there in Eastmoor?"), Turn("What about Northmoor?")],
        Filters(),
        Vocabulary(frequencies, together, 100),
    )
    assert query.text == "How many arrests were there in Westmoor?"
    assert query.carried == ("many", "arrests")
    assert query.hints.carried == ()


def test_carried_words_are_told_to_retrieval_and_times_as_periods():
    query = understand(
        "and then?", [Turn("burglary in May 2019?")], Filters(), Vocabulary(frequencies, together, 9)
    )
    assert query.hints.carried == query.carried == ("burglary",)
    query = understand("burglary in May 2019?", [], Filters(), Vocabulary(frequencies, together, 9))
    assert query.hints.periods == ((date(2019, 5, 1), date(2019, 5, 31)),)
