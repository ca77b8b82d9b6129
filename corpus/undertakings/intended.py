"""Firm intentions: what an office holder or body says will be done, is being done or is due."""

import re

from corpus.time.calendars import MONTH
from corpus.undertakings.agents import last_agent
from corpus.undertakings.clauses import MODAL, clauses
from corpus.undertakings.phrasing import any_of, flat, phrases
from corpus.undertakings.records import Manner, Undertaking
from corpus.undertakings.routine import is_routine, is_standing
from corpus.undertakings.talk import in_question, is_conditional, is_effect, is_habit, is_hope, is_supposed
from corpus.undertakings.verbs import BASE, PARTICIPLE

_EVENT = phrases(rf"""
    \b{MODAL}(?: \w+ly| also| now| then)? (?:take (?:place|effect)|go (?:live|ahead|out)|start|begin\
        |commence|come (?:into|to)|meet|visit|open|close|complete|cease|conclude|finish|form part\
        |become available|look to|develop|resume)\b
    \b{MODAL}(?: \w+ly| also| now| then)? be (?:in (?:place|post)|held|available|live|operational|complete\
        |ready|open|taking|going|holding|starting|looking|able to (?:provide|share|report|publish)\
        |an? (?:area of )?(?:focus|priority))\b
    \bthere (?:will|would)(?: also)? be (?:an? |further |more |additional |\w+ ){{0,3}}?(?:review|focus\
        |engagement|investment|consultation|meetings?|sessions?|visits?|report|recruitment|campaign\
        |training|evaluation|audit|events?|workshops?)\b
""")
_DUE = phrases(r"""
    \b(?:is|are|was|were|be|been|still|now)(?: now| still| currently| also| next| provisionally)? (?:due\
        |set|planned|scheduled|expected|anticipated|estimated|envisaged|likely|intended|timetabled|hoped\
        |proposed|projected|required)(?: (?:for|on|in|by|at|to|that|around|before|early|later?|from)\b)
    \b(?:should|expects?|expected)(?: to)? be (?:published|available|completed?|finished|in place|ready\
        |delivered|launched|received|issued|open|live)\b
    \bexpect(?:s|ed)? (?:to|it to|them to) \w+
    \b(?:has|have|had) been (?:delayed|postponed|deferred|extended|rescheduled|moved|put back) (?:until\
        |to)\b
    \bdelayed (?:until|to)\b
    \bis the (?:target|planned|expected) (?:date|completion)\b
    \bto take effect\b
""")
_MAKING = any_of(r"""
    developing|preparing|progressing|drafting|recruiting|exploring|reviewing|revising|refreshing|updating|planning
    considering|working|tendering|procuring|commissioning|re-commissioning|recommissioning|producing|finalising
    designing|establishing|pursuing|investigating|implementing|consulting|negotiating|engaging|looking|focusing
    focussing|moving|remedying|evaluating|creating|building|seeking|undertaking|addressing|introducing|testing
    piloting|rolling|writing|collating|taking|trialling|forming|training|liaising|assisting|utilising|trying
    awaiting|aiming|undergoing|making|strengthening|expanding|improving
""")
_UNDERWAY = phrases(rf"""
    \b(?:is|are|was|were|am)(?: in itself)?(?: \w+ly| now| also| still| already\
        | all)* being (?:\w+ly )?(?:{PARTICIPLE}|scoped|drafted|kept under review)\b
    \b(?:is|are|was|were)(?: \w+ly| now| also| still| already| both| all)* {_MAKING}\b
    \b(?:is|are|was|were|be)(?: \w+ly| now| also)* in (?:the )?(?:process|final stages?|midst) of\b
    \b(?:is|are|was|were)(?: \w+ly| now| also| still)* (?:in|under) (?:development|preparation|review\
        |consideration|way)\b
    \bworks?(?: is| was| has| had| continues| are)?(?: \w+ly| now| also| well| already)* (?:under ?way\
        |ongoing|on-going|progressing|commenced|begun|started|being)\b
    \bunder development\b
    \bongoing (?:work|series)\b
    \bgoing through the\b
    \b(?:aware of and|currently) addressing\b
""")
_TOWARDS = re.compile(
    r"\bto \w+|\bin support\b|\bdevelop|\bestablish|\bprogress|\bcommission|\breview|\bprepar|\bre-"
    r"|\brecruit|\brefresh|\bupdat|\bawait|\bbeing|\bunder\b|\bin the process|\baddressing",
    re.IGNORECASE,
)
_NOT_TOWARDS = phrases(r"""
    \bdealing with\b
    \bworking (?:well|closely|hard|effectively|from home|remotely|correctly)\b(?!.{0,60}\bto\b)
    \bbeing (?:seen|asked|used|dealt|held|abstracted|managed|contacted|cleaned|received|reported\
        |experienced|given|part|able|delivered|provided|monitored|scrutinised|supported|recorded|promoted\
        |met|made|visited)\b
    \bconsidering\b.{0,10}$
""")
_PLANS = phrases(r"""
    \b(?:plans|intends|proposes|planning|intending|proposing|aiming) to\b
    \b(?:intention|plan|proposal|commitment|aim) (?:is|was) to\b
    \b(?:has|have|had) committed to\b
    \b(?:there (?:are|were|is|was)|has|have|had) (?:\w+ ){0,2}plans? (?:\w+ ){0,2}(?:in place|to)\b
    \bexpress(?:ed|es) (?:an|his|her|their) intention\b
    \bwith a view to\b
    \bwill always be\b
    \b(?:priority|focus) (?:will|would) be\b
    \b(?:are|is) planning (?:a|an|to|for)\b
""")
_CONFIDENT = phrases(r"""
    \b(?:confident|certain|sure|reassured \w+(?: \w+)?|assured \w+(?: \w+)?) that\b.{0,160}\b(?:would\
        |will) (?:be|show|improve|continue|see|reduce|increase|meet|achieve)\b
""")
_TO_BE = phrases(rf"""
    ^(?:(?!\b(?:is|are|was|were|has|have|had|will|would|can|should|need|needs|they|we|it|he\
        |she)\b)[^.;])*\bto be {PARTICIPLE}\b
    ^(?:(?!\b(?:is|are|was|were|has|have|had|will|would|can|should|need|needs|they|we|it|he|she|used\
        |worked|met|held|continue|helps?|aims?)\b)[^.;]){{3,90}} to {BASE} (?:on|the|a|an|in|with)\b
""")
_OWN_WORDS = re.compile(
    r"\b(?:We|we|I|My|Our|my|our)\b.{0,60}?\b(?:will|[’']ll|pledge|commit|promise)\b|\bwill always\b"
)
_DATE = re.compile(
    rf"\b{MONTH}\b|\b20\d\d\b|\bQ[1-4]\b|\b(?:new year|spring|summer|autumn|winter|christmas|next|coming"
    rf"|weeks?|months?|quarter|year-end|end of|timescales)\b",
    re.IGNORECASE,
)
_DUE_TO_DO = re.compile(
    r"\bdue to (?:further |jointly )?(?:share|review|meet|report|start|begin|take place|be|commence|complete)\b",
    re.I,
)
_NOW = re.compile(
    r"\b(?:now|currently|working with|developing|being developed|preparing|awaiting|exploring|reviewing"
    r"|planning|addressing|in the process)\b",
    re.I,
)


def intended(sentence: str, manner: Manner) -> Undertaking | None:
    """Return the firm intention that a sentence states, None where it states none."""
    text = flat(sentence)
    if is_routine(text) or is_standing(text) or text.rstrip().endswith("?"):
        return None
    for read in (_modal, _event, _due, _plans, _underway):
        found = read(text, manner)
        if found is not None:
            if manner.plan and _OWN_WORDS.search(text):
                return Undertaking("standing", "standing", found.clause, found.owner)
            return None if is_habit(text[: found.clause + 40]) else found
    if manner.own_plan and _TO_BE.search(text):
        return Undertaking("intention", "intention", 0)
    return None


def _make(text: str, place: int, manner: Manner) -> Undertaking:
    agent = last_agent(text[:place], manner.meanings)
    subject = agent is not None and not text[agent.end : place].strip(" ,")
    return Undertaking("intention", "intention", place, agent.name if agent and subject else None)


def _modal(text: str, manner: Manner) -> Undertaking | None:
    modals = ("would", "will", "shall", "’ll", "'ll") if manner.reported else ("will", "shall", "’ll", "'ll")
    for clause in clauses(text):
        if (
            clause.modal not in modals
            or _unlikely(text, clause.start, manner)
            or is_effect(clause.subject, passive=clause.passive)
        ):
            continue
        if clause.passive:
            return Undertaking("intention", "intention", clause.start)
        agent = last_agent(clause.subject[-120:], manner.meanings)
        if agent is not None and not _in_aside(clause.subject[-120:], agent.end):
            return Undertaking("intention", "intention", clause.start, agent.name)
    return None


def _of_members(text: str) -> bool:
    """Whether a sentence reports what a member had heard or asked."""
    return re.match(r"\W*(?:A|Another|One|The) (?:Panel |Committee )?(?:Member|Councillor)\b", text) is not None


def _in_aside(subject: str, end: int) -> bool:
    """Whether a name before a verb is far from being its subject."""
    return len(subject) - end > 60


def _unlikely(text: str, start: int, manner: Manner) -> bool:
    before = text[:start]
    modal_end = text.find(" ", start)
    supposed = is_supposed(text[modal_end:] if modal_end > 0 else "")
    contingent = (
        manner.reported and re.match(r"\W*if (?:this|that|it) (?:was|were|is) (?:not )?", text, re.I) is not None
    )
    return in_question(before) or (is_conditional(before) and not contingent) or is_hope(before) or supposed


def _event(text: str, manner: Manner) -> Undertaking | None:
    for match in _EVENT.finditer(text):
        words = match[0].lower()
        if words.startswith(("should", "must")) or ("would" in words and not manner.reported):
            continue
        if not _unlikely(text, match.start(), manner) and not is_effect(text[: match.start()], passive=True):
            return _make(text, match.start(), manner)
    sure = _CONFIDENT.search(text)
    return _make(text, sure.start(), manner) if sure else None


def _due(text: str, manner: Manner) -> Undertaking | None:
    for match in _DUE.finditer(text):
        if re.search(r"\bha[ds] $", text[: match.start()]) and match[0].startswith("been"):
            continue
        past = re.match(r"(?:was|were|been)\b", match[0], re.I) is not None
        if in_question(text[: match.start()]) or (past and not manner.reported):
            continue
        if (
            _DATE.search(text, max(0, match.end() - 8))
            or _DUE_TO_DO.search(text)
            or re.match(r"\W*by the end of\b", text, re.I)
        ):
            return _make(text, match.start(), manner)
    return None


def _plans(text: str, manner: Manner) -> Undertaking | None:
    match = _PLANS.search(text)
    if match is None or in_question(text[: match.start()]):
        return None
    past = re.match(r"had\b", match[0], re.I) is not None
    return None if past and not manner.reported else _make(text, match.start(), manner)


def _underway(text: str, manner: Manner) -> Undertaking | None:
    match = _UNDERWAY.search(text)
    if (
        match is None
        or in_question(text[: match.start()])
        or _NOT_TOWARDS.search(text[match.start() : match.end() + 60])
    ):
        return None
    past = re.match(r"(?:was|were)\b", match[0], re.I) is not None
    if past and _of_members(text):
        return None
    if past and not (manner.reported and _NOW.search(text[match.start() : match.end() + 12])):
        return None
    return _make(text, match.start(), manner) if _TOWARDS.search(text[match.start() :]) else None
