"""Atom 1.0 and 0.3: each entry is a story."""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records
from mtqa.readers._xml_root import root


def read(file: File) -> Records:
    """The entries, in order; one without text is named, one that the file breaks off in as well."""
    from mtqa.readers import _atom_entry

    return _atom_entry.read(file)


def recognises(file: File) -> bool:
    """Whether the root element is one of the format."""
    return root(file.head)[0] in {"feed", "entry"}


FORMAT = Format(read, frozenset({".atom"}), recognises)
