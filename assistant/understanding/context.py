"""What a question takes over from the conversation: the words it is about, and none after a change of subject."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from assistant.records import Turn
from assistant.understanding.followups import is_month
from corpus.time.dates import find_dates
from corpus.words import Word, words
from indexes.records import Meeting

# Tuned on the gold follow-ups and MTRAG-UN, where recall@5 was 0.895 with six words and 0.888 with eight.
CARRIED_TERMS = 6
# A word of the turn before counts this much less than one of the turn after it. By the square root of the inverse
# document frequency age comes first and rarity second: recall@5 0.908, where the frequency itself gave 0.899.
RECENCY = 0.7
# A question with fewer words of its own than this leans on what was said; so does a fragment without a verb.
FEWEST_OWN_WORDS = 2
LONGEST_FRAGMENT = 4
# One with a name and so many telling words in all has a subject of its own, whether or not the papers know it.
ENOUGH_WITH_A_NAME = 3

_LEANS = re.compile(
    r"^(?:and|but|so|ok|okay|or|how come|what about|how about|what else)\b|^(?:why|who|when|where|which)\W*$|"
    r"\b(?:it|its|they|them|their|theirs|that|those|this|these|he|him|his|she|her|then|one|ones|other|others|"
    r"another|same|else|too|instead|former|latter|previous|next|still)\b|"
    # not "are there" and "there are"
    r"(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b(?! (?:is|are|was|were|be|been|has|have)\b)",
    re.IGNORECASE,
)
# A comparison without "than" compares with what was said.
_COMPARES = re.compile(
    r"\b(?:more|less|better|worse|cheaper|dearer|higher|lower|bigger|smaller|larger|faster|slower|older|newer|safer|"
    r"best|worst)\b(?!.*\bthan\b)",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:most|least)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|might|must|shall)(?:n['’]t)?\b|"
    r"\b(?:what|who|how|where|when|there)['’]s\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:who|what|when|where|which|why|how)\b", re.IGNORECASE)
# Words that ask or polish and say nothing of a subject; everyday words, whatever the papers are about.
_FAINT = frozenset(
    "hi hello hey thank thanks please help ok okay yes yeah much many more most very really also own only even "
    "ever never always often quite rather enough mean means say says said tell told explain describe summarise "
    "summarize summary overview know knew think thought believe guess suppose wonder wondering interested "
    "curious understand want wanted need needs like find found make makes made use used using see look looking "
    "give gave given take took come came go goes going gone happen happens happened work works try put keep "
    "way ways thing things lot lots few several good bad better best worse big able should may might must "
    "shall let here now today currently again back right wrong correct difference different same similar "
    "example examples kind kinds type types sort between among anything something anyone someone everything "
    "last next previous latest recent recently first second question answer ask asked seem seems actually "
    "basically probably maybe perhaps however instead still yet already possible available fact part reason "
    "reasons point points information info detail details off after before because being am during within "
    "without behind against besides through both either whole usually unfortunately simply".split()
)
_OPENS = re.compile(r"(?:^|[.?!]\s+)\W*$")
_PLACED = re.compile(r"\b(?:in|for|at|across|within|from|around|near|and|about)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What understanding a question takes to know of the papers that a scope may see.

    ``frequencies`` gives in how many chunks each stem stands, ``together`` whether some chunk holds all of the
    given stems; ``chunks`` is how many chunks there are, ``bodies`` whose papers, ``meetings`` which meetings'.
    """

    frequencies: Callable[[Sequence[str]], Mapping[str, int]]
    together: Callable[[Sequence[str]], bool]
    chunks: int
    bodies: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...] = ()


def leans(question: str) -> bool:
    """Whether a question points at what was said before: "and ...", "they", "that one", "the most popular"."""
    return any(one.search(question) for one in (_LEANS, _COMPARES, _MOST))


def stands_alone(asked: str, vocabulary: Vocabulary) -> bool:
    """Whether a question does without the conversation: a whole one that leans on nothing said before.

    Its words must stand together somewhere in the papers, as those of a question with a subject do.
    """
    own = list(dict.fromkeys(word.stem for word in words(asked)))
    if len(own) < FEWEST_OWN_WORDS or _LEANS.search(asked):
        return False
    telling = [word for word in words(asked) if not _faint(asked, word)]
    subjects = list(dict.fromkeys(word.stem for word in telling))
    whole = _ASKS.match(asked) or _VERB.search(asked)
    if whole and len(subjects) >= ENOUGH_WITH_A_NAME and any(_named(asked, word) for word in telling):
        return True
    if len(own) <= LONGEST_FRAGMENT and (not _VERB.search(asked) or _COMPARES.search(asked)):
        return False
    return vocabulary.together(subjects if len(subjects) >= FEWEST_OWN_WORDS else own)


def carried(asked: str, turns: Sequence[Turn], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words of earlier questions that a question is about, strongest first.

    The latest count most, and among those of one turn the rarest in the papers; words that no paper holds carry
    nothing. A time or a place of an earlier question is left out where the question names another one. A question
    without any subject of its own ("why?", "who said that?") takes words of the last answer as well.
    """
    own = {word.stem for word in words(asked)}
    bare = all(_faint(asked, word) for word in words(asked))
    weights: dict[str, tuple[float, str]] = {}
    for age, turn in enumerate(reversed(turns)):
        for text in (turn.question, turn.answer) if bare and not age else (turn.question,):
            for word in _subjects(text, asked):
                weights.setdefault(word.stem, (RECENCY**age, text[word.start : word.end]))
    held = vocabulary.frequencies(list(weights))
    weighed = sorted(
        (-weight * sqrt(_rarity(vocabulary.chunks, held[stem])), word)
        for stem, (weight, word) in weights.items()
        if stem not in own and held.get(stem)
    )
    return tuple(word for _, word in weighed[:CARRIED_TERMS])


def together_with(asked: str, taken: Sequence[str], turns: Sequence[Turn]) -> str:
    """Return a question with the words it took over in brackets, those that stood together kept together."""
    runs: list[str] = []
    left = set(taken)
    for text in (text for turn in turns for text in (turn.question, turn.answer)):
        end = None
        for word in words(text):
            said = text[word.start : word.end]
            if said not in left:
                end = None
                continue
            left.discard(said)
            if end is not None and not text[end : word.start].strip():
                runs[-1] += f" {said}"
            else:
                runs.append(said)
            end = word.end
    return f"{asked} ({', '.join(runs)})" if runs else asked


def _subjects(text: str, asked: str) -> Iterator[Word]:
    """Yield the words of a text that a later question may be about."""
    times = find_dates(text) if find_dates(asked) else ()
    for word in words(text):
        if _faint(text, word) or any(one.start <= word.start < one.end for one in times):
            continue
        if _names_place(text, word) and any(_names_place(asked, other) for other in words(asked)):
            continue
        yield word


def _faint(text: str, word: Word) -> bool:
    """Whether a word says nothing of a subject; one with a capital inside a sentence is a part of a name."""
    return not _named(text, word) and text[word.start : word.end].lower() in _FAINT


def _named(text: str, word: Word) -> bool:
    return text[word.start].isupper() and not _OPENS.search(text[: word.start])


def _names_place(text: str, word: Word) -> bool:
    capital = text[word.start].isupper() and not is_month(text[word.start : word.end])
    return capital and bool(_PLACED.search(text[: word.start]))


def _rarity(chunks: int, held: int) -> float:
    return log(1 + chunks / (1 + held))
