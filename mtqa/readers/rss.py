"""RSS 0.9x, 1.0 and 2.0: each item is a story."""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records
from mtqa.readers._xml_root import root


def read(file: File) -> Records:
    """The items, in order; one without text is named, one that the file breaks off in as well."""
    from mtqa.readers import _rss_item

    return _rss_item.read(file)


def recognises(file: File) -> bool:
    """Whether the root element is one of the format."""
    name, attributes = root(file.head)
    return name == "rss" or (name == "rdf" and ("purl.org/rss/" in attributes or "netscape.com/rdf/" in attributes))


FORMAT = Format(read, frozenset({".rss", ".rdf"}), recognises)
