"""Every vector of an index looked at, by a process of its own where damaged files may end whoever looks."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from indexes.searching.chroma import UnusableVectorsError
from indexes.searching.graphfiles import misfit
from indexes.searching.vectors import Vectors

_BATCH = 1_000
_SOUGHT, _SAME = 24, 0.999
# The graph does not find every vector, even its own; in a sound one it misses fewer than this share.
_MOST_MISSED = 0.5


def probe(name: str, folder: Path) -> str | None:
    """Return what is wrong with the vectors in a folder of Chroma's, None where each can be read and sought.

    Takes the seconds that importing Chroma takes, and one for each 30,000 vectors or so.
    """
    if wrong := misfit(folder, thoroughly=True):
        return wrong
    command = [sys.executable, "-m", "indexes.keeping.probing", name, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode < 0:
        return "reading them ends the program that does"
    return ended.stdout.strip() or (None if ended.returncode == 0 else "they cannot be read")


def look(vectors: Vectors) -> str | None:
    """Return what is wrong with vectors: one is lost, of no length, or cannot be found by the graph."""
    ids = sorted(vectors.ids())
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        found = vectors.get(some)
        if len(found) < len(some):
            return f"{len(some) - len(found):,} of them are lost"
        lengths = np.linalg.norm(np.stack(list(found.values())), axis=1)
        if not (np.abs(lengths - 1.0) < 0.01).all():
            return "some of them are garbled"
    sought = ids[:: max(1, len(ids) // _SOUGHT)]
    # Chunks of the same words have the same vector, so that any of them will do.
    nearest = [vectors.search(vector, 1) for vector in vectors.get(sought).values()]
    missed = sum(not found or found[0][1] < _SAME for found in nearest)
    return "the graph does not find them" if missed > _MOST_MISSED * len(sought) else None


def main(arguments: Sequence[str]) -> int:
    """Print what is wrong with the vectors of the collection and folder that are named, in a few words."""
    name, folder = arguments
    vectors = Vectors(name, folder=Path(folder), generation=lambda: 0)
    try:
        wrong = look(vectors)
    except UnusableVectorsError as error:
        wrong = error.reason
    finally:
        vectors.close()
    sys.stdout.write(wrong or "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
