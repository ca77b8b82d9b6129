"""One way into every file: its bytes are looked at, the right reader is called, or the refusal says why."""

import hashlib
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from corpus.errors import UnreadablePaperError
from corpus.reading.composing import Reading, has_words
from corpus.reading.plain import read_markdown, read_plain
from corpus.records import SourceText

READABLE: frozenset[str] = frozenset({".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".docm", ".dotx", ".dotm"})
"""The suffixes, in lower case, of the files that a folder is searched for."""

LARGEST_FILE = 256 * 1024 * 1024
"""Bytes; the largest agenda packs seen are near 100 MB."""

_PDF_HEADER_WITHIN = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMATS = {".txt": "txt", ".md": "md", ".html": "html", ".htm": "html", ".pdf": "pdf"} | dict.fromkeys(
    (".docx", ".docm", ".dotx", ".dotm"), "docx"
)
_OTHER_KINDS = (
    (b"{\\rtf", "an RTF file: save it as .docx or PDF"),
    (b"\x89PNG", "a picture: its words must be recognised (OCR) and saved as PDF first"),
    (b"\xff\xd8\xff", "a picture: its words must be recognised (OCR) and saved as PDF first"),
    (b"II*\x00", "a picture: its words must be recognised (OCR) and saved as PDF first"),
    (b"MM\x00*", "a picture: its words must be recognised (OCR) and saved as PDF first"),
    (b"GIF8", "a picture: its words must be recognised (OCR) and saved as PDF first"),
    (b"\x1f\x8b", "a compressed archive: unpack it and add the papers in it"),
    (b"Rar!", "a compressed archive: unpack it and add the papers in it"),
    (b"7z\xbc\xaf", "a compressed archive: unpack it and add the papers in it"),
)
_ZIP_KINDS = (
    ("word/", "a damaged Word file: open it in Word and save it again"),
    ("xl/", "an Excel workbook: save the sheets that matter as PDF"),
    ("ppt/", "a PowerPoint file: save it as PDF"),
    ("mimetype", "an OpenDocument file or e-book: save it as .docx or PDF"),
)


def read(path: Path, source: str) -> SourceText:
    """Read a .txt, .md, .html, .pdf or .docx file whole; ``source`` is the name it goes by.

    What the bytes are decides, then the suffix. Offsets of a .txt or .md file are those of the file as decoded
    from UTF-8, those of other formats of the text made here; the same bytes always give the same text.

    Raises:
        UnreadablePaperError: with the reason and what to do (without the file's name, which the caller adds), when
            the file cannot be read, is encrypted, scanned, empty, damaged, too large or of an unknown kind.
    """
    data = _bytes_of(path)
    kind = _kind_of(data, path.suffix.lower())
    reading = _reader_of(kind)(data)
    if not has_words(reading.text):
        raise UnreadablePaperError("it holds no words: check that it is the file you meant")
    return SourceText(
        source=source,
        text=reading.text,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        pages=reading.pages,
        marks=reading.marks,
        title=reading.title,
        warnings=reading.warnings,
    )


def kind_of(path: Path) -> str:
    """Return the format that a file's bytes are of, by the name that ``SourceText.format`` has for it.

    Raises:
        UnreadablePaperError: as ``read``, where no reader knows them.
    """
    return _kind_of(_bytes_of(path), path.suffix.lower())


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadablePaperError("it is a folder: name the files in it, or ingest the folder")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadablePaperError(
                f"it is too large ({size >> 20} MB, at most {LARGEST_FILE >> 20} MB): split it into its papers"
            )
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"it cannot be opened ({reason}): check the path and its permissions"
        raise UnreadablePaperError(message) from error
    if not data:
        raise UnreadablePaperError("it is empty: download or save it again")
    return data


def _kind_of(data: bytes, suffix: str) -> str:
    """Name the format, or refuse what no reader knows."""
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return "pdf"
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        _refuse_ole(data)
    for magic, what in _OTHER_KINDS:
        if data.startswith(magic):
            raise UnreadablePaperError(f"it is {what}")
    kind = _FORMATS.get(suffix)
    if kind in ("pdf", "docx"):
        web_page = b"<html" in data[:_PDF_HEADER_WITHIN].lower()
        what = "a web page (often an error page)" if web_page else "no such file or a damaged one"
        raise UnreadablePaperError(f"it is named {suffix} but is {what}: download or save it again")
    if kind is None:
        raise UnreadablePaperError(
            f"its kind is unknown ({suffix or 'no suffix'}): save it as .txt, .md, .html, .pdf or .docx"
        )
    return kind


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadablePaperError("it is damaged or cut short: download or save it again") from error
    if "word/document.xml" in names:
        return "docx"
    for prefix, what in _ZIP_KINDS:
        if any(name.startswith(prefix) for name in names):
            raise UnreadablePaperError(f"it is {what}")
    raise UnreadablePaperError("it is a ZIP archive: unpack it and add the papers in it")


def _refuse_ole(data: bytes) -> None:
    """Word's old format and its encrypted new one share a container; stream names are UTF-16 in it."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadablePaperError("it is encrypted: open it with its password and save a copy without one")
    raise UnreadablePaperError("it is in an old Office format (such as .doc): save it as .docx or PDF")


def _reader_of(kind: str) -> Callable[[bytes], Reading]:
    """Return the reader of a format; its library is loaded only when a file of that format turns up."""
    if kind == "html":
        from corpus.reading.markup import read_html  # noqa: PLC0415

        return read_html
    if kind == "docx":
        from corpus.reading.word import read_docx  # noqa: PLC0415

        return read_docx
    if kind == "pdf":
        from corpus.reading.pdf import read_pdf  # noqa: PLC0415

        return read_pdf
    return read_markdown if kind == "md" else read_plain
