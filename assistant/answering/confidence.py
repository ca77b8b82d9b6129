"""How sure it is that the papers answer a question: readable signs of this turn's evidence, weighed.

A logistic model of few signs. Its weights were fitted by ``python -m eval calibrate`` on the open half of the
suite's cases. Nearly half of them are near misses: the right topic in another year, place or group, or without
the figure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import chain
from math import exp

from assistant.answering.anchors import Anchors, read_anchors
from assistant.answering.everyday import GENERAL
from assistant.answering.evidence import Evidence, Weights
from assistant.answering.excerpts import Excerpt
from assistant.answering.kinds import COUNTED, asks_for_a_name, head_of
from assistant.records import Query, Signs
from corpus.time.dates import find_dates
from corpus.words import stems

WEIGHTS = Signs(
    far=-1.04,
    headless=-0.39,
    unheaded=-1.76,
    undated=-0.28,
    elsewhen=-2.08,
    fits=2.64,
    unnamed=-3.76,
    nobody=-0.57,
    missing=-0.47,
    met=0.15,
    uncounted=-0.66,
)
BIAS = -1.45

BEST, MOST = 5, 10
# A figure belongs to the words so many words around it.
NEAR = 6
# The rarity of a word that counts as the whole of ``missing``: one chunk in three thousand.
RAREST = 8.0
_TOKEN = re.compile(r"£?\d[\d,.]*%?|[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBER = re.compile(
    r"£?\d[\d,.]*%?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|"
    r"thirty|forty|fifty|hundred|half|third|quarter|none|no",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[\w,;)] )[A-Z][\w'’-]{2,}")
# Words with a capital that name nobody.
_TITLES = frozenset(
    stems(
        "panel committee commissioner member police council councillor chief constable deputy assistant acting "
        "temporary officer chairman chair vice force office authority cabinet board city county district borough "
        "town parish executive democratic services manager report minute table appendix home government national "
        "crime plan priority quarter band north south east west january february march april may june july august "
        "september october november december monday tuesday wednesday thursday friday saturday sunday"
    )
)


def confidence(signs: Signs) -> float:
    """Return how likely it is that the papers answer, 0 to 1."""
    weighed = (getattr(WEIGHTS, one.name) * getattr(signs, one.name) for one in fields(Signs))
    return round(1 / (1 + exp(-BIAS - sum(weighed))), 4)


def read_signs(query: Query, evidence: Sequence[Evidence], chosen: Sequence[Excerpt], weights: Weights) -> Signs:
    """Read the signs from what may be quoted, best first, and what would be.

    Args:
        query: the question.
        evidence: the sentences that an answer may be made of, best first; at least one.
        chosen: what the answer would quote.
        weights: the question's content words.
    """
    anchors = read_anchors(query.asked)
    content = [word for word in weights.words if word not in GENERAL] or list(weights.words)
    best = evidence[:BEST]
    around = [_around(one) for one in evidence[:MOST]]
    known = [word for word in content if weights.known(word)]
    head = [word for word in stems(head_of(query.asked)) if word not in GENERAL]
    counted = bool(anchors.kinds & COUNTED)
    texts = [one.text for one in chosen]
    return Signs(
        far=1 - _beside_figures(content, texts, anchors, weights) if counted else 0.0,
        headless=1 - _beside_figures(head, texts, anchors, weights) if counted and head else 0.0,
        unheaded=float(bool(head) and not any(_says_all(head, held, weights) for held in around[:BEST])),
        undated=float(bool(anchors.periods) and not any(_says_time(anchors, one) for one in best)),
        elsewhen=sum(one.contradicts for one in best) / len(best),
        fits=sum(one.holds_kind for one in best) / len(best),
        unnamed=min(_share_missing(anchors.names, held, weights) for held in around[:BEST]),
        nobody=float(
            asks_for_a_name(query.asked) and not any(_names_somebody(text, query.asked) for text in texts)
        ),
        missing=min(
            1.0, max((weights[word] for word in known if not weights.says(word, around[0])), default=0.0) / RAREST
        ),
        met=max(_share_met(content, held, weights) for held in around),
        uncounted=float(counted and lacks_what_is_counted(weights, said(chosen))),
    )


def said(chosen: Iterable[Excerpt]) -> set[str]:
    """Return the stems of what would be quoted, with the headings and columns that it stands under."""
    found: set[str] = set()
    for one in chosen:
        found.update(stems(f"{one.text} {one.evidence.hit.stored.chunk.breadcrumb} {' '.join(_under(one))}"))
    return found


def lacks_what_is_counted(weights: Weights, held: set[str]) -> bool:
    """Whether the word that says most of what is to be counted is not among stems."""
    counted = [word for word in weights.asked if _countable(word) and weights.known(word)]
    rarest = max(counted, key=weights.__getitem__, default=None)
    return rarest is not None and not weights.says(rarest, held)


def _countable(word: str) -> bool:
    return word not in GENERAL and not word[0].isdigit()


def _under(one: Excerpt | Evidence) -> Iterator[str]:
    """Yield the headings that a text stands under, with its column headers where it is a row."""
    yield from one.passage.headings
    yield from (cell.column for cell in one.passage.cells if cell.column)
    yield from (words for words in (one.passage.group, one.passage.lead_in) if words)


def _around(one: Evidence) -> set[str]:
    """Return the stems of the passage of a sentence, and of what it stands under."""
    breadcrumb = one.hit.stored.chunk.breadcrumb
    return set(stems(f"{one.text} {one.passage.text} {breadcrumb} {' '.join(_under(one))}"))


def _says_all(words: Iterable[str], held: set[str], weights: Weights) -> bool:
    return all(weights.says(word, held) for word in words)


def _share_met(words: Sequence[str], held: set[str], weights: Weights) -> float:
    total = sum(weights[word] for word in words)
    return sum(weights[word] for word in words if weights.says(word, held)) / total if total else 1.0


def _share_missing(names: Sequence[str], held: set[str], weights: Weights) -> float:
    return sum(not weights.says(name, held) for name in names) / max(1, len(names))


def _says_time(anchors: Anchors, one: Evidence) -> bool:
    """Whether a sentence, or what it stands under, names a time that the question does."""
    named = find_dates(" | ".join((one.text, *_under(one))))
    return any(
        time.first <= period.last and period.first <= time.last for time in named for period in anchors.periods
    )


def _beside_figures(words: Sequence[str], texts: Iterable[str], anchors: Anchors, weights: Weights) -> float:
    """Return the greatest share of words that stand around one figure which the question does not give itself."""
    return max(
        (
            _share_met(words, held, weights)
            for held in chain.from_iterable(_surroundings(text, anchors) for text in texts)
        ),
        default=0.0,
    )


def _surroundings(text: str, anchors: Anchors) -> Iterator[set[str]]:
    tokens = _TOKEN.findall(text)
    for place, token in enumerate(tokens):
        if _NUMBER.fullmatch(token) and token.replace(",", "").strip("£%.") not in anchors.figures:
            yield set(stems(" ".join(tokens[max(0, place - NEAR) : place + NEAR + 1])))


def _names_somebody(text: str, question: str) -> bool:
    asked = set(stems(question))
    return any(not asked.union(_TITLES).issuperset(stems(match.group())) for match in _CAPITAL.finditer(text))
