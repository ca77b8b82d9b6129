"""Hits into an answer: the papers' own sentences, chosen, ordered and cited."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.answering.citations import cite
from assistant.answering.differing import differing
from assistant.answering.everyday import GENERAL
from assistant.answering.evidence import Weights, gather, stands_at
from assistant.answering.excerpts import Excerpt, choose
from assistant.answering.recalling import recall
from assistant.answering.refusal import Decision, decide
from assistant.answering.searched import NOTHING, NOTHING_YET
from assistant.records import Answer, Citation, Query, Status
from corpus.records import Document
from corpus.words import stems
from indexes.records import Hit

HITS_READ = 30
"""From so many of the best hits the sentences are weighed."""

NEAREST_SHOWN, WORDS_NAMED = 3, 3


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer's words and what they rest on."""

    text: str
    citations: tuple[Citation, ...]


def compose(
    query: Query,
    hits: Sequence[Hit],
    *,
    documents: Callable[[str], Document],
    papers: Callable[[Hit], Document],
    weights: Weights,
    searched: str,
) -> Answer:
    """Answer from the hits, or say that the papers do not, or ask what is meant.

    Args:
        query: the question that was searched.
        hits: what was retrieved, best first.
        documents: gives a document by its id, with the passages of the best ``HITS_READ`` hits.
        papers: gives the document that a hit stands in, with all passages of its part.
        weights: the question's content words.
        searched: in words, which papers were looked through.
    """
    evidence = recall(gather(query, hits[:HITS_READ], documents, weights), query.told)
    chosen = choose(evidence, papers, query.asked)
    decision = decide(query, hits, evidence, chosen, weights)
    if decision.status is Status.ANSWERED:
        said = _say(chosen, documents)
        return _sure(Answer(decision.status, said.text, query, said.citations, tuple(hits), searched), decision)
    text = (
        _asked_back(decision)
        if decision.status is Status.CLARIFY
        else _not_found(hits, searched, weights, decision.lacking)
    )
    return _sure(Answer(decision.status, text, query, (), tuple(hits), searched, decision.choices), decision)


def _sure(answer: Answer, decision: Decision) -> Answer:
    return replace(answer, confidence=decision.confidence, signs=decision.signs)


def _say(chosen: Sequence[Excerpt], documents: Callable[[str], Document]) -> Answered:
    """Put the excerpts under the paper they stand in, best paper first, in the paper's order."""
    best: dict[tuple[str, int, int | None], int] = {}
    for one in chosen:
        best.setdefault(_paper(one), len(best))
    ordered = sorted(chosen, key=lambda one: (best[_paper(one)], one.spans))
    lines: list[str] = []
    citations: list[Citation] = []
    label = 0
    for _, run in groupby(ordered, key=_paper):
        group = list(run)
        said = []
        for one in group:
            label += 1
            said.append(f"{one.text} [{label}]")
            stored = one.evidence.hit.stored
            citations += cite(label, stored, documents(stored.document_id), one.passage, one.spans)
        lines.append(f"{stands_at(group[0].evidence.hit.stored)}: {' '.join(said)}")
    lines += [f"The papers differ: compare [{one + 1}] and [{other + 1}]." for one, other in differing(ordered)]
    return Answered("\n\n".join(lines), tuple(citations))


def _paper(one: Excerpt) -> tuple[str, int, int | None]:
    chunk = one.evidence.hit.stored.chunk
    return one.evidence.hit.stored.document_id, chunk.part, chunk.item


def _not_found(hits: Sequence[Hit], searched: str, weights: Weights, lacking: str) -> str:
    """Say what was searched, how often its words stand there, what the nearest lacks, and what to try."""
    if searched == NOTHING:
        return NOTHING_YET
    found = [f"Not found in the papers. Searched: {searched}."]
    unknown = [word for word in weights.unknown if not GENERAL.intersection(stems(word))][:WORDS_NAMED]
    if hits and unknown:
        found.append(f"None of them holds {' or '.join(f'“{word}”' for word in unknown)}.")
    counted = [(word, held) for word, held in weights.standing if not GENERAL.intersection(stems(word))]
    if hits and counted:
        rarest = sorted(counted, key=lambda pair: pair[1])[:WORDS_NAMED]
        found.append(f"By words alone: {', '.join(f'“{word}” in {_passages(held)}' for word, held in rarest)}.")
    nearest = list(dict.fromkeys(stands_at(hit.stored) for hit in hits))[:NEAREST_SHOWN]
    if nearest:
        found.append(f"The nearest passages are in: {'; '.join(nearest)}.")
        if lacking:
            found.append(f"What stands there {lacking}.")
        found.append("Try other words for it, or name the paper, the meeting or the year.")
    return " ".join(found)


def _passages(count: int) -> str:
    return f"{count} passage{'' if count == 1 else 's'}"


def _asked_back(decision: Decision) -> str:
    return f"Which of these do you mean: {'; '.join(decision.choices)}?"
