# ruff: noqa: E501
"""What sounds like an undertaking and is none: routine business, questions, conditions, standing words, past deeds."""

import re

_ROUTINE = re.compile(
    r"\b(?:minutes?|record)\b.{0,140}\b(?:approved|agreed|confirmed|signed|accepted|adopted|correct|accurate|true)\b"
    r"|\b(?:approved|agreed|confirmed|signed|accepted|adopted?|approve|confirm|agree|sign)\b.{0,80}\b(?:minutes|correct record|true record)\b"
    r"|\b(?:press|public)\b.{0,120}\bexclu|\bexclu\w+\b.{0,60}\b(?:press|public)\b"
    r"|\bSchedule 12A\b|\bExempt Information\b"
    r"|\bapologies?\b.{0,60}\b(?:received|noted|accepted|for absence)\b"
    r"|\bdeclarations? of (?:\w+ )?interests?\b"
    r"|\bbe (?:duly )?(?:elected|appointed|re-elected|re-appointed)\b.{0,40}\b(?:as )?(?:vice[- ]?)?chair"
    r"|\b(?:elected|appointed)\b.{0,60}\b(?:vice[- ]?)?chair(?:man|woman|person)?\b"
    r"|\btaken as read\b|\bvote of thanks\b|\bmeeting (?:be|was|would be) (?:adjourned|closed)\b"
    r"|\bmotion (?:was|be) (?:carried|lost)\b|\bbe invited to (?:speak|address)\b|\bmeeting (?:end|clos)ed\b"
    r"|\bstanding orders?\b.{0,40}\bsuspended\b|\border of (?:business|the agenda)\b",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_NOTED = re.compile(
    r"^\W*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s*)?(?:that\s)?(?:the\s[\w\s]{1,20}\s)?(?:to\s)?"
    r"(?:(?:duly\s)?note[ds]?|welcome[ds]?|thank(?:ed|s)?|receive[ds]?|endorse[ds]?|congratulate[ds]?|acknowledge[ds]?|commend(?:ed|s)?|support(?:ed|s)?|approve[ds]?|agree)\b"
    r"|^.{0,300}?\bbe (?:duly |hereby )?(?:received and )?(?:noted|welcomed|received|thanked|endorsed|congratulated|approved|adopted|supported|accepted)\b",
    re.IGNORECASE | re.DOTALL,
)
_GOES_ON = re.compile(
    r"\b(?:and|but|subject to|with)\b.{0,160}\b(?:be (?:sent|asked|requested|provided|circulated|brought|reported|"
    r"added|submitted|included|invited|informed|written|prepared|shared|presented|considered)|request|ask(?:ed|s)?|bring|"
    r"report back|circulate|provide|send|write|would|will)\b",
    re.IGNORECASE | re.DOTALL,
)
_ASKING = r"(?:asked|asks|ask|queried|questioned|wondered|enquired|inquired|question|questions|query|queries|clarity|clarification|reassurances?|assurances?)"
_QUESTION = re.compile(
    rf"\b{_ASKING}\b(?:\s(?!(?:that|to)\b)[\w’',-]{{1,25}}){{0,12}}?\s(?:if|whether|what|when|how|why|who|which|where|about|as to|for (?:re)?assurances?|that)\b[^.;]*$",
    re.IGNORECASE,
)
_ASKED_THAT = re.compile(r"\b(?:asked|requested)\b\s(?:that|to)\b[^.;]*$", re.IGNORECASE)
_ANSWER = re.compile(
    r"\b(?:said|replied|responded|confirmed|advised|explained|stated|answered|agreed|undertook|informed|told|assured|"
    r"reassured|reported|noted|added|reminded|highlighted)\b[^.;]*$",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|were it|had it|in the event (?:of|that)|should (?:the|a|any|there)|provided that|whether|whenever|wherever)\b",
    re.I,
)
_HYPOTHETICAL = re.compile(
    r"^\s?(?:have|like|prefer|love|benefit|appear|seem|suggest|depend|mean|require|rather|be (?:helpful|useful|good|better|beneficial|"
    r"welcome|interested|interesting|difficult|possible|wrong|right|keen|happy|grateful|required|needed|affected|impacted|expected))\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:as (?:it|they|he|she) always (?:had|did)|as (?:usual|always|before|normal)|always had been|in the past|previously|historically|normally|usually|typically|would often|used to|each time|at the time)\b",
    re.I,
)
_HOPE = re.compile(r"\b(?:hope[sd]?|hoping|hopeful|aspir\w+|wish(?:e[sd])?|would like|ambition|ideally)\b", re.I)
_STANDING = re.compile(
    r"\bmembers (?:are|of the public) (?:reminded|asked|required|wishing|who wish|are permitted)\b|\b(?:is|are) (?:asked|invited|requested|recommended|required) to (?:note|consider|comment|agree|approve|receive|scrutinise|review|endorse|discuss|declare)\b"
    r"|\bmust (?:declare|notify the monitoring|be received)\b|\bplease (?:note|contact|see)\b|\bdisclosable pecuniary\b|\bwebcast|\bfire alarm\b|\bmobile (?:tele)?phones?\b|\brecommendations? (?:are|is)\b",
    re.IGNORECASE,
)


def is_routine(text: str) -> bool:
    """Whether the words are a meeting's routine business: minutes approved, apologies, press and public excluded."""
    return _ROUTINE.search(text[:600]) is not None


def only_notes(text: str) -> bool:
    """Whether a resolution merely notes, receives, thanks or approves, and asks nothing of anybody."""
    match = _ONLY_NOTED.search(text[:600])
    return match is not None and _GOES_ON.search(text, match.end()) is None


def in_question(before: str) -> bool:
    """Whether the words before a verb put it inside a question that somebody asked."""
    question = _QUESTION.search(before)
    if question is None:
        return False
    answer = _ANSWER.search(before, question.start() + 1)
    return answer is None


def is_conditional(before: str) -> bool:
    """Whether a condition stands before the verb in its own clause."""
    return _CONDITION.search(before[-160:]) is not None


def is_hypothetical(after: str) -> bool:
    """Whether what follows "would" is no deed: "would have", "would be helpful"."""
    return _HYPOTHETICAL.match(after) is not None


def is_habit(text: str) -> bool:
    """Whether "would" tells of what used to be."""
    return _HABIT.search(text) is not None


def is_hope(before: str) -> bool:
    """Whether the words before a verb only hope for it."""
    return _HOPE.search(before[-120:]) is not None


def is_standing(text: str) -> bool:
    """Whether the words are a paper's standing notice rather than anybody's promise."""
    return _STANDING.search(text) is not None
