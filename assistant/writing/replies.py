"""What a language model says, as it comes in: whole sentences with the labels that each carries."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.sentences import sentences

MISSING = "…"
"""Stands where a label stood in the place of a word: "the dearest was [2]" has lost what was the dearest."""

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_NAMED = re.compile(
    r"[\[(]\s*(?:passages?|sources?|labels?)?\s*(\d{1,3}(?:\s*(?:,|and|&)\s*\d{1,3})*)\s*[\])]", re.I
)
_IN_BRACKETS = re.compile(r"\[\d{1,3}(?:, \d{1,3})*\]")
_IN_PLACE = re.compile(
    r"\b(was|is|were|are|by|in|of|to|than|from|for|with|the|an?) ?\[\d{1,3}(?:, \d{1,3})*\]", re.I
)
_BEHIND_STOP = re.compile(r"([.!?]+[\"'’”)]*)\s*((?:\[\d{1,3}(?:, \d{1,3})*\]\s*)+)")
_MARK = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)]|#+)\s+|\*\*|__")
_LEAD = re.compile(r"^\s*(?:answer|reply|response)\s*:\s*", re.IGNORECASE)
_REFUSAL = re.compile(
    r"\bas an ai\b|\bi(?:'m| am) (?:sorry|unable|not able)\b|\bi (?:cannot|can't|could not|couldn't|do not|don't) "
    r"(?:answer|provide|find|have|help|know)\b|\bnot in the passages\b|\bpassages? (?:do|does) not (?:answer|say|"
    r"mention|contain|provide)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that a model wrote, without its labels, and the labels."""

    text: str
    labels: tuple[int, ...]


def said(pieces: Iterable[str]) -> Iterator[Said]:
    """Yield each sentence as soon as it is whole, in order.

    A sentence is whole when the next one has begun, since its labels may stand behind its full stop.
    """
    text, given = "", 0
    for piece in pieces:
        text += piece
        whole = _cut(text)
        ready = len(whole) - (1 if whole and _has_words(whole[-1]) else 2)
        for one in whole[given : max(given, ready)]:
            yield _labelled(one)
            given += 1
    for one in _cut(text)[given:]:
        if _has_words(one):
            yield _labelled(one)


def declines(text: str) -> bool:
    """Whether a sentence says that there is no answer, instead of giving one."""
    return bool(_REFUSAL.search(text.replace("’", "'")))


def _cut(text: str) -> list[str]:
    lines = _THOUGHT.sub(" ", text).split("\n")
    found: list[str] = []
    for number, line in enumerate(lines):
        bare = _MARK.sub("", line)
        bare = _LEAD.sub("", bare) if number == 0 or not found else bare
        named = _NAMED.sub(_in_brackets, bare)
        moved = _BEHIND_STOP.sub(lambda match: f" {match[2].strip()}{match[1]} ", named)
        found += [moved[span.start : span.end] for span in sentences(moved)]
    return found


def _in_brackets(match: re.Match[str]) -> str:
    named = not match.group().startswith("(") or re.search(r"[a-z]", match.group(), re.IGNORECASE)
    return f"[{', '.join(re.findall(r'[0-9]+', match[1]))}]" if named else match.group()


def _labelled(text: str) -> Said:
    labels = [int(each) for match in _IN_BRACKETS.findall(text) for each in re.findall(r"\d+", match)]
    bare = " ".join(_IN_BRACKETS.sub(" ", _IN_PLACE.sub(rf"\1 {MISSING}", text)).split())
    tidy = re.sub(r",([.!?])", r"\1", re.sub(r"\s+([.,;:!?])", r"\1", bare))
    return Said(tidy, tuple(dict.fromkeys(labels)))


def _has_words(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", _IN_BRACKETS.sub(" ", text)))
