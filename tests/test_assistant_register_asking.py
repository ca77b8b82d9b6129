"""Questions for the register are told from all others, and answered with a complete, cited list."""

from datetime import date
from pathlib import Path

import pytest
from fake_assistant import DOCUMENT, FakeAssistant, promise

from assistant.answering.citations import verify
from assistant.records import Query, Status
from assistant.register.answering import MOST, answer_commitments
from assistant.register.asking import commitment_question
from assistant.register.records import OUTSTANDING, Standing
from indexes.records import Filters, Scope

MEETINGS = (date(2030, 9, 10), date(2031, 5, 2), date(2031, 9, 4))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What has the PCC promised about road safety?", {"owner": "PCC", "topic": "road safety"}),
        ("What did the DCC undertake to do about firearms?", {"owner": "DCC", "topic": "firearms"}),
        ("What commitments has the Chief Constable made on vetting?",
         {"owner": "Chief Constable", "topic": "vetting"}),
        ("what promises did anyone make regarding lamp posts", {"owner": None, "topic": "lamp posts"}),
        ("What was promised about lamp posts, and was it done?", {"topic": "lamp posts", "statuses": frozenset()}),
        ("which actions are still open from May 2031?",
         {"statuses": OUTSTANDING, "made_from": date(2031, 5, 1), "made_to": date(2031, 5, 31)}),
        ("what is overdue?", {"statuses": frozenset({Standing.OVERDUE}), "overdue_at": None}),
        ("Which actions are overdue at 1 June 2031?", {"overdue_at": date(2031, 6, 1), "made_from": None}),
        ("what actions did the panel ask for at the September meeting?",
         {"strength": "agreed", "made_from": date(2031, 9, 1), "made_to": date(2031, 9, 4), "topic": None}),
        ("What actions were agreed at the last meeting?", {"made_from": date(2031, 9, 4)}),
        ("List every action left open after the meeting on 2 May 2031.",
         {"made_from": date(2031, 5, 2), "made_to": date(2031, 5, 2)}),
        ("Show me all commitments since March 2031 about burglary",
         {"made_from": date(2031, 3, 1), "made_to": None, "topic": "burglary"}),
        ("Which commitments are due before March 2032?", {"due_before": date(2032, 3, 1), "made_from": None}),
        ("Which actions have been completed?", {"statuses": frozenset({Standing.DONE, Standing.REPORTED,
                                                                      Standing.CLOSED})}),
        ("What commitments were made before June 2031?", {"made_to": date(2031, 6, 1)}),
        ("What commitments were made between March 2031 and June 2031?",
         {"made_from": date(2031, 3, 1), "made_to": date(2031, 6, 30)}),
    ],
)  # fmt: skip
def test_a_question_for_the_register_is_understood(question: str, wanted: dict[str, object]) -> None:
    asked = commitment_question(question, Filters(), MEETINGS)
    assert asked is not None
    assert {name: getattr(asked.wanted, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    "question",
    [
        "What is the number of overdue firearms renewals?",
        "How many renewals were overdue in June?",
        "What action did the police take on e-scooters?",
        "What actions has the force taken to reduce burglary?",
        "What did the panel agree about the precept?",
        "What has the PCC done about road safety?",
        "What did members ask?",
        "What is the rural crime action plan?",
        "Did anybody promise to tell members about the money?",
        "Is legal action outstanding?",
        "Which stations are still open?",
        "Who promised more officers?",
        "When is the report due?",
        "What is open?",
        "",
    ],
)
def test_every_other_question_is_left_alone(question: str) -> None:
    assert commitment_question(question, Filters(), MEETINGS) is None


def test_the_questions_of_the_suite_are_left_alone_unless_they_ask_for_promises() -> None:
    import json

    cases = Path(__file__).parents[1] / "eval" / "cases"
    asked = [json.loads(line) for path in cases.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    captured = {case["type"] for case in asked if commitment_question(case["turns"][-1], Filters(), MEETINGS)}
    assert captured <= {"commitment"}


def answered(fake: FakeAssistant, question: str):
    query = Query(question, question)
    return answer_commitments(query, fake.register, (), searched="1 document", scope=Scope.PUBLIC)


def test_the_answer_is_complete_and_every_quote_is_where_it_says(tmp_path: Path) -> None:
    fake = FakeAssistant(folder=tmp_path, commitments=tuple(promise("2031-09", key=f"p{n}") for n in range(9)))
    assert answered(fake, "What has the Clerk promised about lamp posts?") is None
    answer = answered(fake, "What has the Panel promised about lamp posts?")
    assert answer.status is Status.ANSWERED
    assert len(answer.citations) == 9
    assert [citation.label for citation in answer.citations] == list(range(1, 10))
    verify(answer.citations, lambda document: fake.store.catalogue.text(document, Scope.PUBLIC))
    assert answer.text.startswith(
        "Commitments of Panel about lamp posts:\n\nMinutes of 2 May 2031, item 12:\n- The Panel"
    )
    assert "[9] (open)" in answer.text
    assert answer.citations[0].document_id == DOCUMENT.id


def test_where_nothing_fits_the_ordinary_answer_is_given(tmp_path: Path) -> None:
    fake = FakeAssistant(folder=tmp_path, commitments=(promise(None),))
    assert answered(fake, "What was promised about bridges?") is None
    assert answered(fake, "How many lamp posts are there?") is None


def test_a_list_that_is_too_long_says_where_the_rest_is(tmp_path: Path) -> None:
    many = tuple(promise("2031-01", key=f"p{n}") for n in range(MOST + 1))
    fake = FakeAssistant(folder=tmp_path, commitments=many)
    answer = answered(fake, "What is overdue?")
    assert len(answer.citations) == MOST
    assert "the Commitments tab" in answer.text
    assert answer.text.startswith("Commitments that were overdue at 2 May 2031:")
