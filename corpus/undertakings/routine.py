"""A meeting's routine business, and the words that every paper prints: none of it is anybody's promise."""

import re

from corpus.undertakings.phrasing import any_of, phrases
from corpus.undertakings.verbs import BASES

_ROUTINE = phrases(r"""
    (?:^\W*|\b(?:the|these|draft|public|exempt|previous|last) (?:\w+ )?)minutes\b.{0,140}\
        \b(?:approved|agreed|confirmed|signed)\b
    \bminutes of\b.{0,140}\b(?:approved|agreed|confirmed|signed|accepted|adopted|received)\b
    \b(?:minutes|record)\b.{0,80}\b(?:as a |be a |an? )?(?:correct|accurate|true)\b
    \b(?:approved?|agreed?|confirm(?:ed)?|sign(?:ed)?|accept(?:ed)?|adopt(?:ed)?)\b.{0,80}\b(?:the minutes\
        |correct record|true record)\b
    \b(?:press|public)\b.{0,120}\bexclu
    \bexclu\w+\b.{0,60}\b(?:press|public)\b
    \bSchedule 12A\b
    \bexempt information\b
    \bapologies?\b.{0,60}\b(?:received|noted|accepted|for absence)\b
    \bdeclarations? of (?:\w+ )?interests?\b
    \bbe (?:duly )?(?:elected|appointed|re-elected|re-appointed)\b.{0,40}\b(?:as )?(?:vice[- ]?)?chair
    \b(?:elected|appointed)\b.{0,60}\b(?:vice[- ]?)?chair(?:man|woman|person)?\b
    \btaken as read\b
    \bvote of thanks\b
    \bmeeting (?:be|was|would be) (?:adjourned|closed)\b
    \bmotion (?:was|be) (?:carried|lost)\b
    \bbe invited to (?:speak|address)\b
    \bmeeting (?:end|clos)ed\b
    \b(?:dissatisfaction|dissent|vote|abstention|objection)s?\b.{0,40}\brecorded\b
    \b(?:completed|closed) actions? (?:be|were|was) (?:removed|closed|deleted)\b
    \b(?:under|at) (?:minute|agenda item|item) \d
    \blater (?:in the meeting|on the agenda)\b
    \bnext meeting (?:of the \w+ )?(?:would|will|is to|was to) be held\b
    \bstanding orders?\b.{0,40}\bsuspended\b
    \border of (?:business|the agenda)\b
    \b(?:be|was|were) (?:moved|proposed) and seconded\b
""")
_MARK = r"\W*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s*)?"
_NOTES = any_of(r"""
    (?:duly )?(?:noted?|notes|welcomed?|thank(?:ed|s)?|received?|endorsed?|congratulated?|acknowledged?)
    (?:duly )?(?:commend(?:ed|s)?|support(?:ed|s)?|approved?|agreed?|accept(?:ed|s)?|adopt(?:ed|s)?)
""")
_ONLY_NOTED = phrases(rf"""
    ^{_MARK}(?:unanimously:? )?(?:that )?(?:the [\w ]{{1,20}} )?(?:to )?{_NOTES}\b
    ^.{{0,90}}\b(?:approved|noted|agreed|received|endorsed|adopted)[.;* ]*$
    ^.{{0,300}}?\bbe (?:duly |hereby )?(?:received and )?(?:noted|welcomed|received|thanked|endorsed\
        |congratulated|approved|adopted|supported|accepted)\b
""")
_GOES_ON = phrases(r"""
    \band (?:to )?(?:receive|consider|review|look at) (?:an?|further|the) (?!report\b|minutes\b)
    \b(?:and|but|subject to|with)\b.{0,160}\b(?:be (?:sent|asked|requested|provided|circulated|brought\
        |reported|added|submitted|included|invited|informed|written|prepared|shared|presented|considered)\
        |request|ask(?:ed|s)?|bring|report back|circulate|provide|send|write|would|will)\b
""")
# "... be accepted and the Clerk place the order".
_AND_DO = re.compile(r"\b(?:and|but|;)(?: that)?(?: the)?(?: [A-Z][\w’'-]+){1,5} ([a-z]+)\b")
_STANDING = phrases(r"""
    \bmembers (?:are|of the public) (?:reminded|asked|required|wishing|who wish|are permitted)\b
    \b(?:is|are) (?:therefore )?(?:asked|invited|requested|recommended|required) to (?:note|consider\
        |comment|agree|approve|receive|scrutinise|review|endorse|discuss|declare)\b
    \bmembers of the public (?:were|are) (?:reminded|advised|informed)\b
    \bmust (?:declare|notify the monitoring|be received)\b
    \bplease (?:note|contact|see)\b
    \bdisclosable pecuniary\b
    \bwebcast
    \bfire alarm\b
    \bmobile (?:tele)?phones?\b
    \brecommendations? (?:are|is)\b
    \bpurpose of this report\b
    \bthis report (?:provides|sets out|seeks|asks|is)\b
""")


def is_routine(text: str) -> bool:
    """Whether the words are routine business: minutes approved, apologies, press and public excluded."""
    return _ROUTINE.search(text[:600]) is not None


def only_notes(text: str) -> bool:
    """Whether a resolution merely notes, receives, thanks or approves, and asks nothing of anybody."""
    match = _ONLY_NOTED.search(text[:600])
    if match is None or _GOES_ON.search(text, match.end()):
        return False
    return not any(one[1] in BASES for one in _AND_DO.finditer(text, match.end()))


def is_standing(text: str) -> bool:
    """Whether the words are a paper's standing notice rather than anybody's promise."""
    return _STANDING.search(text) is not None
