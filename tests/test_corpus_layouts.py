"""The layouts that papers come in, each with an invented paper of its kind."""

from datetime import date

import pytest
from parsed import item_of, of_kind, passage, read

from corpus.records import PartKind, PassageKind

_POINT = "·" + "\u00a0" * 6

AGENDA_ITEM = f"""Agendas, Meetings and Minutes - Agenda item

Agenda item

Rural Watch Scheme: Half-year Report

To receive a report on the first six months of the scheme.

Decision:

That the report be noted.

Minutes:

The Commissioner introduced the report and thanked the volunteers.

\u00a0

The following points were raised:

\u00a0

{_POINT}A Member asked whether new signs would be paid for.  It was agreed that costs would be shared with the
Panel.

{_POINT}The Deputy Commissioner confirmed that twelve villages had joined.

Resolved:

1. that the report be noted; and

(a) that officers write to each parish council;

(i) with the costs of joining.

Supporting documents:

Rural Watch half-year report PDF 135 KB
"""


def test_a_page_of_one_agenda_item_is_minutes_under_the_items_title() -> None:
    document = read(AGENDA_ITEM)
    (part,) = document.parts
    assert (part.kind, part.title) == (PartKind.MINUTES, "Rural Watch Scheme: Half-year Report")
    assert part.meeting_date is None
    assert part.body is None
    assert "Agenda item" not in [each.text for each in document.passages]
    point = passage(document, "A Member asked whether")
    assert point.kind is PassageKind.BULLET
    assert point.lead_in == "The following points were raised:"
    assert passage(document, "The Deputy Commissioner").lead_in == point.lead_in
    assert passage(document, "(a) that officers").kind is PassageKind.BULLET
    assert passage(document, "(i) with the costs").kind is PassageKind.BULLET
    assert passage(document, "1. that the report").lead_in == "Resolved:"
    assert "no meeting date is stated" in document.warnings


LISTING = """Agenda and minutes

Northmoor Police and Crime Panel - Thursday, 14th November, 2024 10.30 am

Venue: Council Chamber, Shire Hall. View directions

Contact: Una Brack, Democratic Services  Email: una.brack@northmoor.example

Media

Items

No. Item

39/20

APOLOGIES pdf icon PDF 238 KB

Share this item

To receive apologies for absence.

Minutes:

Apologies were received from Councillor Teal.

40/20

PRECEPT CONSULTATION pdf icon PDF 412 KB

Share this item

Report of the Treasurer.

Additional documents:

Appendix pdf icon PDF 90 KB

Minutes:

The Treasurer explained the options for the precept.

It was agreed that a further paper would come to the January meeting.

41/20

ROAD SAFETY

Minutes:

The Panel heard that   ...   view the full minutes text for item 41/20
"""


def test_a_page_of_agenda_and_minutes_has_its_meeting_and_its_items() -> None:
    document = read(LISTING)
    (part,) = document.parts
    assert part.kind is PartKind.MINUTES
    assert part.body == "Northmoor Police and Crime Panel"
    assert part.meeting_date == date(2024, 11, 14)
    assert [(item.number, item.title) for item in part.items] == [
        ("39/20", "APOLOGIES"),
        ("40/20", "PRECEPT CONSULTATION"),
        ("41/20", "ROAD SAFETY"),
    ]
    assert item_of(document, "Apologies were received") == "39/20"
    assert item_of(document, "It was agreed that a further paper") == "40/20"
    assert "Share this item" not in [each.text for each in document.passages]
    assert any("the text is cut" in warning for warning in document.warnings)


def test_a_listing_with_numbers_before_the_titles() -> None:
    document = read(
        "Draft minutes\n\nFenmere Scrutiny Committee - Tuesday 3 June 2025 2.00 pm\n\nItems\n\nNo. Item\n\n"
        "1.\n\nMinutes of the last meeting\n\nMinutes:\n\nThe minutes were agreed.\n\n"
        "2.\n\nFlood wardens\n\nMinutes:\n\nThe Committee resolved:\n\n1. to thank the wardens;\n\n2. to "
        "meet again in May.\n\n"
        "3.\n\nAny other business\n\nMinutes:\n\nNone.\n"
    )
    (part,) = document.parts
    assert (part.kind, part.status) == (PartKind.MINUTES, "draft")
    assert (part.body, part.meeting_date) == ("Fenmere Scrutiny Committee", date(2025, 6, 3))
    assert [item.number for item in part.items] == ["1", "2", "3"]
    assert item_of(document, "2. to meet again") == "2"


MINUTES = """MINUTES of the MEETING of the FENMERE POLICE AND CRIME PANEL held on Monday 9 December 2024

Present:

Councillor A. Marsh (Chairman)
Councillor B. Fell

In attendance:

Ivo Stane, Fenmere Police and Crime Commissioner

{first} {one}

Apologies were received from Councillor Reeve.

{second} {two}

The Commissioner advised that recruitment would complete by March.

In response to a question he agreed to share the figures with Members.

RESOLVED: That the report be noted.

{third} {three}

Members asked about the budget.

The meeting ended at 4.10 pm

Chairman ..............................
"""


@pytest.mark.parametrize(
    ("numbers", "titles"),
    [
        (("351", "352", "353"), ("Apologies", "Recruitment of Officers", "Budget")),
        (("12.", "13.", "14."), ("APOLOGIES FOR ABSENCE", "RECRUITMENT", "BUDGET MONITORING")),
        (("**12.", "**13.", "**14."), ("Apologies**", "Recruitment of officers**", "Budget**")),
        (("PCP/23/14", "PCP/23/15", "PCP/23/16"), ("Apologies", "Recruitment", "Budget")),
        (("Minute 6 -", "Minute 7 -", "Minute 8 -"), ("Apologies", "Recruitment", "Budget")),
        (("14/24", "15/24", "16/24"), ("Apologies", "Recruitment", "Budget")),
        (("1)", "2)", "3)"), ("Apologies", "Recruitment", "Budget")),
    ],
    ids=lambda value: value[0],
)
def test_minutes_numbered_in_every_way(numbers: tuple[str, ...], titles: tuple[str, ...]) -> None:
    first, second, third = numbers
    one, two, three = titles
    document = read(MINUTES.format(first=first, second=second, third=third, one=one, two=two, three=three))
    (part,) = document.parts
    assert (part.kind, part.meeting_date) == (PartKind.MINUTES, date(2024, 12, 9))
    assert part.body == "Fenmere Police and Crime Panel"
    plain = [number.strip("*").removeprefix("Minute ").strip(" .-)") for number in numbers]
    assert [item.number for item in part.items] == plain
    assert [item.title for item in part.items] == [title.strip("*") for title in titles]
    assert item_of(document, "In response to a question") == plain[1]
    assert item_of(document, "The meeting ended") == plain[2]
    assert passage(document, "The meeting ended").kind is PassageKind.PARAGRAPH


def test_headings_in_the_margin_are_one_heading() -> None:
    document = read(
        "Fenmere Police and Crime Panel\n\nMonday, 9 December 2024\n\nMinutes\n\n"
        "**21 Apologies**\n\nNone.\n\n"
        "**22 Custody\nVisitors Annual\nReport**\n\nThe Panel received the report of the visitors.\n\n"
        "**23 Work\nProgramme**\n\nIt was agreed that the programme stand.\n"
    )
    assert [item.title for item in document.parts[0].items] == [
        "Apologies",
        "Custody Visitors Annual Report",
        "Work Programme",
    ]
    assert item_of(document, "The Panel received") == "22"


INTERRUPTED = """Fenmere Police and Crime Panel

Monday, 9 December 2024

Minutes

31 Custody

The Panel considered the report on custody.

During the discussion:

- A Member asked about healthcare, and was told that the contract for nurses would be

32 Rural Crime Plan

let again in the spring

- The cells at Oxley were to be repainted
- It was suggested that a visit be arranged

It was agreed that a visit would be arranged before the summer.

The Panel had before them the first report on the Rural Crime Plan.

- Trailers had been marked in four districts

33 Work Programme

The programme was agreed.
"""


def test_a_heading_dropped_into_a_sentence_does_not_cut_it() -> None:
    document = read(INTERRUPTED)
    cut = passage(document, "A Member asked about healthcare")
    assert cut.text.endswith("would be let again in the spring")
    assert len(cut.spans) == 2
    assert [item.number for item in document.parts[0].items] == ["31", "32", "33"]
    for words in ("A Member asked", "The cells at", "It was suggested", "It was agreed that a visit"):
        assert item_of(document, words) == "31"
    assert item_of(document, "The Panel had before them") == "32"
    assert item_of(document, "Trailers had been marked") == "32"
    heading = document.source.text.index("32 Rural Crime Plan")
    assert document.parts[0].items[1].start == heading


def test_exclusion_of_the_public_makes_what_follows_exempt() -> None:
    document = read(
        MINUTES.format(
            first="1.",
            one="Apologies",
            second="2.",
            two="Recruitment",
            third="3.",
            three="Exclusion of the Public",
        ).replace(
            "Members asked about the budget.",
            "RESOLVED that the press and public be excluded from the meeting under Part 1 of Schedule 12A.\n\n"
            "4. Commissioning of the forensic contract\n\nThe Panel considered the tenders.\n\n5. "
            "Staffing\n\nNoted.",
        )
    )
    public, closed = document.parts
    assert (public.exempt, closed.exempt) == (False, True)
    assert closed.kind is PartKind.MINUTES
    assert closed.meeting_date == public.meeting_date
    assert [item.number for item in public.items] == ["1", "2", "3"]
    assert [item.number for item in closed.items] == ["4", "5"]


@pytest.mark.parametrize(
    "marking",
    [
        "EXEMPT",
        "NOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A",
        "RESTRICTED MINUTES",
        "OFFICIAL-SENSITIVE",
        "By virtue of paragraph(s) 1, 3 of Part 1 of Schedule 12A of the Local Government Act 1972.",
        "This document is restricted",
    ],
)
def test_a_marking_at_the_head_makes_a_paper_exempt(marking: str) -> None:
    document = read(
        f"{marking}\n\nFenmere Police and Crime Panel\n\nMonday, 9 December 2024\n\nMinutes\n\n"
        "1. Contract\n\nThe tenders were opened.\n\n2. Close\n\nThe meeting closed.\n"
    )
    assert [part.exempt for part in document.parts] == [True]


@pytest.mark.parametrize("marking", ["OFFICIAL", "Not Protectively Marked", "UNCLASSIFIED"])
def test_other_markings_are_furniture(marking: str) -> None:
    document = read(f"{marking}\n\nFenmere Panel\n\nThe Panel noted the report of the year.\n\n{marking}\n")
    assert marking not in [each.text for each in document.passages]
    assert not document.parts[0].exempt


PACK = """Agenda

Fenmere Police and Crime Panel

Thursday, 6 February 2025, 11.00 am
Shire Hall

Membership:

Councillor A. Marsh (Chairman)\tFenmere County Council
Councillor B. Fell\tOxley District Council

Item No\tSubject\tPage No
1\tApologies\t
2\tConfirmation of the Minutes\t1 - 4
Reports of the Commissioner\t\t
3\tHub Project: Progress\t5 - 9

Fenmere Police and Crime Panel

Monday, 9 December 2024

Minutes

Present:

Councillor A. Marsh (Chairman), Councillor B. Fell

41 Apologies

None were received.

42 Hub Project

The Panel noted the delay to the hub.

The meeting ended at 12.30 pm

Chairman

This page is intentionally left blank

AGENDA ITEM 3

FENMERE POLICE AND CRIME PANEL 6 FEBRUARY 2025

HUB PROJECT: PROGRESS

Recommendation

The Panel is asked to note the report.

Background

1. The hub was planned to open in May.

2. It will now open in September.

Staffing

3. Forty posts have been filled.

Supporting Information

Appendix 1: Risk register

Appendix 2 - Residents' survey: summary

Contact Points

Una Brack, Fenmere Hall

Appendix 1: Risk register

Risk\tScore
Delay to the lease\t12

Appendix 1: Risk register

\tLoss of the builder\t8

This page is intentionally left blank

Residents' survey

A SUMMARY

Most of those who answered were content with the plan.

This page is intentionally left blank

FENMERE POLICE AND CRIME PANEL 6 FEBRUARY 2025

WORK PROGRAMME

Summary

1. The programme is reviewed at each meeting.
"""


def test_a_pack_is_cut_into_its_papers() -> None:
    document = read(PACK)
    assert [part.kind for part in document.parts] == [
        PartKind.AGENDA,
        PartKind.MINUTES,
        PartKind.REPORT,
        PartKind.APPENDIX,
        PartKind.APPENDIX,
        PartKind.REPORT,
    ]
    meeting, before = date(2025, 2, 6), date(2024, 12, 9)
    assert [part.meeting_date for part in document.parts] == [meeting, before, meeting, meeting, meeting, meeting]
    assert {part.body for part in document.parts} == {"Fenmere Police and Crime Panel"}
    agenda, minutes, report, register, survey, programme = document.parts
    assert [(item.number, item.title) for item in agenda.items] == [
        ("1", "Apologies"),
        ("2", "Confirmation of the Minutes"),
        ("3", "Hub Project: Progress"),
    ]
    assert [item.number for item in minutes.items] == ["41", "42"]
    assert (report.title, register.title) == ("HUB PROJECT: PROGRESS", "Appendix 1: Risk register")
    assert survey.title == "Appendix 2: Residents' survey: summary"
    assert programme.title == "WORK PROGRAMME"
    assert passage(document, "3. Forty posts").headings == ("Staffing",)
    assert "This page is intentionally left blank" not in [each.text for each in document.passages]
    rows = of_kind(document, PassageKind.ROW)
    assert any("Loss of the builder" in row for row in rows)


def test_a_bare_appendix_over_a_table_is_a_section_of_its_report() -> None:
    document = read(
        "8. VOLUNTEERS: HALF-YEAR REPORT\n\n1. Purpose\n\nTo tell the Panel about volunteers.\n\n2. Figures\n\n"
        "They are in the appendix.\n\nAPPENDIX A\n\nDistrict\tVolunteers\nOxley\t14\nTeal\t9\n"
    )
    (part,) = document.parts
    assert part.kind is PartKind.REPORT
    assert [item.number for item in part.items] == ["1", "2"]
    assert all("APPENDIX A" in each.headings for each in document.passages if each.kind is PassageKind.ROW)


def test_page_furniture_is_no_passage_and_cuts_no_sentence() -> None:
    header = "Please note: answers were given by those who chose to reply, and not by all who were asked to."
    document = read(
        f"Survey of residents\n\nThe survey asked about patrols.\n\n3\n\n{header}\n\n"
        f"Most people wanted to see more patrols in the evening, above all in the\n\n4\n\n{header}\n\n"
        f"market towns and near the stations.\n\nSome wanted fewer patrols, and asked for money to go to "
        f"the\n\n5\n\n{header}\n\n"
        f"fire service instead.\n\nOthers did not know.\n\n6\n\n{header}\n\nThat was all.\n"
    )
    assert passage(document, "Most people").text.endswith("above all in the market towns and near the stations.")
    assert passage(document, "Some wanted").text.endswith("money to go to the fire service instead.")
    texts = [each.text for each in document.passages]
    assert texts.count(header) == 1
    assert not {"3", "4", "5", "6"} & set(texts)


def test_a_name_broken_between_two_paragraphs_is_joined() -> None:
    document = read(
        "Report\n\nTwo plans have been drawn up. They were written with help from the Fenmere Local\n\n"
        "Criminal Justice Board, which will watch over them.\n\nThe Panel is asked to note this\n\n"
        "A second paragraph begins here.\n"
    )
    assert passage(document, "Two plans").text.endswith(
        "Local Criminal Justice Board, which will watch over them."
    )
    assert passage(document, "The Panel is asked").text == "The Panel is asked to note this"


WRAPPED = """Monthly Scrutiny Meeting June 2023 - Meeting Notes
Date:
Chair:

Tuesday 6th June 2023 @ 10:00
Ivo Stane

1.
1.1

MATTERS BROUGHT FORWARD
Stop and search (from January 2023)
To be looked at again at the meeting in June.

2.

HOLDING TO ACCOUNT

2.1

PERFORMANCE AGAINST THE FENMERE PLAN:
The PCC began by thanking the staff of the control room for the way in
which they had met a very busy Easter and asked whether they would have
more help in the summer. The CC said that six were filled.
The PCC asked about sickness. The CC and DCC responded:
\u2022

Sickness had fallen in each of the three districts since the new rota
was brought in.
\u2022

There was more to do.

Official
 1. Burglary
The PCC noted that burglary had risen in Oxley and asked whether there
was a plan. The CC said that a plan would be shared in the first two
weeks of July, when the new inspector for the district would have taken
up her post.
Action arising: the CC to share the plan with the
PCC.
2. Custody
The PCC had no questions on custody this month and thanked the visitors
for their work throughout the year.
3

AOB
No items
"""


def test_lines_wrapped_at_a_margin_are_joined_into_paragraphs() -> None:
    document = read(WRAPPED)
    (part,) = document.parts
    assert (part.kind, part.meeting_date) == (PartKind.NOTES, date(2023, 6, 6))
    assert [item.number for item in part.items] == ["1", "1.1", "2", "2.1", "3"]
    assert [item.title for item in part.items][:2] == [
        "MATTERS BROUGHT FORWARD",
        "Stop and search (from January 2023)",
    ]
    first = passage(document, "The PCC began")
    assert first.text.endswith("six were filled.")
    assert item_of(document, "The PCC began") == "2.1"
    bullet = passage(document, "Sickness had fallen")
    assert bullet.kind is PassageKind.BULLET
    assert bullet.lead_in == "The CC and DCC responded:"
    assert bullet.text == "Sickness had fallen in each of the three districts since the new rota\nwas brought in."
    assert passage(document, "The PCC noted that burglary").headings[-1] == "1. Burglary"
    assert passage(document, "The PCC had no questions").headings[-1] == "2. Custody"
    assert passage(document, "Action arising").text.endswith("the\nPCC.")


def test_a_paper_without_blank_lines_has_its_headings() -> None:
    prose = (
        "The Commissioner reported that the force had met most of its targets in the\nquarter, and that work "
        "went on to meet the rest of them before the end of\nthe year. Members were content.\n"
    )
    document = read(
        "Fenmere Police and Crime Panel\nMonday, 9 December 2024\nMinutes\n"
        + "".join(
            f"{number} {title}\n{prose}"
            for number, title in ((61, "Apologies"), (62, "Matters Arising"), (63, "Budget"))
        )
        + "(a) Minute 50 - Hub\nIt was noted that the hub had opened on the day that was promised to Members.\n"
        + "64 Work Programme\n"
        + prose * 3
    )
    assert [item.number for item in document.parts[0].items] == ["61", "62", "63", "64"]
    assert item_of(document, "It was noted that the hub") == "63"


def test_nested_bullets_have_their_parent_as_lead_in() -> None:
    document = read(
        "Report\n\nThe results were:\n\n- Of those who would pay more:\n - 31% would pay £20\n - 27% would "
        "pay £10\n"
        "- The rest would not.\n"
    )
    assert passage(document, "31% would").lead_in == "Of those who would pay more:"
    assert passage(document, "The rest would").lead_in == "The results were:"


@pytest.mark.parametrize(
    "bullet",
    ["- ", "• ", "·\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0", "•\n\n", "•\t", "– ", "▪ ", "\uf0b7 ", "o ", "* ", "➢ "],
)
def test_bullets_of_every_shape(bullet: str) -> None:
    document = read(
        f"The Panel heard that:\n\n{bullet}Oxley had two vans.\n\n{bullet}Teal had one.\n\nThat was all.\n"
    )
    assert of_kind(document, PassageKind.BULLET) == ["Oxley had two vans.", "Teal had one."]
    assert passage(document, "Oxley").lead_in == "The Panel heard that:"


def test_numbered_paragraphs_run_on_over_sub_headings() -> None:
    body = "of the report says what was done in the quarter, by whom, and what is still to do before the spring."
    document = read(
        f"HUB REPORT\n\nBackground\n\n1. This part {body}\n\n2. That part {body}\n\nNext steps\n\n16. 12. "
        f"The last part {body}\n"
    )
    last = passage(document, "16. 12. The last")
    assert (last.kind, last.headings) == (PassageKind.PARAGRAPH, ("Next steps",))
    assert passage(document, "2. That part").headings == ("Background",)
    assert document.parts[0].items == ()


def test_sections_that_differ_only_in_their_heading_keep_it() -> None:
    point = "- Most people felt safe.\n- Some did not.\n\n"
    document = read(
        "Survey of residents\n\nSection 1. Findings\n\nArea findings\n\n"
        + "".join(f"{area}\n\nPatrols\n\n{point}Money\n\n{point}" for area in ("Oxley", "Teal", "Reeve"))
    )
    paths = [each.headings for each in document.passages if each.text == "Most people felt safe."]
    assert paths == [
        ("Section 1. Findings", "Area findings", area, topic)
        for area in ("Oxley", "Teal", "Reeve")
        for topic in ("Patrols", "Money")
    ]


def test_a_table_of_contents_holds_no_headings() -> None:
    document = read(
        "Survey of residents\n\nContents\n\nSection 1. About..... 3\n\nMethods 4\n\nFindings..... 5\n\n"
        "Section 1. About\n\nThe survey ran in May.\n\nMethods\n\nIt was put online.\n"
    )
    assert passage(document, "The survey ran").headings == ("Section 1. About",)
    assert passage(document, "It was put").headings[-1] == "Methods"
    assert of_kind(document, PassageKind.BULLET) == ["Section 1. About..... 3", "Methods 4", "Findings..... 5"]


def test_objectives_are_headings_below_a_numbered_section() -> None:
    document = read(
        "1. Purpose\n\nTo report.\n\n2. Objectives\n\nEach has a lead.\n\nObjective 1 - To cut "
        "burglary\n\nIt fell.\n\n"
        "Objective 2 - To answer calls sooner, above all those from people who are in danger and cannot say "
        "so\n\nThey were.\n"
    )
    assert passage(document, "They were.").headings == (
        "Objective 2 - To answer calls sooner, above all those from people who are in danger and cannot say so",
    )
    assert item_of(document, "They were.") == "2"


def test_a_body_that_no_header_names_follows_from_its_area() -> None:
    document = read(
        "Report of the Commissioner\n\nThis report tells members of the panel what was done under the "
        "Police and Crime "
        "Plan for Fenmere Vale.\n\nFenmere Vale Police has met its targets. The PCC thanks all who work in "
        "Fenmere Vale.\n"
    )
    assert document.parts[0].body == "Fenmere Vale Police and Crime Panel"
    assert any("no header names the body" in warning for warning in document.warnings)


def test_a_list_of_items_run_together_between_pipes() -> None:
    document = read(
        "Venue: Shire Hall. View directions\nContact: Una Brack\nNo. | Item |\n---|---|\n"
        "Apologies for Absence Minutes: Councillor Teal sent apologies. |\n|\n"
        "Flood Wardens To receive a report on the wardens. Additional documents:\n"
        "Minutes: The Committee received the report of the wardens.\nRESOLVED that the report be noted. |\n|\n"
        "Scrutiny Work Plan PDF 111 KB To approve the plan. Minutes: None. |\n"
    )
    (part,) = document.parts
    assert part.kind is PartKind.MINUTES
    assert [(item.number, item.title) for item in part.items] == [
        (None, "Apologies for Absence"),
        (None, "Flood Wardens"),
        (None, "Scrutiny Work Plan"),
    ]
    resolved = passage(document, "RESOLVED that")
    assert part.items[resolved.item or 0].title == "Flood Wardens"
    assert passage(document, "Minutes: Councillor Teal").text == "Minutes: Councillor Teal sent apologies."


def test_a_list_of_items_without_numbers_goes_by_its_gaps() -> None:
    document = read(
        "Agenda and minutes\n\nFenmere Scrutiny Commission - Wednesday, 20 April 2022 2.00 pm\n\nNo. Item\n\n\n"
        "Minutes. pdf icon PDF 47 KB\n\n\nThe minutes were signed.\n\n\n\nQuestion Time.\n\n\nNobody asked "
        "a question.\n\n\n"
        "\nUrgent Items\n\n\nThere were none.\n"
    )
    (part,) = document.parts
    assert [item.title for item in part.items] == ["Minutes.", "Question Time.", "Urgent Items"]
    assert (part.body, part.meeting_date) == ("Fenmere Scrutiny Commission", date(2022, 4, 20))


def test_minutes_without_a_label_are_known_by_what_they_tell() -> None:
    document = read(
        "Agenda item\n\nTask Group: Report of the Chief Executive\n\nThe Panel considered a report on the "
        "task group.\n\n"
        "In reply to a question from Councillor Fell, it was confirmed that it would meet in May.\n"
    )
    assert document.parts[0].kind is PartKind.MINUTES


def test_matters_arising_have_items_of_their_own() -> None:
    document = read(
        "Agenda and minutes\n\nFenmere Panel - Thursday, 16th November, 2023 10.30 am\n\nItems\nNo. Item\n\n"
        "1.\n\nAPOLOGIES\n\nMinutes:\n\nNone.\n\n2.\n\nMATTERS ARISING (IF ANY)\n\n2.1\n\nMinute 6 - Annual "
        "Report\n\n"
        "Minutes:\n\nIt had been sent out.\n\n3.\n\nANY OTHER BUSINESS\n"
    )
    assert [(item.number, item.title) for item in document.parts[0].items] == [
        ("1", "APOLOGIES"),
        ("2", "MATTERS ARISING (IF ANY)"),
        ("2.1", "Minute 6 - Annual Report"),
        ("3", "ANY OTHER BUSINESS"),
    ]


def test_pages_indented_by_tabs_are_no_tables() -> None:
    document = read(
        "Documents\n    \t\t\t   Agenda\n\n \t\t\t\t1\n\n\t\t\t\tApologies\n\n\t\t\t\tTo receive apologies\n\n\n"
        "\t\t\t\t2\n\n\t\t\t\tFlood wardens\n\n\t\t\t\tA report by the Director\n"
    )
    assert document.tables == ()
    assert [(item.number, item.title) for item in document.parts[0].items] == [
        ("1", "Apologies"),
        ("2", "Flood wardens"),
    ]


def test_particulars_in_a_table_state_the_date() -> None:
    document = read(
        "Scrutiny Meeting - Notes\n\nDate\tTuesday 5th December 2023 @ 14:00\nChair\tIvo Stane, "
        "PCC\nVenue\tRoom 2\n\n"
        "1. Notes of the last meeting\n\nThey were agreed.\n\n2. Victims\n\n2.1 Satisfaction\n\nIt had risen.\n"
    )
    (part,) = document.parts
    assert (part.kind, part.meeting_date) == (PartKind.NOTES, date(2023, 12, 5))
    assert [item.number for item in part.items] == ["1", "2", "2.1"]
    assert passage(document, "It had risen").headings == ("2. Victims",)


def test_a_long_line_can_say_that_a_paper_is_exempt() -> None:
    document = read(
        "FENMERE POLICE AND CRIME PANEL\n\n21 NOVEMBER 2024\n\nPART 2 - AGENDA ITEM 9\n\nCLEANING CONTRACT\n\n"
        "Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A to the Local Government Act "
        "1972, as it "
        "holds information on the business of one firm.\n\nRecommendation\n\n1. The Panel is asked to note this.\n"
    )
    (part,) = document.parts
    assert (part.exempt, part.title, part.kind) == (True, "CLEANING CONTRACT", PartKind.REPORT)


def test_an_item_ends_the_headings_of_the_one_before() -> None:
    document = read(
        "Fenmere Panel\n\nMonday, 9 December 2024\n\nMinutes\n\nAVAILABLE PAPERS\n\nAll had been sent out.\n\n"
        "51 Matters Arising\n\nCUSTODY\n\nThe cells had been painted.\n\n52 Budget\n\nIt was noted.\n"
    )
    assert passage(document, "The cells had").headings == ("CUSTODY",)
    assert passage(document, "It was noted").headings == ()


def test_markdown_headings_tables_and_bold_lines() -> None:
    document = read(
        "# Delivery plan update\n\n## 1. Purpose\n\nTo report.\n\n## 2. Progress\n\n### 2.1 Hub\n\n"
        "| Action | Status |\n|---|---|\n| Lease | Signed |\n| Builder | Found |\n\n## 3. Close\n\nThat was all.\n"
    )
    (part,) = document.parts
    assert [(item.number, item.title) for item in part.items] == [
        ("1", "Purpose"),
        ("2", "Progress"),
        ("2.1", "Hub"),
        ("3", "Close"),
    ]
    (table,) = document.tables
    assert (table.title, table.columns) == ("2.1 Hub", ("Action", "Status"))
    assert passage(document, "| Builder").item == 2


def test_a_bold_action_is_no_heading() -> None:
    document = read(
        "Minutes\n\n1. Budget\n\nIt was noted.\n\n**ACTION: Treasurer to send the figures to "
        "Members**\n\nMembers agreed.\n\n"
        "2. Close\n\n**RESOLVED**\n\nThat the meeting be closed.\n"
    )
    assert passage(document, "**ACTION").kind is PassageKind.PARAGRAPH
    assert passage(document, "That the meeting").lead_in == "RESOLVED"


def test_a_transcript_may_begin_with_a_title() -> None:
    document = read(
        "Fenmere Council\nTuesday 11 March 2025\n\nChair: Item 6, please.\n\nHanna Reeve: It is short.\nI "
        "will be brief.\n\n"
        "Chair: Thank you.\n\nHanna Reeve: That was all.\n"
    )
    assert document.parts[0].kind is PartKind.TRANSCRIPT
    assert of_kind(document, PassageKind.PARAGRAPH) == ["Fenmere Council", "Tuesday 11 March 2025"]
    assert passage(document, "Hanna Reeve: It is").text.endswith("I will be brief.")


_TITLES = ("Hub", "Cells", "Tender", "Close")
_ITEMS = "".join(f"{n}. {title}\n\nMembers spoke of it.\n\n" for n, title in enumerate(_TITLES, 4))


@pytest.mark.parametrize(
    ("resolution", "exempt"),
    [
        ("RESOLVED: That the press and public be excluded for the following items.", "4567"),
        ("RESOLVED: That the public and press be excluded before discussion of Item 6 on the agenda.", "6"),
        ("The public were formally excluded on Item 9 (items 5 and 6 of these minutes).", "56"),
        ("That the press and public be excluded during the items contained in part two of the agenda.", ""),
        ("The Committee considered whether the press and public should be excluded.", ""),
        ("To consider excluding the public.", ""),
        ("The press and public are excluded from the building to protect public health.", ""),
        ("For reasons of public health the public were excluded; all could watch online.", ""),
    ],
)
def test_a_resolution_names_what_is_exempt(resolution: str, exempt: str) -> None:
    document = read(
        "Minutes of the Fenmere Panel held on Monday 9 December 2024\n\n1. Apologies\n\nNone.\n\n"
        f"2. Minutes\n\nSigned.\n\n3. Exclusion of the Press and Public\n\n{resolution}\n\n{_ITEMS}"
    )
    found = [item.number for part in document.parts if part.exempt for item in part.items]
    assert found == list(exempt)
    assert [item.number for part in document.parts for item in part.items] == list("1234567")


def test_part_two_of_the_minutes_is_exempt_where_it_begins() -> None:
    document = read(
        "MINUTES of the FENMERE PANEL held on Monday 9 December 2024\n\nPART ONE\n\n1. Procedure\n\n"
        "That the press and public be excluded from the items in part two of the agenda.\n\n"
        "2. Hub\n\nIt was noted.\n\nPART TWO\n\n3. Tender\n\nIt was opened.\n\n4. Close\n\nThe meeting closed.\n"
    )
    assert [(part.exempt, [item.number for item in part.items]) for part in document.parts] == [
        (False, ["1", "2"]),
        (True, ["3", "4"]),
    ]


def test_business_is_public_again_once_the_public_return() -> None:
    document = read(
        "Minutes of the Fenmere Panel held on Monday 9 December 2024\n\n1. Apologies\n\nNone.\n\n"
        "That the press and public be excluded from the meeting.\n\n2. Tender\n\nIt was opened.\n\n"
        "The public were readmitted to the meeting.\n\n3. Hub\n\nIt was noted.\n\n4. Close\n\nIt closed.\n"
    )
    assert [(part.exempt, [item.number for item in part.items]) for part in document.parts] == [
        (False, ["1"]),
        (True, ["2"]),
        (False, ["3", "4"]),
    ]


def test_without_headings_what_follows_an_exclusion_is_exempt() -> None:
    document = read(
        "Minutes of the Fenmere Panel held on Monday 9 December 2024\n\nMembers agreed the budget.\n\n"
        "That the press and public be excluded from the meeting.\n\nMembers spoke of the tender.\n"
    )
    assert [part.exempt for part in document.parts] == [False, True]
    assert document.parts[1].start == document.source.text.index("Members spoke")
