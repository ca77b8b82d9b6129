"""A conversation into a question that stands alone; rules only, no language model."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from assistant.narrowing import narrow
from assistant.records import Query, Turn
from assistant.thesaurus import papers_words
from corpus.dates import find_dates
from corpus.words import words
from indexes.records import Filters

# Tuned on the gold follow-ups (evidence recall at 750 words 0.79 with the previous question joined, 0.85 with
# eight carried terms) and MTRAG-UN; past eight nothing changed.
CARRIED_TERMS = 8
# A term of the turn before counts this much less than one of the turn after it.
RECENCY = 0.7

# A question with one of these leans on what was said before; so does one of hardly any words.
_LEANS = re.compile(
    r"^(?:and|but|so|ok|okay|or|how come|what about|how about|what else)\b|^(?:why|who|when|where|which)\W*$|"
    r"\b(?:it|its|they|them|their|theirs|that|those|this|these|he|him|his|she|her|there|then|one|ones|other|others|"
    r"another|same|else|too|instead|former|latter|previous|next|still)\b",
    re.IGNORECASE,
)
FEWEST_OWN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What understanding a question takes to know of the papers that a scope may see.

    ``frequencies`` gives in how many chunks each stem stands, ``together`` whether some chunk holds all of the
    given stems; ``chunks`` is how many chunks there are, ``bodies`` whose papers.
    """

    frequencies: Callable[[Sequence[str]], Mapping[str, int]]
    together: Callable[[Sequence[str]], bool]
    chunks: int
    bodies: tuple[str, ...] = ()


def understand(question: str, turns: Sequence[Turn], filters: Filters, vocabulary: Vocabulary) -> Query:
    """Make the last question stand alone.

    The terms of earlier questions that say most (inverse document frequency, discounted by age) are added to it;
    words that the papers do not hold carry nothing. A question that changes the subject gets none: one that does
    not lean on what was said before, and whose words stand together somewhere in the papers.

    Args:
        question: the user's last words.
        turns: the earlier exchanges, oldest first.
        filters: which papers the user has asked for.
        vocabulary: what is known of the papers. A question that names the area of one body is asked of its papers
            alone, and a follow-up that names none keeps the area of the turn before.
    """
    asked = " ".join(question.split())
    carried = () if not turns or _stands_alone(asked, vocabulary) else _carried(asked, turns, vocabulary)
    earlier = reversed(turns) if carried else ()
    for said in (asked, *(turn.question for turn in earlier)):
        narrowed = narrow(said, filters, vocabulary.bodies)
        if narrowed != filters:
            filters = narrowed
            break
    text = " ".join((asked, *carried))
    periods = tuple((one.first, one.last) for one in find_dates(text))
    return Query(text, asked, carried, filters, also=papers_words(text), periods=periods)


def _stands_alone(asked: str, vocabulary: Vocabulary) -> bool:
    own = list(dict.fromkeys(word.stem for word in words(asked)))
    return len(own) >= FEWEST_OWN_WORDS and not _LEANS.search(asked) and vocabulary.together(own)


def _carried(asked: str, turns: Sequence[Turn], vocabulary: Vocabulary) -> tuple[str, ...]:
    own = {word.stem for word in words(asked)}
    latest: dict[str, tuple[int, str]] = {}
    for age, turn in enumerate(reversed(turns)):
        for word in words(turn.question):
            if word.stem not in own:
                latest.setdefault(word.stem, (age, turn.question[word.start : word.end]))
    held = vocabulary.frequencies(list(latest))
    weighed = sorted(
        (-(RECENCY**age) * log(1 + vocabulary.chunks / (1 + held[stem])), word)
        for stem, (age, word) in latest.items()
        if held.get(stem)
    )
    return tuple(word for _, word in weighed[:CARRIED_TERMS])
