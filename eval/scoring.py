"""What each case of a run is worth: its own figures, by name."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from statistics import fmean

from assistant.records import Status
from assistant.support.support import supported
from corpus.records import Span
from eval import metrics
from eval.cases import CaseType, Placed
from eval.matching import holds
from eval.metrics import Piece, Stretch
from eval.runs import Row, SavedHit

BUDGETS = (750, 1500)  # words: about 1,000 and 2,000 tokens, what a small model's context has to spare
SHORT, LONG = 120, 250  # words of an answer that count; LONG where a question asks for several things
_SEVERAL = (CaseType.LIST, CaseType.COMPARISON, CaseType.CHANGED, CaseType.COMMITMENT)

Scores = dict[str, float]


def score(rows: Sequence[Row]) -> dict[str, Scores]:
    """Return each case's own figures, by case id and name; a figure that does not apply to a case is not there."""
    by_id = {row.placed.case.id: row for row in rows}
    return {case: _score(row) | _stability(row, by_id) for case, row in by_id.items()}


def best_ranking(row: Row) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the ranking and the relevant names of the set of evidence that the hits serve best."""
    hits = stretches(row.hits)
    ranked = [
        (metrics.piece_ranking(hits, _pieces(way)), frozenset(f"e{n}" for n in range(1, len(way) + 1)))
        for way in row.placed.ways
    ]
    return max(ranked, key=lambda pair: metrics.ndcg_at(pair[0], pair[1], 10))


def piece_ranks(row: Row) -> tuple[int | None, ...]:
    """Return the rank of the first hit that brings each piece of the main evidence, None where none does."""
    hits = stretches(row.hits)
    pieces = _pieces(row.placed.ways[0]) if row.placed.ways else ()
    return tuple(
        next((rank for rank, hit in enumerate(hits, 1) if metrics.brings(hit, piece)), None) for piece in pieces
    )


def failed(scores: Scores) -> bool:
    """Tell whether a case came out wrong: the answer, the decision to give one, or what it rests on."""
    return bool(wrong(scores))


def wrong(scores: Scores) -> tuple[str, ...]:
    """Return the names of the figures by which a case came out wrong."""
    needed = ("answer_right", "refused", "asked_back", "clean", "quotes_verbatim", "figures_supported")
    erred = ("errors",) if scores["errors"] > 0 else ()
    return (*erred, *(name for name in needed if scores.get(name, 1.0) < 1.0))


def stretches(hits: Iterable[SavedHit]) -> tuple[Stretch, ...]:
    """Return saved hits as the stretches that metrics compare."""
    return tuple(Stretch(hit.source, hit.spans, hit.words) for hit in hits)


@lru_cache(
    maxsize=2048
)  # a report asks for the same rows' scores several times, and a checker reads every sentence
def _score(row: Row) -> Scores:
    case = row.placed.case
    answered = row.status == Status.ANSWERED.value
    scores = {"errors": float(row.status == "error")}
    if row.again is not None:
        scores["repeatable"] = float(row.again)
    if row.reordered is not None:
        scores["order_kept"] = float(row.reordered)
    if case.never:
        scores["clean"] = float(not any(holds(row.text, wrong) for wrong in case.never))
    if case.status is Status.NOT_FOUND:
        scores["refused"] = float(row.status in (Status.NOT_FOUND.value, Status.CLARIFY.value))
    elif case.status is Status.CLARIFY:
        scores["asked_back"] = float(row.status == Status.CLARIFY.value)
    else:
        scores["answered"] = float(answered)
        scores |= _retrieval(row) | _points(row)
    if answered:
        scores |= _grounding(row)
    return scores


def _retrieval(row: Row) -> Scores:
    ranking, relevant = best_ranking(row)
    scores = {f"recall@{budget}": _found(row, row.hits, budget) for budget in BUDGETS}
    scores |= {
        "hit@1": metrics.hit_at(ranking, relevant, 1),
        "hit@5": metrics.hit_at(ranking, relevant, 5),
        "recall@10": metrics.recall_at(ranking, relevant, 10),
        "mrr": metrics.reciprocal_rank(ranking, relevant),
        "ndcg@10": metrics.ndcg_at(ranking, relevant, 10),
    }
    if row.alone is not None and row.standalone is not None:
        with_history = scores[f"recall@{BUDGETS[0]}"]
        scores["history_gain"] = with_history - _found(row, row.alone, BUDGETS[0])
        scores["history_gap"] = _found(row, row.standalone, BUDGETS[0]) - with_history
    return scores


def _points(row: Row) -> Scores:
    case = row.placed.case
    limit = LONG if case.type in _SEVERAL or len(case.turns) > 1 else SHORT
    text = row.text if row.status == Status.ANSWERED.value else ""
    share = metrics.points_held(text, case.points, limit)
    return {"answer_right": float(share == 1.0), "points_share": share}


def _grounding(row: Row) -> Scores:
    cited = tuple(Stretch(one.source, (Span(one.start, one.end),)) for one in row.citations)
    told: dict[int, list[str]] = {}
    for label in {one.label: None for one in row.citations}:
        pieces = [one for one in row.citations if one.label == label]
        told[label] = [" ".join(one.quote for one in pieces), *(one.told for one in pieces)]
    said = metrics.statements(row.text)
    scores = {
        "answer_words": float(len(row.text.split())),
        "figures_supported": float(
            not metrics.stray_figures(row.text, [text for texts in told.values() for text in texts])
        ),
        "quotes_verbatim": fmean(one.verbatim for one in row.citations) if row.citations else 0.0,
        "sentences_supported": fmean(
            supported(words, [text for label in labels for text in told.get(label, ())]) for words, labels in said
        )
        if said
        else 0.0,
    }
    if row.placed.ways:
        ways = [_pieces(way) for way in row.placed.ways]
        scores["citation_recall"] = max(metrics.share_found(way, cited, metrics.CITED) for way in ways)
        scores["citation_precision"] = metrics.precision(cited, [piece for way in ways for piece in way])
    return scores


def _stability(row: Row, by_id: Mapping[str, Row]) -> Scores:
    case = row.placed.case
    first = by_id.get(case.like) if case.like else None
    if first is None:
        return {}
    scores = {"stable_status": float(row.status == first.status)}
    if row.citations and first.citations:
        mine, theirs = ({(one.source, one.start) for one in each.citations} for each in (row, first))
        scores["stable_answer"] = float(bool(mine & theirs))
    return scores


def _found(row: Row, hits: Sequence[SavedHit], budget: int) -> float:
    taken = metrics.within_budget(stretches(hits), budget)
    return max(metrics.share_found(_pieces(way), taken, metrics.FOUND) for way in row.placed.ways)


def _pieces(way: Iterable[Placed]) -> tuple[Piece, ...]:
    return tuple(tuple(Stretch(place.source, place.spans) for place in (piece, *piece.twins)) for piece in way)
