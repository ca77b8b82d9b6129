"""Exempt business inside public minutes: what was said after the press and public were asked to leave."""

import re
from collections.abc import Iterator, Sequence

from corpus.lines import Line, Shape
from corpus.prose import is_bold, is_heading_text, is_upper, plain

_EXCLUDED = re.compile(
    r"\b(?:press|public|media)\b.{0,80}?\b(?:(?:be|were|was|are) (?:now )?excluded|leave the (?:meeting|room))\b|"
    r"\bexclud(?:e|ing) the (?:press|public)\b.{0,80}?\b(?:resolved|agreed|carried|approved)\b",
    re.I | re.S,
)
_READMITTED = re.compile(
    r"\b(?:press|public|media)\b.{0,60}?\b(?:(?:be|were|was) (?:re-?admitted|invited (?:back|to rejoin))|"
    r"return(?:ed)?)\b|"
    r"\b(?:returned to|resumed in|moved (?:back )?(?:in)?to) (?:open|public) (?:session|meeting)\b",
    re.I | re.S,
)
_PROPOSED = re.compile(
    r"\b(?:to consider|if|whether|may|should|would|could|rather than|without)\b.{0,60}$", re.I | re.S
)
_CLOSING = re.compile(r"\W*(?:the meeting|meeting|chair|chairman|signed|date)\b.{0,60}", re.I)
_REACH = 3


def turns_of_privacy(lines: Sequence[Line]) -> Iterator[tuple[int, bool]]:
    """Yield (position, exempt) for each place in minutes from which the business is exempt, or public again.

    A resolution takes effect at the next heading; where none follows, at the next paragraph that is not the close
    of
    the meeting.
    """
    private = False
    for at, line in enumerate(lines):
        words = line.text.lower() if len(line.text) < 5_000 else line.text[:5_000].lower()
        if not any(
            sign in words
            for sign in ("exclud", "leave the", "admitted", "returned", "session", "rejoin", "invited back")
        ):
            continue
        # A wrapped sentence has its words on the lines around.
        around = "\n".join(other.text[:2_000] for other in lines[max(0, at - _REACH) : at + _REACH])
        found = (_READMITTED if private else _EXCLUDED).search(around)
        if found is None or _PROPOSED.search(around[: found.start()]):
            continue
        start = _next_start(lines, at + 1)
        if start is not None:
            private = not private
            yield start, private


def _next_start(lines: Sequence[Line], at: int) -> int | None:
    paragraph = None
    for place in range(at, len(lines)):
        line = lines[place]
        words = plain(line.words if line.shape is Shape.NUMBER else line.text)
        numbered = line.shape is Shape.NUMBER and line.number is not None and line.number[0].isdigit()
        loud = line.heading or numbered or is_bold(line.text) or is_upper(words)
        if loud and (line.alone or (is_heading_text(words) and (line.gap or numbered))):
            return place
        if paragraph is None and line.gap and not _CLOSING.match(line.text[:80]):
            paragraph = place
    return paragraph
