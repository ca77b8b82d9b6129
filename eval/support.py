"""Whether quotes carry a statement: what in it they do not hold, or say the other way round.

A checker by rule, so that it needs no model and can be checked itself: it looks at figures (in words too), names,
negation, direction and shared words. It can be fooled by a statement made of the right words in a wrong order.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.sentences import sentences
from eval.matching import coverage, figures, plain, words

# Share of a statement's content words that its sources hold. Papers put into a resident's words keep about half.
SHARED = 0.35
# From this share of common words on, both ways, a statement is its source with little changed.
CLOSE = 0.8
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {name: value for value, name in enumerate(_NUMBERS)} | {
    name: 10 * value for value, name in enumerate(_TENS, 2)
}
_NUMBER = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?:[- ]({'|'.join(_NUMBERS[1:10])}))?|({'|'.join(_NUMBERS)}))\b", re.IGNORECASE
)
_NAME = re.compile(r"\b[A-Z][\w'&]*(?:-[A-Z]\w+)*")
_FULL_NAME = re.compile(r"(?=\b([A-Z][\w'-]+) ([A-Z][\w'-]+))")
_TITLES = frozenset("councillor cllr councillors mr mrs ms dr sir the yes no in on at by best most".split())
# "No" stands for "number" at the head of a column, and answers a question before a comma.
_NEGATION = re.compile(r"(?i:\b(?:not|never|none|nobody|nothing|neither|nor|cannot)\b|n't\b)|\b[Nn]o\b(?= [a-z])")
_MONTH = re.compile(r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b")
_DATE = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? )?{_MONTH.pattern[2:-2]}(?: (20\d\d))?\b")
_ANSWERING = re.compile(r"^\s*(?:yes|no)\s*[,:;.-]\s*", re.IGNORECASE)
# Words of one side against those of the other: a statement may not be on the side that its source is not.
_SIDES = (
    (
        "rose risen rising increased increase increases higher up grown grew more upward improved",
        "fell fallen falling decreased decrease lower down reduced reduction fewer less dropped downward worsened",
    ),
    ("before earlier", "after later"),
    ("above exceeded over", "below under"),
    ("accepted agreed supported approved", "refused declined rejected opposed"),
    ("opened open began started", "closed close ended finished"),
    ("best highest most", "worst lowest least"),
)
_OPPOSITES = tuple((frozenset(one.split()), frozenset(other.split())) for one, other in _SIDES)
_COMMON = frozenset(
    "a an the and or of in on at to for by with from as that this these those it its he she they them his her "
    "their is are was were be been being has have had do does did will would should could may might must can "
    "which who whom what when where why how there here than then so if but also only each both all any".split()
)


def doubts(statement: str, sources: Sequence[str]) -> tuple[str, ...]:
    """Return why the sources do not carry a statement, a phrase a reason; nothing where they do.

    ``sources`` are the quotes, and what says where they stand (title, body, date in words).
    """
    found: list[str] = []
    even = [" ".join(plain(source).split()) for source in sources]
    whole = " ".join(plain(statement).split())
    for span in sentences(whole):
        said = _ANSWERING.sub("", whole[span.start : span.end])
        if words(said):
            found += _doubts(said, even)
    return tuple(dict.fromkeys(found))


def supported(statement: str, sources: Sequence[str]) -> bool:
    """Tell whether sources carry a statement."""
    return bool(sources) and not doubts(statement, sources)


def _doubts(said: str, sources: Sequence[str]) -> Iterable[str]:
    whole = " ".join(sources)
    nearest = _nearest(said, sources)
    close = bool(nearest) and min(coverage(said, nearest), coverage(nearest, said)) >= CLOSE
    strange = [value for value in _values(said) if value not in _values(whole)]
    if not strange and close:
        strange = list((_values(said) - _values(whole)).elements())
    if strange:
        yield f"figure {', '.join(sorted(set(strange)))}"
    if moved := _moved_dates(said, whole):
        yield f"date {', '.join(moved)}"
    known = set(words(whole))
    unknown = [name for name in _names(said) if not set(words(name)) <= known]
    unknown += [pair for pair in _full_names(said) if pair not in " ".join(words(whole))]
    if unknown:
        yield f"name {', '.join(unknown)}"
    if nearest:
        yield from _turned(said, nearest, close=close)
    content = set(words(said)) - _COMMON
    if len(content) > 2 and len(content & known) < SHARED * len(content):
        yield "other words"


def _turned(said: str, nearest: str, *, close: bool) -> Iterable[str]:
    """Whether a statement says no where its nearest source says yes, or up where that says down.

    Nearly the same words must have the same number of negations and the same words of direction.
    """
    mine, theirs = len(_NEGATION.findall(said)), len(_NEGATION.findall(nearest))
    if (mine != theirs) if close else (bool(mine) != bool(theirs)):
        yield "negation"
    own, other = Counter(words(said)), Counter(words(nearest))
    for pair in _OPPOSITES:
        (up, down), (there_up, there_down) = (
            [sum(count[word] for word in side) for side in pair] for count in (own, other)
        )
        turned = (up and not down and there_down and not there_up) or (
            down and not up and there_up and not there_down
        )
        if turned or (close and (up > there_up or down > there_down)):
            yield "direction"


def _values(text: str) -> Counter[str]:
    spelt = _NUMBER.sub(lambda match: str(_value(match)), plain(text))
    return Counter(number for token in spelt.split() for number in figures(token))


def _value(match: re.Match[str]) -> int:
    tens, ones, small = (_VALUES.get(part.lower(), 0) if part else 0 for part in match.groups())
    return tens + ones + small


def _moved_dates(said: str, whole: str) -> list[str]:
    """Dates of a statement that its sources do not hold: a day of a month, or a month of a year.

    A month whose year the sources leave open may have any.
    """
    mine, theirs = _dates(said), _dates(whole)
    months = set(_MONTH.findall(whole))
    dated = {month for month, year in theirs if len(year) == 4}
    return [
        f"{month} {number}"
        for month, number in sorted(mine - theirs)
        if len(number) < 3 or month in dated or month not in months
    ]


def _dates(text: str) -> set[tuple[str, str]]:
    found = set()
    for match in _DATE.finditer(plain(text)):
        day, month, year = match.groups()
        found |= {(month, number) for number in (day, year) if number}
    return found


def _names(text: str) -> list[str]:
    """Words with a capital inside a sentence; its first word counts where it has another capital or a figure."""
    found = []
    for match in _NAME.finditer(text):
        first = not re.search(r"\w", text[: match.start()])
        if not (first and match.group()[1:].islower()) and not _MONTH.fullmatch(match.group()):
            found.append(match.group())
    return found


def _full_names(text: str) -> list[str]:
    """Two words with a capital side by side, in lower case, without titles: a name and its surname."""
    pairs = [match.groups() for match in _FULL_NAME.finditer(text)]
    return [" ".join(words(" ".join(pair))) for pair in pairs if pair[0].lower() not in _TITLES]


def _nearest(said: str, sources: Sequence[str]) -> str:
    """The sentence of the sources that shares most words with what is said; "" where it shares less than half."""
    wanted = set(words(said)) - _COMMON
    parts = [source[span.start : span.end] for source in sources for span in sentences(source)]
    best = max(parts, key=lambda part: len(wanted & set(words(part))), default="")
    return best if len(wanted & set(words(best))) >= max(2, len(wanted) / 2) else ""
