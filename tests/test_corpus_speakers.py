"""Who speaks in reported speech, in transcripts and in lists, and who the people are."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.people.people import people
from corpus.people.roles import canonical, is_meant
from corpus.people.speakers import attribute, speakers_of
from corpus.records import Acronym, Part, PartKind, Passage, PassageKind, Span

PCC = "Police and Crime Commissioner"


def who(text: str) -> list[str]:
    return [speaker for _, speaker in speakers_of(text)]


def passage(
    text: str, kind: PassageKind = PassageKind.PARAGRAPH, lead_in: str | None = None, item: int = 0
) -> Passage:
    return Passage(0, kind, (Span(0, len(text)),), text, 0, item=item, lead_in=lead_in)


def speakers(*passages: Passage) -> list[str | None]:
    return [attributed.speaker for attributed in attribute(passages)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The PCC informed Members that posts were filled.", PCC),
        ("The Police & Crime Commissioner advised that posts were filled.", PCC),
        ("In response to a Member's question about cameras, the PCC confirmed that they worked.", PCC),
        ("With reference to rural crime, the Commissioner stated that patrols had begun.", PCC),
        ("The Chief Constable then acknowledged the delay.", "Chief Constable"),
        ("The ACC explained the figures.", "Assistant Chief Constable"),
        ("DCC Moor reassured the Panel.", "Deputy Chief Constable Moor"),
        ("Deputy Chief Constable Ann Moor reassured the Panel.", "Deputy Chief Constable"),
        ("The Chief Executive of the OPCC emphasised the need for staff.", "Chief Executive of the OPCC"),
        (
            "A Chief Executive of the Office of the Police and Crime Commissioner reported it.",
            "Chief Executive of the OPCC",
        ),
        ("The PCC's Chief Executive explained the new rules.", "Chief Executive of the OPCC"),
        ("Police and Crime Commissioner (PCC) Ann Reed OBE, MPhil, introduced a report.", PCC),
        ("A Member asked whether the cameras worked.", "a Member"),
        ("A member of the Panel suggested a visit.", "a Member"),
        ("Another Panel Member queried the cost.", "a Member"),
        ("Members expressed concern.", "Members"),
        ("Members of the Panel asked about trains.", "Members"),
        ("The Panel requested a written response.", "the Panel"),
        ("The Chairman thanked officers.", "Chair"),
        ("The Vice-Chairman went on to ask about fraud.", "Vice-Chair"),
        ("Councillor Shah welcomed the news.", "Councillor Shah"),
        ("Cllr R Shah welcomed the news.", "Councillor R Shah"),
        ("Mr Dale said it was early days.", "Mr Dale"),
        ("Ravi Dale outlined the timetable.", "Ravi Dale"),
        ("The CC and DCC responded that it was too soon.", "Chief Constable and Deputy Chief Constable"),
        ("The PCC began by saying that he was glad.", PCC),
        ("The PCC read an extract from the report and asked what it meant.", PCC),
        ("The Assistant Director for Law advised Members.", "Assistant Director for Law"),
        ("The PCC, however, disagreed.", PCC),
        ("Councillor Shah was concerned that fraud was up.", "Councillor Shah"),
        ("The ACC was not certain that the system allowed it.", "Assistant Chief Constable"),
        ("The Commissioner, who had been ill in May, highlighted the following points:", PCC),
        ("Cllr Shah: I would like to know why, please.", "Councillor Shah"),
        ("Ann Reed: We have heard this before.", "Ann Reed"),
    ],
)  # fmt: skip
def test_the_speaker_of_a_sentence(text: str, speaker: str) -> None:
    assert who(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It was noted that the PCC had written to the Minister.",
        "Concern was expressed about fraud.",
        "The Panel was informed that the lease had ended.",
        "A report commissioned by the PCC confirmed the need.",
        "Officer explained what would happen 74%",
        "Burglary fell, while fraud rose.",
        "The force has opened three stations.",
        "Total crime: 10% reduction",
        "Actions arising: CC to share the note.",
        "When the Chair asked, nobody knew.",
        "Was concerned",
        "It was certain that prices would rise.",
        "A survey was made of staff and how safe they felt.",
        "Most recently, the PCC has sought assurance on custody.",
        "As the Panel requested in June, Table 3 shows satisfaction by area.",
        "HM Inspectors said little.",
    ],
)
def test_nobody_in_particular_speaks(text: str) -> None:
    assert [speaker for speaker in who(text) if speaker not in ("HM Inspectors",)] == []


def test_sentences_without_a_subject_carry_on() -> None:
    text = (
        "The PCC reported that fraud was up. Staff had been moved. He noted the cost. "
        "It was agreed that a report would follow. The station would open in May."
    )
    assert who(text) == [PCC, PCC, PCC]
    assert [offset for offset, _ in speakers_of(text)] == [0, text.index("Staff"), text.index("He noted")]


def test_a_question_does_not_carry_on() -> None:
    assert who("A Member asked why fraud was up. There were many reasons.") == ["a Member"]
    assert who("A Member went on to ask about fraud. There were many reasons.") == ["a Member"]


def test_a_pronoun_after_a_question_is_whoever_was_asked() -> None:
    text = "The PCC was asked when the plan would be ready. In response, he said that it was nearly done."
    assert who(text) == [PCC]
    other = "The ACC reported a rise. A Member asked why. In reply, he said that more people called."
    assert who(other) == ["Assistant Chief Constable", "a Member", "Assistant Chief Constable"]
    alone = "A Member asked why. In reply, he said that more people called."
    assert who(alone) == ["a Member"]


def test_he_was_pleased_to_report_goes_on() -> None:
    text = "The PCC spoke of fraud. He was pleased to report that no concerns had been raised."
    assert who(text) == [PCC, PCC]


def test_the_papers_own_meaning_of_an_office() -> None:
    [(_, speaker)] = speakers_of("The ACC spoke.", {"ACC": "Acting Chief Constable"})
    assert speaker == "Acting Chief Constable"
    [(_, plural)] = speakers_of("The PCC spoke.", {"PCC": "Police and Crime Commissioners"})
    assert plural == PCC


def test_the_one_who_answers_is_the_passages_speaker() -> None:
    text = "A Member asked a long question about the cameras on the bridge. The ACC explained why they were off."
    assert speakers(passage(text, PassageKind.BULLET)) == ["Assistant Chief Constable"]


def test_meanings_come_from_the_documents_acronyms() -> None:
    acronyms = (Acronym("ACC", "Assistant Chief Constable", 0, 1), Acronym("ACC", "Acting Chief Constable", 0, 0))
    [attributed] = attribute([passage("The ACC agreed.")], acronyms)
    assert attributed.speaker == "Acting Chief Constable"


def test_a_list_takes_the_speaker_of_its_lead_in() -> None:
    lead = "The PCC asked why. The CC and DCC responded:"
    bullets = [passage(text, PassageKind.BULLET, lead) for text in ("Staff were away.", "The system was new.")]
    both = "Chief Constable and Deputy Chief Constable"
    assert speakers(passage(lead), *bullets)[1:] == [both, both]
    own = passage("The PCC disagreed.", PassageKind.BULLET, lead)
    assert speakers(passage(lead), own, bullets[0])[1:] == [PCC, both]


def test_a_list_under_a_pronoun() -> None:
    lead = "He went on to highlight the following points:"
    bullet = passage("A bid had been won.", PassageKind.BULLET, lead)
    assert speakers(passage("The PCC introduced the report."), passage(lead), bullet) == [PCC, PCC, PCC]


def test_a_pronoun_long_after_is_nobody() -> None:
    silence = [passage("Crime fell.", PassageKind.BULLET) for _ in range(20)]
    assert speakers(passage("The PCC spoke."), *silence, passage("He noted the cost."))[-1] is None
    assert speakers(passage("The PCC spoke."), *silence[:2], passage("He noted the cost."))[-1] == PCC


def test_a_list_of_questions_has_no_speaker() -> None:
    lead = "Members were invited to ask questions and these points were raised:"
    assert speakers(passage(lead), passage("There were more vans.", PassageKind.BULLET, lead)) == [None, None]


def test_a_paragraph_that_goes_on() -> None:
    first = passage("The DCC added that it had taken a year.")
    assert speakers(first, passage("The survey is helpful. It is used.")) == ["Deputy Chief Constable"] * 2
    assert speakers(first, passage("The survey is helpful.", item=1)) == ["Deputy Chief Constable", None]
    assert speakers(first, passage("The survey is helpful.", PassageKind.BULLET))[1] is None
    assert speakers(first, passage("During the discussion, points included:"))[1] is None
    assert speakers(first, passage("34. Key findings are set out below.")) == ["Deputy Chief Constable", None]
    assert speakers(first, passage("Next steps", PassageKind.HEADING), passage("The survey is helpful.")) == [
        "Deputy Chief Constable", None, None,
    ]  # fmt: skip


def test_turns_of_a_transcript() -> None:
    turns = [
        passage("Ann Reed AM: Good morning, everyone.", PassageKind.TURN),
        passage("We go on to item 2.", PassageKind.TURN),
        passage("Ravi Dale: Thank you.", PassageKind.TURN),
    ]
    assert speakers(*turns) == ["Ann Reed AM", "Ann Reed AM", "Ravi Dale"]


def test_rows_and_headings_have_no_speaker() -> None:
    said = "The PCC said so."
    assert speakers(passage(said, PassageKind.ROW), passage(said, PassageKind.HEADING)) == [None, None]


@pytest.mark.parametrize(
    ("phrase", "office"),
    [
        ("the PCC", PCC),
        ("The Northmoor Police and Crime Commissioner", PCC),
        ("the Deputy PCC", "Deputy Police and Crime Commissioner"),
        ("Deputy Police & Crime Commissioner", "Deputy Police and Crime Commissioner"),
        ("the Chairman", "Chair"),
        ("a Panel Member", "a Member"),
        ("Members of the Committee", "Members"),
        ("the Committee", "the Committee"),
        ("Cllr Shah", "Councillor Shah"),
        ("the OPCC’s Director of Operations", "Director of Operations of the OPCC"),
        ("", None),
    ],
)
def test_one_spelling_for_an_office(phrase: str, office: str | None) -> None:
    assert canonical(phrase) == office


ATTENDANCE = (
    "Present:\nMr R Shah (Chairman), Ms T Okoro (Vice Chairman), Mr P Lund\n"
    "Also attended:\nAnn Reed, Northmoor Police & Crime Commissioner\n"
    "Ravi Dale, Chief Executive, Office of the Northmoor Police and Crime Commissioner\n"
    "Deputy Chief Constable Jo Moor, Northmoor Police\n"
    "Sam Hill (Democratic Services Officer)\nMr K Berg\tCo-opted Member - Eastvale Council\n"
)


def test_people_and_their_offices() -> None:
    found = {person.name: (person.role, person.organisation) for person in people(ATTENDANCE)}
    assert found == {
        "Mr R Shah": ("Chair", None),
        "Ms T Okoro": ("Vice-Chair", None),
        "Ann Reed": (PCC, None),
        "Ravi Dale": ("Chief Executive", "Office of the Northmoor Police and Crime Commissioner"),
        "Jo Moor": ("Deputy Chief Constable", None),
        "Sam Hill": ("Democratic Services Officer", None),
        "Mr K Berg": ("Co-opted Member", "Eastvale Council"),
    }
    assert all(ATTENDANCE[person.start : person.end] == person.name for person in people(ATTENDANCE))


def test_names_spelled_two_ways_are_one_person() -> None:
    text = (
        ATTENDANCE.replace("Reed", "Reedham")
        + "DCC J. Moor spoke.\nAnn Readham, Police and Crime Commissioner, closed it.\n"
    )
    found = {person.name: person.aliases for person in people(text)}
    assert found["Jo Moor"] == ("J. Moor",)
    assert found["Ann Reedham"] == ("Ann Readham",)


def test_apposition_and_letters_after_a_name() -> None:
    text = "The OPCC’s Director of Operations, Rob Ash, spoke to Chief Constable Lee Brook QPM."
    assert [(person.name, person.role) for person in people(text)] == [
        ("Rob Ash", "Director of Operations of the OPCC"),
        ("Lee Brook", "Chief Constable"),
    ]


def test_people_are_kept_by_part() -> None:
    text = "Ann Reed, Chief Executive\n" * 2
    parts = (Part(PartKind.MINUTES, "a", 0, 26), Part(PartKind.REPORT, "b", 26, 52))
    assert [person.part for person in people(text, parts)] == [0, 1]
    assert len(people(text)) == 1


WORDS = st.sampled_from(
    ["The", "PCC", "a", "Member", "said", "asked", "and", ",", "he", "was", "of", "the", "Panel", "(", ")", ":",
     ".", "In", "response", "Ann", "Reed", "went", "on", "to", "ask", "by", "that", "\n", "responded:"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_offsets_are_in_order_and_inside(text: str) -> None:
    found = speakers_of(text)
    assert [offset for offset, _ in found] == sorted({offset for offset, _ in found})
    assert all(0 <= offset < len(text) and speaker for offset, speaker in found)
    [attributed] = attribute([passage(text)])
    assert attributed.speaker is None or attributed.speaker in {speaker for _, speaker in found}


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "unit", ["The PCC said that ", "said ", "The ", "A, ", "(", "Ann Reed, ", "A. ", "x", "Ann: "]
)
def test_endless_lines_are_read_in_linear_time(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    began = time.process_time()
    speakers_of(text)
    people(text)
    assert time.process_time() - began < 45


@pytest.mark.parametrize(
    ("wanted", "who", "meant"),
    [
        ("the PCC", "Police and Crime Commissioner", True),
        ("commissioner", "Deputy Police and Crime Commissioner", False),
        ("Chief Constable", "Deputy Chief Constable", False),
        ("Chief Constable", "Chief Constable (Ann Shaw)", True),
        ("Darby", "Chair (Councillor Ffion Darby)", True),
        ("Cllr Darby", "Councillor Ffion Darby", True),
        ("Councillor Darby", "Councillor Ketley", False),
        ("members", "a Member", True),
        ("Chair", "Vice-Chair", False),
        ("?", "Chair", False),
    ],
)
def test_who_is_meant_by_an_office_or_a_name(wanted, who, meant):
    assert is_meant(wanted, who) is meant
