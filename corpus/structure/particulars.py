"""Lines that state particulars of a meeting or paper: who was there, when it was put out, how a vote went."""

import re
from collections.abc import Sequence

_ATTENDANCE = re.compile(
    r"\W*(?:(?:panel |committee |board |council |other |voting )?(?:members?|councillors?|officers?|advisers?)"
    r"(?: (?:also )?(?:present|in attendance|attending|absent))?|(?:also )?(?:present|attended)|"
    r"(?:also )?in attendance|attendance|apologies(?: for absence| received(?: from)?)?|absent|membership|"
    r"substitutes?|observers?|quorum|chair\w*|vice-chair\w*|clerk)\W{0,3}?\s?(?::\s?[-–—]?| [-–—])\s+\S.*",
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
_PLACE = re.compile(
    r"\W*(?:the )?(?:(?:council chamber|(?:committee|meeting|conference) rooms?(?:\s\w{1,3})?)"
    r"(?:(?:,| at\b| -).{0,120})?|"
    r"[\w'’ ]{2,40}\b(?:hall|offices?|centre|house|chamber)\s?,.{2,100}|"
    r"(?:held )?(?:online|remotely|virtually|via|by)\b.{0,60}\b(?:teams|zoom|webex|video)\b.{0,40})",
    re.I,
)
# What the heads of reports state, a line each; such lines, the subject among them, open a report.
_STATED = re.compile(
    r"\W*(?:report (?:to|for|of|by|from|author)|to|committee|meeting|date(?: of (?:the )?(?:meeting|report))?|"
    r"author|lead (?:officer|member|director)|responsible (?:officer|director)|portfolio(?: holder)?|"
    r"cabinet member|wards?(?:\(s\)| affected)?|classification|key decision|contact(?: officer)?)(?:\(s\))?"
    r"\s*[:\t]",
    re.I,
)
_REPORT_TO = re.compile(r"\W*(?:report (?:to|for|of|by)|committee|meeting|to)\b\s*[:\t]\s*(?P<body>.*)", re.I)
_SUBJECT = re.compile(
    r"\W*(?:(?:report |full )?title(?: of (?:the )?(?:report|paper|decision))?|(?:report )?subject(?: matter)?|re)"
    r"\s*[:\t]\s*(?P<subject>\S.{2,200})",
    re.I,
)
_SUBJECT_LABEL = re.compile(r"\W*(?:report (?:title|subject)|title of (?:the )?report|subject)\W*", re.I)
_FEWEST_STATED = 2
_LONGEST = 400


def states_particulars(text: str) -> bool:
    """Say whether a line states who was there, where or when, when a paper was put out, or how a vote went."""
    return len(text) <= _LONGEST and any(
        pattern.fullmatch(text) is not None for pattern in (_ATTENDANCE, _WHEN, _VOTED, _NOTHING, _PLACE)
    )


def names_place(text: str) -> bool:
    """Say whether a line names the place of a meeting: "Council Chamber, County Hall"."""
    return len(text) <= _LONGEST and _PLACE.fullmatch(text) is not None


def opens_report(texts: Sequence[str]) -> bool:
    """Say whether lines begin with those that state to whom a report is, its subject and more."""
    short = [text for text in texts if len(text) <= _LONGEST]
    if not texts or _REPORT_TO.match(texts[0][:_LONGEST]) is None:
        return False
    stated = sum(_STATED.match(text) is not None for text in short)
    return stated > _FEWEST_STATED or (stated == _FEWEST_STATED and any(map(subject_of, short)))


def asks_for_subject(text: str) -> bool:
    """Say whether a line is only the label over a report's title ("Report title")."""
    return _SUBJECT_LABEL.fullmatch(text[:_LONGEST]) is not None


def subject_of(text: str) -> str | None:
    """Return the subject or title that a line states ("Subject: Bus franchising"), None where it states none."""
    match = _SUBJECT.match(text[:_LONGEST])
    return " ".join(match["subject"].split()).strip(" .|*") if match is not None else None
