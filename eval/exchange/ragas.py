"""A run as JSON lines for RAGAS (Es et al. 2024), whose judges then say what they make of the same answers."""

import json
from collections.abc import Iterator

from assistant.records import Status
from eval.runs import Run


def lines(run: Run) -> Iterator[str]:
    """Yield a line for each case that the papers answer: what was asked, found, said, and should be said.

    The contexts are the passages within the 1,500 words that are saved, best first. A follow-up stands there as
    the question said in full, since a single-turn sample has no conversation.
    """
    for row in run.rows:
        case = row.placed.case
        if case.status is Status.ANSWERED:
            sample = {
                "user_input": case.standalone or case.question,
                "retrieved_contexts": [hit.text for hit in row.hits if hit.text],
                "response": row.text,
                "reference": case.answer,
                "reference_contexts": [piece.quote for piece in row.placed.ways[0]],
            }
            yield json.dumps(sample, ensure_ascii=False)
