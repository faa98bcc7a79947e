"""NewsML 1.x: a package of news items; each is a story, in each of the languages it comes in."""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records
from mtqa.readers._xml_root import root


def read(file: File) -> Records:
    """The news items, in order; one without text is named."""
    from mtqa.readers import _newsml_item

    return _newsml_item.read(file)


def recognises(file: File) -> bool:
    """Whether the root element is one of the format."""
    return root(file.head)[0] == "newsml"


FORMAT = Format(read, frozenset(), recognises)
