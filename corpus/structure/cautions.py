"""What a person should know of a paper before trusting what was read of it."""

import re
from collections.abc import Iterator

from corpus.records import Document, PartKind, PassageKind

_POLICE = re.compile(r"\bPolice and Crime (?:Panel|Commissioner)$")
_CUT = re.compile(r"view the full (?:minutes|agenda|decision)", re.I)


def _is_said(body: str, text: str) -> bool:
    return " ".join(body.lower().split()) in " ".join(text.lower().replace("&", "and").split())


def warn(document: Document) -> Iterator[str]:
    """Yield one sentence for each thing that is missing or was guessed."""
    if _CUT.search(document.source.text):
        yield "the text is cut: view the full minutes text on the council's page"
    if not any(part.meeting_date for part in document.parts):
        yield "no meeting date is stated"
    if not any(part.body for part in document.parts):
        yield "the body that met is not named"
    elif (body := document.parts[0].body) and _POLICE.search(body) and not _is_said(body, document.source.text):
        yield f"no header names the body: {body} follows from the area and the people that the paper speaks of"
    doubtful = sum(passage.doubtful for passage in document.passages)
    if doubtful:
        tables = {passage.table for passage in document.passages if passage.doubtful}
        rows = "1 row" if doubtful == 1 else f"{doubtful} rows"
        yield f"{rows} in {len(tables)} of the tables could not be put under the columns with confidence"
    undated = [part for part in document.parts if part.kind is PartKind.MINUTES and part.meeting_date is None]
    if undated and any(part.meeting_date for part in document.parts):
        yield f"minutes that state no date: {len(undated)}"
    if not any(passage.kind is not PassageKind.HEADING for passage in document.passages):
        yield "no paragraph was found"
