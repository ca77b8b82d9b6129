"""First questions that the indexed papers can answer."""

import re
from collections.abc import Iterator, Sequence

from indexes.records import StoredDocument

MOST = 4
FEWEST_WORDS, MOST_WORDS = 2, 8  # of the title of an item that is asked about

# Questions that the sample papers answer, with the paper that does.
SAMPLE = (
    ("What happened to the front counter at Tarrowby?", "severn-vale-minutes-2025-01-30.docx"),
    ("How many special constables are there?", "severn-vale-signed-minutes-2024-06-13.pdf"),
    ("What was the average time to answer a 101 call?", "severn-vale-performance-report-q1-2024-25.pdf"),
    ("Has web chat started?", "severn-vale-delivery-plan-update-2025-01.md"),
)

# Business that every meeting has and nobody asks about.
_ROUTINE = re.compile(
    r"apolog|absence|minutes|declaration|disclosure|interest|chair|urgent|any other|date of|next meeting|question|"
    r"exclusion|exempt|confidential|welcome|introduction|appointment|membership|work programme|forward plan|"
    r"substitut|matters arising|announcement|actions of",
    re.IGNORECASE,
)


def offered(documents: Sequence[StoredDocument], prepared: Sequence[tuple[str, str]] = SAMPLE) -> tuple[str, ...]:
    """Return questions to begin with.

    ``prepared`` are questions with the source that answers them; those whose source is indexed are used. Where
    none is, the latest items of the papers themselves are asked about.
    """
    sources = {document.source for document in documents}
    known = tuple(question for question, source in prepared if source in sources)
    return known[:MOST] or tuple(dict.fromkeys(_about_items(documents)))[:MOST]


def worth_asking(title: str) -> bool:
    """Say whether an agenda item's title names a subject that somebody would ask about."""
    return FEWEST_WORDS <= len(title.split()) <= MOST_WORDS and not _ROUTINE.search(title)


def _about_items(documents: Sequence[StoredDocument]) -> Iterator[str]:
    parts = [part for document in documents for part in document.parts if part.meeting_date]
    for part in sorted(parts, key=lambda part: (part.meeting_date, part.title), reverse=True):
        for item in part.items:
            title = item.title.strip().rstrip(".:")
            if worth_asking(title):
                yield f"What was said about {title.lower() if title.isupper() else title}?"
