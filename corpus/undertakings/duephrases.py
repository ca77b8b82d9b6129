"""The words of a sentence that say when something is due."""

import re

from corpus.time.calendars import MONTH, ORDINAL
from corpus.undertakings.phrasing import any_of, flat, phrases

_UNIT = r"(?:working )?(?:days?|weeks?|months?|quarters?|years?)"
_NUMBER = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|couple of|few)"
_YEAR = r"(?:20\d\d(?: ?[/–-] ?\d\d(?:\d\d)?)?|['’]\d\d)"
_DAY = any_of(rf"""
    (?:(?:mon|tues|wednes|thurs|fri|satur\
        |sun)day,? )?(?:the )?\d{{1,2}}{ORDINAL}(?: of)? {MONTH}\b(?:,? {_YEAR})?
    \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}
    {MONTH} \d{{1,2}}{ORDINAL},? 20\d\d
""")
_MONTH = rf"{MONTH}\b\.?(?: ?(?:[/–-]|or|and) ?{MONTH}\b)?(?:,? (?:{_YEAR}|\d\d(?!\d)))?"
_PART = (
    r"(?:the )?(?:very )?(?:(?:end|beginning|start|middle|close|autumn|spring|summer|winter) of "
    r"|early (?:in )?|late(?:r in)? |mid-? ?)?(?:the )?"
)
_TERM = any_of(rf"""
    {_MONTH}
    (?:Q|Qtr |Quarter )[1-4](?: ?[/&-] ?Q?[1-4])?(?:,? (?:of )?{_YEAR})?
    (?:first|second|third|fourth|final) quarter(?: of {_YEAR})?
    (?:next|coming|following) (?:two |three |few |couple of |\d )?quarters?
    new (?:financial |municipal |calendar )?year
    (?:spring|summer|autumn|winter|christmas|easter)(?: (?:of )?{_YEAR})?
    (?:this|next|the|calendar|financial|municipal|academic|current) (?:calendar |financial |municipal \
        |academic |current )?year
    year(?:[ -]end)?\b
    (?:this|next|the|that) (?:week|month|quarter|term)
    {_YEAR}
""")
_WHEN = rf"(?:{_DAY}|{_PART}{_TERM})"
_SORT = (
    rf"(?:scheduled|formal|ordinary|quarterly|public|panel|committee|board|cabinet|full|council|budget"
    rf"|performance|monitoring|holding to account|{MONTH})"
)
_MEETING = any_of(rf"""
    (?:its|the|their|our|an?|(?:the )?(?:panel|committee|board|council)['’]s) (?:(?:next|following\
        |subsequent|future|forthcoming|{MONTH}) )(?:{_YEAR} )?(?:{_SORT} ){{0,3}}(?:meetings?|updates?\
        |reports?|cycle|session)(?: (?:of the \w+|(?:to be held )?(?:on|in) {_WHEN}))?
    (?:next|future|subsequent|forthcoming) (?:{_SORT} ){{0,3}}(?:meetings?|updates?|reports?)
    (?:the|an?) (?:{_SORT} )?meeting (?:to be held )?(?:on|in|of) {_WHEN}
""")
_BEFORE = any_of(r"""
    no later than
    on or before
    at or before
    (?:by|before|until|from|on|in|at|to|for|during|over|around|within|after|due|due on|due by|due in)
    (?:prior to|ahead of|in advance of|in time for|in the run[- ]up to|the run[- ]up to|run[- ]up to\
        |not before)
""")
_DUE = phrases(rf"""
    \bbefore the (?:\S+ )?(?:precept|budget|plan) (?:is|was|were) (?:set|agreed|published)\b
    \b(?:(?:early|late|later|again) )?{_BEFORE} (?:around |about |circa |approximately )?(?:{_MEETING}\
        |{_WHEN})(?!\w)
    \b(?:within|in|over|during)(?: the next| the coming| the following| a matter of| around\
        | about)? {_NUMBER}(?: or \w+)? {_UNIT}(?:['’]? time)?\b
    \b(?:in|over|during|within) the (?:next|coming|following) (?:few |couple of |\d{{1,2}} |\w+ )?{_UNIT}\b
    \b{_NUMBER} {_UNIT}['’]? time\b
    \bwithin a matter of {_UNIT}\b
    \b(?:late|early|mid|end of|autumn|spring|summer) {_MONTH}
    \bearly {_YEAR}
    \b(?:the |its )?{MONTH} (?:20\d\d )?(?:{_SORT} ){{0,3}}meeting\b
    \bin due course\b
    \bas soon as (?:\w+ ){{0,4}}?(?:possible|practicable|available|known|complete|completed|received)\b
    \bwhen (?:it is |they are )?(?:available|known|complete|ready)\b
    \bonce (?:it |they )?(?:is |are |was |were |has been |have been |had been )?(?:available|known\
        |complete|completed|published|received|finalised)\b
    \bonce (?:it|they|these|this) (?:is|are|was|were|has been|have been|had been) \w+\b
    \b(?:following|after|outside(?: of)?) (?:the|this) (?:meeting|session)\b
    \b(?:forthwith|immediately|by return)\b
    \b(?:every|each) (?:meeting|quarter|month|six months|year)\b
    \bon a (?:regular|quarterly|monthly|six[- ]monthly|annual) basis\b
    \b(?:later|earlier) (?:in the|this) year\b
    \bearly next year\b
    \b(?:next|this) (?:week|month|quarter|year)\b
    \bthe following (?:meeting|week|month)\b
""")
_LONE = re.compile(rf"^(?:{_DAY}|{_PART}{_TERM}|by {_TERM}|{_MONTH})\W*$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:held|published|dated|since|meeting of|met|issued|received|reported|approved|agreed|launched"
    r"|took place|happened|"
    r"commenced|began|was|were|had been|compared (?:to|with)|figures?|period|data|recorded|increase[sd]?"
    r"|fallen|risen)(?: \w+){0,2} $",
    re.IGNORECASE,
)
# "Piloted in January": a participle with nothing to come before it tells of the past.
_MADE = re.compile(
    r"(?<!be )(?<!\w be )\b(?!need|plan|schedul|expect|complet|propos|intend|postpon|delay|deferr|extend)"
    r"(?!anticipat|requir|arrang|book)\w{3,}ed(?: in [A-Z]\w+)? $"
)
_LOOSE = re.compile(
    r"(?:early |late |later )?(?:in|on|at|for|during|over|to|after|around|the|late|early)\b", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:be|to|will|would) (?:\w+ ){0,2}$|\b(?:planned|scheduled|due|expected|set|proposed|anticipated) $",
    re.IGNORECASE,
)
# Words that part what stands before a promise from the promise itself.
_PARTED = re.compile(r"\b(?:and|but|said|that|which)\b|[;.]")
# "For the December data" says which data, not when.
_OF_A_THING = re.compile(r" (?!and\b|or\b|to\b|when\b|which\b|in\b|at\b|by\b|with\b|if\b|as\b|once\b)[a-z]+")
_WEAK = re.compile(r"^(?:from|for|during|over|in 20|at|to|every|each|on a|after)\b", re.IGNORECASE)


def due_phrase(text: str, clause: int = 0) -> str | None:
    """Return the words that say when, rather those after ``clause`` where the promise begins, if any."""
    words = flat(text)
    found = [match for match in _DUE.finditer(words) if _counts(words, match)]
    after = [match for match in found if match.end() > clause]
    chosen = after or [match for match in found if not _PARTED.search(words, match.end(), clause)]
    if not chosen:
        return None
    firm = [match for match in chosen if not _WEAK.match(match[0])]
    best = (firm or chosen)[0]
    return " ".join(text[best.start() : best.end()].split()).rstrip(" .,;")


def is_due_phrase(text: str) -> bool:
    """Whether the words of a cell are a time and nothing else ("31 January 2024", "next meeting")."""
    words = flat(text).strip()
    return len(words) < 60 and (
        _LONE.match(words) is not None or _DUE.search(words) is not None or "meeting" in words.lower()
    )


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a time is one to come; "by 31 March" always is, "in March" not behind "held" or "the figures"."""
    lead = text[max(0, match.start() - 50) : match.start()]
    past = _PAST.search(lead) is not None and _TO_COME.search(lead) is None
    if _LOOSE.match(match[0]) and (past or _MADE.search(lead)):
        return False
    if match[0].lower().startswith("for ") and _OF_A_THING.match(text, match.end()):
        return False
    month = re.search(r"\b(?:may|march)\b", match[0])
    return month is None or re.search(r"\d", match[0]) is not None
