"""One undertaking said twice is one commitment with both places.

In prose and in the table of actions, in the minutes and in the next pack's action log, in a report and in the pack
that holds it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.register.following import Told, content_words, names, same_body
from assistant.register.records import Entry, Quoted
from corpus.words import stems

# Of the words of the shorter of two, so many stand in the other: a table's row leaves out little but the grammar.
# Read on the sample papers and five real ones; at 0.7 neighbouring activities of a delivery plan became one.
LEAST_HELD = 0.8
FEWEST_WORDS = 4
FEWEST_SAME = 6  # of a quote that stands word for word in two papers; "To be confirmed" stands in many
# Of a row that names the minute, so many stand in that minute's paragraph.
LEAST_LOGGED = 0.6


def join(entries: Sequence[Entry], told: Sequence[Told]) -> tuple[Entry, ...]:
    """Return the entries with those that say the same as one, at the place where it was said first.

    Args:
        entries: one for each place, in the order of the papers.
        told: the later passages; a row of an action log that names a minute is the commitment made there.
    """
    words = [frozenset(stems(entry.place.quote)) for entry in entries]
    told_of = [content_words(entry.place.quote) for entry in entries]
    around = [own | content_words(entry.place.around) for own, entry in zip(told_of, entries, strict=True)]
    logged = _logged(told)
    rivals = _rivals(entries, logged)
    leader = list(range(len(entries)))
    for number, own in enumerate(words):
        for other in sorted(rivals[number]):
            if words[other].isdisjoint(own):
                continue
            one, two = entries[other], entries[number]
            if (
                _same(one, two, _held(words[other], own))
                or _logs(one, two, around[other], told_of[number], logged)
                or _logs(two, one, around[number], told_of[other], logged)
            ):
                leader[number] = leader[other]
                break
    groups: dict[int, list[Entry]] = defaultdict(list)
    for number, entry in enumerate(entries):
        groups[leader[number]].append(entry)
    return tuple(_joined(group) for group in groups.values())


def _rivals(entries: Sequence[Entry], logged: Mapping[str, Sequence[Told]]) -> list[set[int]]:
    """Return for each entry those before it that could be the same: in its paper, in its words, at its minute."""
    found: list[set[int]] = []
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        place = entry.place
        minute = place.item.number.strip(" .").casefold() if place.item and place.item.number else None
        named = {
            reference.minute.casefold() for one in _told_in(place, logged) for reference in one.mention.references
        }
        keys = [("paper", place.document_id), ("words", _plain(place))]
        keys += [("logs", minute)] if minute else []
        keys += [("names", one) for one in named]
        asks = keys[:2] + ([("names", minute)] if minute else []) + [("logs", one) for one in named]
        found.append({other for key in asks for other in alike[key]})
        for key in keys:
            alike[key].append(number)
    return found


def _held(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    shared, fewer = len(mine & theirs), min(len(mine), len(theirs))
    return shared >= FEWEST_WORDS and shared >= LEAST_HELD * fewer


def _same(one: Entry, other: Entry, alike: bool) -> bool:
    """Whether two entries of one meeting say the same."""
    first, second = one.place, other.place
    if not same_body(one.body, other.body):
        return False
    if first.document_id == second.document_id and first.met == second.met:
        # Inside one paper only a table of actions says again what the prose has said.
        return alike and first.row != second.row and first.part == second.part
    return (
        (first.met is None or second.met is None or first.met == second.met)
        and _plain(first) == _plain(second)
        and _long(first)
    )


def _logs(
    made: Entry, row: Entry, around: frozenset[str], words: frozenset[str], logged: Mapping[str, Sequence[Told]]
) -> bool:
    """Whether an entry is the row of an action log that another one, made at the minute it names, is kept in."""
    place = row.place
    if not place.row or not same_body(made.body, row.body) or len(words & around) < LEAST_LOGGED * len(words):
        return False
    return any(names(reference, made) for one in _told_in(place, logged) for reference in one.mention.references)


def _told_in(row: Quoted, logged: Mapping[str, Sequence[Told]]) -> Iterator[Told]:
    """Yield what names a minute in the row that a commitment stands in."""
    if row.row:
        for one in logged.get(row.document_id, ()):
            if one.place.start <= row.start < one.place.end:
                yield one


def _logged(told: Iterable[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.mention.references:
            found[one.place.document_id].append(one)
    return found


def _plain(place: Quoted) -> str:
    return " ".join(place.quote.split()).casefold()


def _long(place: Quoted) -> bool:
    return len(place.quote.split()) >= FEWEST_SAME


def _joined(group: Sequence[Entry]) -> Entry:
    """Return the entry that was said first, in prose where that is so, with what the others add to it."""
    first, *others = sorted(
        group, key=lambda entry: (entry.met is None, (entry.met and entry.met.isoformat()) or "", entry.place.row)
    )
    if not others:
        return first
    found = first.commitment
    for entry in others:
        more = entry.commitment
        found = replace(
            found,
            owner=found.owner or more.owner,
            recipient=found.recipient or more.recipient,
            due=found.due or more.due,
            due_date=found.due_date or more.due_date,
            topics=tuple(dict.fromkeys((*found.topics, *more.topics))),
        )
    return replace(first, commitment=found, also=tuple(entry.place for entry in others))
