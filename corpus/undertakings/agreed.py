"""What was agreed: resolutions, actions, requests and undertakings, sentence by sentence."""

import re
from collections.abc import Mapping

from corpus.undertakings.agents import agents, first_agent, last_agent
from corpus.undertakings.clauses import clauses
from corpus.undertakings.delivered import delivery
from corpus.undertakings.offices import STOPS
from corpus.undertakings.phrasing import flat, phrases
from corpus.undertakings.records import Manner, Undertaking
from corpus.undertakings.requests import asked_of, request_in
from corpus.undertakings.routine import is_routine, is_standing, only_notes
from corpus.undertakings.talk import in_question
from corpus.undertakings.verbs import BASES, DELIVERING

_ADVERBS = r"(?: (?:also|further|then|therefore|had|has|have|now|all|both|\w+ly)){0,3}"
_BODIES = (
    r"(?:(?:the )?(?:\w+ ){0,3}?(?:panel|committee|board|sub-committee|subcommittee|forum|cabinet|council"
    r"|task group|working group|"
    r"executive|meeting|partnership)(?: members)?|members|councillors|trustees)"
)
_DECIDED = phrases(r"""
    \bit (?:was|is|has been|were)(?: \w+ly| also| then| further| therefore| now)? (?:agreed\
        |resolved|decided|determined)(?: (?:by|in|at|with) [^,.:;]{1,40}?)?[ ,]+(?:that\b|to\b|as follows)
    \b(?:a decision|agreement) (?:was|has been|had been) (?:made|taken|reached) (?:to|that)\b
    \b(?:was|were|(?<!had )been) agreed (?:that|to)\b
    ^\W*agreed (?:that|to)\b
""")
_RESOLVED = phrases(
    r"""
    (?:^|[ (*])(?:UNANIMOUSLY |IT WAS |It was |DULY )?(?:RESOLVED|AGREED|DECIDED|DETERMINED|RECOMMENDED\
        |REQUESTED)\**\b(?:,? (?:UNANIMOUSLY|unanimously|nem con))?[ :–*,-]*
    (?:^|[ (*])(?:Resolved|Agreed|Decisions?|Resolutions?|Outcome)\** ?(?:[:–-]|that\b)[ :–*-]*
""",
    case=True,
)
_BODY_DECIDED = phrases(rf"""
    (?:^|[.;,:] |\b(?:and|that) )\W*{_BODIES}{_ADVERBS} (?:agreed|resolved|decided|determined\
        |recommended)[ :,–-]+(?:\(?(?:\d|[a-z]|[ivx]+)\) ?)?(?:that|to)\b
""")
_UNDERTOOK = phrases(r"""
    (?<!be )(?<!been )(?<!was )(?<!were )(?<!being )(?<!had )\b(?:agreed|agrees|undertook|undertakes\
        |offered|offers|promised|promises|pledged|pledges|committed|commits|volunteered)(?: (?:himself\
        |herself|themselves|itself))?(?: also| with [^,.;]{1,40}| at [^,.;]{1,40})? (?:to(?= (?!be\b\
        |have\b)[a-z])|that\b)
    \b(?:gave|give|given|gives|made) (?:an?|his|her|their|its) (?:undertaking|commitment|assurance|pledge\
        |promise)(?: to the \w+)? (?:to(?= [a-z])|that\b)
    \b(?:promised|undertook|offered|agreed)(?: the \w+| members)?\
        (?: )(?=(?:an?|further|full|more) (?:\w+ ){0,2}(?:reply\
        |response|answer|report|note|briefing|visit|tour|update|meeting|paper|breakdown|copy|presentation\
        |training|explanation|details|information)\b)
    \b(?:was|were) (?:happy|willing|content|prepared) to(?= [a-z])
""")
_SUPPORTS = phrases(r"""
    \b(?:confirmed|agreed|pledged) (?:its|their|his|her) (?:support|commitment|funding) (?:for|to|of)\b
    \b(?:is|are|was|were) due to (?:further |jointly |also )?(?:review|report back)\b
""")
_ACTION = phrases(
    r"""
    ^\W{0,4}(?:NEW |AGREED |OUTSTANDING |Agreed )?(?:ACTIONS?|Actions?|AP)\b(?: (?:points?|arising|agreed\
        |required|for|by|items?|log|no\.?))?(?: ?[A-Z]{0,4}\d[\w/.-]{0,10})? ?[:–.-]+\s*
    ^\W{0,2}\[ ?(?:ACTION|Action)s?\b:?\s*
""",
    case=True,
)
# A group that is set up is the one to report.
_FOUNDING = frozenset({"establish", "set", "form", "appoint", "create", "convene"})
_GROUP = re.compile(
    r"\b(?:task|working|scrutiny|sub|steering|review)[- ]?(?:and finish )?(?:group|committee|panel|party)\b", re.I
)
_BODY_NAME = re.compile(r"(?:panel|committee|board|members|councillors|council|forum|group)", re.IGNORECASE)
_TALLY = re.compile(r"\b(?:so far|to date)\b", re.IGNORECASE)
# A new subject begins: what was asked before it is another clause's.
_ANEW = re.compile(r"(?:\band|\bbut|;|,)(?: the)? $", re.IGNORECASE)
_BARE_VERB = re.compile(r" (?:also |then |formally )?([a-z]+)\b")
# Clerks write initials, bare names and "All" for those who are to act.
_SHORTHAND = re.compile(
    r"(?P<who>(?:All|Everyone|(?:[AT]/)?[A-Z]{2,4}|[A-Z][\w’'-]+ [A-Z][\w’'-]+)"
    r"(?:(?: ?[/&,] ?| and )(?:[A-Z]{2,4}|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?))*)"
    r",?(?= (?:to|will) (?!be\b|have\b|the\b)[a-z])"
)
_FIRST_NAME = re.compile(r"(?P<who>[A-Z][\w’'-]+) (?P<modal>to|will) (?P<do>[a-z]+)\b")
_SPOKEN = phrases(r"""
    \b(?P<who>I|we)(?:[’']ll| will| shall| can| could) (?:also |then |certainly |happily |of course \
        |make sure (?:that )?(?:we |I )?)?(?P<do>come back|get back|take (?:it|that|this) (?:back|away\
        |forward|up)|report back|feed (?:it |that )?back|let (?:you|members|the)|send|circulate|share\
        |provide|write|look into|find out|follow|arrange|bring|check|ask|raise|supply|give you|make sure)\b
""")


def agreed(sentence: str, manner: Manner) -> Undertaking | None:
    """Return what a sentence agrees, requests or undertakes, None where it does none of these."""
    text = flat(sentence)
    if is_routine(text) or is_standing(text):
        return None
    if manner.listed:
        return None if only_notes(text) else _with_owner(text, "resolution", 0, manner)
    if manner.spoken:
        match = _SPOKEN.search(text)
        return (
            Undertaking("agreed", "undertaking", match.start("do"), match["who"], spoken=True) if match else None
        )
    for read in (_action, _decision, _undertaking, _request, delivery):
        found = read(text, manner)
        if found is not None:
            return found
    return None


def action_line(text: str, clause: int, manner: Manner) -> Undertaking | None:
    """Return the action that a line such as "CC to share his briefing note" sets, None where it sets none."""
    words = flat(text)
    first = _FIRST_NAME.match(words, clause)
    if first and first["who"] not in STOPS and first["do"] in (BASES if first["modal"] == "to" else DELIVERING):
        return Undertaking("agreed", "action", first.start("modal"), first["who"])
    shorthand = _SHORTHAND.match(words, clause)
    if shorthand and (clause or manner.listed):
        return Undertaking("agreed", "action", shorthand.end(), shorthand["who"].removeprefix("The "))
    agent = first_agent(words[clause:], manner.meanings)
    if agent is None or words[clause : clause + agent.start].strip().lower() not in ("", "the", "all"):
        return None
    if not re.match(r"(?: \([^()]{1,40}\))?,? to (?!be\b|have\b|the\b)[a-z]", words[clause + agent.end :]):
        return None
    return Undertaking("agreed", "action", clause + agent.end, agent.name)


def _with_owner(text: str, kind: str, clause: int, manner: Manner) -> Undertaking:
    """Make an undertaking whose owner is the subject of the words from ``clause`` on, where that can act."""
    owner, body = subject_of(text[clause:], manner.meanings)
    return Undertaking("agreed", kind, clause, owner, body)


def subject_of(text: str, meanings: Mapping[str, str]) -> tuple[str | None, bool]:
    """Return who is to act by the words of a decision, and whether it is the meeting itself."""
    if re.search(r"\bconsideration\b.{0,20}\bgiven\b", text[:120]):
        return None, True
    found = clauses(text)
    for agent in agents(text[:300], meanings):
        if found and agent.start >= found[0].start:
            break
        if asked_of(text[agent.end :]):
            return agent.name, False
        named = next((one for one in found if one.start >= agent.end), None)
        if named is None or named.passive:
            founded = named is not None and named.verb in _FOUNDING and _GROUP.search(agent.name)
            return (agent.name, False) if founded or _acts(text[agent.end :]) else (None, False)
        gap = text[agent.end : named.start]
        relative = re.match(r"[ ,]*(?:who|which|\()", gap) is not None
        near = relative or (len(gap) < 40 and not re.search(r"\b(?:that|which|by)\b", gap))
        return (agent.name, False) if (near or _acts(text[agent.end :])) and not agent.pronoun else (None, False)
    return None, False


def _acts(after: str) -> bool:
    """Whether a bare verb follows: "the Director bring a report"."""
    match = _BARE_VERB.match(after)
    return match is not None and (
        match[1] in BASES or match[1].removesuffix("s") in BASES or match[1].removesuffix("es") in BASES
    )


def _action(text: str, manner: Manner) -> Undertaking | None:
    match = _ACTION.match(text)
    if match is None or len(text) - match.end() < 8:
        return None
    found = action_line(text, match.end(), manner)
    if found is not None:
        return found
    ahead = re.match(r"(?P<who>[^/:;]{2,60}?) ?(?:/|:| [–-] )", text[match.end() :])
    agent = first_agent(ahead["who"], manner.meanings) if ahead else None
    if ahead and agent:
        return Undertaking("agreed", "action", match.end() + ahead.end(), agent.name)
    return _with_owner(text, "action", match.end(), manner)


def _decision(text: str, manner: Manner) -> Undertaking | None:
    match = _RESOLVED.search(text) if manner.reported else None
    match = match or _DECIDED.search(text) or _BODY_DECIDED.search(text)
    if match is None or in_question(text[: match.start()]):
        return None
    clause = match.end() - 2 if match[0].endswith(" to") else match.end()
    to_whom = re.match(r"to (?P<who>(?:the )?[A-Z][^,.;]{2,60}?) that ", text[clause:])
    if to_whom:
        agent = first_agent(to_whom["who"], manner.meanings)
        return Undertaking("agreed", "request", clause + to_whom.end(), agent.name if agent else None)
    rest = text[clause:]
    if len(rest.split()) < 3 or only_notes(rest) or rest.rstrip().endswith(":"):
        return None
    if match.re is _BODY_DECIDED and rest.startswith("to"):
        return Undertaking("agreed", "resolution", clause, None, body=True)
    return _with_owner(text, "resolution", clause, manner)


def _undertaking(text: str, manner: Manner) -> Undertaking | None:
    match = _UNDERTOOK.search(text)
    if match is not None:
        agent = last_agent(text[: match.start()], manner.meanings)
        anew = agent is not None and _ANEW.search(text[: agent.start]) is not None
        to = match[0].endswith("to")
        clause = match.end() - 2 if to else match.end()
        tally = _TALLY.search(text, clause) is not None
        forward = not tally and (
            not match[0].endswith("that") or re.search(r"\b(?:would|will)\b", text[clause:]) is not None
        )
        if forward and (anew or not in_question(text[: match.start()])):
            owner = None if to else subject_of(text[clause:], manner.meanings)[0]
            if owner is not None and agent is not None and _BODY_NAME.fullmatch(owner):
                owner = None  # "gave a commitment that the Board would see the figures" binds who gave it
            return Undertaking("agreed", "undertaking", clause, owner or (agent.name if agent else None))
    match = _SUPPORTS.search(text)
    if match is not None:
        agent = last_agent(text[: match.start()], manner.meanings)
        return Undertaking("agreed", "undertaking", match.start(), agent.name if agent else None)
    return None


def _request(text: str, manner: Manner) -> Undertaking | None:
    found = request_in(text, manner.meanings, reported=manner.reported)
    if found is None:
        return None
    owner = found.asked or subject_of(text[found.clause :], manner.meanings)[0]
    return Undertaking("agreed", "request", found.clause, owner)
