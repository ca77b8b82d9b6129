"""Whether the files of Chroma's graph fit together, told without opening them.

Chroma maps these files into memory as they are: cut short, they end the process that opens them, with no error
that could be caught. The header is that of hnswlib's persisted index (version 1), its numbers little-endian.
"""

import struct
from pathlib import Path

_HEADER = struct.Struct("<iQQQQQQiIQQQdQ")
_VERSION = 1


def misfit(folder: Path) -> str | None:
    """Return what is wrong with the graphs in a folder of Chroma's, None where their files fit or there are none.

    It reads a hundred bytes of each graph; what is wrong inside files of the right size is not seen.
    """
    # Where no names were written yet, all vectors still wait in Chroma's tables, and it makes the files anew.
    found = (_misfit(names) for names in sorted(folder.glob("*/index_metadata.pickle")))
    return next((wrong for wrong in found if wrong is not None), None)


def _misfit(names: Path) -> str | None:
    header, vectors = names.parent / "header.bin", names.parent / "data_level0.bin"
    try:
        data = header.read_bytes()
        if len(data) != _HEADER.size:
            return f"{header.name} is cut short"
        version, _, most, elements, element_size, *_ = _HEADER.unpack(data)
        if version != _VERSION or not elements <= most:
            return f"{header.name} is garbled"
        fits = vectors.stat().st_size >= elements * element_size and names.stat().st_size > 0
    except FileNotFoundError as error:
        return f"{Path(error.filename).name} is missing"
    except OSError as error:
        return f"{Path(error.filename).name} cannot be read: {(error.strerror or '').lower()}"
    return None if fits else f"{vectors.name} or {names.name} is cut short"
