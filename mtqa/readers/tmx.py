"""TMX 1.1 to 1.4b: the English segments of a translation memory, with what they were translated from beside them.

Units that say which document they come from make a story with those around them that say the same; of others a
thousand do. Each segment is a paragraph; inline codes are passed over.
"""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records
from mtqa.readers._xml_root import root


def read(file: File) -> Records:
    """The segments of the file; units without an English one are counted.

    Raises:
        ReadError: if the file declares entities, or has no unit.
    """
    from mtqa.readers._tmx_units import documents

    return documents(file)


def _recognises(file: File) -> bool:
    return root(file.head)[0] == "tmx"


FORMAT = Format(read, frozenset({".tmx"}), _recognises)
