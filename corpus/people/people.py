"""The people a paper names with their offices."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from corpus.people.roles import BODIES, HEADS, canonical
from corpus.records import Part

# Likeness from which two surnames under one office and first name are one, misspelled.
_NEARLY = 0.85
# Of those who share a name only so many are compared: a list of thousands stays linear.
_MOST_NAMESAKES = 30
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Councillor|Professor|Prof|Rev)\.?"
_NAME = rf"(?:{_TITLE}[ ])?(?:[A-Z]\.?[ ]){{0,4}}(?:[A-Z][a-zA-Z'’-]{{1,20}}[ ]){{0,3}}[A-Z][a-zA-Z'’-]{{1,20}}"
_LISTED = re.compile(rf"(?<![\w.])({_NAME})(?:\s?\(([^()\n]{{2,80}})\)|(?:,[ ]|\t)([^\n\t;.]{{3,110}}))")
_TITLED = re.compile(
    r"\b((?:(?:Acting|Deputy|Assistant|Temporary|Interim|Vice)[ -]){0,2}"
    r"(?:Police[ ](?:and|&)[ ]Crime[ ]Commissioner|"
    r"Chief[ ]Constable|Chief[ ]Superintendent|Superintendent|Chief[ ]Inspector|Inspector|Chief[ ]Executive|"
    rf"PCC|DPCC|CC|DCC|ACC|Commissioner))(?:[ ]\([A-Z]{{2,6}}\))?[ ]({_NAME})\b"
)
_HELD_BY = re.compile(rf"\b[Tt]he[ ]([A-Z][^,.;:\n]{{4,90}}?),[ ]({_NAME}),")
_LETTERS_AFTER = re.compile(r"(?:,?[ ](?:OBE|MBE|CBE|QPM|DL|JP|MP|AM|MS|BEM|KC|QC))+$")
_NOT_NAME_WORDS = """
agenda appendix april august board borough chief city commissioner committee constable council county crime
december district east executive february force friday government home item january july june march may member
members ministry minutes monday north november october office officer panel part plan police quarter report
saturday section september service services south strategy sunday the thursday total tuesday wednesday west
"""
_NOT_A_NAME = frozenset(_NOT_NAME_WORDS.split())


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a paper names them, at ``text[start:end]``.

    ``role`` is the office in its one spelling, ``organisation`` what follows it; ``aliases`` are other spellings
    of the name in the same paper. ``part`` is an index into the parts given.
    """

    name: str
    role: str | None
    organisation: str | None
    start: int
    end: int
    part: int = 0
    aliases: tuple[str, ...] = ()


def people(text: str, parts: Sequence[Part] = ()) -> tuple[Person, ...]:
    """Return the people whose office the paper states, in order, each once a part.

    Lists of those present ("Ann Example, Chief Executive, Office of ..."), offices before a name ("Chief Constable
    Ann Example") and offices with the name beside them are read. A surname under the same office ("DCC Example")
    is taken as the same person.
    """
    starts = [part.start for part in parts]
    found = sorted(_mentions(text), key=lambda person: person.start)
    kept: list[Person] = []
    known: dict[tuple[int, str, str], list[int]] = {}  # by part and surname, and by part and first name
    for person in found:
        placed = replace(person, part=max(0, bisect_right(starts, person.start) - 1))
        words = placed.name.lower().split()
        keys = [(placed.part, "surname", words[-1]), (placed.part, "first", words[0])]
        rivals = sorted({place for key in keys for place in known.get(key, [])[:_MOST_NAMESAKES]})
        place = next((place for place in rivals if _same(kept[place], placed)), len(kept))
        if place == len(kept):
            kept.append(placed)
            for key in keys:
                known.setdefault(key, []).append(place)
        else:
            kept[place] = _merged(kept[place], placed)
    return tuple(kept)


def _mentions(text: str) -> Iterator[Person]:
    for match in _LISTED.finditer(text):
        yield from _held(match[1], match[2] or match[3], match.start(1))
    for match in _TITLED.finditer(text):
        if _is_name(match[2]):
            name = _LETTERS_AFTER.sub("", match[2])
            yield Person(name, canonical(match[1]), None, match.start(2), match.start(2) + len(name))
    for match in _HELD_BY.finditer(text):
        yield from _held(match[2], match[1], match.start(2))


def _held(name: str, words: str, start: int) -> Iterator[Person]:
    """Yield the person where the words beside the name are an office, alone or with its organisation."""
    name = _LETTERS_AFTER.sub("", name)
    office, organisation = re.match(r"(.*?)(?:,\s|\s[-–]\s|$)(.*)", words, re.DOTALL).groups()  # type: ignore[union-attr]
    heads = re.split(r"\s(?:of|for|at|to)\s", office)[0].lower().split()
    if not _is_name(name) or not heads or heads[-1] not in HEADS - BODIES:
        return
    if not office[0].isupper() or len(office.split()) > 12:
        return
    role = canonical(office)
    role = " ".join(word.capitalize() for word in heads[-2:]) if role == "a Member" else role
    yield Person(name, role, organisation.strip() or None, start, start + len(name))


def _is_name(name: str) -> bool:
    words = [word.lower().rstrip(".") for word in name.split()]
    return len(words) > 1 and not any(word in _NOT_A_NAME for word in words)


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].lower()


def _same(known: Person, other: Person) -> bool:
    if _surname(known.name) != _surname(other.name):
        return known.role == other.role and _alike(known.name, other.name)
    return known.name == other.name or known.role == other.role


def _alike(known: str, other: str) -> bool:
    """Whether two names differ by a slip of the pen only: one first name, surnames nearly the same."""
    first, second = known.lower().split(), other.lower().split()
    same_start = first[0] == second[0] and len(first[0]) > 2 and len(first) == len(second)
    return same_start and SequenceMatcher(None, first[-1], second[-1]).ratio() >= _NEARLY


def _merged(known: Person, other: Person) -> Person:
    if other.name == known.name or other.name in known.aliases:
        return known
    return replace(known, aliases=(*known.aliases, other.name))
