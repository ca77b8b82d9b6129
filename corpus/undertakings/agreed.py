# ruff: noqa: E501
"""What was agreed: resolutions, requests, actions and undertakings, sentence by sentence."""

import re
from dataclasses import dataclass

from corpus.undertakings.agents import last_agent
from corpus.undertakings.clauses import Clause, clauses
from corpus.undertakings.routine import (
    in_question,
    is_conditional,
    is_habit,
    is_hope,
    is_routine,
    is_standing,
    only_notes,
)
from corpus.undertakings.verbs import BASE, DELIVERING

_BODY = (
    r"(?:(?:the\s)?(?:\w+\s){0,3}?(?:panel|committee|board|sub-committee|subcommittee|forum|cabinet|council|task group|working group|group|"
    r"executive|meeting|partnership)(?:\smembers)?|members|councillors|the\s(?:vice[- ])?chair(?:man|woman|person)?|trustees)"
)
_ADVERBS = r"(?:\s(?:also|further|then|unanimously|subsequently|duly|formally|therefore|had|has|have|now|recently|jointly|all|both|\w+ly)){0,3}"
_THAT = r"(?:\s*[:–-]\s*)?(?:\s?\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)])?\s*(?:that|to)\b"
_DECIDED = re.compile(
    r"\b(?:it\s(?:was|is|has been|had been|were)(?:\s\w+ly|\salso|\sthen|\sfurther|\stherefore|\snow)?\s(?:agreed|resolved|decided|determined)"
    r"(?:\s(?:by|in|at|with)\s[^,.:;]{1,40}?)?[\s,]+(?:that\b|to\b|as follows)"
    r"|(?:a\sdecision|agreement)\s(?:was|has been|had been)\s(?:made|taken|reached)\s(?:to|that)\b"
    r"|(?:was|were|been)\sagreed\s(?:that|to)\b|^\W*agreed\s(?:that|to)\b)",
    re.IGNORECASE,
)
_RESOLVED = re.compile(
    r"(?:^|[\s(*])(?:(?:UNANIMOUSLY |IT WAS |It was |DULY )?(?:RESOLVED|AGREED|DECIDED|DETERMINED|RECOMMENDED|REQUESTED)\**\b(?:\s*UNANIMOUSLY)?|"
    r"(?:Resolved|Agreed|Decision|Decisions|Resolution|Resolutions|Outcome)\**\s*(?:[:–-]|that\b))[\s:–*-]*"
)
_BODY_DECIDED = re.compile(
    rf"(?:^|[.;,:]\s|\b(?:and|that)\s)\W*{_BODY}{_ADVERBS}\s(?:agreed|resolved|decided|determined|recommended)[\s:,–-]+(?:\(?(?:\d|[a-z]|[ivx]+)\)\s?)?(?:that|to)\b",
    re.IGNORECASE,
)
_UNDERTOOK = re.compile(
    rf"\b(?:agreed|agrees|undertook|undertakes|undertaken|offered|offers|promised|promises|pledged|pledges|committed(?:\s(?:himself|herself|themselves|itself))?|volunteered|"
    r"(?:gave|give|given|made)\s(?:an?|his|her|their)\s(?:undertaking|commitment|assurance|pledge|promise)|(?:was|were)\s(?:happy|willing|content|prepared))"
    rf"(?:\s(?:also|with\s[^,.;]{{1,40}}|at\s[^,.;]{{1,40}}))?\s(?:to(?=\s(?:\w+ly\s)?(?:{BASE}|do|be|the|have|take)\b)|that\b)",
    re.IGNORECASE,
)
_REQUESTED = re.compile(
    r"\b(?:requested|requests|asked|asks|sought|would\slike|called|wished|urged|invited|directed|instructed|challenged)\b",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(
    rf"(?:^|[.;,:]\s|\b(?:and|but|that|when|while)\s)(?P<who>{_BODY}|(?:a|another|one)\s(?:panel\s|committee\s)?(?:member|councillor)(?:\sof\sthe\s\w+)?|[A-Z][\w’'. -]{{2,50}}?){_ADVERBS}\s"
    r"(?:(?:requested|requests)(?!\sby\b)(?:\sthat\b|\sfor\b)?|(?:asked|asks)\s(?:that|for(?!\s(?:re)?assurance)|to\s(?:be|see|receive|have)\b)|went\son\sto\s(?:ask|request)\b|called\sfor\b|sought\s(?:a|further|more)\b)",
    re.IGNORECASE,
)
_WAS_REQUESTED = re.compile(
    r"\b(?:was|were|be|been)\s(?:also\s|therefore\s|further\s)?(?:requested|asked\sfor|sought)\b(?!\sto\b)(?:\sthat\b|\sfrom\b)?",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\b(?:as|had|been|was|were|previously|who|which|information|those|were|when|following\sa)\s(?:been\s)?requested\b",
    re.I,
)
_ASKED_TO = re.compile(
    rf"\b(?:asked|invited|requested|urged|encouraged|tasked|instructed|directed|ask|request|invite)\b\s?(?P<who>[^,.;:]{{0,120}}?)\s?(?:to|raised?|be)\s(?P<do>(?:\w+ly\s)?{BASE}|let|be)\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\s?(?:(?:to|raised?|be)\s)?(?:ask|raise\squestions|question|consider(?!ation)|note|receive|comment|explain|outline|give\s(?:his|her|their|an?\s(?:overview|example))|say|confirm\s(?:if|whether|that)|"
    r"describe|agree|approve|speak|introduce|present\s(?:the|his|her)|provide\s(?:an?\s)?(?:re)?assurance|provide\s(?:an\s)?(?:overview|introduction)|identify|declare|vote|elaborate|expand|"
    r"join\sthe\smeeting|be\sreassured|attend\sand|contact|endorse|discuss|take\s(?:the|a)\s(?:seat|chair)|scrutinise|apply|bid|tender|submit\s(?:bids|applications|questions))\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"^\W{0,4}(?:(?:NEW |AGREED |OUTSTANDING )?(?:ACTIONS?|Actions?|AP)\b(?:\s(?:points?|arising|agreed|required|for|by|items?|log|no\.?))?\s?(?:[A-Z]{0,4}\d[\w/.-]{0,10})?\s?[:–.-]+|\[\s?Actions?\b[^\]]{0,3}:?)\s*"
)
_TO_BE = re.compile(
    r"\b(?:is\s|are\s)?to\sbe\s(?:brought|reported|presented|circulated|provided|reviewed|considered|submitted|shared|sent|added|revisited|"
    r"followed|taken|discussed|updated|included|fed|arranged|scheduled|completed|amended|confirmed|raised)\b",
    re.IGNORECASE,
)
_RECEIVES = re.compile(
    rf"\b{_BODY}\s(?:would|will|should|to|shall)\s(?:also\s|then\s|therefore\s)?(?:receive|be\s(?:provided|sent|given|informed|updated|kept|advised|notified|supplied|furnished|consulted|presented|briefed|invited)|"
    r"have\s(?:them|it|sight|the|an?\s(?:opportunity|update|report))|hear\sback|get)\b",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(
    r"\b(?:to|with|for|let|inform|advise|notify|update|brief|before)\s(?:the\s|all\s|its\s|any\s|future\s)*(?:\w+\s)?(?:panel|members?|committee|board|council(?:lors?)?|cabinet|chair(?:man|woman|person)?|cllrs?|him|her|them|"
    r"pcc|commissioner|group|forum|next\s(?:\w+\s)?meeting|(?:\w+\s){0,2}meeting|parish|residents?|officers?|executive|minister|secretary)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^\s?(?:\w+\s){0,3}?(?:back|forward|away|into|up\s(?:with|on|the|this|that|outside|after)|on\sto)\b|^\s(?:the\s|an?\s|any\s|this\s|these\s|further\s|more\s|some\s|his\s|her\s|their\s|written\s|it\s?|them\s?|him\s?|"
    r"additional\s|full\s|detailed\s|regular\s)*(?:details?|information|figures?|data|response|reply|update|updates|breakdown|report|reports|copy|copies|briefing|note|list|number|numbers|answer|link|statistics|presentation|analysis|matter|issue|"
    r"request|paper|summary|explanation|position|letter)\b",
    re.IGNORECASE,
)
_SHOULD = re.compile(
    r"\b(?:members|councillors|officers|the\s(?:panel|committee|force|pcc|chair\w*)|any\smembers?\b[^,.]{0,120})\b[\s,]*should\s(?:\w+\s)?(?:advise|let|contact|notify|inform|send|write|report|raise|provide|email|forward|submit)\b"
    r"|\bconsideration\s(?:should|would|will|to)\s(?:also\s)?be\sgiven\sto\b|\bshould\sbe\s(?:added|brought|reported|provided|circulated|included|sent|invited)\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"\b(?:confirmed|agreed|pledged)\s(?:its|their|his|her|the)\s(?:support|commitment|funding)\b|\b(?:is|are|was|were)\sdue\sto\s(?:further\s|jointly\s|also\s)?(?:review|report)\b",
    re.I,
)
_DECIDED_LATER = re.compile(
    r"\b(?:has|have|had)\s(?:now\s|recently\s|also\s|since\s)?(?:asked|requested)\s(?:for|that)\b", re.I
)
_COULD = re.compile(
    r"\b(?:could|can)\s(?:also\s)?be\s(?:provided|circulated|shared|supplied|sent|made\savailable|brought|reported|arranged)\b",
    re.I,
)
_FIRM = frozenset("circulate chase investigate forward relay".split())


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a sentence undertakes: ``clause`` is where the words of what is to be done begin.

    ``owner`` is who is named as the one to do it, None where only the context tells; ``body`` says that the meeting itself
    undertakes it.
    """

    strength: str
    kind: str
    clause: int
    owner: str | None = None
    body: bool = False


def agreed(sentence: str, *, reported: bool, listed: bool = False) -> Undertaking | None:
    """Return what a sentence agrees, requests or undertakes, None where it does none of these.

    Args:
        sentence: one sentence, with its line breaks.
        reported: whether it stands in minutes or notes, where "would" is a promise in reported speech.
        listed: whether it is an item under "RESOLVED:", "It was agreed that:" or "Actions:".
    """
    flat = sentence.replace("\n", " ").replace("\u00a0", " ")
    if is_routine(flat) or is_standing(flat):
        return None
    if listed:
        return None if only_notes(flat) else Undertaking("agreed", "resolution", 0)
    for read in (_action, _decision, _undertaking, _request, _delivery):
        found = read(flat, reported)
        if found is not None:
            return found
    return None


def _action(text: str, _reported: bool) -> Undertaking | None:
    match = _ACTION.match(text)
    if match is None or len(text) - match.end() < 8:
        return None
    return Undertaking("agreed", "action", match.end())


def _decision(text: str, reported: bool) -> Undertaking | None:
    match = _RESOLVED.search(text) if reported else None
    match = match or _DECIDED.search(text) or _BODY_DECIDED.search(text)
    if match is None or in_question(text[: match.start()]):
        return None
    rest = text[match.end() :]
    if len(rest.strip()) < 12 or only_notes(rest):
        return None
    return Undertaking("agreed", "resolution", match.end())


def _undertaking(text: str, _reported: bool) -> Undertaking | None:
    match = _UNDERTOOK.search(text)
    if match is not None and not in_question(text[: match.start()]):
        rest = text[match.end() :]
        found = clauses(f"to{rest}" if match[0].endswith("to") else rest)
        forward = match[0].endswith("to") or any(one.modal in ("would", "will") for one in found[:1])
        if forward and not re.match(r"\s(?:be|have)\b", rest):
            agent = last_agent(text[: match.start()])
            return Undertaking("agreed", "undertaking", match.end(), agent.name if agent else None)
    match = _SUPPORT.search(text)
    if match is not None:
        agent = last_agent(text[: match.start()])
        return Undertaking("agreed", "undertaking", match.start(), agent.name if agent else None)
    return None


def _request(text: str, reported: bool) -> Undertaking | None:
    if not reported:
        match = _DECIDED_LATER.search(text)
        return (
            Undertaking("agreed", "request", match.end())
            if match and re.search(r"\b(?:committee|panel|board|members)\b", text[: match.start()], re.I)
            else None
        )
    match = _ASKED_TO.search(text)
    if match is not None and not _TALK.match(text, match.start("do")) and not in_question(text[: match.start()]):
        agent = last_agent(match["who"]) or last_agent(text[: match.start()])
        if agent is not None and (
            match["who"].strip() or re.search(r"\b(?:was|were|be|been)\s(?:\w+\s)?$", text[: match.start()])
        ):
            return Undertaking("agreed", "request", match.start("do"), agent.name)
    match = _ASKS_FOR.search(text)
    if match is not None and not _NOT_ASKED.search(text):
        return Undertaking("agreed", "request", match.end())
    match = _WAS_REQUESTED.search(text)
    if match is not None and not re.search(r"\bas\s(?:was\s)?requested|assurance", text, re.I):
        return Undertaking("agreed", "request", 0)
    return None


def _delivery(text: str, reported: bool) -> Undertaking | None:
    match = _RECEIVES.search(text)
    if match is not None and not _doubtful(text, match.start()):
        return Undertaking("agreed", "undertaking", match.start())
    for clause in clauses(text):
        if _delivers(text, clause, reported) and not _doubtful(text, clause.start):
            agent = None if clause.passive else last_agent(clause.subject)
            return Undertaking("agreed", "undertaking", clause.start, agent.name if agent else None)
    if reported:
        for pattern in (_SHOULD, _COULD, _TO_BE):
            match = pattern.search(text)
            if match is not None and not _doubtful(text, match.start()):
                body = match[0].lower().startswith("consideration")
                agent = last_agent(match[0]) if pattern is _SHOULD and not body else None
                return Undertaking("agreed", "undertaking", match.start(), agent.name if agent else None, body)
    return None


def _delivers(text: str, clause: Clause, reported: bool) -> bool:
    if clause.modal not in ("would", "will", "shall", "’ll", "'ll") or clause.verb not in DELIVERING:
        return False
    if not clause.passive and last_agent(clause.subject[-160:]) is None:
        return False
    if re.search(r"\bcontinue to\b", text[clause.start : clause.end], re.I):
        return False
    to_somebody = _TO_SOMEBODY.search(clause.rest[:200]) is not None
    if not reported:
        return to_somebody and clause.passive and clause.verb not in ("consult", "discuss")
    back = _BACK.match(clause.rest) is not None
    if clause.passive:
        return (
            to_somebody
            or clause.verb in _FIRM
            or (clause.verb in ("report", "bring", "feed") and back)
            or "work programme" in clause.rest.lower()
        )
    return to_somebody or back or clause.verb in _FIRM


def _doubtful(text: str, place: int) -> bool:
    before = text[:place]
    return in_question(before) or is_conditional(before) or is_habit(text) or is_hope(before)
