"""Items of one input that claim to be the same one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mtqa.model.unread import Unread
from mtqa.text.document import Document


def with_namesakes_noted(records: Iterator[Document | Unread]) -> Iterator[Document | Unread]:
    """The same records; a document whose own id has come before in the same version, or in none, is told so.

    It is checked like all others: which of the two holds, only the sender knows.
    """
    seen: set[int] = set()
    for record in records:
        if not isinstance(record, Document) or not record.metadata.id:
            yield record
            continue
        key = hash((record.metadata.id, record.metadata.version))  # a number each: feeds have millions of items
        if key in seen:
            yield replace(record, notes=(*record.notes, _note(record)))
        else:
            seen.add(key)
            yield record


def _note(document: Document) -> str:
    version = f" in version {document.metadata.version}" if document.metadata.version else ""
    return f"The id “{document.metadata.id}” has come before{version}; both items are checked."
