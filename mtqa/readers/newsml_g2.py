"""NewsML-G2: news items, alone or in a news message; each is a story."""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records
from mtqa.readers._xml_root import root

#: Roots of items and of messages; those that hold no story are refused by name.
_ROOTS = frozenset("newsitem newsmessage packageitem conceptitem knowledgeitem planningitem catalogitem".split())


def read(file: File) -> Records:
    """The news items, in order; one without text is named, and so are items that are no news if there is no news."""
    from mtqa.readers import _newsml_g2_item

    return _newsml_g2_item.read(file)


def recognises(file: File) -> bool:
    """Whether the root element is one of the format."""
    return root(file.head)[0] in _ROOTS


FORMAT = Format(read, frozenset(), recognises)
