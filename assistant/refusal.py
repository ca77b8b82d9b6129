"""Whether this turn's evidence carries an answer: the one place that decides answered, not found or clarify."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence, Weights
from assistant.records import Query, Status
from indexes.records import Hit


@dataclass(frozen=True, slots=True)
class Decision:
    """The status of an answer, and for a clarify the choices that the papers offer."""

    status: Status
    choices: tuple[str, ...] = ()


# A question of so few content words names no subject by itself ("what was the target?").
FEWEST_WORDS = 2
# Share of the question's weight that the best evidence must meet.
LEAST_MET = 0.2
MOST_CHOICES = 5


def decide(query: Query, hits: Sequence[Hit], evidence: Sequence[Evidence], weights: Weights) -> Decision:
    """Decide from this turn's evidence alone.

    A question with hardly any content words and no conversation to complete it is asked back where its best hits
    stand under different headings; one whose words the best evidence does not meet is not found.
    """
    if not hits or not evidence:
        return Decision(Status.NOT_FOUND)
    if not query.carried and len(weights.words) <= FEWEST_WORDS:
        choices = _subjects(hits)
        if len(choices) > 1:
            return Decision(Status.CLARIFY, choices)
    best = max(weights.share(one.met) for one in evidence)
    return Decision(Status.ANSWERED if best >= LEAST_MET else Status.NOT_FOUND)


def _subjects(hits: Sequence[Hit]) -> tuple[str, ...]:
    """Return the different subjects that the best hits stand under."""
    subjects = (hit.stored.headings[-1] if hit.stored.headings else _item(hit) for hit in hits[: 2 * MOST_CHOICES])
    return tuple(dict.fromkeys(subject for subject in subjects if subject))[:MOST_CHOICES]


def _item(hit: Hit) -> str:
    return hit.stored.item.title if hit.stored.item else hit.stored.part.title
