"""Whether this turn's evidence carries an answer: the one place that decides answered, not found or clarify.

Similarity alone cannot tell a near miss from an answer (a right topic in the wrong year or force scores as high),
so what decides is what the question names and the evidence lacks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.anchors import Anchors, holds_kind, read_anchors
from assistant.answering.confidence import confidence, lacks_what_is_counted, read_signs, said
from assistant.answering.everyday import ASKING, GENERAL
from assistant.answering.evidence import Evidence, Weights
from assistant.answering.excerpts import Excerpt
from assistant.answering.kinds import COUNTED, SAID
from assistant.records import Query, Signs, Status
from assistant.understanding.context import leans
from corpus.time.dates import find_dates
from corpus.words import stems
from indexes.records import Hit

# A question with no more words than this to say what it is about is asked back, if papers offer several answers.
FEWEST_SUBJECTS = 1
# The share of the question's weight that may stand in other papers but nowhere in what was found.
MOST_ABSENT = 0.6
HITS_WEIGHED = 30
# So many of the best sentences must all fail before an answer is refused.
BEST = 5
MOST_CHOICES = 5
# An answer that is less sure than this is not given. Beside the rules that refuses 0.016 more of the unanswerable
# cases of either half and none of the answerable ones; 0.2 would refuse 0.06 more and 0.02 of the answerable.
LEAST_SURE = 0.05
# Where no paper has a word of the question, what is nearest to it has at least this cosine with the default model.
# Of questions tried, eleven of other matters had 0.09 to 0.21; seven misspelt or in residents' words 0.32 or more.
LEAST_LIKE = 0.23
# A name inside a sentence, no short form in capitals: a question may shorten what papers write out.
_NAMED = re.compile(r"(?<=[\w,;)] )[A-Z][a-z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Decision:
    """The status of an answer, the choices that the papers offer for a clarify, and how sure it is of an answer.

    ``signs`` are what ``confidence`` was worked out from, None where nothing was found; ``lacking`` says what the
    nearest sentences lack.
    """

    status: Status
    choices: tuple[str, ...] = ()
    confidence: float = 0.0
    signs: Signs | None = None
    lacking: str = ""


def decide(
    query: Query, hits: Sequence[Hit], evidence: Sequence[Evidence], chosen: Sequence[Excerpt], weights: Weights
) -> Decision:
    """Decide from this turn's evidence alone.

    Args:
        query: the question.
        hits: what was retrieved, best first.
        evidence: the sentences that an answer may be made of, best first.
        chosen: what the answer would quote.
        weights: the question's content words.
    """
    if not hits or not evidence:
        return Decision(Status.NOT_FOUND)
    signs = read_signs(query, evidence, chosen, weights)
    sure = confidence(signs)
    choices = _choices(query, hits)
    if len(choices) > 1:
        return Decision(Status.CLARIFY, choices, sure, signs)
    best = evidence[:BEST]
    anchors = read_anchors(query.asked)
    refused = (
        _names_unknown(anchors, weights)
        or _strange(query, hits[:HITS_WEIGHED], weights)
        or _absent(hits[:HITS_WEIGHED], weights) > MOST_ABSENT
        or not any(one.holds_kind and not one.contradicts for one in best)
        or not any(holds_kind(anchors, one.text) and not one.evidence.contradicts for one in chosen)
        or _misses(anchors, chosen, weights)
        or sure < LEAST_SURE
    )
    if refused:
        return Decision(Status.NOT_FOUND, (), sure, signs, _lacking(anchors, best))
    return Decision(Status.ANSWERED, (), sure, signs)


def _lacking(anchors: Anchors, best: Sequence[Evidence]) -> str:
    """Say in a few words what all of the best sentences lack, "" where it is no one thing."""
    if all(one.contradicts for one in best):
        return "is of another time"
    if anchors.kinds and not any(one.holds_kind for one in best):
        return f"gives no {SAID[min(anchors.kinds)]}"
    if not any(one.holds_kind and not one.contradicts for one in best):
        return f"gives no {SAID[min(anchors.kinds)]} for the time asked about" if anchors.kinds else ""
    return ""


def _names_unknown(anchors: Anchors, weights: Weights) -> bool:
    """Whether the question names a place, a person or a body that no paper holds."""
    return any(not weights.known(name) for name in anchors.names)


def _strange(query: Query, hits: Sequence[Hit], weights: Weights) -> bool:
    """Whether no paper has any of the words that say what the question is about, nor anything like it.

    Misspelt words, and a resident's, are in no paper either, but what is meant by them is. In a conversation what
    is found is like an earlier question: there the words alone decide, unless they lean on what was said before.
    A name that no paper has ("When is Ramadan?") is like all that happens at such times.
    """
    own = {word for word in weights.asked if word not in GENERAL}
    if not own or not own.issubset(weights.strange):
        return False
    if query.carried:
        return not leans(query.asked)
    if any(not own.isdisjoint(stems(name)) for name in _NAMED.findall(query.asked)):
        return True
    return max((hit.cosine for hit in hits if hit.cosine is not None), default=1.0) < LEAST_LIKE


def _misses(anchors: Anchors, chosen: Sequence[Excerpt], weights: Weights) -> bool:
    """Whether what would be quoted lacks what the question is about.

    That is a name it gives, and, where it asks for a quantity or an amount, the word that says most of what is to
    be counted.
    """
    held = said(chosen)
    if any(not weights.says(name, held) for name in anchors.names):
        return True
    return bool(anchors.kinds & COUNTED) and lacks_what_is_counted(weights, held)


def _absent(hits: Sequence[Hit], weights: Weights) -> float:
    """Return the share of the question that papers speak of, but none of what was found.

    Words that no paper holds count for nothing: a resident's word for a thing is often not the papers'.
    """
    found: set[str] = set()
    for hit in hits:
        found.update(stems(f"{hit.stored.chunk.breadcrumb} {hit.stored.chunk.text}"))
    return weights.share(
        word for word in weights.words if word not in GENERAL and weights.known(word) and word not in found
    )


def _choices(query: Query, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Return what an unclear question may be about; nothing where it is clear or a conversation makes it so."""
    if query.carried or find_dates(query.asked):
        return ()
    subjects = [word for word in dict.fromkeys(stems(query.asked)) if word not in ASKING]
    if len(subjects) > FEWEST_SUBJECTS:
        return ()
    offering = [
        hit for hit in hits if set(subjects) <= set(stems(hit.stored.chunk.breadcrumb + hit.stored.chunk.text))
    ]
    headings = (_heading(hit) for hit in offering)
    return tuple(dict.fromkeys(heading for heading in headings if heading))[:MOST_CHOICES]


def _heading(hit: Hit) -> str:
    if hit.stored.headings:
        return " ".join(hit.stored.headings[-1].split())
    return hit.stored.item.title if hit.stored.item else hit.stored.part.title
