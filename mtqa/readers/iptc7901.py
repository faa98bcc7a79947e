"""IPTC 7901, the text of wires: a header line, control characters, lines of 69 characters."""

from __future__ import annotations

import re

from mtqa.readers._base import File, Format, Records
from mtqa.readers._wire_header import begins_with

#: Source and number, priority, category, length: ``dpa0163 3 pl 352``.
HEADER = re.compile(r"([A-Za-z]{2,4})(\d{3,4}) +([1-9]) +([A-Za-z]{1,3}) +(\d{1,5})(?:[ \t\r\n]|\Z)")


def read(file: File) -> Records:
    """The messages of the file; what is for editors only is told from the story.

    Raises:
        ReadError: if the file is no text.
    """
    from mtqa.readers._iptc7901_message import documents

    return documents(file)


def _recognises(file: File) -> bool:
    return begins_with(HEADER, file)


FORMAT = Format(read, frozenset({".iptc", ".7901"}), _recognises)
