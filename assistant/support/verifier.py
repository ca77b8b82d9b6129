"""Whether the passages that a written sentence cites carry it; every sentence is looked at before it is shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.records import Verdict
from assistant.support.likeness import even, figures, words
from assistant.support.polarity import COMMON
from assistant.support.support import content_words, doubts, shared
from assistant.writing.replies import MISSING

# A model has the passages before it and copies more than people do: its sentences have to share so much of their
# content words with what they cite. Of people's answers 8 to 16 in 100 fall below it, of wrong citations 92 to 95.
COVERED = 0.6
# "That is correct." says nothing that a passage could bear out.
FEWEST_WORDS = 2
# Words in quotation marks from this number on are a quote, and not a name or a nickname.
SHORTEST_QUOTE = 3
# So many quotes at most stand behind one sentence for one passage.
MOST_PIECES = 3
_YES = re.compile(r"^\W*(?:yes|no)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")


@dataclass(frozen=True, slots=True)
class Source:
    """What a sentence is held against: the words of a passage, and in words where they stand."""

    text: str
    place: str = ""


def judge(sentence: str, sources: Sequence[Source]) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict on a sentence without its labels, and what in it the sources do not hold."""
    if not sources:
        return Verdict.UNSUPPORTED, ("no passage",)
    if MISSING in sentence:
        return Verdict.UNSUPPORTED, ("a word is missing",)
    substance = _YES.sub("", sentence)
    if not figures(substance) and len(content_words(substance)) < FEWEST_WORDS:
        return Verdict.UNSUPPORTED, ("nothing to check",)
    told = [*chain.from_iterable((one.text, one.place) for one in sources)]
    reasons = doubts(sentence, told)
    if not reasons and shared(substance, told) < COVERED:
        reasons = ("other words",)
    strange = [quote for quote in quotes(sentence) if not any(even(quote) in even(one.text) for one in sources)]
    if strange:
        reasons = (*reasons, f"quote {', '.join(strange)}")
    if reasons:
        return Verdict.UNSUPPORTED, reasons
    bare = even(sentence).rstrip(".!?")
    verbatim = any(bare in even(one.text) for one in sources)
    return (Verdict.VERBATIM if verbatim else Verdict.SUPPORTED), ()


def quotes(sentence: str) -> tuple[str, ...]:
    """Return what a sentence gives as somebody's own words."""
    found = (match[1].strip(" .,;:!?") for match in _QUOTED.finditer(sentence))
    return tuple(quote for quote in found if len(quote.split()) >= SHORTEST_QUOTE)


def behind(sentence: str, pieces: Sequence[str]) -> tuple[int, ...]:
    """Choose the pieces of a passage that a sentence rests on, by their places in the sequence, in order.

    Each piece that is chosen adds most of what is still to be found: a figure counts as five words, since it is
    what a reader looks up.
    """
    sought = _sought(sentence)
    held = [_sought(piece) & sought for piece in pieces]
    chosen: list[int] = []
    while sought and len(chosen) < min(MOST_PIECES, len(pieces)):
        gains = [sum(map(_weight, each & sought)) for each in held]
        best = max(range(len(pieces)), key=lambda place: (gains[place], -place))
        if gains[best] < (2 if chosen else 1):
            break
        chosen.append(best)
        sought -= held[best]
    return tuple(sorted(chosen))


def _sought(text: str) -> set[str]:
    return {word for word in words(text) if word not in COMMON and word.isalpha()} | figures(text)


def _weight(word: str) -> int:
    return 1 if word.isalpha() else 5
