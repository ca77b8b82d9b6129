# ruff: noqa: E501
"""Firm intentions: what an office holder or body says will be done, is being done or is due."""

import re

from corpus.calendars import MONTH
from corpus.undertakings.agents import last_agent
from corpus.undertakings.agreed import Undertaking
from corpus.undertakings.clauses import MODAL, clauses
from corpus.undertakings.routine import (
    in_question,
    is_conditional,
    is_habit,
    is_hope,
    is_hypothetical,
    is_routine,
    is_standing,
)
from corpus.undertakings.verbs import BASE, GERUND, PARTICIPLE

_EVENT = re.compile(
    rf"\b{MODAL}\s(?:\w+ly\s|also\s|now\s|then\s|not\s(?=\w+\suntil)){{0,2}}(?:take\s(?:place|effect)|go\s(?:live|ahead|out)|start|begin|commence|come\sinto|come\sto|"
    r"be\s(?:in\s(?:place|post)|held|available|live|operational|complete|ready|open|subject|(?:taking|going|holding|starting|looking|able)\b)|meet|visit|open|close|end|"
    r"complete|cease|conclude|finish|form\spart|become|look\sto|continue|see|develop|receive|cost)\b",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\b(?:is|are|was|were|be|been|still|now)\s(?:now\s|still\s|currently\s|also\s|next\s|provisionally\s)?(?:due|set|planned|scheduled|expected|anticipated|"
    r"estimated|envisaged|likely|intended|timetabled|hoped|proposed|projected)\s(?:for|on|in|by|at|to|that|around|before|early|later?|from)\b"
    r"|\b(?:should|expects?|expected)\s(?:to\s)?be\s(?:published|available|completed?|finished|in\splace|ready|delivered|launched|received|issued|open|live)\b"
    r"|\bexpects?\s(?:to|it\sto|them\sto)\s\w+",
    re.IGNORECASE,
)
_UNDERWAY = re.compile(
    rf"\b(?:is|are|was|were)\s(?:\w+ly\s|now\s|also\s|still\s|already\s|actively\s){{0,3}}(?:being\s(?:\w+ly\s)?{PARTICIPLE}|{GERUND}|undergoing|preparing|awaiting|trying|aiming|intending|liaising|assisting)\b"
    r"|\b(?:is|are|was|were)\s(?:\w+ly\s|now\s|also\s){0,2}in\s(?:the\s(?:process|final\sstages?)\sof|development|discussions?|preparation|progress)\b"
    r"|\bwork\s(?:is|was|has|had|continues)\s(?:\w+ly\s|now\s|also\s|well\s|already\s){0,2}(?:under\s?way|ongoing|on-going|progressing|commenced|begun|started|taking\splace|to)\b"
    r"|\bunder\s(?:development|review|way)\b|\bongoing\s(?:work|series)\b|\bworks?\sis\sbeing\b|\bgoing\sthrough\sthe\b"
    r"|\bneed(?:s|ed)?\sto\sbe\s(?:finalised|agreed)\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"\b(?:plans?|planning|planned|intends?|intended|intention|proposes?|proposed|aims?\sto\sbe|commitment|committed|is\skeen|prepar\w+)\s(?:is\s|was\s)?to\b"
    r"|\b(?:there\s(?:are|were|is|was)|has|have|had)\s(?:\w+\s){0,2}plans?\s(?:\w+\s){0,2}(?:in\splace|to|for)\b|\bexpressed\san?\sintention\b|\bwith\sa\sview\sto\b"
    r"|\bwill\salways\sbe\b|\bpriority\s(?:will|would)\sbe\b|\bfocus\s(?:would|will)\sbe\b",
    re.IGNORECASE,
)
_TO_BE = re.compile(
    rf"(?:^|\bto\s)\bto\sbe\s(?:\w+ly\s)?{PARTICIPLE}\b|^(?:[A-Z][\w’'() /&-]{{2,90}})\sto\s(?:be\s{PARTICIPLE}|{BASE})\b"
)
_DATE = re.compile(
    rf"\b{MONTH}\b|\b20\d\d\b|\bQ[1-4]\b|\b(?:new\syear|spring|summer|autumn|winter|christmas|next|coming|weeks?|months?|quarter|year-end|end\sof)\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:which|that|this|these|those|it|they|who)\s(?:\w+ly\s|also\s)?$|\b(?:so|order|ensure|means?|meant|suggests?|believ\w+|thought|felt|feels?|think|fear\w*|concern\w*|risk|likely|likelihood)\b(?:\s\w+){0,8}\s?$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:last|previous)\s(?:year|month|week|quarter|meeting)\b|\bat\sthe\stime\b|\bthroughout\s(?:the|this)\b",
    re.I,
)
_OFFICE_VERBS = frozenset(
    "engage work continue hold meet review write visit monitor scrutinise challenge consult consider seek ensure press lobby "
    "support develop explore look raise request publish launch recruit commission".split()
)


def intended(sentence: str, *, reported: bool, own_plan: bool = False) -> Undertaking | None:
    """Return the firm intention that a sentence states, None where it states none.

    Args:
        sentence: one sentence, with its line breaks.
        reported: whether it stands in minutes or notes, where the past tense is the present of the meeting.
        own_plan: whether it stands where a body tells of its own progress (the update column of a delivery plan).
    """
    flat = sentence.replace("\n", " ").replace("\u00a0", " ")
    if is_routine(flat) or is_standing(flat) or is_habit(flat) or flat.rstrip().endswith("?"):
        return None
    for read in (_modal, _due, _plans, _underway):
        found = read(flat, reported, own_plan)
        if found is not None:
            return found
    if own_plan:
        match = _TO_BE.search(flat)
        if match is not None:
            return Undertaking("intention", "intention", 0)
    return None


def _modal(text: str, reported: bool, own_plan: bool) -> Undertaking | None:
    del own_plan
    modals = ("would", "will", "shall", "’ll", "'ll") if reported else ("will", "shall", "’ll", "'ll")
    for clause in clauses(text):
        if clause.modal not in modals or _unlikely(text, clause.start, clause.end):
            continue
        if clause.passive:
            if not _EFFECT.search(clause.subject):
                return Undertaking("intention", "intention", clause.start)
            continue
        agent = last_agent(clause.subject[-120:])
        if agent is None or _EFFECT.search(clause.subject):
            continue
        return Undertaking("intention", "intention", clause.start, agent.name)
    for match in _EVENT.finditer(text):
        if match[0].lower().startswith(("would",)) and not reported:
            continue
        if match[0].lower().startswith(("should", "must")):
            continue
        if not _unlikely(text, match.start(), match.end()):
            agent = last_agent(text[: match.start()])
            return Undertaking(
                "intention", "intention", match.start(), agent.name if agent and agent.end > 0 else None
            )
    return None


def _unlikely(text: str, start: int, end: int) -> bool:
    before = text[:start]
    modal_end = start + len(text[start:end].split(" ", maxsplit=1)[0])
    return in_question(before) or is_conditional(before) or is_hope(before) or is_hypothetical(text[modal_end:])


def _due(text: str, reported: bool, own_plan: bool) -> Undertaking | None:
    del own_plan
    for match in _DUE.finditer(text):
        if in_question(text[: match.start()]):
            continue
        past = re.match(r"(?:was|were|been)\b", match[0], re.I) is not None
        if past and not reported:
            continue
        if _DATE.search(text, match.end() - 8) or re.search(
            r"\bdue to (?:further |jointly )?(?:share|review|meet|report|start|begin|take place|be)\b", text, re.I
        ):
            return Undertaking("intention", "intention", match.start())
    return None


def _plans(text: str, reported: bool, own_plan: bool) -> Undertaking | None:
    del own_plan
    match = _PLANS.search(text)
    if match is None or in_question(text[: match.start()]):
        return None
    past = re.match(r"(?:planned|intended|proposed|had|committed)\b", match[0], re.I) is not None
    if past and not reported:
        return None
    agent = last_agent(text[: match.start()])
    return Undertaking("intention", "intention", match.start(), agent.name if agent else None)


def _underway(text: str, reported: bool, own_plan: bool) -> Undertaking | None:
    match = _UNDERWAY.search(text)
    if match is None or in_question(text[: match.start()]):
        return None
    past = re.match(r"(?:was|were)\b", match[0], re.I) is not None
    if past and not (
        reported
        and re.search(
            r"\b(?:now|currently|working\swith|developing|being\sdeveloped|preparing|awaiting|exploring|reviewing)\b",
            match[0] + text[match.end() : match.end() + 12],
        )
    ):
        return None
    if not (
        own_plan
        or re.search(
            r"\bto\b|\bin\ssupport\b|\bdevelop|\bestablish|\bprogress|\bcommission|\breview|\bprepar|\bre-",
            text[match.start() :],
            re.I,
        )
    ):
        return None
    agent = last_agent(text[: match.start()])
    return Undertaking("intention", "intention", match.start(), agent.name if agent else None)
