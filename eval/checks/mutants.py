"""Bad statements made of good ones by rule: one thing changed, so that a checker of statements can be checked."""

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.support.likeness import words

_MONTHS = "January February March April May June July August September October November December".split()
_FIGURE = re.compile(r"(?<![\w.,/:-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w/:-]|[.,]\d)")
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b|\b({'|'.join(_MONTHS)}) (20\d\d)\b")
_NAMED = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]{3,}(?:-[A-Z][a-z]+)?)(?! \d| [A-Z])\b")
_TITLES = ("Councillor", "Cllr", "Councillors", "Mr", "Mrs", "Ms", "Dr")
_VERB = re.compile(r"\b(was|were|is|are|had|has|have|would|will|could)\b(?! not\b)")
_TURNS = (
    ("rose", "fell"),
    ("risen", "fallen"),
    ("increased", "decreased"),
    ("increase", "decrease"),
    ("higher", "lower"),
    ("above", "below"),
    ("more", "fewer"),
    ("before", "after"),
    ("accepted", "rejected"),
    ("best", "worst"),
    ("opened", "closed"),
    ("up", "down"),
)


def mutants(statement: str, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (what was changed, the statement with it changed), at most one of each kind.

    ``others`` are statements from elsewhere in the papers, which lend their names and stand for a wrong citation.
    """
    for kind, change in _CHANGES.items():
        changed = change(statement)
        if changed is not None and changed != statement:
            yield kind, changed
    named = _renamed(statement, others)
    if named is not None:
        yield "name", named


def _figure(statement: str) -> str | None:
    """Change the last digit of the first figure that is no year."""
    for match in _FIGURE.finditer(statement):
        if not re.fullmatch(r"(?:19|20)\d\d", match.group()) and not _in_date(statement, match.start()):
            digit = str((int(match.group()[-1]) + 3) % 10)
            return statement[: match.end() - 1] + digit + statement[match.end() :]
    return None


def _date(statement: str) -> str | None:
    """Move the first date: its month by five where it has a day, its year by one where it has none."""
    match = _DATE.search(statement)
    if match is None:
        return None
    day, month, alone, year = match.groups()
    moved = f"{day} {_MONTHS[(_MONTHS.index(month) + 5) % 12]}" if day else f"{alone} {int(year) + 1}"
    return statement[: match.start()] + moved + statement[match.end() :]


def _negation(statement: str) -> str | None:
    """Take the first "not" away, or put one behind the first verb."""
    if re.search(r"\bnot ", statement):
        return re.sub(r"\bnot ", "", statement, count=1)
    if not _VERB.search(statement):
        return None
    return _VERB.sub(r"\1 not", statement, count=1)


def _direction(statement: str) -> str | None:
    """Turn the first word that has an opposite."""
    for one, other in _TURNS:
        for word, opposite in ((one, other), (other, one)):
            if re.search(rf"\b{word}\b", statement):
                return re.sub(rf"\b{word}\b", opposite, statement, count=1)
    return None


def _renamed(statement: str, others: Sequence[str]) -> str | None:
    """Put a name from elsewhere for the first name inside the statement."""
    match = next(_names(statement), None)
    if match is None:
        return None
    known = set(words(statement))
    for other in others:
        for lent in _names(other):
            if not set(words(lent.group())) & known:
                return statement[: match.start()] + lent.group() + statement[match.end() :]
    return None


def _names(statement: str) -> Iterator[re.Match[str]]:
    """Yield the names of one word: half of a longer one ("Vale" of "Severn Vale") would be no name."""
    for match in _NAMED.finditer(statement):
        before = statement[: match.start()].rsplit(maxsplit=1)[-1]
        if match.group() not in _MONTHS and (before in _TITLES or not before[0].isupper()):
            yield match


def _in_date(statement: str, at: int) -> bool:
    return any(match.start() <= at < match.end() for match in _DATE.finditer(statement))


_CHANGES: dict[str, Callable[[str], str | None]] = {
    "figure": _figure,
    "date": _date,
    "negation": _negation,
    "direction": _direction,
}
