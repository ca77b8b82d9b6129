"""Neighbouring chunks of one ranking into stretches of a paper, so that a search shows each place once.

A list of passages in which five are pieces of one page hides four other papers from the person who searches.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indexes.records import Place, StoredChunk

LONGEST = 3_000
"""Characters of a stretch at most: about a printed page. On spoken minutes (QMSum, 284 questions) hit@5 was 0.90
at 1,500, 0.92 at 3,000 and 0.93 at 3,600, single chunks 0.87; on other papers (MTRAG-UN) more than 2,400 changed
nothing."""
GAP = 2
"""How many chunks further on a chunk still joins a stretch: one that did not fit as well may lie between them."""


@dataclass(slots=True)
class Stretch:
    """Chunks that follow one another in one agenda item: their ids in reading order, the best, and its score."""

    best: str
    score: float
    ids: list[str]


def gather(
    ranking: Sequence[tuple[str, float]], places: Mapping[str, Place], joining: Sequence[tuple[str, float]] = ()
) -> list[Stretch]:
    """Join each chunk of a ranking to a better one's stretch that it stands beside, as long as that stays short.

    Args:
        ranking: chunks and their scores, best first.
        places: where each of them stands.
        joining: further chunks, best first, which may join a stretch but make none: what they say stands in it.

    Returns:
        Stretches, best first by their best chunk. No chunk is in two of them, and none reaches across two agenda
        items or over a chunk that is not in the ranking.
    """
    at = {(place.paper[0], place.position): one for one, place in places.items()}
    owner: dict[str, Stretch] = {}
    only_join = {one for one, _ in joining}
    found: list[Stretch] = []
    for one, score in (*ranking, *joining):
        if one in owner:
            continue
        stretch = _beside(one, places, at, owner)
        if stretch is None and one in only_join:
            continue
        if stretch is None:
            stretch = Stretch(one, score, [one])
            found.append(stretch)
        owner |= dict.fromkeys(stretch.ids, stretch)
    return found


def join(stretch: Stretch, stored: Mapping[str, StoredChunk]) -> StoredChunk | None:
    """Return a stretch as one chunk with the best one's id and breadcrumb; None where its best is not stored."""
    best = stored.get(stretch.best)
    parts = [stored[one].chunk for one in stretch.ids if one in stored]
    if best is None or len(parts) == 1:
        return best
    chunk = replace(
        best.chunk,
        position=parts[0].position,
        passages=tuple(dict.fromkeys(number for part in parts for number in part.passages)),
        spans=tuple(dict.fromkeys(span for part in parts for span in part.spans)),
        text="\n".join(part.text for part in parts),
        page=parts[0].page,
        printed_page=parts[0].printed_page,
    )
    return replace(best, chunk=chunk)


def _beside(
    one: str, places: Mapping[str, Place], at: Mapping[tuple[int, int], str], owner: Mapping[str, Stretch]
) -> Stretch | None:
    """Return the nearest stretch that the chunk may join, now with it and what lies between; None without any."""
    place = places[one]
    for step in (one for distance in range(1, GAP + 1) for one in (-distance, distance)):
        run = [at.get((place.paper[0], place.position + by)) for by in _way(step)]
        *between, other = run
        stretch = owner.get(other) if other else None
        if stretch is None or any(each is None or each in owner for each in between):
            continue
        grown = [*(each for each in between if each), one]
        ids = sorted({*stretch.ids, *grown}, key=lambda each: places[each].position)
        same = all((places[each].paper, places[each].item) == (place.paper, place.item) for each in ids)
        if same and sum(places[each].size for each in ids) <= LONGEST:
            stretch.ids = ids
            return stretch
    return None


def _way(step: int) -> range:
    """Return the steps from a chunk to another: 1, 2 for 2 and -1, -2 for -2."""
    return range(1, step + 1) if step > 0 else range(-1, step - 1, -1)
