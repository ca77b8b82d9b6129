"""How a paper is to be read: as minutes in reported speech, as talk taken down, as a plan, or as a report."""

import re
from collections.abc import Mapping, Sequence

from corpus.records import Part, PartKind, Passage, PassageKind
from corpus.undertakings.phrasing import flat, phrases
from corpus.undertakings.records import Manner

_REPORTED = frozenset({PartKind.MINUTES, PartKind.NOTES, PartKind.DECISION})
# What papers of a meeting say that nothing else does, where no heading tells their kind.
_MINUTED = phrases(r"""
    \b(?:RESOLVED|AGREED)\b
    (?:^|\. )(?:Resolved|Decisions?|Agreed|Actions?(?: arising)?) ?:
    \bit was (?:agreed|resolved|noted)\b
    ^\W{0,3}ACTIONS?\b
    \b(?:undertook to|in (?:response|reply) to|replied that)\b
    \b(?:asked|informed|advised|told|assured) (?:the|members)\b
""")
_TURN = re.compile(r"(?P<who>[A-Z][\w.’'()-]{1,30}(?: [A-Z(][\w.’'()-]{1,30}){0,5}): ")
_LEADS = phrases(r"""
    \b(?:resolved|agreed|decided|decisions?|resolutions?|recommended|requested)\b[^.]{0,60}(?:[:–-]|\bthat|\bto)\W*$
    ^\W*(?:actions?(?: (?:points?|arising|agreed|required))?|next steps)\b[^.]{0,40}:?\W*$
""")
_LEADS_TALK = phrases(r"""
    \b(?:points|comments|questions|responses?|responded|heard|discussion|raised|noted|following)\b
""")
_HEADS_ACTIONS = phrases(r"""
    ^\W*(?:[\d.]+ )?(?:agreed |summary of )?actions?(?: (?:points?|arising|agreed|list|required))?\W*$
    ^\W*(?:[\d.]+ )?next steps\W*$
    ^\W*(?:[\d.]+ )?(?:resolved|resolutions?|decisions?)\W*$
""")
_NUMBERED = re.compile(r"\W{0,2}\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s")


class Manners:
    """How the passages of one part are to be read, one after the other in their order."""

    def __init__(self, part: Part, passages: Sequence[Passage], meanings: Mapping[str, str]) -> None:
        untold = part.kind is PartKind.OTHER and part.meeting_date is not None
        self.reported = part.kind in _REPORTED or (untold and any(_minuted(one.text) for one in passages))
        self._spoken = part.kind is PartKind.TRANSCRIPT
        self._plan = part.kind is PartKind.PLAN
        self._untold = part.kind is PartKind.OTHER and not self.reported
        self._meanings = meanings
        self._lead = ""

    def of(self, passage: Passage) -> Manner:
        """Return how a passage is to be read; to be asked of each passage of the part, in order."""
        listed = self.reported and self._is_listed(passage)
        turn = passage.kind is PassageKind.TURN or (self._untold and _TURN.match(passage.text) is not None)
        return Manner(self.reported, listed, spoken=self._spoken or turn, plan=self._plan, meanings=self._meanings)

    def _is_listed(self, passage: Passage) -> bool:
        """Whether a passage is an item under "RESOLVED:", "It was agreed that" or a heading such as "Actions"."""
        goes_on = passage.kind is PassageKind.BULLET or _NUMBERED.match(passage.text) is not None
        lead = (passage.lead_in or (self._lead if goes_on else "")).strip()
        if not goes_on:
            self._lead = passage.text if len(passage.text) < 200 and _is_lead(passage.text) else ""
        if lead and _is_lead(lead):
            return True
        return bool(passage.headings) and _HEADS_ACTIONS.match(flat(passage.headings[-1])) is not None


def turn_of(passage: Passage) -> str | None:
    """Return whose turn a passage of a transcript is, by its speaker or the name before its colon."""
    if passage.kind is PassageKind.TURN and passage.speaker:
        return passage.speaker
    match = _TURN.match(passage.text)
    return match["who"] if match else None


def _is_lead(text: str) -> bool:
    words = flat(text).strip()
    return _LEADS.search(words) is not None and _LEADS_TALK.search(words) is None


def _minuted(text: str) -> bool:
    return _MINUTED.search(flat(text)) is not None
