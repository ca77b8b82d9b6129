"""What an ingest has to do: which files are new or changed, which are as they were, which are gone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from corpus.manifest import Given, mark
from corpus.reading.manifests import Manifests, is_manifest
from indexes.catalogue import schema
from indexes.encoding.embedding import file_sha256
from indexes.ingesting import swapping
from indexes.ingesting.walking import Found, names, walk
from indexes.records import FileReport, Outcome
from indexes.store import Store


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to be read; ``known`` says that a version of it is in the catalogue, ``size`` is in bytes.

    ``given`` is what the manifests beside it say of it.
    """

    path: Path
    root: Path
    source: str
    size: int
    known: bool
    given: Given | None


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
    root: Path
    fingerprint: str


def plan(paths: Sequence[Path], store: Store, readable: Collection[str], *, again: bool = False) -> Plan:
    """Compare files with the catalogue; files that have only moved are noted at their new place.

    With ``again`` files that have not changed are read too.

    Raises:
        MinutebookError: a path does not exist or cannot be listed, or a manifest cannot be understood.
    """
    found = walk(paths)
    manifests = Manifests()
    roots = tuple(dict.fromkeys(path.expanduser().resolve() for path in paths))
    papers = [one for one in found if not is_manifest(one.path)]
    wanted = [one for one in papers if one.path == one.root or one.path.suffix.lower() in readable]
    known = _adopt(store, wanted, _known(store), manifests)
    here = {one.path for one in wanted}
    chosen = names(wanted, {path: one.source for path, one in known.items() if path not in here})
    files: list[Planned] = []
    reports = [_skipped(one) for one in papers if one.path not in here]
    for one in wanted:
        name, before = chosen[one.path], known.get(one.path)
        root = before.root if before is not None and before.root in one.root.parents else one.root
        given = manifests.given(one.path, root)
        try:
            now = fingerprint(one.path, given)
            if not again and before is not None and (before.source, before.fingerprint) == (name, now):
                reports.append(FileReport(name, Outcome.UNCHANGED))
            else:
                size = one.path.stat().st_size
                files.append(Planned(one.path, root, name, size, before is not None, given))
        except OSError as error:
            reports.append(FileReport(name, Outcome.FAILED, f"it cannot be read ({error.strerror})"))
    here |= {one.path for one in found}
    reports += _told(manifests, [one.path for one in found])
    gone = [one.source for path, one in known.items() if path not in here and _below(path, roots)]
    return Plan(tuple(files), tuple(reports), tuple(sorted(gone)), roots)


def _known(store: Store) -> dict[Path, _Known]:
    document = schema.documents.c
    query = sa.select(document.source, document.path, document.root, document.fingerprint)
    with store.engine.connect() as connection:
        rows = connection.execute(query).all()
    return {Path(path): _Known(source, Path(path), Path(root), known) for source, path, root, known in rows}


def fingerprint(path: Path, given: Given | None) -> str:
    """Return what a file is known as unchanged by: its bytes, and what the manifests beside it say of it.

    Raises:
        OSError: it cannot be read.
    """
    return file_sha256(path) + mark(given)


def _told(manifests: Manifests, files: Collection[Path]) -> list[FileReport]:
    """Report each manifest that was used, with what it names in vain."""
    reports = []
    for path, missing in manifests.unknown(files).items():
        reason = "what it says of papers is used"
        if missing:
            reason += f"; it names {', '.join(missing)}, which cannot be found below its folder: correct the name"
        reports.append(FileReport(path.name, Outcome.SKIPPED, reason))
    return reports


def _adopt(
    store: Store, found: Iterable[Found], known: dict[Path, _Known], manifests: Manifests
) -> dict[Path, _Known]:
    """Follow files that were moved whole: same name, same bytes, and the old place is empty."""
    lost = {one.path.name: one for one in known.values() if not one.path.exists()}
    known = dict(known)
    for one in found:
        before = lost.get(one.path.name)
        if before is None or one.path in known or before.path not in known:
            continue
        try:
            moved = fingerprint(one.path, manifests.given(one.path, one.root)) == before.fingerprint
        except OSError:
            continue
        if moved:
            swapping.relocate(store.engine, before.source, one.path, one.root)
            del known[before.path]
            known[one.path] = _Known(before.source, one.path, one.root, before.fingerprint)
    return known


def _skipped(found: Found) -> FileReport:
    kind = found.path.suffix or "no suffix"
    return FileReport(found.path.name, Outcome.SKIPPED, f"not a kind of paper that is read ({kind})")


def _below(path: Path, roots: Iterable[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
