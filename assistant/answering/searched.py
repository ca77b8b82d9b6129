"""Which papers were looked through, in words."""

from collections.abc import Sequence

from corpus.time.dates import british
from indexes.records import Filters, Meeting, StoredDocument

BODIES_NAMED = 3
"""So many bodies are named where an answer says what was searched."""

NOTHING = "no papers"
NOTHING_YET = (
    "No papers are indexed yet: add some in the Papers tab of the window, or with `minutebook ingest FOLDER`, and "
    "ask again."
)
"""The whole answer to any question where there is nothing to search."""

_PLURALS = {"minutes": "minutes", "notes": "notes", "appendix": "appendices", "other": "other papers"}


def papers_in_words(documents: Sequence[StoredDocument], meetings: Sequence[Meeting]) -> str:
    """Say how many documents there are, of which bodies, and of which time; ``NOTHING`` where there are none."""
    if not documents:
        return NOTHING
    dates = sorted(part.meeting_date for one in documents for part in one.parts if part.meeting_date)
    words = f"{len(documents)} document{'' if len(documents) == 1 else 's'}"
    bodies = tuple(dict.fromkeys(one.body for one in meetings if one.body))
    if bodies:
        more = f" and {len(bodies) - BODIES_NAMED} more" if len(bodies) > BODIES_NAMED else ""
        words += f" of {', '.join(bodies[:BODIES_NAMED])}{more}"
    if dates:
        words += f" with meetings from {dates[0]:%B %Y} to {dates[-1]:%B %Y}"
    return words


def limited(searched: str, filters: Filters) -> str:
    """Say in a sentence what of the papers ``searched`` the filters left."""
    if filters.empty or searched == NOTHING:
        return searched
    kind = filters.kind or "paper"
    left = _PLURALS.get(kind, f"{kind}s")
    left += f" of {filters.body}" if filters.body else ""
    first, last = (british(one) if one else "" for one in (filters.date_from, filters.date_to))
    if first and first == last:
        left += f" of the meeting on {first}"
    elif first or last:
        when = f"between {first} and {last}" if first and last else f"since {first}" if first else f"up to {last}"
        left += f" of meetings {when}"
    left += f" in {filters.source}" if filters.source else ""
    if filters.speaker:
        elsewhere = "" if left == "papers" else f" in {left}"
        left = f"what was said by {filters.speaker}{elsewhere}"
    return f"{searched}, limited to {left}"
