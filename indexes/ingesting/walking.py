"""Which files an ingest is about, and what each is called."""

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import MinutebookError


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and the file or folder that was named and led to it; both absolute."""

    path: Path
    root: Path


def walk(paths: Sequence[Path]) -> tuple[Found, ...]:
    """Return the files at and below the paths in sorted order, each once; hidden files are passed over.

    Raises:
        MinutebookError: naming a path that does not exist or cannot be listed.
    """
    found: dict[Path, Found] = {}
    for given in paths:
        root = given.expanduser().resolve()
        if root.is_file():
            found.setdefault(root, Found(root, root))
        elif root.is_dir():
            for path in _below(root):
                found.setdefault(path, Found(path, root))
        else:
            raise MinutebookError(f"There is no file or folder {given}: check the path.")
    return tuple(found.values())


def names(found: Sequence[Found], taken: Mapping[Path, str]) -> dict[Path, str]:
    """Return each file's source name.

    It is the file's name; where two share one, both get their path below the ingested folder, and as much of the
    folder's own path as it takes to tell them apart.

    Args:
        found: the files of this ingest.
        taken: names of documents of earlier ingests that are not among them, by path; these stay as they are.
    """
    foreign = set(taken.values())
    shared = Counter(one.path.name for one in found)
    shared.update(Path(name).name for name in foreign)
    chosen = {one.path: one.path.name if shared[one.path.name] == 1 else _below_root(one) for one in found}
    while clashes := _clashing(chosen, foreign):
        longer = {path: _longer(path, chosen[path]) for path in clashes}
        if all(longer[path] == chosen[path] for path in clashes):
            break
        chosen |= longer
    return chosen


def _below(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise MinutebookError(
            f"The folder {error.filename} cannot be listed ({error.strerror}): check its permissions."
        ) from error

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        for name in sorted(files):
            # A link to nowhere and a socket are not papers.
            if not _hidden(name) and (Path(parent) / name).is_file():
                yield Path(parent) / name


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _below_root(found: Found) -> str:
    if found.path == found.root:
        return found.path.name
    return found.path.relative_to(found.root).as_posix()


def _clashing(chosen: Mapping[Path, str], foreign: Collection[str]) -> list[Path]:
    uses = Counter(chosen.values())
    return [path for path, name in chosen.items() if uses[name] > 1 or name in foreign]


def _longer(path: Path, name: str) -> str:
    """Return the name with one more folder of the path in front, as far as there is one."""
    steps = path.parts[1:]
    return "/".join(steps[-min(len(name.split("/")) + 1, len(steps)) :])
