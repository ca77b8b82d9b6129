"""Who is to do it: as the sentence names them, or as what was said before does."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from corpus.people.roles import canonical
from corpus.people.subjects import speech_of
from corpus.records import Document, PartKind, Passage
from corpus.sentences import sentences
from corpus.time.periods import find_dates
from corpus.undertakings.agents import Agent, agents
from corpus.undertakings.manners import Manners
from corpus.undertakings.phrasing import phrases

_ASKERS = phrases(r"""
    \b(?:panel|committee|councillors?|cllrs?|chair\w*|vice-chair\w*|board|sub-committee|council|forum)\b
    (?<!cabinet )\bmembers?\b
    \b(?:mr|mrs|ms|miss)\b
    ^cabinet$
""")
_FORCE = re.compile(
    r"\b(?:(?!The\b|National\b|\w+ing\b)[A-Z][a-z]+ ){1,3}(?:Police|Constabulary)\b(?! and Crime| & Crime)"
)
_AUTHOR = re.compile(r"^\s*Report of (?:the )?([A-Z][^\n.]{5,80})", re.MULTILINE)
_OFFICE = re.compile(
    r"\b(?:PCC|Commissioner|Police and Crime Commissioner|OPCC|PFCC|Cabinet Member|Portfolio Holder"
    r"|Director of \w+|Chief Executive)\b"
)
_GOVERNED = re.compile(r"\b(?:to|from|with|for|at|in|of|under|on)(?: the| a| his| her| their)? $", re.IGNORECASE)
_FORCE_WORDS = frozenset({"force", "police"})
_VAGUE_WORDS = """
he she they it we i him her them his staff group team service services partner partners provider providers
officer officers colleagues agency agencies authority authorities council councils organisations organisation
company department executive unit units office volunteers
"""
_VAGUE = frozenset(_VAGUE_WORDS.split())
_COVERS = re.compile(r"\b(?:covers?|covering|relates? to|period|quarter)\b", re.IGNORECASE)
# A paper says in so many of its first passages which period it covers.
_OPENING = 12
# So much of what was said before is looked through for who was speaking.
_REACH = 3_000


class Context:
    """What a part of a paper says of who acts in it: whose it is, the force's name, what short forms mean."""

    def __init__(self, document: Document, part: int, passages: Sequence[Passage]) -> None:
        text = document.source.text[document.parts[part].start : document.parts[part].end]
        self.meanings: dict[str, str] = {
            known.short: known.long for known in sorted(document.acronyms, key=lambda known: known.part == part)
        }
        self.body = document.parts[part].body
        self.manners = Manners(document.parts[part], passages, self.meanings)
        self.speaks_from = _speaks_from(passages)
        self._force = _force(text[:60_000]) or _force(document.source.text[:200_000])
        self._default = _default(document, part, text, passages) or self._force

    def resolve(
        self, name: str | None, before: Sequence[str], *, body: bool = False, speaker: str | None = None
    ) -> str | None:
        """Return the owner as named. Pronouns and missing names come from the words before, the nearest last.

        ``body`` says that the meeting itself is to act; ``speaker`` is whose turn it is in a transcript.
        """
        if body:
            return self.body or "Panel"
        if speaker and (name is None or name.lower() in ("i", "we")):
            return speaker
        if name is not None and name.lower() not in _VAGUE:
            return self._full(name)
        if name is not None and name.lower() not in (
            "he",
            "she",
            "they",
            "it",
            "we",
            "i",
            "him",
            "her",
            "them",
            "his",
        ):
            return name
        if name is not None and name.lower() in ("i", "we"):
            return self._default
        return self._from(before) or self._default

    def _from(self, before: Sequence[str]) -> str | None:
        for words in reversed(before):
            tail = words[-_REACH:]
            for span in reversed(sentences(tail)):
                who = self._speaker(tail[span.start : span.end])
                if who:
                    return self._full(who)
            doers = [agent for agent in agents(tail, self.meanings) if _is_doer(agent, tail)]
            if doers:
                return self._full(doers[-1].name)
        return None

    def _speaker(self, sentence: str) -> str | None:
        """Return who speaks or answers in a sentence, as it names them; nobody where only members speak."""
        speech = speech_of(sentence, self.meanings)
        if speech is None:
            return None
        for who in (speech.who, speech.addressed):
            if who and not _ASKERS.search(who):
                named = (
                    agent.name
                    for agent in agents(sentence, self.meanings)
                    if canonical(agent.name, self.meanings) == who
                )
                return next(named, who)
        return None

    def _full(self, name: str) -> str:
        return self._force if name.lower() in _FORCE_WORDS and self._force else name


def _is_doer(agent: Agent, text: str) -> bool:
    """Whether somebody named acts in the words, rather than being written to or worked with."""
    small = agent.name.lower()
    if _GOVERNED.search(text[max(0, agent.start - 12) : agent.start]):
        return False
    return not agent.pronoun and small not in _VAGUE and not _ASKERS.search(agent.name)


def _speaks_from(passages: Sequence[Passage]) -> date | None:
    """Return the day up to which a paper says that it reports ("covers the period ... to 30 June 2013")."""
    for passage in passages[:_OPENING]:
        if _COVERS.search(passage.text):
            spans = [one for one in find_dates(passage.text) if one.precision in ("range", "quarter")]
            if spans:
                return spans[-1].last
    return None


def _force(text: str) -> str | None:
    found = Counter(match[0] for match in _FORCE.finditer(text))
    return found.most_common(1)[0][0] if found else None


def _default(document: Document, part: int, text: str, passages: Sequence[Passage]) -> str | None:
    """Return whose paper it is: its author, or the office that it names most."""
    author = _AUTHOR.search(text[:3_000])
    if author and document.parts[part].kind is PartKind.REPORT:
        return author[1].strip()
    counts = Counter(name for passage in passages[:400] for name in _OFFICE.findall(passage.text))
    return counts.most_common(1)[0][0] if counts else None
