"""Requests: what a body, its chair or a member asks somebody for, as minutes put it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.undertakings.agents import first_agent, last_agent
from corpus.undertakings.phrasing import phrases
from corpus.undertakings.talk import in_question

_ADVERBS = r"(?: (?:also|further|then|therefore|had|has|have|now|subsequently|formally|jointly|all|both)){0,3}"
_ASKS_FOR = phrases(rf"""
    {_ADVERBS} requests?(?:ed)? (?!by\b|to\b)(?:that |for )?(?=\w)
    {_ADVERBS} ask(?:ed|s) that\b(?!.{{0,400}}\b(?:if|whether|(?:re)?assurance)\b)
    {_ADVERBS} ask(?:ed|s) for (?!(?:his |her |their |any |more )?(?:(?:re)?assurances?|views?|comments?\
        |thoughts|questions|clarity|an? explanation|confirmation (?:if|whether|that|of)))
    {_ADVERBS} ask(?:ed|s) to (?:see|receive|have|be (?:kept|sent|provided|given|informed|shown))\b
    {_ADVERBS} called for\b
    {_ADVERBS} sought (?:a|further|more) (?:report|information|details?|briefing|written)
    \bwent on to (?:ask|request) (?:that|for)\b
""")
_ASKER = re.compile(
    r"\b(?:panel|committee|board|forum|cabinet|council|group|executive|meeting|members?|councillors?|cllr"
    r"|chair\w*|vice-chair\w*|mr|mrs|ms|miss|dr|pcc|commissioner|dpcc|auditor|trustees)\b",
    re.I,
)
_WAS_REQUESTED = phrases(r"""
    \b(?:was|were|be)(?: also| therefore| further)? (?:requested|asked for)\b(?! to\b| by\b)(?: that\b\
        | from\b)?
    \b(?:further|more|additional|written) (?:information|details?|response|clarification\
        |data)\b.{0,80}\b(?:was|were) sought\b
    \b(?:a|an|the) (?:written |further )?(?:request|plea) was made (?:for|that|to)\b
""")
_LONG_AGO = phrases(r"""
    \b(?:as|had|been|previously|who|which|information|those|when|following (?:a|the)|as the \w+\
        |the \w+ that) (?:been |was |were )?(?:requested|asked for)\b
    \bthat (?:had|has) been (?:requested|asked for)\b
    \brequests? (?:of|by|from|to)\b
""")
_ASKED_TO = re.compile(
    r"\b(?P<was>(?:was|were|be|been) (?:\w+ )?)?(?P<verb>asked|invited|requested|urged|encouraged|tasked"
    r"|instructed|directed|ask|request|invite)\b ?"
    r"(?P<who>[^,.;:]{0,140}?) ?\b(?:(?P<to>to) (?P<do>(?:\w+ly )?[a-z]+)|(?P<raised>raised)) ",
    re.IGNORECASE,
)
_NOT_A_TASK = phrases(r"""
    (?:to )?(?:ask|raise|question|note|receive|comment|explain|outline|say|describe|agree|approve|speak\
        |introduce|identify|declare|vote|elaborate|expand|join|endorse|discuss|take|scrutinise|apply|bid\
        |tender|be|have|contact|feel|think|see|look ahead|imagine|withdraw|leave|sit|stand|choose|fund)\b
    (?:to )?\w+\b.{0,50}\b(?:thanks|congratulations|condolences|appreciation|(?:best|good) wishes)\b
    (?:to )?confirm (?:if|whether|that|the minutes)\b
    (?:to )?consider (?:the|this|and|if|whether|a)\b
    (?:to )?give (?:his|her|their|an? (?:overview|example|view))\b
    (?:to )?present (?:the|his|her)\b
    (?:to )?provide (?:an? |some |the panel with |members with |any )?(?:(?:re)?assurance|overview\
        |introduction|example|clarity|comment|views?)\b
    (?:to )?submit (?:bids|applications|questions)\b
    (?:to )?(?:the|a|an|this|that|these|it|him|her|them|\w+ing)\b
""")
_ASKED_OF = re.compile(
    r"(?: \([^()]{1,40}\))? be (?:asked|requested|invited|instructed|authorised|urged|encouraged|tasked"
    r"|required|delegated)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A request: where the words of what is asked begin, and who is asked, where the sentence names them."""

    clause: int
    asked: str | None = None


def asked_of(after: str) -> bool:
    """Whether the words after a name make it the one who is asked: "... be asked to"."""
    return _ASKED_OF.match(after) is not None


def request_in(text: str, meanings: Mapping[str, str], *, reported: bool) -> Request | None:
    """Return the request that a sentence makes, None where it makes none or tells of an earlier one.

    Questions answered there and then, calls for assurance and invitations to comment are none. Outside minutes
    only what a body has asked for counts.
    """
    if _LONG_AGO.search(text):
        return None
    return (_asked_to(text, meanings) if reported else None) or _asks_for(text, reported=reported)


def _asked_to(text: str, meanings: Mapping[str, str]) -> Request | None:
    for match in _ASKED_TO.finditer(text):
        if in_question(text[: match.start()]):
            continue
        task = match.start("do") if match["do"] else match.start("raised")
        if match["do"] and _NOT_A_TASK.match(text, task):
            continue
        if re.search(r"\b(?:that|if|whether|what|how|why|when|for|about)\b", match["who"]):
            continue
        agent = first_agent(match["who"], meanings) or _pronoun(match["who"])
        if agent is None and match["was"] and not match["who"].strip():
            named = last_agent(text[: match.start()], meanings)
            agent = named.name if named else None
        elif agent is not None and not isinstance(agent, str):
            agent = agent.name
        if agent is not None:
            return Request(match.start("to") if match["to"] else task, str(agent))
    return None


def _pronoun(words: str) -> str | None:
    return words.strip() if words.strip().lower() in ("him", "her", "them", "officers") else None


def _asks_for(text: str, *, reported: bool) -> Request | None:
    match = _ASKS_FOR.search(text)
    if match is not None and not in_question(text[: match.start()]):
        asker = text[: match.start()]
        named = last_agent(asker[-80:])
        near = named is not None and _ASKER.search(named.name) and not asker[-80:][named.end :].strip(" ,")
        follows = re.search(r"(?:^|\b(?:and|but)|,)\s*$", asker) is not None
        went_on = match[0].lower().startswith("went on")
        past = re.search(r"\b(?:ha[sd]|have)\b", match[0]) is not None
        if (near or follows or went_on) and (reported or past) and not text.rstrip().endswith(":"):
            return Request(match.end())
    match = _WAS_REQUESTED.search(text) if reported else None
    if match is not None and not re.search(r"assurance", text[: match.start()], re.I):
        return Request(0 if text[match.end() :].strip(" .") == "" else match.end())
    return None
