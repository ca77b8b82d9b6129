"""Whether the files of Chroma's graph fit together, told without opening them in Chroma.

Chroma maps these files into memory and follows their numbers as they are: cut short or garbled, they end the
process that opens them, with no error that could be caught. They are hnswlib's persisted index (version 1), in
little-endian numbers: a header; for each vector its links, the vector itself and its label; and for each the links
of the upper levels, with the number of their bytes before them.
"""

import math
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_HEADER = struct.Struct("<iQQQQQQiIQQQdQ")
_VERSION = 1
_NUMBER, _LABEL = 4, 8
# Vectors that are looked at together.
_SLICE = 50_000
_COUNT, _DELETED = 0xFFFF, 0x10000
"""The bits of a number of links: the count, and one that marks the vector deleted."""


@dataclass(frozen=True, slots=True)
class _Header:
    """How many vectors there are, the bytes of each, its most links, the highest level, where a search begins."""

    elements: int
    size: int
    most_links: int
    highest: int
    entry: int

    @property
    def upper_links(self) -> int:
        return self.most_links // 2


def misfit(folder: Path, *, thoroughly: bool = False) -> str | None:
    """Return what is wrong with the graphs in a folder of Chroma's, None where their files fit or there are none.

    Args:
        folder: Chroma's.
        thoroughly: follows every link, as must be done before Chroma does: it reads the files whole (0.2 s for
            500,000 vectors, once they are in the system's memory); else a hundred bytes of each graph are read.
    """
    # Where no names were written yet, all vectors still wait in Chroma's tables, and it makes the files anew.
    for names in sorted(folder.glob("*/index_metadata.pickle")):
        try:
            wrong = _misfit(names, thoroughly=thoroughly)
        except FileNotFoundError as error:
            wrong = f"{Path(error.filename).name} is missing"
        except OSError as error:
            wrong = f"{Path(error.filename).name} cannot be read: {(error.strerror or '').lower()}"
        if wrong is not None:
            return wrong
    return None


def held(folder: Path) -> int:
    """Return how many vectors the graphs in a folder hold, with those that were deleted; 0 where none fits."""
    headers = [
        _header(one.read_bytes()) for one in folder.glob("*/header.bin") if one.stat().st_size == _HEADER.size
    ]
    return sum(one.elements for one in headers if one is not None)


def _misfit(names: Path, *, thoroughly: bool) -> str | None:
    header, vectors = names.parent / "header.bin", names.parent / "data_level0.bin"
    data = header.read_bytes()
    if len(data) != _HEADER.size:
        return f"{header.name} is cut short"
    read = _header(data)
    if read is None:
        return f"{header.name} is garbled"
    if vectors.stat().st_size < read.elements * read.size or not names.stat().st_size:
        return f"{vectors.name} or {names.name} is cut short"
    if thoroughly and read.elements:
        levels = _levels(names.parent / "link_lists.bin", read)
        if levels is None or levels[read.entry] != read.highest:
            return "link_lists.bin is garbled"
        if not _is_linked(vectors, read):
            return f"{vectors.name} is garbled"
    return None


def _header(data: bytes) -> _Header | None:
    """Return what a header says, None where its numbers do not fit each other."""
    version, first, most, elements, size, label, vector, highest, entry, links, below, degree, factor, _ = (
        _HEADER.unpack(data)
    )
    fits = (
        (version, first, links, below) == (_VERSION, 0, degree, 2 * degree)
        and 2 <= degree < _COUNT
        and elements <= most
        and vector == _NUMBER * (below + 1) < label
        and size == label + _LABEL
        and (highest >= 0 and entry < elements if elements else True)
        and math.isclose(factor, 1 / math.log(degree))
    )
    return _Header(elements, size, below, highest, entry) if fits else None


def _is_linked(path: Path, header: _Header) -> bool:
    """Say whether every vector's links lead to vectors."""
    rows = np.memmap(path, np.uint8, "r", shape=(header.elements, header.size))
    for start in range(0, header.elements, _SLICE):
        links = rows[start : start + _SLICE, : _NUMBER * (header.most_links + 1)].copy().view("<u4")
        if not _fits(links, header.most_links, header.elements):
            return False
    return True


def _levels(path: Path, header: _Header) -> NDArray[np.int64] | None:
    """Return each vector's highest level, None where the links of the upper levels do not fit."""
    numbers = np.fromfile(path, "<u4")
    block = header.upper_links + 1
    levels = np.zeros(header.elements, np.int64)
    filled = np.flatnonzero(numbers)
    element = place = at = 0
    starts: list[int] = []
    while at < len(filled):
        element, place = element + int(filled[at]) - place, int(filled[at])
        size = int(numbers[place])
        many, rest = divmod(size, _NUMBER * block)
        if rest or element >= header.elements or many > header.highest or place + size // _NUMBER >= len(numbers):
            return None
        levels[element] = many
        starts.extend(range(place + 1, place + 1 + many * block, block))
        element, place = element + 1, place + 1 + many * block
        at = int(np.searchsorted(filled, place))
    if element + len(numbers) - place != header.elements or path.stat().st_size % _NUMBER:
        return None
    links = numbers[np.array(starts, np.int64)[:, np.newaxis] + np.arange(block)]
    above = np.concatenate([np.arange(1, many + 1) for many in levels[levels > 0]]) if starts else levels[:0]
    if not _fits(links, header.upper_links, header.elements):
        return None
    reached = np.arange(header.upper_links) < (links[:, :1] & _COUNT)
    there = np.where(reached, levels[np.where(reached, links[:, 1:], 0)], above[:, np.newaxis])
    return levels if (there >= above[:, np.newaxis]).all() else None


def _fits(links: NDArray[np.uint32], most: int, elements: int) -> bool:
    """Say whether rows of links, each after their number, are no more than may be, and lead to vectors."""
    counts = links[:, :1]
    if (counts & ~np.uint32(_COUNT | _DELETED)).any() or ((counts & _COUNT) > most).any():
        return False
    return not ((links[:, 1:] >= elements) & (np.arange(most) < (counts & _COUNT))).any()
