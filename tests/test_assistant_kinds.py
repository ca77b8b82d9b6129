import pytest

from assistant.answering.kinds import Kind, holds, kinds_asked


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("What share of callers in the whole of Ambleworth rang off?", {Kind.SHARE}),
        ("Of all who replied, what was the eastern area's overall percentage?", {Kind.SHARE}),
        ("How many dogs are there?", {Kind.COUNT}),
        ("How many minutes did callers wait?", {Kind.QUANTITY}),
        ("What was the rate?", {Kind.QUANTITY}),
        ("How much was spent on dogs?", {Kind.MONEY, Kind.QUANTITY}),
        ("Why has the cost of the roof gone up?", set()),
        ("On what date does it open?", {Kind.DAY}),
        ("When will it open?", {Kind.TIME}),
        ("Who opened it?", set()),
    ],
)
def test_a_question_says_what_kind_of_thing_it_asks_for(question: str, kinds: set[Kind]) -> None:
    assert kinds_asked(question) == kinds


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("What share was upheld?", "There were 31 of them.", False),
        ("What share was upheld?", "Concluded: 158; Upheld, share: 19.6%", True),
        ("What share was upheld?", "One in five was upheld.", True),
        ("How many are waiting?", "Waits should be shorter in the next 2 quarters.", False),
        ("How many are waiting?", "Under Schedule 3 they may wait, see paragraph 12 and Table 4.", False),
        ("How many are waiting?", "None were waiting.", True),
        ("How many days did it take?", "It took 37 working days.", True),
        ("What was paid for the hall?", "It seats 300.", False),
        ("What was paid for the hall?", "It came to £4m.", True),
        ("On what date does it open?", "It opens next year.", False),
        ("On what date does it open?", "It opens on 3 May.", True),
        ("What share and when?", "It opens in May.", True),
    ],
)
def test_a_text_holds_a_kind_of_thing_or_not(question: str, text: str, held: bool) -> None:
    assert holds(kinds_asked(question), text) is held
