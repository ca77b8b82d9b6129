# ruff: noqa: E501
"""What is to be done, in short: an infinitive made of the quote's own words."""

import re

from corpus.undertakings.clauses import clauses

_LONGEST = 160
_LEAD = re.compile(
    r"^\W*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s*)?(?:that\s|and\s|then\s)?(?:any\s)?(?:the\s)?", re.IGNORECASE
)
_TAIL = re.compile(r"[\s,;:.–-]+$")
_OWNER_TO = re.compile(r"^(?P<who>[^.;:]{2,80}?)\sto\s(?=[a-z])")
_ARTICLE = re.compile(r"^(?:that|and|but|so|whilst|while)\s", re.IGNORECASE)


def action_of(quote: str, clause: int) -> str:
    """Return the action in short, at most 160 characters: "Report the outcome of this review back to the Panel".

    ``clause`` is where in the quote the words of what is to be done begin. Where no verb of doing is found, the words
    themselves are given.
    """
    flat = " ".join(quote[clause:].split())
    for one in clauses(flat):
        if one.passive and one.subject.strip():
            subject = _ARTICLE.sub("", _LEAD.sub("", _last_clause(one.subject)))
            verb = one.verb.capitalize()
            return _cut(f"{verb} {_lower(subject)}{one.rest}")
        if one.passive:
            return _cut(f"{one.verb.capitalize()}{one.rest}")
        if not one.passive:
            return _cut(f"{one.verb.capitalize()}{one.rest}")
    return _cut(_capital(_LEAD.sub("", flat)))


def _last_clause(subject: str) -> str:
    return re.split(r"[;:]\s|,\s(?:and|but|so)\s|\bthat\s", subject)[-1].strip(" ,")


def _lower(words: str) -> str:
    first = words.split(" ", 1)[0]
    return words if len(first) > 1 and not first[1:].islower() else words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cut(words: str) -> str:
    words = " ".join(words.split())
    end = re.search(r"(?<=[a-z)\d])\.\s", words)
    if end:
        words = words[: end.start()]
    if len(words) > _LONGEST:
        return words[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return _TAIL.sub("", words)
