"""Corpora of any size for the benchmarks: the sample papers again and again, each time in other words.

A variation gives its own words, of the same length, for a share of the papers' words and digits, so that offsets
stay true, words are about as rare as in real papers, and hardly two papers are the same. Its papers belong to one
of forty bodies and to a day of twelve years. Its vectors are made, not encoded: each is that of a chunk of the
sample papers, drawn towards that of another, with noise. Very large corpora are copies of such a one
(``eval.speed.copied``).
"""

import hashlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.chunking import chunk
from corpus.commitments import find_commitments
from corpus.records import Chunk, Commitment, Document, SourceText
from corpus.undertakings.mentions import find_mentions
from corpus.undertakings.records import Mention
from eval.suite import read_papers
from indexes.encoding.embedding import Embedder
from indexes.ingesting import swapping
from indexes.ingesting.swapping import Origin, Staged
from indexes.keeping.mending import embedded_text
from indexes.store import Store

BODIES, FIRST_DAY, DAYS = 40, date(2013, 1, 7), 12 * 365
VARIED = 0.5
"""The share of a paper's longer words that a variation gives its own word for."""
_SHORTEST = 5
_TOWARDS, _NOISE = 0.6, 0.02
# Documents that are put in together.
_GROUP = 40
_WORD = re.compile(r"[a-z]{5,}|\d+")

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample paper as it goes in: read, cut, with its commitments and mentions and the vectors of its chunks."""

    document: Document
    chunks: tuple[Chunk, ...]
    commitments: tuple[Commitment, ...]
    mentions: tuple[Mention, ...]
    vectors: NDArray[np.float32]


def samples(papers: Path, embedder: Embedder) -> tuple[Sample, ...]:
    """Read the papers that variations are made of."""
    found = []
    for document in read_papers(papers).values():
        chunks = tuple(chunk(document, embedder.count, embedder.window))
        vectors = embedder.encode([embedded_text(one.breadcrumb, one.text) for one in chunks])
        found.append(Sample(document, chunks, tuple(find_commitments(document)), find_mentions(document), vectors))
    return tuple(found)


def fill(
    store: Store, made_of: Sequence[Sample], chunks: int, done: Callable[[int], None] = lambda _: None
) -> None:
    """Put so many chunks into an empty store, or a few more: variations of the samples, whole papers each."""
    count, group = 0, list[Staged]()
    for staged in _endless(made_of):
        group.append(staged)
        count += len(staged.chunks)
        if len(group) == _GROUP or count >= chunks:
            vectors = [one.vectors for one in group if one.vectors is not None]
            swapping.announce(store.engine, group)
            store.vectors.add([chunk_id for one in group for chunk_id in one.chunk_ids], np.concatenate(vectors))
            swapping.swap(store.engine, group)
            group = []
            done(count)
        if count >= chunks:
            break
    swapping.settle(store.engine)
    store.vectors.saw(store.catalogue.generation())


def _endless(made_of: Sequence[Sample]) -> Iterator[Staged]:
    every = np.concatenate([one.vectors for one in made_of])
    number = 0
    while True:
        vary = _Variation(number, made_of)
        for sample in made_of:
            yield vary.staged(sample, every)
        number += 1


class _Variation:
    """One variation of all samples."""

    def __init__(self, number: int, made_of: Sequence[Sample]) -> None:
        self._number = number
        self._random = random.Random(number)
        self._draw = np.random.default_rng(number)
        self._words = self._swapped(made_of) if number else {}
        self._body = f"{_name(number % BODIES)} Police and Crime Panel"
        self._later = timedelta(days=self._random.randrange(DAYS)) if number else timedelta()

    def staged(self, sample: Sample, every: NDArray[np.float32]) -> Staged:
        """Return a sample in this variation, ready to be put in."""
        source = self._source(sample.document.source)
        document = replace(
            self._varied(replace(sample.document, source=source)),
            source=source,
            parts=tuple(
                replace(
                    self._varied(part), body=part.body and self._body, meeting_date=self._moved(part.meeting_date)
                )
                for part in sample.document.parts
            ),
        )
        chunks = tuple(
            replace(self._varied(one), id=hashlib.sha256(f"{source.sha256}{one.id}".encode()).hexdigest()[:32])
            for one in sample.chunks
        )
        path = Path(source.source).absolute()
        return Staged(
            document,
            chunks,
            tuple(self._promised(one) for one in sample.commitments),
            Origin(path, path.parent, source.sha256),
            self._vectors(sample.vectors, every),
            tuple(self._told(one) for one in sample.mentions),
        )

    def _promised(self, one: Commitment) -> Commitment:
        kept = {name: getattr(one, name) for name in ("strength", "status", "kind", "due_date")}
        return replace(self._varied(one), id=f"{self._number:x}-{one.id}", **kept)

    def _told(self, one: Mention) -> Mention:
        named = tuple(replace(each, met=self._moved(each.met)) for each in self._varied(one.references))
        return replace(self._varied(one), kind=one.kind, references=named, known_by=self._moved(one.known_by))

    def _moved(self, day: date | None) -> date | None:
        return day and FIRST_DAY + (day - FIRST_DAY + self._later) % _SPAN

    def _source(self, source: SourceText) -> SourceText:
        digest = hashlib.sha256(f"{self._number}\0{source.sha256}".encode()).hexdigest()
        name = f"{self._number:04d}/{source.source}"
        return replace(source, source=name, text=self._said(source.text), sha256=digest)

    def _varied(self, value: _Value) -> _Value:
        """Return a noun of a paper with all its words in this variation; names of kinds stay as they are."""
        if type(value) is str:
            return self._said(value)  # type: ignore[return-value,arg-type]
        if isinstance(value, tuple):
            return tuple(self._varied(one) for one in value)  # type: ignore[return-value]
        if is_dataclass(value) and not isinstance(value, (type, SourceText)):
            return replace(value, **{one.name: self._varied(getattr(value, one.name)) for one in fields(value)})
        return value

    def _said(self, text: str) -> str:
        return _WORD.sub(lambda found: self._words.get(found[0], found[0]), text)

    def _swapped(self, made_of: Sequence[Sample]) -> dict[str, str]:
        words = sorted({word for one in made_of for word in _WORD.findall(one.document.source.text)})
        swapped = {}
        for word in words:
            if word.isdigit():
                swapped[word] = "".join(self._random.choice("0123456789") for _ in word) if len(word) < 4 else word
            elif self._random.random() < VARIED:
                swapped[word] = _invented(word, self._random)
        return swapped

    def _vectors(self, own: NDArray[np.float32], every: NDArray[np.float32]) -> NDArray[np.float32]:
        other = every[self._draw.integers(0, len(every), len(own))]
        made = own + (_TOWARDS * other + self._draw.normal(0, _NOISE, own.shape) if self._number else 0)
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


_SPAN = timedelta(days=DAYS)


def _invented(word: str, draw: random.Random) -> str:
    """Return a word of the same length and ending that belongs to no language: consonants and vowels by turns."""
    ending = word[-2:]
    start = "".join(draw.choice("bcdfghlmnprst" if place % 2 else "aeiou") for place in range(len(word) - 2))
    return start + ending


def _name(number: int) -> str:
    return f"{_invented('severnfield', random.Random(-1 - number)).capitalize()}"
