from collections.abc import Mapping, Sequence

from assistant.query import CARRIED_TERMS, Vocabulary, understand
from assistant.records import Turn
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
    assert text == "and last year? Eastmoor burglary report"


def test_words_already_asked_are_not_carried_again():
    assert ask("burglaries in Westmoor?", "burglary in Eastmoor?")[1] == ("Eastmoor",)


def test_a_later_turn_outweighs_an_earlier_one():
    # Both words are about as rare; arrests stands one turn further back.
    assert ask("why?", "arrests?", "burglary?")[1] == ("burglary", "arrests")


def test_no_more_than_a_few_words_are_carried():
    many = " ".join(f"word{letter}" for letter in "abcdefghijkl")
    known = Vocabulary(lambda stems: dict.fromkeys(stems, 1), together, 100)
    query = understand("why?", [Turn(many)], Filters(), known)
    assert len(query.carried) == CARRIED_TERMS


def test_a_change_of_subject_carries_nothing():
    assert ask("Where are the road safety cameras?", "How many burglaries were there in Eastmoor?")[1] == ()


def test_a_question_that_leans_on_the_last_one_carries_its_words():
    assert ask("Are there road safety cameras?", "How many burglaries were there in Eastmoor?")[1] != ()
    assert ask("and road safety?", "How many burglaries were there in Eastmoor?")[1] != ()
    assert ask("Where do trams run?", "How many burglaries were there in Eastmoor?")[1] != ()
