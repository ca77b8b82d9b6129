"""Public sets of questions over public documents: read from a folder, searched, and measured as retrieval.

Two layouts are read. BEIR's (Thakur et al. 2021): corpus.jsonl, queries.jsonl and qrels/*.tsv, where whole
documents are right. And that of spans: documents/, queries.jsonl (lines of `minutebook search --batch`) and
gold.jsonl with stretches of documents, or whole ones.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from pydantic import BaseModel, ValidationError

from assistant.records import Turn
from corpus.errors import MinutebookError
from corpus.records import Span
from eval.asking import Asker
from eval.intervals import mean_interval
from eval.metrics import Stretch, hit_at, ndcg_at, piece_ranking, recall_at, reciprocal_rank
from eval.reports.figures import Figure
from indexes.records import Filters, Hit

DEPTH = 100  # hits looked at, as BEIR does
# A document that counts as a whole reaches further than any text.
_WHOLE = Span(0, 1 << 40)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its conversation, the paper it is limited to if any, and the stretches that are right."""

    id: str
    text: str
    turns: tuple[Turn, ...]
    source: str | None
    right: tuple[Stretch, ...]

    @property
    def whole(self) -> bool:
        """Whether whole documents are right, so that a document counts once however many of its chunks are hit."""
        return all(stretch.spans == (_WHOLE,) for stretch in self.right)


class _Where(BaseModel):
    source: str | None = None


class _Query(BaseModel):
    id: str
    query: str
    turns: tuple[str, ...] = ()
    context_answers: tuple[str, ...] = ()
    where: _Where = _Where()


class _Stretch(BaseModel):
    source: str
    start: int | None = None
    end: int | None = None


class _Gold(BaseModel):
    id: str
    spans: tuple[_Stretch, ...]


def read(folder: Path, work: Path) -> tuple[Path, tuple[Question, ...]]:
    """Read a set: its folder of documents (BEIR's are written to ``work`` as text files) and its questions.

    Raises MinutebookError where the folder is of neither layout, or a line is not what it should be.
    """
    try:
        if (folder / "gold.jsonl").is_file():
            return folder / "documents", tuple(_of_spans(folder))
        if (folder / "corpus.jsonl").is_file():
            return work / "documents", tuple(_of_beir(folder, work / "documents"))
    except (OSError, ValueError, KeyError, ValidationError) as error:
        msg = f"The set in {folder} cannot be read ({error}); see eval/README.md for the two layouts."
        raise MinutebookError(msg) from error
    msg = f"{folder} holds neither gold.jsonl nor corpus.jsonl; see eval/README.md for the two layouts."
    raise MinutebookError(msg)


def measure(
    questions: Sequence[Question], assistant: Asker, done: Callable[[], None] = lambda: None
) -> tuple[Figure, ...]:
    """Search every question and return hit, recall, reciprocal rank and nDCG with their intervals."""
    scores: dict[str, list[float]] = {}
    for question in questions:
        hits = assistant.search(question.text, question.turns, Filters(source=question.source), DEPTH)
        for name, value in _scores(question, hits):
            scores.setdefault(name, []).append(value)
        done()
    return tuple(
        Figure(name, fmean(values), *mean_interval(values), len(values)) for name, values in scores.items()
    )


def _scores(question: Question, hits: Sequence[Hit]) -> Iterator[tuple[str, float]]:
    ranking, relevant = _ranking(question, hits)
    for depth in (1, 5, 10):
        yield f"hit@{depth}", hit_at(ranking, relevant, depth)
    for depth in (5, 10, DEPTH):
        yield f"recall@{depth}", recall_at(ranking, relevant, depth)
    for depth in (5, 10):
        yield f"ndcg@{depth}", ndcg_at(ranking, relevant, depth)
    yield "mrr", reciprocal_rank(ranking, relevant)


def _ranking(question: Question, hits: Iterable[Hit]) -> tuple[tuple[str, ...], frozenset[str]]:
    if question.whole:
        sources = tuple(dict.fromkeys(hit.stored.source for hit in hits))
        return sources, frozenset(stretch.source for stretch in question.right)
    found = [Stretch(hit.stored.source, hit.stored.chunk.spans) for hit in hits]
    pieces = [(stretch,) for stretch in question.right]
    return piece_ranking(found, pieces), frozenset(f"e{number}" for number in range(1, len(pieces) + 1))


def _of_spans(folder: Path) -> Iterator[Question]:
    gold = {one.id: one for one in (_Gold.model_validate(line) for line in _lines(folder / "gold.jsonl"))}
    for line in _lines(folder / "queries.jsonl"):
        query = _Query.model_validate(line)
        earlier = query.turns[:-1]
        replies = (*query.context_answers, *([""] * len(earlier)))
        turns = tuple(Turn(asked, reply) for asked, reply in zip(earlier, replies, strict=False))
        right = tuple(
            Stretch(one.source, (_WHOLE if one.start is None or one.end is None else Span(one.start, one.end),))
            for one in gold[query.id].spans
        )
        yield Question(query.id, query.query, turns, query.where.source, right)


def _of_beir(folder: Path, documents: Path) -> Iterator[Question]:
    documents.mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}
    for number, line in enumerate(_lines(folder / "corpus.jsonl")):
        names[str(line["_id"])] = f"{number:07d}.txt"
        text = f"{line.get('title') or ''}\n\n{line['text']}\n".lstrip()
        (documents / names[str(line["_id"])]).write_text(text, encoding="utf-8")
    right: dict[str, list[Stretch]] = {}
    for file in sorted((folder / "qrels").glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows, delimiter="\t"):
                if int(row["score"]) > 0 and row["corpus-id"] in names:
                    right.setdefault(row["query-id"], []).append(Stretch(names[row["corpus-id"]], (_WHOLE,)))
    for line in _lines(folder / "queries.jsonl"):
        if str(line["_id"]) in right:
            yield Question(str(line["_id"]), str(line["text"]), (), None, tuple(right[str(line["_id"])]))


def _lines(file: Path) -> Iterator[dict[str, object]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
