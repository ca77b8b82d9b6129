# ruff: noqa: E501
"""The words of a sentence that say when something is due."""

import re

from corpus.calendars import MONTH, ORDINAL

_UNIT = r"(?:working\s)?(?:days?|weeks?|months?|quarters?|years?)"
_COUNT = r"(?:\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|the\snext|the\scoming|a\sfew|a\scouple\sof)"
_YEAR = r"(?:20\d\d(?:[/–-]\d\d(?:\d\d)?)?|['’]\d\d)"
_DAY = rf"\d{{1,2}}{ORDINAL}(?:\sof)?\s{MONTH}\.?(?:,?\s{_YEAR})?|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|{MONTH}\s\d{{1,2}}{ORDINAL},?\s20\d\d"
_MONTH_YEAR = rf"{MONTH}\.?(?:\s?[/–-]\s?{MONTH})?(?:,?\s(?:{_YEAR}|\d\d(?!\d)))?"
_WHEN = (
    rf"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?(?:the\s)?(?:{_DAY})|"
    rf"(?:the\s)?(?:(?:very\s)?(?:end|beginning|start|middle|close)\sof\s|early\s(?:in\s)?|late\s(?:in\s)?|mid-?\s?)?(?:the\s)?(?:{_MONTH_YEAR}|(?:Q|Qtr\s|Quarter\s)[1-4](?:[/&-]Q?[1-4])?(?:\s(?:of\s)?{_YEAR})?|"
    rf"(?:first|second|third|fourth|final|next)\s(?:two\s|three\s)?quarters?(?:\sof\s{_YEAR})?|new\syear|spring|summer|autumn|winter|christmas|(?:this|next|the|calendar|financial|municipal|current)\s?(?:calendar\s|financial\s|municipal\s|current\s)?year|"
    rf"(?:this|next)\s(?:week|month|quarter)|the\s(?:week|month|quarter|summer|term)|{_YEAR})(?:\s(?:of\s)?{_YEAR})?)"
)
_MEETING = (
    rf"(?:(?:its|the|their|our|a|an)\s|(?:the\s)?(?:panel|committee|board|council)['’]s\s)?(?:(?:next|following|subsequent|future|forthcoming|{MONTH}|\w{{3,12}}day)(?:\s20\d\d)?\s)(?:(?:scheduled|formal|ordinary|quarterly|public|panel|committee|board|full|holding\sto\saccount|council|{MONTH})\s){{0,3}}"
    rf"(?:meetings?|update|reports?|performance\sreports?|cycle|session)(?:\s(?:of\sthe\s\w+|(?:to\sbe\sheld\s)?(?:on|in)\s(?:{_DAY}|{_MONTH_YEAR})))?"
    rf"|(?:the|a)\smeeting\s(?:to\sbe\sheld\s)?(?:on|in|of)\s(?:the\s)?(?:{_DAY}|{_MONTH_YEAR})"
)
_DUE = re.compile(
    rf"\b(?:(?:no\slater\sthan|on\sor\sbefore|before|by|until|from|on|in|at|to|for|during|over|around|circa|within|prior\sto|ahead\sof|in\sadvance\sof|in\stime\sfor|after|due|until\safter)\s)"
    rf"(?:around\s|about\s|or\sbefore\s)?(?:{_MEETING}|{_WHEN})(?!\w)"
    rf"|\b(?:within|in|over|during)\s{_COUNT}(?:\s(?:\d{{1,2}}|two|three|four|six|few))?\s{_UNIT}(?:['’]?\stime)?\b"
    rf"|\b(?:in|over|during)\sthe\s(?:next|coming|following)\s(?:few\s|\w+\s)?{_UNIT}\b"
    rf"|\b(?:in\sdue\scourse|as\ssoon\sas\s(?:\w+\s){{0,3}}?(?:possible|practicable|available|known|complete)|when\savailable|once\s(?:it\sis\s)?(?:available|known|complete|published)|by\sreturn|following\sthe\smeeting|after\sthe\smeeting|outside\s(?:of\s)?the\smeeting|forthwith|immediately|"
    rf"(?:every|each)\s(?:meeting|quarter|month|six\smonths|year)|quarterly|annually|on\sa\s(?:regular|quarterly|monthly|six[- ]monthly)\sbasis|regularly|later\s(?:in\sthe|this)\syear|by\syear[- ]end|early\snext\syear|early\sin\sthe\snew\syear|run[- ]up\sto\schristmas|before\sthe\s(?:\S+\s)?precept\s(?:is|was)\sset|"
    rf"(?:next|this)\s(?:week|month|quarter|year))\b"
    rf"|\bearly\s(?:{_YEAR})|\blate\s{_MONTH_YEAR}|\bthe\sfollowing\s(?:meeting|week|month)\b",
    re.IGNORECASE,
)
_PAST_CUE = re.compile(
    r"\b(?:held|published|dated|since|meeting\sof|met|issued|received|reported|approved|agreed|launched|took\splace|happened|commenced|began)\s(?:\w+\s){0,2}$",
    re.I,
)
_MAY = re.compile(r"\b(?:may|march)\b")
_STRONG = re.compile(r"^(?:by|before|no later|on or before|within|prior|ahead|in advance|in time|at|to)\b", re.I)


def due_phrase(text: str, clause: int = 0) -> str | None:
    """Return the words that say when, rather those after ``clause`` where the promise begins, None where none do."""
    flat = text.replace("\n", " ").replace("\u00a0", " ")
    found = [match for match in _DUE.finditer(flat) if _counts(flat, match)]
    after = [match for match in found if match.end() > clause]
    chosen = after or found
    if not chosen:
        return None
    strong = [match for match in chosen if _STRONG.match(match[0])]
    best = (strong or chosen)[0]
    return text[best.start() : best.end()].replace("\n", " ").strip()


def _counts(text: str, match: re.Match[str]) -> bool:
    if _PAST_CUE.search(text[max(0, match.start() - 40) : match.start()]):
        return False
    lone = _MAY.search(match[0])
    return lone is None or re.search(r"\d|\b(?:by|in)\s[A-Z]", match[0]) is not None
