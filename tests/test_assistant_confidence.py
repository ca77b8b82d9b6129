from dataclasses import replace

from test_assistant_answering import ask

from assistant.answering.confidence import confidence
from assistant.records import Signs, Status

SURE = Signs()


def test_every_sign_against_an_answer_makes_it_less_sure() -> None:
    for name in ("far", "headless", "unheaded", "undated", "elsewhen", "unnamed", "nobody", "uncounted"):
        assert 0 < confidence(replace(SURE, **{name: 1.0})) < confidence(SURE) < 1
    assert confidence(replace(SURE, fits=0.0)) < confidence(SURE)


def test_an_answer_says_how_sure_it_is_and_why() -> None:
    found = ask("By how much have thefts of tractors fallen?")
    assert found.status is Status.ANSWERED
    assert found.signs is not None
    assert found.confidence == confidence(found.signs) > 0.5


def test_a_figure_for_another_thing_makes_it_less_sure() -> None:
    near, far = ask("By how much have thefts of tractors fallen?"), ask("How many tractors were sold in 1987?")
    assert near.signs is not None
    assert far.signs is not None
    assert far.signs.undated == 1.0
    assert far.confidence is not None
    assert near.confidence is not None
    assert far.confidence < near.confidence
    assert far.status is Status.NOT_FOUND


def test_a_name_that_is_asked_for_has_to_be_given() -> None:
    text = "Northmoor Panel\n\nMinutes\n\n12 Stables\n\nThe stable was opened in spring by a friend.\n"
    named = text.replace("a friend", "Mrs Tarn")
    unknown, known = ask("Who opened the stable in spring?", text), ask("Who opened the stable in spring?", named)
    assert unknown.signs is not None
    assert known.signs is not None
    assert (unknown.signs.nobody, known.signs.nobody) == (1.0, 0.0)


def test_nothing_found_is_no_confidence() -> None:
    assert ask("How many tractors?", "").confidence == 0.0
