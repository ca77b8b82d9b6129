# ruff: noqa: E501
"""Who is to do it: as the sentence names them, or as its context does."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.records import Document, PartKind, Passage
from corpus.undertakings.agents import Agent, agents

_BODY_WORDS = frozenset(
    "panel committee board cabinet council members councillors member councillor chair chairman vice-chair".split()
)
_ASKERS = re.compile(
    r"\b(?:panel|committee|members?|councillors?|cllrs?|chair\w*|vice-chair\w*|board|sub-committee|council)\b",
    re.I,
)
_FORCE = re.compile(r"\b((?:[A-Z][a-z]+ ){1,3})(?:Police|Constabulary)\b(?! and Crime| & Crime)")
_AUTHOR = re.compile(r"^\s*Report of (?:the )?([A-Z][^\n.]{5,80})", re.M)
_GENERIC = frozenset({"force", "police", "the force", "the police"})
_VAGUE = frozenset(
    "he she they it we i colleagues staff group team service services partner partners provider officers officer".split()
)


class Context:
    """What a part of a paper says of who acts in it: its usual owner, the force's name, and who was named last."""

    def __init__(self, document: Document, part: int, passages: Sequence[Passage]) -> None:
        text = document.source.text[document.parts[part].start : document.parts[part].end][:60_000]
        self.force = _force(text) or _force(document.source.text[:200_000])
        self.default = _default(document, part, passages, self.force)
        self.body = document.parts[part].body

    def resolve(self, name: str | None, before: Iterable[str], body: bool = False) -> str | None:
        """Return the owner as named; pronouns and missing names from the words before, nearest first."""
        if body:
            return self.body or "Panel"
        if name is not None and name.lower() not in _VAGUE:
            return self._full(name)
        for words in before:
            found = [agent for agent in agents(words[-1_500:]) if not agent.pronoun]
            doers = [agent for agent in found if _is_doer(agent)]
            if doers:
                return self._full(doers[-1].name)
        if name is not None and name.lower() not in ("he", "she", "they", "it", "we", "i"):
            return name
        return self.default

    def _full(self, name: str) -> str:
        if name.lower() in _GENERIC and self.force:
            return f"{self.force}"
        return name


def _is_doer(agent: Agent) -> bool:
    words = agent.name.lower().split()
    if agent.name.lower() in _VAGUE or agent.name.lower() in _GENERIC:
        return agent.name.lower() in _GENERIC
    return not _ASKERS.search(agent.name) or "executive" in words


def _force(text: str) -> str | None:
    found = Counter(match[0].removeprefix("The ") for match in _FORCE.finditer(text))
    return found.most_common(1)[0][0] if found else None


def _default(document: Document, part: int, passages: Sequence[Passage], force: str | None) -> str | None:
    """Return whose paper it is: its author, or the office that it names most."""
    text = document.source.text[document.parts[part].start : document.parts[part].end]
    author = _AUTHOR.search(text[:3_000])
    if author and document.parts[part].kind is PartKind.REPORT:
        return author[1].strip()
    counts: Counter[str] = Counter()
    for passage in passages[:400]:
        for match in re.finditer(
            r"\b(PCC|Commissioner|Police and Crime Commissioner|OPCC|PFCC|Cabinet Member|Director of \w+)\b",
            passage.text,
        ):
            counts[match[1]] += 1
    if counts:
        return counts.most_common(1)[0][0]
    return force
