"""Lines that state particulars of a meeting or paper: who was there, when it was put out, how a vote went."""

import re

_ATTENDANCE = re.compile(
    r"\W*(?:(?:panel |committee |board |council |other |voting )?(?:members?|councillors?|officers?|advisers?)"
    r"(?: (?:also )?(?:present|in attendance|attending|absent))?|(?:also )?(?:present|attended)|"
    r"(?:also )?in attendance|attendance|apologies(?: for absence| received(?: from)?)?|absent|membership|"
    r"substitutes?|observers?|quorum|chair\w*|vice-chair\w*|clerk)\W{0,3}(?::| [-–—])\s+\S.*",
    re.I,
)
_WHEN = re.compile(
    r"\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.{0,40}\d{4}.{0,30}|"
    r"(?:(?:last |date )?(?:published|publication|uploaded|updated|posted|modified|issued|reviewed|created|"
    r"printed)\b|date (?:of (?:publication|issue)|published)).{0,12}\d.{0,30})",
    re.I,
)
_VOTED = re.compile(r"\W*(?:unanimously )?(?:resolved|agreed|decided|recommended)\s?\([^()]{1,80}\)\W*", re.I)
_NOTHING = re.compile(r"[^:]{3,40}:\s*(?:none|nil|n/?a|not applicable|yes|no|tbc)\W*", re.I)
_LONGEST = 400


def states_particulars(text: str) -> bool:
    """Say whether a line states who was there, when the paper was put out, or how a vote went."""
    return len(text) <= _LONGEST and any(
        pattern.fullmatch(text) is not None for pattern in (_ATTENDANCE, _WHEN, _VOTED, _NOTHING)
    )
