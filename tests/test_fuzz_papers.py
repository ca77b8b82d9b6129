"""Damaged, hostile and endless papers: refused in a sentence or understood, soon and in little memory.

Damaged papers come from the sample by number (tests/fuzzing.py); those that once tripped a reader or the parser
stand here by themselves. `--fuzz 20` tries twenty times as many.
"""

import io
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from fuzzing import SAMPLE, damaged, made, understood
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadablePaperError
from corpus.reading.files import read

# What the lines of code do is covered elsewhere; here each of them is run very often.
pytestmark = pytest.mark.no_cover

SECONDS = 20.0
"""Of processor time: what the largest of these may take on a slow machine; the usual is a tenth of a second."""

HEAD = (
    "Harrowdale Police and Crime Panel\nMinutes of the meeting held on 7 March 2025\n\n"
    "The Police and Crime Commissioner and the Chief Constable.\n\n1. Apologies\n\n"
)


def tried(path: Path) -> bool:
    """Understand a paper in bounded time; returns whether it was one."""
    started = time.process_time()
    document = understood(path)
    assert time.process_time() - started < SECONDS
    return document is not None


@pytest.mark.slow
def test_damaged_papers_are_refused_or_understood(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    outcomes = set()
    for number in range(14 * request.config.getoption("--fuzz")):
        suffix, data = made(number)
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(data)
        outcomes.add(tried(path))
    assert outcomes == {True, False}


@settings(max_examples=40)
@given(st.binary(max_size=3000), st.sampled_from([".txt", ".md", ".html", ".pdf", ".docx", ".htm", ".DOTM"]))
def test_any_bytes_under_any_name_are_refused_or_understood(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"paper{suffix}"
    path.write_bytes(data)
    tried(path)


_ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1252",
    "latin-1",
    "cp500",
    "utf-7",
    "shift_jis",
]


@settings(max_examples=40)
@given(st.text(max_size=400), st.sampled_from(_ENCODINGS), st.integers(0, 3))
def test_any_words_in_any_encoding_are_refused_or_understood(
    tmp_path: Path, words: str, encoding: str, lost: int
) -> None:
    path = tmp_path / "paper.txt"
    encoded = (HEAD + words).encode(encoding, "ignore")
    path.write_bytes(encoded[: len(encoded) - lost])
    tried(path)


_LINES = st.sampled_from([
    "Minutes of the meeting held on 31 February 2024", "1.", "1.1.1.1.1 Title", "RESOLVED", "RESOLVED that (a)",
    "(a)", "(i) agreed", "| Measure | Target |", "|---|", "Target\t2023/24\t2024/25", "\t\t\t", "Page 0 of 0",
    "EXEMPT", "Agenda item 99999999999999999999", "Cllr : ", "Action: ", "by 99 March 99999", "Q9 2024/99",
    "“", "minute 12 be amended to read", "- - -", "•", "12:61:99", "<v >", "\x0c", "\u202e", "Appendix ", "£",
    "100 % of 0", "Present:", "In attendance: Cllr", "(PCC)", "Part 2", "...", "It was agreed that", "# ", "```",
])  # fmt: skip


@settings(max_examples=40)
@given(st.lists(_LINES, max_size=40), st.sampled_from([" ", "\n", "\n\n", "\r\n", "\t"]), st.booleans())
def test_the_forms_of_papers_in_any_order_are_understood(
    tmp_path: Path, lines: list[str], joint: str, marked: bool
) -> None:
    path = tmp_path / ("paper.md" if marked else "paper.txt")
    path.write_text(HEAD + joint.join(lines), encoding="utf-8", newline="")
    assert tried(path)


_ENDLESS = [
    "A ", "1.1 ", "| a ", "RESOLVED that ", "31 March ", "a\n\n", "1\t2\t3\n", "(ABC) ", "the Panel agreed to ",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", _ENDLESS)
def test_what_is_said_without_end_takes_time_in_proportion(tmp_path: Path, piece: str) -> None:
    """40,000 characters on one line take a second at most; with their square it would be minutes."""
    path = tmp_path / "paper.txt"
    path.write_text(HEAD + piece * (40_000 // len(piece)), encoding="utf-8", newline="")
    started = time.process_time()
    understood(path)
    assert time.process_time() - started < 6


def test_a_name_without_end_is_no_police_area(tmp_path: Path) -> None:
    """Found by damaging: 21,000 letters without a space took half a minute."""
    path = tmp_path / "paper.txt"
    path.write_text(f"{HEAD}{'Nn' * 20_000} Police\n", encoding="utf-8")
    assert tried(path)


def nested(tag: str, depth: int) -> str:
    return f"<{tag}>" * depth + "words" + f"</{tag}>" * depth


@pytest.mark.parametrize(
    "page",
    [
        nested("div", 20_000),
        nested("table><tr><td", 1_500).replace("</table><tr><td>", "</td></tr></table>"),
        nested("ul><li", 5_000).replace("</ul><li>", "</li></ul>"),
        nested("b", 30_000),
        "<table>" + "<tr><td colspan=9999999 rowspan=9999999>a</td><td>b</td></tr>" * 200 + "</table>",
        "<table>" + "<tr>" + "<td>1</td>" * 20_000 + "</tr></table>",
        "<table>" + "<tr><td>1<td>2<td>3</tr>" * 8_000 + "</table>",
        "<ol start=99999999999999999999>" + "<li value=-99999999999>a" * 3_000 + "</ol>",
        "<p>" + "&#x110000;&#xD800;&#0;&nosuch;" * 3_000 + "</p>",
        "<p " + "a=b " * 50_000 + ">words</p>",
        "<!--" * 20_000 + "words",
        "<script>" + "<p>no</p>" * 10_000,
    ],
    ids=lambda page: page[:24],
)
def test_hostile_pages_are_refused_or_understood(tmp_path: Path, page: str) -> None:
    path = tmp_path / "paper.html"
    path.write_text(f"<html><body><h1>Minutes</h1>{page}</body></html>", encoding="utf-8")
    tried(path)


def word_file(path: Path, body: str, *, before: str = "", **parts: bytes) -> Path:
    """A Word file of the sample with another body, and other parts besides."""
    packed = io.BytesIO()
    sample = next(one for one in sorted(SAMPLE.iterdir()) if one.suffix == ".docx")
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + before
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = f"{start}<w:document {space}><w:body>{body}</w:body></w:document>".encode()
    with zipfile.ZipFile(sample) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, document if name == "word/document.xml" else old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    path.write_bytes(packed.getvalue())
    return path


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


LAUGHS = "<!DOCTYPE w:document [" + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("before", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_are_not_expanded(tmp_path: Path, before: str) -> None:
    path = word_file(tmp_path / "paper.docx", paragraph("Minutes") + paragraph("&l11;"), before=before)
    try:
        text = read(path, path.name).text
    except UnreadablePaperError:
        return
    assert "haha" not in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc>" * 60 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 60,
        "<w:sdt><w:sdtContent>" * 100 + paragraph("deep") + "</w:sdtContent></w:sdt>" * 100,
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr>"
        + paragraph("a")
        + "</w:tc></w:tr></w:tbl>",
        "<w:tbl>" + ("<w:tr>" + f"<w:tc>{paragraph('1')}</w:tc>" * 60 + "</w:tr>") * 300 + "</w:tbl>",
        paragraph("word " * 100_000),
        paragraph("a") * 20_000,
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='-7'/><w:numId w:val='99999999999'/></w:numPr></w:pPr></w:p>" * 50,
    ],
    ids=["tables", "controls", "span", "cells", "words", "paragraphs", "numbers"],
)
def test_hostile_word_files_are_refused_or_understood(tmp_path: Path, body: str) -> None:
    tried(word_file(tmp_path / "paper.docx", paragraph("Minutes of the meeting") + body))


def pdf(objects: list[bytes]) -> bytes:
    """A PDF file with these objects, the first of which is its catalogue."""
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), more, content)


RESOURCES = b"/Resources<</XObject<</X 5 0 R>>/Font<</F 6 0 R>>>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + RESOURCES + b">>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
ONE_PAGE = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE]
FAR = b"BT /F 1e38 Tf 1e38 1e38 Td (far) Tj ET "
SAID = b"BT /F 12 Tf 72 700 Td (Minutes of the meeting) Tj ET "
PDFS = {
    "pages that hold themselves": [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"],
    "more pages than there are": [ONE_PAGE[0], b"<</Type/Pages/Kids[3 0 R]/Count 4000>>", PAGE],
    "too many pages": [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2000000000>>"],
    "a form that draws itself": [
        *ONE_PAGE,
        stream(SAID + b"/X Do"),
        stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"),
        FONT,
    ],
    "contents that are their own filter": [*ONE_PAGE, b"<</Length 4 0 R/Filter 4 0 R>>\nstream\nx\nendstream"],
    "brackets without end": [*ONE_PAGE, stream(SAID + b"[" * 200_000), b"<<>>", FONT],
    "words beyond the page": [*ONE_PAGE, stream(FAR * 500 + SAID), b"<<>>", FONT],
    "lines without end": [*ONE_PAGE, stream(SAID + b"0 0 m 500 500 l S " * 20_000), b"<<>>", FONT],
    "words over words": [*ONE_PAGE, stream(SAID * 4_000), b"<<>>", FONT],
    "a page without a size": [
        *ONE_PAGE[:2],
        PAGE.replace(b"[0 0 595 842]", b"[0 0 0 0]"),
        stream(SAID),
        b"<<>>",
        FONT,
    ],
    "a page as large as a town": [
        *ONE_PAGE[:2],
        PAGE.replace(b"[0 0 595 842]", b"[-1e30 -1e30 1e30 1e30]"),
        stream(SAID),
        b"<<>>",
        FONT,
    ],
}  # fmt: skip


@pytest.mark.parametrize("objects", PDFS.values(), ids=PDFS)
def test_hostile_pdf_files_are_refused_or_understood(tmp_path: Path, objects: list[bytes]) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(objects))
    tried(path)


def test_words_placed_nowhere_are_left_out(tmp_path: Path) -> None:
    """Found by damaging: a matrix of wild numbers puts words at places that are no numbers."""
    wild = b"BT /F 12 Tf 1e38 1e38 1e38 1e38 1e38 1e38 Tm 1e38 0 0 1e38 0 0 cm (nowhere) Tj ET "
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf([*ONE_PAGE, stream(wild + b"1e38 0 0 1e38 1e38 1e38 cm " + wild + SAID), b"<<>>", FONT]))
    tried(path)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.8, 0.97, 0.999])
@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_half_a_file_is_refused(tmp_path: Path, suffix: str, share: float) -> None:
    whole = next(one for one in sorted(SAMPLE.iterdir()) if one.suffix == suffix).read_bytes()
    path = tmp_path / f"paper{suffix}"
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(UnreadablePaperError, match=r"damaged|cut short|no such file|ZIP archive"):
        read(path, path.name)


_MEASURED = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from fuzzing import understood
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
understood(Path(sys.argv[1]))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as member:
            for _ in range(300):
                member.write(b" " * (1 << 20))
    return path


def endless_table(path: Path) -> Path:
    path.write_text("<table>" + "<tr>" + "<td colspan=1000 rowspan=60000>a</td>" * 40 + "</tr></table>" * 40)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "name"), [(bomb, "bomb.docx"), (endless_table, "endless.html")], ids=["bomb", "endless table"]
)
def test_little_files_take_little_memory(tmp_path: Path, make, name: str) -> None:
    command = [sys.executable, "-c", _MEASURED, str(make(tmp_path / name)), str(Path(__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 400


def test_a_mishap_is_the_same_whenever_its_number_is() -> None:
    assert [made(number) for number in range(3)] == [made(number) for number in range(3)]
    data = b"Minutes 7 of 9"
    assert damaged(data, random.Random(1), lambda: data) == damaged(data, random.Random(1), lambda: data)
