"""What an ingest has to do: which files are new or changed, which are as they were, which are gone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from indexes import schema, swapping
from indexes.embedding import file_sha256
from indexes.records import FileReport, Outcome
from indexes.store import Store
from indexes.walking import Found, names, walk


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to be read; ``known`` says that a version of it is in the catalogue, ``size`` is in bytes."""

    path: Path
    root: Path
    source: str
    size: int
    known: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to be read, reports on the others, and the sources below the roots whose files are gone."""

    files: tuple[Planned, ...]
    reports: tuple[FileReport, ...]
    gone: tuple[str, ...]
    roots: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    source: str
    path: Path
    fingerprint: str


def plan(paths: Sequence[Path], store: Store, readable: Collection[str]) -> Plan:
    """Compare files with the catalogue; files that have only moved are noted at their new place.

    Raises:
        MinutebookError: a path does not exist or cannot be listed.
    """
    found = walk(paths)
    roots = tuple(dict.fromkeys(path.expanduser().resolve() for path in paths))
    wanted = [one for one in found if one.path == one.root or one.path.suffix.lower() in readable]
    known = _adopt(store, wanted, _known(store))
    here = {one.path for one in wanted}
    chosen = names(wanted, {path: one.source for path, one in known.items() if path not in here})
    files: list[Planned] = []
    reports = [_skipped(one) for one in found if one.path not in here]
    for one in wanted:
        name, before = chosen[one.path], known.get(one.path)
        try:
            same = before is not None and before.source == name and before.fingerprint == file_sha256(one.path)
            if same:
                reports.append(FileReport(name, Outcome.UNCHANGED))
            else:
                files.append(Planned(one.path, one.root, name, one.path.stat().st_size, before is not None))
        except OSError as error:
            reports.append(FileReport(name, Outcome.FAILED, f"it cannot be read ({error.strerror})"))
    here |= {one.path for one in found}
    gone = [one.source for path, one in known.items() if path not in here and _below(path, roots)]
    return Plan(tuple(files), tuple(reports), tuple(sorted(gone)), roots)


def _known(store: Store) -> dict[Path, _Known]:
    document = schema.documents.c
    query = sa.select(document.source, document.path, document.fingerprint)
    with store.engine.connect() as connection:
        return {Path(path): _Known(source, Path(path), mark) for source, path, mark in connection.execute(query)}


def _adopt(store: Store, found: Iterable[Found], known: dict[Path, _Known]) -> dict[Path, _Known]:
    """Follow files that were moved whole: same name, same bytes, and the old place is empty."""
    lost = {one.path.name: one for one in known.values() if not one.path.exists()}
    known = dict(known)
    for one in found:
        before = lost.get(one.path.name)
        if before is None or one.path in known or before.path not in known:
            continue
        try:
            moved = file_sha256(one.path) == before.fingerprint
        except OSError:
            continue
        if moved:
            swapping.relocate(store.engine, before.source, one.path, one.root)
            del known[before.path]
            known[one.path] = _Known(before.source, one.path, before.fingerprint)
    return known


def _skipped(found: Found) -> FileReport:
    kind = found.path.suffix or "no suffix"
    return FileReport(found.path.name, Outcome.SKIPPED, f"not a kind of paper that is read ({kind})")


def _below(path: Path, roots: Iterable[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
