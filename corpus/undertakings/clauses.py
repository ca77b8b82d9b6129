"""A clause taken apart: who or what, the verb in its bare form, and the rest."""

import re
from dataclasses import dataclass

from corpus.undertakings.phrasing import flat
from corpus.undertakings.verbs import BASE, GERUND, PARTICIPLE, base_of

MODAL = r"(?:would|will|shall|should|must|[’']ll)"
_ADVERB = (
    r"(?:\s(?:also|further|jointly|now|then|again|still|therefore|always|soon|first|next|all|both|either"
    r"|be able to|look to|seek to|aim to|need to|only|not only|have to|go on to|continue to|endeavour to"
    r"|(?!reply|supply|apply)\w{2,12}ly))"
)
_BE = rf"be(?:ing)?{_ADVERB}{{0,2}}\s(?:(?P<part>{PARTICIPLE})|(?P<ing>{GERUND}))"
_VERB = re.compile(
    rf"(?<![\w’'-])(?:(?P<modal>{MODAL}|to|could|can|may)(?P<adverbs>{_ADVERB}{{0,3}})\s(?:{_BE}"
    rf"|(?P<base>{BASE}))"
    rf"|(?P<bare>be){_ADVERB}{{0,2}}\s(?P<bare_part>{PARTICIPLE}))\b(?!-)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: ``verb`` is the bare form, ``start`` and ``end`` the place of the verb group in the text.

    ``passive`` means that the subject is what the verb is done to. ``modal`` is "would", "will", "to" and so
    on, "" where a resolution leaves it out ("that the report be sent").
    """

    subject: str
    verb: str
    rest: str
    start: int
    end: int
    passive: bool
    modal: str


def clauses(text: str) -> list[Clause]:
    """Return the verb groups of a sentence that look forward, each with all words before and after it."""
    words = flat(text)
    return [_clause(words, match) for match in _VERB.finditer(words)]


def _clause(text: str, match: re.Match[str]) -> Clause:
    form = match["part"] or match["bare_part"] or match["ing"] or match["base"]
    return Clause(
        subject=text[: match.start()],
        verb=base_of(form),
        rest=text[match.end() :],
        start=match.start(),
        end=match.end(),
        passive=bool(match["part"] or match["bare_part"]),
        modal=(match["modal"] or "").lower(),
    )
