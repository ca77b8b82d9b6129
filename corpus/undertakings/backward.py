"""How papers speak of business brought forward: reported back, done, put off, superseded, still awaited.

Written from how minutes, action logs and officers' reports are worded across the country.
"""

import re

from corpus.time.calendars import SEASONS, month_number
from corpus.time.periods import find_dates
from corpus.undertakings.records import Month, Reference

REPORTED, DONE, SUPERSEDED, DELAYED, WAITING, TAKEN_UP = (
    "reported back",
    "done",
    "superseded",
    "put off",
    "still open",
    "taken up",
)


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE)


_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|"
    r"summer|autumn|"
    r"winter)"
)
_HAVE = (
    r"(?<!to )(?<!would )(?<!will )(?<!should )(?<!could )(?<!may )(?<!might )(?<!must )(?:had|has|have|having)"
    r"\s(?:(?:now|since|already|all|recently|subsequently|duly|also)\s)?"
)
_DELIVERED = (
    r"(?:circulated|published|received|issued|sent|completed?|provided|supplied|arranged|written|"
    r"extended|appointed|"
    r"signed|installed|implemented|established|launched|delivered|given|held|opened|closed|carried out|undertaken|"
    r"finished|resolved|actioned|shared|distributed|included|added|visited|replied|responded|recruited|"
    r"finalised|agreed|"
    r"taken|commissioned|introduced|drafted|submitted|raised|met|attended|invited|confirmed|procured|"
    r"filled|made|paid|"
    r"mended|repaired|replaced|removed|updated|revised|tested|trained|audited|transferred|secured|awarded|approved|amended|"
    r"corrected|rectified|built|fitted|renewed|contacted|notified|checked|inspected|upgraded|rolled out)"
)
_THING = (
    r"(?:outcomes?|findings?|results?|report|update|review|figures?|breakdown|responses?|reply|answer|details?|"
    r"information|progress|evaluation|audit|briefing|data|analysis|position|trial|pilot|work|task group|plan|list)"
)
_NEW_DAY = (
    r"(?:delayed|put back|postponed|deferred|slipped|rescheduled|carried forward|rolled forward|revised (?:date|"
    r"timescale|timetable|target)|put off|pushed back|running late|(?:would|will) now\b)"
)

# In order of weight. Each names what a sentence tells of business brought forward.
_TELLS = (
    (
        SUPERSEDED,
        _any(
            r"\bsuperse(?:d|c)ed\b",
            r"\bovertaken by events\b",
            r"\bno longer (?:required|needed|necessary|proposed|being pursued|going ahead|planned)\b",
            r"\b(?:would|will) not (?:now )?(?:proceed|go ahead|be pursued|be taken forward)\b",
            r"\b(?:has|had|have) been (?:withdrawn|abandoned|dropped|cancelled)\b",
        ),
    ),
    (
        WAITING,
        _any(
            r"\bstill (?:awaited|outstanding|not|due|to be|waiting|open|being|in progress|under way)\b",
            rf"\b(?:had|has|have) (?:still |yet |as yet )?(?:not|never|"
            rf"yet to)\b(?! only)[^.;]{{0,40}}\b(?:been|{_DELIVERED}|gone)\b",
            r"\bnot (?:yet|been) (?:due|complete[d]?|met|received|started|begun|available|provided|"
            r"circulated|finished)\b",
            r"\b(?:was|were|is|are|remain(?:s|ed)?) (?:still )?(?:awaited|outstanding|overdue)\b",
            r"\b(?:second|third|fourth) time of asking\b",
            r"^\W{0,3}(?:not yet due|not started|overdue|outstanding|in progress|on-?going|open|pending)\b",
            r"\bno (?:response|reply|answer|update) (?:had|has) (?:been|yet)\b",
        ),
    ),
    (DELAYED, _any(rf"\b{_NEW_DAY}")),
    (
        DONE,
        _any(
            rf"{_HAVE}(?:been\s)?(?:\w{{2,12}}ly\s)?{_DELIVERED}\b",
            rf"{_HAVE}(?:gone live|come into (?:use|force)|put in place|taken place|begun|started|"
            rf"come to an end|ended)\b",
            r"\bwent live\b",
            r"^\W{0,3}(?:complete[d]?|closed|done|discharged|actioned|answer(?:ed)? given)\b",
            r"\b(?:is|are|was|were) (?:now )?(?:complete[d]?|closed|circulated|published|discharged|sent to)\b",
            r"\bnow (?:shows?|includes?|published|in place|available|live)\b",
            r"\bthanked\b[^.;]{0,100}\bfor\b",
        ),
    ),
    (
        REPORTED,
        _any(
            rf"\b(?:reported|presented|received|considered|gave|provided|outlined|introduced|discussed|"
            rf"updated|shared|"
            rf"advised|summarised)\b[^.;]{{0,90}}\b{_THING}\b",
            rf"\b{_THING}\b[^.;]{{0,60}}\b(?:was|were|is|are) (?:reported|presented|received|considered|"
            rf"tabled|attached|"
            rf"included|set out|shown|given|outlined|provided)\b",
            r"\breported (?:on|that)\b",
            r"\bthis report\b|\bTable \d+ (?:now )?shows\b",
        ),
    ),
)

# What points back in so many words.
BACK = _any(
    r"\bas (?:the |a |an )?(?:[\w'’]{1,20} ){0,3}?(?:had |has |was |were )?(?:previously |originally |earlier )?"
    r"(?:requested|promised|asked|undertaken|foreshadowed)\b",
    r"\bas (?:previously |originally )?(?:planned|agreed|reported|indicated|advised|intended) "
    rf"(?:at|by the (?:panel|committee|board)|in {_MONTHS}|last|previously)\b",
    r"\b(?:at|since|from) (?:the|its|their|our) (?:last|previous|preceding) meeting\b",
    r"\bfurther to (?:minute|the (?:discussion|request|meeting|decision|action))\b",
    r"\bfollowing (?:a|the|its|their) (?:earlier |previous )?(?:request|commitment|undertaking|"
    r"recommendation|decision of)",
    r"\bin (?:response|answer) to (?:a|the) (?:request|action) (?:made |raised |agreed )?(?:at|by|from)\b",
    rf"\basked for [^.;]{{1,40}} in {_MONTHS}\b",
    rf"\b(?:asked for|requested|commissioned|promised|agreed|set up|raised|told [^.;]{{1,30}}|(?:been|was|were) "
    r"(?:due|expected|planned)) "
    rf"(?:(?:at|in|by|for) (?:the |its |early |late |that |this |(?:the )?end of )*)(?:\d{{1,2}} )?{_MONTHS}\b",
    r"\b(?:promised|due|asked for|requested) (?:for|at|by) (?:this|that|the (?:last|previous|september|"
    r"june)) meeting\b",
    r"\b(?:the|his|her|their|its) (?:earlier |previous )?undertaking\b",
    r"\b(?:date|target|deadline) (?:first|originally) (?:given|set|agreed)\b|\boriginal(?:ly)? (?:date|"
    r"target|due)\b",
    r"\b(?:actions?|matters?|items?) (?:brought|carried) forward\b|\bmatters? arising\b|"
    r"\boutstanding (?:matters|actions)\b",
    rf"\(from {_MONTHS} \d{{4}}\)",
    r"\btime of asking\b|\bhad been (?:due|promised|requested|asked)\b|\bwas to (?:be|have been)\b",
)
HEADED_BACK = _any(
    r"\bmatters? arising\b",
    r"\b(?:brought|carried) forward\b",
    r"\baction (?:log|list|tracker|sheet)\b|\b(?:actions?|recommendations?) (?:log|tracker|from (?:the )?(?:last|"
    r"previous|earlier) meetings?)\b|\b(?:progress|update)s? (?:on|against) (?:previous )?(?:actions|"
    r"recommendations)\b",
    rf"\(from {_MONTHS} \d{{4}}\)",
    r"\bminute \d",
)
# A report that says who asked for it answers that.
ASKED = re.compile(
    r"\b(?:asked|requested|agreed|resolved)\b[^.;]*\b(?:report|review|update|paper|briefing)\b", re.I
)
SINCE = re.compile(
    r"\b(?:requested|asked(?: for)?|promised|agreed|set up|commissioned|resolved|told|raised|undertaken|sought)\b"
    rf"[^.;,]{{0,30}}?\b(?:in|at the) (?:early |late )?({_MONTHS})(?: meeting)?(?: (\d{{4}}))?\b",
    re.IGNORECASE,
)
DUE = re.compile(
    r"\b(?:due|promised|expected|planned)(?: to [^.;,]{1,30}?)? (?:in|by|for|on) (?:the )?(?:early |"
    r"late |end of )?"
    rf"(?:\d{{1,2}} )?({_MONTHS})(?: (\d{{4}}))?\b",
    re.IGNORECASE,
)
FROM = re.compile(rf"\(from ({_MONTHS}) (\d{{4}})\)", re.IGNORECASE)
LOGGED = _any(
    r"\b(?:status|update|progress|outcome|complete[d]?|response|comments?|position)\b",
)
_MINUTE = re.compile(
    r"\b(?:minutes?|min\.?) (?:no\.? ?|"
    r"number )?((?:[A-Z]{2,6}/)?\d{1,4}(?:[./]\d{1,4}){0,2})\b(?! ?(?:seconds?|secs?)\b)",
    re.IGNORECASE,
)
_ROW_MINUTE = re.compile(r"^\W{0,2}((?:[A-Z]{2,6}/)?\d{1,4}(?:[./]\d{1,4}){0,2})\s*[,;(]\s*(?=.*\d{4})")
# "Once it had been published" tells of nothing that has happened.
_CONDITION = re.compile(r"\b(?:once|until|unless|if|when|whether|before)\b[^.;,]*", re.IGNORECASE)
TRIGGERS = re.compile(
    r"\b(?:had|has|have|having|was|were|is|are|remains?|now|still|not|no|reported|presented|received|"
    r"considered|gave|"
    r"supersede|superseded|complete[d]?|closed|done|overdue|delayed|deferred|postponed|shows?|minute|as|further|"
    r"following|thanked|went|open|ongoing|on-going|outstanding|actioned|pending|discharged|slipped|revised)\b",
    re.IGNORECASE,
)


def kind_of(text: str) -> str | None:
    """Return what a sentence tells of earlier business, None where it tells nothing."""
    plain = _CONDITION.sub("", text)
    return next((kind for kind, pattern in _TELLS if pattern.search(plain)), None)


def month_of(pattern: re.Pattern[str], text: str) -> Month | None:
    """Return the month that a pattern finds in a text."""
    match = pattern.search(text)
    if match is None or match[1].lower() in SEASONS:
        return None
    return (int(match[2]) if match[2] else None, month_number(match[1]))


def references_in(text: str) -> tuple[Reference, ...]:
    """Return the minutes that a text names, each with the day that stands behind it."""
    found = []
    for match in _MINUTE.finditer(text):
        behind = text[match.end() : match.end() + 40]
        days = [mention.first for mention in find_dates(behind) if mention.precision == "day"]
        found.append(Reference(match[1], days[0] if days else None))
    return tuple(dict.fromkeys(found))


def references_of_cell(text: str) -> tuple[Reference, ...]:
    """Return the minute that a cell of an action log names: "105, 14 September 2023"."""
    match = _ROW_MINUTE.match(text)
    if match is None:
        return ()
    days = [mention.first for mention in find_dates(text[match.end() :]) if mention.precision == "day"]
    return (Reference(match[1], days[0]),) if days else ()
