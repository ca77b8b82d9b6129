"""Manifests: what a person says of papers that do not say it themselves, or say it wrongly.

A manifest is a file ``manifest.csv`` or ``manifest.toml`` beside the papers. This module reads its words and
applies them; which manifests a file comes under is found by ``corpus.reading.manifests``.
"""

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from fnmatch import fnmatchcase

from corpus.errors import MinutebookError
from corpus.records import Part, PartKind
from corpus.time.dates import find_dates

NAMES = ("manifest.csv", "manifest.toml")
"""What a manifest is called; a folder has one of the two at most."""

COLUMNS = ("file", "body", "date", "kind", "title", "status")
"""The columns of the table, in any order; ``file`` must be there. In TOML, ``file`` is the name of the table."""

_STATUSES = ("draft", "approved", "exempt")
_SEPARATORS = ",;\t"
_PATTERN = "*?"
# Papers that are of a meeting of their own, also inside the pack of another.
_OF_THEIR_OWN = frozenset({PartKind.AGENDA, PartKind.MINUTES, PartKind.NOTES, PartKind.DECISION})


@dataclass(frozen=True, slots=True)
class Given:
    """What a manifest says of a file; it overrides what the file says itself, and None overrides nothing.

    ``status`` is "draft" or "approved"; ``exempt`` withholds the whole file from the public.
    """

    body: str | None = None
    meeting_date: date | None = None
    kind: PartKind | None = None
    title: str | None = None
    status: str | None = None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a manifest: which files (a path below the manifest's folder, or a pattern), and what of them."""

    file: str
    given: Given

    @property
    def is_pattern(self) -> bool:
        """Whether it is about all the files whose names fit it."""
        return any(sign in self.file for sign in _PATTERN)


def read_csv(text: str, name: str) -> tuple[Entry, ...]:
    """Read a manifest that is a table; ``name`` is what its mistakes are reported under.

    Commas, semicolons and tabs part its columns, whichever its first line has; an empty cell overrides nothing.

    Raises:
        MinutebookError: naming the line that cannot be understood.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    separator = max(_SEPARATORS, key=lines[0].count) if lines else ","
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=separator)
    header = [cell.strip().lower() for cell in next(_rows(reader, name), [])]
    unknown = [column for column in header if column not in COLUMNS]
    if unknown or "file" not in header or len(set(header)) < len(header):
        what = f"it has a column {unknown[0]!r}" if unknown else "it has no single column 'file'"
        raise MinutebookError(f"{name} cannot be used, since {what}: its first line may hold {_listed(COLUMNS)}.")
    entries = []
    for row in _rows(reader, name):
        where = f"{name}, line {reader.line_num},"
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) > len(header) and any(cells[len(header) :]):
            raise MinutebookError(f"{where} has more cells than there are columns: put quotes around commas.")
        values = dict(zip(header, cells, strict=False))
        entries.append(_entry(values.pop("file"), values, where))
    return _each_once(entries, name)


def _rows(reader: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise MinutebookError(f"{name} is no table that can be read ({error}): write it anew.") from error


def read_toml(text: str, name: str) -> tuple[Entry, ...]:
    """Read a manifest in TOML: a table for each file, ``["minutes.pdf"]``, with the other columns as its keys.

    Raises:
        MinutebookError: naming the file whose table cannot be understood.
    """
    try:
        tables = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MinutebookError(f"{name} is not TOML ({error}): correct it, or write a manifest.csv.") from error
    entries = []
    for file, table in tables.items():
        where = f"{name}, [{file!r}],"
        if not isinstance(table, dict):
            raise MinutebookError(f'{where} says nothing of a file: begin with a line such as ["minutes.pdf"].')
        unknown = [key for key in table if key not in COLUMNS[1:]]
        if unknown:
            nested = isinstance(table[unknown[0]], dict)
            hint = "put the file's name in quotes" if nested else f"the keys are {_listed(COLUMNS[1:])}"
            raise MinutebookError(f"{where} has a key {unknown[0]!r}: {hint}.")
        values = {
            key: value.isoformat() if isinstance(value, date) else str(value) for key, value in table.items()
        }
        entries.append(_entry(file, values, where))
    return _each_once(entries, name)


def given_by(entries: Sequence[Entry], file: str) -> Given | None:
    """Return what a manifest says of a file (a path below the manifest's folder); its own line beats patterns."""
    fitting = [one for one in entries if one.is_pattern and fnmatchcase(file, one.file)]
    fitting += [one for one in entries if one.file == file]
    found: Given | None = None
    for one in fitting:
        found = merged(found, one.given)
    return found


def merged(outer: Given | None, inner: Given | None) -> Given | None:
    """Return what two manifests say together: the inner one, nearer to the file, beats the outer one."""
    if outer is None or inner is None:
        return outer or inner
    said = {field.name: getattr(inner, field.name) or getattr(outer, field.name) for field in fields(Given)}
    return Given(**said)


def mark(given: Given | None) -> str:
    """Return a mark of what was given, part of a document's fingerprint and of its id; empty for nothing."""
    if given is None:
        return ""
    return ":" + hashlib.sha256(repr(given).encode()).hexdigest()[:16]


def values_of(given: Given | None) -> dict[str, str] | None:
    """Return what was given as the columns of a manifest have it, without those that override nothing."""
    if given is None:
        return None
    said = {
        "body": given.body,
        "date": given.meeting_date.isoformat() if given.meeting_date else None,
        "kind": given.kind,
        "title": given.title,
        "status": ", ".join(filter(None, (given.status, "exempt" if given.exempt else None))),
    }
    return {column: str(value) for column, value in said.items() if value}


def given_of(values: Mapping[str, str] | None) -> Given | None:
    """Return what was given from its columns, as ``values_of`` writes them."""
    return None if values is None else _entry("stored", values, "The catalogue").given


def overrule(parts: Sequence[Part], given: Given | None) -> list[Part]:
    """Return the parts of a file as its manifest has them.

    Kind, title and status are those of the file's first paper (also where it was cut at exempt business). The body
    is that of every paper which stated no other than the first; so is the date, but minutes of an earlier meeting
    in a pack keep theirs, or none. What is exempt is the whole file.
    """
    if given is None or not parts:
        return list(parts)
    first = parts[0]
    return [_overruled(part, given, first) for part in parts]


def _overruled(part: Part, given: Given, first: Part) -> Part:
    is_first = (part.kind, part.title, part.meeting_date) == (first.kind, first.title, first.meeting_date)
    same_day = part.meeting_date == first.meeting_date if part.meeting_date else part.kind not in _OF_THEIR_OWN
    changed = replace(part, exempt=part.exempt or given.exempt)
    if given.body and part.body in (None, first.body):
        changed = replace(changed, body=given.body)
    if given.meeting_date and (is_first or same_day):
        changed = replace(changed, meeting_date=given.meeting_date)
    if is_first:
        changed = replace(
            changed,
            kind=given.kind or part.kind,
            title=given.title or part.title,
            status=given.status or part.status,
        )
    return changed


def _entry(file: str, values: Mapping[str, str], where: str) -> Entry:
    file = file.strip().replace("\\", "/").removeprefix("./")
    if not file:
        raise MinutebookError(f"{where} names no file: fill in the column 'file'.")
    if file.startswith("/") or ".." in file.split("/"):
        raise MinutebookError(f"{where} names {file}, which is not below the manifest: put a manifest beside it.")
    said = {column: " ".join(value.split()) for column, value in values.items()}
    statuses = _statuses(said.get("status", ""), where)
    named = [status for status in statuses if status != "exempt"]
    if len(named) > 1:
        raise MinutebookError(f"{where} has two statuses, {_listed(named)}: keep one of them.")
    kind, kinds = said.get("kind", "").lower(), [one.value for one in PartKind]
    if kind and kind not in kinds:
        raise MinutebookError(f"{where} has the kind {kind!r}: it may be {_listed(kinds)}.")
    given = Given(
        body=said.get("body") or None,
        meeting_date=_day(said["date"], where) if said.get("date") else None,
        kind=PartKind(kind) if kind else None,
        title=said.get("title") or None,
        status=named[0] if named else None,
        exempt="exempt" in statuses,
    )
    return Entry(file, given)


def _statuses(text: str, where: str) -> list[str]:
    words = text.lower().replace(",", " ").replace(";", " ").replace("+", " ").replace("&", " ").split()
    for word in words:
        if word not in _STATUSES and word != "and":
            raise MinutebookError(f"{where} has the status {text!r}: it may be {_listed(_STATUSES)}.")
    return list(dict.fromkeys(word for word in words if word != "and"))


def _day(text: str, where: str) -> date:
    """Read a day in ISO form or as papers write it, 21/09/2020 and 21 September 2020."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    found = [one for one in find_dates(text) if one.precision == "day"]
    if len(found) != 1 or found[0].end - found[0].start < len(text.strip()) - len("Wednesday, "):
        raise MinutebookError(f"{where} has the date {text!r}, which is not a day: write it as 2020-09-21.")
    return found[0].first


def _each_once(entries: Sequence[Entry], name: str) -> tuple[Entry, ...]:
    said: dict[str, Given] = {}
    for one in entries:
        if said.setdefault(one.file, one.given) != one.given:
            raise MinutebookError(f"{name} says two things of {one.file}: keep one line for it.")
    return tuple(Entry(file, given) for file, given in said.items())


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def misnamed(entries: Sequence[Entry], files: Sequence[str]) -> Iterator[str]:
    """Yield what a manifest names that is no file below its folder; ``files`` are the paths that are."""
    there = set(files)
    for one in entries:
        if one.is_pattern and one.file not in there:
            if not any(fnmatchcase(file, one.file) for file in there):
                yield one.file
        elif one.file not in there:
            yield one.file
