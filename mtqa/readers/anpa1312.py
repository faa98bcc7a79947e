"""ANPA 1312, the North American wires' text: a header of two lines, carets before headlines, ``<`` at their ends."""

from __future__ import annotations

import re

from mtqa.readers._base import File, Format, Records

#: Service and number with the desk it is for; then priority, category, the words it is known by, day and length.
HEADER = re.compile(
    r"([A-Za-z]?)(\d{4})[^\r\n]{0,30}\r*\n"
    r"([a-z]) ([a-z])[\x13\x14]?[\x11\x12]? ?([^\r\n]{2,60}?) {0,10}(\d{1,2})-(\d{1,2}) +(\d{1,4})\b"
    r"[^\r\n]{0,20}\r*\n?",
    re.IGNORECASE,
)
_FILLED = re.compile(r"[\x00\x16\x7f\s]{0,200}\x01?")


def read(file: File) -> Records:
    """The messages of the file.

    Raises:
        ReadError: if the file is no text.
    """
    from mtqa.readers._anpa1312_message import documents

    return documents(file)


def _recognises(file: File) -> bool:
    filled = _FILLED.match(file.head)
    return bool(HEADER.match(file.head, filled.end() if filled else 0))


FORMAT = Format(read, frozenset({".anpa", ".1312"}), _recognises)
