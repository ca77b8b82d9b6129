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
    found = (_misfit(header) for header in sorted(folder.glob("*/header.bin")))
    return next((wrong for wrong in found if wrong is not None), None)


def _misfit(header: Path) -> str | None:
    vectors, names = header.parent / "data_level0.bin", header.parent / "index_metadata.pickle"
    try:
        data = header.read_bytes()
        if len(data) != _HEADER.size:
            return f"{header.name} is cut short"
        version, _, most, elements, element_size, *_ = _HEADER.unpack(data)
        if version != _VERSION or not elements <= most:
            return f"{header.name} is garbled"
        # Where all vectors still wait in Chroma's tables, there is a header and nothing else.
        fits = not elements or (vectors.stat().st_size >= elements * element_size and names.stat().st_size)
    except FileNotFoundError as error:
        return f"{Path(error.filename).name} is missing"
    except OSError as error:
        return f"{Path(error.filename).name} cannot be read: {(error.strerror or '').lower()}"
    return None if fits else f"{vectors.name} or {names.name} is cut short"
