"""The people a paper names with their offices."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import Part
from corpus.roles import HEADS, canonical

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Councillor|Professor|Prof|Rev)\.?"
_NAME = rf"(?:{_TITLE}[ ])?(?:[A-Z]\.?[ ]){{0,4}}(?:[A-Z][a-zA-Z'’-]{{1,20}}[ ]){{0,3}}[A-Z][a-zA-Z'’-]{{1,20}}"
_LISTED = re.compile(rf"(?<![\w.])({_NAME})(?:\s?\(([^()\n]{{2,80}})\)|,[ ]([^\n\t;.]{{3,110}}))")
_TITLED = re.compile(
    r"\b((?:(?:Acting|Deputy|Assistant|Temporary|Interim|Vice)[ -]){0,2}"
    r"(?:Police[ ](?:and|&)[ ]Crime[ ]Commissioner|"
    r"Chief[ ]Constable|Chief[ ]Superintendent|Superintendent|Chief[ ]Inspector|Inspector|Chief[ ]Executive|"
    rf"PCC|DPCC|CC|DCC|ACC|Commissioner))(?:[ ]\([A-Z]{{2,6}}\))?,?[ ]({_NAME})\b"
)
_HELD_BY = re.compile(rf"\b[Tt]he[ ]([A-Z][^,.;:\n]{{4,90}}?),[ ]({_NAME}),")
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
    for person in found:
        placed = replace(person, part=max(0, bisect_right(starts, person.start) - 1))
        place = next((i for i, known in enumerate(kept) if _same(known, placed)), None)
        if place is None:
            kept.append(placed)
        else:
            kept[place] = _merged(kept[place], placed)
    return tuple(kept)


def _mentions(text: str) -> Iterator[Person]:
    for match in _LISTED.finditer(text):
        role, organisation = _office(match[2] or match[3])
        if role and _is_name(match[1]):
            yield Person(match[1], role, organisation, match.start(1), match.end(1))
    for match in _TITLED.finditer(text):
        if _is_name(match[2]):
            yield Person(match[2], canonical(match[1]), None, match.start(2), match.end(2))
    for match in _HELD_BY.finditer(text):
        role, organisation = _office(match[1])
        if role and _is_name(match[2]):
            yield Person(match[2], role, organisation, match.start(2), match.end(2))


def _office(words: str) -> tuple[str | None, str | None]:
    """Split "Chief Executive, Office of ..." into the office in its one spelling and its organisation."""
    office, _, organisation = words.partition(",")
    last = [word.lower().strip("()") for word in re.split(r"\s(?:of|for|at|to)\s", office)[0].split()]
    fits = bool(last) and last[-1] in HEADS and len(office.split()) <= 12
    if not fits or not office.strip()[0].isupper():
        return None, None
    return canonical(office), organisation.strip() or None


def _is_name(name: str) -> bool:
    words = [word.lower().rstrip(".") for word in name.split()]
    return len(words) > 1 and not any(word in _NOT_A_NAME for word in words)


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].lower()


def _same(known: Person, other: Person) -> bool:
    if known.part != other.part or _surname(known.name) != _surname(other.name):
        return False
    return known.name == other.name or known.role == other.role


def _merged(known: Person, other: Person) -> Person:
    if other.name == known.name or other.name in known.aliases:
        return known
    return replace(known, aliases=(*known.aliases, other.name))
