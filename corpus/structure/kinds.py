"""What kind of paper a head announces: by its own words, by labels and sections below it, or by what is told."""

import re
from collections.abc import Sequence

from corpus.records import PartKind
from corpus.structure.lines import Line
from corpus.structure.mastheads import body_of, day_of, kind_of
from corpus.structure.prose import LONGEST_HEADING, is_heading_text, plain

APPENDIX = re.compile(r"\W*(?:appendix|annexe?)\s+(?:\d|[A-Z]\b)", re.I)
REPORT_SECTION = re.compile(
    r"\W*(?:\d{1,2}(?:\.\d)?\.?\s+)?(?:purpose(?: of (?:the )?report)?|recommendations?|background|introduction|"
    r"summary|executive summary|"
    r"reasons? for (?:the )?(?:report|recommendations?)|financial implications|decision required)\W*", re.I
)  # fmt: skip
_FIRM_SECTION = re.compile(
    r"\W*(?:\d{1,2}(?:\.\d)?\.?\s+)?(?:purpose(?: of (?:the )?report)?|recommendations?)\W*", re.I
)  # fmt: skip
_REPORT = re.compile(
    r"\b(?:report|update|monitoring|review|work programme|strategy|budget|precept|bulletin|briefing|scorecard|"
    r"dashboard|outturn|assessment|evaluation|performance|audit)\b",
    re.I,
)
_SURVEY = re.compile(r"\b(?:survey|questionnaire|consultation)\b", re.I)
_PLAN = re.compile(
    r"\b(?:(?:delivery|action|police and crime|police & crime|business|improvement|strategic|corporate) plan)\b",
    re.I,
)
_TITLED = ((PartKind.SURVEY, _SURVEY), (PartKind.REPORT, _REPORT), (PartKind.PLAN, _PLAN))
_NARRATIVE = re.compile(
    r"\b(?:the |a )(?:panel|committee|sub-committee|board|cabinet|council|authority|"
    r"members?|clerk|chair\w*|vice-chair\w*|commissioner|PCC|"
    r"leader|"
    r"[\w ]{0,40}officer)\s(?:\w+\s)?(?:considered|received|noted|asked|thanked|gave|advised|reported|"
    r"explained|agreed|heard|decided|"
    r"welcomed|commented|raised|queried|expressed|resolved|informed|presented|introduced|requested|reminded)\b"
    r"|\b(?:councillors?|cllrs?) [\w'’-]+ (?:asked|noted|commented|raised|queried|requested|considered|thanked)\b"
    r"|\bin (?:reply|response) to (?:a|questions?|queries|members?|councillor)\b|\bmembers (?:asked|noted|"
    r"considered)\b"
    r"|\bit was (?:agreed|noted|resolved|explained)\b|^\W*(?:unanimously )?resolved\b|"
    r"^\W*(?:agreed|decided|noted)\s?[:–-]|^\W*minutes\s*:"
    r"|^\W*(?:\d\.\s+)?that (?:the |in )?[\w ]{0,40}\b(?:be (?:noted|approved|agreed|received)|panel|committee)\b"
    r"|^\W*the press and public\b|\bseconded by\b|^\W*minute (?:no\.? )?\d+\b",
    re.I,
)
_FEWEST_TELLING = 2
LONGEST_LABEL = 30
_FIRST_SECTIONS = 30
_LABEL_MINUTES = re.compile(r"\W*(?:minutes|discussion)\W*:\W*", re.I)
_LABEL_DECISION = re.compile(r"\W*(?:decisions?|decision made|resolved)\W*:\W*", re.I)
PACK = re.compile(r"\W*(?:\w+ )?(?:document|agenda|reports) pack(?:age)?\W*", re.I)
PRESENT = re.compile(r"\W*(?:(?:members |also )?present|in attendance)\W*(?::|$)", re.I)


def kind_of_paper(lines: Sequence[Line], head: Sequence[Line], title: str, why: str) -> PartKind | None:
    """Say what kind of paper the head announces, None where only the pack around it can tell."""
    if why == "appendix" or (head and APPENDIX.match(head[0].text)):
        return PartKind.APPENDIX
    kind = _named_kind(lines, head)
    if why == "item" and not (kind is PartKind.MINUTES and _is_minutes_head(head)):
        kind = PartKind.REPORT
    if kind is None and (why == "report" or _reports(lines, head, firmly=why == "blank")):
        return PartKind.REPORT
    present = why == "meeting" and any(PRESENT.match(line.text[:40]) for line in lines[:_FIRST_SECTIONS])
    if kind is None and (present or (why == "top" and _tells_of_a_meeting(lines))):
        return PartKind.MINUTES
    if kind is None and why == "top" and len(title) < LONGEST_HEADING and is_heading_text(title):
        return next((kind for kind, pattern in _TITLED if pattern.search(title)), None)
    return kind


def _is_minutes_head(head: Sequence[Line]) -> bool:
    """Say whether the head behind "Agenda item 3" is that of the minutes to be agreed: a body and their name."""
    named = any(kind_of(line.text) is PartKind.MINUTES for line in head)
    return named and any(body_of(line.text) for line in head)


def _named_kind(lines: Sequence[Line], head: Sequence[Line]) -> PartKind | None:
    """Return the kind that a line of the head names, or that a label over the talk or the decision shows."""
    named = [(line, kind) for line in head if (kind := kind_of(line.text)) is not None]
    if any(kind is not PartKind.AGENDA for _, kind in named):  # a "Public document pack" may be an extract
        named = [(line, kind) for line, kind in named if not PACK.fullmatch(line.text)]
    telling = [kind for line, kind in named if line in head[:2] and len(plain(line.text).split()) > 2]
    labels = [line.text for line in lines if len(line.text) <= LONGEST_LABEL]
    if not telling and any(_LABEL_MINUTES.fullmatch(label) for label in labels):
        return PartKind.MINUTES
    kinds = telling or [kind for _, kind in named]
    if not kinds and any(_LABEL_DECISION.fullmatch(label) for label in labels):
        return PartKind.MINUTES if _tells_of_a_meeting(lines) else PartKind.DECISION
    return PartKind.MINUTES if PartKind.MINUTES in kinds else kinds[0] if kinds else None


def _tells_of_a_meeting(lines: Sequence[Line]) -> bool:
    """Say whether paragraphs tell what was said and resolved, in the past tense, as minutes without a label do."""
    telling = sum(_NARRATIVE.search(line.text[:300]) is not None for line in lines)
    return telling + any(PRESENT.match(line.text[:40]) for line in lines) >= _FEWEST_TELLING


def _reports(lines: Sequence[Line], head: Sequence[Line], *, firmly: bool) -> bool:
    """Say whether a paper is laid out as a report; ``firmly``: by what no other paper has."""
    sections = _FIRM_SECTION if firmly else REPORT_SECTION
    dated = any(body_of(line.text) is not None and day_of(line.text) is not None for line in head)
    return (firmly and dated) or any(sections.fullmatch(line.text[:80]) for line in lines[:_FIRST_SECTIONS])
