"""The words that tell one matter from another: stems of a text without those of the business itself and of people.

Every word of an index is read once in a drawing of the register, and so is a text that stands in several papers.
"""

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from typing import TypeAlias

from assistant.register.records import Entry
from corpus.undertakings.records import Mention
from corpus.words import stems

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
_MAY_NAME = re.compile(r"Cllr|Councillor|M(?:rs?|s|iss)\b|Dr|Sir|Dame")
# Texts that stay at hand: titles, and passages that hold several commitments, stand close together.
_KEPT = 4_096


Stems: TypeAlias = frozenset[int]
"""Stems by the numbers that one ``Wording`` gives them."""


@dataclass(frozen=True, slots=True)
class Words:
    """Stems of a commitment or passage: its own, those of the titles above it, and all with what is around it."""

    own: Stems
    headed: Stems
    wide: Stems


class Wording:
    """Reads the words of texts; made anew for every drawing, so that no vocabulary stays in memory."""

    def __init__(self) -> None:
        # Of functions that do not know this object: in a ring with it they would outlive the drawing.
        self._read = partial(_read, _Between(telling=True))
        self.telling = lru_cache(maxsize=_KEPT)(self._read)
        self.all = partial(_stems, _Between(telling=False))
        self._known: dict[tuple[str, ...], Words] = {}

    def of_entry(self, entry: Entry) -> Words:
        """Return the words of a commitment."""
        place = entry.place
        said = " ".join(filter(None, (place.quote, *(one.quote for one in entry.also), entry.commitment.action)))
        headed = " ".join((place.item.title if place.item else "", *place.headings))
        title, around = place.part.title, place.around
        if _MAY_NAME.search(title):  # whose name may go on where the passage begins
            title, around = "", f"{title} {around}"
        return self._words(said, headed, title, around)

    def of_mention(self, mention: Mention) -> Words:
        """Return the words of a later passage."""
        return self._words(mention.text, mention.heading, "", mention.before)

    def _words(self, *texts: str) -> Words:
        found = self._known.get(texts)
        if found is None:
            own, (headed, title, around) = self._read(texts[0]), map(self.telling, texts[1:])
            found = self._known[texts] = Words(own, headed, own.union(headed, title, around))
        return found


def _read(between: "_Between", text: str) -> Stems:
    """Return the words of a text that tell it from others, without names."""
    return _stems(between, _NAMES.sub(" ", text) if _MAY_NAME.search(text) else text)


def _stems(between: "_Between", text: str) -> Stems:
    return frozenset(chain.from_iterable(map(between.__getitem__, text.split())))


class _Between(dict[str, tuple[int, ...]]):
    """The stems in what stands between two spaces: half the time that it takes to look for words in a text."""

    def __init__(self, *, telling: bool) -> None:
        super().__init__()
        self._telling = telling
        self._numbers: dict[str, int] = {}

    def __missing__(self, between: str) -> tuple[int, ...]:
        known, found = self._numbers, stems(between)
        if self._telling:
            found = [stem for stem in found if stem in known or _tells(stem)]
        self[between] = numbers = tuple([known.setdefault(stem, len(known)) for stem in found])
        return numbers


def _tells(stem: str) -> bool:
    return stem not in _BUSINESS and not stem.isdigit() and len(stem) > 1
