"""The manifests that a file comes under: in its folder and in those above, up to the folder that was named.

A folder may say one thing without a manifest: what lies below one that is named "exempt" or the like is exempt.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import MinutebookError
from corpus.manifest import NAMES, Entry, Given, given_by, merged, misnamed, read_csv, read_toml
from corpus.reading.decoding import decode

# "private" is left out: it names too many people's own folders.
_EXEMPT_FOLDER = re.compile(
    r"(?:exempt|confidential|restricted|not[ _-]?for[ _-]?publication)(?:[ _-](?:papers|items|reports|business))?|"
    r"part[ _-]?(?:2|ii|two)(?:[ _-]\(?(?:exempt|confidential|private|restricted)\)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Manifests:
    """Finds manifests and reads each once. ``read`` holds those that were read, by their folders."""

    read: dict[Path, tuple[Path, tuple[Entry, ...]] | None] = field(default_factory=dict)

    def given(self, path: Path, root: Path) -> Given | None:
        """Return what the manifests say of a file, those nearer to it before those above.

        Folders named "exempt" or "Part 2" make what lies below them exempt, whatever a manifest says.

        Args:
            path: the file.
            root: the folder that was named, above which no manifest is looked for; where the file itself was
                named, its own folder is the only one looked into.

        Raises:
            MinutebookError: naming the manifest that cannot be understood, and where.
        """
        path, top = _absolute(path), _absolute(root)
        below = [one for one in path.parents if one == top or top in one.parents]
        # Not only below the folder that was named: a file named by itself must not lose its label.
        found = Given(exempt=True) if any(is_exempt_folder(one.name) for one in path.parents) else None
        for folder in reversed(below or [path.parent]):
            manifest = self._of(folder)
            if manifest is not None:
                found = merged(found, given_by(manifest[1], _name(path, folder)))
        return found

    def unknown(self, files: Iterable[Path]) -> dict[Path, tuple[str, ...]]:
        """Return, for each manifest that was read, the files it names that are not there; ``files`` are all."""
        every = list(files)
        found: dict[Path, tuple[str, ...]] = {}
        for folder, manifest in self.read.items():
            if manifest is not None:
                below = [_name(path, folder) for path in every if folder in path.parents]
                path, entries = manifest
                missing = misnamed(entries, below)
                found[path] = tuple(
                    file for file in missing if any(s in file for s in "*?") or not (folder / file).is_file()
                )
        return found

    def _of(self, folder: Path) -> tuple[Path, tuple[Entry, ...]] | None:
        if folder not in self.read:
            self.read[folder] = _read(folder)
        return self.read[folder]


def is_manifest(path: Path) -> bool:
    """Say whether a file is a manifest, which is no paper itself."""
    return path.name in NAMES


def is_exempt_folder(name: str) -> bool:
    """Say whether a folder is named as councils name that of papers which are not for publication."""
    return _EXEMPT_FOLDER.fullmatch(name) is not None


def _read(folder: Path) -> tuple[Path, tuple[Entry, ...]] | None:
    there = [folder / name for name in NAMES if (folder / name).is_file()]
    if len(there) > 1:
        raise MinutebookError(f"{folder} holds both {NAMES[0]} and {NAMES[1]}: keep one of them.")
    if not there:
        return None
    (path,) = there
    try:
        text, _ = decode(path.read_bytes())
    except OSError as error:
        raise MinutebookError(f"{path} cannot be read ({error.strerror}): check its permissions.") from error
    text = unicodedata.normalize("NFC", text)
    return path, read_toml(text, str(path)) if path.suffix == ".toml" else read_csv(text, str(path))


def _absolute(path: Path) -> Path:
    """Return a path from the root; a link stays as it is, since papers are known by their own names."""
    path = path.expanduser()
    return path.parent.resolve() / path.name


def _name(path: Path, folder: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
