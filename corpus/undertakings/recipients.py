"""To whom something is owed: who asked for it, or who is to receive it."""

import re
from collections.abc import Mapping

from corpus.undertakings.agents import agents
from corpus.undertakings.phrasing import flat

_GIVEN = re.compile(r"\b(?:to|with|for|let|advise|inform|notify|update|brief|write to|before|by) $", re.IGNORECASE)
_RECEIVES = re.compile(
    r" (?:would|will|to|should)(?: \w+)? (?:receive|be (?:provided|sent|given|informed|updated|kept|advised"
    r"|notified)|have)\b",
    re.IGNORECASE,
)
_THE = re.compile(r"(?:the|all|any|its|his|her|their) $", re.IGNORECASE)


def recipient_of(text: str, clause: int, kind: str, meanings: Mapping[str, str], owner: str | None) -> str | None:
    """Return to whom a commitment is owed, as named: who receives it, else who asked for it, else None."""
    words = flat(text)
    for agent in agents(words, meanings):
        if agent.pronoun or agent.name == owner:
            continue
        lead = _THE.sub("", words[max(0, agent.start - 24) : agent.start])
        if _RECEIVES.match(words, agent.end) or (agent.start >= clause and _GIVEN.search(lead)):
            return agent.name
    if kind == "request":
        first = next((agent for agent in agents(words[:clause], meanings) if not agent.pronoun), None)
        return first.name if first is not None and first.name != owner else None
    return None
