"""The tracker: the table in which councils keep their actions, a row for each entry of the register."""

from collections.abc import Sequence

from assistant.register.records import Entry

COLUMNS = (
    "Reference",
    "Meeting",
    "Meeting date",
    "Minute",
    "Action",
    "Owner",
    "Due",
    "Due date",
    "Status",
    "Update",
    "Words of the paper",
    "Source",
    "Page",
    "Strength",
    "Topics",
    "Notes",
)

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def rows(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """Return the tracker's rows, a word for each column; what is not known is empty.

    Words come from papers, which anybody may have written: a cell that would be run as a formula gets an
    apostrophe in front, which spreadsheets do not show.
    """
    return [tuple(harmless(cell) for cell in _row(entry)) for entry in entries]


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(entry: Entry) -> tuple[str, ...]:
    found, place = entry.commitment, entry.place
    item = place.item
    page = place.printed_page or (str(place.page) if place.page is not None else "")
    return (
        found.id,
        entry.body or "",
        entry.met.isoformat() if entry.met else "",
        (item.number or item.title) if item else "",
        found.action or one_line(place.quote),
        found.owner or "",
        found.due or "",
        found.due_date or "",
        entry.standing.value,
        entry.reason,
        one_line(place.quote),
        place.source,
        page,
        found.strength,
        "; ".join(found.topics),
        "; ".join(entry.review.notes) if entry.review else "",
    )


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
