"""Which papers were looked through, in words."""

from collections.abc import Sequence

from corpus.time.dates import british
from indexes.records import Filters, Meeting, StoredDocument

BODIES_NAMED = 3
"""So many bodies are named where an answer says what was searched."""


def papers_in_words(documents: Sequence[StoredDocument], meetings: Sequence[Meeting]) -> str:
    """Say how many documents there are, of which bodies, and of which time."""
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
    """Say what the filters leave of the papers that are there."""
    limits = [
        filters.body and f"body {filters.body}",
        filters.date_from and f"from {british(filters.date_from)}",
        filters.date_to and f"to {british(filters.date_to)}",
        filters.kind and f"kind {filters.kind}",
        filters.source and f"paper {filters.source}",
    ]
    given = [limit for limit in limits if limit]
    return f"{searched}, limited to {', '.join(given)}" if given else searched
