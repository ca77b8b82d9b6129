"""An answer written by a language model from the passages that were found, each sentence checked as it comes.

Whatever goes wrong, the papers' own words are shown instead, with a notice that says why.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from assistant.answering.citations import cite, heading_of
from assistant.answering.evidence import Evidence, pieces, stands_at
from assistant.records import Answer, Citation, Sentence, Status, Verdict
from assistant.support.verifier import Source, behind, judge
from assistant.understanding.quoting import plain
from assistant.writing.llm import LanguageModel
from assistant.writing.replies import Said, declines, said
from corpus.errors import MinutebookError
from corpus.records import Document
from corpus.time.dates import british
from indexes.records import Hit
from prompts.counting import fitting
from prompts.library import Message, load

# What is offered to a model: so many hits at most, as far as they fit its budget.
MOST_PASSAGES = 24
# An answer is read, not studied.
MOST_SENTENCES = 4
_INSTEAD = "These are the papers' own words instead."
_NOTHING_SAID = f"The language model wrote nothing. {_INSTEAD}"
_DECLINED = f"The language model found no answer in these passages. {_INSTEAD}"
_NOT_BORNE_OUT = f"What the language model wrote is not found in the papers. {_INSTEAD}"
# A sentence that begins so cannot be read without the one before it.
_LEANS = re.compile(r"(?:this|that|these|those|it|he|she|they|his|her|their|its|such|there)\b", re.IGNORECASE)
# Characters that open what a model may take for an order: marks of its own dialogue, and our labels.
_NEUTRAL = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "|": "¦"})

Documents = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class Offered:
    """A passage as a model is given it, with what in it may be quoted."""

    hit: Hit
    document: Document
    pieces: tuple[Evidence, ...]

    @property
    def place(self) -> str:
        """Where it stands, in words: what a sentence may say of it beside its own words."""
        stored, under = self.hit.stored, [heading_of(self.document, one.passage) for one in self.pieces]
        met = british(stored.part.meeting_date) if stored.part.meeting_date else None
        item = " ".join(each for each in (stored.item.number, stored.item.title) if each) if stored.item else None
        known = [stored.part.title or stored.title, stored.part.body, met, item, *under]
        return " · ".join(dict.fromkeys(each for each in known if each))

    @property
    def source(self) -> Source:
        """What a sentence that cites it is held against."""
        return Source(" ".join(one.text for one in self.pieces), self.place)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A sentence that the papers carry, and for each passage it rests on the pieces to quote."""

    sentence: Sentence
    quoted: tuple[tuple[Offered, Evidence], ...] = ()


def write(answer: Answer, documents: Documents, model: LanguageModel) -> Iterator[Answer]:
    """Yield the written answer as it grows, the last one whole; an answer that is none is passed on as it is.

    The papers' own words (``answer``) are what is left where the model fails, declines or writes what the papers
    do not carry.

    Args:
        answer: the answer in the papers' own words.
        documents: gives a document by its id, with the passages of the best ``MOST_PASSAGES`` hits.
        model: who writes.
    """
    if answer.status is not Status.ANSWERED:
        yield answer
        return
    passages = offer(answer, documents, model.budget)
    known: list[_Judged] = []
    invented, declined = 0, False
    try:
        with closing(model.stream(instructions(answer.query.text, passages))) as reply:
            for one in said(reply):
                if declines(one.text):
                    declined = True
                    continue
                if any(one.text == before.sentence.text for before in known):
                    break  # it has begun to repeat itself
                invented += sum(not 1 <= label <= len(passages) for label in one.labels)
                hangs = bool(known) and not known[-1].quoted and _LEANS.match(one.text) is not None
                known.append(_hanging(one) if hangs else _judged(one, passages))
                if known[-1].quoted:
                    yield _said(answer, known, model.name, invented)
                if sum(bool(each.quoted) for each in known) == MOST_SENTENCES:
                    break
    except MinutebookError as error:
        yield replace(answer, notice=f"{error} {_INSTEAD}")
        return
    if any(one.quoted for one in known):
        yield replace(_said(answer, known, model.name, invented), notice=_left_out(known))
        return
    reason = _NOT_BORNE_OUT if known else _DECLINED if declined else _NOTHING_SAID
    yield replace(answer, sentences=tuple(one.sentence for one in known), invented=invented, notice=reason)


def offer(answer: Answer, documents: Documents, budget: int) -> tuple[Offered, ...]:
    """Choose the passages for a model: what the answer cites first, then the best hits, as far as they fit."""
    cited = {(one.document_id, one.start) for one in answer.citations}
    hits = sorted(answer.hits[:MOST_PASSAGES], key=lambda hit: (not _holds(hit, cited), hit.rank))
    offered = []
    for hit in hits:
        document = documents(hit.stored.document_id)
        found = tuple(pieces(hit, document, answer.query.filters.speaker))
        if found:
            offered.append(Offered(hit, document, found))
    return tuple(offered[: fitting([_shown(one, 1, "") for one in offered], budget)])


def instructions(question: str, passages: Sequence[Offered]) -> tuple[Message, ...]:
    """Return what a model is told: each passage between lines with a code that nobody who wrote it could know.

    The code is made of all the passages together, so that the same question is the same prompt. What a model could
    take for a mark of its dialogue or for one of our labels is written with other characters.
    """
    texts = [one.source.text for one in passages]
    marker = hashlib.sha256("\0".join((question, *texts)).encode()).hexdigest()[:12]
    shown = "\n\n".join(_shown(one, number, marker) for number, one in enumerate(passages, start=1))
    return load("answer").fill({"marker": marker, "passages": shown, "question": neutral(question)})


def neutral(text: str) -> str:
    """Return a text on one line in which nothing looks like a mark of a dialogue or a label."""
    return plain(text).translate(_NEUTRAL)


def _shown(one: Offered, number: int, marker: str) -> str:
    heading = neutral(f"{stands_at(one.hit.stored)} · {one.place}")
    words = neutral(" ".join(each.text for each in one.pieces))
    return f"<passage {number} {marker}> {heading}\n{words}\n</passage {number} {marker}>"


def _holds(hit: Hit, cited: set[tuple[str, int]]) -> bool:
    chunk, document = hit.stored.chunk, hit.stored.document_id
    return any(document == one and chunk.start <= start < chunk.end for one, start in cited)


def _hanging(one: Said) -> _Judged:
    return _Judged(Sentence(one.text, Verdict.UNSUPPORTED, (), ("it leans on a sentence that was left out",)))


def _judged(one: Said, passages: Sequence[Offered]) -> _Judged:
    """Hold a sentence against what it cites, and where that does not carry it against the others one by one."""
    cited = [passages[label - 1] for label in one.labels if 1 <= label <= len(passages)]
    verdict, reasons = judge(one.text, [each.source for each in cited])
    for other in passages if verdict is Verdict.UNSUPPORTED else ():
        again, _ = judge(one.text, [other.source])
        if again is not Verdict.UNSUPPORTED:
            cited, verdict, reasons = [other], again, ()
            break
    if verdict is Verdict.UNSUPPORTED:
        return _Judged(Sentence(one.text, verdict, (), reasons))
    quoted = tuple(
        (each, each.pieces[place])
        for each in cited
        for place in behind(one.text, [piece.text for piece in each.pieces])
    )
    narrow = [Source(piece.text, each.place) for each, piece in quoted]
    verdict, reasons = judge(one.text, narrow)
    if verdict is Verdict.UNSUPPORTED:  # it takes more of the passage than its nearest sentences
        quoted = tuple((each, piece) for each in cited for piece in each.pieces)
        verdict, reasons = judge(one.text, [Source(piece.text, each.place) for each, piece in quoted])
    kept = quoted if verdict is not Verdict.UNSUPPORTED else ()
    return _Judged(Sentence(one.text, verdict, (), reasons), kept)


def _said(answer: Answer, known: Sequence[_Judged], writer: str, invented: int) -> Answer:
    """Put the sentences that hold together, with labels counted in the order in which they are quoted."""
    labels: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    sentences: list[Sentence] = []
    words: list[str] = []
    for one in known:
        mine = []
        for passage, piece in one.quoted:
            place = (passage.hit.stored.document_id, piece.spans[0].start, piece.spans[-1].end)
            if place not in labels:
                labels[place] = len(labels) + 1
                citations += cite(labels[place], passage.hit.stored, passage.document, piece.passage, piece.spans)
            mine.append(labels[place])
        sentences.append(replace(one.sentence, labels=tuple(dict.fromkeys(mine))))
        if one.quoted:
            words.append(f"{one.sentence.text} {''.join(f'[{label}]' for label in dict.fromkeys(mine))}")
    return replace(
        answer,
        text=" ".join(words),
        citations=tuple(citations),
        writer=writer,
        sentences=tuple(sentences),
        invented=invented,
    )


def _left_out(known: Sequence[_Judged]) -> str:
    out = sum(not one.quoted for one in known)
    if not out:
        return ""
    were = "1 sentence was" if out == 1 else f"{out} sentences were"
    return f"Of what the language model wrote, {were} left out: not found in the papers."
