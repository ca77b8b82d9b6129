"""What passages do: decide, note, ask, promise, recommend, discuss."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.people.acts import act_of
from corpus.records import SpeechAct


@pytest.mark.parametrize(
    "text",
    [
        "RESOLVED: that the budget be approved.",
        "Resolved - That the report be received.",
        "UNANIMOUSLY RESOLVED that Councillor Shah be elected Chair.",
        "The Committee resolved:",
        "IT WAS DECIDED to adjourn.",
        "It was agreed that the review would be reported to the next meeting.",
        "The Panel unanimously agreed the work programme.",
        "AGREED: to meet in May.",
        "The minutes of 3 May were agreed as a correct record and signed by the Chair.",
        "The motion was carried.",
        "Councillor Okoro was elected Vice-Chair for the year.",
        "Decision:",
        "It was proposed by Councillor Shah, seconded by Mr Dale, and RESOLVED that Ms Okoro be elected Chair.",
        "The work programme was agreed with one addition.",
    ],
)
def test_decisions(text: str) -> None:
    assert act_of(text) is SpeechAct.DECIDED


@pytest.mark.parametrize(
    "text",
    [
        "The Commissioner undertook to write to the Minister.",
        "The Chief Executive offered to provide a briefing.",
        "She agreed to look into the matter outside the meeting.",
        "The figures would be circulated to Members after the meeting.",
        "ACTION: OPCC to confirm figures by 31 March",
        "Actions arising:",
        "Action arising: file quality to be brought back to the May meeting.",
        "CC to share the briefing note with the PCC.",
        "The Commissioner gave an undertaking that the station would stay open.",
    ],
)
def test_promises(text: str) -> None:
    assert act_of(text) is SpeechAct.PROMISED


@pytest.mark.parametrize(
    "text",
    [
        "The Panel requested a written response on call handling.",
        "A Member asked that the figures be broken down by town.",
        "The Chair asked for an update in the autumn.",
        "Further information was requested about hare coursing.",
        "Additional details were sought on the lease.",
        "That the Chief Executive be asked to report on costs",
    ],
)
def test_requests(text: str) -> None:
    assert act_of(text) is SpeechAct.REQUESTED


@pytest.mark.parametrize(
    "text",
    [
        "RECOMMENDATION\nThat the Panel note the report.",
        "Recommendation: that the precept be supported.",
        "Members of the Panel are invited to consider this report.",
        "The Panel is asked to comment on the draft plan.",
        "The working group recommended that the scheme be extended.",
    ],
)
def test_recommendations(text: str) -> None:
    assert act_of(text) is SpeechAct.RECOMMENDED


@pytest.mark.parametrize(
    "text",
    [
        "The Panel noted that the review had concluded.",
        "It was noted that two posts were vacant.",
        "The report was noted.",
        "That the update be noted.",
        "NOTED",
    ],
)
def test_notes(text: str) -> None:
    assert act_of(text) is SpeechAct.NOTED


@pytest.mark.parametrize(
    "text",
    [
        "The PCC explained that response times had fallen.",
        "A Member asked whether the cameras worked.",
        "As requested at the last meeting, the Commissioner said that rural crime was down.",
        "The PCC agreed that the delay was not acceptable.",
    ],
)
def test_talk(text: str) -> None:
    assert act_of(text) is SpeechAct.DISCUSSED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Burglary fell by 12% in the quarter.",
        "It should be noted that figures are provisional.",
        "Meeting notes",
        "As the Panel requested in June, Table 3 shows satisfaction by area.",
        "Subject access requests completed in time: 90%",
        "Officer explained what would happen next 74%",
        "The strategy is published every four years.",
    ],
)
def test_plain_prose_does_nothing(text: str) -> None:
    assert act_of(text) is None


def test_the_weightiest_act_counts() -> None:
    talk = "The PCC said that costs had risen. The Panel noted the position."
    assert act_of(talk) is SpeechAct.NOTED
    assert act_of(talk + " It was agreed that a report would follow.") is SpeechAct.DECIDED


@given(st.text(max_size=200))
def test_any_text_has_at_most_one_act(text: str) -> None:
    assert act_of(text) in (None, *SpeechAct)


@pytest.mark.no_cover
@pytest.mark.parametrize("unit", ["the panel ", "agreed ", " ", "\n", "that a ", "was ", "a member "])
def test_endless_lines_are_read_in_linear_time(unit: str) -> None:
    began = time.process_time()
    act_of(unit * (400_000 // len(unit)))
    assert time.process_time() - began < 30
