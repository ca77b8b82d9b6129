"""Backup files: a ZIP archive whose members are named, sized and hashed by a list of contents that stands last.

Members are what a data folder cannot make again: the catalogue (with its copy of the vectors), the desk, users,
the audit log, uploaded papers. Chroma is not among them: it is filled from the catalogue.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, NonNegativeInt, TypeAdapter, ValidationError

from corpus.errors import MinutebookError

FORMAT = 1
CONTENTS = "backup.json"
UPLOADS = "papers"
"""The folder, inside the data folder and inside a backup, of papers that were uploaded."""
USERS = "users.json"
AUDIT = "audit.jsonl"
AUDIT_FILES = "audit*.jsonl"
"""The users, the audit log, and what its files are called, of which full ones have the time in their names."""

_PIECE = 1 << 20
_READ_AND_WRITE, _OWNER = 0o666, 0o600
_LARGEST_CONTENTS = 64 << 20
_AUDIT_FILE = re.compile(r"audit(-\d{8}T\d{12})?\.jsonl")
_UPLOAD = re.compile(rf"{UPLOADS}(?:/[^/\\:\0]+)+")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself: what it was made of and when, and the size and SHA-256 of each member.

    ``tables`` is the format of the catalogue's tables, ``index`` the kind of index and ``folder`` the data folder
    that it was made from; what it counts is for people.
    """

    tables: NonNegativeInt
    index: Annotated[str, Field(pattern=r"^[\w-]{1,100}$")]
    folder: str
    made_at: str
    papers: NonNegativeInt
    decisions: NonNegativeInt = 0
    conversations: NonNegativeInt = 0
    judgements: NonNegativeInt = 0
    users: NonNegativeInt = 0
    noted: NonNegativeInt = 0
    files: dict[str, tuple[NonNegativeInt, str]] = field(default_factory=dict)
    format: NonNegativeInt = FORMAT

    @property
    def uploads(self) -> list[str]:
        """The members that are uploaded papers."""
        return [name for name in self.files if name.startswith(f"{UPLOADS}/")]

    @property
    def logs(self) -> list[str]:
        """The members that are files of the audit log."""
        return [name for name in self.files if _AUDIT_FILE.fullmatch(name)]


class Writer:
    """Adds members to an archive and remembers what they are."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: dict[str, tuple[int, str]] = {}

    def add(self, path: Path, name: str | None = None) -> None:
        """Add a file, under its own name where no other is given, with who may read and write it."""
        name = name or path.name
        entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = (path.stat().st_mode & _READ_AND_WRITE) << 16
        digest, size = hashlib.sha256(), 0
        with self._archive.open(entry, "w", force_zip64=True) as member:
            for piece in _pieces_of(path):
                member.write(piece)
                digest.update(piece)
                size += len(piece)
        self.files[name] = (size, digest.hexdigest())

    def finish(self, contents: Contents) -> None:
        """Add the list of contents."""
        self._archive.writestr(CONTENTS, json.dumps(asdict(contents), indent=1))


def read_contents(archive: zipfile.ZipFile, databases: Iterable[str]) -> Contents:
    """Return what an archive holds, after a look at every name: nothing in it may be written elsewhere.

    Args:
        archive: the backup.
        databases: the names that databases may have.

    Raises:
        MinutebookError: it is no backup, of a later version, or holds what no backup does.
    """
    try:
        entry = archive.getinfo(CONTENTS)
        if entry.file_size > _LARGEST_CONTENTS:
            raise MinutebookError("its list of contents is far too long: use another backup")
        contents = TypeAdapter(Contents).validate_json(archive.read(entry))
    except (KeyError, ValidationError) as error:
        raise MinutebookError("it was not written by `minutebook backup`: name a file that was") from error
    if contents.format > FORMAT:
        raise MinutebookError("it was made by a later version of Minutebook: update this one")
    files = contents.files
    allowed = {*databases, USERS}
    names = [one.filename for one in archive.infolist() if one.filename != CONTENTS]
    if sorted(names) != sorted(files):
        raise MinutebookError("it does not hold what it says it holds: use another backup")
    for name in names:
        if name not in allowed and not _AUDIT_FILE.fullmatch(name) and not _is_upload(name):
            raise MinutebookError(f"it holds {name!r}, which no backup does: do not trust this file")
    return contents


def _is_upload(name: str) -> bool:
    return bool(_UPLOAD.fullmatch(name)) and not {".", ".."} & set(name.split("/"))


def extract(archive: zipfile.ZipFile, contents: Contents, folder: Path, tick: Callable[[], None]) -> None:
    """Write all members below a folder, and check that each is as it was when the backup was made.

    Raises:
        MinutebookError: one is not.
        OSError: the disk is full, or the folder cannot be written.
    """
    for name, (size, digest) in contents.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        seen, written = hashlib.sha256(), 0
        with path.open("xb") as file:
            for piece in _pieces(archive, name):
                written += len(piece)
                if written > size:
                    break
                seen.update(piece)
                file.write(piece)
                tick()
        path.chmod(archive.getinfo(name).external_attr >> 16 & _READ_AND_WRITE | _OWNER)
        if (written, seen.hexdigest()) != (size, digest):
            raise MinutebookError(f"{name} in it is damaged: use another backup")


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as member:
        while piece := member.read(_PIECE):
            yield piece


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
