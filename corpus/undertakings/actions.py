"""What is to be done, in short: an infinitive made of the quote's own words."""

import re

from corpus.undertakings.clauses import Clause, clauses
from corpus.undertakings.phrasing import flat
from corpus.undertakings.verbs import BASES

_LONGEST = 160
_LEAD = re.compile(r"^\W*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)] ?)?(?:that |and |then |also )*", re.IGNORECASE)
_ASKED = frozenset("ask request invite instruct authorise urge encourage require delegate task".split())
_TAIL = re.compile(r"[ ,;:.–-]+$")
_BREAK = re.compile(r"[;:] |, (?:and|but|so|which) |\b(?:that|but|whilst|while|because|whether) ")
_NEXT = re.compile(r"(?<=[a-z)\d])\. (?=[A-Z])|; ")
_TO_DO = re.compile(r"^ to (?=[a-z])")
_THING = re.compile(
    r"(?:an?|the|any|more|further|additional|sight of|details?|information|figures|clarification|regular"
    r"|written) ",
    re.IGNORECASE,
)
_BE_DONE = re.compile(r"\b(?:to be|would be|should be|be) [a-z]+(?:ed|en|wn|nt|ght|t)\b|\bwould\b|\bshould\b")
_SUBJUNCTIVE = re.compile(
    r"^(?:the |all )?(?P<who>[A-Z][\w’' ,&()-]{2,80}?|officers|members) (?P<do>[a-z]{3,12}) (?=[a-z])"
)


def action_of(quote: str, clause: int = 0, *, asked: bool = False) -> str:
    """Return the action in short, at most 160 characters: "Report the outcome of this review back to the Panel".

    ``clause`` is where in the quote the words of what is to be done begin. Where no verb of doing is found, the
    words themselves are given; ``asked`` says that they are what somebody asked for ("Provide a written
    response").
    """
    words = " ".join(flat(quote[clause:]).split())
    bare = _LEAD.sub("", words)
    if asked and _THING.match(bare) and not _BE_DONE.search(bare):
        return _cut(f"Provide {bare}")
    told = _SUBJUNCTIVE.match(bare)
    if told and told["do"] in BASES:
        return _cut(_capital(bare[told.start("do") :]))
    if told and told["do"].removesuffix("s") in BASES:
        return _cut(f"{told['do'].removesuffix('s').capitalize()}{bare[told.end('do') :]}")
    for one in clauses(words):
        if one.passive and one.verb in _ASKED and _TO_DO.match(one.rest):
            return _cut(_capital(_TO_DO.sub("", one.rest)))
        return _cut(_passive(one) if one.passive else f"{one.verb.capitalize()}{one.rest}")
    return _cut(_capital(bare))


def _passive(clause: Clause) -> str:
    """Turn "the outcome would be reported back" into "Report the outcome back"."""
    subject = _LEAD.sub("", _BREAK.split(clause.subject)[-1].strip(" ,"))
    verb = clause.verb.capitalize()
    particle = re.match(r" (?:back|up|out|forward)\b", clause.rest)
    if particle and len(subject) <= 90:
        return f"{verb} {_lower(subject)}{clause.rest}"
    return f"{verb} {_lower(subject)}{clause.rest}" if subject else f"{verb}{clause.rest}"


def _lower(words: str) -> str:
    first = words.split(" ", 1)[0]
    return words if len(first) > 1 and not first[1:].islower() else words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cut(words: str) -> str:
    words = _NEXT.split(" ".join(words.split()))[0]
    if len(words) > _LONGEST:
        return words[: _LONGEST - 2].rsplit(" ", 1)[0] + " …"
    return _TAIL.sub("", words)
