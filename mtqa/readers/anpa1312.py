"""ANPA 1312, the North American wires' text: a header of two lines, carets before headlines, ``<`` at their ends."""

from __future__ import annotations

import re

from mtqa.readers._base import File, Format, Records
from mtqa.readers._wire_header import begins_with

#: Service and number with the desk it is for; then priority, category, the words it is known by, day and length.
HEADER = re.compile(
    r"([A-Za-z]?)(\d{4})[^\r\n]{0,30}\r*\n"
    r"([a-z]) ([a-z])[\x13\x14]?[\x11\x12]? ?([^\r\n]{2,60}?) {0,10}(\d{1,2})-(\d{1,2}) +(\d{1,4})\b"
    r"[^\r\n]{0,20}\r*\n?",
    re.IGNORECASE,
)


def read(file: File) -> Records:
    """The messages of the file.

    Raises:
        ReadError: if the file is no text.
    """
    from mtqa.readers._anpa1312_message import documents

    return documents(file)


def _recognises(file: File) -> bool:
    return begins_with(HEADER, file)


FORMAT = Format(read, frozenset({".anpa", ".1312"}), _recognises)
