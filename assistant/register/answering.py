"""The register's answer to a question: every commitment that fits, in the papers' words, each cited.

The list is complete; past a hundred it says where the rest is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from assistant.answering.evidence import named_paper
from assistant.records import Answer, Citation, Query, Status
from assistant.register.asking import Asked, commitment_question
from assistant.register.ledger import Register
from assistant.register.records import Entry, Quoted, Standing, StepKind
from corpus.time.dates import british
from indexes.records import Hit, Scope

MOST = 100
_RECORDED = re.compile(
    r"\W*(?:actions?|AP ?\d)\b|[A-Z0-9][^.;,]{0,60}? to (?:be )?[a-z]{2,}\b(?<!that)", re.IGNORECASE
)
_FIRST = {"agreed": 0, "intention": 1, "standing": 2}


def answer_commitments(
    query: Query, register: Register, hits: Sequence[Hit], *, searched: str, scope: Scope
) -> Answer | None:
    """Answer a question that asks for commitments as such; None where it asks for anything else.

    Also None where it names somebody or something that no commitment is about: the papers may still say it in
    other words, and the ordinary answer looks there. So it does for what one person said, which no entry tells.
    """
    if query.filters.speaker:
        return None
    asked = commitment_question(query.asked, query.filters, register.days(scope))
    if asked is None:
        return None
    found = register.find(asked.wanted, scope, by_meaning=False)
    if not found:
        return None
    ordered = sorted(found, key=lambda entry: _FIRST.get(entry.commitment.strength, 3))
    text, citations = _said(ordered[:MOST], asked)
    if len(ordered) > MOST:
        text += "\n\nThere are more: the Commitments tab and `minutebook commitments list` show all."
    return Answer(Status.ANSWERED, text, query, citations, tuple(hits), searched, confidence=1.0)


def _said(entries: Sequence[Entry], asked: Asked) -> tuple[str, tuple[Citation, ...]]:
    labels = count(1)
    citations: list[Citation] = []
    paragraphs = [_heading(asked, entries)]
    recorded = [entry for entry in entries if asked.noun == "actions" and _is_recorded(entry)]
    rest = [entry for entry in entries if entry not in recorded]
    for some in (recorded, rest):
        if recorded and some is rest and rest:
            paragraphs.append("Also agreed or asked for:")
        for where, run in groupby(some, key=_where):
            lines = [_line(entry, labels, citations) for entry in run]
            paragraphs.append(f"{where}:\n" + "\n".join(lines))
    return "\n\n".join(paragraphs), tuple(citations)


def _line(entry: Entry, labels: Iterator[int], citations: list[Citation]) -> str:
    label = next(labels)
    citations.append(citation(label, entry.place))
    line = f"- {' '.join(entry.place.quote.split())} [{label}] ({entry.standing.value})"
    last = next((step for step in reversed(entry.steps) if step.kind is not StepKind.TAKEN_UP), None)
    if last is None:
        return line
    label = next(labels)
    citations.append(citation(label, last.place))
    return f"{line} Later: {' '.join(last.place.quote.split())} [{label}]"


def _where(entry: Entry) -> str:
    return named_paper(entry.place.part, entry.place.title, entry.place.item)


def _is_recorded(entry: Entry) -> bool:
    """Whether the paper itself records an action: in a table, after "Action", or as "Clerk to write to ..."."""
    return entry.place.row or _RECORDED.match(entry.place.quote) is not None


def _heading(asked: Asked, entries: Sequence[Entry]) -> str:
    wanted = asked.wanted
    words = [asked.noun.capitalize()]
    words += [f"of {wanted.owner}"] if wanted.owner else []
    words += [f"about {wanted.topic}"] if wanted.topic else []
    days = sorted({entry.as_of for entry in entries if entry.as_of})
    if wanted.statuses == {Standing.OVERDUE} and days:
        words.append(f"that were overdue at {british(days[-1])}")
    elif wanted.statuses and days:
        words.append(f"as the papers up to {british(days[-1])} tell")
    return f"{' '.join(words)}:"


def citation(label: int, place: Quoted) -> Citation:
    """Return a place as a citation."""
    return Citation(
        label=label,
        quote=place.quote,
        source=place.source,
        start=place.start,
        end=place.end,
        page=place.page,
        printed_page=place.printed_page,
        document=place.part.title or place.title,
        document_id=place.document_id,
        body=place.part.body,
        meeting_date=place.part.meeting_date,
        item=(place.item.number or place.item.title) if place.item else None,
        heading=place.headings[-1] if place.headings else None,
        part_kind=place.part.kind.value,
        exempt=place.part.exempt,
    )
