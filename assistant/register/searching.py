"""Searching the register: by topic in plain words, owner, body, strength, status and dates; sorted and counted."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from functools import lru_cache

from assistant.register.records import OUTSTANDING, Entry, Standing, Wanted
from assistant.register.standing import is_due_before
from assistant.understanding.thesaurus import meanings
from corpus.errors import MinutebookError
from corpus.people.roles import canonical
from corpus.words import stems
from indexes.records import Scope

Near = Callable[[str, Scope], Mapping[str, tuple[tuple[int, int, float], ...]]]
"""How near the papers' passages are to a topic in meaning: (start, end, cosine) by document id."""

# A passage whose cosine with the topic reaches this is about it, whatever its words. For 14 topics of the sample
# papers, asked in other words, it brings 16 commitments, 12 of them right; at 0.35 it would be 75 with 24 right.
LEAST_COSINE = 0.4

# "The police" are their officers, whoever of them it is.
_FORCE = re.compile(r"(?:the )?(?:police|force|police force|constabulary)", re.IGNORECASE)
_OF_FORCE = re.compile(
    r"\b(?:constables?|CC|DCC|ACC|police(?! (?:and|&) crime)|force|constabulary|superintendent|inspector)\b",
    re.IGNORECASE,
)

NO_OWNER = "nobody named"

# Two for each commitment; a county's twelve years hold some fifteen thousand of them.
_TEXTS_KEPT = 50_000


def search(entries: Sequence[Entry], wanted: Wanted, near: Near | None, scope: Scope) -> tuple[Entry, ...]:
    """Return the entries that fit, in the order asked for; without one by topic, else as the papers have them."""
    chosen = [entry for entry in entries if fits(entry, wanted)]
    if wanted.topic and stems(wanted.topic):
        found = near(wanted.topic, scope) if near else {}
        scored = [(about(entry, wanted.topic, found.get(entry.place.document_id, ())), entry) for entry in chosen]
        chosen = [entry for score, entry in sorted(scored, key=lambda pair: -pair[0]) if score > 0]
    return tuple(ordered(chosen, wanted.order))


def fits(entry: Entry, wanted: Wanted) -> bool:
    """Whether an entry is one of those asked for, its topic aside."""
    made = entry.met
    return (
        _is_owned_by(entry, wanted.owner)
        and _within(wanted.body, entry.body)
        and wanted.source in (None, *(place.source for place in (entry.place, *entry.also)))
        and wanted.strength in (None, entry.commitment.strength)
        and _has_standing(entry, wanted)
        and (wanted.made_from is None or (made is not None and made >= wanted.made_from))
        and (wanted.made_to is None or (made is not None and made <= wanted.made_to))
        and (wanted.due_before is None or is_due_before(entry.commitment.due_date, wanted.due_before))
    )


def about(entry: Entry, topic: str, near: Iterable[tuple[int, int, float]] = ()) -> float:
    """Return how well an entry fits a topic, 0 where it does not: every word of it, or its meaning.

    Words, or the papers' own for them, are sought in the commitment, its topics, its item and its headings.
    """
    asked, words = _asked(topic), 0.0
    own = _stems_of((entry.commitment.quote, entry.commitment.action or ""))
    around = own | _stems_of(tuple(_around(entry)))
    if asked and all(_met(word, written, around) for word, written in asked):
        near_by = sum(_met(word, written, own) for word, written in asked)
        words = (near_by + len(asked)) / (2 * len(asked))
    place = entry.place
    cosine = max(
        (likeness for start, end, likeness in near if start < place.end and place.start < end), default=0.0
    )
    return words + max(cosine, 0.0) if words or cosine >= LEAST_COSINE else 0.0


@lru_cache
def _asked(topic: str) -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """Return the stems of a topic, each with those of the papers' words for it (certificates for gun licences)."""
    written = meanings(topic)
    return tuple(
        (word, tuple(frozenset(stems(phrase)) for phrase in written.get(word, ())))
        for word in dict.fromkeys(stems(topic))
    )


@lru_cache(maxsize=_TEXTS_KEPT)
def _stems_of(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stems(" ".join(texts)))


def _met(word: str, written: Iterable[frozenset[str]], held: Set[str]) -> bool:
    return word in held or any(phrase <= held for phrase in written)


def ordered(entries: Iterable[Entry], order: str | None) -> list[Entry]:
    """Return entries by the day they are due or were made, those without one last; else as they come."""
    if order == "due":
        return sorted(entries, key=lambda entry: entry.commitment.due_date or "9999")
    if order == "made":
        return sorted(entries, key=lambda entry: entry.met or date.max)
    return list(entries)


def counts(entries: Iterable[Entry]) -> dict[str, list[tuple[str, int]]]:
    """Return how many entries there are by owner, by topic and by status, most first."""
    listed = list(entries)
    by = {
        "owner": Counter(entry.commitment.owner or NO_OWNER for entry in listed),
        "topic": Counter(topic for entry in listed for topic in entry.commitment.topics),
        "status": Counter(entry.standing.value for entry in listed),
    }
    return {name: sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])) for name, counter in by.items()}


def _has_standing(entry: Entry, wanted: Wanted) -> bool:
    if wanted.overdue_at is not None and entry.standing is not Standing.OVERDUE:
        return False
    return entry.standing in wanted.statuses if wanted.statuses else entry.standing is not Standing.REJECTED


def named_statuses(word: str | None) -> frozenset[Standing]:
    """Return the statuses that a word asks for; "outstanding" is all that still waits for somebody.

    Raises:
        MinutebookError: there is no such status.
    """
    plain = (word or "").strip().casefold()
    if not plain:
        return frozenset()
    if plain == "outstanding":
        return OUTSTANDING
    if plain not in set(Standing):
        known = ", ".join(one.value for one in Standing)
        raise MinutebookError(f"The status {' '.join(plain.split())} is not known: it is outstanding, {known}.")
    return frozenset({Standing(plain)})


def _is_owned_by(entry: Entry, owner: str | None) -> bool:
    if owner is None:
        return True
    named = entry.commitment.owner
    if named is None:
        return False
    if _FORCE.fullmatch(owner.strip()):
        return _OF_FORCE.search(named) is not None
    # Whole words, since "PCC" is also the end of "OPCC".
    if re.search(rf"\b{re.escape(owner.strip())}\b", named, re.IGNORECASE):
        return True
    # "PCC", "the Commissioner" and "Police and Crime Commissioner" are one office.
    asked, known = canonical(owner), canonical(named)
    return asked is not None and known is not None and asked.casefold() == known.casefold()


def _within(part: str | None, whole: str | None) -> bool:
    return part is None or part.casefold() in (whole or "").casefold()


def _around(entry: Entry) -> Iterable[str]:
    yield from entry.commitment.topics
    for place in (entry.place, *entry.also):
        yield place.quote
        yield place.part.title
        if place.item is not None:
            yield place.item.title
        yield from place.headings
