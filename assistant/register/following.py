"""What came of each commitment: later passages of the same body's papers that tell of it.

A passage is linked where it stands in a later paper of the same body, tells of something earlier
(``corpus.undertakings.mentions``) and shares rare words with the commitment; one that names the minute, or points
back in so many words, needs fewer. Likeness in meaning decides nothing: neighbouring subjects are as like as the
same one.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from assistant.register.candidates import Bars, Later, candidates
from assistant.register.records import Entry, Quoted, Step, StepKind
from assistant.register.standing import last_day
from assistant.register.telling import Stems, Wording, Words
from corpus.undertakings.records import Mention, Month, Reference
from corpus.words import stems

# Shared words count by how rare they are among the passages compared: 1 for a word of one, 0 for a word of all.
# Set on the 28 threads of the sample papers and read by eye on five real papers.
LEAST_NAMED = 0.5  # where the minute or the day of its meeting is named
LEAST_DATED = 1.0  # where it or its heading points back, to the month in which the commitment was made or due
LEAST_BACK = 1.5  # where it points back without a date
LEAST_OWN, LEAST_FIT = 0.9, 1.5  # where neither does: in the sentences alone, and with their surroundings
FEWEST_SHARED, LEAST_COVERED = 3, 0.25  # words there, and their share of the commitment's own
LEAST_SAID = 2.5  # in the commitment itself; below that its whole passage speaks for it
HEADED, AROUND = 0.7, 0.4  # what a word of the titles above counts for, and one of the passage before
_BARS = Bars(LEAST_NAMED, LEAST_DATED, LEAST_BACK, LEAST_OWN, HEADED, AROUND, LEAST_SAID)
STRANGER = 1.1
# A passage is about the commitment that it fits best, and about others that it fits nearly as well.
NEARLY = 0.65


@dataclass(frozen=True, slots=True)
class Told:
    """A mention where it stands; ``date`` is that of its meeting."""

    mention: Mention
    place: Quoted
    date: date | None


def follow(entries: Sequence[Entry], told: Sequence[Told]) -> tuple[Entry, ...]:
    """Return the entries with the later passages that tell of them, in order of date."""
    wording = Wording()
    mine = [wording.of_entry(entry) for entry in entries]
    theirs = [wording.of_mention(one.mention) for one in told]
    weights = _weights([words.wide for words in (*mine, *theirs)])

    def weigh(shared: Stems) -> float:
        # Summed exactly, so that the order of a set decides nothing.
        return math.fsum(map(weights.__getitem__, shared))

    later = [
        Later(one.mention, words, one.place.part.body, one.date or one.mention.known_by)
        for one, words in zip(told, theirs, strict=True)
    ]
    near = candidates(entries, mine, later, weights, _BARS)
    known = {_paper(one.place): one.mention.known_by for one in told}
    owning = {number: weigh(mine[number].own) for number in set(chain.from_iterable(near.values()))}
    steps: dict[int, list[Step]] = defaultdict(list)
    for position, numbers in near.items():
        one, words = told[position], theirs[position]
        scored = {
            number: score
            for number in numbers
            if _may_follow(entries[number], one, known)
            and (score := _score(entries[number], mine[number], owning[number], one, words, weigh)) is not None
        }
        best = max(scored.values(), default=(False, 0.0))
        for number, (named, fit) in scored.items():
            if named == best[0] and fit >= NEARLY * best[1]:
                steps[number].append(_step(one, alone=mine[number].own.isdisjoint(words.own)))
    return tuple(
        replace(entry, steps=_in_order(steps[number])) if number in steps else entry
        for number, entry in enumerate(entries)
    )


def _score(
    entry: Entry, mine: Words, owning: float, told: Told, theirs: Words, weigh: Callable[[Stems], float]
) -> tuple[bool, float] | None:
    """Return whether a passage names the commitment's minute and how well it fits, None where it does not.

    ``owning`` is what the commitment's own words weigh.
    """
    mention, met = told.mention, entry.met
    named = any(names(reference, entry) for reference in mention.references)
    days = {reference.met for reference in mention.references if reference.met}
    if not named and days and met is not None and met not in days:
        return None
    # A commitment of few words ("She would take this forward") is known by those of its passage.
    brief = owning < LEAST_SAID
    shared = (mine.wide if brief else mine.own) & theirs.own
    titles = ((mine.wide & theirs.headed) | (mine.headed & theirs.own)) - shared
    own, headed = weigh(shared), weigh(titles)
    fit = own + HEADED * headed + AROUND * (weigh(mine.wide & theirs.wide) - own - headed)
    if named:
        return (True, fit) if fit >= LEAST_NAMED and (own or brief) else None
    # Where one of the papers does not say whose it is, chance likeness is likelier.
    stranger = STRANGER if bool(entry.body) != bool(told.place.part.body) else 1.0
    if mention.back or (mention.headed and own):
        dated = mention.since is not None or _was_due(mention.due, entry)
        bar = LEAST_NAMED if met in days else LEAST_DATED if dated else LEAST_BACK
        return (False, fit) if fit >= bar * stranger else None
    several = len(shared) + len(titles) >= FEWEST_SHARED and own >= LEAST_OWN
    if not several or fit < LEAST_FIT * stranger:
        return None
    covered = titles or weigh(mine.own & (theirs.own | theirs.headed)) >= LEAST_COVERED * owning
    return (False, fit) if covered else None


def _was_due(month: Month | None, entry: Entry) -> bool:
    day = last_day(entry.commitment.due_date)
    return month is not None and day is not None and month[1] == day.month and month[0] in (None, day.year)


def _may_follow(entry: Entry, told: Told, known: Mapping[tuple[str, int], date | None]) -> bool:
    """Whether a passage stands in a later paper of the same body; ``known`` is when papers were written."""
    made, mention = entry.met, told.mention
    known_by = told.date or mention.known_by
    if made is None or known_by is None:
        # Nothing tells which was first but a passage that points back from another paper.
        if not (mention.back or mention.headed) or _is_in(entry, told.place.document_id):
            return False
        written = known.get(_paper(entry.place))
        later = written is None or known_by is None or known_by >= written
    else:
        year, month = mention.since or (None, made.month)
        later = known_by > made and month == made.month and year in (None, made.year)
        if mention.due is not None and last_day(entry.commitment.due_date) is not None:
            later = later and _was_due(mention.due, entry)
    # A row of an action log says the commitment again and tells what came of it.
    return (
        later
        and same_body(entry.body, told.place.part.body)
        and not any(
            _overlap(place, told.place) and (made is None or place.met is None or place.met <= made)
            for place in (entry.place, *entry.also)
        )
    )


def _is_in(entry: Entry, document_id: str) -> bool:
    return any(place.document_id == document_id for place in (entry.place, *entry.also))


def _paper(place: Quoted) -> tuple[str, int]:
    return place.document_id, place.part.start


def same_body(one: str | None, other: str | None) -> bool:
    """Whether two papers may be of one body; one that does not say whose it is may be of any."""
    return one is None or other is None or one.casefold() == other.casefold()


def _overlap(one: Quoted, other: Quoted) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end


def names(reference: Reference, entry: Entry) -> bool:
    """Whether a passage names the minute that an entry stands in."""
    for place in (entry.place, *entry.also):
        number = place.item.number if place.item else None
        if number is not None and number.strip(" .").casefold() == reference.minute.casefold():
            return reference.met is None or place.met is None or reference.met == place.met
    return False


def _weights(texts: Sequence[Stems]) -> list[float]:
    """Return by its number how rare each word is, from 0 to 1."""
    frequencies = Counter(chain.from_iterable(texts))
    most = math.log(max(len(texts), 50))
    return [1 - math.log(frequencies[stem] or 1) / most for stem in range(max(frequencies, default=-1) + 1)]


def _step(told: Told, *, alone: bool) -> Step:
    """Return what a passage tells; one that shares only the surroundings may end another matter."""
    kind = StepKind(told.mention.kind)
    ends = kind in (StepKind.DONE, StepKind.REPORTED, StepKind.SUPERSEDED)
    return Step(StepKind.TAKEN_UP if alone and ends and not told.mention.back else kind, told.place, told.date)


def _in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return steps by date, the same words on the same day once: minutes stand in the next pack as well."""
    some = list(steps)
    if len(some) == 1:
        return tuple(some)
    if len({step.date for step in some}) < len(some):
        found: dict[tuple[date | None, frozenset[str]], Step] = {}
        for step in some:
            found.setdefault((step.date, frozenset(stems(step.place.quote))), step)
        some = list(found.values())
    return tuple(sorted(some, key=lambda step: (step.date or date.max, step.place.source, step.place.start)))
