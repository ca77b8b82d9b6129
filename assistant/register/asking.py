"""Questions that ask for commitments as such: who promised what, which actions are open, what is overdue.

A question about anything else must never be taken for one, so these are few forms, each plain. "What action did
the police take" asks for what was done; "which actions are still open" asks for the register.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.register.records import OUTSTANDING, Standing, Wanted
from corpus.time.calendars import month_number
from corpus.time.periods import DateMention, find_dates
from corpus.words import stems
from indexes.records import Filters

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_NOUN = (
    r"(?:(?:follow[- ]?up|agreed|open|outstanding|overdue|unfinished|completed|recorded|due|remaining|other) )*"
    r"(?:actions?(?: points?| items?)?|commitments?|promises|undertakings?|pledges)"
)
_STATE = (
    r"(?:(?:still |currently |now |left |yet )*(?:open|outstanding|overdue|pending|unfinished|"
    r"incomplete|complete[d]?|"
    r"done|closed|due|unresolved|waiting|agreed|recorded|arising|arose|set|made|given|"
    r"not (?:been )?(?:done|finished|"
    r"complete[d]?|closed|reported))|(?:was|were|are|is|been) (?:agreed|recorded|set|made|given|due|left|open))"
)
_OPENING = (
    r"^(?:please |can you |could you )*(?:list|show|give|name|tell|what|which|how many|were there|"
    r"are there|any|is there)"
)
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # List all commitments on road safety. What commitments has the Commissioner made about vetting?
        rf"^(?:please |can you |could you )*(?:list|show|give|name|tell)(?: me| us)?"
        rf"(?: (?:all|every|each|any|the|of))* (?P<noun>{_NOUN})\b",
        rf"^(?:what|which)(?: of the| other)? (?P<noun>{_NOUN}) (?:have|has|did|were|was|are|is) "
        r"(?P<owner>[^?]{0,60}?)\s?\b(?:made|make|given|give|outstanding|agree[d]?(?: to)?|"
        r"ask(?:ed)? for|request(?:ed)?|"
        r"record(?:ed)?|set)\b",
        rf"^what are (?:all )?(?:the |his |her |their |our )?(?P<noun>{_NOUN})\b",
        # Which actions are still open from May? List every action left open after the meeting.
        rf"{_OPENING}\b(?: me| us)?(?: (?:all|every|each|any|the|of|are|is|were|was|there|other))*"
        rf" (?P<noun>{_NOUN})\b[^?.]*?\b{_STATE}\b",
        # What has the PCC promised about road safety?
        r"^(?:and )?what(?: else)? (?:has|have|had|did|does|do) (?P<owner>[^?]{2,60}?) (?:actually |"
        r"already |also )?"
        r"(?:promise[ds]?|pledge[ds]?|undertak(?:e|es|en)|undertook|commit(?:ted)?(?: (?:itself|himself|herself|"
        r"themselves))? to|agree[d]? to(?: do| deliver| provide)?|say (?:he|she|they|it) would do)\b",
        r"^what(?: else)? (?:was|were|is|has been|have been) (?:promised|undertaken|pledged)\b",
        # What is overdue?
        r"^(?:what|what's|which(?: ones| things| items)?|is anything|anything|"
        r"what is there that)(?:'s|’s| is| are| was|"
        r" were)?(?: still| currently| now)? (?:overdue|outstanding|unresolved|still open|left open)\b",
    )
)
# What was done, bought or taken is no commitment, and neither is one of a kind that is asked for by its nature.
_OTHERWISE = re.compile(
    r"\b(?:take|taken|taking|took|why|how much|cost|budget|number of|percentage|proportion|share of|"
    r"criminal|legal|"
    r"enforcement|disciplinary|industrial|class|affirmative|positive) (?:\w+ )?(?:actions?|overdue)\b|"
    r"\bactions?\b[^?]{0,60}\b(?:taken|taking|took|take)\b|\boverdue (?!at|as|by|on|from|since|for|in|actions?|"
    r"commitments?|now|today|or|and|items?)\w+",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:the )?(?:anyone|anybody|someone|somebody|they|we|people|everyone|papers|minutes|meeting|you|it|there)$",
    re.IGNORECASE,
)
# Who asks for an action is not who is to do it.
_REQUESTS = re.compile(r"\b(?:ask(?:ed|ing)? for|request(?:ed)?)\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"\b(?:about|on|regarding|concerning|relating to|related to|to do with|with regard to|around|over|for)\s+"
    r"(?P<topic>[^?]+?)(?:,? and (?:did|was|were|has|have|is|are|what|when|how)\b.*)?\s*[?.!]*$",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"\b(?:at|from|after|since|before|by|in|on|during|of|as of|as at|between)(?: the| its| their| our)?"
    rf"(?: meetings?)?(?: (?:of|on|in|held on|held in|the))*(?: commissioner['’]s| pcc['’]s| panel['’]s)?"
    rf"(?: holding[- ]to[- ]account)?(?: \d{{1,2}}(?:st|nd|rd|"
    rf"th)?)?(?: of)? (?:{_MONTH})(?: \d{{4}})?(?: meetings?)?\b",
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(rf"\b({_MONTH})\b(?!\s+\d{{4}})(?:['’]s)?(?: meeting)?", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|after|following)\b[^?]{0,60}$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|up to|until)\b[^?]{0,40}$", re.IGNORECASE)
_DUE = re.compile(r"\bdue\b[^?]{0,12}$", re.IGNORECASE)
_AS_OF = re.compile(r"\b(?:overdue|outstanding|open)\b(?: (?:at|as at|as of|on|by))? ?(?:the )?$", re.IGNORECASE)
# "..., and was it done?" asks for what came of it, not only for what was done.
_ASIDE = re.compile(r",? and (?:did|was|were|has|have|is|are|what|when|how)\b.*$", re.IGNORECASE)
_LATEST = re.compile(r"\b(?:last|latest|most recent) meeting\b", re.IGNORECASE)
_MEETING_OF = re.compile(r"\bmeeting\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the register: what is wanted, and how that was said."""

    wanted: Wanted
    noun: str


def commitment_question(question: str, filters: Filters, meetings: Iterable[date]) -> Asked | None:
    """Return what a question wants of the register, None where it asks for anything else.

    Args:
        question: the question as it stands alone.
        filters: which papers it is asked of.
        meetings: the days of the meetings whose papers are known; "the September meeting" is the latest of these.
    """
    plain = " ".join(question.split()).strip()
    match = next((found for form in _FORMS if (found := form.search(plain))), None)
    if match is None or _OTHERWISE.search(plain):
        return None
    groups = match.groupdict()
    noun = (groups.get("noun") or "commitments").lower()
    owner = None if _REQUESTS.search(plain) else _owner(groups.get("owner"))
    dates = _dates(plain, sorted(meetings))
    return Asked(
        Wanted(
            topic=_topic(plain),
            owner=owner,
            body=filters.body,
            source=filters.source,
            strength="agreed" if noun.split()[-1].startswith(("action", "point", "item")) else None,
            statuses=_statuses(_ASIDE.sub("", plain)),
            made_from=dates.get("from") or filters.date_from,
            made_to=dates.get("to") or filters.date_to,
            due_before=dates.get("due"),
            overdue_at=dates.get("overdue"),
            order="made",
        ),
        "actions" if noun.split()[-1].startswith(("action", "point", "item")) else "commitments",
    )


def _owner(said: str | None) -> str | None:
    owner = (said or "").strip(" ,")
    return None if not owner or _NOBODY.match(owner) else re.sub(r"^(?:the|our|its)\s", "", owner, flags=re.I)


def _topic(question: str) -> str | None:
    match = _TOPIC.search(_TIME.sub(" ", question))
    if match is None:
        return None
    topic = _TIME.sub(" ", match["topic"]).strip(" ,")
    return topic if stems(topic) else None


def _statuses(question: str) -> frozenset[Standing]:
    if re.search(r"\boverdue\b", question, re.IGNORECASE):
        return frozenset({Standing.OVERDUE})
    if re.search(
        r"\b(?:open|outstanding|pending|unfinished|incomplete|unresolved|remain\w*|waiting)\b|"
        r"\bnot (?:been |yet )*"
        r"(?:done|finished|complete[d]?|closed|reported|delivered)\b",
        question,
        re.IGNORECASE,
    ):
        return OUTSTANDING
    if re.search(r"\b(?:complete[d]?|done|closed|finished|delivered|kept)\b", question, re.IGNORECASE):
        return frozenset({Standing.DONE, Standing.REPORTED, Standing.CLOSED})
    return frozenset()


def _dates(question: str, meetings: list[date]) -> dict[str, date]:
    """Return the days that a question sets: from and to of the meeting, due before, overdue at."""
    mentions = [one for one in find_dates(question) if one.precision != "year to date"]
    if not mentions and _LATEST.search(question):
        return {"from": meetings[-1], "to": meetings[-1]} if meetings else {}
    if not mentions:
        bare = _BARE_MONTH.search(question)
        month = month_number(bare[1]) if bare and bare[1][0].isupper() else 0
        same = [day for day in meetings if day.month == month]
        return {"from": same[-1].replace(day=1), "to": same[-1]} if same else {}
    found: dict[str, date] = {}
    for mention, behind in pairwise([*mentions, None]):
        if mention is not None:
            found |= _limits(question, mention, behind)
    return found


def _limits(question: str, mention: DateMention, behind: DateMention | None) -> dict[str, date]:
    lead = question[: mention.start]
    if _AS_OF.search(lead):
        return {"overdue": mention.last}
    if _DUE.search(lead) or re.search(r"\bdue (?:before|by)\b[^?]*$", lead, re.IGNORECASE):
        return {"due": mention.first}
    if _BEFORE.search(lead):
        return {"to": mention.first}
    # "After the meeting on 28 May" asks for what that meeting left.
    if _SINCE.search(lead) and not _MEETING_OF.search(lead[-40:] + question[mention.end : mention.end + 12]):
        return {"from": mention.first}
    if behind is not None and re.search(r"\bbetween\b", lead, re.IGNORECASE):
        return {"from": mention.first, "to": behind.last}
    return {"from": mention.first, "to": mention.last}
