"""Papers damaged on purpose, and what becomes of them: the readers, the parser, all that ingest does with a text.

The tests take a few dozen; `python tests/fuzzing.py --minutes 20` goes on for as long as it is told, each batch in
a process of its own with little memory, and keeps what crashed, was slow or took too much in a folder.
"""

import argparse
import io
import random
import re
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from corpus.chunking import chunk
from corpus.commitments import find_commitments
from corpus.errors import MinutebookError
from corpus.inspect import describe
from corpus.parsing import join_spans, parse
from corpus.reading.files import read
from corpus.records import Document
from corpus.structure.corrections import find

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample" / "papers"
SEEDS = sorted(SAMPLE.iterdir())

# Pieces that papers, their formats and old programs know, and a few that none should.
_PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x0c", b"\r", b"\xe2\x80\xae", b"\xe2\x80\x8b",
    b"\xc2\xa0", b"%PDF-1.7",
    b"-1", b"0", b"4294967296", b"99999999999999999999", b"1e309", b"NaN", b"<", b">", b"&#x110000;", b"&lol;",
    b"<table><tr><td colspan=65535 rowspan=65535>",
    b"<ol start=-999999999>", b"]]>", b"<!--", b"<script>", b"<w:tbl>",
    b"/Kids [1 0 R]", b"/Parent 1 0 R", b"<<", b">>", b"endobj", b"stream\n", b"((((((((", b"|||||||",
    b"\t\t\t\t\t\t",
    b"31 February 2024", b"0 January 0000", b"Q5 2023/24", b"RESOLVED", b"Minutes of the meeting held on",
    b"1.1.1.1.1.1.1.1.1.1", b"(a)(i)(A)(1)", b"```", b"# ", b"\xd9\xa1\xd9\xa2",
    b"\xc2\xb2\xc2\xb3", b"\xe2\x85\xa7",
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")
_LARGEST = 400_000


def damaged(data: bytes, chance: random.Random, others: Callable[[], bytes]) -> bytes:
    """Return bytes after one to eight mishaps: flipped, lost, said again, out of place, numbers gone wild."""
    for _ in range(chance.randint(1, 8)):
        mishap = chance.choice((_flip, _lose, _repeat, _insert, _cut, _count))
        data = mishap(data, chance)
        if chance.random() < 0.1:
            other = others()
            start = chance.randrange(len(other) + 1)
            at = chance.randrange(len(data) + 1)
            data = data[:at] + other[start : start + chance.randint(1, 4000)] + data[at:]
    return data[:_LARGEST]


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 8, 100, 3000, len(data))))


def _lose(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[min(end, start + 3000) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    times = chance.choice((1, 2, 20, 500))
    return data[:end] + (data[start:end] * times)[:_LARGEST] + data[end:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_PIECES) * chance.choice((1, 1, 2, 50, 3000)) + data[at:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.3 else data


def _count(data: bytes, chance: random.Random) -> bytes:
    wild = chance.choice((b"0", b"-1", b"1", b"2147483648", b"65535", b"1" * 60, b"0.0000001"))
    numbers = [match.span() for match in _NUMBER.finditer(data)]
    if not numbers:
        return data
    start, end = chance.choice(numbers)
    return data[:start] + wild + data[end:]


def repacked(data: bytes, chance: random.Random, others: Callable[[], bytes]) -> bytes:
    """Return a Word file of which one of the parts has met with mishaps, packed as it should be."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        names = [one for one in old.namelist() if one.endswith((".xml", ".rels"))]
        chosen = "word/document.xml" if chance.random() < 0.6 else chance.choice(names)
        for name in old.namelist():
            part = old.read(name)
            new.writestr(old.getinfo(name), _mixed_up(part, chance) if name == chosen else part)
    return packed.getvalue()


def _mixed_up(part: bytes, chance: random.Random) -> bytes:
    """Return XML whose elements are repeated, lost, nested and renumbered, so that it still is XML more often."""
    for _ in range(chance.randint(1, 6)):
        elements = [match.span() for match in re.finditer(rb"<(w:\w+)[^<>]*(?:/>|>[^<>]*</\1>)", part)]
        if not elements or chance.random() < 0.2:
            part = chance.choice((_count, _flip, _insert))(part, chance)
            continue
        (start, end), (at, _) = chance.choice(elements), chance.choice(elements)
        piece = part[start:end]
        kind = chance.randrange(5)
        if kind == 0:
            part = part[:start] + part[end:]
        elif kind == 1:
            part = part[:at] + piece * chance.choice((1, 3, 400)) + part[at:]
        elif kind == 2:
            deep = chance.choice((2, 60, 250, 3000))
            tag = chance.choice((b"w:tbl", b"w:tr", b"w:tc", b"w:sdt", b"w:p", b"w:ins", b"w:txbxContent"))
            part = part[:start] + b"<%s>" % tag * deep + piece + b"</%s>" % tag * deep + part[end:]
        elif kind == 3:
            part = part[:start] + _NUMBER.sub(chance.choice((b"-5", b"99999999999", b"")), piece) + part[end:]
        else:
            part = _count(part, chance)
    return part[: 4 * _LARGEST]


def made(seed: int) -> tuple[str, bytes]:
    """Return a damaged paper by its number: the suffix of its name, and its bytes."""
    chance = random.Random(seed)
    path = chance.choice(SEEDS)
    data = path.read_bytes()

    def others() -> bytes:
        return chance.choice(SEEDS).read_bytes()

    mishaps = repacked if path.suffix == ".docx" and chance.random() < 0.85 else damaged
    data = mishaps(data, chance, others)
    if path.suffix == ".pdf" and chance.random() < 0.5:
        data += b"\n%%EOF\n"  # or most would be refused as cut short
    return path.suffix, data


def understood(path: Path) -> Document | None:
    """Do with a paper what ingest does with it; None where it is refused in a sentence.

    Raises:
        AssertionError: what was made of it does not hold.
    """
    try:
        source = read(path, path.name)
        document = parse(source)
    except MinutebookError as error:
        assert str(error).strip(), "a refusal without a reason"
        return None
    for passage in document.passages:
        assert passage.text == join_spans(source.text, passage.spans)
    for one in chunk(document, lambda text: len(text.split()) + 2, 256):
        assert one.text.strip()
    for commitment in find_commitments(document):
        assert commitment.quote == source.text[commitment.start : commitment.end]
    for correction in find(document):
        assert 0 <= correction.start < correction.end <= len(source.text)
    describe(document)
    source.text.encode("utf-8")  # what cannot be stored or sent
    return document


_SECONDS, _MEMORY, _BATCH = 20, 2 << 30, 40


def _session(seeds: range, folder: Path) -> None:
    """Try some damaged papers in this process, which is not to live on after them."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    for seed in seeds:
        suffix, data = made(seed)
        path = folder / f"{seed}{suffix}"
        path.write_bytes(data)
        signal.setitimer(signal.ITIMER_PROF, 6 * _SECONDS)  # of its own time: others may have the processor
        started = time.process_time()
        try:
            understood(path)
        except BaseException as error:  # noqa: BLE001 - all of them are what is looked for
            place = error.__traceback__
            while place is not None and place.tb_next is not None:
                place = place.tb_next
            where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
            sys.stderr.write(f"{path}: {type(error).__name__} at {where}: {str(error)[:150]}\n")
            continue
        took = time.process_time() - started
        if took > _SECONDS:
            sys.stderr.write(f"{path}: {took:.0f} s for {len(data):,} bytes\n")
            continue
        path.unlink()


def main() -> None:
    """Go on until the time is up, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first damaged paper")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "minutebook-findings")
    given = parser.parse_args()
    given.keep.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + given.minutes * 60
    seed = given.first
    while time.monotonic() < deadline:
        process = get_context("fork").Process(target=_session, args=(range(seed, seed + _BATCH), given.keep))
        process.start()
        process.join()
        if process.exitcode:
            sys.stderr.write(f"papers {seed} to {seed + _BATCH - 1}: the process ended with {process.exitcode}\n")
        seed += _BATCH
    tried = f"{seed - given.first:,} damaged papers, up to number {seed - 1}"
    sys.stderr.write(f"{tried}; findings are in {given.keep}\n")


if __name__ == "__main__":
    main()
