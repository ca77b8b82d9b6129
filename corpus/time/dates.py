"""The dates of meetings, and the door to all that is read of time in papers.

``find_dates`` lives in periods, ``resolve`` in duedates. Nothing here ever asks what day it is today.
"""

import re
from datetime import date

from corpus.time.duedates import DueDate, resolve
from corpus.time.periods import DateMention, find_dates

__all__ = ["DateMention", "DueDate", "british", "find_dates", "find_meeting_date", "resolve"]

_HEADER_LINES = 60
_HEADER_CHARACTERS = 12_000
# A heading that holds a date is short; longer lines are prose.
_LONGEST_HEADING = 140
_ENOUGH = 3
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?\s{0,3}(?:the\s)?$", re.I
)
_WIDE = re.compile(r"\s{2,}")
_TIME = re.compile(
    r"\b\d{1,2}\s?[.:]\s?\d\d\s?(?:hrs|hours|am|pm|a\.m|p\.m|noon)?|\b\d{1,2}\s?(?:am|pm|a\.m|p\.m|noon)\b", re.I
)
_BODY = re.compile(
    r"\b(?:panel|committee|council|board|cabinet|forum|authority|commission|sub-committee|meeting|minutes|agenda|"
    r"assembly|executive|group)\b",
    re.I,
)
_LABEL = re.compile(
    r"\b(?:date(?: of (?:the )?(?:meeting|decision))?|(?:meeting|decision) date|held on|when|on)\s{0,3}:?\s{0,3}"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6},?\s{0,3})?(?:the\s)?$",
    re.I,
)
# The line that opens minutes may be a whole sentence: "Minutes of a meeting held at County Hall on 22 July 2013".
_HELD = re.compile(r"\W*(?:[a-z]+ )?(?:minutes|notes|record|proceedings)\b.{3,120}\b(?:held|on)\b", re.I)
_OTHER_DATE = re.compile(
    r"\b(?:report date|date of (?:this |the )?report|previous|last|next|future|following|earlier|issued?|"
    r"published|publication|deadline|no later than|by|"
    r"until|as at|since|effect|(?:confirm\w*|approv\w*|sign|receive|agree|consider)\b.{0,30}\bminutes|corrected|"
    r"updated|uploaded|posted|modified|amended|reviewed?|call-?in|accessed|downloaded|archived|expires?|closing|"
    r"despatch(?:ed)?|dispatch(?:ed)?|received|version|signed|printed|created|copyright)\b|©",
    re.I,
)


def british(day: date) -> str:
    """Return a day as papers write it: ``21 September 2020``."""
    return f"{day.day} {day:%B} {day.year}"


def find_meeting_date(text: str) -> date | None:
    """Return the day of the meeting that the head of a paper states, or None where it states none.

    Reads the first lines only. A date counts when it stands as a header does: beside the body's name, a weekday or
    a time, after "Date:", or alone on its line; not when it belongs to the previous or next meeting, to the
    paper's publication, or to a sentence.
    """
    best = 0
    answer = None
    before = ""
    lines = [line for line in text[:_HEADER_CHARACTERS].split("\n") if line.strip()][:_HEADER_LINES]
    for line in lines:
        for mention in find_dates(line) if len(line) <= _LONGEST_HEADING else ():
            score = _header_score(line, mention, before) if mention.precision == "day" else 0
            if score >= _ENOUGH and score > best:
                best, answer = score, mention.first
        before = line
    return answer


def _header_score(line: str, mention: DateMention, before: str) -> int:
    """Score how much a line with a date looks like the header of a meeting's paper; enough is 3."""
    lead, tail = _WIDE.sub(" ", line[: mention.start]), line[mention.end :]
    lead_words = _WEEKDAY.sub("", lead)
    if _OTHER_DATE.search(lead) or (_announces_other(before) and not lead_words.strip()):
        return 0
    rest = _TIME.sub("", lead_words + tail).strip(" \t\u00a0,.*#_@-–—()[]:|at")
    score = 0
    score += 2 if _WEEKDAY.search(lead) else 0
    score += 2 if _TIME.search(tail) else 0
    score += 3 if _LABEL.search(lead) else 0
    score += 2 if _BODY.search(rest) else 0
    score += 3 if not rest else 0
    score += 1 if len(rest) <= 60 and not tail.rstrip().endswith(".") else -2
    return score - (4 if _is_prose(lead, tail) and not _HELD.match(lead) else 0)


def _announces_other(line: str) -> bool:
    """Whether a line says that the date below it is another one: "Date of next meeting:"."""
    return len(line) <= _LONGEST_HEADING and _OTHER_DATE.search(line) is not None and len(line.split()) <= 8


def _is_prose(lead: str, tail: str) -> bool:
    words = re.findall(r"[A-Za-z']+", lead + " " + tail)
    lower = sum(word[0].islower() for word in words)
    return len(words) > 6 and lower > len(words) * 0.6
