"""Words as searching and matching see them: lower case, plain quotes and dashes, stemmed, without stop words.

The one analyser of the project: the keyword index, follow-ups and answers all count the same words. Stems are
Snowball's English (Porter2), by PyStemmer.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

STOP_WORDS = frozenset(
    "a an and any are as at be been but by can could did do does for from get got had has have he her his how i "
    "if in into is it its just me my no not of on or our out over s she so some such t than that the their them "
    "then there these they this those to up us was we were what when where which who whose why will with would "
    "you your please tell about".split()
)
# Longer runs of letters are not words of a paper; bounds the stemmer on hostile text.
_LONGEST = 64
# Plain letters come first: most words are of them, and a quarter of the time goes into looking for them.
_WORD = re.compile(
    r"[A-Za-z]+[^\W\d_]*(?:['’][^\W\d_]+)?\d*|£?\d+(?:[.,]\d+)*(?:%|st\b|nd\b|rd\b|th\b)?"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?\d*"
)


def sound(text: str) -> str:
    """Return a text with a question mark for each half character, which programs may send and nothing stores."""
    return text.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: its stem and where it stands in the text."""

    stem: str
    start: int
    end: int


@cache
def _stemmer() -> Stemmer.Stemmer:
    # Without its own cache: what is stemmed is kept here.
    return Stemmer.Stemmer("english", 0)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of one word: figures without thousands separators, words without a possessive."""
    plain = (word if word.isascii() else unicodedata.normalize("NFKC", word).replace("’", "'")).lower()
    if not plain.isalpha():
        if any(letter.isdigit() for letter in plain):
            return plain.replace(",", "").lstrip("£").rstrip("%").removesuffix("th")
        plain = plain.removesuffix("'s").replace("'", "")
    return str(_stemmer().stemWord(plain[:_LONGEST]))


def words(text: str) -> Iterator[Word]:
    """Yield the content words of a text in order; stop words are left out."""
    for match in _WORD.finditer(text):
        found = _content(match.group())
        if found is not None:
            yield Word(found, match.start(), match.end())


def stems(text: str) -> list[str]:
    """Return the stems of a text's content words, in order, with repeats."""
    return [found for word in _WORD.findall(text) if (found := _content(word)) is not None]


@lru_cache(maxsize=100_000)
def _content(word: str) -> str | None:
    """Return the stem of a content word, None for a stop word."""
    return None if word.lower().replace("’", "'").removesuffix("'s") in STOP_WORDS else stem(word)
