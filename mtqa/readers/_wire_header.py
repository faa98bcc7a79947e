"""How a file of wire messages is known: what receivers leave before a message, then its header."""

from __future__ import annotations

import re

from mtqa.readers._base import File

_FILLED = re.compile(r"[\x00\x16\x7f\s]{0,200}\x01?")


def begins_with(header: re.Pattern[str], file: File) -> bool:
    """Whether the file's first message has such a ``header``."""
    filled = _FILLED.match(file.head)
    return header.match(file.head, filled.end() if filled else 0) is not None
