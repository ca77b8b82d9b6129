"""Whether quotes carry a statement: what in it they do not hold, or say the other way round.

A checker by rule, so that it needs no model and can be checked itself: it looks at figures (in words too), dates,
names, negation, direction and shared words. It can be fooled by a statement made of the right words in a wrong
order.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.support.likeness import coverage, figures, plain, words
from assistant.support.polarity import COMMON, turned
from assistant.support.spelling import counted, shortened, spelled, stands_for
from assistant.support.units import other_units, others_figures
from corpus.sentences import sentences
from corpus.time.dates import find_dates
from corpus.words import stem

# Share of a statement's content words that its sources hold. Of answers in people's own words 2 to 5 in 100 fall
# below it, of the same answers held against other papers 84 to 90 (the suite's cases, looked at and held back).
SHARED = 0.5
# From this share of common words on, both ways, a statement is its source with little changed.
CLOSE = 0.8
_NAME = re.compile(r"\b[A-Z][\w'&]*(?:-[A-Z]\w+)*")
_FULL_NAME = re.compile(r"(?=\b([A-Z][\w'-]+) ([A-Z][\w'-]+))")
_TITLES = frozenset(
    "councillor cllr councillors mr mrs ms miss dr sir dame the yes no in on at by best most least chief "
    "constable superintendent inspector sergeant commissioner deputy assistant acting temporary chair".split()
)
_MONTH = re.compile(r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b")
_DATE = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? )?{_MONTH.pattern[2:-2]}(?: (20\d\d))?\b")
_ANSWERING = re.compile(r"^\s*(?:yes|no)\s*[,:;.-]\s*", re.IGNORECASE)


def doubts(statement: str, sources: Sequence[str]) -> tuple[str, ...]:
    """Return why the sources do not carry a statement, a phrase a reason; nothing where they do.

    ``sources`` are the quotes, and what says where they stand (title, body, date in words).
    """
    found: list[str] = []
    evened = [_even(source) for source in sources]
    whole = _even(statement)
    for span in sentences(whole):
        said = _ANSWERING.sub("", whole[span.start : span.end])
        if words(said) and not any(said in source for source in evened):
            found += _doubts(said, evened)
    return tuple(dict.fromkeys(found))


def supported(statement: str, sources: Sequence[str]) -> bool:
    """Tell whether sources carry a statement."""
    return bool(sources) and not doubts(statement, sources)


def _even(text: str) -> str:
    return " ".join(spelled(plain(text)).split())


def _doubts(said: str, sources: Sequence[str]) -> Iterable[str]:
    whole = " ".join(sources)
    nearest = _nearest(said, sources)
    close = bool(nearest) and min(coverage(said, nearest), coverage(nearest, said)) >= CLOSE
    undated = _without_held_dates(said, whole)
    strange = [value for value in _values(undated) if value not in _values(whole)]
    if not strange and close:
        strange = list((_values(said) - _values(whole)).elements())
    strange = strange or [*other_units(undated, sources), *others_figures(undated, sources)]
    if strange:
        yield f"figure {', '.join(sorted(set(strange)))}"
    if moved := _moved_dates(undated, whole):
        yield f"date {', '.join(moved)}"
    if unknown := _unknown_names(said, whole):
        yield f"name {', '.join(unknown)}"
    if nearest:
        yield from turned(said, sources, nearest, close=close)
    if len(content_words(said)) > 2 and shared(said, sources) < SHARED:
        yield "other words"


def shared(said: str, sources: Sequence[str]) -> float:
    """Return the share of the content words of a statement that its sources hold, inflected or not, 0 to 1.

    A short form counts as one word, and is held where what it stands for is.
    """
    content = content_words(said)
    known = {stem(word) for source in sources for word in (*words(source), *words(_even(source)))}
    held = [word for word in content if {stem(one) for one in words(_even(word))} <= known]
    return len(held) / len(content) if content else 1.0


def content_words(said: str) -> set[str]:
    """Return the words of a statement that say something, as it writes them; figures are left out."""
    found = {one.lower(): one for one in re.findall(r"[\w&/'-]+", plain(said))}
    return {
        one
        for lower, one in found.items()
        if set(words(lower)) - COMMON and not any(letter.isdigit() for letter in lower)
    }


def _values(text: str) -> Counter[str]:
    return Counter(number for token in counted(text).split() for number in figures(token))


def _without_held_dates(said: str, whole: str) -> str:
    """Take the dates out of a statement that its sources hold, however they write them.

    A statement may name a longer time than its source ("in June 2024" for the 13th of it), never a shorter one.
    """
    held = find_dates(whole)
    for mention in reversed(find_dates(said)):
        if any(mention.first <= one.first and one.last <= mention.last for one in held):
            said = said[: mention.start] + said[mention.end :]
    return said


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
    for match in _DATE.finditer(text):
        day, month, year = match.groups()
        found |= {(month, number) for number in (day, year) if number}
    return found


def _unknown_names(said: str, whole: str) -> list[str]:
    said = shortened(said, whole)
    known, together = set(words(whole)), " ".join(words(whole))
    inner = _inner(whole)
    unknown = [
        name
        for name in _names(said)
        if not (set(words(name)) <= known or stands_for(name, whole)) or (name in inner and _alone(name, said))
    ]
    return unknown + [pair for pair in _full_names(said) if pair not in together]


def _names(text: str) -> list[str]:
    """Words with a capital inside a sentence; its first word counts where it has another capital or a figure."""
    found = []
    for match in _NAME.finditer(text):
        first = not re.search(r"\w", text[: match.start()])
        if not (first and match.group()[1:] == match.group()[1:].lower()) and not _MONTH.fullmatch(match.group()):
            found.append(match.group().removesuffix("'s"))
    return found


def _inner(whole: str) -> set[str]:
    """Words that stand nowhere but inside a longer name: the middle of "North Vale Police" is no name itself."""
    inside, outside = set(), set(re.findall(r"\b[a-z][\w'-]*", whole))
    for run in re.findall(r"(?:\b[A-Z][\w'-]*(?: (?:and|of|for) (?=[A-Z])| (?=[A-Z]))?)+", whole):
        names = [one for one in run.split() if one[0].isupper()]
        inside.update(names[1:-1])
        outside.update((names[0], names[-1]))
    return {name for name in inside - outside if name.lower() not in outside}


def _alone(name: str, said: str) -> bool:
    """Whether a name stands without another word of a name beside it, titles not counted."""
    for match in re.finditer(
        rf"(?:([A-Z][\w'-]*) (?:(?:and|of) )?)?\b{re.escape(name)}\b(?: (?:(?:and|of) )?([A-Z][\w'-]*))?", said
    ):
        before, after = match.groups()
        if (before is None or before.lower() in _TITLES) and after is None:
            return True
    return False


def _full_names(text: str) -> list[str]:
    """Two words with a capital side by side, in lower case: a name and its surname, or a title of two words."""
    pairs = [match.groups() for match in _FULL_NAME.finditer(text)]
    return [
        " ".join(words(" ".join(pair).removesuffix("'s")))
        for pair in pairs
        if pair[0].lower() not in _TITLES or pair[1].lower() in _TITLES
    ]


def _nearest(said: str, sources: Sequence[str]) -> str:
    """The sentence of the sources that shares most words with what is said; "" where it shares less than half."""
    wanted = set(words(said)) - COMMON
    parts = [source[span.start : span.end] for source in sources for span in sentences(source)]
    best = max(parts, key=lambda part: len(wanted & set(words(part))), default="")
    return best if len(wanted & set(words(best))) >= max(2, len(wanted) / 2) else ""
