import re
import tomllib
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser

from corpus.sample import make_papers, markup

SAMPLE = make_papers.HERE
PAPERS = sorted(make_papers.PAPERS.iterdir())
NAMES = [path.name for path in PAPERS]
README = (SAMPLE / "README.md").read_text(encoding="utf-8")
QUOTED = re.compile(r'"([^"]+)" \(([a-z0-9-]+\.[a-z]+)\)')
FURNITURE = re.compile(r"^(Page \d+|OFFICIAL|AGENDA ITEM \d+.*\| \d+|.*Minutes \| \d+)$", re.MULTILINE)


def words_of(path: Path) -> str:
    """The paper's words with single spaces between them, read by nothing of ours."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
        text = FURNITURE.sub("", text.replace("\r", "").replace("\ufffe\n", "-\n"))
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as file:
            xml = "".join(
                file.read(f"word/{name}.xml").decode()
                for name in ("document", "footnotes")
                if f"word/{name}.xml" in file.namelist()
            )
        text = re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:br/>", "\n", xml)).replace("&amp;", "&")
    elif path.suffix == ".html":
        text = LexborHTMLParser(path.read_text(encoding="utf-8")).text(separator=" ")
    else:
        text = path.read_text(encoding="utf-8")
    return " ".join(text.split())


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    return {path.name: words_of(path) for path in PAPERS}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.name: path for path in make_papers.make(tmp_path_factory.mktemp("papers"))}


def test_the_readme_lists_every_paper_and_no_other() -> None:
    section = README.split("## The papers")[1].split("\n## ")[0]
    assert sorted(re.findall(r"^\| ([a-z0-9-]+\.[a-z]+) ", section, flags=re.MULTILINE)) == NAMES


def test_the_papers_come_in_all_five_formats() -> None:
    assert {path.suffix for path in PAPERS} == {".pdf", ".html", ".docx", ".txt", ".md"}
    assert len(PAPERS) == 17


def test_every_source_makes_a_paper_or_is_included_in_one() -> None:
    sources = sorted(make_papers.SOURCES.glob("*.txt"))
    included = {
        name for path in sources for name in re.findall(r"^@include (\S+)", path.read_text(), re.MULTILINE)
    }
    assert sorted(markup.load(path).settings["out"] for path in sources if path.name not in included) == NAMES


def contents(path: Path) -> bytes | dict[str, bytes]:
    """A Word file by its members: how tightly they are packed depends on the machine's zlib."""
    if path.suffix != ".docx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as file:
        return {entry.filename: file.read(entry) for entry in file.infolist()}


@pytest.mark.parametrize("name", NAMES)
def test_the_sources_give_the_papers_that_are_shipped(name: str, made: dict[str, Path]) -> None:
    assert contents(made[name]) == contents(make_papers.PAPERS / name)


def test_word_files_carry_no_clock() -> None:
    stamps = set()
    for path in make_papers.PAPERS.glob("*.docx"):
        with zipfile.ZipFile(path) as file:
            stamps |= {entry.date_time for entry in file.infolist()}
    assert stamps == {(2025, 6, 30, 9, 0, 0)}


@pytest.mark.parametrize(("quote", "name"), QUOTED.findall(README))
def test_each_quotation_of_the_readme_stands_in_its_paper(quote: str, name: str, words: dict[str, str]) -> None:
    assert quote in words[name]


def test_there_are_threads_enough_of_every_ending() -> None:
    rows = [line for line in README.splitlines() if re.match(r"\| \d+ \|", line)]
    endings = [row.rstrip("| ").rsplit("|", 1)[1].strip() for row in rows]
    assert len(rows) == 28
    for ending in ("reported back", "late", "superseded", "forgotten", "open", "overdue"):
        assert any(ending in found for found in endings), ending
    assert sum("said twice" in row for row in rows) >= 3


def test_the_papers_have_the_length_of_real_ones(words: dict[str, str]) -> None:
    counts = {name: len(text.split()) for name, text in words.items()}
    assert 12_000 <= sum(counts.values()) <= 25_000
    assert min(counts.values()) > 250


def pack_pages() -> list[str]:
    with pypdfium2.PdfDocument(make_papers.PAPERS / "severn-vale-agenda-pack-2024-09-19.pdf") as pdf:
        return [page.get_textpage().get_text_range().replace("\r", "") for page in pdf]


def test_the_pack_prints_page_numbers_of_its_own() -> None:
    pages = pack_pages()
    printed = [re.search(r"^Page (\d+)$", text, re.MULTILINE) for text in pages]
    assert 25 <= len(pages) <= 40
    assert printed[:3] == [None, None, None]
    assert [int(match[1]) for match in printed if match] == list(range(1, len(pages) - 2))


def test_the_contents_table_names_the_pages_where_the_papers_stand() -> None:
    pages = pack_pages()
    ranges = dict(re.findall(r"^(\d+) [^\n]*?(\d+)(?: - \d+)?$", pages[1], re.MULTILINE))
    for number in ("5", "6", "7", "8", "9", "10", "11"):
        assert pages[int(ranges[number]) + 2].startswith(f"AGENDA ITEM {number}")


def test_the_pack_has_bookmarks_blank_and_landscape_pages_and_a_table_broken_by_a_page() -> None:
    with pypdfium2.PdfDocument(make_papers.PAPERS / "severn-vale-agenda-pack-2024-09-19.pdf") as pdf:
        assert len(list(pdf.get_toc())) == 10
        wide = [page.get_width() > page.get_height() for page in pdf]
    pages = pack_pages()
    assert sum(wide) == 3
    assert sum("This page is intentionally left blank" in text for text in pages) == 3
    assert sum("Measure" in text and "2023/24" in text and "RAG" in text for text in pages) == 2


def test_a_heading_lands_in_mid_sentence_of_the_signed_minutes() -> None:
    with pypdfium2.PdfDocument(make_papers.PAPERS / "severn-vale-signed-minutes-2024-06-13.pdf") as pdf:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert "had fallen from 214 to 131 in five years" in text
    assert re.search(
        r"be elected Chairman of 130 Election of Chairman and Vice-Chairman the Panel for the municipal year", text
    )


def test_numbers_of_the_area_tables_add_up(words: dict[str, str]) -> None:
    text = words["severn-vale-performance-report-q1-2024-25.pdf"]
    for title in ("Table 2: Anti-social", "Table 4: Residential"):
        table = text.split(title)[1]
        rows = re.findall(r"(?:Wenbridge|Harrowmere|Ostley|Forest|Severn Vale) ([\d,]+) ([\d,]+) ", table)[:5]
        figures = [[int(cell.replace(",", "")) for cell in row] for row in rows]
        assert [sum(column) for column in zip(*figures[:4], strict=True)] == figures[4]


def test_a_source_says_when_the_words_to_replace_are_gone(tmp_path: Path) -> None:
    source = tmp_path / "minutes.txt"
    source.write_text('+++\nlayout = "plain"\n[replace]\n"Ostley" = "Harrowmere"\n+++\nNothing of the kind.\n')
    with pytest.raises(ValueError, match=r"minutes\.txt: the words to replace are not there: Ostley"):
        markup.load(source)


def test_settings_of_every_source_are_sound() -> None:
    for path in make_papers.SOURCES.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        if text.startswith("+++\n"):
            settings = tomllib.loads(text.split("+++\n")[1])
            assert settings["layout"] in {"pdf", "word", "item", "meeting", "plain"}
