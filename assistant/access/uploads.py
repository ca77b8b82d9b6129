"""Papers that come through the window: looked at before they are kept, and kept where nothing else lies."""

import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from assistant.access.people import Person, Right
from corpus.errors import MinutebookError, UnreadablePaperError
from corpus.reading.decoding import decode
from corpus.reading.files import READABLE, kind_of
from corpus.reading.manifests import is_manifest

FOLDER = "papers"
"""The folder, in the data folder, of papers that came through the window."""

EXEMPT_FOLDER = "exempt"
"""The folder in it whose papers are withheld from the public, as in every folder of that name."""

_LONGEST_NAME = 150
_WRITTEN = ("txt", "md", "html")
_SAMPLE = 64 * 1024
_FEW = 100  # control characters that old programs leave in a text are fewer than one in so many
# Names that Windows keeps for devices, with any suffix.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come at a time: files, and bytes of one and of all. The largest packs seen are near 100 MB."""

    files: int = 50
    largest: int = 128 * 1024 * 1024
    together: int = 512 * 1024 * 1024


def admit(
    person: Person, files: Sequence[Path], data: Path, *, exempt: bool = False, limits: Limits | None = None
) -> tuple[Path, ...]:
    """Keep uploaded files in the data folder's folder of papers, all of them or none; they are not ingested yet.

    What a file is, its bytes decide (what unpacks to far more than it is, the readers refuse); where it goes, its
    name without any path. A file of the same name is replaced: it is the paper's new version.

    Args:
        person: who brings them.
        files: the files as the web server has laid them down; their own names count.
        data: the data folder.
        exempt: whether they are to be withheld from the public.
        limits: other limits than the usual ones.

    Returns: the files to ingest, in the order they came.

    Raises:
        MinutebookError: for a person who may not, and for files that cannot be kept, with the first one's reason.
    """
    person.require(Right.PAPERS)
    _within(files, limits or Limits())
    names = [_checked(path) for path in files]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise MinutebookError(f"Two of the files are named {twice}: upload them under different names.")
    folder = data / FOLDER / EXEMPT_FOLDER if exempt else data / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_kept(path, folder / name) for path, name in zip(files, names, strict=True))
    except OSError as error:
        raise MinutebookError(
            f"The papers cannot be kept in {folder} ({error.strerror}): make room there."
        ) from error


def admit_each(
    person: Person, files: Sequence[Path], data: Path, *, exempt: bool = False, limits: Limits | None = None
) -> tuple[tuple[Path, ...], dict[str, str]]:
    """Keep those of the uploaded files that can be kept, each by itself, as ``admit`` does.

    Returns: the files to ingest, and why each of the others is not kept, by its name.

    Raises:
        MinutebookError: for a person who may not, and where there is nothing or too much at a time.
    """
    person.require(Right.PAPERS)
    limits = limits or Limits()
    _within(files, replace(limits, largest=limits.together))
    kept: dict[str, Path] = {}
    refused: dict[str, str] = {}
    for path in files:
        try:
            same = safe_name(path.name).casefold()
            if same in kept:
                refused[path.name] = f"Another of the files has the name {path.name}: rename one and upload it."
                continue
            (kept[same],) = admit(person, [path], data, exempt=exempt, limits=limits)
        except MinutebookError as error:
            refused[path.name] = str(error)
    return tuple(kept.values()), refused


def _within(files: Sequence[Path], limits: Limits) -> None:
    if not files:
        raise MinutebookError("No file was chosen: choose the papers to add.")
    if len(files) > limits.files:
        raise MinutebookError(f"{len(files)} files are too many at a time: upload at most {limits.files}.")
    sizes = [path.stat().st_size for path in files if path.is_file()]
    if max(sizes, default=0) > limits.largest:
        raise MinutebookError(f"A file is larger than {limits.largest >> 20} MB: split it into its papers.")
    if sum(sizes) > limits.together:
        raise MinutebookError(
            f"The files are larger than {limits.together >> 20} MB together: upload fewer at a time."
        )


def _checked(path: Path) -> str:
    """Return the name a file is kept under, once its content is known to be that of a paper."""
    name = safe_name(path.name)
    if path.is_symlink() or not path.is_file():
        raise MinutebookError(f"{name} did not arrive: upload it again.")
    try:
        kind = kind_of(path)
    except UnreadablePaperError as error:
        raise MinutebookError(f"{name} cannot be added: {error}.") from error
    if kind in _WRITTEN and not _is_text(path):
        raise MinutebookError(
            f"{name} cannot be added: it is named like a text but holds a program or other data."
        )
    return name


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        text, _ = decode(file.read(_SAMPLE))
    odd = sum(unicodedata.category(one) == "Cc" and one not in "\t\n\v\f\r" for one in text)
    return odd * _FEW < len(text)


def safe_name(given: str) -> str:
    """Return the file name that a browser gave without anything that could lead elsewhere or deceive the eye.

    Raises:
        MinutebookError: where nothing usable is left, or the name is not that of a paper.
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    # Control characters, and those that turn text round, are no letters of a name; the rest break file systems.
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    shown = " ".join(plain.split()).strip(" .")
    stem, dot, suffix = shown.rpartition(".")
    name = f"{stem[: _LONGEST_NAME - len(suffix)].rstrip(' .')}{dot}{suffix}"
    if not stem.strip(" .") or stem.split(".")[0].strip().casefold() in _DEVICES:
        raise MinutebookError(f"{name or 'A file'} has no name that can be kept: rename it.")
    if is_manifest(Path(name)) or f".{suffix.lower()}" not in READABLE:
        raise MinutebookError(f"{name} is no paper: upload {', '.join(sorted(READABLE))} files.")
    return name


def _kept(path: Path, target: Path) -> Path:
    # Beside its place and moved over it: an ingest that is under way never sees half a file.
    with NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part", delete=False) as copy:
        beside = Path(copy.name)
        try:
            with path.open("rb") as source:
                shutil.copyfileobj(source, copy)
        except OSError:
            beside.unlink()
            raise
    beside.replace(target)
    return target
