"""What is to be handed over, reported back or looked into: the undertakings that minutes put as "would"."""

import re

from corpus.undertakings.agents import last_agent
from corpus.undertakings.clauses import Clause, clauses
from corpus.undertakings.phrasing import phrases
from corpus.undertakings.records import Manner, Undertaking
from corpus.undertakings.talk import in_question, is_conditional, is_effect, is_habit, is_hope
from corpus.undertakings.verbs import DELIVERING

_BODY = (
    r"(?:(?:the )?(?:\w+ ){0,3}?(?:panel|committee|board|sub-committee|subcommittee|forum|cabinet|council"
    r"|task group|working group|group|"
    r"executive|meeting|partnership)(?: members)?|members|councillors|the (?:vice[- ])?chair(?:man|woman"
    r"|person)?|trustees)"
)
_TO_BE = phrases(r"""
    \bto be (?:brought\
        |reported|presented|circulated|provided|reviewed|submitted|shared|sent|added|revisited|followed\
        |taken|fed|arranged|scheduled|amended|raised|invited|discussed at|considered at|updated)\b
""")
_RECEIVES = phrases(rf"""
    \b{_BODY} (?:would|will|shall)(?: also| then| therefore)? (?:receive|be (?:provided|sent|given\
        |informed|updated|kept|advised|notified|supplied|furnished|consulted|briefed)|have (?:them|it\
        |sight|an? (?:opportunity|update|report))|hear back)\b
""")
_TO_SOMEBODY = phrases(r"""
    \b(?:to|with|for|let|inform|advise|notify|update|brief|before) (?:the |all |its |any \
        |future )*(?:\w+ )?(?:panel|members?|committee|board|council(?:lors?)?|cabinet|chair(?:man|woman\
        |person)?|cllrs?|him|her|them|pcc|commissioner|group|forum|parish|officers?|executive|minister\
        |secretary)\b
    \b(?:to|for|at) (?:the |its |a )?(?:next |future |following |subsequent |november \
        |\w+ ){0,2}(?:meetings?|reports?|updates?)\b
    \bin (?:the |its )?(?:next|future|subsequent) (?:\w+ )?(?:meetings?|reports?|updates?)\b
""")
_BACK = phrases(r"""
    ^ ?(?:\w+ ){0,3}?(?:back|forward|away|into|up (?:with|on|the|this|that|outside|after)|on to)\b
    ^ (?:the |an? |any |this |these |further |more |some |his |her |their |written |it ?|them ?|him ?\
        |additional |full |detailed |regular )*(?:details?|information|figures?|data|response|reply|update\
        |updates|breakdown|report|reports|copy|copies|briefing|note|list|number|numbers|answer|link\
        |statistics|presentation|analysis|matter|issue|request|paper|summary|explanation|position|letter)\b
""")
_SHOULD = phrases(r"""
    \b(?:members|councillors|any members?\b[^,.]{0,120})[ ,]*should (?:\w+ )?(?:advise|let|contact|notify\
        |inform|send|write|report|raise|provide|email|forward|submit)\b
    \b(?:officers|the (?:panel|committee|force|pcc|chair\w*)) should (?:provide|send|circulate|report back\
        |bring|write)\b
    \bconsideration (?:should|would|will|to) (?:also )?be given to\b
    \bshould be (?:added to|brought|reported|provided to|circulated|included in|sent|invited)\b
""")
_SCRUTINISED = phrases(r"""
    \bwould be (?:\w+ly )?(?:examined|scrutinised|considered|looked at|explored|discussed|reviewed\
        |picked up|covered|addressed)\b.{0,60}?\b(?:as part of|at (?:the|a|its) (?:next|future\
        |\w+) (?:meeting|session)|in (?:more|greater) detail|by the (?:task|working) group|task group)\b
    \b(?:added to|included (?:in|on)|put on|placed on) the (?:\w+ )?(?:work|forward) (?:programme|plan)\b
""")
_COULD = phrases(r"""
    \b(?:could|can)(?: also)? be (?:provided|circulated|shared|supplied|sent|made available|brought\
        |reported|arranged)\b
""")
_CLAUSE_BREAK = re.compile(r"(?:[.;:] |, (?:and|but|so)(?: that)? |\b(?:that|said|but) )")
_HANDING = frozenset("give provide send issue share supply prepare submit".split())
_THING = re.compile(
    r"\b(?:response|reply|answer|update|briefing|list|details|information|figures|data|breakdown|note|copy|copies"
    r"|presentation|explanation|statistics)(?: (?:on|of|about|for|to|from|in|with|by) [^,.;]{1,60})? $",
    re.IGNORECASE,
)
_WHICH = re.compile(r", which $")
_FIRM = frozenset("circulate chase investigate forward relay".split())


def delivery(text: str, manner: Manner) -> Undertaking | None:
    """Return what a sentence says will be provided, reported back, looked into or taken up, if anything."""
    match = _RECEIVES.search(text)
    if match is not None and not _doubtful(text, match.start()):
        return Undertaking("agreed", "undertaking", match.start())
    for clause in clauses(text):
        if _delivers(text, clause, manner) and not _doubtful(text, clause.start):
            agent = None if clause.passive else last_agent(clause.subject, manner.meanings)
            return Undertaking("agreed", "undertaking", clause_start(text, clause), agent.name if agent else None)
    if not manner.reported:
        return None
    return _advised(text, manner) or _left_open(text)


def _advised(text: str, manner: Manner) -> Undertaking | None:
    """Return what members or officers should do, or the meeting itself is to look at."""
    match = _SHOULD.search(text)
    if match is not None and not in_question(text[: match.start()]) and not is_habit(text):
        body = match[0].lower().startswith("consideration")
        agent = None if body else last_agent(match[0], manner.meanings)
        return Undertaking("agreed", "undertaking", match.start(), agent.name if agent else None, body)
    match = _SCRUTINISED.search(text)
    if match is not None and not _doubtful(text, match.start()):
        return Undertaking("agreed", "undertaking", match.start(), None, body=True)
    return None


def _left_open(text: str) -> Undertaking | None:
    """Return what could or is to be provided, without anybody named who would."""
    for pattern in (_COULD, _TO_BE):
        match = pattern.search(text)
        if match is None or _doubtful(text, match.start()):
            continue
        if pattern is _COULD or not _is_wish(text, match.start()):
            return Undertaking("agreed", "undertaking", _break_before(text, match.start()))
    return None


def _is_wish(text: str, place: int) -> bool:
    """Whether "to be brought" hangs on a verb of its own ("the two need to be brought together")."""
    return (
        re.search(
            r"\b(?:need\w*|want\w*|has|have|had|ought|easier|harder|difficult|able|going|right|wrong|time"
            r"|continue\w*|expect\w*|likely|seek\w*|needed|important|is|are|was|were|for|are not) $",
            text[:place],
        )
        is not None
    )


def _delivers(text: str, clause: Clause, manner: Manner) -> bool:
    if clause.modal not in ("would", "will", "shall", "’ll", "'ll") or clause.verb not in DELIVERING:
        return False
    goes_on = "continue to" in text[clause.start : clause.end].lower()
    effect = is_effect(clause.subject, passive=clause.passive)
    if goes_on or (effect and not (clause.passive and _WHICH.search(clause.subject))):
        return False
    to_somebody = _TO_SOMEBODY.search(clause.rest[:200]) is not None
    if clause.passive and not manner.reported:
        return to_somebody and clause.verb not in ("consult", "discuss", "table", "look")
    if clause.passive:
        return to_somebody or _handed_over(clause)
    agent = last_agent(clause.subject[-160:], manner.meanings)
    if agent is None or not manner.reported:
        return False
    named = agent.end >= len(clause.subject[-160:].rstrip())
    return to_somebody or named or clause.verb in _FIRM or _BACK.match(clause.rest) is not None


def _handed_over(clause: Clause) -> bool:
    """Whether a passive hands something over or brings it back: "a reply would be sent", "be reported back"."""
    if clause.verb in _FIRM or (clause.verb in _HANDING and _THING.search(clause.subject)):
        return True
    return clause.verb in ("report", "bring", "feed") and _BACK.match(clause.rest) is not None


def clause_start(text: str, clause: Clause) -> int:
    """Return where a passive clause begins, its subject included; an active one begins with its verb."""
    if not clause.passive:
        return clause.start
    return _break_before(text, clause.start)


def _break_before(text: str, place: int) -> int:
    return max((match.end() for match in _CLAUSE_BREAK.finditer(text, 0, place)), default=0)


def _doubtful(text: str, place: int) -> bool:
    before = text[:place]
    return in_question(before) or is_conditional(before) or is_habit(text) or is_hope(before)
