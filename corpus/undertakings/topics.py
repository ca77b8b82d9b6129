"""What a commitment is about: the paper's headings, and what the quote and the words around it name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.undertakings.verbs import BASES, base_of

_WORD = re.compile(r"[A-Za-z0-9][\w’'&/-]*|[^\w\s]")
_COMMON_WORDS = """
although given ie eg hadn't already first around across long themselves small greater previous went meant his
a about above action actions activity added advised after agenda agree agreed all also an and annual any
appendix are area as asked at back be been before being between board both bring brought but by can chair
chairman chief circulated commissioner commitment committee constable continue could council data delivery
detail details do draft due during each ensure executive following for from full further had has have he her him
his how if in included including information introduction into is it item items its looking made make matters
meeting members minute minutes monitoring more most much new next no not note noted number of officer officers
on once one only or other our out outcome over own panel paper part pcc plan point points possible progress
provide provided purpose quarter question questions reference regard regular relation report reported reports
request requested response review said set she should so some such take taken term terms than that the their
them then there these they this those through time to two under up update updates use used was way we were what
when where whether which while who will with within work working would year you your section
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_NUMBER = re.compile(
    r"^\W*(?:(?:item|appendix|annex|part)\s)?[\dA-Z]{0,3}[\d./-]*[.):]?(?:\s[–-])?\s+(?=[A-Za-z])|\s*\([^()]*\)|\*+"
)
_MOST = 6
_LONGEST_RUN = 3


def topics(quote: str, titles: Sequence[str], around: str = "") -> tuple[str, ...]:
    """Return up to six topics: the item's title and headings, shortened, then what the quote names.

    ``around`` is the passage: what it names more than once is a topic where the quote itself names little.
    """
    found: dict[str, str] = {}
    for words in (*filter(None, map(_short, titles)), *_named(quote), *_repeated(around)):
        if len(found) < _MOST and not any(words.lower() in known for known in found):
            found[words.lower()] = words
    return tuple(found.values())


def _short(title: str) -> str:
    bare = _NUMBER.sub(" ", " ".join(title.split())).strip(" -–:.*")
    words = bare.split()
    while words and words[-1].lower() in _COMMON:
        words.pop()
    while words and words[0].lower() in _COMMON:
        words.pop(0)
    return " ".join(words[:8]).strip(" -–:,.") if words else ""


def _named(text: str) -> list[str]:
    """Return the runs of up to three content words, the longest first."""
    runs = dict.fromkeys(" ".join(run) for run in _runs(text) if len(" ".join(run)) > 3)
    return sorted(runs, key=lambda run: -min(len(run.split()), 2))[:_MOST]


def _repeated(text: str) -> list[str]:
    counts = Counter(word for run in _runs(text) for word in run if len(word) > 3)
    return [word for word, count in counts.most_common(_MOST) if count > 1]


def _runs(text: str) -> Iterator[list[str]]:
    run: list[str] = []
    for word in _WORD.findall(text):
        small = word.lower()
        plain = not word[0].isalnum() or small in _COMMON or small.endswith("ly") or small.isdigit()
        if plain or (word.islower() and (small in BASES or small.endswith("ed") or base_of(small) != small)):
            if run:
                yield run
            run = []
            continue
        run.append(word)
        if len(run) == _LONGEST_RUN:
            yield run
            run = []
    if run:
        yield run
