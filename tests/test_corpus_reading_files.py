import hashlib
import io
import time
import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadablePaperError
from corpus.reading import files
from corpus.reading.files import READABLE, read


def pdf_bytes(*texts: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, **options)
    for text in texts:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def docx_bytes(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def saved(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_each_readable_kind_is_read_by_its_reader(tmp_path: Path) -> None:
    words = "The Panel noted the report."
    samples = {
        "a.txt": words.encode(),
        "a.md": f"# Minutes\n\n{words}".encode(),
        "a.html": f"<p>{words}</p>".encode(),
        "a.htm": f"<p>{words}</p>".encode(),
        "a.pdf": pdf_bytes(words),
        **dict.fromkeys(("a.docx", "a.docm", "a.dotx", "a.dotm"), docx_bytes(words)),
    }
    assert {Path(name).suffix for name in samples} == READABLE
    for name, data in samples.items():
        source = read(saved(tmp_path, name, data), f"folder/{name}")
        assert words in source.text
        assert source.source == f"folder/{name}"
        assert source.sha256 == hashlib.sha256(data).hexdigest()
        suffix = Path(name).suffix
        assert source.format == ("docx" if suffix.startswith(".do") else {".htm": "html"}.get(suffix, suffix[1:]))


def test_content_goes_before_the_suffix(tmp_path: Path) -> None:
    assert read(saved(tmp_path, "a.txt", pdf_bytes("Some words")), "a").format == "pdf"
    assert read(saved(tmp_path, "b.dat", docx_bytes("Some words")), "b").format == "docx"
    assert read(saved(tmp_path, "C.TXT", b"Some words"), "c").format == "txt"


def zipped(**entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


REFUSED = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t--- ...\n", "no words"),
    "blank.html": (b"<html><body><p> </p></body></html>", "no words"),
    "blank.docx": (docx_bytes(""), "no words"),
    "binary.txt": (bytes(range(32)) * 40, "binary data"),
    "web.pdf": (b"<!doctype html><html><body>Not found</body></html>", "web page"),
    "wrong.pdf": (b"just words", "download or save it again"),
    "wrong.docx": (b"just words", "download or save it again"),
    "cut.docx": (docx_bytes("Some words")[:-200], "damaged or cut short"),
    "secret.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office format"),
    "sheet.docx": (zipped(xl__workbook="x"), "Excel"),
    "slides.docx": (zipped(ppt__presentation="x"), "PowerPoint"),
    "open.docx": (zipped(mimetype="x"), "OpenDocument"),
    "half.docx": (zipped(word__styles="x"), "damaged Word file"),
    "archive.docx": (zipped(readme="x"), "ZIP archive"),
    "scan.txt": (b"\x89PNG\r\n\x1a\n", "OCR"),
    "photo.pdf": (b"\xff\xd8\xff\xe0", "OCR"),
    "rich.txt": (b"{\\rtf1 words}", "RTF"),
    "packed.txt": (b"\x1f\x8b\x08", "unpack"),
    "data.csv": (b"a,b,c", "kind is unknown (.csv)"),
    "noname": (b"words", "kind is unknown (no suffix)"),
    "cut.pdf": (pdf_bytes("Some words")[:-300], "cut short"),
    "damaged.pdf": (b"%PDF-1.7\nnothing here\n%%EOF\n", "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_reason_and_remedy(tmp_path: Path, name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(UnreadablePaperError) as refusal:
        read(saved(tmp_path, name, data), name)
    said = str(refusal.value)
    assert reason in said
    assert said.startswith(("it ", "its ", "one "))
    assert ": " in said  # the remedy
    assert not said.endswith(".")


def test_missing_file_folder_and_forbidden_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnreadablePaperError, match="no such file"):
        read(tmp_path / "none.txt", "none.txt")
    with pytest.raises(UnreadablePaperError, match="it is a folder"):
        read(tmp_path, "folder")

    def forbidden(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = saved(tmp_path, "a.txt", b"words")
    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(UnreadablePaperError, match=r"permission denied.*check"):
        read(path, "a.txt")


def test_too_large_a_file_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 1 << 20)
    path = saved(tmp_path, "a.txt", b"word " * 400_000)
    monkeypatch.delattr(Path, "read_bytes")
    with pytest.raises(UnreadablePaperError, match="too large"):
        read(path, "a.txt")


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    for name, data in {"a.pdf": pdf_bytes("One", "Two"), "a.docx": docx_bytes("One", "Two")}.items():
        path = saved(tmp_path, name, data)
        assert read(path, name) == read(path, name)


def test_every_refusal_is_quick(tmp_path: Path) -> None:
    start = time.process_time()
    for name, (data, _) in REFUSED.items():
        with pytest.raises(UnreadablePaperError):
            read(saved(tmp_path, name, data), name)
    assert time.process_time() - start < 30
