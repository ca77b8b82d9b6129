import re
import time
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.reading.composing import Reading
from corpus.reading.markup import read_html
from corpus.reading.numerals import numeral
from corpus.records import MarkKind

AGENDA_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Agenda item - Rural policing update -
 Northmoor Council</title><script>var words = "hidden script words";</script><style>p { color: red }</style></head>
<body><form action="x"><a class="skip-link" href="#main">Skip to content</a>
<div id="cookieBanner"><p>We use cookies to make this site better.</p><button>Accept</button></div>
<header><a href="/">Northmoor Council</a>
<nav><ul><li><a>Bins</a></li><li><a>Council tax</a></li></ul></nav></header>
<ul class="breadcrumb"><li><a>Home</a></li><li><a>Committees</a></li>
<li>Northmoor Police and Crime Panel, 14 November 2024</li></ul>
<div class="leftNavMenu"><ul><li><a>Councillors</a></li><li><a>Meetings calendar</a></li></ul></div>
<div class="mgContent"><h1>Agenda item</h1><h2>Rural policing update</h2>
<p>Report of the Commissioner.</p><p><strong>Minutes:</strong></p>
<p class="MsoListParagraph"><span>&middot;<span>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span>Members asked
about theft.</p>
<p>Figures had fallen by 28%<sup>2</sup> since the 1<sup>st</sup> of May.</p>
<ol type="a" start="3"><li>third<ul><li>inner one</li></ul></li><li value="7">seventh</li></ol>
<table><caption>Thefts</caption><thead><tr><th rowspan="2">Area</th><th colspan="2">Year</th></tr>
<tr><th>2023</th><th>2024</th></tr></thead><tbody><tr><td rowspan="2">North</td><td>12
</td><td>9</td></tr><tr><td colspan="2">not <b>known</b><ul><li>one</li><li>two</li></ul></td></tr></tbody>
<tfoot><tr><td>All</td><td>30</td><td>25</td></tr></tfoot></table>
<h3>Supporting<br>documents</h3><div style="display: none">Hint</div><div hidden>Other hint</div></div>
<footer><p>Contact us</p></footer></form></body></html>"""


def marked(reading: Reading, kind: MarkKind) -> list[tuple[int, str]]:
    return [(mark.level, reading.text[mark.start : mark.end]) for mark in reading.marks if mark.kind is kind]


def test_an_agenda_item_page_is_read_without_the_site_around_it() -> None:
    reading = read_html(AGENDA_PAGE.encode())
    assert reading.text.split("\n\n") == [
        "Home > Committees > Northmoor Police and Crime Panel, 14 November 2024",
        "Agenda item",
        "Rural policing update",
        "Report of the Commissioner.",
        "Minutes:",
        "• Members asked about theft.",
        "Figures had fallen by 28%² since the 1st of May.",
        "c. third",
        "• inner one",
        "g. seventh",
        "Thefts",
        "Area\tYear\t\n\t2023\t2024\nNorth\t12\t9\n\tnot known • one • two\t\nAll\t30\t25",
        "Supporting documents",
    ]
    assert reading.title == "Agenda item - Rural policing update - Northmoor Council"
    assert marked(reading, MarkKind.FURNITURE) == [(0, reading.text.split("\n")[0])]
    assert marked(reading, MarkKind.HEADING) == [
        (1, "Agenda item"),
        (2, "Rural policing update"),
        (3, "Minutes:"),
        (3, "Supporting documents"),
    ]
    assert marked(reading, MarkKind.LIST_ITEM) == [
        (1, "• Members asked about theft."),
        (1, "c. third"),
        (2, "• inner one"),
        (1, "g. seventh"),
    ]
    assert marked(reading, MarkKind.TABLE_HEADER) == [(0, "Area\tYear\t\n\t2023\t2024")]


def test_a_table_that_arranges_the_page_becomes_blocks_with_the_number_before_the_title() -> None:
    prose = "Members discussed the matter at length and heard from the officers who had come. " * 6
    page = f"""<table><tr><th>No.</th><th>Item</th></tr>
    <tr><td><p>39/20</p></td><td><p>APOLOGIES</p><p>{prose}</p></td></tr><tr><td>40</td><td></td></tr></table>"""
    reading = read_html(page.encode())
    assert reading.text.split("\n\n") == ["No.", "Item", "39/20 APOLOGIES", prose.strip(), "40"]
    assert (1, "39/20 APOLOGIES") in marked(reading, MarkKind.HEADING)
    assert not marked(reading, MarkKind.TABLE)


def test_a_table_of_data_inside_one_that_arranges_the_page_stays_a_table() -> None:
    inner = "<table><tr><th>Ward</th><th>2023</th><th>2024</th></tr><tr><td>North<td>1<td>2</tr></table>"
    reading = read_html(f"<table><tr><td>12.</td><td><p>Thefts</p>{inner}</td></tr></table>".encode())
    assert reading.text.split("\n\n") == ["12. Thefts", "Ward\t2023\t2024\nNorth\t1\t2"]
    assert len(marked(reading, MarkKind.TABLE)) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<table role=presentation><tr><td>a</td><td>b</td><td>c</td></tr></table>",
        "<table><tr><td>one</td></tr><tr><td>two</td></tr></table>",
        "<table><tr><td><h2>a</h2></td><td>b</td><td>c</td></tr></table>",
    ],
)
def test_layout_tables_make_no_table_marks(page: str) -> None:
    assert not marked(read_html(page.encode()), MarkKind.TABLE)


def test_line_breaks_part_blocks_unless_a_long_line_goes_on() -> None:
    page = """<p>Present:<br>Councillor A Long<br>Councillor B Short<br><br>The Panel talked for some time about
    what the building would cost the<br>taxpayer over ten years.</p><pre>one  line
two</pre>"""
    assert read_html(page.encode()).text.split("\n\n") == [
        "Present:",
        "Councillor A Long",
        "Councillor B Short",
        "The Panel talked for some time about what the building would cost the\ntaxpayer over ten years.",
        "one line\ntwo",
    ]


def test_content_is_kept_where_names_only_sound_like_a_site() -> None:
    long = "The panel discussed how the force is to answer the public in the coming year. " * 10
    page = f"""<body class="has-cookie-notice menu-open">
    <div id="sidebar-wrapper" class="nav-content"><p>{long}</p>
    <p>See the <a>report</a>.</p></div><div style="display:none" class="fullText"><p>{long}</p></div>
    <article><header><p>Minutes of the sub-group</p></header></article></body>"""
    text = read_html(page.encode()).text
    assert text.count(long.strip()) == 2
    assert "See the report." in text
    assert "Minutes of the sub-group" in text


def test_main_is_chosen_when_it_holds_most_of_the_page() -> None:
    inside = "Minutes of the meeting as agreed by the members present. " * 5
    page = f"<div><p>Popular: bins and tax.</p></div><main><p>{inside}</p></main><div id=content>Feedback</div>"
    assert read_html(page.encode()).text == inside.strip()
    little = f"<main><p>Short notice.</p></main><div><p>{inside}</p></div>"
    assert inside.strip() in read_html(little.encode()).text


def test_a_page_that_is_all_navigation_is_read_whole() -> None:
    page = "<body><div class=menu><ul><li><a>Agenda</a></li><li><a>Minutes</a></li></ul></div></body>"
    assert read_html(page.encode()).text == "• Agenda\n\n• Minutes"


@pytest.mark.parametrize(
    ("data", "text", "warned"),
    [
        (b"<meta charset=windows-1252><p>Caf\xe9 \x96 \xa35</p>", "Café – £5", False),
        (b"<p>Caf\xe9 \xa35</p>", "Café £5", True),
        ("\ufeff<p>Café</p>".encode(), "Café", False),
        ("<p>Café</p>".encode("utf-16"), "Café", True),
        ("<meta charset=no-such><p>Café</p>".encode(), "Café", False),
    ],
)
def test_encodings_are_those_the_page_declares(data: bytes, text: str, warned: bool) -> None:
    reading = read_html(data)
    assert reading.text == text
    assert bool(reading.warnings) is warned


def test_invisible_characters_are_taken_out_and_spaces_made_plain() -> None:
    page = "<p>agr\u00adeed\u200b \u202eto\u202c\u00a0the&#0;&#xD800;\x07 plan</p>"
    assert read_html(page.encode()).text == "agreed to the\ufffd\ufffd plan"


@given(st.lists(st.lists(st.text("abc12 %-", max_size=6), min_size=3, max_size=5), min_size=1, max_size=6))
@settings(max_examples=50)
def test_cells_come_back_in_their_columns(rows: list[list[str]]) -> None:
    page = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    reading = read_html(f"<table>{page}</table>".encode())
    expected = [[" ".join(cell.split()) for cell in row] for row in rows]
    lines = [line.split("\t") for line in reading.text.split("\n")] if reading.text else []
    filled = [row for row in expected if any(row)]
    assert [[cell for cell in line if cell] for line in lines] == [
        [cell for cell in row if cell] for row in filled
    ]
    assert all(
        line[index] == cell
        for line, row in zip(lines, filled, strict=True)
        for index, cell in enumerate(row)
        if cell
    )


BLOCKS = st.sampled_from(["p", "div", "li", "h2", "td", "b", "span", "blockquote", "ul", "pre", "section"])


@given(
    st.recursive(
        st.text("abc &.", min_size=1, max_size=8).map(escape),
        lambda inner: st.builds(
            lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", BLOCKS, st.lists(inner, max_size=4)
        ),
        max_leaves=20,
    )
)
@settings(max_examples=100)
def test_no_letter_is_lost_and_marks_stand_on_whole_blocks(page: str) -> None:
    reading = read_html(f"<body>{page}</body>".encode())
    letters = re.sub(r"<[^>]*>|&amp;", "", page)
    assert [x for x in reading.text if x.isalpha()] == [x for x in letters if x.isalpha()]
    for mark in reading.marks:
        assert 0 <= mark.start < mark.end <= len(reading.text)
        assert reading.text[mark.start : mark.end].strip() == reading.text[mark.start : mark.end]
        assert mark.start == 0 or reading.text[mark.start - 1] == "\n"


HOSTILE = {
    "nested divs": "<div>" * 20_000 + "deep" + "</div>" * 20_000,
    "nested tables": "<table><tr><td>" * 3_000 + "deep",
    "nested lists": "<ul><li>item" * 5_000 + "deep",
    "nested bold": "<b>" * 20_000 + "deep",
    "nested menus": "<div class=menu>" * 5_000 + "deep",
    "one long line": "<p>" + "word " * 2_000_000 + "deep",
    "wide row": "<table><tr>" + "<td>x</td>" * 10_000 + "</tr>" + "<tr><td>deep</td></tr>" * 5_000 + "</table>",
    "spans": "<table>" + "<tr><td colspan=1000 rowspan=60000>x<td>y" * 2_000 + "<tr><td>deep</table>",
    "unclosed": "<table><tr><td><p><ul><li><b>deep<!-- " + "x" * 100_000,
}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_bounded_time_and_size(name: str) -> None:
    start = time.process_time()
    reading = read_html(HOSTILE[name].encode())
    assert time.process_time() - start < 60
    assert "deep" in reading.text
    assert len(reading.text) < 12_000_000


def test_a_list_nested_fifty_deep_keeps_its_levels() -> None:
    reading = read_html(("<ul><li>item" * 50).encode())
    assert [level for level, _ in marked(reading, MarkKind.LIST_ITEM)] == list(range(1, 51))


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"), (0, "lowerRoman", "0"),
        (5000, "upperRoman", "5000"),
        (27, "lowerLetter", "aa"), (28, "upperLetter", "BB"), (0, "lowerLetter", "0"), (3, "decimalZero", "03"),
        (1, "ordinal", "1st"), (12, "ordinal", "12th"), (22, "ordinal", "22nd"), (7, "none", ""),
        (7, "unknown", "7"),
    ],
)  # fmt: skip
def test_numerals(number: int, style: str, shown: str) -> None:
    assert numeral(number, style) == shown
