"""One undertaking said twice is one commitment with both places.

In prose and in the table of actions, in the minutes and in the next pack's action log, in a report and in the pack
that holds it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from assistant.register.following import Told, names, same_body
from assistant.register.records import Entry, Quoted
from assistant.register.telling import Stems, Wording

_Key: TypeAlias = tuple[str, str, str | bool | None]

# Of the words of the shorter of two, so many stand in the other: a table's row leaves out little but the grammar.
# Read on the sample papers and five real ones; at 0.7 neighbouring activities of a delivery plan became one.
LEAST_HELD = 0.8
FEWEST_WORDS = 4
FEWEST_SAME = 6  # of a quote that stands word for word in two papers; "To be confirmed" stands in many
# Of a row that names the minute, so many stand in that minute's paragraph.
LEAST_LOGGED = 0.6


class _Said:
    """An entry as it is compared with others; words are read only where two could be the same but for these."""

    def __init__(self, entry: Entry, logged: Mapping[str, Sequence[Told]], wording: Wording) -> None:
        place = entry.place
        self.entry, self.place, self._wording = entry, place, wording
        self.plain = " ".join(place.quote.split()).casefold()
        self.long = self.plain.count(" ") + 1 >= FEWEST_SAME
        self.references = [one for told in _told_in(place, logged) for one in told.mention.references]
        number = place.item.number if place.item else None
        body = place.part.body and place.part.body.casefold()
        named = {one.minute.casefold() for one in self.references}
        minutes = {number.strip(" .").casefold()} if number else set[str]()
        part = f"{place.document_id} {place.part.start}"
        self.keys: list[_Key] = [("paper", part, place.row)]
        self.keys += [("words", self.plain, None)] if self.long else []
        self.asks: list[_Key] = [("paper", part, not place.row), *self.keys[1:]]
        # One that does not say whose it is may be of any body.
        at: tuple[str | None, ...] = (body, "*")
        of: tuple[str | None, ...] = (body, None) if body else ("*",)
        self.keys += [("logs", one, whose) for one in minutes for whose in at]
        self.keys += [("names", one, whose) for one in named for whose in at]
        self.asks += [("names", one, whose) for one in minutes for whose in of]
        self.asks += [("logs", one, whose) for one in named for whose in of]

    @cached_property
    def stems(self) -> Stems:
        """All content words of the quote."""
        return self._wording.all(self.place.quote)

    @cached_property
    def words(self) -> Stems:
        """The words of the quote that tell it from others."""
        return self._wording.telling(self.place.quote)

    @cached_property
    def around(self) -> Stems:
        """Those, and the words of the passage that it stands in."""
        return self.words | self._wording.telling(self.place.around)


def join(entries: Sequence[Entry], told: Sequence[Told]) -> tuple[Entry, ...]:
    """Return the entries with those that say the same as one, at the place where it was said first.

    Args:
        entries: one for each place, in the order of the papers.
        told: the later passages; a row of an action log that names a minute is the commitment made there.
    """
    logged, wording = _logged(told), Wording()
    said = [_Said(entry, logged, wording) for entry in entries]
    # Those that could be the same: in its paper, in its words, at its minute.
    alike: dict[_Key, list[int]] = defaultdict(list)
    leader = list(range(len(said)))
    for number, two in enumerate(said):
        for other in sorted({rival for key in two.asks for rival in alike.get(key, ())}):
            one = said[other]
            if (_same(one, two) or _logs(one, two) or _logs(two, one)) and not one.stems.isdisjoint(two.stems):
                leader[number] = leader[other]
                break
        for key in two.keys:
            alike[key].append(number)
    groups: dict[int, list[Entry]] = defaultdict(list)
    for number, entry in enumerate(entries):
        groups[leader[number]].append(entry)
    return tuple(_joined(group) for group in groups.values())


def _held(mine: Stems, theirs: Stems) -> bool:
    shared, fewer = len(mine & theirs), min(len(mine), len(theirs))
    return shared >= FEWEST_WORDS and shared >= LEAST_HELD * fewer


def _same(one: _Said, two: _Said) -> bool:
    """Whether two entries of one meeting say the same."""
    first, second = one.place, two.place
    if not same_body(first.part.body, second.part.body):
        return False
    if first.document_id == second.document_id and first.met == second.met:
        # Inside one paper only a table of actions says again what the prose has said.
        return first.row != second.row and first.part == second.part and _held(one.stems, two.stems)
    near = first.met is None or second.met is None or first.met == second.met
    return near and one.long and one.plain == two.plain


def _logs(made: _Said, row: _Said) -> bool:
    """Whether an entry is the row of an action log that another one, made at the minute it names, is kept in."""
    return (
        bool(row.references)
        and same_body(made.place.part.body, row.place.part.body)
        and any(names(reference, made.entry) for reference in row.references)
        and len(row.words & made.around) >= LEAST_LOGGED * len(row.words)
    )


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


def _joined(group: Sequence[Entry]) -> Entry:
    """Return the entry that was said first, in prose where that is so, with what the others add to it."""
    if len(group) == 1:
        return group[0]
    first, *others = sorted(
        group, key=lambda entry: (entry.met is None, (entry.met and entry.met.isoformat()) or "", entry.place.row)
    )
    said = [entry.commitment for entry in (first, *others)]
    found = replace(
        first.commitment,
        owner=_known(one.owner for one in said),
        recipient=_known(one.recipient for one in said),
        due=_known(one.due for one in said),
        due_date=_known(one.due_date for one in said),
        topics=tuple(dict.fromkeys(chain.from_iterable(one.topics for one in said))),
    )
    return replace(first, commitment=found, also=tuple(entry.place for entry in others))


def _known(words: Iterable[str | None]) -> str | None:
    return next(filter(None, words), None)
