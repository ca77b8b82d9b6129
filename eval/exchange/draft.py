"""Candidate cases from the papers, for a person to finish: evidence and points are there, no question is.

A draft has an empty question, so that the suite refuses it until somebody has written one in their own words.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.support.likeness import figures
from corpus.records import Document, PassageKind
from corpus.sentences import sentences
from eval.cases import CaseType
from eval.matching import places

FEWEST, MOST = 8, 45  # words of a sentence that says one thing and enough of it
_PROSE = (PassageKind.PARAGRAPH, PassageKind.BULLET, PassageKind.TURN)


def drafts(papers: Mapping[str, Document], count: int) -> tuple[str, ...]:
    """Return ``count`` drafts as JSON lines, taken evenly from all papers; fewer where the papers hold fewer."""
    candidates = {source: list(_candidates(document)) for source, document in sorted(papers.items())}
    chosen = _evenly(candidates, count)
    return tuple(_line(number, source, text, kind) for number, (source, text, kind) in enumerate(chosen, 1))


def _candidates(document: Document) -> Iterator[tuple[str, CaseType]]:
    """Sentences and rows that hold a figure and stand once in their paper."""
    for passage in document.passages:
        if passage.kind is PassageKind.ROW:
            pieces, kind = [passage.text], CaseType.TABLE
        elif passage.kind in _PROSE:
            pieces = [passage.text[span.start : span.end] for span in sentences(passage.text)]
            kind = CaseType.FIGURE
        else:
            continue
        for piece in pieces:
            text = " ".join(piece.split())
            fits = figures(text) and len(text.split()) <= MOST
            long_enough = kind is CaseType.TABLE or len(text.split()) >= FEWEST
            if fits and long_enough and len(places(text, document.source.text)) == 1:
                yield text, kind


def _evenly(
    candidates: Mapping[str, Sequence[tuple[str, CaseType]]], count: int
) -> Iterable[tuple[str, str, CaseType]]:
    """Take from the papers in turn, and from each paper at even distances."""
    if not candidates:
        return []
    each = -(-count // len(candidates))
    spread = {
        source: [found[number * len(found) // min(each, len(found))] for number in range(min(each, len(found)))]
        for source, found in candidates.items()
    }
    taken = [
        (source, *found[turn]) for turn in range(each) for source, found in spread.items() if turn < len(found)
    ]
    return taken[:count]


def _line(number: int, source: str, text: str, kind: CaseType) -> str:
    return json.dumps(
        {
            "id": f"draft-{number:03d}",
            "type": kind.value,
            "turns": [""],
            "answer": text,
            "points": sorted(figures(text))[:1],
            "evidence": [{"source": source, "quote": text}],
            "held": number % 2 == 0,
            "note": "Draft: write the question in your own words, shorten the answer, check the points.",
        },
        ensure_ascii=False,
    )
