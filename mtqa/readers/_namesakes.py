"""Items of one input that claim to be the same one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.text.document import Document


class Namesakes:
    """The items of an input that have come so far."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def note(self, metadata: Metadata) -> str:
        """That an item's own id has come before in the same version, or in none; empty where it has not.

        It is checked like all others: which of the two holds, only the sender knows.
        """
        if not metadata.id:
            return ""
        key = hash((metadata.id, metadata.version))  # a number each: feeds have millions of items
        if key not in self._seen:
            self._seen.add(key)
            return ""
        version = f" in version {metadata.version}" if metadata.version else ""
        return f"The id “{metadata.id}” has come before{version}; both items are checked."


def with_namesakes_noted(records: Iterator[Document | Unread]) -> Iterator[Document | Unread]:
    """The same records; a document that claims to be one that has come before is told so."""
    namesakes = Namesakes()
    for record in records:
        note = namesakes.note(record.metadata) if isinstance(record, Document) else ""
        yield replace(record, notes=(*record.notes, note)) if isinstance(record, Document) and note else record
