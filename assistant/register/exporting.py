"""The register as a file to take away: a tracker for a spreadsheet, a calendar of due dates, or JSON."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.register.printing import commitment_line
from assistant.register.records import Entry
from assistant.register.standing import last_day
from assistant.register.tracker import COLUMNS, one_line, rows
from assistant.terminal.printing import to_json
from corpus.errors import MinutebookError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"Action": 60, "Words of the paper": 60, "Update": 50, "Meeting": 30, "Owner": 28, "Source": 36}
_WIDTH = 14
# A calendar shows this much of a commitment as the name of the day.
_SUMMARY = 120


def write(entries: Sequence[Entry], file: Path) -> int:
    """Write entries to a file, in the format that its name asks for; returns how many were written.

    Raises:
        MinutebookError: there is no such format, or the file cannot be written.
    """
    made, count = content(entries, file.suffix.lower())
    try:
        file.write_bytes(made)
    except OSError as error:
        raise MinutebookError(f"{file} cannot be written ({error.strerror}): choose another place.") from error
    return count


def content(entries: Sequence[Entry], suffix: str) -> tuple[bytes, int]:
    """Return a file's bytes and how many entries are in it; a calendar holds only those with a due date.

    Raises:
        MinutebookError: there is no such format.
    """
    formats: dict[str, Callable[[Sequence[Entry]], bytes]] = {
        ".csv": _csv,
        ".xlsx": _xlsx,
        ".ics": _ics,
        ".json": _json,
    }
    if suffix not in formats:
        raise MinutebookError(f"A tracker is written as {', '.join(formats)}: name the file with one of these.")
    kept = [entry for entry in entries if suffix != ".ics" or last_day(entry.commitment.due_date)]
    return formats[suffix](kept), len(kept)


def _csv(entries: Sequence[Entry]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(rows(entries))
    return stream.getvalue().encode("utf-8-sig")  # the mark tells spreadsheets that it is UTF-8


def _json(entries: Sequence[Entry]) -> bytes:
    return to_json([commitment_line(entry) for entry in entries]).encode()


def _xlsx(entries: Sequence[Entry]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - takes a third of a second

    book = Workbook()
    sheet = book.active
    sheet.title = "Commitments"
    for number, row in enumerate([COLUMNS, *rows(entries)], start=1):
        for column, words in enumerate(row, start=1):
            if not words:
                continue
            cell = sheet.cell(number, column)
            # Text, whatever it begins with; a control character would make a file that does not open.
            cell.value = "".join(letter for letter in words if letter.isprintable() or letter == "\n")
            cell.data_type = "s"
    _dress(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _dress(sheet: "Worksheet") -> None:
    """Make the sheet readable as it opens: headings in view, columns that fit, a filter over all."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above

    for column, name in enumerate(COLUMNS, start=1):
        head = sheet.cell(1, column)
        head.font = Font(bold=True)
        sheet.column_dimensions[head.column_letter].width = _WIDTHS.get(name, _WIDTH)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _ics(entries: Sequence[Entry]) -> bytes:
    from icalendar import Calendar, Event  # noqa: PLC0415 - takes a quarter of a second

    calendar = Calendar()
    calendar.add("prodid", "-//Minutebook//Commitments//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        due = last_day(entry.commitment.due_date)
        if due is None:
            continue
        event = Event()
        event.add("uid", f"{entry.id}@minutebook")
        event.add("dtstamp", datetime.now(UTC))
        event.add("dtstart", due)
        event.add("dtend", due + timedelta(days=1))
        event.add("summary", _summary(entry))
        event.add("description", _description(entry))
        event.add("transp", "TRANSPARENT")  # a day with something due is not a day without time
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _summary(entry: Entry) -> str:
    words = one_line(entry.commitment.action or entry.place.quote)
    short = words if len(words) <= _SUMMARY else words[: _SUMMARY - 1].rsplit(" ", 1)[0] + "…"
    return f"{entry.commitment.owner}: {short}" if entry.commitment.owner else short


def _description(entry: Entry) -> str:
    place = entry.place
    where = [entry.body, entry.met.isoformat() if entry.met else None, place.source]
    return (
        f"“{one_line(place.quote)}”\n{' · '.join(part for part in where if part)}\n"
        f"Due: {entry.commitment.due or entry.commitment.due_date}\nStatus: {entry.standing.value}"
    )
