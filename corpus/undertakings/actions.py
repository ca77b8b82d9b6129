"""What is to be done, in short: an infinitive made of the quote's own words."""

import re

from corpus.undertakings.clauses import Clause, clauses
from corpus.undertakings.phrasing import flat
from corpus.undertakings.verbs import BASES, base_of

_LONGEST = 160
_LEAD = re.compile(r"^\W*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)] ?)?(?:that |and |then |also )*", re.IGNORECASE)
_ASKED = frozenset("ask request invite instruct authorise urge encourage require delegate task".split())
_TAIL = re.compile(r"[ ,;:.–-]+$")
_BREAK = re.compile(r"[;:] |, (?:and|but|so|which) |\b(?:that|but|whilst|while|because|whether) ")
_PRONOUN = re.compile(r", (it|they|this|these)$", re.IGNORECASE)
_NEXT = re.compile(r"(?<=[a-z)\d])\. (?=[A-Z])|; ")
_TO_DO = re.compile(r"^ to (?=[a-z])")
_THING = re.compile(
    r"(?:an?|the|any|more|further|additional|sight of|details?|information|figures|clarification|regular"
    r"|written) ",
    re.IGNORECASE,
)
_BE_DONE = re.compile(r"\b(?:to be|would be|should be|be) [a-z]+(?:ed|en|wn|nt|ght|t)\b|\bwould\b|\bshould\b")
_TO = re.compile(r"^to (?:\w+ly )?(?=[a-z])")
_CONSIDERATION = re.compile(
    r"\bconsideration (?:(?:should|would|will) (?:also )?)?(?:to )?be(?:ing)? given to ", re.IGNORECASE
)
_RECEIVES = re.compile(
    r"(?:.{0,60}\bthat )?(?:the )?"
    r"(?P<who>[\w ]{0,40}?(?:panel|committee|board|members|councillors|council|cabinet|group|forum))"
    r" (?:would|will|should)(?: also| then)? (?:receive|be (?:provided|sent|given)(?: with)?|have) (?P<what>.+)",
    re.IGNORECASE,
)
_WAS_ASKED = re.compile(r" (?:was|were|be)(?: also)? (?:requested|asked for|sought)\b.*$", re.IGNORECASE)
_WAS_DONE = re.compile(r"(?P<what>[^,.;]{2,80}?) (?:was|were) (?P<verb>[a-z]+(?:ed|en|nt|ght|wn))(?P<rest> .*)")
_OBJECTS = {"he": "him", "she": "her", "they": "them"}
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
    for read in (_considered, _received, _wanted if asked else _done, _told_to):
        action = read(bare)
        if action:
            return _cut(action)
    for one in clauses(words):
        if one.passive and one.verb in _ASKED and _TO_DO.match(one.rest):
            return _cut(_capital(_TO_DO.sub("", one.rest)))
        return _cut(_passive(one) if one.passive else f"{one.verb.capitalize()}{one.rest}")
    return _cut(_capital(_TO.sub("", bare)))


def _considered(words: str) -> str | None:
    """Read "consideration should be given to setting up a group" as "Consider setting up a group"."""
    match = _CONSIDERATION.search(words)
    return f"Consider {words[match.end() :]}" if match else None


def _received(words: str) -> str | None:
    """Read "the Panel would receive a regular update" as "Provide the Panel with a regular update"."""
    match = _RECEIVES.match(words)
    return f"Provide {_lower(match['who'])} with {match['what']}" if match else None


def _wanted(words: str) -> str | None:
    """Read what was asked for: a thing, or something done to a thing."""
    done = _WAS_DONE.match(words)
    if done and base_of(done["verb"]) in BASES:
        who = _OBJECTS.get(done["what"].lower(), _lower(done["what"]))
        return f"{base_of(done['verb']).capitalize()} {who}{done['rest']}"
    thing = _WAS_ASKED.sub("", words)
    if thing != words or (_THING.match(words) and not _BE_DONE.search(words)):
        return f"Provide {_lower(thing)}"
    return _done(words)


def _done(words: str) -> str | None:
    """Read "raised the issue in their authorities" as "Raise the issue"."""
    first = words.split(" ", 1)[0]
    if not first.endswith("ed") or base_of(first) not in BASES:
        return None
    return f"{base_of(first).capitalize()}{words[len(first) :]}"


def _told_to(words: str) -> str | None:
    """Read "the Director bring a report" and "the Chair writes to them"."""
    told = _SUBJUNCTIVE.match(words)
    if told is None:
        return None
    for verb in (told["do"], told["do"].removesuffix("s"), told["do"].removesuffix("es")):
        if verb in BASES:
            return f"{verb.capitalize()}{words[told.end('do') :]}"
    return None


def _passive(clause: Clause) -> str:
    """Turn "the outcome would be reported back" into "Report the outcome back"."""
    subject = _LEAD.sub("", _BREAK.split(clause.subject)[-1].strip(" ,"))
    pronoun = _PRONOUN.search(subject)
    subject = pronoun[1] if pronoun else subject
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
