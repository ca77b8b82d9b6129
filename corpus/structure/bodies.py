"""The body whose papers these are, where no header names it but the police area is plain from the words."""

import re
from collections import Counter

from corpus.structure.mastheads import ordinary

_NAME = r"(?P<name>[A-Z][A-Za-z'’-]{1,39}(?:\s+(?:(?:and|&)\s+)?[A-Z][A-Za-z'’-]{1,39}){0,3})"
_AREA = re.compile(
    rf"\b(?:Plan for|Commissioner for|Constable (?:of|for)|Safer|SAFER)\s+{_NAME}"
    rf"|(?<![A-Za-z-]\s){_NAME}\s+(?:Police and Crime|Police & Crime|POLICE AND CRIME|POLICE & CRIME)\b"
    rf"|{_NAME}\s+Police\b".replace("?P<name>", "")
)
_NAMED_PANEL = re.compile(rf"{_NAME}\s+(?:Police (?:and|&) Crime|POLICE (?:AND|&) CRIME) (?:Panel|PANEL)\b")
_NOT_AREAS = frozenset(
    [
        "the",
        "police",
        "local",
        "national",
        "acting",
        "british",
        "new",
        "deputy",
        "chief",
        "parish",
        "neighbourhood",
        "safer",
        "roads",
        "military",
        "transport",
        "his",
        "her",
        "a",
        "this",
        "member",
        "members",
        "response",
        "policing",
        "our",
        "community",
        "hotspot",
        "streets",
        "grants",
        "complaints",
        "action",
        "former",
    ]
)
_TAIL = re.compile(r"\s+(?:Plan|PLAN|Police|POLICE|and|AND|&)$")
_PANEL = re.compile(r"\bthe Panel\b|\bmembers? of the panel\b|\bPolice (?:and|&) Crime Panel\b", re.I)
_POLICE = re.compile(r"\b(?:PCC|Police (?:and|&) Crime Commissioner|Chief Constable)\b")
_FEWEST = 2
_SHARE = 0.6
# The area is named early and often; more text than this adds nothing.
_READ = 200_000


def infer_body(text: str) -> str | None:
    """Return the police and crime body that a paper must be of, from the area it keeps naming; None where unsure.

    A paper that speaks to "the Panel" is of the area's Police and Crime Panel, one between a commissioner and a
    chief
    constable of its Police and Crime Commissioner.
    """
    read = text[:_READ]
    if _POLICE.search(read) is None:
        return None
    panels = {" ".join(match["name"].split()).lower(): match["name"] for match in _NAMED_PANEL.finditer(read)}
    if len(panels) == 1:
        name = _area(next(iter(panels.values())))
        if name is not None:
            return f"{name} Police and Crime Panel"
    names: Counter[str] = Counter()
    for match in _AREA.finditer(read):
        name = _area(next(group for group in match.groups() if group))
        if name is not None:
            names[name] += 1
    if not names:
        return None
    mentions = Counter({name: len(re.findall(re.escape(name), read, re.I)) for name, _ in names.most_common(5)})
    (name, count), *others = mentions.most_common()
    if count < _FEWEST or count < _SHARE * (count + (others[0][1] if others else 0)):
        return None
    return f"{name} Police and Crime {'Panel' if _PANEL.search(read) else 'Commissioner'}"


def _area(name: str) -> str | None:
    words = _TAIL.sub("", name).split()
    while words and words[0].lower() in _NOT_AREAS:
        words = words[1:]
    if (
        not words
        or any(word.lower() in _NOT_AREAS for word in words)
        or all(word.isupper() and len(word) < 4 for word in words)
    ):
        return None
    joined = " ".join(words)
    return ordinary(joined) if joined.isupper() else joined
