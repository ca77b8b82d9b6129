"""Bytes into characters: UTF-8 first, then what the file itself declares, then what old Windows programs wrote."""

import codecs

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the characters of ``data`` and a warning where they had to be guessed; never fails.

    Valid UTF-8 is read as that, a byte order mark staying in place as U+FEFF. ``declared`` is the name of the
    encoding that the file gives itself (an HTML page's ``<meta charset>``).
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), (f"it was read as {encoding.upper()} by its byte order mark",)
    guess = _utf16_without_mark(data)
    if guess is not None:
        return data.decode(guess, "replace"), (f"it was read as {guess.upper()}, which is a guess",)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if declared is not None and _is_text_encoding(declared):
        return data.decode(declared, "replace"), ()
    as_utf8 = data.decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    if sum(character > "\x7f" for character in as_utf8) > 2 * broken:
        return as_utf8, (f"it holds {broken} bytes or so that are not UTF-8, shown as \ufffd",)
    return data.decode("cp1252", "replace"), ("it is not UTF-8 and was read as Windows-1252, which is a guess",)


def _utf16_without_mark(data: bytes) -> str | None:
    """Recognise UTF-16 of mostly Latin text by its zero bytes, all of which fall on one side."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * len(sample) / 2 and even < 0.05 * len(sample):
        return "utf-16-le"
    if even > 0.4 * len(sample) / 2 and odd < 0.05 * len(sample):
        return "utf-16-be"
    return None


def _is_text_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding  # codecs such as "hex" and "zip" exist too
    except (LookupError, ValueError):
        return False
