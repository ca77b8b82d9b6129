"""The grammar of undertakings: who, what, when, and what a sentence is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed import read

from corpus.commitments import find_commitments
from corpus.undertakings.actions import action_of
from corpus.undertakings.agents import agents, last_agent
from corpus.undertakings.agreed import agreed
from corpus.undertakings.clauses import clauses
from corpus.undertakings.duephrases import due_phrase, is_due_phrase
from corpus.undertakings.intended import intended
from corpus.undertakings.records import Manner
from corpus.undertakings.standing_alone import leans
from corpus.undertakings.tabled import masked
from corpus.undertakings.topics import topics
from corpus.undertakings.verbs import base_of

MINUTES = Manner(reported=True)
ACTIVITY = "Let in May 2023.<p>A second round will open in June 2024.</p>"
PLAN = f"""Delivery plan update, 12 March 2024

Orrin Vale Police and Crime Panel

| No | Plan commitment | Activity | Quarter 3 update |
|---|---|---|---|
| A1 | <ul><li>Give each victim one contact</li><li>Fund court advocates</li></ul> | Contract | {ACTIVITY} |
| A2 | Answer every letter within ten days | New mailbox | Letters to be monitored from April 2024. |

| Objective | Measure | Target | Status |
|---|---|---|---|
| Roads | Develop a speed strategy with partners | By October 2024 | Begun |
| Roads | Fewer casualties | 5% less than 2022 | On course |
"""


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("The Chief Executive of the OPCC would write", ["Chief Executive of the OPCC"]),
        ("the DCC and Chief Executive are due to meet", ["DCC and Chief Executive"]),
        ("The Police and Crime Commissioner (PCC) agreed", ["Police and Crime Commissioner"]),
        ("Further information about KSI casualties was sought", []),
        ("Members from highways authorities would ask", ["Members from highways authorities"]),
        ("Deputy Chief Constable Mary Orme said she would", ["Deputy Chief Constable Mary Orme", "she"]),
        ("the Cabinet Member for Housing and Communities", ["Cabinet Member for Housing and Communities"]),
        ("The Section 151 Officer and Cllr Teal spoke", ["Section 151 Officer and Cllr Teal"]),
        ("the WRG will engage with partners", ["WRG", "partners"]),
        ("The Head of Legal and Democratic Services", ["Head of Legal and Democratic Services"]),
    ],
)
def test_who_is_named(words: str, names: list[str]) -> None:
    assert [agent.name for agent in agents(words)] == names


def test_a_short_form_is_nobody_where_its_long_form_is_a_thing() -> None:
    assert last_agent("the CSP will go live", {"CSP": "Contact Service Programme"}) is None
    assert last_agent("the CSP will meet", {"CSP": "Community Safety Partnership"}) is not None


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("circulated", "circulate"),
        ("carrying", "carry"),
        ("brought", "bring"),
        ("referred", "refer"),
        ("cat", "cat"),
    ],
)
def test_verbs_are_known_by_their_forms(form: str, base: str) -> None:
    assert base_of(form) == base


def test_a_clause_is_taken_apart() -> None:
    (one,) = clauses("that the list would also be sent to Members")
    assert (one.subject, one.verb, one.rest, one.passive) == ("that the list ", "send", " to Members", True)


@pytest.mark.parametrize(
    ("quote", "action"),
    [
        (
            "the outcome of the audit would be reported back to the Panel",
            "Report the outcome of the audit back to the Panel",
        ),
        ("that the Treasurer be asked to write to the bank", "Write to the bank"),
        ("that the Director bring a paper to the next meeting", "Bring a paper to the next meeting"),
        ("the Panel would receive a monthly note", "Provide panel with a monthly note"),
        ("consideration should be given to moving the depot", "Consider moving the depot"),
        ("raised the matter with the county", "Raise the matter with the county"),
        ("something else entirely", "Something else entirely"),
    ],
)
def test_what_is_to_be_done_is_said_in_short(quote: str, action: str) -> None:
    said = action_of(quote)
    assert said.lower().replace("the panel", "panel") == action.lower().replace("the panel", "panel")


def test_what_was_asked_for_is_to_be_provided() -> None:
    assert action_of("a written answer on costs.", asked=True) == "Provide a written answer on costs"
    assert action_of("Further figures for Wick were requested", asked=True) == "Provide further figures for Wick"
    assert action_of("he was invited to the launch", asked=True) == "Invite him to the launch"
    assert len(action_of("provide " + "a very long list " * 30)) <= 160


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("The list would be sent by the end of March 2024.", "by the end of March 2024"),
        ("A report would come to the meeting held on 3 May in June.", "in June"),
        ("They may write again.", None),
        ("He would chase the hospital for the December data.", None),
        ("Results were published in May 2023 and would be sent within two weeks.", "within two weeks"),
        ("She would write before the 2025/26 precept was set.", "before the 2025/26 precept was set"),
        ("Figures by ward would be given at its next meeting.", "at its next meeting"),
        ("It would be shared as soon as it was available.", "as soon as it was available"),
    ],
)
def test_when_it_is_due_stands_in_the_sentence(sentence: str, phrase: str | None) -> None:
    assert due_phrase(sentence) == phrase


def test_a_cell_that_is_no_time_is_told_from_one_that_is() -> None:
    assert is_due_phrase("31 January 2024")
    assert is_due_phrase("Next meeting")
    assert not is_due_phrase("Complete")


@pytest.mark.parametrize(
    "sentence",
    [
        "Members asked what would happen next.",
        "A Member asked whether the report could be shared.",
        "The minutes of the meeting held on 4 May were agreed as a correct record.",
        "If the bid failed the scheme would be dropped.",
        "Residents hoped that the bus would return.",
        "The Panel noted the report.",
        "As requested at the last meeting, the report set out costs.",
        "The two needed to be brought together.",
        "Councillor Poole asked that his dissent be recorded.",
    ],
)
def test_talk_and_routine_agree_nothing(sentence: str) -> None:
    assert agreed(sentence, MINUTES) is None


@pytest.mark.parametrize(
    ("sentence", "kind", "owner"),
    [
        ("It was agreed that officers would bring a paper.", "resolution", "officers"),
        ("The Clerk undertook to find out.", "undertaking", "Clerk"),
        ("The Panel asked the Treasurer to report on reserves.", "request", "Treasurer"),
        ("Details of the tender could be provided after the meeting.", "undertaking", None),
        ("The item would be examined in more detail by the task group.", "undertaking", None),
        ("Officers should circulate the map.", "undertaking", "Officers"),
        ("ACTION: JB / LT to check the figures", "action", "JB / LT"),
        ("Staffing to be brought back to the May meeting.", "undertaking", None),
        ("The force confirmed its support for the pilot.", "undertaking", "force"),
    ],
)
def test_what_is_agreed_has_its_kind_and_owner(sentence: str, kind: str, owner: str | None) -> None:
    found = agreed(sentence, MINUTES)
    assert found is not None
    assert (found.strength, found.kind, found.owner) == ("agreed", kind, owner)


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("The Commissioner will visit each town in May 2025.", True),
        ("A strategy is being developed.", True),
        ("The system is due to go live in June 2025.", True),
        ("The force plans to move its control room.", True),
        ("There will be a further review in the autumn.", True),
        ("The Chief Constable was confident that waits would fall and would continue to fall.", True),
        ("The service will help people feel safe.", False),
        ("Would you like to pay more?", False),
        ("The review had been due in May 2024.", False),
        ("We hope that the work will be finished.", False),
    ],
)
def test_firm_intentions_are_told_from_hopes(sentence: str, meant: bool) -> None:
    assert (intended(sentence, MINUTES) is not None) is meant


def test_a_plan_s_tables_hold_lasting_promises_updates_and_dates() -> None:
    document = read(PLAN)
    told = {(one.strength, " ".join(one.quote.split())[:38]): one for one in find_commitments(document)}
    assert {key for key in told if key[0] == "standing"} == {
        ("standing", "Give each victim one contact"),
        ("standing", "Fund court advocates"),
        ("standing", "Answer every letter within ten days"),
    }
    assert {key for key in told if key[0] == "intention"} == {
        ("intention", "A second round will open in June 2024."),
        ("intention", "Letters to be monitored from April 202"),
        ("intention", "Develop a speed strategy with partners"),
    }
    dated = told["intention", "Develop a speed strategy with partners"]
    assert (dated.kind, dated.due, dated.due_date) == ("scheduled", "By October 2024", "2024-10")


def test_a_quote_cut_by_a_page_is_whole_and_leans_on_the_sentence_before() -> None:
    text = (
        "Orrin Vale Panel\n\nMinutes of the meeting held on 3 June 2024\n\n4. Vans\n\n"
        "Two vans were stolen from the depot in May. The Clerk undertook to look into this and write to Members."
    )
    document = read(text)
    (one,) = find_commitments(document)
    assert one.context is not None
    assert text[one.context.start : one.context.end] == "Two vans were stolen from the depot in May."
    assert (one.owner, one.recipient) == ("Clerk", "Members")
    assert leans("She would send it.")
    assert not leans("It was agreed that a map be sent.")


def test_topics_are_headings_then_what_the_quote_names_then_what_is_said_often() -> None:
    assert topics("Review the Naloxone policy in custody suites", ["7. Drugs Strategy (Update)"]) == (
        "Drugs Strategy",
        "Naloxone",
        "custody suites",
    ) or topics("Review the Naloxone policy in custody suites", ["7. Drugs Strategy (Update)"])[0].startswith(
        "Drugs"
    )
    assert "Naloxone" in topics("Send it", [], "Naloxone is a drug. Naloxone is carried.")


@given(st.text(alphabet='<>/pbliu style="1"\n a', max_size=60))
def test_blanking_tags_keeps_every_offset(text: str) -> None:
    assert len(masked(text, 0, len(text))) == len(text)


WORDS = st.sampled_from(
    "the Panel PCC agreed that would be sent to Members by 31 March asked RESOLVED (i) report and will".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=18).map(" ".join), min_size=1, max_size=6))
def test_every_commitment_quotes_its_place_and_ids_differ(sentences: list[str]) -> None:
    text = (
        "Orrin Vale Panel\n\nMinutes of the meeting held on 3 June 2024\n\n4. Vans\n\n"
        + ". ".join(sentences)
        + "."
    )
    document = read(text)
    found = find_commitments(document)
    for one in found:
        assert one.quote == text[one.start : one.end]
        assert one.strength in ("agreed", "intention", "standing")
    assert len({one.id for one in found}) == len(found)
