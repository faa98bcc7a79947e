"""NITF, the News Industry Text Format: one story a file."""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records
from mtqa.readers._xml_root import root


def read(file: File) -> Records:
    """The story."""
    from mtqa.readers import _nitf_story

    return _nitf_story.read(file)


def recognises(file: File) -> bool:
    """Whether the root element is one of the format."""
    return root(file.head)[0] == "nitf"


FORMAT = Format(read, frozenset({".nitf"}), recognises)
