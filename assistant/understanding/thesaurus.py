"""What residents say into what papers say, from the list in ``thesaurus.txt``."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.words import stems

_LIST = "thesaurus.txt"


@dataclass(frozen=True, slots=True)
class Entry:
    """An everyday phrase, as stems, and the words of the papers that mean the same."""

    said: tuple[str, ...]
    written: tuple[str, ...]


def papers_words(question: str, entries: dict[str, list[Entry]] | None = None) -> tuple[str, ...]:
    """Return the papers' words for what a question says in everyday ones, each once, in the question's order.

    Args:
        question: any text.
        entries: what ``read_entries`` gave; the shipped list where it is None.
    """
    return tuple(dict.fromkeys(word for entry in _met(question, entries) for word in entry.written))


def meanings(question: str, entries: dict[str, list[Entry]] | None = None) -> dict[str, tuple[str, ...]]:
    """Return for each stem that a question says in everyday words the papers' words that mean the same."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in _met(question, entries):
        for word in entry.said:
            found[word] = (*found.get(word, ()), *entry.written)
    return found


def _met(question: str, entries: dict[str, list[Entry]] | None) -> Iterator[Entry]:
    known = _shipped() if entries is None else entries
    said = stems(question)
    for start, word in enumerate(said):
        for entry in known.get(word, ()):
            if tuple(said[start : start + len(entry.said)]) == entry.said:
                yield entry


def read_entries(text: str) -> dict[str, list[Entry]]:
    """Read a list of "said, said = written, written" lines: the entries by the first stem of what is said.

    Empty lines and those that begin with # are left out.
    """
    entries: dict[str, list[Entry]] = {}
    for entry in _entries(text):
        entries.setdefault(entry.said[0], []).append(entry)
    return entries


def _entries(text: str) -> Iterator[Entry]:
    for line in text.splitlines():
        left, equals, right = line.partition("=")
        if equals and not line.startswith("#"):
            written = tuple(word.strip() for word in right.split(",") if word.strip())
            for phrase in left.split(","):
                said = tuple(stems(phrase))
                if said:
                    yield Entry(said, written)


@cache
def _shipped() -> dict[str, list[Entry]]:
    return read_entries(files(__package__).joinpath(_LIST).read_text(encoding="utf-8"))
