"""Whether this turn's evidence carries an answer: the one place that decides answered, not found or clarify.

Similarity alone cannot tell a near miss from an answer (a right topic in the wrong year or force scores as high),
so what decides is what the question names and the evidence lacks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.anchors import Anchors, holds_kind, read_anchors
from assistant.evidence import Evidence, Weights
from assistant.excerpts import Excerpt
from assistant.kinds import COUNTED
from assistant.records import Query, Status
from corpus.dates import find_dates
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
# Words that ask for something without saying of what.
_ASKING = frozenset(
    stems(
        "amount average better best change changed current difference figure going good hit improve last latest "
        "level make many meet met much next now number overall people per percent percentage previous proportion "
        "rate result said same say score share target thing time today total trend update value worse year"
    )
)
# Words of every day that say hardly more; what is counted or priced is none of them.
GENERAL = _ASKING | frozenset(
    stems(
        "able about above across actual actually add after again against ago agreed all allow almost along "
        "already also always among amongst answer answered anybody anyone anything anyway apart appear apply "
        "area areas around ask asked asking away back bad became become before began begin begun behind below "
        "besides between big bit both bought bring brought built call came carry case cause certain check chose "
        "chosen clear close come compare consider currently day deal decide decided despite detail details did "
        "different done double down during early either else end enough even ever everybody everyone everything "
        "exact exactly except expect face fact fall fallen far fast feel fell finally find first follow force "
        "forces found full further gain gave get give given go gone great grew group groups grow happen happened "
        "hard hardly head hear heard held help hold home hope including instead issue join joined keep kept kind "
        "know late later lead least leave left less let like list little live log long look lose lost lot low "
        "made main mainly matter maybe mean meant measure member might month more most mostly move must name "
        "near nearly need never new news nobody none nothing off often old once one only open other ought own "
        "paid paper part particular past perhaps person piece place places plan point possible present pretty "
        "programme project put question questions quick quickly quite ran rather read real really reason recent "
        "recently record recorded renew renewed report rest right risen rose roughly run running saw scheme see "
        "seem seen service set several shall short should show showed shown side simply since single small sold "
        "somebody someone something somewhere soon sort sound speak specific spoke spoken stand start state stay "
        "stayed still stood stop story such sure system take taken tell tend think though thought three through "
        "times together told took top toward towards true try turn turned two type under until up upon use used "
        "usual various via view want wanted wants way week well went whether while whole whom whose wish within "
        "without won word work written wrong wrote yet"
    )
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The status of an answer, and for a clarify the choices that the papers offer."""

    status: Status
    choices: tuple[str, ...] = ()


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
    choices = _choices(query, hits)
    if len(choices) > 1:
        return Decision(Status.CLARIFY, choices)
    best = evidence[:BEST]
    anchors = read_anchors(query.asked)
    refused = (
        _names_unknown(anchors, weights)
        or _absent(hits[:HITS_WEIGHED], weights) > MOST_ABSENT
        or not any(one.holds_kind and not one.contradicts for one in best)
        or not any(holds_kind(anchors, one.text) and not one.evidence.contradicts for one in chosen)
        or _misses(anchors, chosen, weights)
    )
    return Decision(Status.NOT_FOUND if refused else Status.ANSWERED)


def _names_unknown(anchors: Anchors, weights: Weights) -> bool:
    """Whether the question names a place, a person or a body that no paper holds."""
    return any(not weights.known(name) for name in anchors.names)


def _misses(anchors: Anchors, chosen: Sequence[Excerpt], weights: Weights) -> bool:
    """Whether what would be quoted lacks what the question is about.

    That is a name it gives, and, where it asks for a quantity or an amount, the word that says most of what is to
    be counted.
    """
    said: set[str] = set()
    for one in chosen:
        said.update(stems(f"{one.text} {one.evidence.hit.stored.chunk.breadcrumb} {' '.join(_under(one))}"))
    if any(not weights.says(name, said) for name in anchors.names):
        return True
    if not anchors.kinds & COUNTED:
        return False
    counted = [word for word in weights.asked if _countable(word) and weights.known(word)]
    rarest = max(counted, key=weights.__getitem__, default=None)
    return rarest is not None and not weights.says(rarest, said)


def _countable(word: str) -> bool:
    return word not in GENERAL and not word[0].isdigit()


def _under(one: Excerpt) -> Iterator[str]:
    """Yield the headings that an excerpt stands under, with its column headers where it is a row."""
    yield from one.passage.headings
    yield from (cell.column for cell in one.passage.cells if cell.column)


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
    subjects = [word for word in dict.fromkeys(stems(query.asked)) if word not in _ASKING]
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
