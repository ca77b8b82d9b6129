"""Transcripts: papers in which speakers take turns, each turn opened by the speaker's name and a colon."""

import re
from collections.abc import Sequence

from corpus.lines import Line, Shape
from corpus.records import PassageKind, Span

SPEAKER = re.compile(
    r"(?P<name>(?:[A-Z][\w.'’-]*|The|"
    r"\([^()]{1,80}(?:\([^()]{1,60}\)[^()]{0,40})?\))(?:\s+(?:[A-Z][\w.'’,&-]*|of|the|and|de|van|for|"
    r"\([^()]{1,80}(?:\([^()]{1,60}\)[^()]{0,40})?\))){0,12})\s?:\s+(?=\S)"
)
_FEWEST_TURNS = 4
_SHARE = 0.5
_READ = 400
_LONGEST_NAME = 200


def is_transcript(lines: Sequence[Line]) -> bool:
    """Say whether a paper is a transcript: at least half of its paragraphs name a speaker, who speaks again."""
    read = [line for line in lines[:_READ] if line.gap or line.index == 0]
    names = [name for line in read if (name := speaker_of(line.text)) is not None]
    return len(names) >= max(_FEWEST_TURNS, _SHARE * len(read)) and len(set(names)) < len(names)


def speaker_of(text: str) -> str | None:
    """Return who a line says is speaking, None where it does not."""
    match = SPEAKER.match(text[: _LONGEST_NAME + 60])
    return match["name"] if match is not None else None


def read_turns(lines: Sequence[Line]) -> list[tuple[PassageKind, tuple[Span, ...]]]:
    """Return the passages of a transcript: turns, each up to the next speaker's, and the lines above the first."""
    found: list[tuple[PassageKind, list[Span]]] = []
    last = -2
    for line in lines:
        speaks = line.shape is not Shape.TABLE and speaker_of(line.text) is not None
        if speaks or not found or found[-1][0] is not PassageKind.TURN:
            found.append((PassageKind.TURN if speaks else PassageKind.PARAGRAPH, [Span(line.start, line.end)]))
        elif line.index == last + 1 and not line.gap:
            found[-1][1][-1] = Span(found[-1][1][-1].start, line.end)
        else:
            found[-1][1].append(Span(line.start, line.end))
        last = line.index
    return [(kind, tuple(spans)) for kind, spans in found]
