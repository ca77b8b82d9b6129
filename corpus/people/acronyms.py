"""Short forms, learned where a paper explains them: "Long Form (LF)" and "LF (Long Form)"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.records import Acronym, Part

_SHORT = r"[A-Z][A-Za-z0-9]?(?:[A-Z0-9&/][a-z]?){1,9}s?"
_AFTER = re.compile(rf"\(\s?[\"'“‘]?({_SHORT})[\"'”’]?(?:\s?[,;–-][^()\n]{{1,60}})?\s?\)")
_BEFORE = re.compile(rf"\b({_SHORT})\s?\(([^()\n]{{4,120}})\)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|&")
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "&"})
_OWNER = re.compile(r"['’]s?$")
_BREAK = re.compile(r"\n\s*\n|[.;:!?•·]\s|\t|[()\[\]]")
# How far before its brackets a long form may begin.
_REACH = 140
# Share of a short form's letters that must begin a word: "Antisocial Behaviour (ASB)" has two of three.
_INITIALS = 0.6


def learn(text: str, parts: Sequence[Part]) -> tuple[Acronym, ...]:
    """Return the short forms that ``text`` explains, in order, each once a part and meaning.

    A pair counts only where the letters of the short form are found, in order, in the long one. Two meanings of
    one short form are two entries; the part in which each is explained tells them apart.
    """
    starts = [part.start for part in parts]
    seen: set[tuple[str, str, int]] = set()
    found = []
    for start, short, long in sorted(_pairs(text)):
        part = max(0, bisect_right(starts, start) - 1)
        key = (short, _key(long), part)
        if key not in seen:
            seen.add(key)
            found.append(Acronym(short, long, start, part))
    return tuple(found)


def _pairs(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _AFTER.finditer(text):
        start = _long_form_before(text, match.start(), _letters(match[1]))
        if start is not None and len(_letters(match[1])) > 1:
            yield start, _singular(match[1]), _tidy(text[start : match.start()])
    for match in _BEFORE.finditer(text):
        words = list(_WORD.finditer(match[2]))
        if words and len(_letters(match[1])) > 1 and _fits(_letters(match[1]), [word[0] for word in words]):
            yield match.start(), _singular(match[1]), _tidy(match[2])


def _long_form_before(text: str, end: int, letters: str) -> int | None:
    """Return where the long form that ends at ``end`` begins: the fewest words that hold the letters."""
    begin = max(0, end - _REACH)
    for stop in _BREAK.finditer(text, begin, end):
        begin = stop.end()
    words = list(_WORD.finditer(text, begin, end))
    most = min(len(words), 2 * len(letters) + 4)
    for fits in (_initials_fit, _fits):
        for count in range(1, most + 1):
            chosen = [word[0] for word in words[-count:]]
            if chosen[0].lower() not in _SMALL and fits(letters, chosen):
                return words[-count].start()
    return None


def _initials_fit(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters are the words' first ones, small words counted or left out."""
    heavy = "".join(word[0] for word in words if word.lower() not in _SMALL).lower()
    return letters in (heavy, "".join(word[0] for word in words).lower().replace("&", "a"))


def _fits(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters stand in the words in order, the first of all first, most of them as initials."""
    if not words or words[0][0].lower() != letters[0] or len(words) > 2 * len(letters) + 2:
        return False
    place = initials = 0
    for word in words:
        if place == len(letters):
            break
        if word[0].lower() != letters[place]:
            if word.lower() in _SMALL:
                continue
            return False
        place, initials, inner = place + 1, initials + 1, 1
        while place < len(letters) and (inner := word.lower().find(letters[place], inner) + 1):
            place += 1
    heavy = sum(word.lower() not in _SMALL for word in words)
    return place == len(letters) and initials >= _INITIALS * len(letters) and initials >= heavy - 1


def _letters(short: str) -> str:
    return re.sub(r"[^a-z]", "", _singular(short).lower())


def _singular(short: str) -> str:
    return short[:-1] if len(short) > 2 and short.endswith("s") else short


def _tidy(long: str) -> str:
    return _OWNER.sub("", " ".join(long.split()).strip(" '\"‘’“”,"))


def _key(long: str) -> str:
    return re.sub(r"[^a-z]", "", long.lower().replace("&", "and")).removesuffix("s")
