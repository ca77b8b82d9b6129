"""Papers in a tiny notation, and an embedder without a model, for tests of the store.

A line `@ kind | body | date | exempt | status` begins a part, `# 12. Title` an item; other lines are paragraphs.
"""

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from corpus.errors import UnreadablePaperError
from corpus.records import (
    Acronym,
    AgendaItem,
    Chunk,
    Commitment,
    Document,
    Page,
    Part,
    PartKind,
    Passage,
    PassageKind,
    SourceText,
    Span,
)
from indexes.ingesting import ingest as ingesting
from indexes.records import Scope
from indexes.store import Store

DIMENSION = 48
READABLE = frozenset({".txt"})
BODY, OTHER_BODY = "Harrowdale Police and Crime Panel", "Quillmouth Fire Authority"


@cache
def direction(word: str):
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).normal(size=DIMENSION)


class FakeEmbedder:
    """Bags of words, each word a fixed direction: texts that share words are near each other."""

    name = "fake"
    fingerprint = "fake"
    dimension = DIMENSION
    window = 64

    def __init__(self) -> None:
        self.encoded = 0

    def count(self, text):
        return len(text.split()) + 2

    def encode(self, texts):
        self.encoded += len(texts)
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row] += direction(word)
            vectors[row] /= np.linalg.norm(vectors[row]) or 1.0
        return vectors


def read(path: Path, source: str) -> SourceText:
    data = path.read_bytes()
    if b"\xff" in data:
        raise UnreadablePaperError("it is not text")
    text = data.decode()
    pages = (Page(1, 0, len(text), "51"),)
    return SourceText(source, text, hashlib.sha256(data).hexdigest(), "txt", pages, title="A title")


def parse(source: SourceText) -> Document:
    if "CRASH" in source.text:
        raise KeyError("a fault of the parser")
    parts: list[Part] = []
    passages: list[Passage] = []
    acronyms: list[Acronym] = []
    start = 0
    for line in source.text.split("\n"):
        end = start + len(line)
        if line.startswith("@") or not parts:
            kind, body, day, exempt, status, *_ = [*(one.strip() for one in line[1:].split("|")), *[""] * 4]
            if not line.startswith("@"):
                kind, body, day, exempt, status = "other", "", "", "", ""
            met = date.fromisoformat(day) if day else None
            parts.append(
                Part(PartKind(kind), f"{kind} of {body}", start, len(source.text), body or None, met,
                     status=status or None, exempt=exempt == "exempt")
            )  # fmt: skip
            if len(parts) > 1:
                parts[-2] = _ended(parts[-2], start)
        if line.startswith("# "):
            number, title = line[2:].split(". ", 1)
            item = AgendaItem(number, title, start, len(source.text))
            parts[-1] = _ended(parts[-1], parts[-1].end, (*parts[-1].items, item))
        elif line.strip() and not line.startswith("@"):
            at = len(parts[-1].items) - 1
            passages.append(
                Passage(
                    len(passages), PassageKind.PARAGRAPH, (Span(start, end),), line, len(parts) - 1,
                    at if at >= 0 else None, headings=("Heading",), page=1, printed_page="51",
                    speaker=line.partition(" said ")[0] if " said " in line else None,
                )
            )  # fmt: skip
            if line.startswith("PCP means "):
                acronyms.append(Acronym("PCP", line[10:], start, len(parts) - 1))
        start = end + 1
    title = source.text.split("\n", 1)[0][:40]
    warnings = ("the paper is short",) if len(passages) == 1 else ()
    return Document(source, title, tuple(parts), tuple(passages), acronyms=tuple(acronyms), warnings=warnings)


def _ended(part: Part, end: int, items: tuple[AgendaItem, ...] | None = None) -> Part:
    return Part(
        part.kind, part.title, part.start, end, part.body, part.meeting_date,
        part.items if items is None else items, part.status, part.exempt,
    )  # fmt: skip


def chunk(document: Document, count, window: int) -> tuple[Chunk, ...]:
    return tuple(
        Chunk(
            chunk_id(document.source, number), number, (number,), passage.spans,
            document.parts[passage.part].body or "", passage.text, passage.part, passage.item, passage.page,
            passage.printed_page,
        )
        for number, passage in enumerate(document.passages)
    )  # fmt: skip


def chunk_id(source: SourceText, position: int) -> str:
    return hashlib.sha256(f"{source.source}\0{source.sha256}\0{position}".encode()).hexdigest()[:32]


def extract(document: Document) -> list[Commitment]:
    return [
        Commitment(f"m{one.index}", one.start, one.end, one.text, "agreed", one.part, one.item, topics=("roads",))
        for one in document.passages
        if "agreed" in one.text
    ]


def open_store(folder: Path, **options) -> Store:
    return Store.open(folder, model="fake", dimension=DIMENSION, **options)


def ingest(paths, store, embedder=None, **options):
    steps = {"read": read, "parse": parse, "chunk": chunk, "readable": READABLE} | options
    return list(ingesting.ingest(paths, store, embedder or FakeEmbedder(), **steps))


def write(folder: Path, **papers: str) -> Path:
    """Write papers, by stem; a double underscore in a stem is a folder."""
    for stem, text in papers.items():
        path = folder / f"{stem.replace('__', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def outcomes(reports) -> dict[str, str]:
    return {report.source: report.outcome.value for report in reports}


def texts(store: Store, scope: Scope = Scope.OFFICER) -> dict[str, str]:
    """Every document's text, by source."""
    catalogue = store.catalogue
    return {one.source: catalogue.text(one.id, scope) for one in catalogue.documents(scope)}


def found(store: Store, words: str, scope: Scope = Scope.OFFICER) -> list[str]:
    """The texts that a dense search for words finds in the catalogue, best first."""
    ids = [one for one, _ in store.vectors.search(FakeEmbedder().encode([words])[0], 5)]
    return [one.chunk.text for one in store.catalogue.chunks(ids, scope).values()]
