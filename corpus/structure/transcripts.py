"""Transcripts: papers in which speakers take turns, each turn opened by the speaker's name and a colon."""

import re
from collections.abc import Sequence

from corpus.records import PassageKind, Span
from corpus.structure.lines import Line, Shape

_BRACKETED = r"\([^()]{1,80}(?:\([^()]{1,60}\)[^()]{0,40})?\)"
_NAME = (
    rf"(?:[A-Z][\w.'’-]*|The|{_BRACKETED})"
    rf"(?:\s+(?:[A-Z][\w.'’,&-]*|\d{{1,2}}|of|the|and|de|van|for|{_BRACKETED})){{0,12}}"
)
_TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?"
# "[0:04] The Mayor: words", "The Mayor (0:04): words", "**The Mayor:** words".
SPEAKER = re.compile(rf"(?:{_TIME}\s+)?(?:\*\*)?(?P<name>{_NAME})(?:\s+{_TIME})?\s?:(?:\*\*)?\s+(?=\S)")
# Recorders of video calls write the name and the time on a line of their own, or the name as a tag.
_STAMPED = re.compile(rf"({_NAME})[ \t]+{_TIME}[ \t]*(?:\n|$)|{_TIME}[ \t]+({_NAME})[ \t]*(?:\n|$)")
_TAGGED = re.compile(r"<v (?P<name>[^<>]{2,80})>")
_CUE = re.compile(rf"(?:{_TIME}\s-->\s{_TIME}.{{0,40}}|WEBVTT.{{0,40}}|\d{{1,5}})")
_FEWEST_TURNS = 4
_SHARE = 0.5
_DENSE = 0.2
_READ = 400
_LONGEST_NAME = 200


def is_transcript(lines: Sequence[Line]) -> bool:
    """Say whether a paper is a transcript: at least half of its paragraphs name a speaker, who speaks again."""
    read = [line for line in lines[:_READ] if not _CUE.fullmatch(line.text[:80])]
    parted = [line for line in read if line.gap or line.index == 0]
    read = parted if len(parted) > _DENSE * len(read) else read
    names = [name for line in read if (name := speaker_of(line.text)) is not None]
    return len(names) >= max(_FEWEST_TURNS, _SHARE * len(read)) and len(set(names)) < len(names)


def speaker_of(text: str) -> str | None:
    """Return who a line says is speaking, None where it does not."""
    head = text[: _LONGEST_NAME + 60]
    match = SPEAKER.match(head) or _TAGGED.match(head)
    if match is not None:
        return match["name"]
    stamped = _STAMPED.match(head)
    return next((name for name in stamped.groups() if name), None) if stamped is not None else None


def read_turns(lines: Sequence[Line]) -> list[tuple[PassageKind, tuple[Span, ...]]]:
    """Return the passages of a transcript: turns, each up to the next speaker's, and the lines above the first."""
    found: list[tuple[PassageKind, list[Span]]] = []
    last = -2
    for line in lines:
        if found and _CUE.fullmatch(line.text[:80]):
            continue  # the times of subtitles are no words
        speaks = line.shape is not Shape.TABLE and speaker_of(line.text) is not None
        if speaks or not found or found[-1][0] is not PassageKind.TURN:
            found.append((PassageKind.TURN if speaks else PassageKind.PARAGRAPH, [Span(line.start, line.end)]))
        elif line.index == last + 1 and not line.gap:
            found[-1][1][-1] = Span(found[-1][1][-1].start, line.end)
        else:
            found[-1][1].append(Span(line.start, line.end))
        last = line.index
    return [(kind, tuple(spans)) for kind, spans in found]
