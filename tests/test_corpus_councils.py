"""Papers as councils of every kind lay them out: all invented, each with what a clerk reads in it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxDocument
from parsed import check, item_of, of_kind, passage, read

from corpus.parsing import parse
from corpus.reading.files import read as read_file
from corpus.records import Document, PartKind, PassageKind, SpeechAct
from corpus.tables.tables import describe_row
from corpus.time.timing import period_of_cell, period_of_passage

PAPERS = Path(__file__).parent / "papers"
_MINUTES, _AGENDA, _REPORT = PartKind.MINUTES, PartKind.AGENDA, PartKind.REPORT
# Of each paper's parts: kind, body, day, the numbers of the items.
EXPECTED = {
    "district-committee.txt": [
        (_MINUTES, "Oxbridge District Council Planning Committee", date(2019, 7, 17), "42/19 43/19 44/19 45/19")
    ],
    "cabinet.txt": [
        (_MINUTES, "Westmarch County Council Cabinet", date(2024, 3, 5), "CAB.17 CAB.18 CAB.19 CAB.20")
    ],
    "fire-authority.txt": [
        (
            _MINUTES,
            "Thornshire Fire and Rescue Authority Audit and Governance Committee",
            date(2022, 9, 26),
            "1 2 3 4 5",
        )
    ],
    "delegated-decision.txt": [(PartKind.DECISION, None, date(2023, 8, 12), "")],
    "agenda-item.html": [
        (_MINUTES, "Harborough Vale Council Overview and Scrutiny Committee", date(2021, 10, 4), "")
    ],
    "licensing-notes.txt": [(_MINUTES, "Licensing Sub-Committee", None, "")],
    "parish.txt": [
        (_MINUTES, "Minster-on-Wold Parish Council", date(2018, 1, 8), "1/18 2/18 3/18 4/18 5/18 6/18 7/18")
    ],
    "public-pack.txt": [
        (_AGENDA, "Borderland Combined Authority Overview and Scrutiny Committee", date(2023, 5, 18), "1 2 3 4 5"),
        (_MINUTES, "Borderland Combined Authority Overview and Scrutiny Committee", date(2023, 3, 16), "31 32"),
        (_REPORT, "Borderland Combined Authority Overview and Scrutiny Committee", date(2023, 5, 18), "1 2 3"),
        (_REPORT, "Borderland Combined Authority Overview and Scrutiny Committee", date(2023, 5, 18), ""),
    ],
    "panel-draft.txt": [
        (
            _MINUTES,
            "Marshland Police and Crime Panel",
            date(2021, 2, 1),
            "PCP/21/12 PCP/21/13 PCP/21/14 PCP/21/15",
        )
    ],
    "town-council.txt": [
        (_MINUTES, "St Elwyn Town Council Policy and Resources Committee", date(2020, 10, 12), "11 12 13")
    ],
    "agenda-item-page.txt": [
        (_MINUTES, "Rookmoor Borough Council Environment Scrutiny Panel", date(2022, 9, 12), "")
    ],
    "agenda-and-minutes.html": [
        (_MINUTES, "Fallowdale District Council Licensing Committee", date(2023, 2, 7), "20 21 22")
    ],
    "margin-headings.txt": [(_MINUTES, "Police and Crime Panel", date(2017, 2, 3), "134 135 136")],
    "performance-tables.txt": [(_REPORT, "Hollowshire Police and Crime Panel", None, "")],
    "fire-report.txt": [
        (_REPORT, "Eastmere Fire Authority Policy & Challenge Group", date(2023, 6, 14), "1 2"),
        (PartKind.APPENDIX, "Eastmere Fire Authority Policy & Challenge Group", date(2023, 6, 14), ""),
    ],
    "health-scrutiny.txt": [
        (_MINUTES, "Tarnbrook Joint Health Scrutiny Committee", date(2021, 11, 9), "HSC/34 HSC/35 HSC/36")
    ],
    "bold-minutes.md": [(_MINUTES, "Brackwater Borough Council Cabinet", date(2024, 1, 22), "63 64 65")],
    "bilingual.txt": [
        (_MINUTES, "Glanmorfa County Council Resources Scrutiny Committee", date(2023, 6, 8), "1 2")
    ],
    "decision-list.txt": [(PartKind.DECISION, "Executive", date(2023, 12, 13), "5 6 7")],
    "panel-report.txt": [
        (_REPORT, "Chilterley Police and Crime Panel", date(2022, 12, 2), ""),
        (PartKind.APPENDIX, "Chilterley Police and Crime Panel", date(2022, 12, 2), ""),
    ],
    "full-council.txt": [(_MINUTES, "Full Council", date(2018, 7, 18), "27 28")],
    "white-space.txt": [
        (_MINUTES, "Northgate City Council Community Safety Scrutiny Committee", date(2019, 11, 6), "1 2")
    ],
    "minutes-in-a-table.txt": [(_MINUTES, "Lowmere Police, Fire and Crime Panel", date(2020, 1, 30), "1 2 3 4")],
    "extract-of-a-pack.txt": [(_MINUTES, "Corporate Parenting Board", date(2019, 3, 11), "1 2 3 4")],
    "tax-base.txt": [(_REPORT, "Cabinet", date(2018, 10, 16), "1.0 2.0 3.0")],
    "prefixed-numbers.txt": [
        (
            _MINUTES,
            "Greater Fenland Fire and Rescue Authority",
            date(2020, 6, 3),
            "FRA.12/20 FRA.13/20 FRA.14/20 FRA.15/20",
        )
    ],
    "summary-of-decisions.txt": [(PartKind.DECISION, "Planning Committee", date(2021, 5, 5), "")],
    "markdown-minutes.md": [
        (
            _MINUTES,
            "Eastfold District Council Overview and Scrutiny Committee",
            date(2023, 9, 19),
            "OS/23/21 OS/23/22 OS/23/23",
        )
    ],
    "items-of-a-pack.txt": [
        (_AGENDA, "Crime and Disorder Committee", date(2022, 1, 18), "1 2 3"),
        (_REPORT, "Crime and Disorder Committee", date(2022, 1, 18), "1 2 3"),
        (_REPORT, "Crime and Disorder Committee", date(2022, 1, 18), ""),
    ],
    "assurance-notes.txt": [(PartKind.NOTES, "Strategic Assurance Board", date(2023, 3, 15), "1 2")],
    "extract-of-minutes.txt": [(_MINUTES, None, None, "7 8")],
    "report-particulars.txt": [(_REPORT, "Resources Committee", date(2020, 3, 12), "")],
    "reports-in-a-row.txt": [
        (_AGENDA, "Oldcastle Council Cabinet", date(2019, 7, 9), "1 2 3 4"),
        (_REPORT, "Oldcastle Council Cabinet", date(2019, 7, 9), ""),
        (_REPORT, "Oldcastle Council Cabinet", date(2019, 7, 9), ""),
    ],
    "agenda-item-text.txt": [(_MINUTES, "Stourland Police and Crime Panel", date(2021, 9, 23), "")],
    "listing-text.txt": [(_MINUTES, None, None, "12 13 14 15")],
    "decision-details.txt": [(PartKind.DECISION, None, date(2024, 2, 2), "")],
    "slashed-minutes.txt": [(_MINUTES, None, date(2017, 9, 25), "16/17 17/17 18/17 19/17")],
    "council-motions.txt": [
        (_MINUTES, "Council", date(2016, 12, 7), "55 56 57 58"),
        (_MINUTES, "Council", date(2016, 12, 7), "59"),
    ],
    "scorecard-pipes.txt": [(_REPORT, "Wyreham Police and Crime Panel", date(2015, 7, 16), "")],
    "agenda-papers.txt": [
        (_AGENDA, "Traffham Council Housing Scrutiny Panel", date(2019, 9, 10), "1 2 3 4"),
        (_MINUTES, "Traffham Council Housing Scrutiny Panel", date(2019, 7, 2), "5 6 7"),
        (_REPORT, "Traffham Council Housing Scrutiny Panel", date(2019, 9, 10), ""),
    ],
    "joint-committee.txt": [
        (
            _MINUTES,
            "Joint Strategic Committee of Severnside and Marl District Councils",
            date(2023, 3, 14),
            "JSC/61/22-23 JSC/62/22-23 JSC/63/22-23",
        )
    ],
    "panel-in-private.txt": [
        (_MINUTES, "Police & Crime Panel for Lancombe", date(2013, 7, 22), "12 13 14"),
        (_MINUTES, "Police & Crime Panel for Lancombe", date(2013, 7, 22), "15"),
    ],
    "dense-report.txt": [(_REPORT, None, None, "")],
    "public-questions.txt": [(PartKind.OTHER, None, None, "")],
    "parish-site.html": [
        (_MINUTES, "Elmbridge-under-Hill Parish Council", date(2021, 6, 14), "21/041 21/042 21/043")
    ],
    "panel-listing.txt": [(_MINUTES, "Police and Crime Panel", date(2018, 2, 2), "1 2 3 4")],
    "partnership-board.txt": [
        (_MINUTES, "Highley and District Partnership Board", date(2016, 3, 16), "1 2 3 4 5")
    ],
    "extract-of-cabinet.txt": [(_MINUTES, "Cabinet", date(2011, 1, 11), "C/94")],
    "quarter-in-spaces.txt": [(_REPORT, None, None, "1 2 3")],
    "spaced-tables.txt": [(_REPORT, None, None, "")],
    "scorecard.md": [(_REPORT, None, None, "")],
    "webcast.txt": [(PartKind.TRANSCRIPT, "Full Council", date(2023, 11, 21), "")],
    "video-call.txt": [(PartKind.TRANSCRIPT, None, date(2024, 6, 12), "")],
    "subtitles.txt": [(PartKind.TRANSCRIPT, None, None, "")],
}


def understood(name: str) -> Document:
    document = parse(read_file(PAPERS / name, name))
    check(document)
    return document


@pytest.mark.parametrize("name", EXPECTED)
def test_parts_bodies_days_and_items_are_those_of_the_paper(name: str) -> None:
    document = understood(name)
    found = [
        (part.kind, part.body, part.meeting_date, " ".join(item.number or "-" for item in part.items))
        for part in document.parts
    ]
    assert found == EXPECTED[name]


def test_every_paper_is_expected_to_be_read() -> None:
    assert {path.name for path in PAPERS.iterdir()} == set(EXPECTED)


def titles(document: Document, part: int = 0) -> list[str]:
    return [item.title for item in document.parts[part].items]


def rows(document: Document) -> list[dict[str | None, str]]:
    return [
        {cell.column: cell.text for cell in each.cells}
        for each in document.passages
        if each.kind is PassageKind.ROW and len(each.cells) > 1
    ]


def test_a_tab_between_number_and_words_makes_no_table() -> None:
    document = understood("district-committee.txt")
    assert titles(document)[3] == "PLANNING APPLICATION 19/00412/FUL – LAND AT MILL LANE, OXBRIDGE"
    condition = passage(document, "(a)")
    assert (condition.kind, condition.lead_in) == (
        PassageKind.BULLET,
        "That planning permission be granted subject to:",
    )
    assert passage(document, "It was proposed").text.endswith("RESOLVED (5 votes for, 1 against) –")
    assert item_of(document, "The meeting closed") == "45/19"
    panel = understood("panel-draft.txt")
    assert panel.tables == ()
    assert passage(panel, "2.\tThat the Commissioner").lead_in == "RESOLVED:"
    assert panel.parts[0].status == "draft"


def test_those_present_and_the_next_meetings_day_head_nothing() -> None:
    fire = understood("fire-authority.txt")
    assert not any(
        heading.startswith(("PRESENT", "OFFICERS")) for each in fire.passages for heading in each.headings
    )
    assert (
        passage(fire, "valuation of land").lead_in
        == "The external auditor presented the plan and highlighted three risks:"
    )
    cabinet = understood("cabinet.txt")
    assert passage(cabinet, "Tuesday, 9 April").kind is PassageKind.PARAGRAPH
    assert passage(cabinet, "The meeting ended").headings == ()


def test_minutes_whose_titles_run_into_their_text() -> None:
    document = understood("parish.txt")
    assert titles(document) == [
        "Apologies",
        "Declarations of Interest",
        "Minutes of the meeting of 4th December 2017",
        "Matters arising",
        "Planning",
        "Finance",
        "Date of next meeting",
    ]
    assert item_of(document, "18/0007 New dwelling") == "5/18"
    assert item_of(document, "a) Balance") == "6/18"
    assert passage(document, "4/18").text.endswith("ACTION: Clerk to chase.")


def test_the_front_of_a_public_pack_is_its_agenda() -> None:
    document = understood("public-pack.txt")
    assert titles(document) == [
        "Apologies for absence",
        "Declarations of interest",
        "Minutes of the meeting held on 16 March 2023",
        "Bus franchising: progress report",
        "Work programme",
    ]
    assert [part.title for part in document.parts[2:]] == ["Bus franchising: progress report", "Work programme"]
    cut = passage(document, "The Director of Skills")
    assert "enrolled in the first term" in cut.text
    assert len(cut.spans) > 1


def test_when_a_page_was_put_up_is_not_when_the_body_met() -> None:
    document = understood("licensing-notes.txt")
    assert document.parts[0].meeting_date is None
    assert "no meeting date is stated" in document.warnings
    assert not any("Uploaded" in heading for each in document.passages for heading in each.headings)
    page = understood("agenda-item.html")
    texts = [each.text for each in page.passages]
    assert not any("Last updated" in text or "©" in text or "Bins" in text for text in texts)
    assert passage(page, "42 fixed").lead_in is not None


def test_tables_set_with_spaces() -> None:
    document = understood("spaced-tables.txt")
    first, second = document.tables
    assert first.columns == second.columns == ("Indicator", "Target", "Q1 22/23", "Q2 22/23", "RAG", "Trend")
    assert (first.title, second.title) == (
        "Corporate Plan priority: Clean and green",
        "Corporate Plan priority: Housing",
    )
    assert rows(document)[0] == {
        "Indicator": "Missed bins per 100,000",
        "Target": "50",
        "Q1 22/23": "43",
        "Q2 22/23": "61",
        "RAG": "R",
        "Trend": "↓",
    }
    assert second.notes == ("1 Q2 recycling figure is provisional.",)
    assert not any(each.doubtful for each in document.passages)


def test_notes_below_a_table_belong_to_the_rows_that_carry_their_mark() -> None:
    document = understood("scorecard.md")
    (table,) = document.tables
    assert table.notes == ("¹ Includes attempted burglary.", "² Provisional.")
    robbery = next(each for each in document.passages if each.text.startswith("| S2"))
    assert robbery.group == "Priority 1: Safer streets"
    assert describe_row(table, robbery.cells, robbery.group) == (
        "Priority 1: Safer streets; Ref: S2; Measure: Street robberies; 2020/21 outturn: 96; Target 2021/22: 90; "
        "Q1 actual: 31; RAG: Red; Note ² Provisional."
    )


@pytest.mark.parametrize(
    ("name", "speakers"),
    [
        ("webcast.txt", ["THE MAYOR", "CLLR JANE HOLT", "THE MAYOR", "CLLR OWEN BRAND", "THE MAYOR"]),
        ("video-call.txt", ["Jane Holt", "Owen Brand", "Jane Holt", "Owen Brand"]),
        ("subtitles.txt", ["Jane Holt", "Owen Brand", "Jane Holt", "Owen Brand"]),
    ],
)
def test_turns_of_transcripts_of_every_make(name: str, speakers: list[str]) -> None:
    document = understood(name)
    assert [each.speaker for each in document.passages if each.kind is PassageKind.TURN] == speakers
    assert not any("-->" in text for text in of_kind(document, PassageKind.TURN))


def test_headings_in_the_margin_of_text_that_kept_its_layout() -> None:
    document = understood("margin-headings.txt")
    assert titles(document) == ["APOLOGIES FOR ABSENCE", "PROPOSED PRECEPT 2017/18", "WORK PROGRAMME"]
    presented = passage(document, "The Commissioner presented")
    assert presented.text.endswith("an increase of 1.99% was sought to protect neighbourhood teams.")
    assert item_of(document, "In reply to Councillor Tarn") == "135"
    assert item_of(document, "The Panel agreed its programme") == "136"


def test_a_page_of_a_councils_site_is_read_without_the_site() -> None:
    document = understood("agenda-item-page.txt")
    (part,) = document.parts
    assert part.title == "Air Quality Action Plan - progress"
    texts = [each.text for each in document.passages]
    assert not {"Search", "Home", "Councillors", "A to Z", "Contact us"} & set(texts)
    assert passage(document, "Whether idling fines").lead_in == "In discussion, Members raised the following:"


def test_a_table_inside_minutes_is_not_named_by_a_label() -> None:
    document = understood("agenda-and-minutes.html")
    assert document.tables[0].columns == ("Tariff", "Current", "Proposed")
    assert document.tables[0].title == "21. Taxi Fares Review"
    assert passage(document, "That the proposed fares").lead_in == "RESOLVED"


def test_headers_of_two_rows_periods_and_notes_of_a_performance_report() -> None:
    document = understood("performance-tables.txt")
    contact, crime = document.tables
    assert contact.columns[1:5] == ("2019/20 Q3", "2019/20 Full year", "2020/21 Q2", "2020/21 Q3")
    assert contact.notes == ("* Affected by a system outage in September.",)
    abandoned = next(each for each in document.passages if each.text.startswith("101 calls"))
    cells = {cell.column: cell for cell in abandoned.cells}
    assert (cells["RAG"].text, cells["2020/21 Q2"].notes) == ("R", ("*",))
    assert describe_row(contact, abandoned.cells, None).endswith(
        "Note * Affected by a system outage in September."
    )
    found = period_of_cell(document, abandoned, cells["2020/21 Q2"])
    assert found is not None
    assert (found.first, found.last) == (date(2020, 7, 1), date(2020, 9, 30))
    row = next(each for each in document.passages if each.table == crime.index and each.cells)
    assert (found := period_of_passage(document, row)) is not None
    assert (found.first, found.last) == (date(2020, 10, 1), date(2020, 12, 31))


def test_a_motion_between_quotes_heads_nothing() -> None:
    document = understood("full-council.txt")
    assert all(not heading.startswith('"') for each in document.passages for heading in each.headings)
    assert item_of(document, "The motion was CARRIED") == "28"


def test_a_heading_in_bold_over_two_lines_and_what_was_resolved() -> None:
    document = understood("bold-minutes.md")
    assert titles(document)[1] == "Draft Budget 2024/25 and Medium Term Financial Strategy"
    assert passage(document, "2. the Section 151").lead_in == "Resolved that:"


def test_minutes_laid_out_as_a_table() -> None:
    document = understood("minutes-in-a-table.txt")
    assert titles(document) == ["Welcome and apologies", "Precept", "Estates", "Any other business"]
    assert item_of(document, "Members were concerned") == "3"
    assert rows(document)[1]["Action by"] == "CFO to circulate breakdown by 14 February"


def test_columns_of_figures_in_a_report_keep_their_empty_cells() -> None:
    document = understood("tax-base.txt")
    assert rows(document)[-1] == {"Band": "Total", "Dwellings": "27,533", "Equivalents": "21,291.1"}
    assert item_of(document, "3.2") == "3.0"
    assert document.parts[0].title == "Council Tax Base 2019/20"


def test_tables_between_pipes_keep_their_numbers_and_their_empty_first_cells() -> None:
    pack = understood("items-of-a-pack.txt")
    assert [part.title for part in pack.parts[1:]] == ["BURGLARY: ANNUAL REPORT", "WORK PROGRAMME"]
    assert rows(pack)[-1] == {"Date": "14 June 2022", "Topic": "Youth work", "Lead": "TBC"}
    assert {"2019/20": "63", "2020/21": "55", "Change": "-13%"} in rows(pack)
    notes = understood("assurance-notes.txt")
    assert rows(notes)[0]["Ref"] == "2023/05"
    assert passage(notes, "Action 2023/07").act is SpeechAct.PROMISED


def test_a_rule_below_the_first_row_makes_it_the_header() -> None:
    document = understood("markdown-minutes.md")
    assert document.tables[0].columns == ("Present", "Role")


def test_the_particulars_of_reports_name_title_body_and_day() -> None:
    assert understood("report-particulars.txt").parts[0].title == "Debt Recovery Policy"
    row = understood("reports-in-a-row.txt")
    assert [part.title for part in row.parts] == ["Oldcastle Council: Agenda", "Parking strategy", "Empty homes"]


def test_an_item_of_a_meeting_as_text_from_a_councils_page() -> None:
    document = understood("agenda-item-text.txt")
    assert document.parts[0].title == "Police and Crime Plan 2021-25: Delivery Update"
    assert passage(document, "The Commissioner, Mr Alder").lead_in is None
    assert passage(document, "(2) the Commissioner").lead_in == "RESOLVED that:"
    listing = understood("listing-text.txt")
    assert titles(listing)[2] == "Minutes of the previous meeting"
    assert item_of(listing, "2.\nward figures") == "15"
    assert listing.parts[0].status == "draft"


def test_a_decision_has_the_day_it_was_taken() -> None:
    document = understood("decision-details.txt")
    assert document.parts[0].title == "Approval of the Community Grants Scheme 2024/25"


def test_captions_of_figures_and_charts_head_nothing() -> None:
    document = understood("items-of-a-pack.txt")
    assert not any(step.startswith(("Figure", "Table")) for each in document.passages for step in each.headings)
    assert document.tables[1].title == "Table 1. Burglary by ward"


def test_exempt_business_and_votes_in_council_minutes() -> None:
    document = understood("council-motions.txt")
    assert [part.exempt for part in document.parts] == [False, True]
    assert passage(document, "The motion was declared carried").act is SpeechAct.DECIDED
    assert passage(document, "Present:-").kind is PassageKind.PARAGRAPH


def test_a_rag_letter_before_its_comment_is_a_cell_of_its_own() -> None:
    document = understood("scorecard-pipes.txt")
    ratings = [cell.text for each in document.passages for cell in each.cells if cell.column == "RAG"]
    assert ratings == ["R", "A"]
    burglary = next(each for each in document.passages if "Burglary dwelling" in each.text)
    assert burglary.group == "1. Reduce crime"
    assert describe_row(document.tables[0], burglary.cells, burglary.group).endswith(
        "Note ¹ Provisional until audit."
    )


def test_notes_at_the_end_of_a_table_reach_its_rows_on_the_pages_before() -> None:
    header = "Measure\tTarget\tActual\n"
    document = read(
        f"Scorecard\n\nMeasures\n\n{header}Calls answered\t90%\t88% ¹\n\n{header}Visits made\t50\t52 ²\n\n"
        "¹ From a new system.\n\n² To June.\n\nThat was all.\n"
    )
    calls, visits = (each for each in document.passages if each.kind is PassageKind.ROW)
    assert describe_row(document.tables[calls.table or 0], calls.cells, None).endswith("Note ¹ From a new system.")
    assert describe_row(document.tables[visits.table or 0], visits.cells, None).endswith("Note ² To June.")


def test_pages_behind_what_an_agendas_items_are_for() -> None:
    document = understood("agenda-papers.txt")
    assert document.tables == ()
    assert titles(document) == ["ATTENDANCES", "MINUTES", "REPAIRS CONTRACT", "EMPTY HOMES"]
    assert passage(document, "To receive a report").kind is PassageKind.PARAGRAPH
    assert document.parts[2].title == "Repairs contract"


def test_what_was_considered_in_private_is_exempt() -> None:
    document = understood("panel-in-private.txt")
    assert [part.exempt for part in document.parts] == [False, True]
    assert passage(document, "(b) the figures").lead_in == "RESOLVED that:-"


@pytest.mark.parametrize("below", ["There was no exempt business.", "None."])
def test_a_private_session_without_business_hides_nothing(below: str) -> None:
    document = read(
        "Minutes of the Fenmere Panel held on Monday 9 December 2024\n\n1. Hub\n\nIt was noted.\n\n2. Vans\n\n"
        f"Noted.\n\nEXEMPT BUSINESS\n\n{below}\n\nThe meeting closed at noon.\n"
    )
    assert [part.exempt for part in document.parts] == [False]


def test_business_is_public_again_under_a_heading_that_says_so() -> None:
    document = read(
        "Minutes of the Fenmere Panel held on Monday 9 December 2024\n\n1. Hub\n\nIt was noted.\n\n"
        "CONSIDERED IN PRIVATE\n\n2. Tender\n\nIt was opened.\n\nCONSIDERED IN PUBLIC\n\n3. Vans\n\nNoted.\n"
    )
    assert [(part.exempt, [item.number for item in part.items]) for part in document.parts] == [
        (False, ["1"]),
        (True, ["2"]),
        (False, ["3"]),
    ]


def test_headings_of_a_short_paper_without_any_blank_line() -> None:
    document = understood("dense-report.txt")
    assert rows(document)[1]["Status"] == "Red ▼"
    adults = next(each for each in document.passages if each.text.startswith("ASC1"))
    assert adults.headings == ("Performance – Adults",)
    found = period_of_cell(document, adults, adults.cells[4])
    assert found is not None
    assert found.first == date(2022, 6, 1)


def saved(tmp_path: Path, paper: DocxDocument) -> Document:
    path = tmp_path / "paper.docx"
    paper.save(str(path))
    document = parse(read_file(path, path.name))
    check(document)
    return document


def add_rows(paper: DocxDocument, rows: Sequence[Sequence[str]]) -> None:
    table = paper.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words


def test_word_minutes_laid_out_by_a_table_without_lines(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("Wold Town Council – Amenities Committee")
    paper.add_paragraph("Minutes of the meeting held on Monday 9 May 2022")
    add_rows(
        paper,
        [
            ("AM22/1", "Apologies", ""),
            ("", "Cllr Nunn.", ""),
            ("AM22/2", "Allotments", ""),
            ("", "The Clerk reported that 14 plots were vacant. Members agreed to advertise them.", "Clerk"),
            ("AM22/3", "Play area", ""),
            ("", "Resolved to replace the swings at a cost of £4,200.", "Clerk / Cllr Orr"),
        ],
    )
    document = saved(tmp_path, paper)
    (part,) = document.parts
    assert (part.body, part.meeting_date) == ("Wold Town Council Amenities Committee", date(2022, 5, 9))
    assert [(item.number, item.title) for item in part.items] == [
        ("AM22/1", "Apologies"),
        ("AM22/2", "Allotments"),
        ("AM22/3", "Play area"),
    ]
    assert item_of(document, "The Clerk reported") == "AM22/2"


def test_word_minutes_with_typed_numbers_in_bold_and_a_table_of_actions(tmp_path: Path) -> None:
    paper = docx.Document()
    for words in ("Aldham Vale District Council", "Audit Committee"):
        paper.add_paragraph().add_run(words).bold = True
    paper.add_paragraph("Minutes of a meeting held in Committee Room 1 on 5th July 2022 at 7.00pm")
    add_rows(paper, [("Present:", "Councillor H Ince (Chair)"), ("", "Councillors Judd and Kerr")])
    for number, title in ((7, "Apologies"), (8, "Accounts")):
        paper.add_paragraph().add_run(f"{number}.\t{title}").bold = True
        paper.add_paragraph(f"Members spoke of the {title.lower()}.")
    paper.add_paragraph("ACTIONS")
    add_rows(paper, [("Action", "Owner", "Date"), ("Pension note", "Finance Director", "30 July 2022")])
    document = saved(tmp_path, paper)
    (part,) = document.parts
    assert part.body == "Aldham Vale District Council Audit Committee"
    assert [item.number for item in part.items] == ["7", "8"]
    assert rows(document)[-1] == {"Action": "Pension note", "Owner": "Finance Director", "Date": "30 July 2022"}
    assert document.tables[-1].title == "ACTIONS"


def test_who_is_to_act_may_stand_in_the_right_margin() -> None:
    document = understood("partnership-board.txt")
    assert document.tables == ()
    assert passage(document, "2.1 CD has chased").text.endswith("\tCD")
    assert passage(document, "EF reported").kind is PassageKind.PARAGRAPH


def test_columns_that_touch_are_told_apart_by_their_cells() -> None:
    document = understood("quarter-in-spaces.txt")
    (table,) = document.tables
    assert table.columns == ("Force", "Oct-Dec 10", "Oct-Dec 11", "% change")
    injury = next(each for each in document.passages if each.text.startswith("with injury"))
    assert injury.group == "Violence"
    assert {"Force": "with injury", "Oct-Dec 10": "1,650", "Oct-Dec 11": "1,702", "% change": "+3.2"} in rows(
        document
    )
    found = period_of_cell(document, injury, injury.cells[1])
    assert found is not None
    assert (found.first, found.last) == (date(2010, 10, 1), date(2010, 12, 31))


def test_a_row_whose_cells_reach_over_a_gutter_is_doubted() -> None:
    document = read(
        "Quarter\n\nForce        Calls    Visits\nNorth           12        14\nSouth            9         8\n"
        "East, which opened in May      7\nWest            11        10\n\nThat was all.\n"
    )
    east = next(each for each in document.passages if each.text.startswith("East"))
    assert east.doubtful
    assert all(cell.column is None for cell in east.cells if cell.text == "7")
    assert {"Force": "West", "Calls": "11", "Visits": "10"} in rows(document)
