"""What came of each commitment: later passages of the same body's papers that tell of it.

A passage is linked where it stands in a later paper of the same body, tells of something earlier
(``corpus.undertakings.mentions``) and shares rare words with the commitment; one that names the minute, or points
back in so many words, needs fewer. Likeness in meaning decides nothing: neighbouring subjects are as like as the
same one.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.register.candidates import Bars, Later, Words, candidates
from assistant.register.records import Entry, Quoted, Step, StepKind
from assistant.register.standing import last_day
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

# Words of the business itself: in half of all papers, and at home in every subject.
_BUSINESS = frozenset(
    stems(
        "panel committee board council meeting member members report reported police crime commissioner force "
        "chief constable officer officers chairman chair councillor cllr minute minutes item agenda action "
        "actions agreed agree requested request asked ask resolved noted note would will next last provide "
        "provided circulate circulated update information response further written bring brought back include "
        "included date year month january february march april may june july august september october "
        "november december new also made make pcc opcc cc dcc acc executive office undertook undertaking "
        "promised due open complete completed closed work take taken look give given set end following number "
        "time way show shown day days week weeks first received receive published issued sent send since now "
        "still said told see one two manager services democratic scrutiny director head mr mrs ms dr sir "
        "although specific specifically detail details issue issues matter matters case cases paper papers "
        "area areas concern concerns concerned assess assessment assessed regard regarding relating related "
        "relevant particular general question questions discussion discussed point points raised position "
        "approach opportunity process procedure governance background subject purpose however therefore "
        "whilst including consider considered consideration recommendation recommendations available current "
        "currently continue continued support important performance public people "
    )
)


# People are in many matters; whose they are says little.
_NAME = r"[A-Z][\w'’]+(?:-[A-Z][\w'’]+)?"
_NAMES = re.compile(
    rf"\b(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.?\s{_NAME}(?:\s{_NAME})?(?:(?:,|\sand|,\sand)\s{_NAME})*"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A mention where it stands; ``date`` is that of its meeting."""

    mention: Mention
    place: Quoted
    date: date | None


def follow(entries: Sequence[Entry], told: Sequence[Told]) -> tuple[Entry, ...]:
    """Return the entries with the later passages that tell of them, in order of date."""
    mine = [_words_of_entry(entry) for entry in entries]
    theirs = [_words_of_mention(one.mention) for one in told]
    weights = _weights([words.wide for words in (*mine, *theirs)])

    def weigh(shared: Iterable[str]) -> float:
        return sum(weights[stem] for stem in shared)

    later = [
        Later(one.mention, words, one.place.part.body, one.date or one.mention.known_by)
        for one, words in zip(told, theirs, strict=True)
    ]
    near = candidates(entries, mine, later, weights, _BARS)
    known = {_paper(one.place): one.mention.known_by for one in told}
    steps: dict[int, list[Step]] = defaultdict(list)
    for position, (one, words) in enumerate(zip(told, theirs, strict=True)):
        scored = {
            number: score
            for number in near.get(position, ())
            if _may_follow(entries[number], one, known.get(_paper(entries[number].place)))
            and (score := _score(entries[number], mine[number], one, words, weigh)) is not None
        }
        best = max(scored.values(), default=(False, 0.0))
        for number, (named, fit) in scored.items():
            if named == best[0] and fit >= NEARLY * best[1]:
                steps[number].append(_step(one, alone=not mine[number].own & words.own))
    return tuple(replace(entry, steps=_in_order(steps.get(number, ()))) for number, entry in enumerate(entries))


def _score(
    entry: Entry, mine: Words, told: Told, theirs: Words, weigh: Callable[[Iterable[str]], float]
) -> tuple[bool, float] | None:
    """Return whether a passage names the commitment's minute and how well it fits, None where it does not."""
    mention = told.mention
    # A commitment of few words ("She would take this forward") is known by those of its passage.
    brief = weigh(mine.own) < LEAST_SAID
    shared = (mine.wide if brief else mine.own) & theirs.own
    titles = ((mine.wide & theirs.headed) | (mine.headed & theirs.own)) - shared
    own, headed = weigh(shared), weigh(titles)
    fit = own + HEADED * headed + AROUND * (weigh(mine.wide & theirs.wide) - own - headed)
    if any(names(reference, entry) for reference in mention.references):
        return (True, fit) if fit >= LEAST_NAMED and (own or brief) else None
    days = {reference.met for reference in mention.references} - {None}
    if days and entry.met is not None and entry.met not in days:
        return None
    # Where one of the papers does not say whose it is, chance likeness is likelier.
    stranger = STRANGER if bool(entry.body) != bool(told.place.part.body) else 1.0
    dated = mention.since is not None or _was_due(mention.due, entry)
    bar = LEAST_NAMED if entry.met in days else LEAST_DATED if dated else LEAST_BACK
    if mention.back or (mention.headed and own):
        return (False, fit) if fit >= bar * stranger else None
    several = len(shared) + len(titles) >= FEWEST_SHARED and own >= LEAST_OWN
    covered = weigh(mine.own & (theirs.own | theirs.headed)) >= LEAST_COVERED * weigh(mine.own) or titles
    return (False, fit) if several and covered and fit >= LEAST_FIT * stranger else None


def _was_due(month: Month | None, entry: Entry) -> bool:
    day = last_day(entry.commitment.due_date)
    return month is not None and day is not None and month[1] == day.month and month[0] in (None, day.year)


def _may_follow(entry: Entry, told: Told, known: date | None) -> bool:
    """Whether a passage stands in a later paper of the same body; ``known`` is when the entry's was written."""
    # A row of an action log says the commitment again and tells what came of it.
    made = entry.met
    said = [
        place for place in (entry.place, *entry.also) if made is None or place.met is None or place.met <= made
    ]
    if any(_overlap(place, told.place) for place in said):
        return False
    if not same_body(entry.body, told.place.part.body):
        return False
    mention = told.mention
    elsewhere = told.place.document_id not in {place.document_id for place in (entry.place, *entry.also)}
    known_by = told.date or mention.known_by
    if made is None or known_by is None:
        # Nothing tells which was first but a passage that points back from another paper.
        pointing = mention.back or mention.headed
        return elsewhere and pointing and (known is None or known_by is None or known_by >= known)
    if (
        mention.due is not None
        and last_day(entry.commitment.due_date) is not None
        and not _was_due(mention.due, entry)
    ):
        return False
    year, month = mention.since or (None, made.month)
    return known_by > made and month == made.month and year in (None, made.year)


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


def _words_of_entry(entry: Entry) -> Words:
    places = (entry.place, *entry.also)
    said = " ".join(filter(None, (*(place.quote for place in places), entry.commitment.action)))
    own = content_words(said)
    headed = content_words(" ".join((entry.place.item.title if entry.place.item else "", *entry.place.headings)))
    around = content_words(f"{entry.place.part.title} {entry.place.around}")
    return Words(own, headed, own | headed | around)


def _words_of_mention(mention: Mention) -> Words:
    own, headed = content_words(mention.text), content_words(mention.heading)
    return Words(own, headed, own | headed | content_words(mention.before))


def content_words(text: str) -> frozenset[str]:
    """Return the stems of a text that tell one matter from another."""
    text = _NAMES.sub(" ", text)
    return frozenset(one for one in stems(text) if one not in _BUSINESS and not one.isdigit() and len(one) > 1)


def _weights(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return how rare each word is, from 0 to 1."""
    frequencies = Counter(stem for words in texts for stem in words)
    most = math.log(max(len(texts), 50))
    return {stem: 1 - math.log(count) / most for stem, count in frequencies.items()}


def _step(told: Told, *, alone: bool) -> Step:
    """Return what a passage tells; one that shares only the surroundings may end another matter."""
    kind = StepKind(told.mention.kind)
    ends = kind in (StepKind.DONE, StepKind.REPORTED, StepKind.SUPERSEDED)
    return Step(StepKind.TAKEN_UP if alone and ends and not told.mention.back else kind, told.place, told.date)


def _in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return steps by date, the same words on the same day once: minutes stand in the next pack as well."""
    found: dict[tuple[date | None, frozenset[str]], Step] = {}
    for step in steps:
        found.setdefault((step.date, frozenset(stems(step.place.quote))), step)
    return tuple(
        sorted(found.values(), key=lambda step: (step.date or date.max, step.place.source, step.place.start))
    )
