"""XLIFF 1.0 to 1.2 and 2.0 to 2.2: each ``file`` a story, with what it was translated from beside it.

The text is the translations of the units in their order, each a paragraph; inline codes are passed over.
"""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records
from mtqa.readers._xml_root import root


def read(file: File) -> Records:
    """The translations of the file; units that have none are counted.

    Raises:
        ReadError: if the file declares entities, or has no unit.
    """
    from mtqa.readers._xliff_units import documents

    return documents(file)


def _recognises(file: File) -> bool:
    return root(file.head)[0] == "xliff"


FORMAT = Format(read, frozenset({".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"}), _recognises)
