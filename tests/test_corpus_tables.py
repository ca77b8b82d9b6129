"""Tables of every shape that papers hold, in invented papers."""

import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Table
from corpus.tables.tables import ParsedRow, ParsedTable, describe_row, parse_table

SCORECARD = (
    "Aim\tMeasure\tTarget\tActual\tRAG Status / Comment\n"
    "1. Safer streets\tRecorded thefts*\tless 4%\t1,639\tG\n"
    "\tThefts solved\t22.5% ²\t21.5%\tWork commenced A\n"
    "\tStrategy in place\tBy July\t\tOn target for July\n"
    "2. Better service\tCalls answered\t95%\t95.9%\tG\n"
)


def parse(
    text: str, previous: ParsedTable | None = None, header_end: int | None = None, title: str | None = None
) -> ParsedTable:
    return parse_table(
        text,
        0,
        len(text),
        title=title,
        header_end=header_end,
        previous=previous.table if previous else None,
        index=0,
        previous_group=previous.last_group if previous else None,
    )


def values(row: ParsedRow) -> dict[str | None, str]:
    return {cell.column: cell.text for cell in row.cells}


def texts(row: ParsedRow) -> list[str]:
    return [cell.text for cell in row.cells]


def test_header_groups_and_cells() -> None:
    table = parse(SCORECARD, title="Scorecard")
    assert table.table.columns == ("Aim", "Measure", "Target", "Actual", "RAG Status / Comment")
    assert table.table.title == "Scorecard"
    assert [row.group for row in table.rows] == [None, "1. Safer streets", "1. Safer streets", None]
    assert values(table.rows[1])["Measure"] == "Thefts solved"
    assert table.last_group == "2. Better service"
    assert not any(row.doubtful or row.note or row.continues for row in table.rows)


def test_offsets_are_those_of_the_raw_cells() -> None:
    table = parse(SCORECARD)
    for row in table.rows:
        for cell in row.cells:
            assert cell.text[0] == SCORECARD[cell.start : cell.end].strip()[0]
    assert SCORECARD[table.rows[0].spans[0].start : table.rows[0].spans[0].end].startswith("1. Safer")


def test_footnote_marks_stand_apart_from_values() -> None:
    table = parse(SCORECARD)
    assert (table.rows[1].cells[1].text, table.rows[1].cells[1].notes) == ("22.5%", ("²",))
    assert (table.rows[0].cells[1].text, table.rows[0].cells[1].notes) == ("Recorded thefts", ("*",))
    glued = parse("Area\tCadets\nNorth\t282 ²\nSouth\t31¹\nEast\t12 m²\n")
    assert [texts(row)[1] for row in glued.rows] == ["282", "31", "12 m²"]


def test_the_rag_letter_is_told_from_its_comment() -> None:
    table = parse(SCORECARD)
    assert [cell.text for cell in table.rows[1].cells if cell.column == "RAG"] == ["A"]
    assert values(table.rows[1])["RAG Status / Comment"] == "Work commenced A"
    assert "RAG" not in values(table.rows[2])
    assert values(table.rows[0])["RAG Status / Comment"] == "G"
    letter = next(cell for cell in table.rows[1].cells if cell.column == "RAG")
    assert SCORECARD[letter.start : letter.end] == "A"


def test_a_row_is_described_with_its_columns() -> None:
    table = parse(SCORECARD)
    described = describe_row(table.table, table.rows[1].cells, table.rows[1].group)
    assert described == (
        "1. Safer streets; Measure: Thefts solved; Target: 22.5%; Actual: 21.5%; "
        "RAG Status / Comment: Work commenced A; RAG: A (amber)"
    )
    assert describe_row(table.table, (), None) == ""


def test_a_later_block_carries_the_group_on() -> None:
    first = parse(SCORECARD)
    block = "Aim\tMeasure\tTarget\tActual\tRAG Status / Comment\n\tCalls dropped\t5%\t4%\tG\n"
    assert parse(block, previous=first).rows[0].group == "2. Better service"
    continued = (
        "Aim\tMeasure\tTarget\tActual\tRAG Status / Comment\n2 Cont.\t\t\t\t\n\tLetters answered\t90%\t88%\tA\n"
    )
    table = parse(continued, previous=first)
    assert table.rows[0].group == "2. Better service"
    assert [continued[span.start : span.end] for span in table.furniture] == ["2 Cont."]


def test_a_table_of_another_shape_does_not_carry_on() -> None:
    other = parse("Area\tCount\nNorth\t1\n\tof which rural\n", previous=parse(SCORECARD))
    assert other.table.columns == ("Area", "Count")
    assert all("Better" not in (row.group or "") for row in other.rows)


def test_a_header_missing_after_a_page_break_is_lent_by_the_block_before() -> None:
    first = parse("Area\tQtr 1\tQtr 2\nNorth\t12\t14\nSouth\t9\t8\n")
    second = parse("East\t7\t6\nWest\t5\t4\n", previous=first)
    assert second.header == ()
    assert values(second.rows[1]) == {"Area": "West", "Qtr 1": "5", "Qtr 2": "4"}
    assert parse("East\t7\t6\t5\n", previous=first).table.columns == ()


def test_header_of_two_rows() -> None:
    text = (
        "\t\t2022/23\t2023/24\tChange to\n\t\tQ2\tQ2\tQ2 22/23\n"
        "Burglary\tDwelling\t40\t30\t-25%\n\tBusiness\t10\t12\t20%\nTotal\t\t50\t42\t-16%\n"
    )
    table = parse(text)
    assert table.table.columns == ("", "", "2022/23 Q2", "2023/24 Q2", "Change to Q2 22/23")
    assert len(table.header) == 2
    assert table.rows[1].group == "Burglary"
    assert values(table.rows[1])["2023/24 Q2"] == "12"


def test_a_label_that_spans_columns_is_spread_over_them() -> None:
    table = parse("Area\tThefts\t\tFires\t\n\t2022\t2023\t2022\t2023\nNorth\t5\t6\t7\t8\nSouth\t1\t2\t3\t4\n")
    assert table.table.columns == ("Area", "Thefts 2022", "Thefts 2023", "Fires 2022", "Fires 2023")


def test_a_label_over_the_figures_only() -> None:
    table = parse("Aim\tTarget\tActual\t\tRAG\n\t\tQ1\tQ2\t\nThefts\t90%\t91%\t88%\tG\nFires\t8%\t9%\t6%\tA\n")
    assert table.table.columns == ("Aim", "Target", "Actual Q1", "Actual Q2", "RAG")
    below = parse(
        "\tSatisfied\t\tInformed\t\nArea\tJune\tMay\tJune\tMay\nNorth\t7%\t8%\t9%\t4%\nEast\t1%\t2%\t3%\t4%\n"
    )
    assert below.table.columns == ("Area", "Satisfied June", "Satisfied May", "Informed June", "Informed May")


def test_a_repeated_header_is_not_a_row() -> None:
    table = parse("Area\tCount\nNorth\t1\n\nArea\tCount\nSouth\t2\n")
    assert len(table.header) == 2
    assert [texts(row) for row in table.rows] == [["North", "1"], ["South", "2"]]


def test_another_header_after_a_gap_heads_the_rows_below_it() -> None:
    table = parse("Area\tThefts\tFires\nNorth\t1\t2\n\nRoad\tSpeed\tLength\nA1\t50\t7\nB2\t30\t9\n")
    assert values(table.rows[1]) == {"Road": "A1", "Speed": "50", "Length": "7"}


def test_the_formats_own_header_is_trusted() -> None:
    text = "North\tSouth\n1\t2\n3\t4\n"
    table = parse(text, header_end=text.index("3") - 1)
    assert table.table.columns == ("North 1", "South 2")
    assert [texts(row) for row in table.rows] == [["3", "4"]]
    assert parse("Area\tCount\nNorth\t1\n", header_end=0).table.columns == ()


def test_labels_and_values_without_a_header() -> None:
    table = parse("Level of marking\tOfficial\nDate of publication\t15th May 2021\nVersion\tFinal\n")
    assert table.table.columns == ()
    assert describe_row(table.table, table.rows[2].cells, table.rows[2].group) == "Version; Final"
    figures = parse("Lap-tops\t4523\nRadios\t5096\n")
    assert [texts(row) for row in figures.rows] == [["Lap-tops", "4523"], ["Radios", "5096"]]


def test_a_header_of_words_above_a_table_of_words() -> None:
    table = parse("Item No\tSubject\tPage No\n1\tWelcome\t\n2\tMinutes\t1 - 8\nReports\t\t\n3\tBudget\t9 - 20\n")
    assert table.table.columns == ("Item No", "Subject", "Page No")
    assert table.rows[-1].group == "Reports"
    assert texts(table.rows[1]) == ["2", "Minutes", "1 - 8"]


def test_sections_and_codes_are_carried_together() -> None:
    text = (
        "MAKING ROADS SAFER\t\t\nNo\tCommitment\tActivity\tUpdate\n"
        "B1\tSlow the traffic\t(B1.1) Cameras\tTwo were installed.\n"
        "\t\t(B1.2) Signs\tOrdered in May.\n"
    )
    table = parse(text)
    assert table.table.columns == ("No", "Commitment", "Activity", "Update")
    assert table.rows[1].group == "MAKING ROADS SAFER"
    assert table.rows[2].group == "MAKING ROADS SAFER › B1 – Slow the traffic"
    assert table.last_group == "MAKING ROADS SAFER › B1 – Slow the traffic"
    following = parse("\t\t(B1.3) Lights\tUnder way.\n", previous=table)
    assert following.rows[0].group == "MAKING ROADS SAFER › B1 – Slow the traffic"


def test_a_row_cut_by_a_page_break_is_joined() -> None:
    text = "No\tCommitment\tUpdate\nC1\tWork with ambassadors\tThey were met,\n\t\tand will be met again.\n"
    table = parse(text)
    assert len(table.rows) == 1
    assert len(table.rows[0].spans) == 2
    assert texts(table.rows[0])[-1] == "and will be met again."
    alone = parse("\t\tand will be met again.\n", previous=table)
    assert alone.rows[0].continues


def test_a_line_without_cells_goes_on_with_the_row_above() -> None:
    table = parse("Area\tComment\nNorth\tThe station was\nclosed in May\nSouth\tNothing to report\n")
    assert [len(row.spans) for row in table.rows] == [2, 1]


def test_more_cells_than_columns_are_not_trusted() -> None:
    table = parse("Area\tCount\nNorth\t1\nSouth\t2\t3\nEast\t4\n")
    assert [row.doubtful for row in table.rows] == [False, True, False]
    assert [cell.column for cell in table.rows[1].cells] == ["Area", None, None]


def test_two_figures_in_one_cell_are_not_trusted() -> None:
    table = parse("\tQtr 2 20/21\tQtr 2 19/20\tTrend\tChange\nThefts\t7957 6066\t7620\t7598\t3%\n")
    assert table.rows[0].doubtful
    assert [cell.column for cell in table.rows[0].cells] == [None] * 5
    assert texts(table.rows[0])[1] == "7957 6066"


def test_two_limits_under_a_nameless_column_leave_the_others_alone() -> None:
    table = parse(
        "\t\tQtr 2 20/21\tQtr 2 19/20\tChange\nThefts\t2442 1917\t2075\t2331\t-15%\nFires\t19 11\t8\t13\t-54%\n"
    )
    assert not table.rows[0].doubtful
    assert values(table.rows[0])["Qtr 2 20/21"] == "2075"
    assert table.rows[0].cells[1].column is None


def test_a_second_line_of_figures_makes_the_row_doubtful() -> None:
    table = parse("\tQtr 2\tQtr 1\tChange\nThefts\t2442\t2075\t-15%\n\t1917\t2331\t\nFires\t52\t30\t58%\n")
    assert [row.doubtful for row in table.rows] == [True, False]
    assert texts(table.rows[0]) == ["Thefts", "2442", "2075", "-15%", "1917", "2331"]
    assert {cell.column for cell in table.rows[0].cells if cell.text[0].isdigit()} == {None}


def test_years_tell_the_rows_of_a_group_apart() -> None:
    table = parse("Area\tYear\tCount\nNorth\t2019\t2442\n\t2020\t1917\nSouth\t2019\t52\n")
    assert [row.group for row in table.rows] == [None, "North", None]


def test_a_total_without_a_label_is_a_row_of_its_own() -> None:
    text = (
        "Victims\t22\t19%\nSuspects\t34\t30%\nBoth\t59\t51%\n\t115\t100%\n"
        "Victims\t13\t12%\nSuspects\t93\t88%\n\t106\t100%\n"
    )
    table = parse(text)
    assert [texts(row) for row in table.rows][3] == ["115", "100%"]
    assert [texts(row) for row in table.rows][-1] == ["106", "100%"]
    assert not any(row.doubtful for row in table.rows)


def test_words_far_from_their_column_make_the_row_doubtful() -> None:
    text = (
        "No\tCommitment\tUpdate\nD1\tNewsletter\tSent.\nD2\tEvents\tTwo were held.\nD3\tSurvey\tUnder way.\n"
        "(D3.1) Meet your neighbour events\t\tNone were held.\n"
    )
    assert [row.doubtful for row in parse(text).rows] == [False, False, False, True]


def test_figures_that_rose_into_the_header_make_the_table_doubtful() -> None:
    table = parse("\t757\t556\tTrend\tChange\nThefts\t603\t\t\t-31%\n")
    assert table.table.columns == ()
    assert all(row.doubtful for row in table.rows)


def test_html_and_bold_are_taken_out_of_the_words_only() -> None:
    text = "No\tUpdate\nA1\t<p>Ready &amp; sent</p> <ul><li>one</li><li>two</li></ul>\nA2\t**done**\n"
    table = parse(text)
    assert texts(table.rows[0])[1] == "Ready & sent one two"
    assert text[table.rows[0].cells[1].start : table.rows[0].cells[1].end].startswith("<p>Ready")
    assert texts(table.rows[1])[1] == "done"
    assert texts(parse("Limit\tCount\nless <5\t1\n").rows[0])[0] == "less <5"


def test_pipes_are_cells_too() -> None:
    text = "| Area | Count |\n|------|:---:|\n| North | 1 |\n| South | 2 |\n| | |\n"
    table = parse(text)
    assert table.table.columns == ("Area", "Count")
    assert [texts(row) for row in table.rows] == [["North", "1"], ["South", "2"]]
    assert [text[span.start : span.end] for span in table.furniture] == ["|------|:---:|", "| | |"]
    assert parse("No. | Item |\n1. | Apologies\n").table.columns == ("No.", "Item")


def test_rules_of_dashes_are_furniture() -> None:
    text = "Area\tCount\nNorth\t1\n--\t--\t---\n"
    assert [text[span.start : span.end] for span in parse(text).furniture] == ["--\t--\t---"]


def test_notes_in_a_table_are_notes() -> None:
    table = parse("Area\tCount\nNorth\t1 ¹\nSouth\t2\n¹ Counted twice.\t\nNote: provisional figures\n")
    assert [row.note for row in table.rows] == [False, False, True, True]
    assert table.table.notes == ("¹ Counted twice.", "Note: provisional figures")
    assert describe_row(table.table, table.rows[0].cells, None) == "Area: North; Count: 1; Note ¹ Counted twice."
    assert describe_row(table.table, table.rows[1].cells, None) == "Area: South; Count: 2"


def test_a_single_column() -> None:
    table = parse("Objective Summary\t\n1. Keep the peace\t\n2. Mend the roads\t\n")
    assert [values(row) for row in table.rows] == [
        {"Objective Summary": "1. Keep the peace"},
        {"Objective Summary": "2. Mend the roads"},
    ]


def test_a_whole_paragraph_as_group_is_shortened() -> None:
    text = "No\tCommitment\tUpdate\nB1\t" + "help people " * 40 + "\tFirst\n\t\tSecond\n"
    group = parse(text).rows[1].group
    assert group is not None
    assert group.startswith("B1 – help people")
    assert len(group) < 220
    assert group.endswith("…")


def test_nothing_is_a_table_without_rows() -> None:
    table = parse(" \n\n\t\t\n")
    assert (table.rows, table.header, table.table.columns) == ((), (), ())
    assert isinstance(table.table, Table)


CELL = st.sampled_from(
    ["", "1", "12%", "Area", "North", "a b c", "7 8", "N/A", "-", "--", "¹ note", "x²", "(B1.2)", "**b**", "|"]
)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=8)


@given(ROWS, st.sampled_from(["\t", " | "]), st.lists(st.booleans(), min_size=8, max_size=8), st.booleans())
def test_every_character_is_somewhere_once(
    rows: list[list[str]], separator: str, gaps: list[bool], lend: bool
) -> None:
    lines = [separator.join(cells) + ("\n" if gap else "") for cells, gap in zip(rows, gaps, strict=False)]
    text = "before\n" + "\n".join(lines) + "\nafter"
    start, end = 7, len(text) - 6
    previous = parse(SCORECARD).table if lend else None
    table = parse_table(
        text, start, end, title=None, header_end=None, previous=previous, index=3, previous_group="A › b"
    )
    spans = [*table.header, *table.furniture, *(span for row in table.rows for span in row.spans)]
    seen = Counter(place for span in spans for place in range(span.start, span.end))
    assert all(seen[place] == 1 for place in range(start, end) if not text[place].isspace())
    assert all(start <= span.start < span.end <= end for span in spans)
    for row in table.rows:
        assert row.cells
        assert all(
            any(span.start <= cell.start <= cell.end <= span.end for span in row.spans) for cell in row.cells
        )
        assert all(before.start < after.start for before, after in pairwise(row.spans))
    assert table == parse_table(
        text, start, end, title=None, header_end=None, previous=previous, index=3, previous_group="A › b"
    )


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "text",
    [
        "Area\t" + "\t".join(f"c{place}" for place in range(10_000)) + "\n" + "\t".join(["7"] * 10_001) + "\n",
        "Area\tNote\nNorth\t" + "word " * 400_000,
        "Area\tCount\n" + "North\t1\n\t2\n" * 20_000,
        "Area\tCount\n" + "\n\n".join("North\t1" for _ in range(20_000)),
        "a\tb\n" + "-" * 1_000_000 + "x\ty\n",
        "a\tb\n" + "<p" * 500_000 + "\ty\n",
        "\n".join("Heading\tOther" for _ in range(20_000)),
        "\n\n".join(f"Heading {place}\tOther\n\tx" for place in range(10_000)),
        "|" * 1_000_000,
    ],
)
def test_hostile_tables_take_linear_time(text: str) -> None:
    began = time.process_time()
    table = parse(text)
    # Seconds of this process, so that a busy machine does not fail it; under coverage about four times as many.
    assert time.process_time() - began < 30
    assert table.rows or table.furniture
