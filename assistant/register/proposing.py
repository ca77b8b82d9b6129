"""A commitment in better words, by a language model; what its quote does not bear out is dropped."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.register.records import Entry
from assistant.support.likeness import plain, words
from assistant.support.support import supported
from assistant.writing.llm import LanguageModel
from assistant.writing.writing import neutral
from prompts.library import load

# Longer than this is a lecture and no line of a tracker.
LONGEST = 40
_LINE = re.compile(r"^\W*(owner|action|due)\W*:\s*(.*)$", re.IGNORECASE | re.MULTILINE)
_NONE = frozenset({"", "none", "null", "n/a", "unknown", "not stated", "not said"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model proposes for an officer to confirm: None where it says nothing or what it says was dropped.

    ``dropped`` names what was left out because the quote does not bear it out.
    """

    owner: str | None = None
    action: str | None = None
    due: str | None = None
    dropped: tuple[str, ...] = ()


def propose(entry: Entry, model: LanguageModel) -> Proposal:
    """Let a model say who is to do what by when; the quote and its place stay as they are.

    The owner must be named, and the due phrase stand, in the quote or the passage around it; the action must be
    carried by them, figures and names included.

    Raises:
        MinutebookError: the model fails.
    """
    place = entry.place
    paper = " · ".join(filter(None, (place.title, place.item.title if place.item else "", *place.headings)))
    filled = load("commitment").fill(
        {"quote": neutral(place.quote), "context": neutral(place.around), "paper": neutral(paper)}
    )
    said = {name.lower(): value.strip().strip('"“”*') for name, value in _LINE.findall(model.reply(filled))}
    told = " ".join((place.quote, place.around, entry.commitment.owner or ""))
    checks: dict[str, Callable[[str], bool]] = {
        "owner": lambda value: set(words(value)) <= set(words(told)),
        "action": lambda value: supported(value, [place.quote, place.around]),
        "due": lambda value: plain(value).casefold() in plain(told).casefold(),
    }
    given = {name: value for name, value in said.items() if value.casefold().rstrip(".") not in _NONE}
    kept = {name: value for name, value in given.items() if len(value.split()) <= LONGEST and checks[name](value)}
    return Proposal(**kept, dropped=tuple(name for name in checks if name in given and name not in kept))
