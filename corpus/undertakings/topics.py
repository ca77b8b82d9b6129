"""What a commitment is about, in the paper's own headings and content words."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[A-Za-z][A-Za-z'’&-]{2,}")
_COMMON_WORDS = """
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
_NUMBER = re.compile(r"^\W*(?:item\s)?[\dA-Z]{0,3}[\d./-]*[.)]?\s+(?=[A-Za-z])|\s*\([^()]*\)|\*+")
_MOST = 6


def topics(quote: str, titles: Sequence[str]) -> tuple[str, ...]:
    """Return up to six topics: the item's title and headings, shortened, then the quote's content words."""
    found: dict[str, str] = {}
    for title in titles:
        words = _short(title)
        if words:
            found.setdefault(words.lower(), words)
    seen = " ".join(found)
    for word in _content(quote):
        if len(found) >= _MOST:
            break
        if word.lower() not in seen:
            found.setdefault(word.lower(), word)
    return tuple(list(found.values())[:_MOST])


def _short(title: str) -> str:
    bare = _NUMBER.sub(" ", " ".join(title.split())).strip(" -–:.*")
    words = bare.split()
    while words and words[-1].lower() in _COMMON:
        words.pop()
    while words and words[0].lower() in _COMMON:
        words.pop(0)
    return " ".join(words[:8]).strip(" -–:,.") if words else ""


def _content(quote: str) -> list[str]:
    words = [word for word in _WORD.findall(quote) if word.lower() not in _COMMON]
    return sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))[:_MOST]
