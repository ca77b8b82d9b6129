"""What kind of thing a question asks for (a share, a count, money, a time), and which texts hold one."""

import re
from enum import StrEnum

from corpus.time.dates import find_dates


class Kind(StrEnum):
    """What an answer has to give; a question may ask for several."""

    SHARE = "share"
    COUNT = "count"
    QUANTITY = "quantity"
    MONEY = "money"
    TIME = "time"
    DAY = "day"


COUNTED = frozenset({Kind.SHARE, Kind.COUNT, Kind.QUANTITY, Kind.MONEY})

SAID = {
    Kind.SHARE: "share or percentage",
    Kind.COUNT: "number",
    Kind.QUANTITY: "figure",
    Kind.MONEY: "amount of money",
    Kind.TIME: "time",
    Kind.DAY: "date",
}
"""What each kind is called where it was not found."""

_ASKED = {
    Kind.SHARE: r"\b(?:what|which|how (?:big|large|high))\b[^,;?]{0,60}?\b(?:percentages?|per ?cent|proportion|"
    r"share|fraction)\b|%",
    Kind.COUNT: r"\bhow many\b|\bnumber of\b|\bcount\b",
    Kind.QUANTITY: r"\bhow (?:much|big|large|long|far|old)\b|\b(?:what|which)\b[^,;?]{0,40}?\b"
    r"(?:numbers?(?! of)|rates?|totals?|figures?|amounts?|sums?)\b|\bper ?cent\b",
    Kind.MONEY: r"\bhow much\b.{0,40}?\b(?:pay|paid|paying|cost|costs|costing|spend|spent|spending|charge|charged|"
    r"worth|owe|owed|earn|get|money)\b|\b(?:cost|costs|price|rent|salary|allowance|fee|bill|pay|paid)\b.{0,80}\?|"
    r"\bpounds\b",
    Kind.DAY: r"\b(?:on|by|from) (?:what|which) (?:exact )?(?:date|day)\b|"
    r"\bwhat(?:'s| is| was)? the (?:exact )?date\b",
    Kind.TIME: r"\bwhen (?:am|are|can|could|did|do|does|had|has|have|is|may|might|must|should|was|were|will|"
    r"would)\b|^when\b|\bwhen\?|\bwhat (?:date|day|month|year)\b|\bhow soon\b",
}
_ASKS = {kind: re.compile(pattern) for kind, pattern in _ASKED.items()}
_MONTHS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|"
    r"jul|aug|sept?|oct|nov|dec"
)
_WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_TIME = re.compile(
    rf"\b(?:{_MONTHS}|{_WEEKDAYS}|spring|summer|autumn|winter|christmas|easter|new year|"
    r"next|following|meeting|weeks?|months?|quarter|years?|days?|soon|\d{4})\b",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b(?:{_MONTHS}|{_WEEKDAYS})\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b", re.IGNORECASE)
_AMOUNT = re.compile(r"£\s?\d|\b\d[\d,.]*\s?(?:p|m|k|bn|million|billion|pounds?|pence)\b", re.IGNORECASE)
_SHARE = re.compile(
    r"\d\s?%|%\D{0,30}\d|\bper ?cent|"
    r"\b(?:half|(?:one|two|a|three)[- ](?:thirds?|quarters?|fifths?|tenths?)|"
    r"majority|minority|none|nobody|all of|most of)\b|\b(?:one|two|three|four|nine|\d+) (?:in|out of)\b|"
    r"\d of (?:the )?\d|\b(?:share|rate|proportion|percentage)\b\D{0,20}\d",
    re.IGNORECASE,
)
_NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|dozen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|million|"
    r"none|nobody|no|once|twice|both)\b|\b(?:one|only|single|half|third|quarter|all)\b(?! another)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
# What bears a number is not counted by it.
_LABELLED = re.compile(
    r"\b(?:schedules?|paragraphs?|sections?|items?|minute|grade|bands?|phase|tier|tables?|appendix|part|priority|"
    r"pages?|level|annex|outcome|form|stage|option|recommendations?|article|regulations?|no\.?|quarter|q|agenda|"
    r"step|zone|route|room|number) ?\(?\d[\d./]*(?:,? (?:and |to )?\d+\b)*|\bQ\d\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve)(?: |-)(?:working |calendar )?"
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?)\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"^\W*(?:why|how come)\b")
_UNITS = re.compile(
    r"\bhow (?:many|much)\b.{0,20}?\b(?:seconds|minutes|hours|days|weeks|months|quarters|years|time)\b"
)

_HEAD = re.compile(
    r"\bhow many ((?:[\w'’-]+ ){0,3}?[\w'’-]+)(?= (?:are|is|were|was|do|does|did|has|have|had|will|would|can|"
    r"could|in|of|on|from|there|at|by|for|to|with|who|that|per|came|took|went|got|get|\w+ed)\b|\?|$)|"
    r"\bnumber of ((?:[\w'’-]+ ){0,2}?[\w'’-]+)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\bwho(?:m|se)?\b|\bnames? of\b|\bwhich (?:\w+ ){0,2}?(?:compan(?:y|ies)|firms?|councillors?|members?|"
    r"parish(?:es)?|streets?|schools?|church(?:es)?|employers?|retailers?|shops?|laborator\w+|councils?|towns?|"
    r"charit\w+|officers?|projects?|organisations?|bod(?:y|ies)|districts?|forces?|contractors?|suppliers?|"
    r"universit\w+|sergeants?|villages?)\b",
    re.IGNORECASE,
)


def head_of(question: str) -> str:
    """Return the words behind "how many" or "number of", "" where there are none."""
    match = _HEAD.search(question)
    return (match[1] or match[2]) if match else ""


def asks_for_a_name(question: str) -> bool:
    """Whether a question asks who somebody is, or which of several things that have names."""
    return bool(_NAMED.search(question))


def kinds_asked(question: str) -> frozenset[Kind]:
    """Return what kinds of thing a question asks for; none where any sentence may answer it."""
    lowered = question.lower()
    found = {kind for kind, pattern in _ASKS.items() if pattern.search(lowered)}
    if _WHY.search(lowered):
        found -= {Kind.MONEY, Kind.SHARE}
    if Kind.DAY in found:
        found -= {Kind.TIME}
    if Kind.COUNT in found and _UNITS.search(lowered):
        found = found - {Kind.COUNT} | {Kind.QUANTITY}
    return frozenset(found)


def holds(kinds: frozenset[Kind], text: str, given: frozenset[str] = frozenset()) -> bool:
    """Whether a text holds one of the kinds, true where there are none; ``given`` figures do not count."""
    if not kinds:
        return True
    if Kind.MONEY in kinds and kinds <= {Kind.MONEY, Kind.QUANTITY}:
        return bool(_AMOUNT.search(text))
    return any(_holds(kind, text, given) for kind in kinds)


def _holds(kind: Kind, text: str, given: frozenset[str]) -> bool:
    match kind:
        case Kind.MONEY:
            return bool(_AMOUNT.search(text))
        case Kind.TIME:
            return bool(_TIME.search(text))
        case Kind.DAY:
            return bool(_DAY.search(text))
        case Kind.SHARE:
            return bool(_SHARE.search(text))
        case Kind.COUNT:
            return _has_number(_LASTING.sub(" ", text), given)
        case Kind.QUANTITY:
            return _has_number(text, given)


def _has_number(text: str, given: frozenset[str]) -> bool:
    """Whether a text holds a quantity besides dates, what bears a number, and the figures that are given."""
    for mention in reversed(find_dates(text)):
        text = text[: mention.start] + text[mention.end :]
    text = _LABELLED.sub(" ", text)
    return bool(_NUMBER_WORDS.search(text) or figures_in(text) - given)


def figures_in(text: str) -> frozenset[str]:
    """Return the figures of a text, without thousands separators."""
    return frozenset(figure.replace(",", "").rstrip(".") for figure in _FIGURE.findall(text))
