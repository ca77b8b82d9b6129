"""The numbered items of a paper: which numbers count on, and from where each item's own words begin."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.structure.blocks import Block, BlockKind
from corpus.structure.prose import FUNCTION_WORDS, is_plain_heading, plain

_SUBJECT = (
    r"(?:panel|committee|board|council|cabinet|members|commission|sub-committee|forum|authority|"
    r"chair\w*|commissioner|PCC)"
)
_OPENER = re.compile(
    rf"(?:the |a )?{_SUBJECT}\b.{{0,60}}?\b(?:had before (?:it|them)|considered|received|was (?:asked|"
    rf"invited|presented|provided)|"
    r"were (?:asked|invited|presented|provided)|was given|heard|discussed its|introduced|presented)\b|"
    r"(?:consideration was given|(?:a|the) report\b.{0,40}\b(?:was|were|by|of|from)\b|.{3,80}\b(?:introduced|"
    r"presented) (?:the|a|his|her|their)\b.{0,30}\breport)",
    re.I,
)  # fmt: skip
# A title that runs into the text of its minute.
_RUN_IN = re.compile(r"(?P<title>[^.:;?!]{2,80}?)\s?(?:[.:]|\s[–—-])(?=\s|$)")
_VERB = re.compile(r"\s+(?:was|were|had|has|have|is|are|will|would|to|that)\b|[.;:]\s")
_LONGEST_RUN_IN = 80
_FEWEST_RUN_IN = 3
_SHARED = 0.6
_FURTHEST = 40
# A heading with words of its own below it is likelier a real item than one in a list of items.
_WITHOUT_WORDS = 0.6
_SKIPPED = 0.3
_MOST_SKIPPED = 3
_SLASHED = re.compile(r"(?P<first>[A-Za-z./ ]*\d+)/(?P<last>\d+)$|(?P<prefix>[A-Za-z./]+)(?P<only>\d+)$")


@dataclass(frozen=True, slots=True)
class _Link:
    """The best chain of numbers found so far that ends at a block."""

    score: float
    at: int
    before: "_Link | None"


def number_items(
    blocks: Sequence[Block], fewest: int = 2, kinds: Collection[BlockKind] = (BlockKind.HEADING,)
) -> tuple[int, ...]:
    """Return the places of the headings that number a paper's items: those whose numbers count on.

    Numbers that stand apart from their headings, those with and those without a full stop, and those with a
    stroke ("39/20") are chains of their own; the best chain wins, so that a list inside an item does not cut it.
    A chain of less than ``fewest`` numbers is none. ``kinds`` are the blocks that count as headings.
    """
    chains: defaultdict[str, dict[tuple[object, ...], _Link]] = defaultdict(dict)
    best: _Link | None = None
    for at, block in enumerate(blocks):
        if block.kind not in kinds or block.number is None:
            continue
        weight = 1.0 if at + 1 < len(blocks) and blocks[at + 1].kind is not BlockKind.HEADING else _WITHOUT_WORDS
        for style, key in _keys(block):
            link = _extend(chains[style], key, at, weight)
            if best is None or link.score > best.score:
                best = link
    found: list[int] = []
    while best is not None:
        found.append(best.at)
        best = best.before
    return tuple(reversed(found)) if len(found) >= fewest else ()


def run_in_items(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Return the places of the paragraphs that are items of minutes without headings ("4/18 Planning. The ...").

    Minute numbers with a stroke or letters are enough; plain ones must open with a title most of the time.
    """
    places = number_items(blocks, _FEWEST_RUN_IN, (BlockKind.HEADING, BlockKind.TEXT, BlockKind.BULLET))
    telling = [not (blocks[at].number or "").isdigit() or titled(blocks[at]) is not None for at in places]
    return places if sum(telling) >= _SHARED * max(1, len(places)) else ()


def titled(block: Block) -> str | None:
    """Return the title that a numbered paragraph opens with, None where it has none."""
    match = _RUN_IN.match(plain(block.words[:300]))
    return match["title"] if match is not None and is_plain_heading(match["title"]) else None


def run_in_title(block: Block) -> str:
    """Return what to call an item that has no heading: its title, else its first words up to the verb."""
    words = plain(block.words[:300])
    return titled(block) or _VERB.split(words, maxsplit=1)[0][:_LONGEST_RUN_IN].strip(" ,;:") or words


def _keys(block: Block) -> list[tuple[str, tuple[object, ...]]]:
    number = block.number or ""
    match = _SLASHED.match(re.sub(r"-\d\d$", "", number))
    if match is not None and match["first"]:
        return [
            ("before", (match["first"], int(match["last"]))),
            ("behind", (match["last"], _figure(match["first"]))),
        ]
    if match is not None:
        return [("prefix", (match["prefix"], int(match["only"])))]
    steps = number.removesuffix(".0").split(".")  # "1.0 PURPOSE", "2.0 DETAIL"
    if not all(step.isdigit() for step in steps):
        return []
    style = "apart" if block.apart else "closed" if block.closed or "." in number else "bare"
    return [(style, tuple(int(step) for step in steps))]


def _figure(text: str) -> int:
    digits = re.findall(r"\d+", text)
    return int(digits[-1]) if digits else 0


def _extend(ends: dict[tuple[object, ...], _Link], key: tuple[object, ...], at: int, weight: float) -> _Link:
    """Add a number to the best chain it can follow: 2.2 after 2.1 or its sections, 3 after all of 2."""
    before: _Link | None = None
    score = 0.0
    *prefix, last = key
    if isinstance(last, int):
        for back in range(1, _MOST_SKIPPED + 1):
            link = ends.get((*prefix, last - back))
            worth = link.score - _SKIPPED * (back - 1) if link is not None else 0.0
            if link is not None and worth > score:
                before, score = link, worth
    if last == 1 and len(key) > 1:
        parent = ends.get(("exact", *prefix))
        if parent is not None and parent.score > score:
            before, score = parent, parent.score
    link = _Link(score + weight + (0.5 if before is None and last == 1 else 0.0), at, before)
    for size in range(1, len(key) + 1):
        known = ends.get(key[:size])
        if known is None or link.score > known.score:
            ends[key[:size]] = link
    exact = ends.get(("exact", *key))
    if exact is None or link.score > exact.score:
        ends[("exact", *key)] = link
    return link


def takes_effect(blocks: Sequence[Block], heading: int) -> int:
    """Return the place from which a heading that stands inside a sentence governs.

    That is the first paragraph behind it that opens a subject ("The Panel considered ...") or speaks of the
    heading's own; else the first paragraph that is no bullet; else the next heading.
    """
    title = _content_words(blocks[heading].words)
    plain_start: int | None = None
    for at in range(heading + 1, min(len(blocks), heading + _FURTHEST)):
        block = blocks[at]
        if block.kind is BlockKind.HEADING and not block.interrupts:
            return plain_start if plain_start is not None else at
        if block.kind is BlockKind.TEXT:
            shared = len(title & _content_words(block.words[:300])) / max(1, len(title))
            if _OPENER.match(block.words[:200]) or shared >= _SHARED:
                return at
            plain_start = at if plain_start is None else plain_start
    return plain_start if plain_start is not None else len(blocks)


def _content_words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z0-9]+", plain(text).lower()) if word not in FUNCTION_WORDS}
