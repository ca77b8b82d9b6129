import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadablePaperError
from corpus.reading.decoding import decode
from corpus.reading.files import read
from corpus.reading.plain import read_markdown, read_plain
from corpus.records import MarkKind

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\r\t\f"), max_size=200)


@given(WORDS)
def test_valid_utf8_reads_as_python_reads_a_text_file(text: str) -> None:
    import io

    data = text.encode()
    as_python_does = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", errors="replace").read()
    assert read_plain(data).text == as_python_does
    assert read_markdown(data).text == as_python_does


def test_offsets_are_those_of_the_file_as_path_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_bytes("\ufeffMinutes\r\n\r\n· \u00a0 naïve\r\x0cPage two\r\n".encode())
    source = read(path, "minutes.txt")
    assert source.text == path.read_text(encoding="utf-8", errors="replace")
    assert [(mark.kind, mark.start, mark.end) for mark in source.marks] == [(MarkKind.FURNITURE, 0, 1)]
    assert source.pages == ()
    assert source.warnings == ()


@pytest.mark.parametrize(
    ("data", "text", "warning"),
    [
        ("Café £5".encode("cp1252"), "Café £5", "Windows-1252"),
        ("Café £5 agreed".encode("utf-16"), "\ufeffCafé £5 agreed".lstrip("\ufeff"), "UTF-16"),
        ("Café £5 agreed".encode("utf-16-le"), "Café £5 agreed", "UTF-16-LE"),
        ("Café £5 agreed".encode("utf-16-be"), "Café £5 agreed", "UTF-16-BE"),
        ("Café £5 agreed".encode("utf-32"), "Café £5 agreed", "UTF-32"),
        ("Café – £5 “noted” ".encode() * 3 + b"\xff", "Café – £5 “noted” " * 3 + "\ufffd", "not UTF-8"),
    ],
)
def test_other_encodings_are_read_with_a_warning(data: bytes, text: str, warning: str) -> None:
    reading = read_plain(data)
    assert reading.text == text
    assert warning in reading.warnings[0]


def test_a_declared_encoding_is_believed_only_where_it_is_one_of_text() -> None:
    data = "Łódź".encode("iso-8859-2")
    assert decode(data, "iso-8859-2") == ("Łódź", ())
    for impossible in ("hex", "zip", "no-such-encoding", "x" * 400):
        assert "Windows-1252" in decode(data, impossible)[1][0]


@given(st.binary(max_size=300))
def test_any_bytes_decode(data: bytes) -> None:
    text, warnings = decode(data)
    assert isinstance(text, str)
    assert all(warning.startswith("it ") for warning in warnings)


def test_control_characters_stay_and_are_mentioned_but_binary_data_is_refused() -> None:
    reading = read_plain(b"Minute 12\x07 of the meeting\x1b[31m was agreed, and so on." * 3)
    assert "\x07" in reading.text
    assert "6 control characters" in reading.warnings[0]
    with pytest.raises(UnreadablePaperError, match="binary"):
        read_plain(b"MZ\x90\x00\x03\x01\x02\x05" * 50)


def test_right_to_left_text_is_untouched() -> None:
    text = "Minutes \u202b\u05e9\u05dc\u05d5\u05dd\u202c \u0645\u0631\u062d\u0628\u0627"
    assert read_plain(text.encode()).text == text


def test_markdown_headings_and_items_are_marked_on_whole_lines() -> None:
    text = (
        "# Minutes\n\n## 1. Apologies #\n- first\n  - inner\n3. third\n```\n# no heading\n- no item\n```\n#none\n"
    )
    reading = read_markdown(text.encode())
    marked = [(mark.kind.value, mark.level, reading.text[mark.start : mark.end]) for mark in reading.marks]
    assert marked == [
        ("heading", 1, "# Minutes"),
        ("heading", 2, "## 1. Apologies #"),
        ("list_item", 1, "- first"),
        ("list_item", 2, "  - inner"),
        ("list_item", 1, "3. third"),
    ]


@pytest.mark.no_cover
@pytest.mark.parametrize("text", ["word " * 2_000_000, "a\n" * 2_000_000, "#" * 5_000_000, " " * 5_000_000 + "x"])
def test_ten_megabytes_are_read_in_bounded_time(text: str) -> None:
    start = time.process_time()
    assert read_markdown(text.encode()).text == text
    assert time.process_time() - start < 45
